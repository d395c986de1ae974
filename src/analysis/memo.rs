//! What words were made into, remembered from one text to the next. A table of a fixed size, each word
//! in one place: the frequent words of a language stay, since they come again before another takes
//! their place, and the rare ones cost neither time nor memory.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::language::Language;
use super::tokens::Terms;

/// How many words have a place at first, and at the most (some 4 MB): a single short text is not to
/// pay for the memory of many.
const SLOTS: (usize, usize) = (256, 1 << 16);

/// The table; without any place until the first word comes.
#[derive(Debug, Default)]
pub(super) struct Memo {
    slots: Vec<Slot>,
    /// How many places were asked for since the table has had this size.
    asked: usize,
}

/// The place of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    /// The language of its text.
    pub language: Option<Language>,
    /// The word, as bytes among the terms; nothing, if no word was here yet.
    pub word: Range<u32>,
    /// What it was made into.
    pub terms: Terms,
}

impl Memo {
    /// The place of a word, whatever stands there now.
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

    /// Forgets all words.
    pub(super) fn clear(&mut self) {
        self.slots.fill(Slot::default());
    }
}

impl Slot {
    /// Whether the word of a text in a language is the one that stands here.
    pub(super) fn holds(&self, language: Option<Language>, word: &str, terms: &str) -> bool {
        let bytes = self.word.start as usize..self.word.end as usize;
        self.language == language && terms.as_bytes().get(bytes) == Some(word.as_bytes())
    }
}
