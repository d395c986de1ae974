//! Every article that a query finds, handed over one by one, in order of id. Nothing is capped.

use crate::article::Article;
use crate::query;

use super::AppError;
use super::ask::{ask, blame};
use super::open::Open;
use super::outcome::Problem;
use super::settings::Ask;

/// What an export gave.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// How many articles were handed over.
    pub articles: u64,
    /// Warnings and notes about the query.
    pub problems: Vec<Problem>,
}

/// Hands over every article that is asked for, until `each` says `false`.
///
/// # Errors
/// When the query cannot be understood, or the index cannot be read.
pub fn export(
    open: &Open,
    what: &Ask,
    each: &mut dyn FnMut(Article) -> bool,
) -> Result<Exported, AppError> {
    let asked = ask(what)?;
    let mut articles = 0;
    let exported = open.engine.export(&query::simplify(asked.query), &mut |article| {
        let go_on = each(article);
        articles += u64::from(go_on);
        go_on
    });
    exported.map_err(|error| blame(&what.text, error.into()))?;
    Ok(Exported { articles, problems: asked.problems })
}
