//! The language of an article: as declared, unless its text clearly contradicts the declaration.

mod codes;
mod words;

use std::borrow::Cow;

use whatlang::{Info, Lang, Script};

pub use codes::code;
use codes::short;
use words::{Guess, by_words, is_proven};

/// The number of bytes examined at the start of a text.
const LOOKED_AT: usize = 2048;

/// Groups of similar languages that short texts do not distinguish; within a group, a declaration
/// takes precedence over a guess.
const ALIKE: &[&[&str]] = &[
    &["da", "no", "nb", "nn", "sv"],
    &["hr", "sr", "bs", "sl", "sh", "me"],
    &["cs", "sk"],
    &["id", "ms", "jv"],
    &["es", "pt", "gl", "ca", "ast", "an", "it"],
    &["ru", "uk", "be", "bg", "mk", "sr"],
    &["hi", "mr", "ne", "sa"],
    &["ar", "fa", "ur", "ps", "ckb"],
    &["nl", "af", "fy", "nds"],
    &["tr", "az", "tk", "uz"],
];

/// The language that is certain from letters alone; `None` if they do not decide.
fn by_letters(script: Script, text: &str) -> Option<&'static str> {
    let count = |letters: &str| text.chars().filter(|c| letters.contains(*c)).count();
    match script {
        Script::Arabic if count("ټډړښڼ") > 0 => Some("ps"),
        Script::Arabic if count("ێۆڕڵ") > 1 => Some("ckb"),
        Script::Arabic if count("ٹڈڑےں") > 1 => Some("ur"),
        Script::Arabic if count("پچژگ") > 1 => Some("fa"),
        Script::Arabic if count("ةىأإ") > 1 => Some("ar"),
        Script::Cyrillic if count("қғңөұүһәҳҷ") > 1 => None,
        Script::Cyrillic if count("ўЎ") > 1 => Some("be"),
        Script::Cyrillic if count("їєґЇЄ") > 1 => Some("uk"),
        Script::Cyrillic if count("ѓќѕ") > 1 => Some("mk"),
        Script::Cyrillic if count("ђћ") > 0 && count("јљњџ") > 1 => Some("sr"),
        // Bulgarian and Serbian have no ы, э and ё, and hardly any soft signs.
        Script::Cyrillic
            if count("ыэё") * 2 + count("ь") > 1 && count("іўј") == 0 && count("ъ") < 2 =>
        {
            Some("ru")
        }
        Script::Ethiopic if count("ኣ") > count("አ") => Some("ti"),
        Script::Hebrew if count("װױײ") == 0 => Some("he"),
        _ => None,
    }
}

/// Whether a text has letters that no language known to the detector uses, such as Kazakh letters
/// in the Cyrillic script.
fn is_foreign(script: Script, text: &str) -> bool {
    let count = |letters: &str| text.chars().filter(|c| letters.contains(*c)).count();
    match script {
        Script::Cyrillic => count("қғңөұүһәҳҷ") > 1,
        _ => false,
    }
}

/// The language of a text, given the one that its metadata declares, if any.
pub fn language(text: &str, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(code);
    let head = &text[..text.floor_char_boundary(LOOKED_AT)];
    let head = &*without_addresses(head);
    let compared = || compared(head);
    // Frequent words are searched only in texts of mostly Latin letters.
    let words = if is_mostly_latin(head) { by_words(head) } else { Guess::default() };
    // Trigram detection would cost more than everything else that is done with a short text.
    if words.plain.is_none() && words.leading.is_some() && words.leading == declared.as_deref() {
        return declared;
    }
    let found = words.plain.or_else(compared);
    match (declared, found) {
        (Some(declared), Some(found)) if found != declared && !alike(found, &declared) => {
            let known = Lang::all().iter().any(|&lang| short(lang) == declared);
            Some(if known { found.to_string() } else { declared })
        }
        (Some(declared), _) => Some(declared),
        (None, found) => found.or(words.likely).map(str::to_string),
    }
}

/// The language found by letters or trigram detection, if the result is reliable.
fn compared(text: &str) -> Option<&'static str> {
    // The script is cheap to detect, and often sufficient.
    let script = whatlang::detect_script(text)?;
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(8).count();
    if let Some(settled) = by_letters(script, text).filter(|_| letters >= 8) {
        return Some(settled);
    }
    let info = whatlang::detect(text)?;
    let found = short(info.lang());
    let proven = script != Script::Latin || is_proven(text, found);
    (proven && !is_foreign(script, text) && certain(&info, text)).then_some(found)
}

/// A text without URLs and mail addresses, which are not words of a language.
fn without_addresses(text: &str) -> Cow<'_, str> {
    if !text.contains("://") && !text.contains("www.") && !text.contains('@') {
        return Cow::Borrowed(text);
    }
    let apart = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | '[' | ']');
    let address = |word: &str| {
        word.contains("://") || word.contains("www.") || word.contains('@') && word.contains('.')
    };
    let words = text.split_inclusive(apart).filter(|word| !address(word));
    Cow::Owned(words.collect())
}

/// Whether at least half of the letters of a text are Latin.
fn is_mostly_latin(text: &str) -> bool {
    let (mut latin, mut other) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            _ => other += 1,
        }
    }
    latin >= other
}

/// Whether a guess is reliable: the script decides, or the text is long and clear enough.
fn certain(info: &Info, text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(120).count();
    let shared = matches!(
        info.script(),
        Script::Latin | Script::Cyrillic | Script::Arabic | Script::Devanagari | Script::Hebrew
    );
    match shared {
        // A few ideographs carry as much as many letters.
        false if matches!(info.script(), Script::Mandarin) => letters >= 4,
        false => letters >= 8,
        true => info.is_reliable() && letters >= 40 || info.confidence() > 0.5 && letters >= 120,
    }
}

fn alike(a: &str, b: &str) -> bool {
    ALIKE.iter().any(|group| group.contains(&a) && group.contains(&b))
}

#[cfg(test)]
mod tests {
    use super::{code, language};

    const ENGLISH: &str = "The harbour was closed for three days after the storm, and the boats \
                           stayed where they were. Nobody was hurt, the mayor said on Friday.";

    #[test]
    fn a_declared_language_is_read_in_any_form() {
        for (written, expected) in
            [("en-GB", "en"), ("eng", "en"), ("English", "en"), ("zh_Hans", "zh"), ("nb-NO", "no")]
        {
            assert_eq!(code(written).as_deref(), Some(expected), "{written}");
        }
        assert_eq!(code("unknown"), None);
        assert_eq!(code(""), None);
    }

    #[test]
    fn a_short_text_full_of_the_words_of_a_language_is_in_it() {
        let text = "Los vecinos y los alcaldes de la costa con sus barcos en el puerto";
        for declared in [None, Some("es"), Some("de")] {
            assert_eq!(language(text, declared).as_deref(), Some("es"), "{declared:?}");
        }
        // More speaks for what is declared than for any other language.
        assert_eq!(language("Los barcos del puerto", Some("es")).as_deref(), Some("es"));
    }

    #[test]
    fn a_long_text_goes_before_a_wrong_declaration_and_a_short_one_does_not() {
        assert_eq!(language(ENGLISH, Some("de")).as_deref(), Some("en"));
        assert_eq!(language("Ja", Some("de")).as_deref(), Some("de"));
        assert_eq!(language(ENGLISH, None).as_deref(), Some("en"));
        assert_eq!(language("Ok", None), None);
        assert_eq!(
            language("Talks on the bridge resume, officials said", None).as_deref(),
            Some("en")
        );
        assert_eq!(language("Talks on the bridge resume", Some("de")).as_deref(), Some("de"));
        assert_eq!(language("東京で大きな地震がありました", None).as_deref(), Some("ja"));
    }

    #[test]
    fn a_headline_is_in_the_language_of_its_frequent_words() {
        for (text, language_of) in [
            ("Mayor says harbour may close for more than a year", "en"),
            ("WHY THE PORT IS CLOSED, AND WHAT TO KNOW ABOUT IT", "en"),
            ("Haveno estis fermita dum tri tagoj post la ŝtormo", "eo"),
            ("Cierra el puerto tras la tormenta, según los vecinos", "es"),
            ("Le port est fermé depuis trois jours après la tempête", "fr"),
        ] {
            assert_eq!(language(text, None).as_deref(), Some(language_of), "{text}");
        }
    }

    #[test]
    fn one_word_again_and_again_settles_nothing() {
        assert_eq!(language("Said said said said said said. Lunden 3, Morv 1.", None), None);
    }

    #[test]
    fn letters_go_before_words_and_addresses_are_none() {
        for (text, language_of) in [
            (
                "Рыбаки вышли в море. https://port.example/os-pescadores-e-o-mar-para-todos",
                Some("ru"),
            ),
            ("Рибалки вийшли в море, її чекали на березі", Some("uk")),
            ("הדייגים יצאו לים בבוקר www.port.example", Some("he")),
            ("ماهیگیران به دریا رفتند و چند روز بعد برگشتند", Some("fa")),
            ("خرج الصيادون إلى البحر قبل الفجر في المدينة", Some("ar")),
            ("渔民出海了 https://port.example/the-men-of-the-port-and-the-sea", Some("zh")),
        ] {
            assert_eq!(language(text, None).as_deref(), language_of, "{text}");
        }
    }

    #[test]
    fn a_language_that_cannot_be_told_is_not_called_another() {
        for text in [
            "Masunta sun tafi teku da safe, kuma ba su dawo ba sai bayan kwana uku saboda iska mai \
             karfi da ta tashi a gabar ruwa ta garin.",
            "Wavuvi walikwenda baharini asubuhi, wakarudi baada ya siku tatu kwa sababu ya upepo mkali \
             uliovuma pwani ya mji.",
            "Kalluumaysatadu waxay badda aadeen subaxdii, waxayna soo noqdeen saddex maalmood ka dib.",
        ] {
            assert_eq!(language(text, None), None, "{text}");
        }
        assert_eq!(code("utf-8"), None);
        assert_eq!(language(ENGLISH, Some("utf-8")).as_deref(), Some("en"));
    }
}
