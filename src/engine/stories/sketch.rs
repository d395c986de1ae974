//! What is kept of a text to find its copies: 40 bytes that say how much two texts are alike.
//!
//! One-permutation MinHash: the hashes of the runs of words fall into 16 bins, and of each bin the least
//! is kept, in 16 bits. Two texts have about the share of bins in common that is the Jaccard index of
//! their runs. (Li, Owen and Zhang: One Permutation Hashing, 2012.)

use super::words::{BRIEF_WORDS, LEAST_WORDS, Reading, each_word};

/// Bins of a sketch.
pub const BINS: usize = 16;

/// Values of a sketch as they are stored.
pub const VALUES: usize = 1 + BINS / 4;

/// The bins that two sketches must have in common for their texts to be compared. Where the Jaccard index
/// is 1/3, as of an article and a third of it, 94 % of pairs have as many; at 1/2, 99.8 %.
const ALIKE: usize = 3;

/// The sketch of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sketch {
    /// The hash of the whole text; 0 of a text that is a copy of none.
    pub content: u64,
    /// The least hash of each bin; 0 where the bin is empty.
    pub bins: [u16; BINS],
}

impl Sketch {
    /// The sketch of a body.
    pub fn of(body: &str) -> Sketch {
        let (mut reading, mut bins) = (Reading::default(), [0; BINS]);
        each_word(body, &mut |word| {
            if let Some(run) = reading.read(word) {
                put(&mut bins, run);
            }
        });
        match reading.words {
            ..LEAST_WORDS => Sketch::default(),
            LEAST_WORDS..BRIEF_WORDS => Sketch { content: reading.content.max(1), bins: [0; BINS] },
            _ => Sketch { content: reading.content.max(1), bins },
        }
    }

    /// As the values that an index keeps.
    pub fn values(&self) -> [u64; VALUES] {
        let mut values = [self.content; VALUES];
        for (value, four) in values[1..].iter_mut().zip(self.bins.chunks(4)) {
            *value = four.iter().fold(0, |value, bin| value << 16 | u64::from(*bin));
        }
        values
    }

    /// The sketch that was kept so; an empty one if none was.
    pub fn from_values(values: &[u64]) -> Sketch {
        let [content, fours @ ..] = values else { return Sketch::default() };
        let mut bins = [0; BINS];
        for (four, value) in bins.chunks_mut(4).zip(fours) {
            let parts = [48, 32, 16, 0].map(|shift| (value >> shift) as u16);
            four.copy_from_slice(&parts);
        }
        Sketch { content: *content, bins }
    }

    /// Whether two sketches have so much in common that their texts are to be compared.
    pub fn is_like(&self, other: &Sketch) -> bool {
        let same =
            self.bins.iter().zip(&other.bins).filter(|(one, other)| one == other && **one != 0);
        same.count() >= ALIKE
    }
}

fn put(bins: &mut [u16; BINS], run: u64) {
    let bin = &mut bins[(run % BINS as u64) as usize];
    let value = ((run >> 48) as u16).max(1);
    if *bin == 0 || value < *bin {
        *bin = value;
    }
}
