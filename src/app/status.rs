//! What an index holds.

use std::path::Path;

use super::AppError;
use super::open;
use super::outcome::StatusOutcome;

/// What the index in a folder holds.
///
/// # Errors
/// When the index cannot be read.
pub fn status(folder: &Path) -> Result<StatusOutcome, AppError> {
    let status = open::open(folder)?.engine.status()?;
    Ok(StatusOutcome { index: folder.display().to_string(), status })
}
