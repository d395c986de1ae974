//! Tests of the analysis, script by script, and of its properties for arbitrary text.

use proptest::prelude::*;

use super::*;

/// The words of a text in plain form, separated by bars.
fn plain(text: &str) -> String {
    words(text).map(|word| plain_form(word.text)).collect::<Vec<_>>().join("|")
}

/// The search terms of a text, position by position: `covid,covid19|19`.
fn search(code: &str, text: &str) -> String {
    let mut tokens = Tokens::default();
    analyse_title(Language::from_code(code), text, &mut tokens);
    let last = tokens.iter().map(|(_, entry)| entry.position).max();
    let at = |position| {
        let here = tokens.iter().filter(|(_, e)| e.position == position && e.form != Form::Written);
        here.map(|(term, _)| tagged_stem(term)).collect::<Vec<_>>().join(",")
    };
    (0..=last.unwrap_or(0)).map(at).collect::<Vec<_>>().join("|")
}

/// The stem of a term, behind the letter of its language: `Dciti`.
fn tagged_stem(term: &str) -> String {
    let (stem, language) = stem_of_term(term);
    language.map(Language::letter).into_iter().collect::<String>() + stem
}

/// The word as written that a term says, read back from its plain form and its spelling.
fn written_word(term: &str) -> Option<String> {
    let plain = plain_of_term(term)?;
    let Some((_, spelling)) = term.split_once('\u{1}') else { return Some(plain) };
    let mut letters: Vec<char> = plain.chars().collect();
    match spelling {
        "c" => {
            let capital = letters[0].to_uppercase().chain(letters[1..].iter().copied());
            return Some(capital.collect());
        }
        "u" => return Some(plain.to_uppercase()),
        _ => {}
    }
    if let Some(whole) = spelling.strip_prefix(WRITTEN) {
        return Some(whole.to_owned());
    }
    let differences: Vec<char> = spelling.chars().collect();
    for pair in differences.chunks(2) {
        let sign = pair[0] as usize;
        let place = if sign < 0x100 { sign - usize::from(b'A') } else { sign - 0x100 };
        letters[place] = pair[1];
    }
    Some(letters.into_iter().collect())
}

fn written(text: &str) -> String {
    let mut tokens = Tokens::default();
    analyse_title(None, text, &mut tokens);
    let written = tokens.iter().filter_map(|(term, _)| written_word(term));
    written.map(|word| format!("{WRITTEN}{word}")).collect::<Vec<_>>().join("|")
}

/// Whether a query word matches a run of positions anywhere in a text.
fn finds(language: Option<Language>, text: &str, query: &Lookup) -> Vec<u32> {
    let mut tokens = Tokens::default();
    analyse_title(language, text, &mut tokens);
    let passes = |position: u32, tests: &[TermTest]| {
        let mut here = tokens.iter().filter(|(_, entry)| entry.position == position);
        here.any(|(term, _)| tests.is_empty() || tests.iter().any(|test| test.accepts(term)))
    };
    let last = tokens.iter().map(|(_, entry)| entry.position).max().map_or(0, |last| last + 1);
    let starts = |run: &Vec<Vec<TermTest>>, at: u32| {
        run.iter().enumerate().all(|(n, tests)| passes(at + n as u32, tests))
    };
    (0..last).filter(|at| query.alternatives.iter().any(|run| starts(run, *at))).collect()
}

#[test]
fn words_are_counted_as_they_are_indexed() {
    assert_eq!(word_count("U.S. forces left twice-told 3.5 miles away."), 8);
    assert_eq!(word_count("O'Brien's 3 ships, twice-told."), 5);
    assert_eq!(word_count("東京で地震"), 5);
    assert_eq!(word_count("می\u{200C}شود"), 1);
    assert_eq!(word_count(""), 0);
}

#[test]
fn english_words_are_stemmed_and_keep_their_apostrophes() {
    assert_eq!(plain("Don't stop, O’Brien's here"), "don't|stop|o'brien's|here");
    assert_eq!(search("en", "The cities were running"), "Dthe|Dciti|Dwere|Drun");
    assert_eq!(search("en", "O'Brien’s café"), "Do'brien|Dcafe");
    assert_eq!(written("Don’t STOP"), "=Don't|=STOP");
}

#[test]
fn acronyms_lose_their_dots_and_keep_them_as_written() {
    assert_eq!(
        plain("the U.S. and U.S.A. at 9 a.m. in the U.S"),
        "the|us|and|usa|at|9|am|in|the|us"
    );
    assert_eq!(plain("J.R.R. Tolkien, J.Smith, end.A"), "jrr|tolkien|j|smith|end|a");
    assert_eq!(written("the U.S."), "=the|=U.S.");
    assert_eq!(plain("a U.S.-led force"), "a|us|led|force");
    assert_eq!(search("en", "U.S.-led"), "Dus,Dusl|Dled");
}

#[test]
fn numbers_stay_whole_and_dates_do_not() {
    assert_eq!(plain("1,234.5 and 1,234,567 and 3.14"), "1234.5|and|1234567|and|3.14");
    assert_eq!(plain("1.234.567,89 1,00,000 3,14"), "1234567.89|100000|3,14");
    assert_eq!(plain("5.11.2023 192.168.1.1 1,2,3"), "5|11|2023|192|168|1|1|1|2|3");
    assert_eq!(plain("at 10:30, B52s, 3rd, 2.5m."), "at|10|30|b52s|3rd|2.5m");
    assert_eq!(plain("١٢٣ ۱۲۳ १२३"), "123|123|123");
}

#[test]
fn compounds_are_their_parts_and_one_word() {
    assert_eq!(search("en", "COVID-19 cases"), "Dcovid,covid19|19|Dcase");
    assert_eq!(search("en", "e-mails"), "De,Demail|Dmail");
    assert_eq!(plain("a-b-c-d-e-f-g-h"), "a|b|c|d|e|f|g|h");
    let english = Some(Language::English);
    for text in ["COVID-19", "covid 19", "Covid19", "COVID‑19"] {
        assert_eq!(finds(english, text, &query_word("COVID-19", &[english])), [0], "{text}");
    }
    assert_eq!(finds(english, "COVID-19", &query_word("covid19", &[english])), [0]);
}

#[test]
fn addresses_are_their_words() {
    assert_eq!(
        plain("mail jo_b@example.com or https://example.org/a?b=1"),
        "mail|jo|b|example|com|or|https|example|org|a|b|1"
    );
}

#[test]
fn german_words_fold_their_umlauts() {
    assert_eq!(plain("Straße Überfälle"), "strasse|uberfalle");
    assert_eq!(search("de", "Häuser"), "Ghaus");
    assert_eq!(plain("Ma\u{308}rz"), "marz");
}

#[test]
fn french_and_italian_elisions_are_words() {
    assert_eq!(
        plain("l'avion d’Air qu'il aujourd'hui quelqu'un"),
        "l|avion|d|air|qu|il|aujourd'hui|quelqu'un"
    );
    assert_eq!(plain("dell'arte un'altra nell’anno"), "dell|arte|un|altra|nell|anno");
    assert_eq!(plain("L'Élysée"), "l|elysee");
}

#[test]
fn accents_in_the_query_do_not_matter() {
    for (code, text, query) in [
        ("fr", "les élections", "elections"),
        ("fr", "les elections", "élections"),
        ("es", "la nación", "nacion"),
        ("de", "die Häuser", "hauser"),
        ("pt", "informações", "informacoes"),
        ("ru", "ещё", "еще"),
    ] {
        let language = Language::from_code(code);
        let found = finds(language, text, &query_word(query, &[language]));
        assert!(!found.is_empty(), "{query} in {text}");
    }
}

#[test]
fn spanish_and_russian_words_are_stemmed() {
    assert_eq!(search("es", "elecciones"), "Oeleccion");
    assert_eq!(search("ru", "выборы Ёлка"), "Nвыбор|Nелк");
    assert_eq!(plain("за́мок й ї"), "замок|й|ї");
    assert_eq!(search("ru", "NATO"), "nato");
}

#[test]
fn arabic_and_persian_letters_are_one() {
    assert_eq!(plain("كتاب علي"), plain("کتاب علی"));
    assert_eq!(plain("مُحَمَّد"), "محمد");
    assert_eq!(plain("أحمد إيران آسيا"), "احمد|ایران|اسیا");
    assert_eq!(plain("می‌خواهم"), "میخواهم");
    assert!(!plain("ـــ").is_empty());
    let arabic = Some(Language::Arabic);
    assert_eq!(finds(arabic, "الكتاب الجديد", &query_word("کتاب", &[arabic])), [0]);
}

#[test]
fn hebrew_loses_its_points_and_keeps_acronyms_whole() {
    assert_eq!(plain("שָׁלוֹם צה\"ל ארה״ב"), "שלום|צהל|ארהב");
    assert_eq!(plain("אמר \"שלום\" לו"), "אמר|שלום|לו");
}

#[test]
fn hindi_keeps_its_vowels() {
    assert_eq!(plain("दिल्ली में चुनाव"), "दिल्ली|में|चुनाव");
}

#[test]
fn scripts_without_spaces_are_pairs_of_characters() {
    assert_eq!(search("zh", "北京大学 2023年"), "北京|京大|大学|学|2023|年");
    assert_eq!(search("ja", "ガラスの靴"), "ガラ|ラス|スの|の靴|靴");
    assert_eq!(search("ja", "ｶﾞﾗｽ"), "ガラ|ラス|ス");
    assert_eq!(search("ko", "한국 사람"), "한국|국|사람|람");
    assert_eq!(search("th", "น้ำท่วม"), search("th", "น้ำ\u{200B}ท่วม"));
    assert_eq!(written("北京 Beijing"), "=Beijing");
    assert_eq!(plain_words("北京 Beijing"), ["北京", "京", "beijing"]);
}

#[test]
fn a_run_of_characters_is_found_inside_a_longer_one() {
    let text = "我在北京大学学习";
    let look = |query: &str| finds(None, text, &query_word(query, &[None]));
    assert_eq!(look("北京"), [2]);
    assert_eq!(look("北京大学"), [2]);
    assert_eq!(look("学"), [5, 6]);
    assert_eq!(look("京北"), [] as [u32; 0]);
    assert_eq!(query_word("北京", &[None]).alternatives[0].len(), 2);
    assert_eq!(finds(None, "第3回大会", &query_word("第3回", &[None])), [0]);
}

#[test]
fn korean_in_parts_is_korean() {
    let parts: String = unicode_normalization::UnicodeNormalization::nfd("한국").collect();
    assert_eq!(search("ko", &parts), "한국|국");
}

#[test]
fn invisible_characters_and_emoji_are_no_words() {
    assert_eq!(plain("co\u{AD}operate zero\u{200B}width \u{FEFF}x"), "cooperate|zerowidth|x");
    assert_eq!(plain("👍🏽 ☂️ ok 1️⃣ 👨‍👩‍👧"), "ok|1");
    assert_eq!(query_word("👍", &[None]).alternatives.len(), 0);
    assert_eq!(exact_word("—").alternatives.len(), 0);
}

#[test]
fn a_long_word_is_cut() {
    let long = "x".repeat(100_000);
    assert_eq!(plain_form(&long).len(), WORD_CHARS);
    assert_eq!(word_count(&long), 1);
}

#[test]
fn a_word_that_begins_with_its_stem_has_one_term() {
    let terms = |language, text: &str| {
        let mut tokens = Tokens::default();
        analyse_title(language, text, &mut tokens);
        tokens.iter().map(|(term, _)| term.to_owned()).collect::<Vec<_>>().join(" ")
    };
    let english = Some(Language::English);
    assert_eq!(
        terms(english, "the oil The OILS 2023 café U.S."),
        "the\0D oil\0D the\0D\u{1}c oil\0Ds\u{1}u 2023\0  cafe\0D\u{1}Dé us\0D\u{1}=U.S."
    );
    assert_eq!(terms(english, "city ㊀"), "citi\0D\u{2} =city 一\0 \u{2} =一");
    assert_eq!(terms(None, "the city"), "the\0  city\0 ");
    assert!(finds(english, "dthe", &exact_word("the")).is_empty());
    assert!(finds(None, "DTHE", &query_word("the", &[english, None])).is_empty());
    for text in ["the", "The"] {
        assert_eq!(finds(english, text, &query_word("THE", &[english])), [0]);
        assert_eq!(finds(english, text, &exact_word(text)), [0]);
    }
    assert!(finds(english, "oils", &exact_word("oil")).is_empty());
}

#[test]
fn positions_leave_gaps_between_title_and_paragraphs() {
    let mut tokens = Tokens::default();
    analyse(None, "A title", "One two.\n\n—\n\nThree four. Five", &mut tokens);
    let readable = |term: &str| term.replace("\0 ", "_").replace("\u{1}c", "^");
    let shown: Vec<String> =
        tokens.iter().map(|(term, e)| format!("{}{}", e.position, readable(term))).collect();
    assert_eq!(
        shown.join(" "),
        "0a_^ 0a_^ 0a_^ 1title_ 1title_ 1title_ 3\u{2} 3\u{3} 3one_^ 4two_ \
         6\u{2} 6\u{3} 6three_^ 7four_ 8\u{3} 8five_^"
    );
}

#[test]
fn sentences_end_where_readers_think_they_do() {
    let split = |text: &str| {
        sentences(text).into_iter().map(|place| text[place].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        split("Mr. Smith left. He said \"No.\" Then he ran!"),
        ["Mr. Smith left.", "He said \"No.\"", "Then he ran!"]
    );
    assert_eq!(
        split("In the U.S. Senate, J. Doe won 3.5 votes. OK?"),
        ["In the U.S. Senate, J. Doe won 3.5 votes.", "OK?"]
    );
    assert_eq!(
        split("Am 5. November 2023. Dann nicht mehr."),
        ["Am 5. November 2023.", "Dann nicht mehr."]
    );
    assert_eq!(split("今日は。明日は「はい。」次"), ["今日は。", "明日は「はい。」", "次"]);
    assert_eq!(split("هل جاء؟ نعم. ok"), ["هل جاء؟", "نعم. ok"]);
    assert_eq!(split("  \n "), [] as [&str; 0]);
    assert_eq!(split("He said no. See No. 5 of it."), ["He said no.", "See No. 5 of it."]);
}

#[test]
fn patterns_and_misspellings_test_whole_words() {
    let test = |pattern: &str, word: &str| pattern_word(pattern)[0].accepts(&plain_form(word));
    assert!(test("elect*", "Élections"));
    assert!(test("w?rd", "Word") && !test("w?rd", "words"));
    assert!(test("*tion*s", "elections") && !test("*tion", "elections"));
    assert_eq!(pattern_word("COVID-1*").len(), 2);
    assert_eq!(pattern_word("北京*").len(), 2);
    let close = |edits| fuzzy_word("Obama", edits).remove(0);
    assert!(close(1).accepts("obma") && close(1).accepts("oabma") && !close(1).accepts("omaba"));
    assert!(close(2).accepts("osama") && !close(2).accepts("barack"));
}

#[test]
fn languages_have_letters_and_codes() {
    let letters: String = Language::ALL.iter().map(|language| language.letter()).collect();
    assert_eq!(letters, "ABCDEFGHIJKLMNOPQR");
    for language in Language::ALL {
        assert_eq!(Language::from_code(language.code()), Some(language));
    }
    assert_eq!(Language::from_code("en-GB"), Some(Language::English));
    assert_eq!(Language::from_code("nb"), Some(Language::Norwegian));
    assert_eq!(Language::from_code("fa"), None);
}

#[test]
fn every_character_folds_once_and_for_all() {
    for c in (0..=char::MAX as u32).filter_map(char::from_u32) {
        let once = fold(&format!("a{c}"));
        assert_eq!(fold(&once), once, "{c:?}");
    }
}

#[test]
fn no_stem_begins_like_a_pair_of_characters() {
    for c in (0..=char::MAX as u32).filter_map(char::from_u32) {
        let mut tokens = Tokens::default();
        analyse_title(None, &c.to_string(), &mut tokens);
        for term in tokens.iter().filter_map(|(term, _)| plain_of_term(term).map(|_| term)) {
            assert!(!term.starts_with(is_gram), "{c:?} has the term {term:?}");
        }
    }
}

#[test]
fn no_gram_has_a_plain_form_with_an_ascii_letter_or_digit() {
    for c in (0..=char::MAX as u32).filter_map(char::from_u32).filter(|c| is_gram(*c)) {
        let plain = plain_form(&c.to_string());
        assert!(!plain.contains(|c: char| c.is_ascii_alphanumeric()), "{c:?} is {plain:?}");
    }
}

#[test]
fn a_mark_behind_any_letter_or_digit_folds_once_and_for_all() {
    // Latin, Hebrew, Hindi, Tamil and Japanese marks; a tatweel, which is no letter, between.
    let marks = ["\u{301}", "\u{5B8}", "\u{93F}", "\u{BBE}", "\u{BCD}", "\u{3099}", "ـ\u{308}"];
    for c in (0..=0x10FFFF_u32).filter_map(char::from_u32).filter(|c| c.is_alphanumeric()) {
        for mark in marks {
            let once = fold(&format!("{c}{mark}"));
            assert_eq!(fold(&once), once, "{c:?} {mark:?}");
        }
    }
}

/// Texts made of the pieces that are treated in a way of their own.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("U.S.".to_owned()),
        Just("l'".to_owned()),
        "[a-z]{1,6}",
        "[A-Z0-9.,'’\"-]{1,8}",
        "[\u{300}-\u{310}\u{5D0}-\u{5EA}ء-يЀ-џ]{1,4}",
        "[北京大学ガラスｶﾞ한국น้ำ]{1,4}",
        "[௦-௯०-९๐-๙க-ஹா-்]{1,4}",
        "[ \n.!?\u{AD}\u{200B}\u{FE0F}]{1,3}",
        Just("\n\n".to_owned()),
        "\\PC{0,4}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn some_language() -> impl Strategy<Value = Option<Language>> {
    prop::option::of(prop::sample::select(Language::ALL.to_vec()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn folding_twice_is_folding_once(text in texts()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn places_lie_in_the_text_and_positions_never_decrease(
        language in some_language(), title in texts(), body in texts(),
    ) {
        let mut tokens = Tokens::default();
        analyse(language, &title, &body, &mut tokens);
        let mut before = 0;
        let titled = words(&title).count() as u32;
        for (term, entry) in tokens.iter() {
            prop_assert!(!term.is_empty());
            prop_assert!(entry.position >= before);
            before = entry.position;
            let text = if entry.position < titled { &title } else { &body };
            prop_assert!(text.get(entry.place.start as usize..entry.place.end as usize).is_some());
        }
        let words = tokens.iter().filter(|(_, e)| e.form == Form::Marker).count();
        prop_assert!(words == 0 || word_count(&body) > 0);
    }

    #[test]
    fn every_word_is_found_where_it_stands(language in some_language(), text in texts()) {
        for (position, word) in words(&text).enumerate() {
            let lookups = [query_word(word.text, &[None, language]), exact_word(word.text)];
            for lookup in lookups {
                prop_assert!(finds(language, &text, &lookup).contains(&(position as u32)), "{:?}", word);
            }
        }
    }

    #[test]
    fn the_terms_of_a_word_say_how_it_is_written(language in some_language(), text in texts()) {
        for word in words(&text).filter(|word| word.kind == Kind::Plain) {
            let forms = forms::forms(language, word.text);
            let written = words::clean(word.text);
            let term = forms.written.as_ref().unwrap_or(&forms.search[0]);
            prop_assert_eq!(written_word(term), Some(written.clone()), "{:?}", term);
            prop_assert_eq!(plain_of_term(term), Some(plain_form(&written)));
        }
    }

    #[test]
    fn a_compound_is_found_where_it_begins(language in some_language(), text in texts()) {
        for (position, word) in words(&text).enumerate() {
            let Some(whole) = word.opens else { continue };
            let found = finds(language, &text, &query_word(whole, &[language]));
            prop_assert!(found.contains(&(position as u32)), "{:?}", word);
        }
    }

    #[test]
    fn what_is_written_has_the_plain_form_of_its_word(text in texts()) {
        for word in words(&text) {
            prop_assert_eq!(plain_form(&words::clean(word.text)), plain_form(word.text));
        }
    }

    #[test]
    fn every_word_lies_in_one_sentence(text in texts()) {
        let sentences = sentences(&text);
        for word in words(&text) {
            let holds = |s: &&std::ops::Range<usize>| s.start <= word.place.start && word.place.start < s.end;
            prop_assert_eq!(sentences.iter().filter(holds).count(), 1);
        }
    }

    #[test]
    fn any_pattern_is_read(pattern in "[a-z*?北\\PC]{0,12}", word in "\\PC{0,8}") {
        for test in pattern_word(&pattern) {
            test.accepts(&word);
        }
        for test in fuzzy_word(&pattern, 2) {
            test.accepts(&word);
        }
    }
}

#[test]
fn a_simple_word_is_the_same_by_the_short_way_and_by_the_long_one() {
    for word in ["News", "2023", "a1B2", "x", "HTML", "don't", "U.S.", "1,234.5", "Año"] {
        let long = plain_form(word);
        assert_eq!(plain_words(word).first(), Some(&long), "{word}");
    }
}
