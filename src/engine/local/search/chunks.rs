//! Reads index files for the writer in chunks that are then released. A mapped file would count as
//! memory of the process wherever it was touched, and a merge touches all of its segments.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::{Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// The size of a chunk in bytes. Merges read files sequentially in far smaller steps.
const CHUNK: usize = 256 << 10;

/// A file that caches the last chunk read.
#[derive(Debug)]
pub(crate) struct Chunked {
    file: File,
    size: usize,
    last: Mutex<(usize, OwnedBytes)>,
}

impl Chunked {
    /// Wraps an open file that no longer changes.
    ///
    /// # Errors
    /// When the metadata of the file cannot be read.
    pub(crate) fn new(file: File) -> io::Result<Chunked> {
        let size = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Ok(Chunked { file, size, last: Mutex::new((0, OwnedBytes::empty())) })
    }

    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        self.file.read_exact_at(&mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

impl HasLen for Chunked {
    fn len(&self) -> usize {
        self.size
    }
}

impl FileHandle for Chunked {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.len() > CHUNK {
            return self.read(range);
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (start, chunk) = &mut *last;
        if range.start < *start || range.end > *start + chunk.len() {
            let end = self.size.min(range.start.saturating_add(CHUNK)).max(range.end);
            (*start, *chunk) = (range.start, self.read(range.start..end)?);
        }
        Ok(chunk.slice(range.start - *start..range.end - *start))
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Chunked};
    use std::io::{Seek, Write};
    use tantivy::HasLen;
    use tantivy::directory::FileHandle;

    #[test]
    fn every_range_is_that_of_the_file() {
        let bytes: Vec<u8> = (0..3 * CHUNK + 5).map(|place| (place % 251) as u8).collect();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        file.rewind().unwrap();
        let chunked = Chunked::new(file).unwrap();
        assert_eq!(chunked.len(), bytes.len());
        let whole = bytes.len();
        for (start, end) in
            [(0, 3), (1, 9), (CHUNK - 1, CHUNK + 1), (0, whole), (5, 5), (whole, whole)]
        {
            assert_eq!(chunked.read_bytes(start..end).unwrap().as_slice(), &bytes[start..end]);
        }
        assert!(chunked.read_bytes(whole - 1..whole + 1).is_err());
    }
}
