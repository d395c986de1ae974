//! What operations report about archives: plain data, part of [`super::outcome`]. How it is shown
//! is decided elsewhere.

/// An archive that an index remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveOutcome {
    /// Its name.
    pub name: String,
    /// Its last known root.
    pub root: String,
    /// Whether its root exists: a file, or a folder that is not empty.
    pub is_there: bool,
    /// How many of its articles are in the index.
    pub articles: u64,
    /// How many of its files are in the index.
    pub files: u64,
    /// When the last run over all of it ended.
    pub last_run: Option<String>,
    /// Whether an earlier version read it, so that it has to be read again.
    pub is_stale: bool,
    /// Its reading options, each as typed on the command line.
    pub options: Vec<String>,
}

/// A notice about an archive of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The name of the archive.
    pub archive: String,
    /// Its root.
    pub root: String,
    /// What happened to it.
    pub event: Event,
}

/// What happened to an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It was recognised at its present root after it had moved.
    Moved {
        /// Its previous root.
        from: String,
    },
    /// It holds the same files as another archive that still exists, and is an archive of its own.
    Copy {
        /// The name of the other archive.
        of: String,
    },
    /// It was renamed.
    Renamed {
        /// Its previous name.
        from: String,
    },
    /// Its reading options have changed.
    Options {
        /// The previous options, each as typed.
        before: Vec<String>,
        /// The present options, each as typed.
        now: Vec<String>,
    },
    /// An earlier version of dateline read it, so it is read again.
    Version {
        /// How many files are read again.
        files: u64,
    },
    /// None of its articles were removed, though many of its files are gone.
    Kept(Kept),
}

impl Event {
    /// Whether the user has to act on it.
    pub fn is_warning(&self) -> bool {
        matches!(self, Event::Kept(_))
    }
}

/// Why nothing of an archive was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Its root does not exist.
    Missing,
    /// It contains no files.
    Empty {
        /// How many files with articles it had.
        of: u64,
    },
    /// More than half of its files are gone.
    Lost {
        /// How many files with articles are gone.
        gone: u64,
        /// How many files with articles it had.
        of: u64,
    },
}
