//! What scores depend on beyond an article itself: how many articles there are, how long they are,
//! how many hold a term. Deleted articles do not count, so that scores do not change when segments
//! are merged.

use std::sync::OnceLock;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::schema::{ARTICLE, Fields};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// The statistics of one state of an index; what takes time is read when it is first asked for.
pub struct Statistics {
    fields: Fields,
    searcher: Searcher,
    articles: OnceLock<u64>,
    text: OnceLock<u64>,
    title: OnceLock<u64>,
}

impl Statistics {
    /// The statistics of a state of an index.
    pub fn new(fields: Fields, searcher: Searcher) -> Statistics {
        let (articles, text, title) = Default::default();
        Statistics { fields, searcher, articles, text, title }
    }

    /// How far the score of a document can lie above what a segment notes as the best of its block,
    /// one number a segment: the note was made under the average length of the segment.
    ///
    /// With `n` the part of BM25 that grows with the length of a document over the average, and `r`
    /// how many times larger one average is than the other, `n` differs by at most `r`, so the
    /// score `tf / (tf + n)` differs by at most `r`.
    pub fn slack(&self) -> tantivy::Result<Vec<f32>> {
        let segments = self.searcher.segment_readers().iter();
        segments
            .map(|segment| {
                let text = self.slack_of(segment, self.fields.text)?;
                Ok(text.max(self.slack_of(segment, self.fields.title)?) * 1.000_1)
            })
            .collect()
    }

    /// The idf of a term of a field.
    pub fn idf(&self, field: Field, term: &str) -> tantivy::Result<f32> {
        let term = Term::from_field_text(field, term);
        Ok(idf(document_frequency(&self.searcher, &term)?, self.total_num_docs()?))
    }

    /// The idf of whatever any of the terms of a field stands for: that of the most frequent one.
    pub fn idf_of_any(&self, field: Field, terms: &[String]) -> tantivy::Result<f32> {
        let rarest = idf(0, self.total_num_docs()?);
        terms.iter().try_fold(rarest, |least, term| Ok(least.min(self.idf(field, term)?)))
    }

    fn slack_of(&self, segment: &SegmentReader, field: Field) -> tantivy::Result<f32> {
        let whole = self.total_num_tokens(field)? as f32 / self.total_num_docs()? as f32;
        let tokens = segment.inverted_index(field)?.total_num_tokens() as f32;
        let ratio = whole / (tokens / segment.max_doc() as f32);
        // Without any length there is nothing to be scored.
        if ratio.is_finite() && ratio > 0.0 { Ok(ratio.max(1.0 / ratio)) } else { Ok(1.0) }
    }
}

impl Bm25StatisticsProvider for Statistics {
    /// The lengths of all articles, each rounded as it is in the index.
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
        document_frequency(&self.searcher, term)
    }
}

/// As in tantivy 0.27, `src/query/bm25.rs`.
fn idf(holding: u64, all: u64) -> f32 {
    let odds = (all.saturating_sub(holding) as f32 + 0.5) / (holding as f32 + 0.5);
    (1.0 + odds).ln()
}

/// The part of BM25 that grows with the length of a document, for each length that the index can
/// hold; as in tantivy 0.27.
pub fn norms(
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

/// How much something weighs that a document holds so often.
pub fn weigh(count: u32, idf: f32, norm: f32) -> f32 {
    let count = count as f32;
    if count == 0.0 { 0.0 } else { idf * (1.0 + K1) * (count / (count + norm)) }
}

/// How many articles hold a term.
pub fn document_frequency(searcher: &Searcher, term: &Term) -> tantivy::Result<u64> {
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
    let Some(lengths) = segment.fieldnorms_readers().get_field(field)? else { return Ok(0) };
    let mut counts = [0_u64; 256];
    let mut count = |doc| counts[usize::from(lengths.fieldnorm_id(doc))] += 1;
    match segment.alive_bitset() {
        None => (0..segment.max_doc()).for_each(&mut count),
        Some(alive) => alive.iter_alive().for_each(&mut count),
    }
    let lengths = (0..=u8::MAX).map(|id| u64::from(FieldNormReader::id_to_fieldnorm(id)));
    Ok(lengths.zip(counts).map(|(length, count)| length * count).sum())
}

/// What a cell holds, computed if it is empty.
pub fn once<T>(
    cell: &OnceLock<T>,
    compute: impl FnOnce() -> tantivy::Result<T>,
) -> tantivy::Result<&T> {
    match cell.get() {
        Some(value) => Ok(value),
        None => compute().map(|value| cell.get_or_init(|| value)),
    }
}
