//! What an index holds.

use super::open;
use super::outcome::{Status, StatusOutcome};
use super::{AppError, archives};
use crate::engine::IndexLocation;

/// Reads what an index holds.
///
/// # Errors
/// If the index cannot be read.
pub fn status(location: impl Into<IndexLocation>) -> Result<StatusOutcome, AppError> {
    let location = location.into();
    let status = open::open(location.clone())?.engine.status()?;
    Ok(of(&location, status))
}

/// The outcome for a status that has been read from this location.
pub fn of(location: &IndexLocation, status: Status) -> StatusOutcome {
    let archives = archives::outcomes(&status.archives, &status.files);
    StatusOutcome { index: location.to_string(), status, archives }
}
