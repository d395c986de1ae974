//! One whole article to be read, with every place that a query asks for.

use std::ops::Range;

use crate::article::Article;
use crate::engine::passage::Passages;
use crate::query;

use super::AppError;
use super::ask::read as read_query;
use super::open::Open;
use super::settings::Ask;
use super::show::show;

/// An article, and what of it a query asks for.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// Places of the title, in bytes, in order, none overlapping another.
    pub title: Vec<Range<usize>>,
    /// Places of the body, likewise.
    pub body: Vec<Range<usize>>,
}

/// The article with an id, and where in it stands what was asked for: nothing where the query
/// cannot be understood.
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
