//! The algebra against its definition, by brute force.

use proptest::prelude::*;

use super::*;

fn intervals() -> impl Strategy<Value = Vec<Interval>> {
    let one = (0u32..40, 0u32..3).prop_map(|(start, more)| Interval { start, end: start + more });
    prop::collection::vec(one, 0..8).prop_map(set)
}

fn borders() -> impl Strategy<Value = Borders> {
    (prop::collection::btree_set(1u32..40, 0..4), prop::collection::btree_set(1u32..40, 0..6))
        .prop_map(|(paragraphs, more)| {
            let sentences = paragraphs.union(&more).copied().collect();
            Borders { paragraphs: paragraphs.into_iter().collect(), sentences }
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

/// The definition: the later begins after the earlier ends, near enough, in the same part.
fn is_pair(first: Interval, second: Interval, nearness: Nearness, borders: &Borders) -> bool {
    let (bounds, most) = match nearness {
        Nearness::Words(most) | Nearness::WordsInOrder(most) => (&borders.paragraphs, most),
        Nearness::Sentence => (&borders.sentences, u32::MAX),
        Nearness::Paragraph => (&borders.paragraphs, u32::MAX),
    };
    first.end < second.start
        && second.start - first.end <= most
        && !bounds.iter().any(|border| first.start < *border && *border <= second.end)
}

fn is_near(one: Interval, other: Interval, nearness: Nearness, borders: &Borders) -> bool {
    let ordered = matches!(nearness, Nearness::WordsInOrder(_));
    is_pair(one, other, nearness, borders) || (!ordered && is_pair(other, one, nearness, borders))
}

/// Every order of every choice.
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
    let borders = Borders { paragraphs: vec![3, 6], sentences: vec![3, 6] };
    assert!(borders.in_first(2, Interval::at(4)));
    assert!(!borders.in_first(2, Interval::at(6)));
    assert!(borders.in_first(3, Interval::at(6)));
    assert!(!borders.in_first(9, Interval::at(0)));
}

#[test]
fn a_loose_phrase_of_common_words_ends() {
    let all: Vec<Interval> = (0..10_000).map(Interval::at).collect();
    let sets = vec![all; 12];
    assert!(!loose(&sets, 40, &Borders::default()).is_empty());
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
        borders in borders(),
    ) {
        let places = |positions: &[u32]| -> Vec<Interval> {
            positions.iter().map(|position| Interval::at(*position)).collect()
        };
        let made = near(&places(&left), &places(&right), nearness, &borders).len() as u32;
        match near_count(&left, &right, nearness, &borders) {
            Some(counted) => prop_assert_eq!(counted, made),
            None => prop_assert!(left.iter().any(|position| right.contains(position))),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn near_is_every_pair_that_is_near(
        left in intervals(), right in intervals(), nearness in nearness(), borders in borders(),
    ) {
        let mut expected = vec![];
        for one in &left {
            for other in &right {
                if is_near(*one, *other, nearness, &borders) {
                    expected.push(one.hull(*other));
                }
            }
        }
        prop_assert_eq!(near(&left, &right, nearness, &borders), set(expected));
    }

    #[test]
    fn not_near_is_what_nothing_is_near_to(
        left in intervals(), right in intervals(), nearness in nearness(), borders in borders(),
    ) {
        let alone = |one: &Interval| !right.iter().any(|other| {
            let overlap = one.start <= other.end && other.start <= one.end;
            overlap || is_near(*one, *other, nearness, &borders)
        });
        let expected: Vec<Interval> = left.iter().copied().filter(alone).collect();
        prop_assert_eq!(not_near(&left, &right, nearness, &borders), expected);
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
        prop_assert_eq!(loose(&sets, slop, &Borders::default()), expected);
    }
}
