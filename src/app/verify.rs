//! Whether every byte of an index is as it was written.

use super::AppError;
use super::outcome::VerifyOutcome;
use crate::engine::{self, IndexLocation};

/// Reads every byte of an index; what is damaged is named in the outcome.
///
/// # Errors
/// When there is no index, or so little of one that nothing can be named.
pub fn verify(location: impl Into<IndexLocation>) -> Result<VerifyOutcome, AppError> {
    let location = location.into();
    let verification = engine::verify(&location)?;
    Ok(VerifyOutcome { index: location.to_string(), verification })
}
