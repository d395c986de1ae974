//! Why an operation gave no outcome. How it is shown and which exit code it has is not said here.

use std::io;
use std::path::PathBuf;

use crate::engine::EngineError;

use super::outcome::{Named, Problem};

/// An error of an operation.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// What was asked cannot be understood.
    #[error("the query cannot be understood")]
    Query(Vec<Problem>),
    /// What was asked makes no sense, or goes past a limit; what, and what would.
    #[error("{0}")]
    Usage(String),
    /// A path to be indexed is not there.
    #[error("{} does not exist; nothing was changed in the index", .0.display())]
    NoSuchPath(PathBuf),
    /// No article has this id.
    #[error("no article has an id that starts with `{0}`")]
    NoSuchArticle(String),
    /// Several articles have an id that starts so.
    #[error("several articles have an id that starts with `{prefix}`")]
    Ambiguous {
        /// What was given.
        prefix: String,
        /// Some of the articles.
        candidates: Vec<Named>,
    },
    /// The index cannot be used.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Something outside the index cannot be read or written.
    #[error("{what}: {cause}")]
    Io {
        /// What was being done, and to which file.
        what: String,
        /// The system's own error.
        cause: io::Error,
    },
    /// The output cannot be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    /// Something that should not happen.
    #[error("internal error: {0}")]
    Internal(String),
}
