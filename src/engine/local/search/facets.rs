//! Counts articles by period, source, language and other facets, without ranking them.

use std::collections::{BTreeMap, HashMap};

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::query::Weight;
use tantivy::{DocId, Searcher};

use super::top_k;
use crate::analysis::Language;
use crate::engine::local::write::schema::facet_column;
use crate::engine::spellings::{Spellings, gathered};
use crate::engine::{Count, Facet, TimelinePoint};
use crate::when::{Day, Period};

/// The number of articles per period, in chronological order, without undated articles.
pub(crate) fn timeline(
    searcher: &Searcher,
    weight: &dyn Weight,
    period: Period,
) -> tantivy::Result<Vec<TimelinePoint>> {
    let mut days: HashMap<i64, u64> = HashMap::new();
    for reader in searcher.segment_readers() {
        let Some(column): Option<Column<i64>> = reader.fast_fields().column_opt("day")? else {
            continue;
        };
        top_k::each(reader, weight, &mut |doc| {
            if let Some(day) = column.first(doc) {
                *days.entry(day).or_default() += 1;
            }
        })?;
    }
    let mut points: BTreeMap<Day, u64> = BTreeMap::new();
    for (day, count) in days {
        let day = Day::from_number(day).unwrap_or(Day::MIN);
        *points.entry(day.start_of(period)).or_default() += count;
    }
    Ok(points.into_iter().map(|(start, count)| TimelinePoint { start, count }).collect())
}

/// The number of articles per value, highest count first, then by name. `None` counts the articles
/// without a value.
pub(crate) fn facets(
    searcher: &Searcher,
    weight: &dyn Weight,
    facet: Facet,
    spellings: &Spellings,
) -> tantivy::Result<Vec<Count>> {
    let mut counts: HashMap<Option<String>, u64> = HashMap::new();
    for reader in searcher.segment_readers() {
        match facet_column(facet) {
            Some(column) => count_texts(reader, weight, column, &mut counts)?,
            None => count_years(reader, weight, &mut counts)?,
        }
    }
    let counts = sorted(counts);
    match facet {
        Facet::Source => Ok(sorted(gathered(spellings, counts))),
        Facet::Section | Facet::Author | Facet::Lang | Facet::Year => Ok(counts),
    }
}

/// The languages whose stems are in the index; always includes `None`.
pub(crate) fn languages(searcher: &Searcher) -> tantivy::Result<Vec<Option<Language>>> {
    let mut languages = vec![None];
    for reader in searcher.segment_readers() {
        let Some(column) = reader.fast_fields().str("lang_facet")? else { continue };
        let mut codes = column.dictionary().stream()?;
        while codes.advance() {
            let code = std::str::from_utf8(codes.key()).unwrap_or_default();
            languages.push(Language::from_code(code));
        }
    }
    languages.sort_by_key(|language| language.map(Language::letter));
    languages.dedup();
    Ok(languages)
}

/// Drops zero counts and sorts by count, highest first, then by name.
pub(crate) fn sorted(counts: HashMap<Option<String>, u64>) -> Vec<Count> {
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let mut counts: Vec<Count> = counts.map(|(value, count)| Count { value, count }).collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counts
}

fn count_texts(
    reader: &SegmentReader,
    weight: &dyn Weight,
    column: &str,
    counts: &mut HashMap<Option<String>, u64>,
) -> tantivy::Result<()> {
    let column = reader.fast_fields().str(column)?;
    let mut by_ord = vec![0_u64; column.as_ref().map_or(0, |column| column.num_terms())];
    let mut without = 0;
    top_k::each(reader, weight, &mut |doc| {
        let ords = column.as_ref().map(|column| distinct(column, doc)).unwrap_or_default();
        if ords.is_empty() {
            without += 1;
        }
        for ord in ords {
            by_ord[ord as usize] += 1;
        }
    })?;
    *counts.entry(None).or_default() += without;
    let Some(column) = column else { return Ok(()) };
    let mut value = String::new();
    for (ord, count) in (0..).zip(by_ord).filter(|(_, count)| *count > 0) {
        column.ord_to_str(ord, &mut value)?;
        *counts.entry(Some(value.clone())).or_default() += count;
    }
    Ok(())
}

/// The distinct values of an article, as ordinals.
fn distinct(column: &StrColumn, doc: DocId) -> Vec<u64> {
    let mut ords: Vec<u64> = column.term_ords(doc).collect();
    ords.sort_unstable();
    ords.dedup();
    ords
}

fn count_years(
    reader: &SegmentReader,
    weight: &dyn Weight,
    counts: &mut HashMap<Option<String>, u64>,
) -> tantivy::Result<()> {
    let column: Option<Column<i64>> = reader.fast_fields().column_opt("day")?;
    let mut days: HashMap<Option<i64>, u64> = HashMap::new();
    top_k::each(reader, weight, &mut |doc| {
        let day = column.as_ref().and_then(|column| column.first(doc));
        *days.entry(day).or_default() += 1;
    })?;
    for (day, count) in days {
        *counts.entry(day.and_then(Day::from_number).map(year)).or_default() += count;
    }
    Ok(())
}

fn year(day: Day) -> String {
    day.parts().0.to_string()
}
