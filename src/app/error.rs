//! Why an operation failed. How an error is shown and its exit code are decided elsewhere.

use std::io;
use std::path::PathBuf;

use crate::diagnostic::Limit;
pub use crate::engine::EngineError;

use super::outcome::{Named, Problem};

/// An error of an operation.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppError {
    /// The request cannot be understood.
    #[error("the query cannot be understood")]
    Query(Vec<Problem>),
    /// The request makes no sense; the message says what would.
    #[error("{0}")]
    Usage(String),
    /// A timeline would have more bars than this limit.
    #[error("a timeline has at most {0} bars")]
    TooManyBars(u64),
    /// No format has this name.
    #[error("there is no format `{name}`{}", .meant.map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default())]
    NoSuchFormat {
        /// The name as given.
        name: String,
        /// The name that is probably meant.
        meant: Option<&'static str>,
    },
    /// This format is a container of files, and cannot be the format of a file of articles.
    #[error("`{0}` holds files and is always opened")]
    IsContainer(String),
    /// A path to index does not exist.
    #[error("{} does not exist; the index was not changed", .0.display())]
    NoSuchPath(PathBuf),
    /// No article has this id.
    #[error("no article has an id that starts with `{0}`")]
    NoSuchArticle(String),
    /// No article was read from this file.
    #[error("the index has no article of a file `{0}`")]
    NoSuchFile(String),
    /// Several articles have an id with this prefix.
    #[error("several articles have an id that starts with `{prefix}`")]
    Ambiguous {
        /// The prefix as given.
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
        /// The error from the operating system.
        cause: io::Error,
    },
    /// The output cannot be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    /// Something that should not happen: a bug.
    #[error("internal error: {0}")]
    Internal(String),
}

/// What the user can do about an error; the front end names the command or flag.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Create an index here.
    CreateIndex(PathBuf),
    /// Index the archive again, into an empty folder or replacing the index.
    IndexAgain,
    /// Index the archive again, replacing the index.
    Rebuild,
    /// Choose another folder for the index.
    OtherFolder,
    /// Ask the owner of the index for access.
    AskOwner,
    /// Raise the limit.
    Raise(Limit),
    /// Count by a longer period, or over fewer days.
    FewerBars,
    /// Look at the list of formats.
    ListFormats,
    /// Name the format of the files inside the container.
    FormatInside,
}

/// The kind of an error, by which front ends choose an exit code or a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The request cannot be understood, or not answered as asked.
    Usage,
    /// What was requested does not exist.
    NotFound,
    /// The index is missing, of another version, damaged or locked.
    Index,
    /// Something could not be read or written.
    Io,
    /// The operation was stopped before it finished.
    Stopped,
    /// The reader of the output closed it, which is not an error.
    Closed,
}

impl AppError {
    /// What the user can do about it, if the message alone does not say so.
    pub fn remedy(&self) -> Option<Remedy> {
        let error = match self {
            AppError::Engine(error) => error,
            AppError::TooManyBars(_) => return Some(Remedy::FewerBars),
            AppError::NoSuchFormat { meant: None, .. } => return Some(Remedy::ListFormats),
            AppError::IsContainer(_) => return Some(Remedy::FormatInside),
            _ => return None,
        };
        match error {
            EngineError::Missing(folder) => Some(Remedy::CreateIndex(folder.clone())),
            EngineError::Version { .. } => Some(Remedy::IndexAgain),
            EngineError::Damaged { .. } => Some(Remedy::Rebuild),
            EngineError::NotAnIndex(_) => Some(Remedy::OtherFolder),
            EngineError::TooManyWords { .. } => Some(Remedy::Raise(Limit::Expansions)),
            EngineError::Forbidden { .. } => Some(Remedy::AskOwner),
            EngineError::ReadOnly { .. } => Some(Remedy::OtherFolder),
            EngineError::Locked { .. }
            | EngineError::Stopped
            | EngineError::Limit(_)
            | EngineError::Unsupported(_)
            | EngineError::Io { .. }
            | EngineError::Internal(_) => None,
        }
    }

    /// The kind of this error.
    pub fn kind(&self) -> Kind {
        match self {
            AppError::Query(_)
            | AppError::Usage(_)
            | AppError::NoSuchPath(_)
            | AppError::TooManyBars(_)
            | AppError::NoSuchFormat { .. }
            | AppError::IsContainer(_)
            | AppError::Ambiguous { .. } => Kind::Usage,
            AppError::NoSuchArticle(_) | AppError::NoSuchFile(_) => Kind::NotFound,
            AppError::Engine(error) => kind_of(error),
            AppError::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Kind::Closed,
            AppError::Io { .. } | AppError::Output(_) | AppError::Internal(_) => Kind::Io,
        }
    }
}

fn kind_of(error: &EngineError) -> Kind {
    match error {
        EngineError::Missing(_)
        | EngineError::Version { .. }
        | EngineError::Damaged { .. }
        | EngineError::NotAnIndex(_)
        | EngineError::Forbidden { .. }
        | EngineError::ReadOnly { .. }
        | EngineError::Locked { .. } => Kind::Index,
        EngineError::Limit(_) | EngineError::TooManyWords { .. } | EngineError::Unsupported(_) => {
            Kind::Usage
        }
        EngineError::Stopped => Kind::Stopped,
        EngineError::Io { .. } | EngineError::Internal(_) => Kind::Io,
    }
}
