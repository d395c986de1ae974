//! The archives that an index records. They are stored in `meta.json` as the payload of a tantivy
//! commit, so they always belong to the committed state.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;

use super::errors::io_error;
use super::folder::META;
use crate::engine::{Archive, EngineError};

#[derive(Deserialize)]
struct Meta {
    #[serde(default)]
    payload: Option<String>,
}

/// Reads the archives of the index in a folder as of its last commit, in order of name; none if
/// there is no index.
///
/// # Errors
/// [`EngineError::Damaged`] if they cannot be decoded; an I/O error if the file cannot be read.
pub(crate) fn read(folder: &Path) -> Result<Vec<Archive>, EngineError> {
    let path = folder.join(META);
    let meta = match fs::read(&path) {
        Ok(meta) => meta,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(vec![]),
        Err(cause) => return Err(io_error("reading", &path, cause)),
    };
    unpacked(&meta).map_err(|cause| EngineError::Damaged {
        path: folder.to_path_buf(),
        what: format!("{META} names no archives: {cause}"),
    })
}

/// Reads the archives for a writer. A rebuild keeps them, and ignores an index that cannot be read.
///
/// # Errors
/// As [`read`], unless the index is to be rebuilt.
pub(crate) fn of_writer(folder: &Path, rebuild: bool) -> Result<Vec<Archive>, EngineError> {
    match read(folder) {
        Err(_) if rebuild => Ok(vec![]),
        read => read,
    }
}

fn unpacked(meta: &[u8]) -> serde_json::Result<Vec<Archive>> {
    let Meta { payload } = serde_json::from_slice(meta)?;
    let mut archives: Vec<Archive> = payload.as_deref().map_or(Ok(vec![]), serde_json::from_str)?;
    archives.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(archives)
}

/// Serialises the archives as they are stored.
///
/// # Errors
/// [`EngineError::Internal`] if they cannot be serialised, which should not happen.
pub(crate) fn packed(archives: &[Archive]) -> Result<String, EngineError> {
    serde_json::to_string(archives)
        .map_err(|cause| EngineError::Internal(format!("the archives: {cause}")))
}
