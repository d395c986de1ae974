//! Whether and where a query matches one article: used by the reference engine and by the passages.

pub mod document;
pub mod find;
pub mod term;

use crate::analysis::Language;
use crate::article::Article;

/// The language that decides how an article's words are stemmed; `None` where it has none with a
/// stemmer.
pub fn language(article: &Article) -> Option<Language> {
    article.lang.as_deref().and_then(Language::from_code)
}
