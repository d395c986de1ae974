//! Where output goes: to standard output, buffered, or to a pager; diagnostics go to standard
//! error. A reader that closes the output is not an error.

use std::ffi::OsStr;
use std::io::{self, BufWriter, StdoutLock, Write, stderr, stdout};

use super::environment::Environment;
use super::exit::Exit;
use super::pager::Pager;
use crate::app::AppError;
use crate::render::{self, Format, Look, Outcome, json, problem, safe};

/// The output of a command.
pub(super) struct Output<'a> {
    out: BufWriter<Target>,
    format: Format,
    env: &'a Environment,
}

/// What output is written to.
enum Target {
    Standard(StdoutLock<'static>),
    Pager(Pager),
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Target::Standard(out) => out.write(bytes),
            Target::Pager(pager) => pager.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Target::Standard(out) => out.flush(),
            Target::Pager(pager) => pager.flush(),
        }
    }
}

impl<'a> Output<'a> {
    /// Output to standard output.
    pub(super) fn plain(format: Format, env: &'a Environment) -> Output<'a> {
        Output { out: BufWriter::new(Target::Standard(stdout().lock())), format, env }
    }

    /// Output to a pager if it is text and a pager is wanted and can be started, else to standard
    /// output.
    pub(super) fn paged(format: Format, env: &'a Environment) -> Output<'a> {
        let wanted = env.pager.as_deref().filter(|_| format == Format::Text);
        match wanted.and_then(|pager| Pager::start(pager).ok()) {
            Some(pager) => Output { out: BufWriter::new(Target::Pager(pager)), format, env },
            None => Output::plain(format, env),
        }
    }

    /// Writes an outcome. Its diagnostics go to standard error unless the format includes them.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write(&mut self, outcome: Outcome<'_>) -> Result<(), AppError> {
        if !self.format.has_problems() {
            problem::problems(&mut stderr().lock(), outcome.problems(), &self.env.error_look)?;
        }
        Ok(render::write(outcome, self.format, &mut self.out, &self.env.look)?)
    }

    /// Flushes the output.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn finish(mut self) -> Result<(), AppError> {
        self.out.flush()?;
        match self.out.into_inner() {
            Ok(Target::Pager(pager)) => Ok(pager.end()?),
            Ok(Target::Standard(_)) => Ok(()),
            Err(error) => Err(error.into_error().into()),
        }
    }
}

/// Writes bytes to standard output.
///
/// # Errors
/// If they cannot be written.
pub(super) fn bytes(bytes: &[u8]) -> Result<(), AppError> {
    Ok(stdout().lock().write_all(bytes)?)
}

/// Writes a note to standard error.
pub(super) fn note(text: &str, env: &Environment) {
    // If it cannot be written, nothing is lost.
    let _ = problem::note(&mut stderr().lock(), text, &env.error_look);
}

/// Reports an error, as JSON on standard output or as text on standard error. Returns the exit
/// code.
pub(super) fn fail(error: &AppError, format: Format, env: &Environment) -> Exit {
    let exit = Exit::of(error);
    if exit == Exit::Done {
        return exit;
    }
    // If even this cannot be written, the exit code still reports the error.
    let _ = match format {
        Format::Json => json::error(&mut stdout().lock(), error, exit as u8),
        _ => problem::error(&mut stderr().lock(), error, &env.error_look),
    };
    exit
}

/// Reports an error that occurred before the environment was known.
pub(super) fn fail_early(error: &AppError) -> Exit {
    // If even this cannot be written, the exit code still reports the error.
    let _ = problem::error(&mut stderr().lock(), error, &Look::plain());
    Exit::of(error)
}

/// Whether an argument could control a terminal that it is echoed to.
pub(super) fn steers(argument: &OsStr) -> bool {
    argument.to_string_lossy().chars().any(safe::steers)
}

/// Writes clap's answers: help and version to standard output, errors to standard error. clap
/// echoes arguments as given; an error that echoes one that could control the terminal is made safe
/// and written without colours.
///
/// # Errors
/// If it cannot be written.
pub(super) fn usage(usage: &clap::Error, steers: bool) -> io::Result<()> {
    match steers && usage.use_stderr() {
        true => stderr().lock().write_all(safe::text(&usage.render().to_string()).as_bytes()),
        false => usage.print(),
    }
}
