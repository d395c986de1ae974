//! One whole article, by its id or any unique prefix of it, or all of a file, by its path.

use std::ops::ControlFlow;

use crate::article::Article;
use crate::query::ast::{MetaField, Query, Term};

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

/// The article with an id, or where the text has a slash or a dot, which no id has, the articles of the file
/// with this path: an absolute one, or the end of one from a folder on.
///
/// # Errors
/// As [`show`]; [`AppError::NoSuchFile`].
pub fn named_by(open: &Open, text: &str) -> Result<Vec<Article>, AppError> {
    if !text.contains(['/', '.']) {
        return Ok(vec![show(open, text)?]);
    }
    let path = text.strip_prefix("./").unwrap_or(text);
    // The words of the index are those of the path from the archive on.
    let name = path.rsplit('/').next().unwrap_or(path);
    let terms = vec![Term::Word(name.to_string())];
    let mut articles = vec![];
    open.engine.export(&Query::Meta { field: MetaField::Path, terms }, &mut |article| {
        if is_path(&article.path, path) {
            articles.push(article);
        }
        ControlFlow::Continue(())
    })?;
    if articles.is_empty() { Err(AppError::NoSuchFile(text.to_string())) } else { Ok(articles) }
}

/// Whether a path is the one that was given, or ends with it.
fn is_path(path: &str, given: &str) -> bool {
    let before = path.strip_suffix(given);
    before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// What identifies an article to a reader.
pub(super) fn named(article: &Article) -> Named {
    let date = article.date.as_ref().map(|date| date.show());
    Named { id: article.id.clone(), date, title: article.title.clone() }
}
