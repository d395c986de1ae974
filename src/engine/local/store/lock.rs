//! The lock that allows one writer per index: a lock file that is never deleted. Readers ignore it.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use super::errors::io_error;
use super::rights;
use crate::engine::EngineError;
use crate::when::Day;

/// Name of the lock file in the index folder.
pub const NAME: &str = "dateline.lock";

/// How often, and at what interval, the name of the holder is read: a fifth of a second in total.
const LOOKS: usize = 20;
const BETWEEN: Duration = Duration::from_millis(10);

/// The right to write to an index, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    /// The process, host and start time of the holder.
    pub holder: String,
}

impl Lock {
    /// Takes the lock of an index folder and writes the name of the holder into it.
    ///
    /// # Errors
    /// [`EngineError::Locked`] with the holder if another process has it.
    pub fn take(folder: &Path) -> Result<Lock, EngineError> {
        let path = folder.join(NAME);
        let failed = |cause: std::io::Error| io_error("locking", &path, cause);
        let mut file = open(&path, rights::of_files(folder)).map_err(failed)?;
        match taken(&file) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => {
                let holder = read_holder(&mut file);
                return Err(EngineError::Locked { path: folder.to_path_buf(), holder });
            }
            Err(errno) => return Err(failed(errno.into())),
        }
        let holder = write_holder(&mut file).map_err(failed)?;
        Ok(Lock { _file: file, holder })
    }
}

/// The number of attempts to take the lock, since [`is_held`] may hold it for a moment.
const TRIES: usize = 4;

fn taken(file: &File) -> Result<(), Errno> {
    for _ in 1..TRIES {
        match locked(file, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => thread::sleep(BETWEEN),
            done => return done,
        }
    }
    locked(file, FlockOperation::NonBlockingLockExclusive)
}

/// Whether a writer holds the lock of an index folder; also `true` if that cannot be determined.
pub fn is_held(folder: &Path) -> bool {
    let Ok(file) = File::open(folder.join(NAME)) else { return true };
    locked(&file, FlockOperation::NonBlockingLockShared).is_err()
}

/// How often a signal may interrupt locking before that is an error.
const INTERRUPTIONS: u32 = 100;

/// Applies a lock operation to a file, and retries when a signal interrupts it.
pub fn locked(file: &File, operation: FlockOperation) -> Result<(), Errno> {
    retried(|| flock(file, operation))
}

fn retried(attempt: impl Fn() -> Result<(), Errno>) -> Result<(), Errno> {
    let mut tries = (0..INTERRUPTIONS).map(|_| attempt());
    tries.find(|tried| *tried != Err(Errno::INTR)).unwrap_or(Err(Errno::INTR))
}

fn open(path: &Path, mode: u32) -> std::io::Result<File> {
    File::options().read(true).write(true).create(true).truncate(false).mode(mode).open(path)
}

/// Reads the holder of the lock. A holder writes its name right after taking the lock; until then
/// the file has a partial name, or that of a process that was killed.
fn read_holder(file: &mut File) -> String {
    for _ in 0..LOOKS {
        if let Some(holder) = read_name(file).filter(|name| is_alive(name)) {
            return holder;
        }
        thread::sleep(BETWEEN);
    }
    "another process".into()
}

fn read_name(file: &mut File) -> Option<String> {
    let mut name = String::new();
    file.rewind().ok()?;
    file.take(1024).read_to_string(&mut name).ok()?;
    name.strip_suffix('\n').map(String::from)
}

/// Whether a named holder may be running; always `true` for another host.
fn is_alive(name: &str) -> bool {
    let mut words = name.split(' ');
    let (process, host) = (words.nth(1), words.nth(1));
    let process = process.and_then(|number| Pid::from_raw(number.parse().ok()?));
    if host != Some(&host_name()) {
        return true;
    }
    process.is_some_and(|process| test_kill_process(process) != Err(Errno::SRCH))
}

fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Writes and returns the name of the holder. The start time is the modification time of the file,
/// so that no clock is read here.
fn write_holder(file: &mut File) -> std::io::Result<String> {
    let host = host_name();
    let process = rustix::process::getpid().as_raw_nonzero();
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "process {process} on {host}")?;
    let start = instant(file.metadata()?.mtime());
    writeln!(file, " since {start}")?;
    Ok(format!("process {process} on {host} since {start}"))
}

fn instant(seconds: i64) -> String {
    let day = Day::from_number(seconds.div_euclid(86_400)).unwrap_or(Day::MAX);
    let second = seconds.rem_euclid(86_400);
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::{INTERRUPTIONS, Lock, NAME, host_name, retried};
    use crate::engine::EngineError;
    use rustix::io::Errno;
    use std::cell::Cell;

    fn holder(folder: &std::path::Path) -> String {
        match Lock::take(folder) {
            Err(EngineError::Locked { holder, .. }) => holder,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_lock_that_is_always_interrupted_is_an_error() {
        let calls = Cell::new(0);
        let interrupted = |times: u32| {
            calls.set(0);
            retried(|| {
                calls.set(calls.get() + 1);
                if calls.get() <= times { Err(Errno::INTR) } else { Ok(()) }
            })
        };
        assert_eq!((interrupted(3), calls.get()), (Ok(()), 4));
        assert_eq!((interrupted(u32::MAX), calls.get()), (Err(Errno::INTR), INTERRUPTIONS));
        assert_eq!(retried(|| Err(Errno::NOLCK)), Err(Errno::NOLCK));
    }

    #[test]
    fn a_holder_that_has_not_yet_written_its_name_is_not_taken_for_a_dead_one() {
        let folder = tempfile::tempdir().unwrap();
        let held = Lock::take(folder.path()).unwrap();
        let name = folder.path().join(NAME);
        let dead = format!("process 2147483646 on {} since 2023-11-05T00:00:00Z\n", host_name());
        for text in ["", "process 12", dead.as_str()] {
            std::fs::write(&name, text).unwrap();
            assert_eq!(holder(folder.path()), "another process", "{text:?}");
        }
        let ours = format!("process {} on {} since x\n", std::process::id(), host_name());
        std::fs::write(&name, &ours).unwrap();
        assert_eq!(holder(folder.path()), ours.trim());
        std::fs::write(&name, "process 2147483646 on elsewhere since x\n").unwrap();
        assert!(holder(folder.path()).contains("elsewhere"));
        drop(held);
        Lock::take(folder.path()).unwrap();
    }
}
