//! Checksums of the blocks of index files: computed while a file is written and verified when a
//! block is first read, so that no answer comes from corrupted bytes. The manifest stores them.
//!
//! Tantivy requests the whole dictionary of a segment to look up a single word. If the file has not
//! changed since the manifest was written, according to the file system ([`Stamp`]), such long
//! ranges are not verified on read, which took most of the time of a search. Bit rot on the disk is
//! then detected everywhere except in long ranges (dictionaries, postings of very common words,
//! columns of large segments), where only a check of the whole index finds it.

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

/// The size of a block in bytes. It is a compromise: most reads are of a few dozen bytes and verify
/// a whole block first, while the manifest, which every search reads, has eight digits per block.
const BLOCK: usize = 16 << 10;

/// The longest range, in bytes, that is verified on read. A longer one is a table of a huge index,
/// which would be read whole to look up a single word; only a check of the whole index verifies it.
const LONGEST: usize = 64 << 20;

/// The longest range, in bytes, that is verified on read if the file is unchanged.
const LONGEST_UNCHANGED: usize = 128 << 10;

/// The inode of a file and the time of its last change (`ctime`) by the clock of the file system.
/// No program can change a file without changing one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp(u64, i64, i64);

impl Stamp {
    /// Reads the stamp from the metadata of a file.
    pub fn of(data: &Metadata) -> Stamp {
        Stamp(data.ino(), data.ctime(), data.ctime_nsec())
    }
}

/// The expected content of a file.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The checksums of the blocks.
    pub checksums: Arc<Checksums>,
    /// The stamp when the manifest was written; `None` for a file that is not in a manifest yet.
    pub stamp: Option<Stamp>,
}

/// The CRC-32 of each block of a file, as eight hexadecimal digits that are parsed on use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checksums(String);

/// The number of digits of a checksum.
const DIGITS: usize = 8;

impl Checksums {
    fn blocks(&self) -> usize {
        self.0.len().div_ceil(DIGITS)
    }

    /// The checksum of a block; `None` if the manifest has no valid one.
    fn of(&self, block: usize) -> Option<u32> {
        let digits = self.0.get(block * DIGITS..(block + 1) * DIGITS)?;
        u32::from_str_radix(digits, 16).ok()
    }
}

/// Computes the checksums of a file while it is written.
#[derive(Debug, Default)]
pub struct Summing {
    done: String,
    block: Hasher,
    filled: usize,
}

impl Summing {
    /// Adds the next bytes.
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

    /// Returns the checksums of the bytes added.
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

/// A file whose blocks are verified against their checksums before they are returned, except in
/// ranges longer than a limit.
#[derive(Debug)]
pub struct Checked {
    name: String,
    file: Arc<dyn FileHandle>,
    checksums: Arc<Checksums>,
    /// The longest range, in bytes, that is verified.
    longest: usize,
    /// One bit per block, set once the block is verified.
    right: Vec<AtomicU64>,
}

impl Checked {
    /// Wraps a file with its checksums. `same` says whether the file still has the stamp that it
    /// had when the manifest was written.
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
        // Offsets read from a damaged file may point anywhere.
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
