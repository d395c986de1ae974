//! One writer an index: a lock file that is held, never deleted. Readers take no notice of it.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::errors::io_error;
use crate::engine::EngineError;
use crate::when::Day;

/// Name of the lock file in the index folder.
pub const NAME: &str = "dateline.lock";

/// The right to write to an index, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of an index folder, and writes into it who holds it.
    ///
    /// # Errors
    /// [`EngineError::Locked`] with the holder if another process has it.
    pub fn take(folder: &Path) -> Result<Lock, EngineError> {
        let path = folder.join(NAME);
        let failed = |cause: std::io::Error| io_error("locking", &path, cause);
        let mut file = open(&path).map_err(failed)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => {
                let holder = read_holder(&mut file);
                return Err(EngineError::Locked { path: folder.to_path_buf(), holder });
            }
            Err(errno) => return Err(failed(errno.into())),
        }
        write_holder(&mut file).map_err(failed)?;
        Ok(Lock { _file: file })
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    File::options().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}

fn read_holder(file: &mut File) -> String {
    let mut holder = String::new();
    let read = file.take(1024).read_to_string(&mut holder);
    let holder = holder.trim();
    if read.is_err() || holder.is_empty() { "another process".into() } else { holder.into() }
}

/// The start is taken from the file's own time of modification, so that no clock is read here.
fn write_holder(file: &mut File) -> std::io::Result<()> {
    let host = rustix::system::uname();
    let host = host.nodename().to_string_lossy().into_owned();
    let process = rustix::process::getpid().as_raw_nonzero();
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "process {process} on {host}")?;
    let start = instant(file.metadata()?.mtime());
    writeln!(file, " since {start}")
}

fn instant(seconds: i64) -> String {
    let day = Day::from_number(seconds.div_euclid(86_400)).unwrap_or(Day::MAX);
    let second = seconds.rem_euclid(86_400);
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}
