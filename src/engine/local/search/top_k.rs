//! Runs a compiled query: the best articles, all of them, their number. The order is total
//! and does not depend on how articles are spread over segments. It reads no article.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, Searcher};

/// A hit, before its article is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// Where its article lies, as long as the searcher lives.
    pub address: DocAddress,
    /// Its score.
    pub score: f32,
}

/// Greater is better: first the rank, then the smaller id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// What is compared first.
    pub rank: i64,
    order: Reverse<u64>,
    address: Reverse<DocAddress>,
}

/// The best keys so far, and no more of them than wanted.
pub(crate) struct Best {
    wanted: usize,
    worst_first: BinaryHeap<Reverse<Key>>,
}

impl Best {
    /// Room for so many.
    pub(crate) fn new(wanted: usize) -> Best {
        Best { wanted, worst_first: BinaryHeap::new() }
    }

    /// Keeps a key if it is among the best.
    pub(crate) fn offer(&mut self, key: Key) {
        if self.worst_first.len() < self.wanted {
            self.worst_first.push(Reverse(key));
        } else if let Some(mut worst) = self.worst_first.peek_mut()
            && worst.0 < key
        {
            *worst = Reverse(key);
        }
    }

    /// The rank that a key must reach to be wanted; none while any is.
    pub(crate) fn least_rank(&self) -> Option<i64> {
        let full = self.worst_first.len() >= self.wanted;
        self.worst_first.peek().filter(|_| full).map(|worst| worst.0.rank)
    }

    /// The best first.
    pub(crate) fn into_keys(self) -> impl Iterator<Item = Key> {
        self.worst_first.into_sorted_vec().into_iter().map(|key| key.0)
    }
}

/// The articles with the highest scores.
///
/// tantivy passes over blocks of documents whose best score, as noted when a segment was written, is
/// too low. That note holds for the average length in that segment; how far the score can be above
/// it under the average of the whole index is `slack` (1 or more), one a segment.
pub(crate) fn by_score(
    searcher: &Searcher,
    weight: &dyn Weight,
    wanted: usize,
    slack: &[f32],
) -> tantivy::Result<Vec<Found>> {
    let mut best = Best::new(wanted);
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let slack = slack.get(segment as usize).copied().unwrap_or(1.0);
        let Some(orders) = orders(reader)? else { continue };
        let threshold = |best: &Best| best.least_rank().map_or(-1.0, |rank| below(rank) / slack);
        let start = threshold(&best);
        weight.for_each_pruning(start, reader, &mut |doc, score| {
            if is_alive(reader, doc) {
                best.offer(key(rank(score), &orders, segment, doc));
            }
            threshold(&best)
        })?;
    }
    Ok(best.into_keys().map(|key| found(key, score(key.rank))).collect())
}

/// All articles, in order of id.
pub(crate) fn by_id(searcher: &Searcher, weight: &dyn Weight) -> tantivy::Result<Vec<Found>> {
    let mut keys = Vec::new();
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let Some(orders) = orders(reader)? else { continue };
        each(reader, weight, &mut |doc| keys.push(key(0, &orders, segment, doc)))?;
    }
    keys.sort_unstable_by_key(|key| Reverse(*key));
    Ok(keys.into_iter().map(|key| found(key, 0.0)).collect())
}

/// How many articles there are.
pub(crate) fn count(searcher: &Searcher, weight: &dyn Weight) -> tantivy::Result<u64> {
    let counts = searcher.segment_readers().iter().map(|reader| weight.count(reader));
    counts.map(|count| count.map(u64::from)).sum()
}

/// Hands over every document that is not deleted, segment by segment.
pub(crate) fn each(
    reader: &SegmentReader,
    weight: &dyn Weight,
    take: &mut dyn FnMut(DocId),
) -> tantivy::Result<()> {
    weight.for_each_no_score(reader, &mut |docs| {
        docs.iter().copied().filter(|doc| is_alive(reader, *doc)).for_each(&mut *take);
    })
}

/// The column of [`crate::article::ArticleId::order`]; none in a segment without articles.
pub(crate) fn orders(reader: &SegmentReader) -> tantivy::Result<Option<Column<u64>>> {
    reader.fast_fields().column_opt("order")
}

/// Whether a document is not deleted.
pub(crate) fn is_alive(reader: &SegmentReader, doc: DocId) -> bool {
    reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc))
}

/// What a document is compared by.
pub(crate) fn key(rank: i64, orders: &Column<u64>, segment: u32, doc: DocId) -> Key {
    let order = Reverse(orders.first(doc).unwrap_or(u64::MAX));
    Key { rank, order, address: Reverse(DocAddress::new(segment, doc)) }
}

/// The hit that a key stands for.
pub(crate) fn found(key: Key, score: f32) -> Found {
    Found { address: key.address.0, score }
}

/// Bits of a score that are given up: a sum of the same numbers in another order differs there, and
/// equal articles must have equal scores wherever they lie.
const NOISE_BITS: u32 = 7;

/// The rank of a score: its bits, which sort as it does, rounded.
fn rank(score: Score) -> i64 {
    let bits = score.max(0.0).to_bits();
    i64::from((bits + (1 << (NOISE_BITS - 1))) >> NOISE_BITS << NOISE_BITS)
}

fn score(rank: i64) -> Score {
    u32::try_from(rank).map_or(0.0, f32::from_bits)
}

/// A score below all that have a rank.
fn below(rank: i64) -> Score {
    let least = rank - (1 << (NOISE_BITS - 1)) - 1;
    if least < 0 { -1.0 } else { score(least) }
}

#[cfg(test)]
mod tests {
    use super::{below, rank, score};

    #[test]
    fn a_rank_keeps_the_order_and_nearly_the_value_of_scores() {
        for value in [0.0_f32, 1e-20, 0.1, 0.999, 1.0, 3.5, 1234.5] {
            assert!((score(rank(value)) - value).abs() <= value * 1e-4);
            assert!(rank(value) <= rank(value * 1.001));
            assert!(below(rank(value)) < value);
            assert!(rank(below(rank(value)).max(0.0)) <= rank(value));
        }
    }

    #[test]
    fn noise_in_the_last_bits_rarely_makes_a_difference() {
        let value = 1.0_f32 / 3.0;
        assert_eq!(rank(value), rank(f32::from_bits(value.to_bits() + 1)));
    }
}
