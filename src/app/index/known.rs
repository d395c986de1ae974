//! What the index remembers of the archive, and what the walk says about it now. It reads no file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engine::{FileKey, FileMap, FileOutcome, FileRecord, FileSet};
use crate::ingest::IngestOptions;
use crate::ingest::source::sidecar;
use crate::ingest::source::walk::{Other, SourceFile, Walked, display};

use super::samples::{self, FolderSamples};

/// The files that the index remembers.
pub(super) struct Known {
    records: Vec<FileRecord>,
    places: FileMap<usize>,
    /// The roots that the remembered files were found under.
    homes: Vec<Arc<str>>,
    /// The roots of this run.
    roots: Vec<String>,
    /// How files are read.
    pub options: IngestOptions,
    full: bool,
}

/// The folder samples, and whether they are to be read where that is needed.
pub(super) type Samples<'a> = (&'a FolderSamples, bool);

/// What is to be done with a file that the walk found.
#[derive(Debug)]
pub(super) enum Compared<'a> {
    /// It has never been read.
    New,
    /// It has to be read again.
    Changed,
    /// It is in the index as it is.
    Unchanged(&'a FileRecord),
}

/// What the walk found.
#[derive(Default)]
pub(super) struct Seen {
    files: FileSet,
    closed: Vec<String>,
}

impl Seen {
    /// Notes what the walk found.
    pub(super) fn of(walked: &Walked) -> Seen {
        let closed = |other: &Other| match other {
            Other::Refused { path, .. } => Some(display(path.as_os_str())),
            Other::Skipped { .. } => None,
        };
        let closed = walked.others.iter().filter_map(closed).collect();
        Seen { files: walked.files.iter().map(|file| file.key).collect(), closed }
    }
}

impl Known {
    /// What the index remembers, before a walk through the roots.
    pub(super) fn new(
        records: Vec<FileRecord>,
        roots: &[PathBuf],
        options: IngestOptions,
        full: bool,
    ) -> Known {
        let homes = homes(&records);
        let places =
            records.iter().enumerate().map(|(place, record)| (record.key, place)).collect();
        let roots = roots.iter().map(|root| display(root.as_os_str())).collect();
        Known { records, places, homes, roots, options, full }
    }

    /// The files as they stand under the roots that they, or the folders they lie in, were first found
    /// under: ids and sources come from the path below the root, and do not change where a part of
    /// an archive is brought up to date alone.
    pub(super) fn at_home(&self, mut files: Vec<SourceFile>) -> Vec<SourceFile> {
        for file in &mut files {
            let home = match self.record(file.key) {
                Some(record) => Some(&record.root).filter(|root| !root.is_empty()),
                None => self.home_above(&file.root),
            };
            if let Some(home) = home.filter(|home| *file.root.as_os_str() != ***home) {
                *file = rebased(file.clone(), Path::new(&**home));
            }
        }
        files
    }

    /// The remembered root that a root of this run lies under.
    fn home_above(&self, root: &Path) -> Option<&Arc<str>> {
        self.homes.first()?;
        let shown = display(root.as_os_str());
        self.homes.iter().find(|home| is_under(&shown, home))
    }

    /// How many articles the remembered files hold.
    pub(super) fn articles(&self) -> u64 {
        self.records.iter().map(|record| record.articles).sum()
    }

    /// What is remembered of a file.
    pub(super) fn record(&self, key: FileKey) -> Option<&FileRecord> {
        self.places.get(&key).map(|&place| &self.records[place])
    }

    /// What is to be done with a file. One that was refused is always read again: what stood in
    /// the way (rights, a file being written) need not have left a trace in its size or time.
    pub(super) fn compare(&self, file: &SourceFile, samples: Samples<'_>) -> Compared<'_> {
        let Some(record) = self.record(file.key) else { return Compared::New };
        let same = record.size == file.size && record.mtime == file.mtime;
        if same && self.may_stay(record, file, samples) {
            Compared::Unchanged(record)
        } else {
            Compared::Changed
        }
    }

    /// Whether the file need not be read again if its bytes are those that were read.
    pub(super) fn may_stay(
        &self,
        record: &FileRecord,
        file: &SourceFile,
        (samples, read): Samples<'_>,
    ) -> bool {
        let refused = matches!(record.outcome, FileOutcome::Refused(_));
        let same = || samples.is_same(&record.fingerprint, file, &self.options, read);
        !self.full && !refused && same()
    }

    /// The samples of the archive: of the files that a walk found, and of those that are remembered
    /// and that it could not have found.
    pub(super) fn samples(&self, walked: &[SourceFile], seen: &Seen) -> FolderSamples {
        if self.options.keep_boilerplate {
            return FolderSamples::default();
        }
        let under = |record: &FileRecord| self.roots.iter().any(|r| is_under(&record.path, r));
        let mut remembered = samples::remembered(self.records.iter(), &seen.files, under);
        if remembered.is_empty() {
            return FolderSamples::of(walked.iter());
        }
        remembered.extend(walked.iter().cloned());
        remembered.sort_by(|one, other| one.path.cmp(&other.path));
        sidecar::pair(&mut remembered);
        sidecar::pair_pages(&mut remembered);
        FolderSamples::of(remembered.iter())
    }

    /// The remembered files under the roots that the walk would have found if they were there.
    pub(super) fn vanished(&self, seen: &Seen) -> impl Iterator<Item = &FileRecord> {
        let gone = |record: &&FileRecord| {
            let under = |folder: &String| is_under(&record.path, folder);
            !seen.files.contains(&record.key)
                && self.roots.iter().any(under)
                && !seen.closed.iter().any(under)
        };
        self.records.iter().filter(gone)
    }
}

/// The roots that remembered files were found under, in order.
pub(super) fn homes(records: &[FileRecord]) -> Vec<Arc<str>> {
    let mut homes: Vec<Arc<str>> = vec![];
    for record in records {
        if !record.root.is_empty() && homes.last() != Some(&record.root) {
            homes.push(record.root.clone());
        }
    }
    homes.sort();
    homes.dedup();
    homes
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
