//! Collection statistics for scores: the number and the lengths of articles, and document
//! frequencies. Deleted articles do not count, so that merging segments does not change scores.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::term_set::TermSet;
use crate::engine::local::write::schema::{ARTICLE, Fields};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// The statistics of one state of an index. Costly ones are computed on first use.
pub(crate) struct Statistics {
    fields: Fields,
    searcher: Searcher,
    articles: OnceLock<u64>,
    text: OnceLock<u64>,
    title: OnceLock<u64>,
    frequencies: Mutex<HashMap<Term, u64>>,
}

/// The maximum number of terms whose document frequency is cached.
const REMEMBERED: usize = 16_384;

impl Statistics {
    /// The statistics of a state of an index.
    pub(crate) fn new(fields: Fields, searcher: Searcher) -> Statistics {
        let (articles, text, title, frequencies) = Default::default();
        Statistics { fields, searcher, articles, text, title, frequencies }
    }

    /// For each segment, the factor by which the score of a document can exceed the maximum that
    /// the segment stores for its block. That maximum assumes the average length in the segment.
    ///
    /// Let `n` be the length norm of BM25, and `r` the ratio of the larger average to the smaller.
    /// `n` differs by a factor of at most `r`, and so does the score `tf / (tf + n)`. Only fields
    /// whose lengths were already read, as the weight of a query does for its fields, are scored.
    pub(crate) fn score_bounds(&self) -> tantivy::Result<Vec<f32>> {
        let segments = self.searcher.segment_readers().iter();
        segments
            .map(|segment| {
                let scored = [(&self.text, self.fields.text), (&self.title, self.fields.title)];
                let scored = scored.into_iter().filter(|(sum, _)| sum.get().is_some());
                let bound = scored.map(|(_, field)| self.score_bound_of(segment, field));
                bound
                    .reduce(|one, other| Ok(one?.max(other?)))
                    .unwrap_or(Ok(1.0))
                    .map(|bound| bound * 1.000_1)
            })
            .collect()
    }

    /// The idf of a term of a field.
    pub(crate) fn idf(&self, field: Field, term: &str) -> tantivy::Result<f32> {
        let term = Term::from_field_text(field, term);
        Ok(idf(self.doc_freq(&term)?, self.total_num_docs()?))
    }

    /// The idf of equivalent terms of a field, as if they were in as many articles as
    /// [`TermSet::articles`] supposes.
    pub(crate) fn idf_of_any(&self, field: Field, terms: &TermSet) -> tantivy::Result<f32> {
        let all = self.total_num_docs()?;
        Ok(idf(terms.articles(&self.searcher, field)?.min(all), all))
    }

    fn score_bound_of(&self, segment: &SegmentReader, field: Field) -> tantivy::Result<f32> {
        let whole = self.total_num_tokens(field)? as f32 / self.total_num_docs()? as f32;
        let tokens = segment.inverted_index(field)?.total_num_tokens() as f32;
        let ratio = whole / (tokens / segment.max_doc() as f32);
        // Without any tokens there is nothing to score.
        if ratio.is_finite() && ratio > 0.0 { Ok(ratio.max(1.0 / ratio)) } else { Ok(1.0) }
    }
}

impl Bm25StatisticsProvider for Statistics {
    /// The sum of the lengths of all articles, each rounded as in the index.
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let sum = if field == self.fields.title { &self.title } else { &self.text };
        once(sum, || {
            let segments = self.searcher.segment_readers().iter();
            segments.map(|segment| sum_of_lengths(segment, field)).sum()
        })
        .copied()
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        once(&self.articles, || {
            document_frequency(&self.searcher, &Term::from_field_text(self.fields.kind, ARTICLE))
        })
        .copied()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let frequencies = || self.frequencies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = frequencies().get(term) {
            return Ok(*known);
        }
        let frequency = document_frequency(&self.searcher, term)?;
        let mut known = frequencies();
        if known.len() < REMEMBERED {
            known.insert(term.clone(), frequency);
        }
        Ok(frequency)
    }
}

/// As in tantivy 0.27, `src/query/bm25.rs`.
fn idf(holding: u64, all: u64) -> f32 {
    let odds = (all.saturating_sub(holding) as f32 + 0.5) / (holding as f32 + 0.5);
    (1.0 + odds).ln()
}

/// The length norm of BM25 for each length that the index can store; as in tantivy 0.27.
pub(crate) fn norms(
    statistics: &dyn Bm25StatisticsProvider,
    field: Field,
) -> tantivy::Result<Box<[f32; 256]>> {
    let articles = statistics.total_num_docs()? as f32;
    let average = statistics.total_num_tokens(field)? as f32 / articles;
    let mut norms = Box::new([0.0; 256]);
    for (id, norm) in (0..=u8::MAX).zip(norms.iter_mut()) {
        let length = FieldNormReader::id_to_fieldnorm(id) as f32;
        *norm = K1 * (1.0 - B + B * length / average);
    }
    Ok(norms)
}

/// The BM25 score of something that occurs `count` times in a document.
pub(crate) fn weigh(count: u32, idf: f32, norm: f32) -> f32 {
    let count = count as f32;
    if count == 0.0 { 0.0 } else { idf * (1.0 + K1) * (count / (count + norm)) }
}

/// The number of articles that contain a term.
pub(crate) fn document_frequency(searcher: &Searcher, term: &Term) -> tantivy::Result<u64> {
    let mut sum = 0;
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(term.field())?;
        sum += match segment.alive_bitset() {
            None => u64::from(index.doc_freq(term)?),
            Some(alive) => index
                .read_postings(term, IndexRecordOption::Basic)?
                .map_or(0, |postings| postings.doc_freq_given_deletes(alive).into()),
        };
    }
    Ok(sum)
}

fn sum_of_lengths(segment: &SegmentReader, field: Field) -> tantivy::Result<u64> {
    let lengths = segment.fieldnorms_readers().get_inner_file();
    let Some(lengths) = lengths.open_read(field) else { return Ok(0) };
    let ids = lengths.read_bytes()?;
    let counts = match segment.alive_bitset() {
        None => counted(&ids),
        Some(alive) => {
            let alive: Vec<u8> = alive.iter_alive().map(|doc| ids[doc as usize]).collect();
            counted(&alive)
        }
    };
    let lengths = (0..=u8::MAX).map(|id| u64::from(FieldNormReader::id_to_fieldnorm(id)));
    Ok(lengths.zip(counts).map(|(length, count)| length * count).sum())
}

/// How often each byte occurs. Four tables avoid a stall when a byte repeats, which matters because
/// every search counts every article.
fn counted(bytes: &[u8]) -> [u64; 256] {
    let mut tables = [[0_u32; 256]; 4];
    let fours = bytes.chunks_exact(4);
    fours.remainder().iter().for_each(|byte| tables[0][usize::from(*byte)] += 1);
    for four in fours {
        tables.iter_mut().zip(four).for_each(|(table, byte)| table[usize::from(*byte)] += 1);
    }
    std::array::from_fn(|byte| tables.iter().map(|table| u64::from(table[byte])).sum())
}

/// The value of a cell, computed if it is empty.
pub(crate) fn once<T>(
    cell: &OnceLock<T>,
    compute: impl FnOnce() -> tantivy::Result<T>,
) -> tantivy::Result<&T> {
    match cell.get() {
        Some(value) => Ok(value),
        None => compute().map(|value| cell.get_or_init(|| value)),
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn bytes_are_counted_whatever_their_number() {
        for length in [0_usize, 1, 3, 4, 1023] {
            let bytes: Vec<u8> = (0..length).map(|place| (place % 251 % 7) as u8).collect();
            let counts = counted(&bytes);
            for byte in 0..=u8::MAX {
                let times = bytes.iter().filter(|other| **other == byte).count();
                assert_eq!(counts[usize::from(byte)], times as u64, "{byte} of {length}");
            }
        }
    }
}
