//! Reads the postings of many terms as one: their documents and positions. It knows nothing about
//! proximity.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::index::SegmentReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};

use tantivy::{DocId, DocSet, TERMINATED};

use super::term_set::TermSet;
use crate::engine::spans::passed;

/// Equivalent terms, whose postings are read as one list.
pub(crate) struct Group {
    postings: Vec<SegmentPostings>,
    /// The postings after the current document, by document.
    ahead: BinaryHeap<Reverse<(DocId, usize)>>,
    /// The indexes of the postings at the current document.
    here: Vec<usize>,
    doc: DocId,
    documents: u32,
    spare: Vec<u32>,
}

impl Group {
    /// Opens the postings of terms of a field in a segment.
    pub(crate) fn open(
        segment: &SegmentReader,
        field: Field,
        terms: &TermSet,
        detail: IndexRecordOption,
    ) -> tantivy::Result<Group> {
        let index = segment.inverted_index(field)?;
        let read = |info| index.read_postings_from_terminfo(info, detail);
        let postings: Vec<SegmentPostings> =
            terms.in_segment(segment).map(read).collect::<Result<_, _>>()?;
        let documents = postings.iter().map(SegmentPostings::doc_freq).fold(0, u32::saturating_add);
        let ahead = postings.iter().zip(0..).map(|(one, place)| Reverse((one.doc(), place)));
        let ahead = ahead.collect();
        let (here, spare) = (Vec::new(), Vec::new());
        let mut group = Group { postings, ahead, here, doc: 0, documents, spare };
        group.settle();
        Ok(group)
    }

    /// The current document.
    pub(crate) fn doc(&self) -> DocId {
        self.doc
    }

    /// An upper bound on the number of documents that contain a term of the group.
    pub(crate) fn documents(&self) -> u32 {
        self.documents
    }

    /// Moves to the first document at or after `target` that contains a term of the group.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
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

    /// The number of entries that the terms of the group have in the current document.
    pub(crate) fn frequency(&self) -> u32 {
        self.here.iter().map(|place| self.postings[*place].term_freq()).sum()
    }

    /// The number of these entries whose position passes `counts`.
    pub(crate) fn entries(&mut self, counts: &dyn Fn(u32) -> bool) -> u32 {
        let mut positions = Vec::new();
        for place in &self.here {
            self.postings[*place].append_positions_with_offset(0, &mut positions);
        }
        positions.iter().filter(|position| counts(**position)).count() as u32
    }

    /// The positions of the terms of the group in the current document, in order, one for each
    /// entry.
    pub(crate) fn positions(&mut self, into: &mut Vec<u32>) {
        into.clear();
        for place in &self.here {
            let before = into.len();
            self.postings[*place].append_positions_with_offset(0, into);
            merge(into, before, &mut self.spare);
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

/// Merges the two sorted parts of a list, before and from `middle`, in place.
fn merge(list: &mut [u32], middle: usize, spare: &mut Vec<u32>) {
    if middle == 0 || list.get(middle).is_none_or(|first| list[middle - 1] <= *first) {
        return;
    }
    spare.clear();
    spare.extend_from_slice(&list[middle..]);
    let (mut left, mut end) = (middle, list.len());
    while let Some(last) = spare.last() {
        end -= 1;
        if left > 0 && list[left - 1] > *last {
            left -= 1;
            list[end] = list[left];
        } else {
            list[end] = *last;
            spare.pop();
        }
    }
}

impl DocSet for Group {
    fn advance(&mut self) -> DocId {
        Group::seek(self, self.doc.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        Group::seek(self, target)
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.documents
    }
}

/// The documents of many terms, with the number of entries in each, all read in advance.
pub(crate) struct Merged {
    found: Vec<(DocId, u32)>,
    at: usize,
}

impl Merged {
    /// Reads the postings of terms of a field in a segment.
    pub(crate) fn open(
        segment: &SegmentReader,
        field: Field,
        terms: &TermSet,
    ) -> tantivy::Result<Merged> {
        let index = segment.inverted_index(field)?;
        let most: u64 = terms.in_segment(segment).map(|info| u64::from(info.doc_freq)).sum();
        let mut frequencies = Frequencies::new(segment.max_doc(), most);
        for info in terms.in_segment(segment) {
            let mut postings =
                index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
            while postings.doc() != TERMINATED {
                frequencies.add(postings.doc(), postings.term_freq());
                postings.advance();
            }
        }
        Ok(Merged { found: frequencies.into_found(), at: 0 })
    }

    /// The number of entries that the terms have in the current document.
    pub(crate) fn frequency(&self) -> u32 {
        self.found.get(self.at).map_or(0, |(_, entries)| *entries)
    }
}

/// Adds up the entries of each document.
enum Frequencies {
    /// For each document of the segment.
    Dense(Vec<u32>),
    /// For the documents that were found, in any order and with repetitions.
    Sparse(Vec<(DocId, u32)>),
}

/// A segment is looked through for its documents where one in so many, or more, can be found.
const DENSE: u64 = 16;

impl Frequencies {
    /// For a segment of so many documents, of which at most so many are found.
    fn new(documents: u32, most: u64) -> Frequencies {
        match most.saturating_mul(DENSE) >= u64::from(documents) {
            true => Frequencies::Dense(vec![0; documents as usize]),
            false => Frequencies::Sparse(Vec::with_capacity(most as usize)),
        }
    }

    fn add(&mut self, doc: DocId, entries: u32) {
        match self {
            Frequencies::Dense(all) => all[doc as usize] += entries,
            Frequencies::Sparse(found) => found.push((doc, entries)),
        }
    }

    fn into_found(self) -> Vec<(DocId, u32)> {
        match self {
            Frequencies::Dense(all) => (0..).zip(all).filter(|(_, entries)| *entries > 0).collect(),
            Frequencies::Sparse(mut found) => {
                found.sort_unstable_by_key(|(doc, _)| *doc);
                found.dedup_by(|next, kept| {
                    let same = next.0 == kept.0;
                    kept.1 += if same { next.1 } else { 0 };
                    same
                });
                found
            }
        }
    }
}

impl DocSet for Merged {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.found.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += passed(&self.found[self.at..], |(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        self.found.len() as u32
    }
}

/// A condition on the documents that can contain a span, over groups of terms by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Contains a term of the group.
    Group(usize),
    /// Meets all of the conditions.
    All(Vec<Needs>),
    /// Meets any of the conditions.
    Any(Vec<Needs>),
}

impl Needs {
    /// The first document at or after `target` that meets the condition.
    pub(crate) fn seek(&self, groups: &mut [Group], target: DocId) -> DocId {
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

    /// An upper bound on the number of documents that meet the condition.
    pub(crate) fn documents(&self, groups: &[Group]) -> u32 {
        match self {
            Needs::Group(number) => groups[*number].documents(),
            Needs::Any(parts) => {
                parts.iter().map(|part| part.documents(groups)).fold(0, u32::saturating_add)
            }
            Needs::All(parts) => parts.iter().map(|part| part.documents(groups)).min().unwrap_or(0),
        }
    }
}
