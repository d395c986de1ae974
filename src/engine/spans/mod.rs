//! The algebra of intervals in one document: computes where phrases and proximities occur from the
//! positions of words. It knows no terms and no index, so every engine that passes in the same
//! positions gets the same result.
//!
//! A set of intervals is a sorted `Vec<Interval>` without duplicates. No interval crosses the
//! boundary of a title or a paragraph, because positions on the two sides of a boundary are never
//! adjacent. The work per document is bounded: no set exceeds [`MOST`] intervals (the first ones,
//! in the order described at each function, are kept), and a loose phrase takes at most [`TRIES`]
//! steps.

use crate::query::ast::{Nearness, Scope};

/// The most intervals in a set that a function returns.
pub const MOST: usize = 10_000;

/// How many items are tested one by one before the search takes larger steps.
const FEW: usize = 8;

/// The most steps that a loose phrase takes in one document.
pub const TRIES: usize = 20_000;

/// An occurrence, from its first to its last position, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// The first position.
    pub start: u32,
    /// The last position.
    pub end: u32,
}

/// The boundaries of paragraphs and sentences in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boundaries {
    /// The position of the first word of each paragraph of the body, in order; the title lies
    /// before the first.
    pub paragraphs: Vec<u32>,
    /// The position of the first word of each sentence of the body, in order.
    pub sentences: Vec<u32>,
}

impl Interval {
    /// The interval of one position.
    pub fn at(position: u32) -> Interval {
        Interval { start: position, end: position }
    }

    /// The smallest interval that contains both.
    pub fn hull(self, other: Interval) -> Interval {
        Interval { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether this interval contains the other entirely.
    pub fn holds(self, other: Interval) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl Boundaries {
    /// Whether the interval lies in a part of the document.
    pub fn in_scope(&self, scope: Scope, interval: Interval) -> bool {
        let body = self.paragraphs.first().copied().unwrap_or(u32::MAX);
        let rest = self.paragraphs.get(1).copied().unwrap_or(u32::MAX);
        match scope {
            Scope::Anywhere => true,
            Scope::Title => interval.end < body,
            Scope::Lead => body <= interval.start && interval.end < rest,
            Scope::HeadlineLead => interval.end < rest,
            Scope::Body => body <= interval.start,
        }
    }

    /// Whether the interval lies within the first `words` words of the body.
    pub fn in_first(&self, words: u32, interval: Interval) -> bool {
        let Some(&body) = self.paragraphs.first() else { return false };
        if interval.start < body {
            return false;
        }
        // One position is left free before each paragraph but the first.
        let free = self.paragraphs.partition_point(|start| *start <= interval.end) - 1;
        u64::from(interval.end - body) < u64::from(words) + free as u64
    }

    /// The boundaries that may not lie between two occurrences, and their greatest distance.
    fn of(&self, nearness: Nearness) -> (&[u32], u32) {
        match nearness {
            Nearness::Words(most) | Nearness::WordsInOrder(most) => (&self.paragraphs, most),
            Nearness::Sentence => (&self.sentences, u32::MAX),
            Nearness::Paragraph => (&self.paragraphs, u32::MAX),
        }
    }
}

/// Makes a set: sorts, removes duplicates and keeps the first [`MOST`] intervals.
pub fn set(mut intervals: Vec<Interval>) -> Vec<Interval> {
    // The input is mostly two or three sorted runs, which the stable sort merges in one pass.
    intervals.sort();
    intervals.dedup();
    intervals.truncate(MOST);
    intervals
}

/// The union of the sets.
pub fn any(sets: &[Vec<Interval>]) -> Vec<Interval> {
    match sets {
        [] => vec![],
        [one] => one.clone(),
        many => set(many.concat()),
    }
}

/// The hulls of intervals, one of each set, that follow directly on one another in the order of the
/// sets.
pub fn adjacent(sets: &[Vec<Interval>]) -> Vec<Interval> {
    let Some((first, rest)) = sets.split_first() else { return vec![] };
    let mut found = first.clone();
    for next in rest {
        let mut longer = Vec::new();
        for whole in &found {
            let Some(start) = whole.end.checked_add(1) else { continue };
            let from = next.partition_point(|interval| interval.start < start);
            let follows = next[from..].iter().take_while(|interval| interval.start == start);
            longer.extend(follows.map(|last| whole.hull(*last)));
        }
        found = set(longer);
    }
    found
}

/// The hulls of arrangements of one interval of each set, in any order, without overlap and with at
/// most `slop` free positions between them in total: the shortest for each position at which an
/// arrangement begins.
pub fn loose(sets: &[Vec<Interval>], slop: u32, boundaries: &Boundaries) -> Vec<Interval> {
    if sets.is_empty() || sets.iter().any(Vec::is_empty) {
        return vec![];
    }
    let twin = |set: &Vec<Interval>| sets.iter().position(|other| other == set).unwrap_or(0);
    let twins = sets.iter().map(twin).collect();
    let mut search = Loose { sets, twins, used: vec![false; sets.len()], tries: TRIES, best: None };
    let mut found = Vec::new();
    for first in any(sets) {
        for place in 0..sets.len() {
            if sets[place].binary_search(&first).is_ok() {
                search.used[place] = true;
                search.extend(first.end, slop, sets.len() - 1);
                search.used[place] = false;
            }
        }
        let end = search.best.take();
        found.extend(end.map(|end| Interval { start: first.start, end }));
    }
    found.retain(|interval| is_whole(&boundaries.paragraphs, *interval));
    shortest(set(found))
}

/// The first interval of each start.
fn shortest(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.dedup_by_key(|interval| interval.start);
    intervals
}

/// Searches for the shortest arrangement that begins with a given interval.
struct Loose<'s> {
    sets: &'s [Vec<Interval>],
    /// For each set, the index of the first set equal to it: of equal sets only one needs to be
    /// tried.
    twins: Vec<usize>,
    used: Vec<bool>,
    tries: usize,
    best: Option<u32>,
}

impl Loose<'_> {
    /// Extends the arrangement that ends at `end` by the unused sets. The recursion is as deep as
    /// the phrase has terms.
    fn extend(&mut self, end: u32, slop: u32, left: usize) {
        if self.best.is_some_and(|best| best <= end) || self.tries == 0 {
            return;
        }
        self.tries -= 1;
        if left == 0 {
            self.best = Some(end);
            return;
        }
        let sets = self.sets;
        for (place, set) in sets.iter().enumerate() {
            let tried =
                (0..place).any(|other| !self.used[other] && self.twins[other] == self.twins[place]);
            if self.used[place] || tried {
                continue;
            }
            self.used[place] = true;
            let from = set.partition_point(|interval| interval.start <= end);
            for next in &set[from..] {
                let free = next.start - end - 1;
                if free > slop {
                    break;
                }
                self.extend(next.end, slop - free, left - 1);
            }
            self.used[place] = false;
        }
    }
}

/// The hulls of pairs of an interval of each set that are near each other and do not overlap. Pairs
/// are taken in the order of the interval that comes first.
pub fn near(
    left: &[Interval],
    right: &[Interval],
    nearness: Nearness,
    boundaries: &Boundaries,
) -> Vec<Interval> {
    let (bounds, most) = boundaries.of(nearness);
    let mut found = Vec::new();
    pairs(left, right, bounds, most, &mut found);
    if !matches!(nearness, Nearness::WordsInOrder(_)) {
        pairs(right, left, bounds, most, &mut found);
    }
    set(found)
}

/// The number of intervals that [`near`] returns for words at these positions, without computing
/// them; `None` if a position is in both lists or there are more than [`MOST`] pairs.
pub fn near_count(
    left: &[u32],
    right: &[u32],
    nearness: Nearness,
    boundaries: &Boundaries,
) -> Option<u32> {
    let (bounds, most) = boundaries.of(nearness);
    if matches!(nearness, Nearness::WordsInOrder(_)) {
        return pair_count(left, right, bounds, most, 0);
    }
    // The count is symmetric, so iterate over the shorter list and search the longer one.
    let (few, many) = if left.len() < right.len() { (left, right) } else { (right, left) };
    pair_count(few, many, bounds, most, most)
}

/// The number of pairs of a position of `first` and a position of `second` that is at most `after`
/// positions after it or `before` positions before it.
fn pair_count(
    first: &[u32],
    second: &[u32],
    bounds: &[u32],
    after: u32,
    before: u32,
) -> Option<u32> {
    let (mut from, mut here, mut to, mut boundary, mut count) = (0, 0, 0, 0, 0);
    for one in first {
        boundary += passed(&bounds[boundary..], |boundary| boundary <= one);
        let begin = if boundary == 0 { 0 } else { bounds[boundary - 1] };
        let end = bounds.get(boundary).copied().unwrap_or(u32::MAX);
        here += passed(&second[here..], |other| other < one);
        if second.get(here) == Some(one) {
            return None;
        }
        let least = one.saturating_sub(before).max(begin);
        from += passed(&second[from..here], |other| *other < least);
        let last = one.saturating_add(after).min(end - 1);
        to = here.max(to);
        to += passed(&second[to..], |other| *other <= last);
        count += to - from;
    }
    (count <= MOST).then_some(count as u32)
}

/// The intervals of `left` that have no interval of `right` near them; an overlap is near.
pub fn not_near(
    left: &[Interval],
    right: &[Interval],
    nearness: Nearness,
    boundaries: &Boundaries,
) -> Vec<Interval> {
    let (bounds, most) = boundaries.of(nearness);
    let ordered = matches!(nearness, Nearness::WordsInOrder(_));
    let mut by_end = right.to_vec();
    by_end.sort_unstable_by_key(|interval| interval.end);
    let reach: Vec<u32> = right
        .iter()
        .scan(0, |reach, interval| {
            *reach = interval.end.max(*reach);
            Some(*reach)
        })
        .collect();
    let overlaps = |one: &Interval| {
        let begun = right.partition_point(|other| other.start <= one.end);
        begun > 0 && reach[begun - 1] >= one.start
    };
    let before = |one: &Interval| {
        let ended = by_end.partition_point(|other| other.end < one.start);
        let begun = bounds.partition_point(|boundary| *boundary <= one.start);
        let least = if begun == 0 { 0 } else { bounds[begun - 1] };
        let least = one.start.saturating_sub(most).max(least);
        let near = by_end[..ended].iter().rev().take_while(|other| other.end >= least);
        near.take(MOST).any(|other| is_whole(bounds, other.hull(*one)))
    };
    let after = |one: &Interval| following(*one, right, bounds, most).next().is_some();
    let alone = |one: &&Interval| !overlaps(one) && !after(one) && (ordered || !before(one));
    left.iter().filter(alone).copied().collect()
}

/// The hulls of the pairs of an interval of `first` and a later one of `second`.
fn pairs(
    first: &[Interval],
    second: &[Interval],
    bounds: &[u32],
    most: u32,
    found: &mut Vec<Interval>,
) {
    let (mut from, mut boundary, mut end) = (0, 0, 0);
    let full = found.len() + MOST;
    for one in first {
        // Intervals begin in order and mostly end in order too, so the search resumes where it was.
        if one.end < end {
            from = 0;
        }
        end = one.end;
        from += passed(&second[from..], |other| other.start <= one.end);
        boundary += passed(&bounds[boundary..], |boundary| *boundary <= one.start);
        let before = bounds.get(boundary).copied().unwrap_or(u32::MAX);
        let last = one.end.saturating_add(most);
        for other in &second[from..] {
            if other.start > last || other.start >= before || found.len() == full {
                break;
            }
            if other.end < before {
                found.push(one.hull(*other));
            }
        }
    }
}

/// The number of leading items that pass a test, given that no item after them passes; fast if they
/// are few.
#[inline]
pub fn passed<T>(items: &[T], test: impl Fn(&T) -> bool) -> usize {
    let mut few = 0;
    while few < items.len() && test(&items[few]) {
        few += 1;
        if few == FEW {
            return FEW + many_passed(&items[FEW..], test);
        }
    }
    few
}

/// Like [`passed`], but in doubling steps.
fn many_passed<T>(items: &[T], test: impl Fn(&T) -> bool) -> usize {
    let (mut least, mut step) = (0, FEW);
    while least + step <= items.len() && test(&items[least + step - 1]) {
        least += step;
        step *= 2;
    }
    let most = items.len().min(least + step);
    least + items[least..most].partition_point(test)
}

/// The intervals that begin after the end of `one`, at most `most` positions away and with no
/// boundary between.
fn following<'s>(
    one: Interval,
    others: &'s [Interval],
    bounds: &'s [u32],
    most: u32,
) -> impl Iterator<Item = Interval> + 's {
    let from = others.partition_point(|other| other.start <= one.end);
    let boundary = bounds.get(bounds.partition_point(|boundary| *boundary <= one.start)).copied();
    let last = one.end.saturating_add(most).min(boundary.map_or(u32::MAX, |boundary| boundary - 1));
    let near = others[from..].iter().take_while(move |other| other.start <= last);
    near.copied().filter(move |other| boundary.is_none_or(|boundary| other.end < boundary))
}

/// Whether no boundary lies inside the interval.
fn is_whole(bounds: &[u32], interval: Interval) -> bool {
    let next = bounds.partition_point(|boundary| *boundary <= interval.start);
    bounds.get(next).is_none_or(|boundary| interval.end < *boundary)
}

#[cfg(test)]
mod tests;
