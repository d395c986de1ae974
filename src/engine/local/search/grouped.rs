//! One hit a story: which copies stand for their stories among the best hits, and how many stories there
//! are. The answer is that of all copies in their order, of which the first of each story is kept.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use foldhash::fast::RandomState;
use tantivy::query::Weight;
use tantivy::{DocAddress, Searcher};

use super::top_k::{Key, each, orders};
use crate::engine::stories::{Entry, Stories};

/// The greatest keys so far, one of each story; at most as many as wanted.
pub(crate) struct Best<'s> {
    wanted: usize,
    stories: &'s Stories,
    keys: BTreeSet<Key>,
    /// The least key that is kept, while as many are kept as are wanted.
    worst: Option<Key>,
    /// Of each story that was met, whether it is kept or not.
    met: HashMap<u32, Met, RandomState>,
}

/// The best of the copies of a story.
struct Met {
    /// The greatest key: the place of the story among the hits.
    key: Key,
    /// The copy that is shown: the earliest of those with that sort key.
    shown: (Reverse<u32>, DocAddress),
}

impl<'s> Best<'s> {
    /// An empty collection of at most `wanted` keys.
    pub(crate) fn new(wanted: usize, stories: &'s Stories) -> Best<'s> {
        let (keys, met) = (BTreeSet::new(), HashMap::default());
        Best { wanted, stories, keys, worst: None, met }
    }

    /// Keeps a key if it is among the greatest, in place of that of a copy.
    pub(crate) fn offer(&mut self, key: Key) {
        if self.worst.is_some_and(|worst| key.sort_key < worst.sort_key) {
            return;
        }
        match self.stories.of(key.order()) {
            Some(entry) => self.offer_copy(key, entry),
            None => self.keep(key),
        }
    }

    fn offer_copy(&mut self, key: Key, entry: Entry) {
        let shown = (Reverse(entry.rank), key.address());
        match self.met.get_mut(&entry.story) {
            Some(met) if key.sort_key < met.key.sort_key => {}
            Some(met) => {
                let ties = key.sort_key == met.key.sort_key;
                met.shown = if ties { met.shown.max(shown) } else { shown };
                if key > met.key {
                    let before = std::mem::replace(&mut met.key, key);
                    self.keys.remove(&before);
                    self.keep(key);
                }
            }
            None => {
                self.met.insert(entry.story, Met { key, shown });
                self.keep(key);
            }
        }
    }

    fn keep(&mut self, key: Key) {
        if self.worst.is_none_or(|worst| key > worst) || self.keys.len() < self.wanted {
            self.keys.insert(key);
        }
        if self.keys.len() > self.wanted {
            self.keys.pop_first();
        }
        self.worst = self.keys.first().copied().filter(|_| self.keys.len() >= self.wanted);
    }

    /// The least sort key that can still be kept; `None` while there is room for any.
    pub(crate) fn threshold(&self) -> Option<i64> {
        self.worst.map(|worst| worst.sort_key)
    }

    /// The keys, the greatest first, each with the document that is shown.
    pub(crate) fn into_keys(self) -> Vec<(Key, DocAddress)> {
        let shown = |key: &Key| {
            let story = self.stories.of(key.order()).map(|entry| entry.story);
            story.and_then(|story| self.met.get(&story)).map_or(key.address(), |met| met.shown.1)
        };
        self.keys.iter().rev().map(|key| (*key, shown(key))).collect()
    }
}

/// How many articles and how many stories there are.
pub(crate) fn count(
    searcher: &Searcher,
    weight: &dyn Weight,
    stories: &Stories,
) -> tantivy::Result<(u64, u64)> {
    let (mut articles, mut copies) = (0, 0);
    let mut met: HashSet<u32, RandomState> = HashSet::default();
    for reader in searcher.segment_readers() {
        let Some(orders) = orders(reader)? else { continue };
        each(reader, weight, &mut |doc| {
            articles += 1;
            if let Some(entry) = orders.first(doc).and_then(|order| stories.of(order)) {
                copies += 1;
                met.insert(entry.story);
            }
        })?;
    }
    Ok((articles, articles - copies + met.len() as u64))
}
