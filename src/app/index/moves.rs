//! Which files have moved or were renamed inside an archive, so that their articles keep their ids:
//! where exactly one is gone and one has come with the same content. And what ids of files are made of.

use std::collections::HashMap;

use crate::engine::archive::new_origin;
use crate::engine::{FileKey, FileMap, FileRecord, FileSet};
use crate::ingest::source::read;
use crate::ingest::source::walk::SourceFile;

use super::known::{Known, Seen};

/// The files that have moved.
#[derive(Default)]
pub(super) struct Moves {
    /// By the keys that they have now, the keys that they had.
    from: FileMap<FileKey>,
    left: FileSet,
}

impl Moves {
    /// Finds them among the files of a walk: new ones of the size of one that is gone are read through.
    pub(super) fn of(files: &[SourceFile], known: &Known, seen: &Seen) -> Moves {
        let mut gone: HashMap<u128, Vec<&FileRecord>> = HashMap::new();
        for record in known.vanished(seen).filter(|record| record.articles > 0) {
            if let Some(hash) = record.hash {
                gone.entry(hash).or_default().push(record);
            }
        }
        let sizes: Vec<u64> = gone.values().flatten().map(|record| record.size).collect();
        let sizes: std::collections::HashSet<u64> = sizes.into_iter().collect();
        let mut come: HashMap<u128, Vec<&SourceFile>> = HashMap::new();
        let may_be = |file: &&SourceFile| sizes.contains(&file.size);
        for file in files.iter().filter(may_be).filter(|file| known.record(file.key).is_none()) {
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

    /// Whether a file has moved away.
    pub(super) fn has_left(&self, key: FileKey) -> bool {
        self.left.contains(&key)
    }

    /// What is remembered of a file, by its path or by the one that it has moved away from.
    pub(super) fn record<'k>(&self, file: FileKey, known: &'k Known) -> Option<&'k FileRecord> {
        known.record(file).or_else(|| known.record(*self.from.get(&file)?))
    }

    /// Notes with each file what ids of its articles are made of.
    pub(super) fn settle(&self, files: &mut [SourceFile], known: &Known) {
        let moved = known.records().iter().filter(|record| record.origin != record.key);
        let mut taken: FileSet = moved.map(|record| record.origin).collect();
        for file in files {
            file.origin = match self.record(file.key, known) {
                Some(record) => record.origin,
                None => new_origin(file.key, |origin| taken.contains(&origin)),
            };
            if file.origin != file.key {
                taken.insert(file.origin);
            }
        }
    }
}
