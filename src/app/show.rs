//! One whole article, by its id or any unique prefix of it.

use crate::article::Article;

use super::AppError;
use super::open::Open;
use super::outcome::Named;

/// How many candidates are named if a prefix is not unique.
const CANDIDATES: usize = 10;

/// The article with an id.
///
/// # Errors
/// [`AppError::NoSuchArticle`], [`AppError::Ambiguous`], or if the index cannot be read.
pub fn show(open: &Open, id: &str) -> Result<Article, AppError> {
    let prefix = id.trim().to_ascii_lowercase();
    if prefix.is_empty() {
        return Err(AppError::Usage("an id is needed; `dateline search` shows the ids".into()));
    }
    let mut articles = open.engine.article(&prefix, CANDIDATES)?;
    match articles.len() {
        0 => Err(AppError::NoSuchArticle(prefix)),
        1 => Ok(articles.remove(0)),
        _ => Err(AppError::Ambiguous { prefix, candidates: articles.iter().map(named).collect() }),
    }
}

/// What identifies an article to a reader.
pub(super) fn named(article: &Article) -> Named {
    let date = article.date.as_ref().map(|date| date.show());
    Named { id: article.id.clone(), date, title: article.title.clone() }
}
