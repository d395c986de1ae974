//! Passes every article that a query finds to a callback, ordered by id and without a limit.

use std::ops::ControlFlow;

use crate::article::Article;

use super::AppError;
use super::ask::{ask, blame};
use super::open::Open;
use super::outcome::Problem;
use super::outlets;
use super::settings::Ask;

/// The result of an export.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// How many articles were exported.
    pub articles: u64,
    /// Warnings and notes about the query.
    pub problems: Vec<Problem>,
}

/// Passes every matching article to `each`; an error of `each` ends the export.
///
/// # Errors
/// If the query cannot be understood, the index cannot be read, or `each` fails.
pub fn export(
    open: &Open,
    what: &Ask,
    each: &mut dyn FnMut(Article) -> Result<(), AppError>,
) -> Result<Exported, AppError> {
    let asked = outlets::named(open, what, ask(what)?)?;
    let (mut articles, mut failed) = (0, None);
    let exported = open.engine.export(&asked.query, &mut |article| {
        failed = each(article).err();
        articles += u64::from(failed.is_none());
        if failed.is_none() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    exported.map_err(|error| blame(&what.text, error.into()))?;
    failed.map_or(Ok(Exported { articles, problems: asked.problems }), Err)
}
