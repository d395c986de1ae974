//! Equivalent terms of a field, with the places of their postings in each segment, so that each
//! dictionary is read once. [`super::resolve`] finds them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tantivy::index::{SegmentId, SegmentReader};
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::statistics::once;

/// Terms that count as one.
#[derive(Clone, Debug, Default)]
pub(crate) struct TermSet {
    terms: BTreeMap<String, Vec<(SegmentId, TermInfo)>>,
    articles: OnceLock<u64>,
}

impl TermSet {
    /// The set of one term; empty if no segment has it.
    pub(crate) fn of(searcher: &Searcher, field: Field, name: &str) -> tantivy::Result<TermSet> {
        let mut set = TermSet::default();
        let term = Term::from_field_text(field, name);
        for segment in searcher.segment_readers() {
            if let Some(info) = segment.inverted_index(field)?.get_term_info(&term)? {
                set.add(segment, name, &info);
            }
        }
        Ok(set)
    }

    /// Adds a term of a segment, once.
    pub(crate) fn add(&mut self, segment: &SegmentReader, name: &str, info: &TermInfo) {
        let place = (segment.segment_id(), info.clone());
        match self.terms.get_mut(name) {
            Some(places) => places.push(place),
            None => {
                self.terms.insert(name.to_owned(), vec![place]);
            }
        }
    }

    /// Adds the terms of another set, which has none of these.
    pub(crate) fn join(&mut self, other: TermSet) {
        self.terms.extend(other.terms);
    }

    /// Whether no segment has any of the terms.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.terms.keys()
    }

    /// The terms that a segment has.
    pub(crate) fn in_segment(&self, segment: &SegmentReader) -> impl Iterator<Item = &TermInfo> {
        let id = segment.segment_id();
        let places = self.terms.values().flatten();
        places.filter(move |(of, _)| *of == id).map(|(_, info)| info)
    }

    /// In how many articles one of the terms is supposed to be: midway between the least that it can
    /// be, those that have the most frequent term, and the most, the sum over the terms. To count
    /// them would be to read all postings. The sum may exceed the number of articles.
    pub(crate) fn articles(&self, searcher: &Searcher, field: Field) -> tantivy::Result<u64> {
        once(&self.articles, || {
            let counts = self.terms.values().map(|places| articles(searcher, field, places));
            let counts = counts.collect::<tantivy::Result<Vec<u64>>>()?;
            Ok(supposed(&counts))
        })
        .copied()
    }

    /// The sum of the numbers of documents that have each of the terms, deleted ones included.
    pub(crate) fn most_documents(&self) -> u64 {
        self.terms.values().flatten().map(|(_, info)| u64::from(info.doc_freq)).sum()
    }
}

/// In how many articles one of some terms is supposed to be, of the numbers for each term.
fn supposed(counts: &[u64]) -> u64 {
    let least = counts.iter().max().copied().unwrap_or(0);
    let most: u64 = counts.iter().sum();
    least.midpoint(most)
}

/// The number of articles with a term, deleted ones left out.
fn articles(
    searcher: &Searcher,
    field: Field,
    places: &[(SegmentId, TermInfo)],
) -> tantivy::Result<u64> {
    let mut sum = 0;
    for (id, info) in places {
        let mut segments = searcher.segment_readers().iter();
        let Some(segment) = segments.find(|segment| segment.segment_id() == *id) else { continue };
        sum += match segment.alive_bitset() {
            None => u64::from(info.doc_freq),
            Some(alive) => {
                let index = segment.inverted_index(field)?;
                let postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                u64::from(postings.doc_freq_given_deletes(alive))
            }
        };
    }
    Ok(sum)
}
