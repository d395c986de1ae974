//! A run of adjacent positions, and its occurrences in a document. [`super::plan`] has the other
//! parts of a span.

use super::plan::{Places, Tree, Weighing};
use crate::engine::local::search::postings::Needs;
use crate::engine::spans::{self, Interval};

/// Adjacent positions, each with the group that must occur there; `None` accepts any term.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// The groups.
    pub groups: Vec<Option<usize>>,
    /// The sum of the idfs of the groups.
    pub idf: f32,
}

impl Run {
    /// The part of a score that the run contributes.
    pub(crate) fn weighing(&self) -> Weighing {
        match self.groups.as_slice() {
            [Some(group)] => Weighing::Entries(*group),
            _ => Weighing::Places(Tree::Term(vec![self.clone()], self.idf), self.idf),
        }
    }

    /// The condition on documents that can contain the run; `None` if it has no groups.
    pub(crate) fn needs(&self) -> Option<Needs> {
        let groups = self.groups.iter().flatten();
        let mut groups: Vec<Needs> = groups.copied().map(Needs::Group).collect();
        match groups.len() {
            0 | 1 => groups.pop(),
            _ => Some(Needs::All(groups)),
        }
    }

    /// The occurrences of the run, in order.
    pub(crate) fn places(&self, places: &Places) -> Vec<Interval> {
        let mut starts = Vec::new();
        self.starts(places, &mut starts);
        let length = self.groups.len() as u32 - 1;
        starts.into_iter().map(|start| Interval { start, end: start + length }).collect()
    }

    /// Finds the start positions of the run, at most [`spans::MOST`] of them, in order. The search
    /// begins with the positions of the rarest group.
    pub(crate) fn starts(&self, places: &Places, starts: &mut Vec<u32>) {
        let groups = || {
            let numbered = (0..).zip(&self.groups);
            numbered.filter_map(|(place, group)| Some((place, &places.positions[(*group)?])))
        };
        let Some((anchor, anchored)) = groups().min_by_key(|(_, positions)| positions.len()) else {
            return starts.clear();
        };
        starts.clear();
        starts.extend(anchored.iter().filter_map(|position| position.checked_sub(anchor)));
        for (place, positions) in groups().filter(|(place, _)| *place != anchor) {
            keep_followed(starts, place, positions);
        }
        starts.truncate(spans::MOST);
    }
}

/// Keeps the starts that have a position at distance `place` after them; both lists are in order.
fn keep_followed(starts: &mut Vec<u32>, place: u32, positions: &[u32]) {
    let mut from = 0;
    starts.retain(|start| {
        let Some(at) = start.checked_add(place) else { return false };
        from += spans::passed(&positions[from..], |position| *position < at);
        positions.get(from) == Some(&at)
    });
}
