//! Language codes. Language detection is not done here.

use whatlang::Lang;

/// Languages: the three-letter ISO 639 code, the ISO 639-1 code, and the English name.
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

/// The ISO 639-1 code of a language, or its three-letter code if it is not in the table.
pub(super) fn short(lang: Lang) -> &'static str {
    let code = lang.code();
    CODES.iter().find(|(long, ..)| *long == code).map_or(code, |(_, short, _)| short)
}

/// The code of a language declared in any form: `en-GB`, `en_GB.UTF-8`, `eng`, `English`.
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
