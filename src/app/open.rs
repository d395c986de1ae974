//! An open index: the engine, and the languages in which its words were stemmed. Operations use it
//! without knowing which engine it holds.

use xxhash_rust::xxh3::xxh3_64;

use crate::analysis::Language;
use crate::engine::{self, Engine, EngineError, IndexLocation, ReadOptions};
use crate::query::Limits;

/// An index that is open for queries.
pub struct Open {
    /// The engine that answers queries.
    pub engine: Box<dyn Engine>,
    /// Where it is.
    pub location: IndexLocation,
    /// Its generation: 16 hexadecimal digits that change with every commit.
    pub generation: String,
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
    let location = location.into();
    // Read before opening: a commit in between makes a difference, not a false equality.
    let generation = generation(&location);
    let engine = engine::open(&location, &options)?;
    let languages = engine.languages()?;
    Ok(Open { engine, location, generation, languages })
}

fn generation(location: &IndexLocation) -> String {
    format!("{:016x}", xxh3_64(engine::stamp(location).as_bytes()))
}
