//! Reads a file whole and hashes it. It decodes nothing.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use xxhash_rust::xxh3::xxh3_128;

use super::walk::mtime;

/// The size in bytes up to which a file is read: 1 GiB.
pub const MAX_BYTES: u64 = 1 << 30;

/// The bytes of a file, and their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their xxh3-128, in hexadecimal.
    pub hash: String,
    /// Whether the file changed while it was read, twice.
    pub unstable: bool,
}

/// Reads a regular file; a pipe or a device is never waited for, a symbolic link never followed.
///
/// # Errors
/// Says as a phrase why it cannot be read, or that it is larger than [`MAX_BYTES`].
pub fn read(path: &Path) -> Result<Contents, String> {
    let (mut bytes, mut stable) = read_once(path)?;
    if !stable {
        (bytes, stable) = read_once(path)?;
    }
    let hash = format!("{:032x}", xxh3_128(&bytes));
    Ok(Contents { bytes, hash, unstable: !stable })
}

fn read_once(path: &Path) -> Result<(Vec<u8>, bool), String> {
    let mut file = open(path)?;
    let before = file.metadata().map_err(|error| error.to_string())?;
    if !before.is_file() {
        return Err("it is not a regular file".into());
    }
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

fn open(path: &Path) -> Result<File, String> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let handle = rustix::fs::open(path, flags, Mode::empty());
    handle.map(File::from).map_err(|error| std::io::Error::from(error).to_string())
}

#[cfg(test)]
mod tests {
    use super::read;
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
    }
}
