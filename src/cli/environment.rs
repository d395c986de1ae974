//! What every command works with: the index folder, the clock, the looks of its output, the pager.
//! This file alone reads the variables of the environment.

use std::env;
use std::io::{IsTerminal, stderr, stdout};
use std::path::{Path, PathBuf};

use super::args::{Color, Global};
use crate::app::AppError;
use crate::app::settings::{Clock, Zone};
use crate::render::Look;

/// Columns of a line where the output is no terminal, and the most that are used of one.
const WIDTH: (usize, usize) = (80, 120);

/// What every command works with.
pub(super) struct Environment {
    /// The index folder.
    pub index: PathBuf,
    /// What day it is.
    pub clock: Clock,
    /// How standard output is to look.
    pub look: Look,
    /// How standard error is to look.
    pub error_look: Look,
    /// The pager, where one is wanted.
    pub pager: Option<String>,
}

impl Environment {
    /// Reads it from the global options and the variables of the environment.
    ///
    /// # Errors
    /// When the clock that was asked for cannot be set.
    pub(super) fn read(global: &Global) -> Result<Environment, AppError> {
        let zone = zone(global);
        let clock = match &global.now {
            Some(moment) => Clock::fixed(moment, zone),
            None => Clock::system(zone),
        };
        let terminal = stdout().is_terminal();
        Ok(Environment {
            index: index_folder(global),
            clock: clock.map_err(AppError::Usage)?,
            look: look(global.color, terminal),
            error_look: look(global.color, stderr().is_terminal()),
            pager: if terminal && !global.no_pager { pager() } else { None },
        })
    }
}

fn zone(global: &Global) -> Zone<'_> {
    match &global.tz {
        Some(name) => Zone::Named(name),
        None if is_set("TZ") => Zone::Environment,
        None => Zone::Machine,
    }
}

fn index_folder(global: &Global) -> PathBuf {
    let named = global.index.clone().or_else(|| variable("DATELINE_INDEX").map(PathBuf::from));
    named.unwrap_or_else(|| Path::new("index").to_path_buf())
}

fn look(color: Color, terminal: bool) -> Look {
    let colour = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if variable("NO_COLOR").is_some() => false,
        Color::Auto => terminal || variable("CLICOLOR_FORCE").is_some_and(|force| force != "0"),
    };
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = columns.filter(|_| terminal).map_or(WIDTH.0, |columns| columns.clamp(40, WIDTH.1));
    let here = env::current_dir().ok().map(|folder| folder.display().to_string());
    Look { colour, width, here }
}

/// The pager of the user's choice; an empty one or `cat` means none.
fn pager() -> Option<String> {
    let pager = variable("DATELINE_PAGER").or_else(|| variable("PAGER"))?;
    (pager.trim() != "cat").then_some(pager)
}

/// Whether a variable is set, if to nothing.
fn is_set(name: &str) -> bool {
    read(name).is_some()
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn read(name: &str) -> Option<std::ffi::OsString> {
    env::var_os(name)
}

/// A variable that is set to something.
fn variable(name: &str) -> Option<String> {
    read(name)?.into_string().ok().filter(|value| !value.is_empty())
}
