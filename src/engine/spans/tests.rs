//! Tests the algebra against its definition by brute force.

use proptest::prelude::*;

use super::*;

fn intervals() -> impl Strategy<Value = Vec<Interval>> {
    let one = (0u32..40, 0u32..3).prop_map(|(start, more)| Interval { start, end: start + more });
    prop::collection::vec(one, 0..8).prop_map(set)
}

fn boundaries() -> impl Strategy<Value = Boundaries> {
    (prop::collection::btree_set(1u32..40, 0..4), prop::collection::btree_set(1u32..40, 0..6))
        .prop_map(|(paragraphs, more)| {
            let sentences = paragraphs.union(&more).copied().collect();
            Boundaries { paragraphs: paragraphs.into_iter().collect(), sentences }
        })
}

fn nearness() -> impl Strategy<Value = Nearness> {
    prop_oneof![
        (0u32..8).prop_map(Nearness::Words),
        (0u32..8).prop_map(Nearness::WordsInOrder),
        Just(Nearness::Sentence),
        Just(Nearness::Paragraph),
    ]
}

/// The definition: `second` begins after `first` ends, near enough, with no boundary between.
fn is_pair(first: Interval, second: Interval, nearness: Nearness, boundaries: &Boundaries) -> bool {
    let (bounds, most) = match nearness {
        Nearness::Words(most) | Nearness::WordsInOrder(most) => (&boundaries.paragraphs, most),
        Nearness::Sentence => (&boundaries.sentences, u32::MAX),
        Nearness::Paragraph => (&boundaries.paragraphs, u32::MAX),
    };
    first.end < second.start
        && second.start - first.end <= most
        && !bounds.iter().any(|boundary| first.start < *boundary && *boundary <= second.end)
}

fn is_near(one: Interval, other: Interval, nearness: Nearness, boundaries: &Boundaries) -> bool {
    let ordered = matches!(nearness, Nearness::WordsInOrder(_));
    is_pair(one, other, nearness, boundaries)
        || (!ordered && is_pair(other, one, nearness, boundaries))
}

/// Every arrangement of every choice of one interval of each set.
fn arrangements(sets: &[Vec<Interval>], slop: u32) -> Vec<Interval> {
    fn go(sets: &[Vec<Interval>], used: &mut Vec<Interval>, slop: u32, out: &mut Vec<Interval>) {
        let Some((set, rest)) = sets.split_first() else {
            let mut order = used.clone();
            order.sort();
            let apart = order.windows(2).all(|pair| pair[0].end < pair[1].start);
            let free = |pair: &[Interval]| pair[1].start - pair[0].end - 1;
            if apart && order.windows(2).map(free).sum::<u32>() <= slop {
                out.push(order[0].hull(order[order.len() - 1]));
            }
            return;
        };
        for one in set {
            used.push(*one);
            go(rest, used, slop, out);
            used.pop();
        }
    }
    let mut out = vec![];
    go(sets, &mut vec![], slop, &mut out);
    out
}

#[test]
fn the_first_words_of_a_body_are_counted_without_the_gaps() {
    let boundaries = Boundaries { paragraphs: vec![3, 6], sentences: vec![3, 6] };
    assert!(boundaries.in_first(2, Interval::at(4)));
    assert!(!boundaries.in_first(2, Interval::at(6)));
    assert!(boundaries.in_first(3, Interval::at(6)));
    assert!(!boundaries.in_first(9, Interval::at(0)));
}

#[test]
fn a_loose_phrase_of_common_words_ends() {
    let all: Vec<Interval> = (0..10_000).map(Interval::at).collect();
    let sets = vec![all; 12];
    assert!(!loose(&sets, 40, &Boundaries::default()).is_empty());
}

fn positions() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::btree_set(0u32..60, 0..12).prop_map(|set| set.into_iter().collect())
}

proptest! {
    #[test]
    fn pairs_of_words_are_counted_as_they_are_made(
        left in positions(),
        right in positions(),
        nearness in nearness(),
        boundaries in boundaries(),
    ) {
        let places = |positions: &[u32]| -> Vec<Interval> {
            positions.iter().map(|position| Interval::at(*position)).collect()
        };
        let made = near(&places(&left), &places(&right), nearness, &boundaries).len() as u32;
        match near_count(&left, &right, nearness, &boundaries) {
            Some(counted) => prop_assert_eq!(counted, made),
            None => prop_assert!(left.iter().any(|position| right.contains(position))),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn near_is_every_pair_that_is_near(
        left in intervals(), right in intervals(), nearness in nearness(), boundaries in boundaries(),
    ) {
        let mut expected = vec![];
        for one in &left {
            for other in &right {
                if is_near(*one, *other, nearness, &boundaries) {
                    expected.push(one.hull(*other));
                }
            }
        }
        prop_assert_eq!(near(&left, &right, nearness, &boundaries), set(expected));
    }

    #[test]
    fn not_near_is_what_nothing_is_near_to(
        left in intervals(), right in intervals(), nearness in nearness(), boundaries in boundaries(),
    ) {
        let alone = |one: &Interval| !right.iter().any(|other| {
            let overlap = one.start <= other.end && other.start <= one.end;
            overlap || is_near(*one, *other, nearness, &boundaries)
        });
        let expected: Vec<Interval> = left.iter().copied().filter(alone).collect();
        prop_assert_eq!(not_near(&left, &right, nearness, &boundaries), expected);
    }

    #[test]
    fn adjacent_is_an_arrangement_in_order_without_a_gap(
        sets in prop::collection::vec(intervals(), 1..4),
    ) {
        let mut expected = sets[0].clone();
        for next in &sets[1..] {
            expected = expected.iter().flat_map(|whole| {
                let follows = next.iter().filter(|one| one.start == whole.end + 1);
                follows.map(|one| whole.hull(*one)).collect::<Vec<_>>()
            }).collect();
        }
        prop_assert_eq!(adjacent(&sets), set(expected));
    }

    #[test]
    fn a_loose_phrase_is_the_shortest_arrangement_from_each_start(
        sets in prop::collection::vec(intervals(), 1..4), slop in 0u32..6,
    ) {
        let expected = shortest(set(arrangements(&sets, slop)));
        prop_assert_eq!(loose(&sets, slop, &Boundaries::default()), expected);
    }
}
