//! What every command works with: the index folder, the clock, the look of its output, the pager.
//! Only this file reads environment variables.

use std::env;
use std::fs;
use std::io::{IsTerminal, stderr, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Color, Global};
use crate::app::AppError;
use crate::app::settings::{Clock, Zone};
use crate::render::Look;

/// The width of a line in columns if the output is not a terminal, and the maximum on a terminal.
const WIDTH: (usize, usize) = (80, 120);

/// The command of the system that opens whatever it is given.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// What every command works with.
pub(super) struct Environment {
    /// The index folder.
    pub index: PathBuf,
    /// Whether the user named no index, so that the one created last is used.
    pub is_last: bool,
    /// The current day.
    pub clock: Clock,
    /// Returns the current day anew on each call: a server may run past midnight.
    pub today: Today,
    /// The look of standard output.
    pub look: Look,
    /// The look of standard error.
    pub error_look: Look,
    /// The pager, if one is to be used.
    pub pager: Option<String>,
    /// The command that opens a page of the web or a file.
    pub browser: String,
    /// The editor, if one is set.
    pub editor: Option<String>,
}

/// Returns the current day on each call.
pub(super) type Today = Arc<dyn Fn() -> Clock + Send + Sync>;

impl Environment {
    /// Reads the environment from the global options and environment variables.
    ///
    /// `makes` says whether the command names archives, from which an index can be created.
    ///
    /// # Errors
    /// If the requested clock cannot be set.
    pub(super) fn read(global: &Global, makes: bool) -> Result<Environment, AppError> {
        let zone = zone(global);
        let clock = match &global.now {
            Some(moment) => Clock::fixed(moment, zone),
            None => Clock::system(zone),
        };
        let clock = clock.map_err(AppError::Usage)?;
        let terminal = stdout().is_terminal();
        let (index, is_last) = index_folder(global, makes);
        Ok(Environment {
            index,
            is_last,
            today: today(global, &clock),
            clock,
            look: look(global.color, terminal),
            error_look: look(global.color, stderr().is_terminal()),
            pager: if terminal && !global.no_pager { pager() } else { None },
            browser: variable("BROWSER").unwrap_or_else(|| OPENER.into()),
            editor: variable("VISUAL").or_else(|| variable("EDITOR")),
        })
    }
}

fn today(global: &Global, start: &Clock) -> Today {
    let start = start.clone();
    if global.now.is_some() {
        return Arc::new(move || start.clone());
    }
    let (tz, in_environment) = (global.tz.clone(), is_set("TZ"));
    Arc::new(move || {
        let zone = match &tz {
            Some(name) => Zone::Named(name),
            None if in_environment => Zone::Environment,
            None => Zone::Machine,
        };
        Clock::system(zone).unwrap_or_else(|_| start.clone())
    })
}

fn zone(global: &Global) -> Zone<'_> {
    match &global.tz {
        Some(name) => Zone::Named(name),
        None if is_set("TZ") => Zone::Environment,
        None => Zone::Machine,
    }
}

/// The index folder, and whether it is the index created last.
fn index_folder(global: &Global, makes: bool) -> (PathBuf, bool) {
    let named = global.index.clone().or_else(|| variable("DATELINE_INDEX").map(PathBuf::from));
    let here = PathBuf::from("index");
    match named {
        Some(named) => (named, false),
        None if makes || here.is_dir() => (here, false),
        None => last_index().map_or((here, false), |last| (last, true)),
    }
}

/// The file that records which index was created last.
fn last_file() -> Option<PathBuf> {
    let data = variable("XDG_DATA_HOME").map(PathBuf::from).filter(|data| data.is_absolute());
    let home = || Some(PathBuf::from(variable("HOME")?).join(".local/share"));
    Some(data.or_else(home)?.join("dateline/last-index"))
}

fn last_index() -> Option<PathBuf> {
    let last = PathBuf::from(fs::read_to_string(last_file()?).ok()?.trim_end_matches('\n'));
    last.is_dir().then_some(last)
}

/// Records that this index was created last. This is a convenience: if it fails, `--index` still
/// names the index.
pub(super) fn note_index(index: &Path) {
    let noted = || {
        let (file, index) = (last_file()?, index.canonicalize().ok()?);
        let text = format!("{}\n", index.to_str()?);
        if fs::read_to_string(&file).is_ok_and(|noted| noted == text) {
            return None;
        }
        fs::create_dir_all(file.parent()?).ok()?;
        fs::write(file, text).ok()
    };
    let _ = noted();
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

/// The user's pager; an empty one or `cat` means none.
fn pager() -> Option<String> {
    let pager = variable("DATELINE_PAGER").or_else(|| variable("PAGER"))?;
    (pager.trim() != "cat").then_some(pager)
}

/// Whether a variable is set, even if it is empty.
fn is_set(name: &str) -> bool {
    read(name).is_some()
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn read(name: &str) -> Option<std::ffi::OsString> {
    env::var_os(name)
}

/// The value of a variable that is set and not empty.
fn variable(name: &str) -> Option<String> {
    read(name)?.into_string().ok().filter(|value| !value.is_empty())
}
