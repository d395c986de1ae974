//! The exit codes: a contract with scripts. They say how a run ended, never why.

use std::io;
use std::process::ExitCode;

use crate::app::AppError;
use crate::engine::EngineError;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Found, or done.
    Done = 0,
    /// Nothing was found.
    Nothing = 1,
    /// The command line or the query cannot be understood.
    Usage = 2,
    /// The index is missing, of another version, damaged or locked.
    Index = 3,
    /// Indexed, but some files that should be readable were not.
    Refused = 4,
    /// Something could not be read or written.
    Io = 5,
    /// Interrupted by the user.
    Interrupted = 130,
}

impl Exit {
    /// The code of an error.
    pub fn of(error: &AppError) -> Exit {
        match error {
            AppError::Query(_)
            | AppError::Usage(_)
            | AppError::NoSuchPath(_)
            | AppError::Ambiguous { .. } => Exit::Usage,
            AppError::NoSuchArticle(_) => Exit::Nothing,
            AppError::Engine(error) => Exit::of_engine(error),
            AppError::Output(error) if is_closed(error) => Exit::Done,
            AppError::Io { .. } | AppError::Output(_) | AppError::Internal(_) => Exit::Io,
        }
    }

    fn of_engine(error: &EngineError) -> Exit {
        match error {
            EngineError::Missing(_)
            | EngineError::Version { .. }
            | EngineError::Damaged { .. }
            | EngineError::NotAnIndex(_)
            | EngineError::Locked { .. } => Exit::Index,
            EngineError::Limit(_) | EngineError::Unsupported(_) => Exit::Usage,
            EngineError::Io { .. } | EngineError::Internal(_) => Exit::Io,
        }
    }

    /// Done where something was found.
    pub fn found(any: bool) -> Exit {
        if any { Exit::Done } else { Exit::Nothing }
    }
}

/// Whether an output failed only because its reader went away: `dateline export | head` is no
/// error.
pub fn is_closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}
