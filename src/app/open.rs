//! An open index: the engine, and the languages in which its words were stemmed. Operations use it
//! without knowing which engine it holds.

use crate::analysis::Language;
use crate::engine::{self, Engine, EngineError, IndexLocation, ReadOptions};
use crate::query::Limits;

/// An index that is open for queries.
pub struct Open {
    /// The engine that answers queries.
    pub engine: Box<dyn Engine>,
    /// The languages of its articles; a query word is looked up in each.
    pub languages: Vec<Option<Language>>,
}

/// Opens an index as of its last commit.
///
/// # Errors
/// If there is no index, or it cannot be read.
pub fn open(location: impl Into<IndexLocation>) -> Result<Open, EngineError> {
    open_within(location, &Limits::default())
}

/// Opens an index to answer queries within these limits.
///
/// # Errors
/// If there is no index, or it cannot be read.
pub fn open_within(
    location: impl Into<IndexLocation>,
    limits: &Limits,
) -> Result<Open, EngineError> {
    let options = ReadOptions { max_expansions: limits.expansions };
    let engine = engine::open(&location.into(), &options)?;
    let languages = engine.languages()?;
    Ok(Open { engine, languages })
}
