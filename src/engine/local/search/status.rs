//! The status of an index, computed from its columns.

use std::path::Path;

use tantivy::query::{EnableScoring, Query as _, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::{facets, top_k};
use crate::engine::local::store::errors::engine_error;
use crate::engine::local::store::folder;
use crate::engine::local::write::schema::{ARTICLE, schema};
use crate::engine::spellings::Spellings;
use crate::engine::{Count, EngineError, Facet, Status};
use crate::when::{Period, moment};

/// Counts what the index contains.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn status(
    searcher: &Searcher,
    folder: &Path,
    spellings: &Spellings,
) -> Result<Status, EngineError> {
    let fail = |error| engine_error(folder, error);
    let articles = articles(searcher).map_err(fail)?;
    let count = top_k::count(searcher, articles.as_ref()).map_err(fail)?;
    let by = |facet| facets::facets(searcher, articles.as_ref(), facet, spellings).map_err(fail);
    let days = facets::timeline(searcher, articles.as_ref(), Period::Day).map_err(fail)?;
    let sources = by(Facet::Source)?;
    let mut years = by(Facet::Year)?;
    let undated = without(&years);
    years.retain(|year| year.value.is_some());
    years.sort_by_key(|year| year.value.as_deref().and_then(|year| year.parse::<i64>().ok()));
    Ok(Status {
        articles: count,
        undated,
        sourceless: without(&sources),
        first: days.first().map(|point| point.start),
        last: days.last().map(|point| point.start),
        sources,
        years,
        langs: by(Facet::Lang)?,
        bytes: folder::size(folder),
        segments: searcher.segment_readers().len(),
        updated: folder::committed(folder).map(moment),
        ..Status::default()
    })
}

fn without(counts: &[Count]) -> u64 {
    counts.iter().filter(|count| count.value.is_none()).map(|count| count.count).sum()
}

fn articles(searcher: &Searcher) -> tantivy::Result<Box<dyn Weight>> {
    let (_, fields) = schema();
    let term = Term::from_field_text(fields.kind, ARTICLE);
    TermQuery::new(term, IndexRecordOption::Basic)
        .weight(EnableScoring::disabled_from_searcher(searcher))
}
