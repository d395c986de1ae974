//! The marker of an indexing run: a file that exists in the index folder from the start of a run to
//! its end. If it exists and there is no writer, a run was interrupted.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::errors::io_error;
use super::{folder, lock};
use crate::engine::{EngineError, Unfinished};

/// Name of the marker file in the index folder.
pub(crate) const NAME: &str = "run.json";

#[derive(Serialize, Deserialize)]
struct Mark {
    /// The process, host and start time, as in the lock.
    run: String,
}

/// Marks the start of a run. The caller must hold the lock; `holder` is its name.
///
/// # Errors
/// When the marker cannot be written.
pub(crate) fn begin(index: &Path, holder: &str) -> Result<(), EngineError> {
    let mark = serde_json::to_vec(&Mark { run: holder.into() });
    let mark =
        mark.map_err(|cause| EngineError::Internal(format!("the mark of a run: {cause}")))?;
    let written = folder::replace(index, Path::new(NAME), &mark);
    written
        .and_then(|()| folder::sync(index))
        .map_err(|cause| io_error("writing", &index.join(NAME), cause))
}

/// Removes the marker, after the run is complete.
///
/// # Errors
/// When the marker cannot be removed.
pub(crate) fn end(index: &Path) -> Result<(), EngineError> {
    let path = index.join(NAME);
    match fs::remove_file(&path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => {
            Err(io_error("removing", &path, cause))
        }
        _ => Ok(()),
    }
}

/// The unfinished run, if any.
pub(crate) fn unfinished(index: &Path) -> Option<Unfinished> {
    let mark = fs::read(index.join(NAME)).ok()?;
    let run = serde_json::from_slice(&mark).map_or_else(|_| "a run".into(), |mark: Mark| mark.run);
    let is_running = lock::is_held(index);
    // A run that ends meanwhile removes its marker before it releases the lock.
    index.join(NAME).exists().then_some(Unfinished { run, is_running })
}
