//! Why an operation gave no outcome. How it is shown and which exit code it has is not said here.

use std::io;
use std::path::PathBuf;

use crate::diagnostic::Limit;
pub use crate::engine::EngineError;

use super::outcome::{Named, Problem};

/// An error of an operation.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// What was asked cannot be understood.
    #[error("the query cannot be understood")]
    Query(Vec<Problem>),
    /// What was asked makes no sense; what would.
    #[error("{0}")]
    Usage(String),
    /// A timeline would have more bars than these.
    #[error("a timeline has at most {0} bars")]
    TooManyBars(u64),
    /// There is no format of this name; the name that is probably meant.
    #[error("there is no format `{name}`{}", .meant.map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default())]
    NoSuchFormat {
        /// The name that was given.
        name: String,
        /// The name that is probably meant.
        meant: Option<&'static str>,
    },
    /// This format holds files, and cannot be the format of a file of articles.
    #[error("`{0}` holds files and is always opened")]
    IsContainer(String),
    /// A path to be indexed is not there.
    #[error("{} does not exist; the index was not changed", .0.display())]
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

/// What the user can do about an error; a face says by which command or flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Make an index here.
    CreateIndex(PathBuf),
    /// Index the archive again, into an empty folder or in place of the index.
    IndexAgain,
    /// Index the archive again in place of the index.
    Rebuild,
    /// Name another folder for the index.
    OtherFolder,
    /// Ask the owner of the index for the right to it.
    AskOwner,
    /// Raise the limit.
    Raise(Limit),
    /// Count by a longer period, or between fewer days.
    FewerBars,
    /// Look at the list of formats.
    ListFormats,
    /// Name the format of the files in a container.
    FormatInside,
}

/// What kind of thing went wrong: what a face of the program tells its callers apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was asked cannot be understood or answered as asked.
    Usage,
    /// What was asked for is not there.
    NotFound,
    /// The index is missing, of another version, damaged or locked.
    Index,
    /// Something could not be read or written.
    Io,
    /// It was stopped before it was done.
    Stopped,
    /// The reader of the output went away, which is no error of anyone.
    Closed,
}

impl AppError {
    /// What the user can do about it, where the message alone does not say so.
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

    /// What kind of error it is.
    pub fn kind(&self) -> Kind {
        match self {
            AppError::Query(_)
            | AppError::Usage(_)
            | AppError::NoSuchPath(_)
            | AppError::TooManyBars(_)
            | AppError::NoSuchFormat { .. }
            | AppError::IsContainer(_)
            | AppError::Ambiguous { .. } => Kind::Usage,
            AppError::NoSuchArticle(_) => Kind::NotFound,
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
