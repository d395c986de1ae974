//! The mark of a run of indexing: a file in the index folder from the start of a run to its end.
//! Where it lies and nobody writes, a run was interrupted.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::errors::io_error;
use super::{folder, lock};
use crate::engine::{EngineError, Unfinished};

/// Name of the mark in the index folder.
pub(crate) const NAME: &str = "run.json";

#[derive(Serialize, Deserialize)]
struct Mark {
    /// Process, host and start, as the lock has them.
    run: String,
}

/// Marks the start of a run; to be called by the holder of the lock, whose name is given.
///
/// # Errors
/// When the mark cannot be written.
pub(crate) fn begin(index: &Path, holder: &str) -> Result<(), EngineError> {
    let mark = serde_json::to_vec(&Mark { run: holder.into() });
    let mark =
        mark.map_err(|cause| EngineError::Internal(format!("the mark of a run: {cause}")))?;
    let written = folder::replace(index, Path::new(NAME), &mark);
    written
        .and_then(|()| folder::sync(index))
        .map_err(|cause| io_error("writing", &index.join(NAME), cause))
}

/// Takes the mark away: the run has done all it was to do.
///
/// # Errors
/// When the mark cannot be removed.
pub(crate) fn end(index: &Path) -> Result<(), EngineError> {
    let path = index.join(NAME);
    match fs::remove_file(&path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => {
            Err(io_error("removing", &path, cause))
        }
        _ => Ok(()),
    }
}

/// The run that has not come to its end, if there is one.
pub(crate) fn unfinished(index: &Path) -> Option<Unfinished> {
    let mark = fs::read(index.join(NAME)).ok()?;
    let run = serde_json::from_slice(&mark).map_or_else(|_| "a run".into(), |mark: Mark| mark.run);
    let is_running = lock::is_held(index);
    // A run that ends meanwhile takes its mark away first.
    index.join(NAME).exists().then_some(Unfinished { run, is_running })
}
