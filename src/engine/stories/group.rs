//! Sketches into stories. Candidates share values of their sketches; each is proved by the texts, or by
//! what was proved before.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::sketch::{BINS, Sketch};
use super::table::{Entry, Stories};
use super::words::mix;

/// With how many of those that have a value in common a text is compared: its nearest in order of sketch.
const NEIGHBOURS: usize = 64;

/// An article to be grouped.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Which article: [`crate::article::ArticleId::order`].
    pub order: u64,
    /// Its day as a number; the greatest if it has none.
    pub day: i64,
    /// Its sketch.
    pub sketch: Sketch,
}

impl Member {
    /// A number such that the sum of those of a set of articles tells that set from others.
    pub fn sum(&self) -> u64 {
        mix(self.order ^ mix(self.sketch.content ^ mix(self.day as u64)))
    }
}

/// Whether the texts of two members, by their places in the list, are copies.
pub type Proof<'p, E> = &'p mut dyn FnMut(usize, usize) -> Result<bool, E>;

/// What was proved of pairs of texts, by a hash of the pair.
pub type Verdicts = HashMap<u64, bool, RandomState>;

/// The stories of articles. `known` is what earlier calls have proved; it saves work and changes nothing.
///
/// # Errors
/// When a proof fails.
pub fn group<E>(members: &[Member], known: &Verdicts, proof: Proof<'_, E>) -> Result<Stories, E> {
    let mut texts: Vec<usize> =
        (0..members.len()).filter(|at| members[*at].sketch.content != 0).collect();
    texts.sort_unstable_by_key(|at| (members[*at].sketch.content, members[*at].order));
    let mut sets = Sets::new(members.len());
    for pair in texts.windows(2) {
        if members[pair[0]].sketch.content == members[pair[1]].sketch.content {
            sets.join(pair[0], pair[1]);
        }
    }
    texts.dedup_by_key(|at| members[*at].sketch.content);
    let mut verdicts = Verdicts::default();
    for bin in 0..BINS {
        let value = |at: &usize| members[*at].sketch.bins[bin];
        let mut filled: Vec<usize> = texts.iter().copied().filter(|at| value(at) != 0).collect();
        filled.sort_unstable_by_key(|at| (value(at), members[*at].sketch));
        for alike in filled.chunk_by(|one, other| value(one) == value(other)) {
            let mut bucket = Bucket { members, known, verdicts: &mut verdicts, sets: &mut sets };
            bucket.compare(alike, proof)?;
        }
    }
    Ok(stories(members, &mut sets, verdicts))
}

/// Texts that have a value in common.
struct Bucket<'g> {
    members: &'g [Member],
    known: &'g Verdicts,
    verdicts: &'g mut Verdicts,
    sets: &'g mut Sets,
}

impl Bucket<'_> {
    fn compare<E>(&mut self, alike: &[usize], proof: Proof<'_, E>) -> Result<(), E> {
        for (place, one) in alike.iter().enumerate() {
            for other in alike[place + 1..].iter().take(NEIGHBOURS) {
                let (one, other) = (*one, *other);
                let like = self.members[one].sketch.is_like(&self.members[other].sketch);
                if like && !self.sets.are_joined(one, other) && self.verdict(one, other, proof)? {
                    self.sets.join(one, other);
                }
            }
        }
        Ok(())
    }

    fn verdict<E>(&mut self, one: usize, other: usize, proof: Proof<'_, E>) -> Result<bool, E> {
        let (a, b) = (self.members[one].sketch.content, self.members[other].sketch.content);
        // The lowest bit is left for the verdict, where it is kept.
        let pair = mix(a.min(b) ^ mix(a.max(b))) & !1;
        let before = self.verdicts.get(&pair).or_else(|| self.known.get(&pair)).copied();
        let verdict = before.map_or_else(|| proof(one, other), Ok)?;
        self.verdicts.insert(pair, verdict);
        Ok(verdict)
    }
}

/// The sets with more than one member, in order of time.
fn stories(members: &[Member], sets: &mut Sets, verdicts: Verdicts) -> Stories {
    let mut sizes = vec![0_u32; members.len()];
    (0..members.len()).for_each(|at| sizes[sets.root(at)] += 1);
    let several: Vec<usize> = (0..members.len()).filter(|at| sizes[sets.root(*at)] > 1).collect();
    let mut first: HashMap<usize, u64, RandomState> = HashMap::default();
    for at in &several {
        let order = first.entry(sets.root(*at)).or_insert(u64::MAX);
        *order = (*order).min(members[*at].order);
    }
    let mut entries: Vec<(u64, i64, u64)> = several
        .iter()
        .map(|at| (first[&sets.root(*at)], members[*at].day, members[*at].order))
        .collect();
    entries.sort_unstable();
    let mut numbered = Vec::with_capacity(entries.len());
    for (story, of_story) in (0..).zip(entries.chunk_by(|one, other| one.0 == other.0)) {
        let entry =
            |(rank, (_, _, order)): (u32, &(u64, i64, u64))| Entry { order: *order, story, rank };
        numbered.extend((0..).zip(of_story).map(entry));
    }
    Stories::new(numbered, verdicts)
}

/// Disjoint sets of numbers.
struct Sets(Vec<usize>);

impl Sets {
    fn new(size: usize) -> Sets {
        Sets((0..size).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn are_joined(&mut self, one: usize, other: usize) -> bool {
        self.root(one) == self.root(other)
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
