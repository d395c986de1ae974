//! The names of the sources in one state of an index: which spelling of each is shown.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::{DocId, Searcher};

use super::statistics::once;
use crate::article::Article;
use crate::engine::spellings::{Spellings, folded};
use crate::when::Day;

/// The sources; names and columns are read when they are first asked for.
pub(crate) struct Sources {
    searcher: Searcher,
    /// The names that differ from another in case alone.
    several: OnceLock<BTreeSet<String>>,
    spellings: OnceLock<Spellings>,
}

impl Sources {
    /// The sources of a state of an index.
    pub(crate) fn new(searcher: Searcher) -> Sources {
        Sources { searcher, several: OnceLock::new(), spellings: OnceLock::new() }
    }

    /// Which spelling is shown for each. The columns are read only where two differ in case alone.
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

    /// Shows the source of an article by its spelling.
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

/// The first day of each of some sources in a segment, undated articles among them.
fn first_days(
    reader: &SegmentReader,
    several: &BTreeSet<String>,
    seen: &mut Vec<(String, Option<Day>)>,
) -> tantivy::Result<()> {
    let Some(column) = names_of(reader)? else { return Ok(()) };
    let days: Option<Column<i64>> = reader.fast_fields().column_opt("day")?;
    // By the number of a name: whether it is one of them, whether it was met, its first day.
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

/// How many articles are looked at together.
const TOGETHER: usize = 1024;

/// Calls something with each article that has a source, and the number of its name.
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
