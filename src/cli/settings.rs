//! From arguments and environment to the settings of [`crate::app`]: the one file that reads the
//! environment.

use std::env;
use std::io::{IsTerminal, stderr, stdout};
use std::path::{Path, PathBuf};

use super::args::{Afresh, Global, Index, QueryLimits, Search, Similar, Which};
use super::choices::Color;
use crate::app::AppError;
use crate::app::settings::{
    Ask, Clock, IndexSettings, Limits, Model, SearchSettings, SimilarSettings, Zone,
};
use crate::render::Look;

/// Columns of a line where the output is no terminal, and the most that are used of one.
const WIDTH: (usize, usize) = (80, 120);

/// What a run knows of its surroundings.
pub(super) struct Surroundings {
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

impl Surroundings {
    /// Reads the surroundings.
    ///
    /// # Errors
    /// When the clock that was asked for cannot be set.
    pub(super) fn read(global: &Global) -> Result<Surroundings, AppError> {
        let zone = zone(global);
        let clock = match &global.now {
            Some(moment) => Clock::fixed(moment, zone),
            None => Clock::system(zone),
        };
        let terminal = stdout().is_terminal();
        Ok(Surroundings {
            index: index_folder(global),
            clock: clock.map_err(AppError::Usage)?,
            look: look(global.color, terminal),
            error_look: look(global.color, stderr().is_terminal()),
            pager: if terminal && !global.no_pager { pager() } else { None },
        })
    }

    /// Which articles are meant.
    pub(super) fn ask(&self, which: &Which, any: bool) -> Ask {
        Ask {
            text: which.query.join(" "),
            from: which.from.clone(),
            to: which.to.clone(),
            on: which.on.clone(),
            sources: which.source.clone(),
            sections: which.section.clone(),
            authors: which.author.clone(),
            langs: which.lang.clone(),
            title: which.title.clone(),
            any,
            limits: limits(&which.limits),
            loose_dates: which.loose_dates,
            clock: self.clock.clone(),
        }
    }

    /// A search.
    pub(super) fn search(&self, search: &Search) -> SearchSettings {
        SearchSettings {
            ask: self.ask(&search.which, search.any),
            sort: search.sort.map(Into::into),
            offset: search.offset,
            limit: search.limit,
            all: search.all,
            passage: search.passage_length,
            narrow: search.offset == 0 && search.limit > 0 && search.batch.is_none(),
        }
    }

    /// A search for articles like another: one of the index, unless there is a file of that name.
    pub(super) fn similar(&self, similar: &Similar) -> SimilarSettings {
        let path = PathBuf::from(&similar.model);
        let model = match path.exists() {
            true => Model::File(path),
            false => Model::Id(similar.model.clone()),
        };
        SimilarSettings {
            model,
            ask: self.ask(&similar.which, false),
            limit: similar.limit,
            copies: similar.copies,
            passage: similar.passage_length,
        }
    }

    /// What is to be indexed.
    pub(super) fn index(&self, index: &Index) -> IndexSettings {
        let usual = IndexSettings::new(&self.index, &index.paths, self.clock.clone());
        let reading = &index.reading;
        IndexSettings {
            source: reading.name.clone(),
            aliases: reading.alias.clone(),
            format: reading.format.clone(),
            map: reading.map.clone(),
            date_from_mtime: reading.date_from_mtime,
            keep_boilerplate: reading.keep_boilerplate,
            full: index.full,
            rebuild: index.rebuild,
            memory: index.memory as usize * 1_000_000,
            threads: index.threads.map_or(usual.threads, usize::from),
            ..usual
        }
    }

    /// What is to be indexed before a search.
    pub(super) fn archive(&self, afresh: &Afresh) -> IndexSettings {
        IndexSettings {
            aliases: afresh.alias.clone(),
            format: afresh.as_format.clone(),
            ..IndexSettings::new(&self.index, &afresh.archive, self.clock.clone())
        }
    }
}

fn zone(global: &Global) -> Zone<'_> {
    match &global.tz {
        Some(name) => Zone::Named(name),
        None if is_set("TZ") => Zone::Environment,
        None => Zone::Machine,
    }
}

fn limits(asked: &QueryLimits) -> Limits {
    let usual = Limits::default();
    let or = |asked: Option<u32>, usual: usize| asked.map_or(usual, |asked| asked as usize);
    Limits {
        bytes: or(asked.max_bytes, usual.bytes),
        depth: or(asked.max_depth, usual.depth),
        clauses: or(asked.max_clauses, usual.clauses),
        expansions: or(asked.max_expansions, usual.expansions),
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
