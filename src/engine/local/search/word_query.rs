//! A tantivy query for a word in all its forms, whose entries are counted as those of one term.
//! [`super::resolve`] decides which forms there are.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::postings::{Group, Merged};
use super::statistics::{norms, weigh};
use super::term_set::TermSet;

/// The maximum number of terms whose postings are read in parallel. With more, all postings are
/// read and added up in advance, since that is faster than keeping many lists in order.
pub(crate) const MANY: usize = 8;

/// The forms of a word in a field.
#[derive(Clone, Debug)]
pub(crate) struct WordQuery {
    /// The field.
    pub field: Field,
    /// The forms, as terms of the index.
    pub terms: Arc<TermSet>,
    /// The idf that all forms share.
    pub idf: f32,
    /// A query for the same documents whose score is the sum of the scores of the single forms;
    /// `None` for more than [`MANY`] forms. Since BM25 saturates with the count, this sum is an
    /// upper bound on the score, and tantivy can skip most documents.
    pub apart: Option<Arc<dyn Query>>,
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let norms = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                Arc::new(*norms(statistics_provider, self.field)?)
            }
            EnableScoring::Disabled { .. } => Arc::new([0.0; 256]),
        };
        let apart = self.apart.as_ref().map(|apart| apart.weight(scoring)).transpose()?;
        Ok(Box::new(WordWeight { query: self.clone(), apart, norms }))
    }
}

struct WordWeight {
    query: WordQuery,
    apart: Option<Box<dyn Weight>>,
    norms: Arc<[f32; 256]>,
}

impl WordWeight {
    fn scorer_of<Forms: Entries>(
        &self,
        forms: Forms,
        reader: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<WordScorer<Forms>> {
        let lengths = reader.get_fieldnorms_reader(self.query.field)?;
        let (norms, idf) = (self.norms.clone(), self.query.idf);
        Ok(WordScorer { forms, lengths, norms, idf, boost })
    }

    fn side_by_side(&self, reader: &SegmentReader) -> tantivy::Result<Group> {
        let WordQuery { field, terms, .. } = &self.query;
        Group::open(reader, *field, terms, IndexRecordOption::WithFreqs)
    }

    fn added_up(&self, reader: &SegmentReader) -> tantivy::Result<Merged> {
        Merged::open(reader, self.query.field, &self.query.terms)
    }
}

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.apart {
            None => Box::new(self.scorer_of(self.added_up(reader)?, reader, boost)?),
            Some(_) => Box::new(self.scorer_of(self.side_by_side(reader)?, reader, boost)?),
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("forms of a word", 0.0))
    }

    fn for_each_pruning(
        &self,
        threshold: Score,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        let Some(apart) = &self.apart else {
            let mut all = self.scorer_of(self.added_up(reader)?, reader, 1.0)?;
            all.for_each_above(threshold, callback);
            return Ok(());
        };
        let mut together = self.scorer_of(self.side_by_side(reader)?, reader, 1.0)?;
        apart.for_each_pruning(threshold, reader, &mut |doc, _| {
            together.seek(doc);
            callback(doc, together.score())
        })
    }
}

/// Documents, with the number of entries that the forms of the word have in each.
trait Entries: DocSet + 'static {
    /// The number of entries in the current document.
    fn frequency(&self) -> u32;
}

struct WordScorer<Forms> {
    forms: Forms,
    lengths: FieldNormReader,
    norms: Arc<[f32; 256]>,
    idf: f32,
    boost: Score,
}

impl<Forms: Entries> WordScorer<Forms> {
    /// Passes every document that scores above the threshold to the callback, which returns the new
    /// threshold.
    fn for_each_above(
        &mut self,
        mut threshold: Score,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) {
        let mut doc = self.doc();
        while doc != TERMINATED {
            let score = self.score();
            if score > threshold {
                threshold = callback(doc, score);
            }
            doc = self.advance();
        }
    }
}

impl Entries for Group {
    fn frequency(&self) -> u32 {
        Group::frequency(self)
    }
}

impl Entries for Merged {
    fn frequency(&self) -> u32 {
        Merged::frequency(self)
    }
}

impl<Forms: Entries> DocSet for WordScorer<Forms> {
    fn advance(&mut self) -> DocId {
        self.forms.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.forms.seek(target)
    }

    fn doc(&self) -> DocId {
        self.forms.doc()
    }

    fn size_hint(&self) -> u32 {
        self.forms.size_hint()
    }
}

impl<Forms: Entries> Scorer for WordScorer<Forms> {
    fn score(&mut self) -> Score {
        let norm = self.norms[usize::from(self.lengths.fieldnorm_id(self.forms.doc()))];
        weigh(self.forms.frequency(), self.idf, norm) * self.boost
    }
}
