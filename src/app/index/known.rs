//! What the index remembers of the files of an archive, and what a walk says about them now.

use std::collections::HashSet;

use crate::engine::{FileKey, FileMap, FileOutcome, FileRecord, FileSet};
use crate::ingest::IngestOptions;
use crate::ingest::source::sidecar;
use crate::ingest::source::walk::{Other, Root, SourceFile, Walked};

use super::moves::Moves;
use super::samples::{self, FolderSamples};

/// The files of an archive that the index remembers, before a walk through it or a part of it.
pub(super) struct Known {
    records: Vec<FileRecord>,
    places: FileMap<usize>,
    /// Where the walk starts.
    pub root: Root,
    /// The same, relative to the root of the archive; empty for all of it.
    start: String,
    /// How files are read.
    pub options: IngestOptions,
    full: bool,
}

/// The samples of files, and whether they are to be read where that is needed.
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

/// What the walk found. Paths are relative to the root of the archive.
#[derive(Default)]
pub(super) struct Seen {
    /// Whatever has a record, or gets one.
    pub files: FileSet,
    /// How many files it found.
    pub number: usize,
    closed: Vec<String>,
    excluded: HashSet<String>,
}

/// Files with articles that are gone, and how many there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Losses {
    /// Those that are gone.
    pub gone: u64,
    /// All that there were.
    pub of: u64,
}

impl Seen {
    /// Notes what the walk found.
    pub(super) fn of(walked: &Walked, root: &Root) -> Seen {
        let files = walked.files.iter().map(|file| file.key).collect();
        let mut seen = Seen { files, number: walked.files.len(), ..Seen::default() };
        for other in &walked.others {
            match other {
                Other::Refused { path, .. } => seen.closed.push(root.place(path).1),
                Other::Skipped { path, rule } if rule.is_remembered() => {
                    seen.files.insert(root.place(path).0);
                }
                Other::Skipped { path, .. } => drop(seen.excluded.insert(root.place(path).1)),
            }
        }
        seen
    }

    /// Whether a path, or a folder that it lies in, was left out by rule.
    fn leaves_out(&self, relative: &str) -> bool {
        let folders = relative.match_indices('/').map(|(end, _)| &relative[..end]);
        !self.excluded.is_empty()
            && folders.chain([relative]).any(|path| self.excluded.contains(path))
    }
}

impl Known {
    /// What the index remembers of the archive of a root.
    pub(super) fn new(
        records: Vec<FileRecord>,
        root: Root,
        options: IngestOptions,
        full: bool,
    ) -> Known {
        let places =
            records.iter().enumerate().map(|(place, record)| (record.key, place)).collect();
        let start = root.place(&root.start).1;
        Known { records, places, root, start, options, full }
    }

    /// What is remembered of a file.
    pub(super) fn record(&self, key: FileKey) -> Option<&FileRecord> {
        self.places.get(&key).map(|&place| &self.records[place])
    }

    /// Everything that is remembered.
    pub(super) fn records(&self) -> &[FileRecord] {
        &self.records
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
        let under = |record: &FileRecord| self.is_walked(record);
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

    /// The remembered files that the walk would have found if they were there and wanted.
    pub(super) fn vanished(&self, seen: &Seen) -> impl Iterator<Item = &FileRecord> {
        let gone = |record: &&FileRecord| {
            !seen.files.contains(&record.key)
                && self.is_walked(record)
                && !seen.closed.iter().any(|folder| is_under(&record.relative, folder))
        };
        self.records.iter().filter(gone)
    }

    /// How many of the files with articles are gone: neither moved, nor left out by a rule.
    pub(super) fn losses(&self, seen: &Seen, moves: &Moves) -> Losses {
        let counts = |record: &&FileRecord| record.articles > 0;
        let of = self.records.iter().filter(counts).filter(|record| self.is_walked(record));
        let lost = |record: &&FileRecord| {
            !moves.has_left(record.key) && !seen.leaves_out(&record.relative)
        };
        let gone = self.vanished(seen).filter(counts).filter(lost);
        Losses { gone: gone.count() as u64, of: of.count() as u64 }
    }

    /// Whether a rule leaves a file out that is remembered.
    pub(super) fn is_left_out(&self, record: &FileRecord, seen: &Seen) -> bool {
        seen.leaves_out(&record.relative)
    }

    fn is_walked(&self, record: &FileRecord) -> bool {
        is_under(&record.relative, &self.start)
    }
}

/// Whether a path is a folder or lies below it, both relative to one root.
fn is_under(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
