//! The language of an article: as declared, unless its text says otherwise for certain.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use whatlang::{Info, Lang, Script};

/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 2048;

/// Codes of ISO 639-3 and English names, each with the code of ISO 639-1 where there is one.
const CODES: &[(&str, &str, &str)] = &[
    ("afr", "af", "afrikaans"),
    ("amh", "am", "amharic"),
    ("ara", "ar", "arabic"),
    ("aze", "az", "azerbaijani"),
    ("bel", "be", "belarusian"),
    ("ben", "bn", "bengali"),
    ("bul", "bg", "bulgarian"),
    ("cat", "ca", "catalan"),
    ("ces", "cs", "czech"),
    ("cze", "cs", "czech"),
    ("cmn", "zh", "chinese"),
    ("zho", "zh", "chinese"),
    ("chi", "zh", "chinese"),
    ("cym", "cy", "welsh"),
    ("wel", "cy", "welsh"),
    ("dan", "da", "danish"),
    ("deu", "de", "german"),
    ("ger", "de", "german"),
    ("ell", "el", "greek"),
    ("gre", "el", "greek"),
    ("eng", "en", "english"),
    ("epo", "eo", "esperanto"),
    ("est", "et", "estonian"),
    ("eus", "eu", "basque"),
    ("fas", "fa", "persian"),
    ("per", "fa", "farsi"),
    ("pes", "fa", "persian"),
    ("fin", "fi", "finnish"),
    ("fra", "fr", "french"),
    ("fre", "fr", "french"),
    ("gle", "ga", "irish"),
    ("glg", "gl", "galician"),
    ("guj", "gu", "gujarati"),
    ("heb", "he", "hebrew"),
    ("hin", "hi", "hindi"),
    ("hrv", "hr", "croatian"),
    ("hun", "hu", "hungarian"),
    ("hye", "hy", "armenian"),
    ("ind", "id", "indonesian"),
    ("isl", "is", "icelandic"),
    ("ita", "it", "italian"),
    ("jav", "jv", "javanese"),
    ("jpn", "ja", "japanese"),
    ("kan", "kn", "kannada"),
    ("kat", "ka", "georgian"),
    ("kaz", "kk", "kazakh"),
    ("khm", "km", "khmer"),
    ("kor", "ko", "korean"),
    ("lat", "la", "latin"),
    ("lav", "lv", "latvian"),
    ("lit", "lt", "lithuanian"),
    ("mal", "ml", "malayalam"),
    ("mar", "mr", "marathi"),
    ("mkd", "mk", "macedonian"),
    ("msa", "ms", "malay"),
    ("mya", "my", "burmese"),
    ("nep", "ne", "nepali"),
    ("nld", "nl", "dutch"),
    ("dut", "nl", "dutch"),
    ("nob", "no", "norwegian"),
    ("nor", "no", "norwegian"),
    ("ori", "or", "oriya"),
    ("pan", "pa", "punjabi"),
    ("pol", "pl", "polish"),
    ("por", "pt", "portuguese"),
    ("ron", "ro", "romanian"),
    ("rum", "ro", "romanian"),
    ("rus", "ru", "russian"),
    ("sin", "si", "sinhala"),
    ("sna", "sn", "shona"),
    ("slk", "sk", "slovak"),
    ("slv", "sl", "slovenian"),
    ("spa", "es", "spanish"),
    ("sqi", "sq", "albanian"),
    ("srp", "sr", "serbian"),
    ("swa", "sw", "swahili"),
    ("swe", "sv", "swedish"),
    ("tam", "ta", "tamil"),
    ("tel", "te", "telugu"),
    ("tgl", "tl", "tagalog"),
    ("tha", "th", "thai"),
    ("tuk", "tk", "turkmen"),
    ("tur", "tr", "turkish"),
    ("ukr", "uk", "ukrainian"),
    ("urd", "ur", "urdu"),
    ("uzb", "uz", "uzbek"),
    ("vie", "vi", "vietnamese"),
    ("yid", "yi", "yiddish"),
    ("zul", "zu", "zulu"),
];

/// Languages that a short text does not tell apart; a declaration goes before a guess among them.
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

/// The commonest words of the languages that most archives are in: they settle most texts at a
/// twentieth of the cost of a comparison of trigrams with every language.
const COMMON: &[(&str, &str)] = &[
    ("en", "the of and to in that is was for on with it as he at by from has have said were"),
    (
        "es",
        "el la de que y en los del las por una con para se su al es lo como más fue no o e a os",
    ),
    ("pt", "o a de que e do da em os no na para uma um com não por se ao dos as foi são"),
    ("fr", "le la les de des et en un une du que qui dans pour est par sur au pas avec il"),
    ("de", "der die und den das von zu mit sich des auf ist im dem nicht ein eine für wird"),
    ("it", "il di che la e in un una per del della non sono con le dei nel si alla da è"),
    ("nl", "de het een van en dat in is op te zijn met voor niet aan er die ook heeft werd"),
    ("sv", "och att det som en på är av för med till den har inte om ett han var från de"),
    ("pl", "w i na z się nie do to że jest o od za po przez jak dla oraz był tym ale"),
    ("eo", "la de kaj en estas ke al por kiu oni ne pri kun ili el kiel estis ĝi sed tiu"),
];

static COMMON_WORDS: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut words: HashMap<_, Vec<usize>> = HashMap::new();
    for (place, (_, common)) in COMMON.iter().enumerate() {
        common.split(' ').for_each(|word| words.entry(word).or_default().push(place));
    }
    words
});

/// Words that settle whether a guess is to be believed, for the other languages in Latin letters that
/// can be compared: a text in a language that is not known looks most like one of these, and has none
/// of its words. A language without a line here is never guessed.
const PROOFS: &[(&str, &str)] = &[
    ("af", "die van en is het dat nie vir met sy wat op"),
    ("az", "və bu bir ilə üçün də olan ki"),
    ("ca", "de la el i que en els per un una amb les del és va al més ha"),
    ("cs", "v se na je že s z do i k ve pro za by ale jako po"),
    ("cy", "yn y yr mae ac wedi oedd eu"),
    ("da", "og i at det er en til af på for med den de har ikke som et"),
    ("et", "ja on ei et oli see ka kui ning oma aga"),
    ("fi", "ja on ei että se oli hän mutta kun myös ovat joka mukaan"),
    ("hr", "je i u se na da za su od s koji što bi"),
    ("hu", "a az és hogy nem is egy ezt meg volt de csak van már"),
    ("id", "yang dan di dengan untuk dari ini pada tidak dalam itu akan ke"),
    ("jv", "ing kang lan ora iki wis karo kanggo"),
    ("la", "et est non ad ut cum qui quod ex sed"),
    ("lt", "ir į kad su iš tai yra buvo kaip per"),
    ("lv", "un ir ar par uz ka kas lai bija"),
    ("no", "og i det som på er av til for med at en den har ikke de et"),
    ("ro", "de în şi și la cu pe din nu că un pentru mai care"),
    ("sk", "v na sa je že s z do k ako pre za by ale"),
    ("sl", "in je v na se da za so ki s z pa bi"),
    ("tk", "we bu bir bilen üçin boldy"),
    ("tl", "ng mga ang sa para hindi ito"),
    ("tr", "ve bir bu da de için ile olarak olan çok daha en gibi"),
    ("uz", "va bu bir bilan uchun ham"),
    ("vi", "của và là các có được cho trong không một người với những"),
];

/// Whether a text in Latin letters has the words of a language: one in twenty is of the commonest.
fn is_proven(text: &str, language: &str) -> bool {
    let lines = COMMON.iter().chain(PROOFS);
    let Some((_, known)) = lines.into_iter().find(|(code, _)| *code == language) else {
        return false;
    };
    let (mut all, mut hits) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        hits += usize::from(known.split(' ').any(|known| known == word));
    }
    hits * 20 >= all && hits > 0 && (hits > 1 || all < 25)
}

/// The language that the letters of a script settle by themselves.
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
        // Bulgarian and Serbian have no ы, э and ё, and hardly a soft sign.
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

/// Whether a text in a script that several languages share has letters that none of those has which
/// can be compared, as those of Kazakh or Kurdish.
fn is_foreign(script: Script, text: &str) -> bool {
    let count = |letters: &str| text.chars().filter(|c| letters.contains(*c)).count();
    match script {
        Script::Cyrillic => count("қғңөұүһәҳҷ") > 1,
        _ => false,
    }
}

/// What the commonest words of a text say of its language.
#[derive(Default)]
struct Guess {
    /// It is full of the words of one language, and words of no other language say so as well.
    plain: Option<&'static str>,
    /// It has words of one language that are common in no other, and none such of another.
    likely: Option<&'static str>,
    /// It has more such words of one language than of any other.
    leading: Option<&'static str>,
}

fn by_words(text: &str) -> Guess {
    let (mut hits, mut own) = ([0usize; COMMON.len()], [0usize; COMMON.len()]);
    let mut all = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        let lower = word.starts_with(char::is_uppercase).then(|| word.to_lowercase());
        let word = lower.as_deref().unwrap_or(word);
        let places = COMMON_WORDS.get(word).map_or(&[][..], Vec::as_slice);
        places.iter().for_each(|&place| hits[place] += 1);
        if let [only] = places {
            own[*only] += 1;
        }
    }
    let Some(best) = (0..hits.len()).max_by_key(|&place| (own[place], hits[place])) else {
        return Guess::default();
    };
    let others = (0..hits.len()).filter(|&place| place != best).map(|place| own[place]);
    let second = others.max().unwrap_or(0);
    let long = own[best] >= 4 && own[best] >= second * 4 && hits[best] * 5 >= all;
    let short = all >= 12 && own[best] >= 3 && second == 0 && hits[best] * 3 >= all;
    let plain = long || short;
    let likely = own[best] >= 2 && second == 0;
    let leading = own[best] > second;
    let if_so = |so: bool| so.then_some(COMMON[best].0);
    Guess { plain: if_so(plain), likely: if_so(likely), leading: if_so(leading) }
}

/// The language of a text, given the one that its metadata declares, if they do.
pub fn language(text: &str, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(code);
    let head = &text[..text.floor_char_boundary(LOOKED_AT)];
    let head = &*without_addresses(head);
    let compared = || compared(head);
    // Words are looked for only where letters do not settle it.
    let words = if is_mostly_latin(head) { by_words(head) } else { Guess::default() };
    // A comparison would cost more than all else that is done with a short text.
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

/// The language that a comparison finds, where it is to be believed.
fn compared(text: &str) -> Option<&'static str> {
    let info = whatlang::detect(text)?;
    let script = info.script();
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(8).count();
    if let Some(settled) = by_letters(script, text).filter(|_| letters >= 8) {
        return Some(settled);
    }
    let found = short(info.lang());
    let proven = script != Script::Latin || is_proven(text, found);
    (proven && !is_foreign(script, text) && certain(&info, text)).then_some(found)
}

/// A text without web addresses and addresses of mail, which are no words of a language.
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

/// Whether most letters of a text are Latin.
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

/// Whether a guess is to be believed: the script settles it, or the text is long and plain enough.
fn certain(info: &Info, text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(120).count();
    let shared = matches!(
        info.script(),
        Script::Latin | Script::Cyrillic | Script::Arabic | Script::Devanagari | Script::Hebrew
    );
    match shared {
        // A word of ideographs is as long as a sentence of letters.
        false if matches!(info.script(), Script::Mandarin) => letters >= 4,
        false => letters >= 8,
        true => info.is_reliable() && letters >= 40 || info.confidence() > 0.5 && letters >= 120,
    }
}

fn alike(a: &str, b: &str) -> bool {
    ALIKE.iter().any(|group| group.contains(&a) && group.contains(&b))
}

fn short(lang: Lang) -> &'static str {
    let code = lang.code();
    CODES.iter().find(|(long, ..)| *long == code).map_or(code, |(_, short, _)| short)
}

/// The code of a language given in any form: `en-GB`, `en_GB.UTF-8`, `eng`, `English`.
pub fn code(declared: &str) -> Option<String> {
    let lower = declared.trim().to_lowercase();
    let word = lower.split(|c: char| !c.is_alphabetic()).next().filter(|word| !word.is_empty())?;
    let named = |(long, short, name): &&(&str, &str, &str)| {
        word == *long || word == *short || word == *name
    };
    match CODES.iter().find(named) {
        Some((_, short, _)) => Some((*short).to_string()),
        None if matches!(word, "nb" | "nn") => Some("no".into()),
        None if matches!(word, "utf" | "iso" | "und" | "mul" | "mis" | "zxx") => None,
        None => (word.is_ascii() && matches!(word.len(), 2 | 3)).then(|| word.to_string()),
    }
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
