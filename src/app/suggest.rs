//! Suggests words of the index with a similar spelling.

use super::AppError;
use super::open::Open;
use super::outcome::Spelling;

/// Suggests up to `limit` words that articles hold and that are spelled similarly, nearest first.
///
/// # Errors
/// If the index cannot be read.
pub fn suggest(open: &Open, word: &str, limit: usize) -> Result<Spelling, AppError> {
    Ok(Spelling { word: word.into(), instead: open.engine.suggest(word, limit)? })
}
