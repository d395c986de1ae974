//! The file records of an index: how one is encoded, and how all are read in one pass over their
//! column. There is no lookup of single files.
//!
//! The column sorts its values and compresses shared prefixes. A record therefore begins with what
//! it shares with others of its folder: archive, fingerprint and path, each followed by a zero
//! byte. Then come key, size and modification time, eight bytes each; a byte of flags; the origin,
//! eight bytes, unless it equals the key; the hash, sixteen bytes, if there is one; and the rest as
//! JSON. Records that were only JSON took four times the space.

use std::path::Path;
use std::sync::Arc;

use tantivy::index::SegmentReader;
use tantivy::{DocId, Searcher};

use crate::engine::archive::Places;
use crate::engine::local::store::errors::engine_error;
use crate::engine::{EngineError, FileKey, FileOutcome, FileRecord, FileSet};

/// The files in an index.
#[derive(Debug, Default)]
pub struct KnownFiles {
    /// Files with a record.
    pub recorded: FileSet,
    /// Files with articles but no record, because reading them was interrupted.
    pub orphans: FileSet,
}

/// The records of all files, in order of archive and path.
///
/// # Errors
/// When they cannot be read.
pub fn files(
    searcher: &Searcher,
    folder: &Path,
    places: &Places,
) -> Result<Vec<FileRecord>, EngineError> {
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
            match unpacked(bytes, records.last(), places) {
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
    // The records of a segment are already in order, so this sort only merges.
    records.sort_by(|a, b| (&a.archive, &a.relative).cmp(&(&b.archive, &b.relative)));
    Ok(records)
}

/// The files in the index.
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
                // The articles of a file are mostly adjacent.
                files.orphans.extend(file);
                last = file;
            }
        }
    }
    files.orphans.retain(|file| !files.recorded.contains(file));
    Ok(files)
}

/// The JSON part: the number of articles, the outcome of the file, and its problems.
type Rest = (u64, FileOutcome, Vec<String>);

/// The flags for the optional parts of a record.
const HASH: u8 = 1;
const ORIGIN: u8 = 2;

/// Encodes a record.
///
/// # Errors
/// [`EngineError::Internal`] if the record cannot be serialised, which should not happen.
pub fn packed(record: &FileRecord) -> Result<Vec<u8>, EngineError> {
    let FileRecord { key, origin, archive, relative, fingerprint, size, mtime, hash, .. } = record;
    let mut bytes = Vec::with_capacity(256);
    for text in [&**archive, &**fingerprint, relative] {
        bytes.extend(text.as_bytes());
        bytes.push(0);
    }
    bytes.extend(key.0.to_be_bytes());
    bytes.extend(size.to_be_bytes());
    bytes.extend(mtime.to_be_bytes());
    let origin = Some(origin).filter(|origin| *origin != key);
    bytes.push(hash.map_or(0, |_| HASH) | origin.map_or(0, |_| ORIGIN));
    bytes.extend(origin.iter().flat_map(|origin| origin.0.to_be_bytes()));
    bytes.extend(hash.iter().flat_map(|hash| hash.to_be_bytes()));
    let rest: Rest = (record.articles, record.outcome.clone(), record.problems.clone());
    let written = serde_json::to_writer(&mut bytes, &rest);
    written.map_err(|cause| EngineError::Internal(format!("a file record: {cause}")))?;
    Ok(bytes)
}

/// Decodes a record, sharing strings with the one read before if they are equal; `None` if the
/// bytes are not a valid record.
pub fn unpacked(bytes: &[u8], before: Option<&FileRecord>, places: &Places) -> Option<FileRecord> {
    let mut parts = bytes.splitn(4, |&byte| byte == 0);
    let mut text = || std::str::from_utf8(parts.next()?).ok();
    let (archive, fingerprint, relative) = (text()?, text()?, text()?);
    let sister = before.filter(|before| *before.archive == *archive);
    let root = sister.map_or_else(|| places.base(archive), |sister| sister.root.clone());
    let archive = shared(archive, before.map(|before| &before.archive));
    let fingerprint = shared(fingerprint, before.map(|before| &before.fingerprint));
    let (key, bytes) = parts.next()?.split_first_chunk()?;
    let (size, bytes) = bytes.split_first_chunk()?;
    let (mtime, bytes) = bytes.split_first_chunk()?;
    let (has, bytes) = bytes.split_first()?;
    let (origin, bytes) = match has & ORIGIN {
        0 => (key, bytes),
        _ => bytes.split_first_chunk()?,
    };
    let (hash, bytes) = match has & HASH {
        0 => (None, bytes),
        _ => {
            let (hash, bytes) = bytes.split_first_chunk()?;
            (Some(u128::from_be_bytes(*hash)), bytes)
        }
    };
    let (articles, outcome, problems): Rest = serde_json::from_slice(bytes).ok()?;
    Some(FileRecord {
        key: FileKey(u64::from_be_bytes(*key)),
        origin: FileKey(u64::from_be_bytes(*origin)),
        archive,
        relative: relative.into(),
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
    use crate::engine::archive::{Archive, Places};
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
            (relative, archive, fingerprint) in ("[a-c/é]{0,8}", "[a-c]{0,2}", "[0-9a-f-]{0,9}"),
            (key, size, mtime, articles) in any::<(u64, u64, i64, u64)>(),
            origin in any::<Option<u64>>(),
            hash in any::<Option<u128>>(),
            (outcome, problems) in (outcome(), proptest::collection::vec("[a-z\"é]{0,9}", 0..3)),
        ) {
            let (identity, root) = (archive.clone(), "/where/it/lies");
            let lies = Archive { identity, root: root.into(), ..Archive::default() };
            let places = Places::of(&[lies]);
            let origin = FileKey(origin.unwrap_or(key));
            let (archive, fingerprint) = (archive.into(), fingerprint.into());
            let (key, root) = (FileKey(key), root.into());
            let record = FileRecord {
                key, origin, archive, relative, root, size, mtime, hash, fingerprint, articles,
                outcome, problems,
            };
            let bytes = packed(&record).unwrap();
            let read = |bytes: &[u8], before: Option<&FileRecord>| unpacked(bytes, before, &places);
            prop_assert_eq!(read(&bytes, None), Some(record.clone()));
            prop_assert_eq!(read(&bytes, Some(&record)), Some(record.clone()));
            let (archive, fingerprint, root) = ("z".into(), "-".into(), "".into());
            let another = FileRecord { archive, fingerprint, root, ..record.clone() };
            prop_assert_eq!(read(&bytes[..bytes.len() - 1], None), None);
            prop_assert_eq!(read(&bytes, Some(&another)), Some(record));
        }
    }
}
