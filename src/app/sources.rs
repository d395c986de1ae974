//! How the articles that a query finds are spread over sources, sections, authors, languages or
//! years.

use crate::query;

use super::AppError;
use super::ask::{ask, blame};
use super::open::Open;
use super::outcome::SourcesOutcome;
use super::outlets;
use super::settings::SourcesSettings;

/// Counts articles by facet value.
///
/// # Errors
/// If the query cannot be understood, or the index cannot be read.
pub fn sources(open: &Open, settings: &SourcesSettings) -> Result<SourcesOutcome, AppError> {
    let asked = outlets::named(open, &settings.ask, ask(&settings.ask)?)?;
    let query = asked.query;
    let total = open.engine.count(&query);
    let total = total.map_err(|error| blame(&settings.ask.text, error.into()))?;
    Ok(SourcesOutcome {
        query: query::display(&query),
        by: settings.by,
        total,
        counts: open.engine.facets(&query, settings.by)?,
        problems: asked.problems,
    })
}
