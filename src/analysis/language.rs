//! The languages that have a stemmer. Language detection is not done here.

use frostem::{Algorithm, Stemmer};

use super::WORD_CHARS;
use super::chars::Script;

/// A language with a stemmer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each names itself")]
pub enum Language {
    Arabic,
    Danish,
    Dutch,
    English,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
}

/// The languages, each with its ISO 639-1 code and other codes for it.
const CODES: [(Language, &str, &[&str]); 18] = [
    (Language::Arabic, "ar", &["ara"]),
    (Language::Danish, "da", &["dan"]),
    (Language::Dutch, "nl", &["nld", "dut"]),
    (Language::English, "en", &["eng"]),
    (Language::Finnish, "fi", &["fin"]),
    (Language::French, "fr", &["fra", "fre"]),
    (Language::German, "de", &["deu", "ger"]),
    (Language::Greek, "el", &["ell", "gre"]),
    (Language::Hungarian, "hu", &["hun"]),
    (Language::Italian, "it", &["ita"]),
    (Language::Norwegian, "no", &["nor", "nb", "nob", "nn", "nno"]),
    (Language::Portuguese, "pt", &["por"]),
    (Language::Romanian, "ro", &["ron", "rum"]),
    (Language::Russian, "ru", &["rus"]),
    (Language::Spanish, "es", &["spa"]),
    (Language::Swedish, "sv", &["swe"]),
    (Language::Tamil, "ta", &["tam"]),
    (Language::Turkish, "tr", &["tur"]),
];

impl Language {
    /// Every language, in the order of [`Language::letter`].
    pub const ALL: [Language; 18] = {
        let mut all = [Language::Arabic; 18];
        let mut place = 0;
        while place < all.len() {
            all[place] = CODES[place].0;
            place += 1;
        }
        all
    };

    /// The language of an ISO 639 code of two or three letters, case-insensitive; a region such as
    /// `-GB` is ignored. `None` if there is no stemmer for it.
    pub fn from_code(code: &str) -> Option<Language> {
        let code = code.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        let named = |entry: &&(Language, &str, &[&str])| {
            entry.1 == code || entry.2.contains(&code.as_str())
        };
        CODES.iter().find(named).map(|entry| entry.0)
    }

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        CODES[self as usize].1
    }

    /// The letter, `A` to `R`, that tags the stems of this language.
    pub fn letter(self) -> char {
        (b'A' + self as u8) as char
    }

    /// The script of the words that the stemmer handles.
    pub(super) fn script(self) -> Script {
        match self {
            Language::Arabic => Script::Arabic,
            Language::Greek => Script::Greek,
            Language::Russian => Script::Cyrillic,
            Language::Tamil => Script::Tamil,
            _ => Script::Latin,
        }
    }

    /// Whether a word of at most [`WORD_CHARS`] ASCII letters is in the script of the stemmer and
    /// has the same lower case in this language as in ASCII.
    pub(super) fn takes_ascii(self, word: &str) -> bool {
        self != Language::Turkish
            && self.script() == Script::Latin
            && word.len() <= WORD_CHARS
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    }

    /// A word in lower case, by the rules of this language.
    pub(super) fn lower(self, word: &str) -> String {
        match self {
            Language::Turkish => word.replace('I', "ı").replace('İ', "i").to_lowercase(),
            _ => word.to_lowercase(),
        }
    }

    /// The stem of a lower-case word; the word itself if the stemmer returns nothing.
    pub(super) fn stem(self, word: &str) -> String {
        let stem = Stemmer::new(self.algorithm()).stem(word).into_owned();
        if stem.is_empty() { word.to_owned() } else { stem }
    }

    fn algorithm(self) -> Algorithm {
        match self {
            Language::Arabic => Algorithm::Arabic,
            Language::Danish => Algorithm::Danish,
            Language::Dutch => Algorithm::Dutch,
            Language::English => Algorithm::English,
            Language::Finnish => Algorithm::Finnish,
            Language::French => Algorithm::French,
            Language::German => Algorithm::German,
            Language::Greek => Algorithm::Greek,
            Language::Hungarian => Algorithm::Hungarian,
            Language::Italian => Algorithm::Italian,
            Language::Norwegian => Algorithm::Norwegian,
            Language::Portuguese => Algorithm::Portuguese,
            Language::Romanian => Algorithm::Romanian,
            Language::Russian => Algorithm::Russian,
            Language::Spanish => Algorithm::Spanish,
            Language::Swedish => Algorithm::Swedish,
            Language::Tamil => Algorithm::Tamil,
            Language::Turkish => Algorithm::Turkish,
        }
    }
}
