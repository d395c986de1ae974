//! Whether every byte of an index is as it was written.

use std::path::Path;

use super::AppError;
use super::outcome::VerifyOutcome;
use crate::engine::local;

/// Reads every byte of the index in a folder; what is damaged is named in the outcome.
///
/// # Errors
/// When there is no index, or so little of one that nothing can be named.
pub fn verify(folder: &Path) -> Result<VerifyOutcome, AppError> {
    let verification = local::verify(folder)?;
    Ok(VerifyOutcome { index: folder.display().to_string(), verification })
}
