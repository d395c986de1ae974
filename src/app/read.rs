//! A whole article to read, with every match of a query.

use std::ops::Range;

use crate::article::Article;
use crate::engine::passage::Passages;
use crate::query;

use super::AppError;
use super::ask::read as read_query;
use super::open::Open;
use super::settings::Ask;
use super::show::show;

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
pub fn read(open: &Open, id: &str, ask: &Ask) -> Result<Reading, AppError> {
    let article = show(open, id)?;
    let asked = read_query(ask);
    let sound = !asked.problems.iter().any(|problem| problem.diagnostic.is_error());
    let (title, body) = match sound {
        true => Passages::new(&query::simplify(asked.query), &open.languages).places(&article),
        false => Default::default(),
    };
    Ok(Reading { article, title, body })
}
