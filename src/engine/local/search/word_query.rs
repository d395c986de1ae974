//! A word in all its forms as a tantivy query: their entries count together, as those of one term.
//! Which forms there are, is decided in [`super::resolve`].

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::postings::{Group, Merged};
use super::statistics::{norms, weigh};

/// From how many terms on their postings are read through and added up, instead of side by side: to
/// keep many of them in order takes longer than to read them all.
pub(crate) const MANY: usize = 8;

/// The forms of a word in a field.
#[derive(Clone, Debug)]
pub(crate) struct WordQuery {
    /// The field.
    pub field: Field,
    /// The forms, as terms of the index.
    pub terms: Vec<String>,
    /// The idf that all of them have.
    pub idf: f32,
    /// The same documents, where the forms are not [`MANY`], with the sum of what each form scores
    /// by itself. A count weighs less the higher it is, so no document scores more than this, and
    /// tantivy can pass over most of them.
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

/// Documents, and how many entries the forms of the word have in each.
trait Entries: DocSet + 'static {
    /// In the document it stands at.
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
    /// Hands over every document that scores more than the threshold, which the callback raises.
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
