//! Runs a [`Plan`] as a tantivy query: iterates over the documents that can contain a span, reads
//! positions, and keeps the documents that do. [`crate::engine::spans`] defines spans.

use std::fmt;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, TERMINATED};

use super::compile::plan::{self, Places, Plan, Weighing};
use super::postings::{Group, Needs};
use super::statistics::{norms, weigh};
use crate::engine::Stop;
use crate::engine::spans::{Boundaries, Interval};
use crate::query::ast::Scope;

/// A span, with a test of its occurrences.
#[derive(Clone)]
pub(crate) struct SpanQuery {
    /// The plan to run.
    pub plan: Arc<Plan>,
    /// Which occurrences count, and how many are required.
    pub test: Test,
    /// Stops the iteration as if there were no more documents; the caller must check it too.
    pub stop: Stop,
}

/// Which occurrences of a span count, and how many are required.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Test {
    /// At least this many in the part of the text.
    AtLeast(u32, Scope),
    /// One within the first words of the body, as many as given.
    First(u32),
}

impl Test {
    fn counts(self, interval: Interval, boundaries: &Boundaries) -> bool {
        match self {
            Test::AtLeast(_, scope) => boundaries.in_scope(scope, interval),
            Test::First(words) => boundaries.in_first(words, interval),
        }
    }

    fn least(self) -> u32 {
        match self {
            Test::AtLeast(least, _) => least.max(1),
            Test::First(_) => 1,
        }
    }
}

impl fmt::Debug for SpanQuery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SpanQuery({:?}, {:?})", self.plan, self.test)
    }
}

impl Query for SpanQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let norms = match scoring {
            EnableScoring::Disabled { .. } => None,
            EnableScoring::Enabled { statistics_provider, .. } => {
                Some(Arc::new(*norms(statistics_provider, self.plan.field)?))
            }
        };
        Ok(Box::new(SpanWeight { query: self.clone(), norms }))
    }
}

struct SpanWeight {
    query: SpanQuery,
    norms: Option<Arc<[f32; 256]>>,
}

/// What scores depend on besides the occurrences in a document.
struct Scale {
    norms: Arc<[f32; 256]>,
    lengths: FieldNormReader,
    boost: Score,
}

impl SpanWeight {
    fn open(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<SpanScorer>> {
        let plan = &self.query.plan;
        let Some(needs) = plan.needs.clone() else { return Ok(None) };
        let detail = IndexRecordOption::WithFreqsAndPositions;
        let open = |group: &plan::Group| Group::open(reader, plan.field, &group.terms, detail);
        let groups: Vec<Group> = plan.groups.iter().map(open).collect::<Result<_, _>>()?;
        let lengths = reader.fieldnorms_readers().get_field(plan.field)?;
        let scale = self.norms.clone().zip(lengths);
        let positions = vec![Vec::new(); groups.len()];
        Ok(Some(SpanScorer {
            query: self.query.clone(),
            documents: needs.documents(&groups),
            needs,
            groups,
            scale: scale.map(|(norms, lengths)| Scale { norms, lengths, boost }),
            places: Places { positions, ..Places::default() },
            spare: Vec::new(),
            doc: 0,
            count: 0,
        }))
    }
}

impl Weight for SpanWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(mut scorer) = self.open(reader, boost)? else { return Ok(Box::new(EmptyScorer)) };
        scorer.settle(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("places of words", 0.0))
    }
}

struct SpanScorer {
    query: SpanQuery,
    needs: Needs,
    groups: Vec<Group>,
    scale: Option<Scale>,
    places: Places,
    spare: Vec<u32>,
    documents: u32,
    doc: DocId,
    /// The number of occurrences that count in the current document.
    count: u32,
}

impl SpanScorer {
    /// Moves to the first document at or after `target` that contains the span.
    fn settle(&mut self, target: DocId) -> DocId {
        let mut target = target;
        loop {
            self.doc = self.needs.seek(&mut self.groups, target);
            if self.doc >= TERMINATED || self.query.stop.is_raised() {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            if self.stands_here() {
                return self.doc;
            }
            target = self.doc + 1;
        }
    }

    fn stands_here(&mut self) -> bool {
        self.read_positions();
        let (test, plan) = (self.query.test, &self.query.plan);
        let all_count = matches!(test, Test::AtLeast(_, Scope::Anywhere));
        let quick = if all_count { plan.quick_count(&self.places, &mut self.spare) } else { None };
        self.count = quick
            .unwrap_or_else(|| count(&plan.places(&self.places), test, &self.places.boundaries));
        self.count >= test.least()
    }

    fn read_positions(&mut self) {
        for (group, positions) in self.groups.iter_mut().zip(&mut self.places.positions) {
            positions.clear();
            if group.seek(self.doc) == self.doc {
                group.positions(positions);
                positions.dedup();
            }
        }
        let plan = &self.query.plan;
        let boundaries = &mut self.places.boundaries;
        for (group, boundary) in [
            (plan.paragraphs, &mut boundaries.paragraphs),
            (plan.sentences, &mut boundaries.sentences),
        ] {
            if let Some(group) = group {
                boundary.clone_from(&self.places.positions[group]);
            }
        }
    }
}

impl DocSet for SpanScorer {
    fn advance(&mut self) -> DocId {
        if self.doc >= TERMINATED {
            return TERMINATED;
        }
        self.settle(self.doc + 1)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target && self.doc < TERMINATED && self.count > 0 {
            return self.doc;
        }
        self.settle(target)
    }

    /// Reads positions only in the document that an intersection asks for.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED || self.query.stop.is_raised() {
            self.doc = TERMINATED;
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        let doc = self.needs.seek(&mut self.groups, target);
        self.count = 0;
        self.doc = doc;
        if doc > target {
            return SeekDangerResult::SeekLowerBound(doc.min(TERMINATED));
        }
        match self.stands_here() {
            true => SeekDangerResult::Found,
            false => SeekDangerResult::SeekLowerBound(target + 1),
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.documents
    }

    /// Reading positions takes far longer than moving to the next document.
    fn cost(&self) -> u64 {
        u64::from(self.documents) * 10
    }
}

impl Scorer for SpanScorer {
    fn score(&mut self) -> Score {
        let Some(scale) = &self.scale else { return 0.0 };
        let norm = scale.norms[usize::from(scale.lengths.fieldnorm_id(self.doc))];
        let (test, boundaries) = (self.query.test, &self.places.boundaries);
        let mut score = 0.0;
        for weighing in &self.query.plan.weighings {
            match weighing {
                Weighing::Whole(idf) => score += weigh(self.count, *idf, norm),
                Weighing::Places(tree, idf) => {
                    let count = count(&tree.places(&self.places), test, boundaries);
                    score += weigh(count, *idf, norm);
                }
                Weighing::Entries(group) if self.groups[*group].doc() == self.doc => {
                    let counts = |position| test.counts(Interval::at(position), boundaries);
                    let count = self.groups[*group].entries(&counts);
                    score += weigh(count, self.query.plan.groups[*group].idf, norm);
                }
                Weighing::Entries(_) => {}
            }
        }
        score * scale.boost
    }
}

fn count(found: &[Interval], test: Test, boundaries: &Boundaries) -> u32 {
    found.iter().filter(|interval| test.counts(**interval, boundaries)).count() as u32
}
