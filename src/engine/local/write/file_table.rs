//! The file records of an index: how one is kept, and how all are read in one pass over their column.
//! It looks no file up one by one.
//!
//! The column keeps its values in order, and of each only what it does not share with the one before.
//! So a record begins with what it shares with others of its folder: root, fingerprint and path, a zero
//! behind each. Then come key, size and time of modification, eight bytes each, the hash, sixteen bytes
//! if there is one, and the rest as JSON. As JSON alone a record took four times the space.

use std::path::Path;
use std::sync::Arc;

use tantivy::index::SegmentReader;
use tantivy::{DocId, Searcher};

use crate::engine::local::store::errors::engine_error;
use crate::engine::{EngineError, FileKey, FileOutcome, FileRecord, FileSet};

/// The files that an index knows.
#[derive(Debug, Default)]
pub struct KnownFiles {
    /// Files with a record.
    pub recorded: FileSet,
    /// Files with articles and without a record: the reading of them was interrupted.
    pub orphans: FileSet,
}

/// The records of all files, in order of path.
///
/// # Errors
/// When they cannot be read.
pub fn files(searcher: &Searcher, folder: &Path) -> Result<Vec<FileRecord>, EngineError> {
    let mut columns = Vec::new();
    for segment in searcher.segment_readers() {
        let column = segment.fast_fields().bytes("record");
        let Some(column) = column.map_err(|error| engine_error(folder, error))? else { continue };
        let mut ords: Vec<u64> =
            alive(segment).filter_map(|doc| column.ords().first(doc)).collect();
        ords.sort_unstable();
        columns.push((column, ords));
    }
    let mut records = Vec::with_capacity(columns.iter().map(|(_, ords)| ords.len()).sum());
    for (column, ords) in columns {
        let mut unreadable = false;
        let read = column.dictionary().sorted_ords_to_term_cb(&ords, |bytes| {
            match unpacked(bytes, records.last()) {
                Some(record) => records.push(record),
                None => unreadable = true,
            }
        });
        read.map_err(|cause| engine_error(folder, cause.into()))?;
        if unreadable {
            let what = "a file record cannot be read".into();
            return Err(EngineError::Damaged { path: folder.to_path_buf(), what });
        }
    }
    // Those of a segment come in order: this sort only merges.
    records.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(records)
}

/// The files that the index knows.
pub fn known_files(searcher: &Searcher) -> tantivy::Result<KnownFiles> {
    let mut files = KnownFiles::default();
    for segment in searcher.segment_readers() {
        let keys = segment.fast_fields().u64("file")?;
        let records = segment.fast_fields().bytes("record")?;
        let number = records.as_ref().map_or(0, |column| column.ords().values.num_vals());
        files.recorded.reserve(number as usize);
        let mut last = None;
        for doc in alive(segment) {
            let file = keys.first(doc).map(FileKey);
            let recorded =
                records.as_ref().is_some_and(|column| column.ords().first(doc).is_some());
            if recorded {
                files.recorded.extend(file);
            } else if file != last {
                // The articles of a file mostly follow each other.
                files.orphans.extend(file);
                last = file;
            }
        }
    }
    files.orphans.retain(|file| !files.recorded.contains(file));
    Ok(files)
}

/// What is behind the hash: whether the path is that behind the root, the number of articles, how the
/// file ended, and what was said of it.
type Rest = (bool, u64, FileOutcome, Vec<String>);

/// A record as it is kept.
///
/// # Errors
/// When it cannot be written, which no record should bring about.
pub fn packed(record: &FileRecord) -> Result<Vec<u8>, EngineError> {
    let FileRecord { key, path, root, size, mtime, hash, fingerprint, articles, outcome, problems } =
        record;
    let within = path.strip_prefix(&**root).filter(|_| !root.is_empty());
    let mut bytes = Vec::with_capacity(256);
    for text in [&**root, &**fingerprint, within.unwrap_or(path)] {
        bytes.extend(text.as_bytes());
        bytes.push(0);
    }
    bytes.extend(key.0.to_be_bytes());
    bytes.extend(size.to_be_bytes());
    bytes.extend(mtime.to_be_bytes());
    bytes.push(u8::from(hash.is_some()));
    bytes.extend(hash.iter().flat_map(|hash| hash.to_be_bytes()));
    let rest: Rest = (within.is_some(), *articles, outcome.clone(), problems.clone());
    let written = serde_json::to_writer(&mut bytes, &rest);
    written.map_err(|cause| EngineError::Internal(format!("a file record: {cause}")))?;
    Ok(bytes)
}

/// The record that was kept so, sharing what it can with one that was read before; `None` if none was.
pub fn unpacked(bytes: &[u8], before: Option<&FileRecord>) -> Option<FileRecord> {
    let mut parts = bytes.splitn(4, |&byte| byte == 0);
    let mut text = || std::str::from_utf8(parts.next()?).ok();
    let (root, fingerprint, path) = (text()?, text()?, text()?);
    let root = shared(root, before.map(|before| &before.root));
    let fingerprint = shared(fingerprint, before.map(|before| &before.fingerprint));
    let (key, bytes) = parts.next()?.split_first_chunk()?;
    let (size, bytes) = bytes.split_first_chunk()?;
    let (mtime, bytes) = bytes.split_first_chunk()?;
    let (hash, bytes) = match bytes.split_first()? {
        (0, bytes) => (None, bytes),
        (_, bytes) => {
            let (hash, bytes) = bytes.split_first_chunk()?;
            (Some(u128::from_be_bytes(*hash)), bytes)
        }
    };
    let (within, articles, outcome, problems): Rest = serde_json::from_slice(bytes).ok()?;
    Some(FileRecord {
        key: FileKey(u64::from_be_bytes(*key)),
        path: if within { [&*root, path].concat() } else { path.into() },
        root,
        size: u64::from_be_bytes(*size),
        mtime: i64::from_be_bytes(*mtime),
        hash,
        fingerprint,
        articles,
        outcome,
        problems,
    })
}

fn shared(text: &str, before: Option<&Arc<str>>) -> Arc<str> {
    before.filter(|before| ***before == *text).map_or_else(|| text.into(), Arc::clone)
}

fn alive(segment: &SegmentReader) -> impl Iterator<Item = DocId> + '_ {
    segment.doc_ids_alive()
}

#[cfg(test)]
mod tests {
    use super::{packed, unpacked};
    use crate::engine::{FileKey, FileOutcome, FileRecord};
    use proptest::prelude::*;

    fn outcome() -> impl Strategy<Value = FileOutcome> {
        let reason = "[a-z\"é]{0,9}";
        prop_oneof![
            Just(FileOutcome::Indexed),
            reason.prop_map(FileOutcome::Skipped),
            reason.prop_map(FileOutcome::Refused),
        ]
    }

    proptest! {
        #[test]
        fn a_record_is_read_as_it_was_written(
            (path, root, fingerprint) in ("/[a-c/é]{0,8}", "(/[a-c]{1,3}){0,2}", "[0-9a-f-]{0,9}"),
            (key, size, mtime, articles) in any::<(u64, u64, i64, u64)>(),
            hash in any::<Option<u128>>(),
            (outcome, problems) in (outcome(), proptest::collection::vec("[a-z\"é]{0,9}", 0..3)),
        ) {
            let (key, root, fingerprint) = (FileKey(key), root.into(), fingerprint.into());
            let record = FileRecord {
                key, path, root, size, mtime, hash, fingerprint, articles, outcome, problems,
            };
            let bytes = packed(&record).unwrap();
            prop_assert_eq!(unpacked(&bytes, None), Some(record.clone()));
            prop_assert_eq!(unpacked(&bytes, Some(&record)), Some(record.clone()));
            let another = FileRecord { root: "/z".into(), fingerprint: "-".into(), ..record.clone() };
            prop_assert_eq!(unpacked(&bytes, Some(&another)), Some(record));
            prop_assert_eq!(unpacked(&bytes[..bytes.len() - 1], None), None);
        }
    }
}
