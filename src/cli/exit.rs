//! The exit codes: a contract with scripts. They say how a run ended, never why.

use std::process::ExitCode;

use crate::app::{AppError, Kind};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Exit {
    /// Something was found, or the work is done.
    Done = 0,
    /// Nothing was found.
    Nothing = 1,
    /// The command line or the query cannot be understood.
    Usage = 2,
    /// The index is missing, of another version, damaged or locked.
    Index = 3,
    /// The archive was indexed, but files that should be readable were refused.
    Refused = 4,
    /// Something could not be read or written.
    Io = 5,
    /// Interrupted by the user.
    Interrupted = 130,
}

impl Exit {
    /// The exit code of an error.
    pub(super) fn of(error: &AppError) -> Exit {
        match error.kind() {
            Kind::Usage => Exit::Usage,
            Kind::NotFound => Exit::Nothing,
            Kind::Index => Exit::Index,
            Kind::Io => Exit::Io,
            Kind::Stopped => Exit::Interrupted,
            // `dateline export | head` is no error.
            Kind::Closed => Exit::Done,
        }
    }

    /// `Done` if something was found, else `Nothing`.
    pub(super) fn found(any: bool) -> Exit {
        if any { Exit::Done } else { Exit::Nothing }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}
