//! The language of an article: as declared, unless its text says otherwise for certain.

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
    let likely = own[best] >= 1 && second == 0;
    let leading = own[best] > second;
    let if_so = |so: bool| so.then_some(COMMON[best].0);
    Guess { plain: if_so(plain), likely: if_so(likely), leading: if_so(leading) }
}

/// The language of a text, given the one that its metadata declares, if they do.
pub fn language(text: &str, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(code);
    let head = &text[..text.floor_char_boundary(LOOKED_AT)];
    let compared = || whatlang::detect(head).filter(|info| certain(info, head));
    let words = by_words(head);
    // A comparison would cost more than all else that is done with a short text.
    if words.plain.is_none() && words.leading.is_some() && words.leading == declared.as_deref() {
        return declared;
    }
    let found = words.plain.or_else(|| compared().map(|info| short(info.lang())));
    match (declared, found) {
        (Some(declared), Some(found)) if found != declared && !alike(found, &declared) => {
            let known = Lang::all().iter().any(|&lang| short(lang) == declared);
            Some(if known { found.to_string() } else { declared })
        }
        (Some(declared), _) => Some(declared),
        (None, found) => found.or(words.likely).map(str::to_string),
    }
}

/// Whether a guess is to be believed: the script settles it, or the text is long and plain enough.
fn certain(info: &Info, text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(120).count();
    let shared = matches!(
        info.script(),
        Script::Latin | Script::Cyrillic | Script::Arabic | Script::Devanagari | Script::Hebrew
    );
    match shared {
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
}
