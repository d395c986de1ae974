//! An index that is ready to answer: the engine, and the languages that its words were stemmed in.
//! Operations see it, and not the engine that stands behind it.

use std::path::Path;

use crate::analysis::Language;
use crate::engine::local::LocalIndex;
use crate::engine::{Engine, EngineError};

/// An index that answers.
pub struct Open {
    /// What answers.
    pub engine: Box<dyn Engine>,
    /// The languages of its articles: a word of a query is looked up in each.
    pub languages: Vec<Option<Language>>,
}

/// Opens the index in a folder, as it stood at its last commit.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn open(folder: &Path) -> Result<Open, EngineError> {
    let index = LocalIndex::open(folder)?;
    let languages = index.languages();
    Ok(Open { engine: Box::new(index), languages })
}
