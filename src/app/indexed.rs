//! What an index run did, and what one would do.

use std::time::Duration;

use super::notice::Notice;

/// What indexing did, or would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// How many files were found.
    pub seen: u64,
    /// How many files were read into the index.
    pub indexed: u64,
    /// How many files are in the index already and have not changed.
    pub unchanged: u64,
    /// How many files hold no articles.
    pub skipped: u64,
    /// How many files should hold articles but could not be read.
    pub refused: u64,
    /// How many files are gone from the archive and were removed from the index.
    pub vanished: u64,
    /// How many files were moved or renamed inside their archive; `indexed` includes them.
    pub moved: u64,
    /// How many articles come from new files or are new in changed ones.
    pub added: u64,
    /// How many articles of changed files were read again.
    pub updated: u64,
    /// How many articles were removed.
    pub removed: u64,
    /// How many of the articles read have no date.
    pub undated: u64,
    /// How many of the articles read have no source.
    pub sourceless: u64,
    /// Total size of the files read, in bytes.
    pub bytes: u64,
    /// Total size of the titles and bodies of their articles, in bytes.
    pub text: u64,
    /// How many articles the index holds now.
    pub articles: u64,
    /// How long the run took.
    pub took: Duration,
    /// Whether the run was interrupted before everything was read.
    pub interrupted: bool,
    /// Every file that was refused for the first time or for a new reason, with the reason, ordered
    /// by path.
    pub refusals: Vec<Refusal>,
    /// Every unchanged file that was refused before for the same reason, ordered by path.
    pub refused_before: Vec<Refusal>,
    /// Notices about the archives, in the order in which they were updated.
    pub notices: Vec<Notice>,
    /// What was passed over or could not be read of files that were indexed, ordered by path.
    pub incomplete: Vec<Refusal>,
    /// Those of them of which content is missing.
    pub lost: Vec<Refusal>,
}

/// A file that could not be read, or only in part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Its path.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What indexing would do with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Read it: it is new.
    New,
    /// Read it again: it has changed.
    Changed,
    /// Remove it from the index: it is gone.
    Vanished,
}

/// What indexing would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// How many files were found.
    pub seen: u64,
    /// How many files are in the index already and have not changed.
    pub unchanged: u64,
    /// Notices about the archives.
    pub notices: Vec<Notice>,
    /// Every file that indexing would change in the index, ordered by path.
    pub files: Vec<(Fate, String)>,
}

impl Summary {
    /// Whether one of the notices needs action.
    pub fn has_warning(&self) -> bool {
        self.notices.iter().any(|notice| notice.event.is_warning())
    }
}

impl Plan {
    /// How many files have this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.files.iter().filter(|(of, _)| *of == fate).count()
    }
}
