//! The objects about copies, field by field as they are written.

use serde::Serialize;

use super::articles::{About, VERSION};
use crate::app::outcome::{CopiesOutcome, Copy, CopySummary};
use crate::when::Day;

/// The copies beside a hit.
#[derive(Serialize)]
pub(super) struct Beside<'a> {
    count: usize,
    sources: &'a [String],
    first: Option<Day>,
    last: Option<Day>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "copy")]
pub(super) struct CopyOf<'a> {
    #[serde(flatten)]
    about: About<'a>,
    common: f64,
    added: f64,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct CopiesSummary<'a> {
    version: u32,
    id: &'a str,
    title: &'a str,
    date: Option<&'a str>,
    copies: usize,
}

impl<'a> Beside<'a> {
    pub(super) fn new(copies: &'a CopySummary) -> Beside<'a> {
        let (first, last) = copies.days.unzip();
        Beside { count: copies.number, sources: &copies.sources, first, last }
    }
}

impl<'a> CopyOf<'a> {
    pub(super) fn new(copy: &'a Copy) -> CopyOf<'a> {
        let rounded = |share: f64| (share * 1000.0).round() / 1000.0;
        let (common, added) = (rounded(copy.common), rounded(copy.added));
        CopyOf { about: About::new(&copy.article), common, added }
    }
}

impl<'a> CopiesSummary<'a> {
    pub(super) fn new(outcome: &'a CopiesOutcome) -> CopiesSummary<'a> {
        CopiesSummary {
            version: VERSION,
            id: outcome.model.id.as_str(),
            title: &outcome.model.title,
            date: outcome.model.date.as_deref(),
            copies: outcome.copies.len() - 1,
        }
    }
}
