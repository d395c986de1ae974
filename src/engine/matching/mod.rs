//! Whether and where a query matches one article. The reference engine and the passages use it.

pub mod document;
pub mod find;
pub mod term;

use crate::analysis::Language;
use crate::article::Article;

/// The language whose stemmer applies to an article; `None` if there is no stemmer for it.
pub fn language(article: &Article) -> Option<Language> {
    article.lang.as_deref().and_then(Language::from_code)
}
