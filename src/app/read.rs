//! A whole article to read, with every match of a query.

use std::ops::Range;

use crate::article::Article;
use crate::engine::passage::Passages;
use crate::query::{self, ast::Query};

use super::AppError;
use super::ask::{ask, read as read_query};
use super::open::Open;
use super::settings::Ask;
use super::show::{named_by, show};

/// An article and the matches of a query in it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// Matches in the title, as ordered byte ranges that do not overlap.
    pub title: Vec<Range<usize>>,
    /// Matches in the body, as ordered byte ranges that do not overlap.
    pub body: Vec<Range<usize>>,
}

/// The article with this id and the matches of a query in it; no matches if the query cannot be
/// understood.
///
/// # Errors
/// As [`show`].
pub fn read(open: &Open, id: &str, what: &Ask) -> Result<Reading, AppError> {
    let article = show(open, id)?;
    let asked = read_query(what);
    let sound = !asked.problems.iter().any(|problem| problem.diagnostic.is_error());
    let query = if sound { query::simplify(asked.query) } else { Query::Nothing };
    Ok(marked(open, article, &query))
}

/// Articles, by an id or the path of a file, and the matches of a query in them, if there is one.
///
/// # Errors
/// As [`named_by`], or if the query cannot be understood.
pub fn read_all(open: &Open, id: &str, query: Option<&Ask>) -> Result<Vec<Reading>, AppError> {
    let query = query.map(ask).transpose()?.map_or(Query::Nothing, |asked| asked.query);
    let articles = named_by(open, id)?.into_iter();
    Ok(articles.map(|article| marked(open, article, &query)).collect())
}

fn marked(open: &Open, article: Article, query: &Query) -> Reading {
    let (title, body) = Passages::new(query, &open.languages).places(&article);
    Reading { article, title, body }
}
