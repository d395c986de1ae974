//! What an index holds.

use super::open;
use super::outcome::StatusOutcome;
use super::{AppError, archives};
use crate::engine::IndexLocation;

/// What an index holds.
///
/// # Errors
/// When the index cannot be read.
pub fn status(location: impl Into<IndexLocation>) -> Result<StatusOutcome, AppError> {
    let location = location.into();
    let status = open::open(location.clone())?.engine.status()?;
    let archives = archives::outcomes(&status.archives, &status.files);
    Ok(StatusOutcome { index: location.to_string(), status, archives })
}
