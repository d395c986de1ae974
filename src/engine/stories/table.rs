//! The stories of an index: which articles are copies of each other, in order of time. Articles that have
//! no copy are not in it.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::group::Verdicts;

/// An article that has copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Which article: [`crate::article::ArticleId::order`].
    pub order: u64,
    /// The number of its story.
    pub story: u32,
    /// Its place among the copies in order of time, undated ones last, then of id; from 0.
    pub rank: u32,
}

/// The stories with more than one article.
#[derive(Clone, Debug, Default)]
pub struct Stories {
    /// In order of [`Entry::order`].
    entries: Vec<Entry>,
    /// Where the entries begin whose order begins with a number, in its upper bits.
    starts: Vec<u32>,
    /// How many bits of an order are left beside that number.
    shift: u32,
    /// The places of the entries in order of story and rank; sorted where they are first asked for.
    by_story: OnceLock<Vec<u32>>,
    verdicts: Verdicts,
    /// Of the articles that were grouped: see [`Stories::covers`].
    covered: u64,
}

/// Begins a file of stories; the number is that of its layout.
const MAGIC: &[u8; 8] = b"stories1";
/// Bits of an order.
const ORDER_BITS: u32 = 60;
/// Bytes of an entry in a file.
const ENTRY: usize = 16;

impl Stories {
    /// The stories with these entries, and what was proved to find them.
    pub fn new(mut entries: Vec<Entry>, verdicts: Verdicts) -> Stories {
        entries.sort_unstable_by_key(|entry| entry.order);
        let bits = (usize::BITS - entries.len().leading_zeros()).min(24);
        let shift = ORDER_BITS - bits;
        let mut starts = vec![0; (1 << bits) + 1];
        entries.iter().for_each(|entry| starts[bucket(entry.order, shift, bits) + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        Stories { entries, starts, shift, by_story: OnceLock::new(), verdicts, covered: 0 }
    }

    fn by_story(&self) -> &[u32] {
        self.by_story.get_or_init(|| {
            let mut by_story: Vec<u32> = (0..self.entries.len() as u32).collect();
            by_story.sort_unstable_by_key(|at| {
                let Entry { story, rank, .. } = self.entries[*at as usize];
                (story, rank)
            });
            by_story
        })
    }

    /// Whether no article has a copy.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.by_story().last().map_or(0, |at| self.entries[*at as usize].story as usize + 1)
    }

    /// The entry of an article; `None` if it has no copy.
    pub fn of(&self, order: u64) -> Option<Entry> {
        if self.entries.is_empty() {
            return None;
        }
        let bucket = bucket(order, self.shift, ORDER_BITS - self.shift);
        let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        self.entries[from..to].iter().find(|entry| entry.order == order).copied()
    }

    /// All articles of a story, in order of time.
    pub fn members(&self, story: u32) -> impl Iterator<Item = u64> + '_ {
        let number = |at: &u32| self.entries[*at as usize].story;
        let from = self.by_story().partition_point(|at| number(at) < story);
        let rest = self.by_story()[from..].iter();
        rest.take_while(move |at| number(at) == story).map(|at| self.entries[*at as usize].order)
    }

    /// What was proved.
    pub fn verdicts(&self) -> &Verdicts {
        &self.verdicts
    }

    /// Whether these are the stories of the articles with this sum.
    pub fn covers(&self, sum: u64) -> bool {
        self.covered == sum
    }

    /// The same, as the stories of the articles with this sum.
    #[must_use]
    pub fn covering(mut self, sum: u64) -> Stories {
        self.covered = sum;
        self
    }

    /// As a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut verdicts: Vec<u64> =
            self.verdicts.iter().map(|(pair, verdict)| pair | u64::from(*verdict)).collect();
        verdicts.sort_unstable();
        let mut bytes = MAGIC.to_vec();
        for number in [self.covered, self.entries.len() as u64] {
            bytes.extend(number.to_le_bytes());
        }
        for Entry { order, story, rank } in &self.entries {
            bytes.extend(order.to_le_bytes());
            bytes.extend(story.to_le_bytes());
            bytes.extend(rank.to_le_bytes());
        }
        bytes.extend(verdicts.iter().flat_map(|verdict| verdict.to_le_bytes()));
        bytes
    }

    /// The stories of a file, and with `proofs` what was proved; `None` if it is no such file.
    pub fn from_bytes(bytes: &[u8], proofs: bool) -> Option<Stories> {
        let bytes = bytes.strip_prefix(MAGIC)?;
        let (covered, bytes) = bytes.split_first_chunk()?;
        let (number, bytes) = bytes.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*number)).ok()?.checked_mul(ENTRY)?;
        let (entries, rest) = bytes.split_at_checked(length)?;
        let entries = entries.chunks_exact(ENTRY).map(entry).collect::<Option<Vec<_>>>()?;
        let mut verdicts: Verdicts = HashMap::default();
        if proofs {
            let values = rest.chunks_exact(8).filter_map(|value| value.try_into().ok());
            let values = values.map(u64::from_le_bytes);
            verdicts.extend(values.map(|value| (value & !1, value & 1 == 1)));
        }
        Some(Stories::new(entries, verdicts).covering(u64::from_le_bytes(*covered)))
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let (order, bytes) = bytes.split_first_chunk()?;
    let (story, bytes) = bytes.split_first_chunk()?;
    let (rank, _) = bytes.split_first_chunk()?;
    let order = u64::from_le_bytes(*order);
    Some(Entry { order, story: u32::from_le_bytes(*story), rank: u32::from_le_bytes(*rank) })
}

fn bucket(order: u64, shift: u32, bits: u32) -> usize {
    ((order >> shift) as usize).min((1 << bits) - 1)
}
