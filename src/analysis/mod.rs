//! Turns text into the terms that are indexed and looked up, in the same way for articles and
//! queries. Its version is part of the index. It knows neither engines nor articles.
//!
//! A text is split into *words*, each at a *position*. The words of the title start at position 0,
//! followed by the paragraphs of the body. One position stays free after the title and after each
//! paragraph, so no run of adjacent positions crosses a boundary.
//!
//! A position may have several *terms*:
//!
//! | term | such as | for |
//! |---|---|---|
//! | stem, NUL, a letter for the language, the rest of the word, its spelling | `citi\0Des` | words in the script of a language that has a stemmer |
//! | the same without rest, a space for the language | `covid19\0 ` | all other words |
//! | two characters in a row, the last of a run alone | `東京` | scripts written without spaces ([`Kind::Gram`]) |
//! | stem, NUL, letter, STX | `citi\0D\x02` | a second stem, a joined compound, and words that do not begin with their stem (`city`) |
//! | [`WRITTEN`], then the plain form and its spelling | `=city` | words that do not begin with their stem |
//! | [`PARAGRAPH`], [`SENTENCE`] | | the first word of each paragraph and sentence of the body |
//!
//! All forms of a stem lie next to each other, so a word is a range of the terms, and a word as
//! written is one term a language. The rest of a word is what its plain form has behind the stem. Its
//! spelling is empty where the word is written like its plain form; otherwise it is SOH and `c` for a
//! capital, `u` for capitals, the characters that differ with their places, or `=` and the word. So
//! one term says the stem, the plain form and the word as written.
//!
//! A word has two stems if the stemmer depends on accents: the folded stem, and the stem of the
//! folded word. So a query without accents finds a text with them. A hyphen compound (`COVID-19`)
//! is indexed as its parts and, at the position of the first, as the joined word (`covid19`).

mod chars;
mod fold;
mod forms;
mod language;
mod lookup;
mod memo;
mod pattern;
mod sentence;
mod tokens;
mod words;

pub use chars::is_gram;
pub use fold::fold;
pub use forms::{plain_of_term, stem_of_term, stem_range};
pub use language::Language;
pub use lookup::{Lookup, TermTest, exact_word, plain_word, plain_words, query_word};
pub use pattern::{WordTest, fuzzy_word, pattern_word};
pub use sentence::sentences;
pub use tokens::{Analysis, Entry, Form, Tokens, analyse, analyse_title, paragraphs};
pub use words::{Kind, Word, Words, plain_form, words};

/// The version of the analysis: part of the index format, raised whenever any term changes.
pub const VERSION: u32 = 3;

/// How many times a word of the title is counted in the text of an article.
pub const TITLE_WEIGHT: u32 = 3;

/// The term at the first word of every paragraph of the body.
pub const PARAGRAPH: &str = "\u{2}";

/// The term at the first word of every sentence of the body.
pub const SENTENCE: &str = "\u{3}";

/// The prefix of the term of a word as written that does not begin with its stem.
pub const WRITTEN: char = '=';

/// The maximum number of characters of a word that are significant; the rest is ignored.
pub const WORD_CHARS: usize = 255;

/// The number of words of a text, as [`words`] cuts it: `U.S.` and `3.5` are one word each,
/// `twice-told` is two, and each character counts as one in scripts written without spaces. At most
/// `u32::MAX`.
///
/// This is the only counter of words: [`crate::article::Article::words`] is this count of the body.
pub fn word_count(text: &str) -> u32 {
    words(text).count().try_into().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
