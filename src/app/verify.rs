//! Checks that every byte of an index is as it was written.

use super::AppError;
use super::outcome::VerifyOutcome;
use crate::engine::{self, IndexLocation};

/// Reads every byte of an index; the outcome names what is damaged.
///
/// # Errors
/// If there is no index, or too little of one to name any damage.
pub fn verify(location: impl Into<IndexLocation>) -> Result<VerifyOutcome, AppError> {
    let location = location.into();
    let verification = engine::verify(&location)?;
    Ok(VerifyOutcome { index: location.to_string(), verification })
}
