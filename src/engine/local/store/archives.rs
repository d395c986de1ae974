//! The archives that an index remembers: they are kept in `meta.json` as what tantivy calls the
//! payload of a commit, and so belong to the state that the commit makes.

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

/// The archives of the index in a folder as of its last commit, in order of name; none where there
/// is no index.
///
/// # Errors
/// [`EngineError::Damaged`] where they cannot be read.
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

/// The archives for a writer: what they are called lasts longer than an index that is given up,
/// whatever is wrong with it.
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

/// The archives as they are kept.
///
/// # Errors
/// When they cannot be written, which no archive should bring about.
pub(crate) fn packed(archives: &[Archive]) -> Result<String, EngineError> {
    serde_json::to_string(archives)
        .map_err(|cause| EngineError::Internal(format!("the archives: {cause}")))
}
