//! Lays two texts beside each other: what stands in one where the other has something else.

use std::ops::Range;

use super::words::RUN;

/// A part of one text and the part of another that stands in its place; either may be empty.
pub(super) type Gap = (Range<usize>, Range<usize>);

/// The parts of two lists between the stretches that they have in common, in order. The stretches begin
/// with runs of [`RUN`] values that both lists have once, as in a patience diff.
pub(super) fn gaps(one: &[u64], other: &[u64]) -> Vec<Gap> {
    let (mut gaps, mut end, mut other_end) = (vec![], 0, 0);
    for (mut at, mut other_at) in ascending(&common_runs(one, other)) {
        if at < end || other_at < other_end {
            continue;
        }
        let length = common(&one[at..], &other[other_at..]);
        let before = common_before(&one[end..at], &other[other_end..other_at]);
        let (from, other_from) = (at - before, other_at - before);
        if from > end || other_from > other_end {
            gaps.push((end..from, other_end..other_from));
        }
        (at, other_at) = (at + length, other_at + length);
        (end, other_end) = (at, other_at);
    }
    if end < one.len() || other_end < other.len() {
        gaps.push((end..one.len(), other_end..other.len()));
    }
    gaps
}

/// The number of values that two lists begin with.
fn common(one: &[u64], other: &[u64]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// The number of values that two lists end with.
fn common_before(one: &[u64], other: &[u64]) -> usize {
    one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count()
}

/// The places of the runs that both lists have once, in order of the first list.
fn common_runs(one: &[u64], other: &[u64]) -> Vec<(usize, usize)> {
    let (one, other) = (single_runs(one), single_runs(other));
    let mut rest = other.iter().peekable();
    let mut common = vec![];
    for (run, at) in one {
        while rest.next_if(|(next, _)| *next < run).is_some() {}
        if let Some((_, other_at)) = rest.next_if(|(next, _)| *next == run) {
            common.push((at, *other_at));
        }
    }
    common.sort_unstable();
    common
}

/// The runs that a list has once, sorted, each with its place.
fn single_runs(list: &[u64]) -> Vec<(&[u64], usize)> {
    let mut runs: Vec<(&[u64], usize)> = list.windows(RUN).zip(0..).collect();
    runs.sort_unstable();
    let alike = runs.chunk_by(|one, other| one.0 == other.0);
    alike.filter_map(|alike| if let [single] = alike { Some(*single) } else { None }).collect()
}

/// A longest part of some pairs, sorted by their first numbers, in which the second ones grow, too.
fn ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best part of each length, and for each pair the one before it.
    let mut lasts: Vec<usize> = vec![];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, second)) in pairs.iter().enumerate() {
        let length = lasts.partition_point(|last| pairs[*last].1 < *second);
        before.push(length.checked_sub(1).map(|shorter| lasts[shorter]));
        match lasts.get_mut(length) {
            Some(last) => *last = at,
            None => lasts.push(at),
        }
    }
    let chain = std::iter::successors(lasts.last().copied(), |at| before[*at]);
    let mut chosen: Vec<(usize, usize)> = chain.map(|at| pairs[at]).collect();
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::gaps;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn beside_its_gaps_a_text_is_the_other(
            one in prop::collection::vec(0_u64..6, 0..60),
            other in prop::collection::vec(0_u64..6, 0..60),
        ) {
            let gaps = gaps(&one, &other);
            let (mut at, mut other_at) = (0, 0);
            for (gap, other_gap) in &gaps {
                prop_assert_eq!(&one[at..gap.start], &other[other_at..other_gap.start]);
                (at, other_at) = (gap.end, other_gap.end);
            }
            prop_assert_eq!(&one[at..], &other[other_at..]);
        }
    }

    #[test]
    fn what_was_replaced_added_and_cut_are_gaps() {
        let one: Vec<u64> = (0..20).collect();
        let mut other = one.clone();
        other[7] = 99;
        assert_eq!(gaps(&one, &other), [(7..8, 7..8)]);
        other.splice(12..12, [90, 91]);
        other.truncate(20);
        assert_eq!(gaps(&one, &other), [(7..8, 7..8), (12..12, 12..14), (18..20, 20..20)]);
        assert_eq!(gaps(&one, &[]), [(0..20, 0..0)]);
        assert_eq!(gaps(&[], &[]), []);
    }
}
