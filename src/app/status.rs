//! What an index holds.

use super::open;
use super::outcome::{Status, StatusOutcome};
use super::{AppError, archives};
use crate::engine::IndexLocation;

/// What an index holds.
///
/// # Errors
/// When the index cannot be read.
pub fn status(location: impl Into<IndexLocation>) -> Result<StatusOutcome, AppError> {
    let location = location.into();
    let status = open::open(location.clone())?.engine.status()?;
    Ok(of(&location, status))
}

/// What an index holds, and where it lies.
pub fn of(location: &IndexLocation, status: Status) -> StatusOutcome {
    let archives = archives::outcomes(&status.archives, &status.files);
    StatusOutcome { index: location.to_string(), status, archives }
}
