//! An index that is ready to answer: the engine, and the languages that its words were stemmed in.
//! Operations see it, and not the engine that stands behind it.

use crate::analysis::Language;
use crate::engine::{self, Engine, EngineError, IndexLocation, ReadOptions};
use crate::query::Limits;

/// An index that answers.
pub struct Open {
    /// What answers.
    pub engine: Box<dyn Engine>,
    /// The languages of its articles: a word of a query is looked up in each.
    pub languages: Vec<Option<Language>>,
}

/// Opens an index, as it stood at its last commit.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn open(location: impl Into<IndexLocation>) -> Result<Open, EngineError> {
    open_within(location, &Limits::default())
}

/// Opens it to answer queries within these limits.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn open_within(
    location: impl Into<IndexLocation>,
    limits: &Limits,
) -> Result<Open, EngineError> {
    let options = ReadOptions { max_expansions: limits.expansions };
    let engine = engine::open(&location.into(), &options)?;
    let languages = engine.languages()?;
    Ok(Open { engine, languages })
}
