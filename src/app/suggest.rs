//! Words of the index that are spelled like one.

use super::AppError;
use super::open::Open;
use super::outcome::Spelling;

/// Up to so many words that articles hold, spelled like a word, the nearest first.
///
/// # Errors
/// When the index cannot be read.
pub fn suggest(open: &Open, word: &str, limit: usize) -> Result<Spelling, AppError> {
    Ok(Spelling { word: word.into(), instead: open.engine.suggest(word, limit)? })
}
