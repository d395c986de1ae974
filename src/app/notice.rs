//! What operations tell of archives: plain data, part of [`super::outcome`]. It says nothing about how
//! it looks.

/// An archive that an index remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveOutcome {
    /// What it is called.
    pub name: String,
    /// Where it lay last.
    pub root: String,
    /// Whether it is there, with something in it.
    pub is_there: bool,
    /// Its articles in the index.
    pub articles: u64,
    /// Its files in the index.
    pub files: u64,
    /// When a run over all of it ended last.
    pub last_run: Option<String>,
    /// Whether it was read by an earlier version, and is to be read again.
    pub is_stale: bool,
    /// How it is read, each option as it is typed.
    pub options: Vec<String>,
}

/// Something to be said about an archive of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The name of the archive.
    pub archive: String,
    /// Where it lies.
    pub root: String,
    /// What happened to it.
    pub event: Event,
}

/// What happened to an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It was recognised where it lies now, and lay elsewhere before.
    Moved {
        /// Where it lay.
        from: String,
    },
    /// It holds the same files as another one that is still there, and is an archive of its own.
    Copy {
        /// The name of the other one.
        of: String,
    },
    /// It has another name now.
    Renamed {
        /// The name that it had.
        from: String,
    },
    /// It is read with other options now.
    Options {
        /// The options before, each as it is typed.
        before: Vec<String>,
        /// The options now.
        now: Vec<String>,
    },
    /// It was read by an earlier version of dateline, and is read again.
    Version {
        /// How many files are read again.
        files: u64,
    },
    /// Nothing of it was removed, though much is gone.
    Kept(Kept),
}

impl Event {
    /// Whether somebody has to see to it.
    pub fn is_warning(&self) -> bool {
        matches!(self, Event::Kept(_))
    }
}

/// Why nothing of an archive was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is not there.
    Missing,
    /// No file is in it.
    Empty {
        /// How many files with articles there were.
        of: u64,
    },
    /// More than half of its files are gone.
    Lost {
        /// How many files with articles are gone.
        gone: u64,
        /// How many there were.
        of: u64,
    },
}
