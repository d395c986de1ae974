//! Reads the file records of an index, all in one pass over their column. It looks no file up one
//! by one.

use std::collections::HashSet;
use std::path::Path;

use tantivy::index::SegmentReader;
use tantivy::{DocId, Searcher};

use super::errors::engine_error;
use crate::engine::{EngineError, FileKey, FileRecord};

/// Which files an index knows.
#[derive(Debug, Default)]
pub struct Stock {
    /// Files with a record.
    pub recorded: HashSet<FileKey>,
    /// Files with articles and without a record: the reading of them was interrupted.
    pub orphans: HashSet<FileKey>,
}

/// The records of all files, in order of path.
///
/// # Errors
/// When they cannot be read.
pub fn files(searcher: &Searcher, folder: &Path) -> Result<Vec<FileRecord>, EngineError> {
    let mut records = Vec::new();
    for segment in searcher.segment_readers() {
        let column = segment.fast_fields().bytes("record");
        let Some(column) = column.map_err(|error| engine_error(folder, error))? else { continue };
        let mut ords: Vec<u64> =
            alive(segment).filter_map(|doc| column.ords().first(doc)).collect();
        ords.sort_unstable();
        let read = column.dictionary().sorted_ords_to_term_cb(&ords, |json| {
            records.push(serde_json::from_slice(json));
        });
        read.map_err(|cause| engine_error(folder, cause.into()))?;
    }
    let records: serde_json::Result<Vec<FileRecord>> = records.into_iter().collect();
    let mut records = records.map_err(|cause| EngineError::Damaged {
        path: folder.to_path_buf(),
        what: format!("a file record cannot be read: {cause}"),
    })?;
    records.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(records)
}

/// Which files the index knows.
pub fn stock(searcher: &Searcher) -> tantivy::Result<Stock> {
    let mut stock = Stock::default();
    for segment in searcher.segment_readers() {
        let keys = segment.fast_fields().u64("file")?;
        let records = segment.fast_fields().bytes("record")?;
        for doc in alive(segment) {
            let recorded =
                records.as_ref().is_some_and(|column| column.ords().first(doc).is_some());
            let files = if recorded { &mut stock.recorded } else { &mut stock.orphans };
            files.extend(keys.first(doc).map(FileKey));
        }
    }
    stock.orphans.retain(|file| !stock.recorded.contains(file));
    Ok(stock)
}

fn alive(segment: &SegmentReader) -> impl Iterator<Item = DocId> + '_ {
    segment.doc_ids_alive()
}
