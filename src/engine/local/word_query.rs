//! A word in all its forms as a tantivy query: their entries count together, as those of one term.
//! Which forms there are, is decided in [`super::resolve`].

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score};

use super::postings::Group;
use super::statistics::{norms, weigh};

/// The forms of a word in a field.
#[derive(Clone, Debug)]
pub struct WordQuery {
    /// The field.
    pub field: Field,
    /// The forms, as terms of the index.
    pub terms: Vec<String>,
    /// The idf that all of them have.
    pub idf: f32,
    /// The same documents, with the sum of what each form scores by itself. A count weighs less the
    /// higher it is, so no document scores more than this, and tantivy can pass over most of them.
    pub apart: Arc<dyn Query>,
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let apart = self.apart.weight(scoring)?;
        let EnableScoring::Enabled { statistics_provider, .. } = scoring else { return Ok(apart) };
        let norms = Arc::new(*norms(statistics_provider, self.field)?);
        Ok(Box::new(WordWeight { query: self.clone(), apart, norms }))
    }
}

struct WordWeight {
    query: WordQuery,
    apart: Box<dyn Weight>,
    norms: Arc<[f32; 256]>,
}

impl WordWeight {
    fn open(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<WordScorer> {
        let WordQuery { field, terms, idf, .. } = &self.query;
        Ok(WordScorer {
            forms: Group::open(reader, *field, terms, IndexRecordOption::WithFreqs)?,
            lengths: reader.get_fieldnorms_reader(*field)?,
            norms: self.norms.clone(),
            idf: *idf,
            boost,
        })
    }
}

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(self.open(reader, boost)?))
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
        let mut together = self.open(reader, 1.0)?;
        self.apart.for_each_pruning(threshold, reader, &mut |doc, _| {
            together.seek(doc);
            callback(doc, together.score())
        })
    }
}

struct WordScorer {
    forms: Group,
    lengths: FieldNormReader,
    norms: Arc<[f32; 256]>,
    idf: f32,
    boost: Score,
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        self.forms.seek(self.forms.doc().saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.forms.seek(target)
    }

    fn doc(&self) -> DocId {
        self.forms.doc()
    }

    fn size_hint(&self) -> u32 {
        self.forms.documents()
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        let norm = self.norms[usize::from(self.lengths.fieldnorm_id(self.forms.doc()))];
        weigh(self.forms.frequency(), self.idf, norm) * self.boost
    }
}
