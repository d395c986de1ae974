//! A cache of the terms of words, kept from one text to the next. It is a direct-mapped table of
//! bounded size, with one possible slot per word: frequent words tend to stay cached, and rare
//! words cost neither time nor memory.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::language::Language;
use super::tokens::Terms;

/// The initial and the maximum number of slots (some 4 MB). The table starts small so that a single
/// short text does not allocate all of it.
const SLOTS: (usize, usize) = (256, 1 << 16);

/// The cache; it has no slots until the first word is looked up.
#[derive(Debug, Default)]
pub(super) struct Memo {
    slots: Vec<Slot>,
    /// The number of lookups since the table last grew.
    asked: usize,
}

/// One slot of the cache.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    /// The language of its text.
    pub language: Option<Language>,
    /// The word, as a byte range in the buffer of terms; empty if the slot is unused.
    pub word: Range<u32>,
    /// The terms of the word.
    pub terms: Terms,
}

impl Memo {
    /// The slot of a word, whatever it holds now.
    pub(super) fn slot(&mut self, language: Option<Language>, word: &str) -> &mut Slot {
        self.asked += 1;
        if self.asked > self.slots.len() && self.slots.len() < SLOTS.1 {
            let more = (self.slots.len() * 4).clamp(SLOTS.0, SLOTS.1);
            (self.slots, self.asked) = (vec![Slot::default(); more], 0);
        }
        let seed = language.map_or(0, |language| u64::from(language.letter()));
        let hash = xxh3_64_with_seed(word.as_bytes(), seed) as usize;
        let slots = self.slots.len();
        &mut self.slots[hash % slots]
    }

    /// Removes all words.
    pub(super) fn clear(&mut self) {
        self.slots.fill(Slot::default());
    }
}

impl Slot {
    /// Whether the slot holds this word in this language. `terms` is the buffer of terms.
    pub(super) fn holds(&self, language: Option<Language>, word: &str, terms: &str) -> bool {
        let bytes = self.word.start as usize..self.word.end as usize;
        self.language == language && terms.as_bytes().get(bytes) == Some(word.as_bytes())
    }
}
