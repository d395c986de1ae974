//! The running text of an article as hashes of its words, and when two are copies. It keeps no words.

use crate::analysis::fold;

/// Words in a row that are compared. Of runs of three, 0.73 are left where one word in ten was replaced.
const RUN: usize = 3;

/// The most words of a text that are looked at.
const MOST_WORDS: usize = 50_000;

/// A text with fewer words is a copy of none.
pub const LEAST_WORDS: usize = 12;

/// A text with fewer words is a copy only of the same words in the same order.
pub const BRIEF_WORDS: usize = 30;

/// Up to how many words a text counts as short, and needs more in common.
const SHORT_WORDS: usize = 120;

/// The share of the runs of the shorter text that the longer one must hold, where the shorter is short,
/// and where it is not.
const SHARED_SHORT: f64 = 0.65;
const SHARED: f64 = 0.55;

/// Where less than this share is held, no more than that share of the words of the shorter text may lie in
/// stretches of so many words without a common run: changes all over a text are edits, and a new part
/// beside an old one is another report.
const MOSTLY_SHARED: f64 = 0.75;
const MOST_LOST: f64 = 0.1;
const LOST_STRETCH: usize = 12;

/// How many times longer the longer text may be. It tells a cut article from a page that holds many.
const LONGER: usize = 3;

/// Names and numbers must be held as often as other words are: this part of the share of all words, and no
/// less than that.
const SHARED_FACTS: f64 = 0.85;
const LEAST_FACTS: f64 = 0.6;

/// What is compared of a text.
#[derive(Clone, Debug, Default)]
pub struct RunningText {
    /// The number of words.
    pub words: usize,
    /// Of every word in order, and of its kind: two texts that have the same are taken for the same.
    pub content: u64,
    /// The different runs of words, sorted.
    pub runs: Vec<u64>,
    /// The runs in the order in which they stand in the text.
    in_order: Vec<u64>,
    /// The different words with the word before each, sorted.
    pairs: Vec<u64>,
    /// Those of them whose word is a name.
    names: Vec<u64>,
    /// Those of them whose word is a number.
    numbers: Vec<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Name,
    Number,
}

impl RunningText {
    /// The running text of a body.
    pub fn of(body: &str) -> RunningText {
        let mut text = RunningText::default();
        let mut last = [0_u64; RUN];
        each_word(body, &mut |hash, kind| {
            text.words += 1;
            text.content = mix(text.content ^ hash ^ kind as u64);
            last.rotate_left(1);
            last[RUN - 1] = hash;
            if text.words >= RUN {
                text.runs.push(last.iter().fold(0, |run, word| mix(run ^ word)));
            }
            let pair = mix(last[RUN - 2] ^ hash.rotate_left(17));
            text.pairs.push(pair);
            match kind {
                Kind::Name => text.names.push(pair),
                Kind::Number => text.numbers.push(pair),
                Kind::Word => {}
            }
            text.words < MOST_WORDS
        });
        text.in_order.clone_from(&text.runs);
        for list in [&mut text.runs, &mut text.pairs, &mut text.names, &mut text.numbers] {
            list.sort_unstable();
            list.dedup();
        }
        text
    }

    /// Whether it is long enough to be compared with texts of other words.
    pub fn is_comparable(&self) -> bool {
        self.words >= BRIEF_WORDS
    }

    /// Whether two texts are copies: docs/stories.md says it in words.
    pub fn is_copy_of(&self, other: &RunningText) -> bool {
        let size = |text: &RunningText| (text.runs.len(), text.content);
        let (short, long) = if size(self) <= size(other) { (self, other) } else { (other, self) };
        if short.words < LEAST_WORDS {
            return false;
        }
        if short.content == long.content && short.words == long.words {
            return true;
        }
        short.is_comparable()
            && long.runs.len() <= LONGER * short.runs.len()
            && short.stands_in(long)
            && short.has_facts_in(&short.names, long)
            && short.has_facts_in(&short.numbers, long)
    }

    /// The share of the runs of this text that stand in the other, from 0 to 1.
    pub fn share_in(&self, other: &RunningText) -> f64 {
        share(&self.runs, &other.runs)
    }

    fn is_short(&self) -> bool {
        self.words < SHORT_WORDS
    }

    /// Whether enough of this text stands in a longer one.
    fn stands_in(&self, long: &RunningText) -> bool {
        let least = if self.is_short() { SHARED_SHORT } else { SHARED };
        let shared = share(&self.runs, &long.runs);
        shared >= MOSTLY_SHARED || (shared >= least && self.lost_in(long) <= MOST_LOST)
    }

    /// The share of the words of this text in long stretches without a run that the other has.
    fn lost_in(&self, other: &RunningText) -> f64 {
        let (mut lost, mut stretch) = (0, 0);
        let mut covered = 0;
        let ends = std::iter::repeat_n(None, RUN - 1);
        for run in self.in_order.iter().map(Some).chain(ends) {
            if run.is_some_and(|run| other.runs.binary_search(run).is_ok()) {
                covered = RUN;
            }
            if covered == 0 {
                stretch += 1;
                continue;
            }
            covered -= 1;
            lost += if stretch >= LOST_STRETCH { stretch } else { 0 };
            stretch = 0;
        }
        lost += if stretch >= LOST_STRETCH { stretch } else { 0 };
        lost as f64 / self.words.max(1) as f64
    }

    /// Whether another text has as much of some facts of this one as of its words, or of a text that is
    /// not short all but one.
    fn has_facts_in(&self, facts: &[u64], other: &RunningText) -> bool {
        let number = facts.len() as f64;
        let least = LEAST_FACTS.max(SHARED_FACTS * share(&self.pairs, &other.pairs)) * number;
        let spared = if self.is_short() { 0.0 } else { 1.0 };
        share(facts, &other.pairs) * number + spared >= least
    }
}

/// The share of the values of one sorted list that another has.
fn share(of: &[u64], other: &[u64]) -> f64 {
    let mut rest = other.iter().copied().peekable();
    let held = of.iter().filter(|value| {
        while rest.next_if(|next| next < *value).is_some() {}
        rest.peek() == Some(*value)
    });
    let held = held.count();
    if of.is_empty() { 0.0 } else { held as f64 / of.len() as f64 }
}

/// Calls something with the hash and the kind of each word, case and accents aside, until it says `false`.
fn each_word(text: &str, take: &mut dyn FnMut(u64, Kind) -> bool) {
    let mut start = None;
    let mut opens = true;
    // The last three in a row: each counts together with the two before it.
    let mut ideographs = 0_u64;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let alone = is_ideograph(c);
        if c.is_alphanumeric() && !alone {
            start.get_or_insert(at);
            continue;
        }
        if let Some(begin) = start.take() {
            let word = &text[begin..at];
            if !take(hash(word), kind(word, opens)) {
                return;
            }
            opens = false;
        }
        if alone {
            ideographs = (ideographs << 21 | u64::from(u32::from(c))) & ((1 << 63) - 1);
            if !take(mix(ideographs), Kind::Word) {
                return;
            }
        } else {
            ideographs = 0;
        }
        opens |= matches!(c, '.' | '!' | '?' | '\n' | '"' | '“' | '«' | ':');
    }
}

fn kind(word: &str, opens: bool) -> Kind {
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        Kind::Number
    } else if !opens && word.starts_with(char::is_uppercase) {
        Kind::Name
    } else {
        Kind::Word
    }
}

/// Whether a character is a word by itself: Chinese characters and kana.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn hash(word: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    let start = 0xCBF2_9CE4_8422_2325;
    match word.is_ascii() {
        true => mix(word.bytes().fold(start, |hash, byte| step(hash, byte.to_ascii_lowercase()))),
        false => mix(fold(word).bytes().fold(start, step)),
    }
}

/// Spreads every bit of a value over all of them (the finalizer of SplitMix64).
pub(super) fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}
