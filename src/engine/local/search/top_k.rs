//! Collectors: run a compiled query and give the best documents, all of them, or their number. The order
//! is total and does not depend on how articles are spread over segments. No article is read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, Searcher};

use super::grouped::Best;
use crate::engine::Stop;
use crate::engine::stories::Stories;

/// A document that a query found, with its score; its article is not read yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RankedDoc {
    /// Where its article lies, as long as the searcher lives.
    pub address: DocAddress,
    /// Its score.
    pub score: f32,
}

/// What documents are compared by; greater is better: first the sort key, then the smaller id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// What is compared first.
    pub sort_key: i64,
    order: Reverse<u64>,
    address: Reverse<DocAddress>,
}

/// The best documents so far: all of them, or one of each story.
pub(crate) enum Ranking<'s> {
    /// All of them.
    All(TopK),
    /// One of each story.
    Grouped(Best<'s>),
}

impl<'s> Ranking<'s> {
    /// An empty ranking of at most `wanted` documents.
    pub(crate) fn new(wanted: usize, stories: Option<&'s Stories>) -> Ranking<'s> {
        match stories {
            None => Ranking::All(TopK::new(wanted)),
            Some(stories) => Ranking::Grouped(Best::new(wanted, stories)),
        }
    }

    /// Keeps a key if it is among the greatest.
    pub(crate) fn offer(&mut self, key: Key) {
        match self {
            Ranking::All(best) => best.offer(key),
            Ranking::Grouped(best) => best.offer(key),
        }
    }

    /// The least sort key that can still be kept; `None` while there is room for any.
    pub(crate) fn threshold(&self) -> Option<i64> {
        match self {
            Ranking::All(best) => best.threshold(),
            Ranking::Grouped(best) => best.threshold(),
        }
    }

    /// The documents, the best first, with the scores that their keys stand for.
    pub(crate) fn into_ranked(self, score: fn(i64) -> f32) -> Vec<RankedDoc> {
        let ranked =
            |(key, address): (Key, DocAddress)| RankedDoc { address, score: score(key.sort_key) };
        match self {
            Ranking::All(best) => {
                best.into_keys().map(|key| ranked((key, key.address.0))).collect()
            }
            Ranking::Grouped(best) => best.into_keys().into_iter().map(ranked).collect(),
        }
    }
}

impl Key {
    /// The [`crate::article::ArticleId::order`] of the article.
    pub(crate) fn order(&self) -> u64 {
        self.order.0
    }

    /// Where the document lies.
    pub(crate) fn address(&self) -> DocAddress {
        self.address.0
    }
}

/// The greatest keys so far, at most as many as wanted.
pub(crate) struct TopK {
    wanted: usize,
    worst_first: BinaryHeap<Reverse<Key>>,
}

impl TopK {
    /// An empty collection of at most `wanted` keys.
    pub(crate) fn new(wanted: usize) -> TopK {
        TopK { wanted, worst_first: BinaryHeap::new() }
    }

    /// Keeps a key if it is among the greatest.
    pub(crate) fn offer(&mut self, key: Key) {
        if self.worst_first.len() < self.wanted {
            self.worst_first.push(Reverse(key));
        } else if let Some(mut worst) = self.worst_first.peek_mut()
            && worst.0 < key
        {
            *worst = Reverse(key);
        }
    }

    /// The least sort key that can still be kept; `None` while there is room for any.
    pub(crate) fn threshold(&self) -> Option<i64> {
        let full = self.worst_first.len() >= self.wanted;
        self.worst_first.peek().filter(|_| full).map(|worst| worst.0.sort_key)
    }

    /// The keys, the greatest first.
    pub(crate) fn into_keys(self) -> impl Iterator<Item = Key> {
        self.worst_first.into_sorted_vec().into_iter().map(|key| key.0)
    }
}

/// The articles with the highest scores.
///
/// tantivy skips blocks of documents whose best score, as noted when a segment was written, is too low.
/// The note holds for the average length in that segment. `bounds` has one factor per segment, 1 or
/// more: a score under the average of the whole index is at most the note times the factor.
pub(crate) fn by_score(
    searcher: &Searcher,
    weight: &dyn Weight,
    mut best: Ranking<'_>,
    bounds: &[f32],
    stop: &Stop,
) -> tantivy::Result<Vec<RankedDoc>> {
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let bound = bounds.get(segment as usize).copied().unwrap_or(1.0);
        let Some(orders) = orders(reader)? else { continue };
        let threshold =
            |best: &Ranking<'_>| best.threshold().map_or(-1.0, |sort_key| below(sort_key) / bound);
        let start = threshold(&best);
        weight.for_each_pruning(start, reader, &mut |doc, score| {
            if is_alive(reader, doc) {
                best.offer(key(sort_key(score), &orders, segment, doc));
            }
            // No score reaches it: the walk ends, and the answer is given up by whoever asked.
            if stop.is_raised() { Score::INFINITY } else { threshold(&best) }
        })?;
    }
    Ok(best.into_ranked(score))
}

/// All articles, in order of id.
pub(crate) fn by_id(searcher: &Searcher, weight: &dyn Weight) -> tantivy::Result<Vec<RankedDoc>> {
    let mut keys = Vec::new();
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let Some(orders) = orders(reader)? else { continue };
        each(reader, weight, &mut |doc| keys.push(key(0, &orders, segment, doc)))?;
    }
    keys.sort_unstable_by_key(|key| Reverse(*key));
    Ok(keys.into_iter().map(|key| ranked(key, 0.0)).collect())
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

/// The key of a document.
pub(crate) fn key(sort_key: i64, orders: &Column<u64>, segment: u32, doc: DocId) -> Key {
    let order = Reverse(orders.first(doc).unwrap_or(u64::MAX));
    Key { sort_key, order, address: Reverse(DocAddress::new(segment, doc)) }
}

/// The document of a key.
pub(crate) fn ranked(key: Key, score: f32) -> RankedDoc {
    RankedDoc { address: key.address.0, score }
}

/// Bits of a score that are given up: a sum of the same numbers in another order differs there, and
/// equal articles must have equal scores wherever they lie.
const NOISE_BITS: u32 = 7;

/// The sort key of a score: its bits, which sort as it does, rounded.
fn sort_key(score: Score) -> i64 {
    let bits = score.max(0.0).to_bits();
    i64::from((bits + (1 << (NOISE_BITS - 1))) >> NOISE_BITS << NOISE_BITS)
}

fn score(sort_key: i64) -> Score {
    u32::try_from(sort_key).map_or(0.0, f32::from_bits)
}

/// A score below all that have this sort key.
fn below(sort_key: i64) -> Score {
    let least = sort_key - (1 << (NOISE_BITS - 1)) - 1;
    if least < 0 { -1.0 } else { score(least) }
}

#[cfg(test)]
mod tests {
    use super::{below, score, sort_key};

    #[test]
    fn a_sort_key_keeps_the_order_and_nearly_the_value_of_scores() {
        for value in [0.0_f32, 1e-20, 0.1, 0.999, 1.0, 3.5, 1234.5] {
            assert!((score(sort_key(value)) - value).abs() <= value * 1e-4);
            assert!(sort_key(value) <= sort_key(value * 1.001));
            assert!(below(sort_key(value)) < value);
            assert!(sort_key(below(sort_key(value)).max(0.0)) <= sort_key(value));
        }
    }

    #[test]
    fn noise_in_the_last_bits_rarely_makes_a_difference() {
        let value = 1.0_f32 / 3.0;
        assert_eq!(sort_key(value), sort_key(f32::from_bits(value.to_bits() + 1)));
    }
}
