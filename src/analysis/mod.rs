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
//! | tagged stem: a letter for the language, then the stem, folded | `Drun` | words in the script of a language that has a stemmer |
//! | plain form: lower case, accents folded | `covid19`, `прага` | all other words |
//! | two characters in a row, the last of a run alone | `東京` | scripts written without spaces ([`Kind::Gram`]) |
//! | [`WRITTEN`], then the word as it stands | `=U.S.` | every word that is not a gram |
//! | [`BOTH`], then the search term | `~Dthe`, `~2023` | instead of these two, where the word as it stands is its only search term, the tag aside |
//! | [`PARAGRAPH`], [`SENTENCE`] | | the first word of each paragraph and sentence of the body |
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

pub use fold::fold;
pub use forms::written_word;
pub use language::Language;
pub use lookup::{Lookup, TermTest, exact_word, plain_words, query_word};
pub use pattern::{WordTest, fuzzy_word, pattern_word};
pub use sentence::sentences;
pub use tokens::{Analysis, Entry, Form, Tokens, analyse, analyse_title, paragraphs};
pub use words::{Kind, Word, Words, plain_form, words};

/// The version of the analysis: part of the index format, raised whenever any term changes.
pub const VERSION: u32 = 2;

/// How many times a word of the title is counted in the text of an article.
pub const TITLE_WEIGHT: u32 = 3;

/// The term at the first word of every paragraph of the body.
pub const PARAGRAPH: &str = "\u{2}";

/// The term at the first word of every sentence of the body.
pub const SENTENCE: &str = "\u{3}";

/// The prefix of a written term: a word as it is written.
pub const WRITTEN: char = '=';

/// The prefix of a search term that is also the written term. This holds for most words, and one
/// term costs half as much as two.
pub const BOTH: char = '~';

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
