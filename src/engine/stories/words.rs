//! The running text of an article as hashes of its words, each with its kind.

use std::ops::Range;

use crate::analysis::fold;

/// The most words of a text that are looked at.
pub(super) const MOST_WORDS: usize = 50_000;

/// A text with fewer words is a copy of none.
pub(super) const LEAST_WORDS: usize = 12;

/// A text with fewer words is a copy only of the same words in the same order.
pub(super) const BRIEF_WORDS: usize = 30;

/// Words in a row that are compared. Of runs of three, 0.73 are left where one word in ten was replaced.
pub(super) const RUN: usize = 3;

/// A word of a running text.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// The hash of the word without case and accents.
    pub(super) hash: u64,
    /// What it is likely to be.
    pub(super) kind: Kind,
    /// Its bytes in the text.
    pub(super) place: Range<usize>,
}

/// What a word is, as far as its letters say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any other word.
    Word,
    /// A word with a capital that does not begin a sentence.
    Name,
    /// A word with a digit.
    Number,
}

/// The last [`RUN`] words of a text that is read word by word, and a hash of all.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The number of words.
    pub(super) words: usize,
    /// Of every word in order, and of its kind: two texts that have the same are taken for the same.
    pub(super) content: u64,
    last: [u64; RUN],
}

impl Reading {
    /// Reads one more word. The run that ends with it, unless there are too few words yet.
    pub(super) fn read(&mut self, word: &Word) -> Option<u64> {
        self.words += 1;
        self.content = mix(self.content ^ word.hash ^ word.kind as u64);
        self.last.rotate_left(1);
        self.last[RUN - 1] = word.hash;
        (self.words >= RUN).then(|| self.last.iter().fold(0, |run, word| mix(run ^ word)))
    }

    /// A hash of the last word and the one before it.
    pub(super) fn pair(&self) -> u64 {
        mix(self.last[RUN - 2] ^ self.last[RUN - 1].rotate_left(17))
    }
}

/// Hands over each word of a text, up to [`MOST_WORDS`].
pub(super) fn each_word(text: &str, take: &mut dyn FnMut(&Word)) {
    let (mut start, mut opens, mut left) = (None, true, MOST_WORDS);
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
            take(&Word { hash: hash(word), kind: kind(word, opens), place: begin..at });
            (opens, left) = (false, left - 1);
        }
        if alone && left > 0 {
            ideographs = (ideographs << 21 | u64::from(u32::from(c))) & ((1 << 63) - 1);
            let place = at..at + c.len_utf8();
            take(&Word { hash: mix(ideographs), kind: Kind::Word, place });
            left -= 1;
        } else {
            ideographs = 0;
        }
        if left == 0 {
            return;
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
