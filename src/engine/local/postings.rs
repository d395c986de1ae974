//! Postings of many terms read together: in which documents they stand, and at which positions. It
//! knows what is near and what is far as little as tantivy does.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::index::SegmentReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};

use tantivy::{DocId, DocSet, TERMINATED, Term};

/// Terms that stand for the same thing, read as one.
pub struct Group {
    postings: Vec<SegmentPostings>,
    /// Those that stand behind the current document.
    ahead: BinaryHeap<Reverse<(DocId, usize)>>,
    /// Those that stand at the current document.
    here: Vec<usize>,
    doc: DocId,
    documents: u32,
}

impl Group {
    /// The postings of terms of a field in a segment.
    pub fn open(
        segment: &SegmentReader,
        field: Field,
        terms: &[String],
        detail: IndexRecordOption,
    ) -> tantivy::Result<Group> {
        let index = segment.inverted_index(field)?;
        let mut postings = Vec::new();
        for term in terms {
            let term = Term::from_field_text(field, term);
            if let Some(found) = index.read_postings(&term, detail)? {
                postings.push(found);
            }
        }
        let documents = postings.iter().map(SegmentPostings::doc_freq).fold(0, u32::saturating_add);
        let ahead = postings.iter().zip(0..).map(|(one, place)| Reverse((one.doc(), place)));
        let ahead = ahead.collect();
        let mut group = Group { postings, ahead, here: Vec::new(), doc: 0, documents };
        group.settle();
        Ok(group)
    }

    /// The document it stands at.
    pub fn doc(&self) -> DocId {
        self.doc
    }

    /// At most so many documents hold a term of the group.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// Moves on to the first document from `target` on that holds a term of the group.
    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target.min(TERMINATED) {
            return self.doc;
        }
        for place in std::mem::take(&mut self.here) {
            let doc = self.postings[place].seek(target);
            self.ahead.push(Reverse((doc, place)));
        }
        while let Some(mut first) = self.ahead.peek_mut() {
            let Reverse((doc, place)) = *first;
            if doc >= target {
                break;
            }
            *first = Reverse((self.postings[place].seek(target), place));
        }
        self.settle();
        self.doc
    }

    /// How many entries the terms of the group have in the current document.
    pub fn frequency(&self) -> u32 {
        self.here.iter().map(|place| self.postings[*place].term_freq()).sum()
    }

    /// How many of them stand at a position that counts.
    pub fn entries(&mut self, counts: &dyn Fn(u32) -> bool) -> u32 {
        let mut positions = Vec::new();
        for place in &self.here {
            self.postings[*place].append_positions_with_offset(0, &mut positions);
        }
        positions.iter().filter(|position| counts(**position)).count() as u32
    }

    /// The positions of the terms of the group in the current document, in order, each once for
    /// every entry there.
    pub fn positions(&mut self, into: &mut Vec<u32>) {
        into.clear();
        for place in &self.here {
            self.postings[*place].append_positions_with_offset(0, into);
        }
        if self.here.len() > 1 {
            into.sort_unstable();
        }
    }

    fn settle(&mut self) {
        self.here.clear();
        self.doc = self.ahead.peek().map_or(TERMINATED, |first| first.0.0);
        while self.doc < TERMINATED {
            match self.ahead.peek() {
                Some(Reverse((doc, place))) if *doc == self.doc => self.here.push(*place),
                _ => break,
            }
            self.ahead.pop();
        }
    }
}

/// Which documents can hold a span, given the groups of its terms by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Documents with the group.
    Group(usize),
    /// Documents that fulfil all.
    All(Vec<Needs>),
    /// Documents that fulfil any.
    Any(Vec<Needs>),
}

impl Needs {
    /// The first document from `target` on that fulfils the needs.
    pub fn seek(&self, groups: &mut [Group], target: DocId) -> DocId {
        match self {
            Needs::Group(number) => groups[*number].seek(target),
            Needs::Any(parts) => {
                let docs = parts.iter().map(|part| part.seek(groups, target));
                docs.min().unwrap_or(TERMINATED)
            }
            Needs::All(parts) => {
                let mut doc = target;
                loop {
                    let reach = |doc, part: &Needs| part.seek(groups, doc);
                    let reached = parts.iter().fold(doc, reach);
                    if reached == doc || reached >= TERMINATED {
                        return reached;
                    }
                    doc = reached;
                }
            }
        }
    }

    /// At most so many documents fulfil the needs.
    pub fn documents(&self, groups: &[Group]) -> u32 {
        match self {
            Needs::Group(number) => groups[*number].documents(),
            Needs::Any(parts) => {
                parts.iter().map(|part| part.documents(groups)).fold(0, u32::saturating_add)
            }
            Needs::All(parts) => parts.iter().map(|part| part.documents(groups)).min().unwrap_or(0),
        }
    }
}
