//! Checksums of the blocks of index files: taken while a file is written, compared when a block is
//! first read, so that no answer comes from bytes that nobody wrote. The manifest keeps them.
//!
//! The dictionary of a segment is handed out whole to look up a single word. Where the file system
//! says that nothing was changed since the manifest was written ([`Stamp`]), such long ranges are not
//! read through first: that took most of the time of a search. Bits that rot on the disk itself are
//! then found in all but long ranges (dictionaries, lists of very common words, the columns of a large
//! segment), and there by a check of the whole index.

use std::fs::Metadata;
use std::io;
use std::ops::Range;
use std::os::unix::fs::MetadataExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crc32fast::Hasher;
use serde::{Deserialize, Serialize};
use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// Bytes of a block. Most reads are of some dozen bytes, and each compares a whole block first; the
/// manifest, which every search reads, has eight letters a block.
const BLOCK: usize = 16 << 10;

/// The longest range, in bytes, that is compared at once. What is longer is a table of a huge index
/// that would be read whole to look up a single word; only a check of the whole index compares it.
const LONGEST: usize = 64 << 20;

/// The longest range, in bytes, that is compared where the file is unchanged.
const LONGEST_UNCHANGED: usize = 128 << 10;

/// When a file was last changed in any way, by the file system's own clock, and which file it is: no
/// program can change a file and keep these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp(u64, i64, i64);

impl Stamp {
    /// The stamp of a file.
    pub fn of(data: &Metadata) -> Stamp {
        Stamp(data.ino(), data.ctime(), data.ctime_nsec())
    }
}

/// What is known of the content of a file.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The checksums of its blocks.
    pub checksums: Arc<Checksums>,
    /// Its stamp when the manifest was written; none in a file that is not in a manifest yet.
    pub stamp: Option<Stamp>,
}

/// The CRC-32 of each block of a file: eight hexadecimal digits each, read when a block is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checksums(String);

/// Letters of a checksum.
const DIGITS: usize = 8;

impl Checksums {
    fn blocks(&self) -> usize {
        self.0.len().div_ceil(DIGITS)
    }

    /// The checksum of a block; none where the manifest has something else there.
    fn of(&self, block: usize) -> Option<u32> {
        let digits = self.0.get(block * DIGITS..(block + 1) * DIGITS)?;
        u32::from_str_radix(digits, 16).ok()
    }
}

/// Takes the checksums of a file that is being written.
#[derive(Debug, Default)]
pub struct Summing {
    done: String,
    block: Hasher,
    filled: usize,
}

impl Summing {
    /// Takes the next bytes in.
    pub fn take(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK - self.filled));
            self.block.update(now);
            self.filled += now.len();
            if self.filled == BLOCK {
                self.end_block();
            }
            bytes = later;
        }
    }

    /// The checksums of what was taken in.
    pub fn end(&mut self) -> Checksums {
        if self.filled > 0 {
            self.end_block();
        }
        Checksums(std::mem::take(&mut self.done))
    }

    fn end_block(&mut self) {
        let checksum = std::mem::take(&mut self.block).finalize();
        self.done.push_str(&format!("{checksum:08x}"));
        self.filled = 0;
    }
}

/// A file of which no block is handed out before it was compared with its checksum.
#[derive(Debug)]
pub struct Checked {
    name: String,
    file: Arc<dyn FileHandle>,
    checksums: Arc<Checksums>,
    /// The longest range that is compared.
    longest: usize,
    /// One bit a block that was compared and found right.
    right: Vec<AtomicU64>,
}

impl Checked {
    /// A file with its checksums, and whether it has the stamp that it had when it was written.
    pub fn new(
        name: String,
        file: Arc<dyn FileHandle>,
        checksums: Arc<Checksums>,
        same: bool,
    ) -> Checked {
        let words = checksums.blocks().div_ceil(64);
        let right = (0..words).map(|_| AtomicU64::new(0)).collect();
        let longest = if same { LONGEST_UNCHANGED } else { LONGEST };
        Checked { name, file, checksums, longest, right }
    }

    fn check(&self, block: usize) -> io::Result<()> {
        let (word, bit) = (&self.right[block / 64], 1 << (block % 64));
        if word.load(Ordering::Relaxed) & bit != 0 {
            return Ok(());
        }
        let end = self.file.len().min((block + 1) * BLOCK);
        let bytes = self.file.read_bytes(block * BLOCK..end)?;
        if Some(crc32fast::hash(&bytes)) != self.checksums.of(block) {
            let what = format!("{} does not hold what was written", self.name);
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        word.fetch_or(bit, Ordering::Relaxed);
        Ok(())
    }
}

impl HasLen for Checked {
    fn len(&self) -> usize {
        self.file.len()
    }
}

impl FileHandle for Checked {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        // Offsets inside a damaged file may lead anywhere.
        if range.start > range.end || range.end > self.file.len() {
            let what = format!("{} ends before what is to be read", self.name);
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        if range.len() <= self.longest {
            let blocks =
                range.start / BLOCK..range.end.div_ceil(BLOCK).min(self.checksums.blocks());
            blocks.into_iter().try_for_each(|block| self.check(block))?;
        }
        self.file.read_bytes(range)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Checked, LONGEST_UNCHANGED, Summing};
    use std::sync::Arc;
    use tantivy::directory::{FileHandle, OwnedBytes};

    fn summed(bytes: &[u8], piece: usize) -> super::Checksums {
        let mut summing = Summing::default();
        bytes.chunks(piece).for_each(|piece| summing.take(piece));
        summing.end()
    }

    #[test]
    fn checksums_do_not_depend_on_the_pieces_a_file_is_written_in() {
        let bytes: Vec<u8> = (0..3 * BLOCK + 5).map(|place| (place % 251) as u8).collect();
        let whole = summed(&bytes, bytes.len());
        assert_eq!(whole.blocks(), 4);
        for piece in [1, 1000, BLOCK, BLOCK + 1] {
            assert_eq!(summed(&bytes, piece), whole);
        }
        assert_eq!(summed(&bytes[..BLOCK], 9).blocks(), 1);
        assert_eq!(summed(&[], 1).blocks(), 0);
    }

    #[test]
    fn a_flipped_bit_is_seen_in_its_block_and_in_no_other() {
        let mut bytes = vec![7_u8; 2 * BLOCK + 100];
        let checksums = Arc::new(summed(&bytes, 4096));
        bytes[BLOCK + 3] ^= 1;
        let file = Arc::new(OwnedBytes::new(bytes));
        let checked = Checked::new("a.store".into(), file, checksums, true);
        assert!(checked.read_bytes(0..BLOCK).is_ok());
        assert!(checked.read_bytes(2 * BLOCK..2 * BLOCK + 100).is_ok());
        assert!(checked.read_bytes(BLOCK..BLOCK + 1).is_err());
        assert!(checked.read_bytes(0..2 * BLOCK + 100).is_err());
        assert!(checked.read_bytes(0..2 * BLOCK + 101).is_err());
        assert_eq!(checked.read_bytes(5..5).unwrap().len(), 0);
    }

    #[test]
    fn what_is_no_checksum_in_the_manifest_fits_no_block() {
        let file: Arc<OwnedBytes> = Arc::new(OwnedBytes::new(vec![7_u8; 100]));
        let checksum = summed(&[7; 100], 100).0;
        for (kept, right) in [
            (checksum.as_str(), true),
            (&checksum[1..], false),
            ("+1234567", false),
            ("é234567", false),
        ] {
            let checksums = Arc::new(super::Checksums(kept.into()));
            let checked = Checked::new("a.fast".into(), file.clone(), checksums, true);
            assert_eq!(checked.read_bytes(0..1).is_ok(), right, "{kept}");
        }
    }

    #[test]
    fn a_long_range_is_read_through_only_where_the_file_was_changed() {
        let mut bytes = vec![7_u8; LONGEST_UNCHANGED + BLOCK];
        let checksums = Arc::new(summed(&bytes, 4096));
        bytes[3] ^= 1;
        let whole = 0..bytes.len();
        let file: Arc<OwnedBytes> = Arc::new(OwnedBytes::new(bytes));
        let of = |same| Checked::new("a.term".into(), file.clone(), checksums.clone(), same);
        assert!(of(true).read_bytes(whole.clone()).is_ok());
        assert!(of(true).read_bytes(0..LONGEST_UNCHANGED).is_err());
        assert!(of(false).read_bytes(whole).is_err());
    }
}
