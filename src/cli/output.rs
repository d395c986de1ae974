//! Where output goes: standard output, buffered, or a pager. A reader that goes away is no error.

use std::ffi::OsStr;
use std::io::{self, BufWriter, Write, stderr, stdout};

use super::exit::Exit;
use super::pager::Pager;
use super::settings::Surroundings;
use crate::app::AppError;
use crate::app::outcome::Problem;
use crate::render::{json, problem, safe};

/// Standard output.
pub(super) fn plain() -> BufWriter<Box<dyn Write>> {
    BufWriter::new(Box::new(stdout().lock()))
}

/// A pager where one is wanted and can be started, else standard output.
pub(super) fn paged(surroundings: &Surroundings) -> BufWriter<Box<dyn Write>> {
    let pager = surroundings.pager.as_deref().and_then(|pager| Pager::start(pager).ok());
    match pager {
        Some(pager) => BufWriter::new(Box::new(pager)),
        None => plain(),
    }
}

/// Says what went wrong, in JSON on standard output or as text on standard error, and gives the
/// exit code.
pub(super) fn fail(error: &AppError, as_json: bool, surroundings: &Surroundings) -> Exit {
    let exit = Exit::of(error);
    if exit == Exit::Done {
        return exit;
    }
    // Where even this cannot be written, the exit code still says it.
    let _ = if as_json {
        json::error(&mut stdout().lock(), error, exit as u8)
    } else {
        problem::error(&mut stderr().lock(), error, &surroundings.error_look)
    };
    exit
}

/// Says warnings and notes about a query on standard error.
///
/// # Errors
/// When standard error cannot be written.
pub(super) fn warn(problems: &[Problem], surroundings: &Surroundings) -> io::Result<()> {
    problem::problems(&mut stderr().lock(), problems, &surroundings.error_look)
}

/// Whether an argument could steer a terminal that it is repeated on.
pub(super) fn steers(argument: &OsStr) -> bool {
    argument.to_string_lossy().chars().any(safe::steers)
}

/// Says what clap has to say: help and version on standard output, errors on standard error. clap
/// repeats an argument as it was given: one that steers the terminal is said plainly and safely.
///
/// # Errors
/// When it cannot be written.
pub(super) fn usage(usage: &clap::Error, steers: bool) -> io::Result<()> {
    match steers && usage.use_stderr() {
        true => stderr().lock().write_all(safe::text(&usage.render().to_string()).as_bytes()),
        false => usage.print(),
    }
}
