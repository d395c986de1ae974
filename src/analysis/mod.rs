//! How text becomes the terms that are indexed and looked up. Versioned in the index; the same for
//! articles and for queries. It knows neither engine nor article.
//!
//! A text is cut into *words*, each at a *position*. The title's words stand at the positions from
//! 0; one position is left free; then come the paragraphs of the body, one position left free after
//! each, so that no run of adjacent positions crosses the boundary of a title or of a paragraph.
//!
//! Several *terms* may stand at one position:
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
//! Each stem is made in two ways that differ where the stemmer knows accents: the stem folded, and
//! the stem of the folded word; so a query without accents finds a text with them. A hyphen compound
//! (`COVID-19`) stands as its parts, and as the joined word (`covid19`) at the position of the first.

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

/// The version of the analysis: part of the index format, raised with every change of a term.
pub const VERSION: u32 = 2;

/// How many times a word of the title counts in the text of an article.
pub const TITLE_WEIGHT: u32 = 3;

/// The term at the first word of every paragraph of the body.
pub const PARAGRAPH: &str = "\u{2}";

/// The term at the first word of every sentence of the body.
pub const SENTENCE: &str = "\u{3}";

/// The first character of a word as it is written.
pub const WRITTEN: char = '=';

/// The first character of a search term that stands for the word as it is written too. Most words
/// of a text are such words, and one term costs half of two.
pub const BOTH: char = '~';

/// The most characters of a word that are looked at; what follows does not tell words apart.
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
