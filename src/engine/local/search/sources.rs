//! The spelling that is shown for each source in one state of an index.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::{DocId, Searcher};

use super::statistics::once;
use crate::article::Article;
use crate::engine::spellings::{Spellings, folded};
use crate::when::Day;

/// The sources. Names and columns are read on first use.
pub(crate) struct Sources {
    searcher: Searcher,
    /// The names that differ from another name only in case.
    several: OnceLock<BTreeSet<String>>,
    spellings: OnceLock<Spellings>,
}

impl Sources {
    /// The sources of a state of an index.
    pub(crate) fn new(searcher: Searcher) -> Sources {
        Sources { searcher, several: OnceLock::new(), spellings: OnceLock::new() }
    }

    /// The spelling shown for each source. Columns are read only if two names differ only in case.
    pub(crate) fn spellings(&self) -> tantivy::Result<&Spellings> {
        once(&self.spellings, || {
            let several = self.several()?;
            let mut seen = vec![];
            if !several.is_empty() {
                for reader in self.searcher.segment_readers() {
                    first_days(reader, several, &mut seen)?;
                }
            }
            Ok(Spellings::of(seen))
        })
    }

    /// Replaces the source name of an article by the spelling that is shown.
    pub(crate) fn show(&self, article: &mut Article) -> tantivy::Result<()> {
        if let Some(source) = &article.source
            && self.several()?.contains(&source.name)
        {
            self.spellings()?.show(article);
        }
        Ok(())
    }

    fn several(&self) -> tantivy::Result<&BTreeSet<String>> {
        once(&self.several, || {
            let mut names: HashMap<String, BTreeSet<String>> = HashMap::new();
            for reader in self.searcher.segment_readers() {
                let Some(column) = names_of(reader)? else { continue };
                let mut values = column.dictionary().stream()?;
                while values.advance() {
                    let name = String::from_utf8_lossy(values.key()).into_owned();
                    names.entry(folded(&name)).or_default().insert(name);
                }
            }
            Ok(names.into_values().filter(|names| names.len() > 1).flatten().collect())
        })
    }
}

fn names_of(reader: &SegmentReader) -> tantivy::Result<Option<StrColumn>> {
    reader.fast_fields().str("source_facet")
}

/// Adds to `seen` the first day of each of the sources in `several` that occurs in a segment, or
/// `None` if all of its articles are undated.
fn first_days(
    reader: &SegmentReader,
    several: &BTreeSet<String>,
    seen: &mut Vec<(String, Option<Day>)>,
) -> tantivy::Result<()> {
    let Some(column) = names_of(reader)? else { return Ok(()) };
    let days: Option<Column<i64>> = reader.fast_fields().column_opt("day")?;
    // By ordinal of a name: whether it is in `several`, whether it was seen, its first day.
    let mut firsts = vec![(false, false, None); column.num_terms()];
    for name in several {
        if let Some(ord) = column.dictionary().term_ord(name)? {
            firsts[ord as usize].0 = true;
        }
    }
    each_article(reader, &column, &mut |doc, ord| {
        if let Some((true, met, first)) = firsts.get_mut(ord as usize) {
            let day = days.as_ref().and_then(|days| days.first(doc));
            (*met, *first) = (true, [*first, day].into_iter().flatten().min());
        }
    });
    let mut name = String::new();
    for (ord, (_, _, first)) in (0..).zip(firsts).filter(|(_, (_, met, _))| *met) {
        column.ord_to_str(ord, &mut name)?;
        seen.push((name.clone(), first.and_then(Day::from_number)));
    }
    Ok(())
}

/// The number of articles read in one batch.
const TOGETHER: usize = 1024;

/// Calls `each` with every article that has a source, and the ordinal of its name.
fn each_article(reader: &SegmentReader, sources: &StrColumn, each: &mut impl FnMut(DocId, u64)) {
    let docs: Vec<DocId> = match reader.alive_bitset() {
        None => (0..reader.max_doc()).collect(),
        Some(alive) => alive.iter_alive().collect(),
    };
    for docs in docs.chunks(TOGETHER) {
        let mut ords = [None; TOGETHER];
        sources.ords().first_vals(docs, &mut ords[..docs.len()]);
        let named = docs.iter().zip(ords).filter_map(|(doc, ord)| Some((*doc, ord?)));
        named.for_each(|(doc, ord)| each(doc, ord));
    }
}
