//! Opens files and hashes them: a file of ordinary size is read whole, a long one is handed over
//! for reading in pieces. It decodes nothing.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::walk::mtime;

/// The size in bytes up to which a file is held in memory whole: 1 GiB.
pub const MAX_BYTES: u64 = 1 << 30;
/// The size in bytes from which on a file is read in pieces, if its format allows: 4 MiB.
pub const LONG: u64 = 4 << 20;

/// The bytes of a file, and their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their xxh3-128.
    pub hash: u128,
    /// Whether the file changed during both attempts to read it.
    pub unstable: bool,
}

/// An opened file.
#[derive(Debug)]
pub enum Opened {
    /// Read whole.
    Whole(Contents),
    /// Too long to be read whole.
    Long(Long),
}

/// A file that is read in pieces.
#[derive(Debug)]
pub struct Long {
    file: File,
    before: Metadata,
}

/// A reader that hashes what passes through it.
pub struct Hashing<'r> {
    reader: &'r mut dyn Read,
    hasher: Xxh3,
    /// The number of bytes read.
    pub count: u64,
}

/// Opens a regular file; never waits for a pipe or device, and never follows a symbolic link.
///
/// # Errors
/// A phrase that says why the file cannot be read.
pub fn open(path: &Path) -> Result<Opened, String> {
    let long = long(path)?;
    if long.size() >= LONG { Ok(Opened::Long(long)) } else { whole(long, path).map(Opened::Whole) }
}

/// Reads a regular file whole.
///
/// # Errors
/// A phrase that says why the file cannot be read, or that it is larger than [`MAX_BYTES`].
pub fn read(path: &Path) -> Result<Contents, String> {
    whole(long(path)?, path)
}

fn whole(opened: Long, path: &Path) -> Result<Contents, String> {
    let (mut bytes, mut stable) = read_once(opened)?;
    if !stable {
        (bytes, stable) = read_once(long(path)?)?;
    }
    let hash = xxh3_128(&bytes);
    Ok(Contents { bytes, hash, unstable: !stable })
}

/// Hashes a file without holding it in memory.
///
/// # Errors
/// A phrase that says why the file cannot be read.
pub fn hash(path: &Path) -> Result<u128, String> {
    long(path)?.hash()
}

impl Long {
    /// Its size in bytes when it was opened.
    pub fn size(&self) -> u64 {
        self.before.len()
    }

    /// The file, positioned after the last byte read.
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Whether nearly all of it is holes that take no space on the disk.
    pub fn is_hollow(&self) -> bool {
        self.before.blocks().saturating_mul(512) < self.size() / 100
    }

    /// Whether it changed since it was opened.
    pub fn has_changed(&self) -> bool {
        let now = self.file.metadata();
        now.is_ok_and(|now| (now.len(), mtime(&now)) != (self.size(), mtime(&self.before)))
    }

    /// Hashes the whole file and rewinds it to its first byte.
    ///
    /// # Errors
    /// A phrase that says why the file cannot be read.
    pub fn hash(&mut self) -> Result<u128, String> {
        self.hash_all().map_err(|error| error.to_string())
    }

    fn hash_all(&mut self) -> io::Result<u128> {
        self.file.rewind()?;
        let mut hashing = Hashing::new(&mut self.file);
        io::copy(&mut hashing, &mut io::sink())?;
        let hash = hashing.hash();
        self.file.rewind()?;
        Ok(hash)
    }
}

impl<'r> Hashing<'r> {
    /// Wraps a reader to hash its bytes.
    pub fn new(reader: &'r mut dyn Read) -> Hashing<'r> {
        Hashing { reader, hasher: Xxh3::new(), count: 0 }
    }

    /// The xxh3-128 of the bytes read so far.
    pub fn hash(&self) -> u128 {
        self.hasher.digest128()
    }
}

impl Read for Hashing<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(out)?;
        self.hasher.update(&out[..count]);
        self.count += count as u64;
        Ok(count)
    }
}

fn long(path: &Path) -> Result<Long, String> {
    let file = open_regular(path)?;
    let before = file.metadata().map_err(|error| error.to_string())?;
    if !before.is_file() {
        return Err("it is not a regular file".into());
    }
    Ok(Long { file, before })
}

fn read_once(Long { mut file, before }: Long) -> Result<(Vec<u8>, bool), String> {
    if before.len() > MAX_BYTES {
        return Err(format!("it has {} bytes; files are read up to 1 GiB", before.len()));
    }
    let mut bytes = Vec::with_capacity(before.len() as usize + 1);
    let taken = file.by_ref().take(MAX_BYTES + 1).read_to_end(&mut bytes);
    taken.map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err("it grew past 1 GiB while it was read".into());
    }
    let after = file.metadata().map_err(|error| error.to_string())?;
    let stable = mtime(&before) == mtime(&after) && after.len() == bytes.len() as u64;
    Ok((bytes, stable))
}

fn open_regular(path: &Path) -> Result<File, String> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let handle = rustix::fs::open(path, flags, Mode::empty());
    handle.map(File::from).map_err(|error| io::Error::from(error).to_string())
}

#[cfg(test)]
mod tests {
    use super::{hash, read};
    use rustix::fs::{CWD, FileType, Mode, mknodat};

    #[test]
    fn a_pipe_is_refused_and_does_not_hang() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        mknodat(CWD, &path, FileType::Fifo, Mode::RWXU, 0).unwrap();
        assert_eq!(read(&path).unwrap_err(), "it is not a regular file");
    }

    #[test]
    fn a_symbolic_link_is_not_followed_and_a_missing_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "text").unwrap();
        std::os::unix::fs::symlink("a", folder.path().join("b")).unwrap();
        assert!(read(&folder.path().join("b")).is_err());
        assert!(read(&folder.path().join("c")).is_err());
        let contents = read(&folder.path().join("a")).unwrap();
        assert_eq!((contents.bytes.as_slice(), contents.unstable), (b"text".as_slice(), false));
        assert_eq!(hash(&folder.path().join("a")).unwrap(), contents.hash);
    }
}
