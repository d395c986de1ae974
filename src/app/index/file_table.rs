//! The files of an archive as the index has them, compared with what a walk found.

use std::collections::HashSet;
use std::sync::Arc;

use crate::engine::{FileKey, FileMap, FileOutcome, FileRecord, FileSet};
use crate::ingest::IngestOptions;
use crate::ingest::source::sidecar;
use crate::ingest::source::walk::{Other, Root, SourceFile, Walked};

use super::moves::Moves;
use super::samples::{self, FolderSamples};

/// The files of one archive that are in the index, before the walk.
pub(super) struct FileTable {
    records: Arc<Vec<FileRecord>>,
    positions: FileMap<usize>,
    /// The root of the walk.
    pub root: Root,
    /// Where the walk starts, relative to the root of the archive; empty for the whole archive.
    start: String,
    /// How files are read.
    pub options: IngestOptions,
    full: bool,
}

/// The folder samples, and whether they may be read to answer.
pub(super) type Samples<'a> = (&'a FolderSamples, bool);

/// How a file of the walk compares with its record.
#[derive(Debug)]
pub(super) enum Compared<'a> {
    /// It has no record.
    New,
    /// It must be read again.
    Changed,
    /// Its record is current.
    Unchanged(&'a FileRecord),
}

/// What the walk found. Paths are relative to the root of the archive.
#[derive(Default)]
pub(super) struct Seen {
    /// Files that have a record or will get one.
    pub files: FileSet,
    /// The number of files.
    pub number: usize,
    unreadable: Vec<String>,
    excluded: HashSet<String>,
}

/// Files with articles that have vanished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Losses {
    /// How many vanished.
    pub gone: u64,
    /// How many the archive had.
    pub of: u64,
}

impl Seen {
    /// Collects the result of a walk.
    pub(super) fn of(walked: &Walked, root: &Root) -> Seen {
        let files = walked.files.iter().map(|file| file.key).collect();
        let mut seen = Seen { files, number: walked.files.len(), ..Seen::default() };
        for other in &walked.others {
            match other {
                Other::Refused { path, .. } => seen.unreadable.push(root.place(path).1),
                Other::Skipped { path, rule } if rule.is_remembered() => {
                    seen.files.insert(root.place(path).0);
                }
                Other::Skipped { path, .. } => drop(seen.excluded.insert(root.place(path).1)),
            }
        }
        seen
    }

    /// Whether a rule excluded the path or a folder above it.
    fn excludes(&self, relative: &str) -> bool {
        let folders = relative.match_indices('/').map(|(end, _)| &relative[..end]);
        !self.excluded.is_empty()
            && folders.chain([relative]).any(|path| self.excluded.contains(path))
    }
}

impl FileTable {
    /// The file table of the archive of a root.
    pub(super) fn new(
        records: Arc<Vec<FileRecord>>,
        root: Root,
        options: IngestOptions,
        full: bool,
    ) -> FileTable {
        let positions =
            records.iter().enumerate().map(|(position, record)| (record.key, position)).collect();
        let start = root.place(&root.start).1;
        FileTable { records, positions, root, start, options, full }
    }

    /// The record of a file.
    pub(super) fn record(&self, key: FileKey) -> Option<&FileRecord> {
        self.positions.get(&key).map(|&place| &self.records[place])
    }

    /// All records.
    pub(super) fn records(&self) -> &[FileRecord] {
        &self.records
    }

    /// Compares a file with its record. A refused file is always read again: what was wrong with it (its
    /// rights, a write in progress) need not change its size or time.
    pub(super) fn compare(&self, file: &SourceFile, samples: Samples<'_>) -> Compared<'_> {
        let Some(record) = self.record(file.key) else { return Compared::New };
        let same = record.size == file.size && record.mtime == file.mtime;
        if same && self.is_current(record, file, samples) {
            Compared::Unchanged(record)
        } else {
            Compared::Changed
        }
    }

    /// Whether the record is current, provided that the bytes of the file are unchanged.
    pub(super) fn is_current(
        &self,
        record: &FileRecord,
        file: &SourceFile,
        (samples, read): Samples<'_>,
    ) -> bool {
        let refused = matches!(record.outcome, FileOutcome::Refused(_));
        let same = || samples.is_same(&record.fingerprint, file, &self.options, read);
        !self.full && !refused && same()
    }

    /// The folder samples of the archive, over the files that the walk found and those outside its scope.
    pub(super) fn samples(&self, walked: &[SourceFile], seen: &Seen) -> FolderSamples {
        if self.options.keep_boilerplate {
            return FolderSamples::default();
        }
        let under = |record: &FileRecord| self.is_in_scope(record);
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

    /// The records in the scope of the walk whose files it did not find.
    pub(super) fn vanished(&self, seen: &Seen) -> impl Iterator<Item = &FileRecord> {
        let gone = |record: &&FileRecord| {
            !seen.files.contains(&record.key)
                && self.is_in_scope(record)
                && !seen.unreadable.iter().any(|folder| is_under(&record.relative, folder))
        };
        self.records.iter().filter(gone)
    }

    /// Counts the vanished files with articles, without those that moved or were excluded by a rule.
    pub(super) fn losses(&self, seen: &Seen, moves: &Moves) -> Losses {
        let counts = |record: &&FileRecord| record.articles > 0;
        let of = self.records.iter().filter(counts).filter(|record| self.is_in_scope(record));
        let lost =
            |record: &&FileRecord| !moves.has_moved(record.key) && !seen.excludes(&record.relative);
        let gone = self.vanished(seen).filter(counts).filter(lost);
        Losses { gone: gone.count() as u64, of: of.count() as u64 }
    }

    /// Whether a rule excludes a file that has a record.
    pub(super) fn is_excluded(&self, record: &FileRecord, seen: &Seen) -> bool {
        seen.excludes(&record.relative)
    }

    fn is_in_scope(&self, record: &FileRecord) -> bool {
        is_under(&record.relative, &self.start)
    }
}

/// Whether a path is a folder or lies below it; both are relative to the same root.
fn is_under(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
