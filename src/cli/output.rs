//! Where output goes: standard output, buffered, or a pager; diagnostics to standard error. A reader
//! that goes away is no error.

use std::ffi::OsStr;
use std::io::{self, BufWriter, Write, stderr, stdout};

use super::environment::Environment;
use super::exit::Exit;
use super::pager::Pager;
use crate::app::AppError;
use crate::render::{self, Format, Look, Outcome, json, problem, safe};

/// The answer of a command on its way to the reader.
pub(super) struct Output<'a> {
    out: BufWriter<Box<dyn Write>>,
    format: Format,
    env: &'a Environment,
}

impl<'a> Output<'a> {
    /// An answer on standard output.
    pub(super) fn plain(format: Format, env: &'a Environment) -> Output<'a> {
        Output { out: BufWriter::new(Box::new(stdout().lock())), format, env }
    }

    /// An answer that is shown in a pager where it is text, and one is wanted and can be started.
    pub(super) fn paged(format: Format, env: &'a Environment) -> Output<'a> {
        let wanted = env.pager.as_deref().filter(|_| format == Format::Text);
        match wanted.and_then(|pager| Pager::start(pager).ok()) {
            Some(pager) => Output { out: BufWriter::new(Box::new(pager)), format, env },
            None => Output::plain(format, env),
        }
    }

    /// Writes an outcome; its diagnostics go to standard error unless the format has them.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(&mut self, outcome: Outcome<'_>) -> Result<(), AppError> {
        if !self.format.has_problems() {
            problem::problems(&mut stderr().lock(), outcome.problems(), &self.env.error_look)?;
        }
        Ok(render::write(outcome, self.format, &mut self.out, &self.env.look)?)
    }

    /// Ends the answer.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn finish(mut self) -> Result<(), AppError> {
        Ok(self.out.flush()?)
    }
}

/// Writes bytes to standard output.
///
/// # Errors
/// When they cannot be written.
pub(super) fn bytes(bytes: &[u8]) -> Result<(), AppError> {
    Ok(stdout().lock().write_all(bytes)?)
}

/// Says something on standard error that is no error.
pub(super) fn note(text: &str, env: &Environment) {
    // Where it cannot be written nothing is lost.
    let _ = problem::note(&mut stderr().lock(), text, &env.error_look);
}

/// Reports an error, as JSON on standard output or as text on standard error, and gives the exit
/// code.
pub(super) fn fail(error: &AppError, format: Format, env: &Environment) -> Exit {
    let exit = Exit::of(error);
    if exit == Exit::Done {
        return exit;
    }
    // Where even this cannot be written, the exit code still says it.
    let _ = match format {
        Format::Json => json::error(&mut stdout().lock(), error, exit as u8),
        _ => problem::error(&mut stderr().lock(), error, &env.error_look),
    };
    exit
}

/// Reports an error that came before the environment was known.
pub(super) fn fail_early(error: &AppError) -> Exit {
    // Where even this cannot be written, the exit code still says it.
    let _ = problem::error(&mut stderr().lock(), error, &Look::plain());
    Exit::of(error)
}

/// Whether an argument could steer a terminal that it is repeated on.
pub(super) fn steers(argument: &OsStr) -> bool {
    argument.to_string_lossy().chars().any(safe::steers)
}

/// Writes what clap answers: help and version to standard output, errors to standard error. clap
/// repeats an argument as it was given; one that could steer the terminal is written without colours
/// and made safe.
///
/// # Errors
/// When it cannot be written.
pub(super) fn usage(usage: &clap::Error, steers: bool) -> io::Result<()> {
    match steers && usage.use_stderr() {
        true => stderr().lock().write_all(safe::text(&usage.render().to_string()).as_bytes()),
        false => usage.print(),
    }
}
