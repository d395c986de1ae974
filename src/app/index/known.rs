//! What the index remembers of the archive, and what the walk says about it now. It reads no file.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::engine::{FileKey, FileOutcome, FileRecord};
use crate::ingest::walk::{SourceFile, Walked, display};
use crate::ingest::{IngestOptions, sidecar};

use super::family::{self, Families};

/// The files that the index remembers.
pub struct Known<'a> {
    records: HashMap<FileKey, FileRecord>,
    /// The roots that the remembered files were found under.
    homes: BTreeSet<String>,
    /// The roots of this run.
    roots: Vec<String>,
    options: &'a IngestOptions,
    full: bool,
}

/// The families of files, and whether they are to be read where that is needed.
pub type Siblings<'a> = (&'a Families, bool);

/// What is to be done with a file that the walk found.
#[derive(Debug)]
pub enum Compared<'a> {
    /// It has never been read.
    New,
    /// It has to be read again.
    Changed,
    /// It is in the index as it is.
    Unchanged(&'a FileRecord),
}

/// What the walk found.
#[derive(Default)]
pub struct Seen {
    files: HashSet<FileKey>,
    closed: Vec<String>,
}

impl Seen {
    /// Notes what the walk found.
    pub fn note(&mut self, walked: &Walked) {
        match walked {
            Walked::File(file) => {
                self.files.insert(file.key);
            }
            Walked::Refused { path, .. } => self.closed.push(display(path.as_os_str())),
            Walked::Skipped { .. } => {}
        }
    }
}

impl<'a> Known<'a> {
    /// What the index remembers, before a walk through the roots.
    pub fn new(
        records: Vec<FileRecord>,
        roots: &[PathBuf],
        options: &'a IngestOptions,
        full: bool,
    ) -> Known<'a> {
        let known = records.iter().filter(|record| !record.root.is_empty());
        let homes = known.map(|record| record.root.clone()).collect();
        let records = records.into_iter().map(|record| (record.key, record)).collect();
        let roots = roots.iter().map(|root| display(root.as_os_str())).collect();
        Known { records, homes, roots, options, full }
    }

    /// The file as it stands under the root that it, or the folder it lies in, was first found
    /// under: ids and sources come from the path below the root, and do not change where a part of
    /// an archive is brought up to date alone.
    pub fn at_home(&self, file: SourceFile) -> SourceFile {
        let home = match self.records.get(&file.key) {
            Some(record) => Some(&record.root).filter(|root| !root.is_empty()),
            None => self.homes.iter().find(|home| is_under(&display(file.root.as_os_str()), home)),
        };
        match home {
            Some(home) if file.root.as_os_str() != home.as_str() => rebased(file, Path::new(home)),
            _ => file,
        }
    }

    /// How many articles the remembered files hold.
    pub fn articles(&self) -> u64 {
        self.records.values().map(|record| record.articles).sum()
    }

    /// What is remembered of a file.
    pub fn record(&self, key: FileKey) -> Option<&FileRecord> {
        self.records.get(&key)
    }

    /// What is to be done with a file. One that was refused is always read again: what stood in
    /// the way (rights, a file being written) need not have left a trace in its size or time.
    pub fn compare(&self, file: &SourceFile, siblings: Siblings<'_>) -> Compared<'_> {
        let Some(record) = self.records.get(&file.key) else { return Compared::New };
        let same = record.size == file.size && record.mtime == file.mtime;
        if same && self.may_stay(record, file, siblings) {
            Compared::Unchanged(record)
        } else {
            Compared::Changed
        }
    }

    /// Whether the file need not be read again if its bytes are those that were read.
    pub fn may_stay(
        &self,
        record: &FileRecord,
        file: &SourceFile,
        (families, read): Siblings<'_>,
    ) -> bool {
        let refused = matches!(record.outcome, FileOutcome::Refused(_));
        let same = || families.is_same(&record.recipe, file, self.options, read);
        !self.full && !refused && same()
    }

    /// The families of the archive: of the files that a walk found, and of those that are remembered
    /// and that it could not have found.
    pub fn families(&self, walked: &[SourceFile]) -> Families {
        if self.options.keep_boilerplate {
            return Families::default();
        }
        let found: HashSet<FileKey> = walked.iter().map(|file| file.key).collect();
        let under = |record: &FileRecord| self.roots.iter().any(|r| is_under(&record.path, r));
        let mut remembered = family::remembered(self.records.values(), &found, under);
        if remembered.is_empty() {
            return Families::of(walked.iter());
        }
        remembered.extend(walked.iter().cloned());
        remembered.sort_by(|one, other| one.path.cmp(&other.path));
        sidecar::pair(&mut remembered);
        sidecar::pair_pages(&mut remembered);
        Families::of(remembered.iter())
    }

    /// The remembered files under the roots that the walk would have found if they were there.
    pub fn vanished(&self, seen: &Seen) -> impl Iterator<Item = &FileRecord> {
        let gone = |record: &&FileRecord| {
            let under = |folder: &String| is_under(&record.path, folder);
            !seen.files.contains(&record.key)
                && self.roots.iter().any(under)
                && !seen.closed.iter().any(under)
        };
        self.records.values().filter(gone)
    }
}

/// The file seen from another root, if it lies under it.
fn rebased(mut file: SourceFile, home: &Path) -> SourceFile {
    let Ok(relative) = file.path.strip_prefix(home) else { return file };
    let relative = display(relative.as_os_str());
    let beside = |name: String| match relative.strip_suffix(&file.relative) {
        Some(folder) => format!("{folder}{name}"),
        None => name,
    };
    file.describes = file.describes.take().map(beside);
    file.relative = relative;
    file.root = home.into();
    file.sidecar = file.sidecar.map(|sidecar| Box::new(rebased(*sidecar, home)));
    file
}

fn is_under(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || folder.ends_with('/'))
}
