//! Finds files that were moved or renamed inside an archive, so that their articles keep their ids: exactly
//! one file vanished and exactly one appeared with the same content. Also assigns the origins of ids.

use std::collections::HashMap;

use crate::engine::archive::new_origin;
use crate::engine::{FileKey, FileMap, FileRecord, FileSet};
use crate::ingest::source::read;
use crate::ingest::source::walk::SourceFile;

use super::file_table::{FileTable, Seen};

/// The files that moved.
#[derive(Default)]
pub(super) struct Moves {
    /// The key of each file before it moved, by the key that it has now.
    from: FileMap<FileKey>,
    left: FileSet,
}

impl Moves {
    /// Compares vanished files with new ones; only new files of the size of a vanished one are hashed.
    pub(super) fn of(files: &[SourceFile], file_table: &FileTable, seen: &Seen) -> Moves {
        let mut gone: HashMap<u128, Vec<&FileRecord>> = HashMap::new();
        for record in file_table.vanished(seen).filter(|record| record.articles > 0) {
            if let Some(hash) = record.hash {
                gone.entry(hash).or_default().push(record);
            }
        }
        let sizes: Vec<u64> = gone.values().flatten().map(|record| record.size).collect();
        let sizes: std::collections::HashSet<u64> = sizes.into_iter().collect();
        let mut come: HashMap<u128, Vec<&SourceFile>> = HashMap::new();
        let may_be = |file: &&SourceFile| sizes.contains(&file.size);
        for file in files.iter().filter(may_be).filter(|file| file_table.record(file.key).is_none())
        {
            if let Ok(hash) = read::hash(file.location()) {
                come.entry(hash).or_default().push(file);
            }
        }
        let mut moves = Moves::default();
        for (hash, come) in come {
            if let ([file], Some([record])) = (&come[..], gone.get(&hash).map(Vec::as_slice)) {
                moves.from.insert(file.key, record.key);
                moves.left.insert(record.key);
            }
        }
        moves
    }

    /// Whether the file with this former key has moved.
    pub(super) fn has_moved(&self, key: FileKey) -> bool {
        self.left.contains(&key)
    }

    /// The record of a file, by its key or by its key before it moved.
    pub(super) fn record<'k>(
        &self,
        file: FileKey,
        file_table: &'k FileTable,
    ) -> Option<&'k FileRecord> {
        file_table.record(file).or_else(|| file_table.record(*self.from.get(&file)?))
    }

    /// Sets the origin of each file, which its article ids are derived from.
    pub(super) fn assign_origins(&self, files: &mut [SourceFile], file_table: &FileTable) {
        let moved = file_table.records().iter().filter(|record| record.origin != record.key);
        let mut taken: FileSet = moved.map(|record| record.origin).collect();
        for file in files {
            file.origin = match self.record(file.key, file_table) {
                Some(record) => record.origin,
                None => new_origin(file.key, |origin| taken.contains(&origin)),
            };
            if file.origin != file.key {
                taken.insert(file.origin);
            }
        }
    }
}
