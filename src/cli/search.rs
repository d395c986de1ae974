//! `search`: answers one query, or a batch of them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, stderr, stdin};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, ValueHint};

use super::Run;
use super::args::{HitOptions, Selection, formats};
use super::environment::Environment;
use super::exit::Exit;
use super::index::{self, Refresh};
use super::output::Output;
use crate::app::ask::{Asked, ask};
use crate::app::open::{Open, open_within};
use crate::app::outcome::SearchOutcome;
use crate::app::settings::{Ask, SearchSettings, Sort};
use crate::app::{self, AppError, receipt};
use crate::render::{self, Format, Outcome, problem};

/// Find articles, best first.
///
/// All words must occur. If no article has them all, text output shows the best matches with any of
/// them and says so; other formats and --count never do, unless --any asks for it. A query of dates or filters alone lists what it finds, newest first.
#[derive(Args, Debug)]
#[command(mut_arg("format", |arg| formats(arg, render::HITS)))]
#[command(after_help = "Examples:
  dateline search ceasefire talks
  dateline search '\"climate summit\" OR cop28' --from 2023-11 --to 2023-12
  dateline search '(strike OR walkout) -football' --sort newest
  dateline search 'title:budget date:2023-11..2024-02'
  dateline search --on 2023-11-05
  dateline search flood --archive ~/news
  dateline search flood --archive news
  dateline search strike -football

`dateline explain QUERY` shows how a query is understood.")]
pub(super) struct Search {
    /// Match any of the words, not all of them
    #[arg(long, conflicts_with = "all")]
    any: bool,
    /// Match all of the words, even if that finds nothing; the rule in all formats but text
    #[arg(long)]
    all: bool,
    /// Order of the hits [default: relevance; newest if the query has no words]
    #[arg(long, value_name = "ORDER")]
    sort: Option<Order>,
    /// Show every copy of an article; the rule in all formats but text
    #[arg(long, conflicts_with = "stories")]
    copies: bool,
    /// Show one copy of each story; the rule in text
    #[arg(long)]
    stories: bool,
    /// Number of hits to skip
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    #[command(flatten)]
    hits: HitOptions,
    /// Print only the number of articles found
    #[arg(long, conflicts_with_all = ["limit", "offset", "sort", "batch"])]
    count: bool,
    /// Answer every query in FILE, one per line: QUERY, or ID<TAB>QUERY; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "query", value_hint = ValueHint::FilePath)]
    batch: Option<PathBuf>,
    /// Write to FILE what was asked and all that was found, for `dateline rerun`
    #[arg(long, value_name = "FILE", conflicts_with = "batch", value_hint = ValueHint::FilePath)]
    receipt: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    refresh: Refresh,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    /// Best first.
    Relevance,
    /// Newest first, undated articles last.
    Newest,
    /// Oldest first, undated articles last.
    Oldest,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Sort {
        match order {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        }
    }
}

impl Run for Search {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        self.hits.check()?;
        if self.refresh.is_wanted() && index::refresh(&self.refresh, env)?.interrupted {
            return Ok(Exit::Interrupted);
        }
        let mut settings = self.settings(env);
        settings.ask.archives = self.refresh.names(env)?;
        // Report a query that cannot be understood before an index that cannot be opened.
        let asked = ask(&settings.ask)?;
        let open = open_within(&env.index, &settings.ask.limits)?;
        if let Some(run) = open.engine.unfinished().filter(|_| self.format() == Format::Text) {
            problem::unfinished(&mut stderr().lock(), &run, &env.error_look)?;
        }
        let exit = match &self.batch {
            Some(file) => self.batch(&open, &settings, file, env),
            None if self.count => self.count(&open, asked, &settings, env),
            None => self.one(&open, asked, &settings, env),
        }?;
        if let Some(file) = &self.receipt {
            receipt::write(&receipt::receipt(&open, &settings.ask)?, file)?;
        }
        Ok(exit)
    }

    fn format(&self) -> Format {
        self.hits.output.format(render::HITS)
    }
}

impl Search {
    fn settings(&self, env: &Environment) -> SearchSettings {
        SearchSettings {
            ask: self.selection.ask(self.any, env),
            sort: self.sort.map(Into::into),
            offset: self.offset,
            limit: self.hits.limit,
            all: self.all || self.format() != Format::Text,
            passage: self.hits.passage_length,
            copies: self.copies || self.format() != Format::Text && !self.stories,
            narrow: self.offset == 0 && self.hits.limit > 0 && self.batch.is_none(),
        }
    }

    fn one(
        &self,
        open: &Open,
        asked: Asked,
        settings: &SearchSettings,
        env: &Environment,
    ) -> Result<Exit, AppError> {
        let found = app::search::answer(open, asked, settings)?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Search(&found, self.hits.end()))?;
        out.finish()?;
        self.advise(&found, env)?;
        Ok(Exit::found(found.total > 0))
    }

    fn count(
        &self,
        open: &Open,
        asked: Asked,
        settings: &SearchSettings,
        env: &Environment,
    ) -> Result<Exit, AppError> {
        let found = app::search::count(open, asked, settings)?;
        let mut out = Output::plain(self.format(), env);
        out.write(Outcome::Count(&found))?;
        out.finish()?;
        self.advise(&found, env)?;
        Ok(Exit::found(found.total > 0))
    }

    /// Says on standard error why nothing was found, where standard output is for a program.
    fn advise(&self, found: &SearchOutcome, env: &Environment) -> Result<(), AppError> {
        match &found.advice {
            Some(advice) if self.count || self.format() != Format::Text => {
                Ok(problem::advice(&mut stderr().lock(), advice, &env.error_look)?)
            }
            _ => Ok(()),
        }
    }

    /// Answers every query of a file. Reports those that cannot be understood, and answers the
    /// rest.
    fn batch(
        &self,
        open: &Open,
        settings: &SearchSettings,
        file: &Path,
        env: &Environment,
    ) -> Result<Exit, AppError> {
        let mut out = Output::plain(self.format(), env);
        out.write(Outcome::BatchStart)?;
        let (mut any_found, mut any_wrong) = (false, false);
        for (number, line) in lines(file)?.enumerate() {
            let line = line.map_err(|cause| unreadable(file, cause))?;
            let line = String::from_utf8_lossy(&line);
            let Some((id, text)) = entry(line.trim_end(), number + 1) else { continue };
            let ask = Ask { text, ..settings.ask.clone() };
            match app::search::search(open, &SearchSettings { ask, ..settings.clone() }) {
                Ok(found) => {
                    any_found |= found.total > 0;
                    let found = SearchOutcome { query_id: Some(id), ..found };
                    out.write(Outcome::BatchEntry(&found, self.hits.end()))?;
                }
                Err(AppError::Query(problems)) => {
                    any_wrong = true;
                    out.write(Outcome::BatchError(&id, &problems))?;
                }
                Err(error) => return Err(error),
            }
        }
        out.finish()?;
        Ok(if any_wrong { Exit::Usage } else { Exit::found(any_found) })
    }
}

/// The lines of a file, or of standard input.
fn lines(file: &Path) -> Result<Box<dyn Iterator<Item = io::Result<Vec<u8>>>>, AppError> {
    if file == Path::new("-") {
        return Ok(Box::new(stdin().lock().split(b'\n')));
    }
    let opened = File::open(file).map_err(|cause| unreadable(file, cause))?;
    Ok(Box::new(BufReader::new(opened).split(b'\n')))
}

fn unreadable(file: &Path, cause: io::Error) -> AppError {
    AppError::Io { what: format!("cannot read {}", file.display()), cause }
}

/// The id and the query of a line; a line without a tab is a query with its line number as the id.
fn entry(line: &str, number: usize) -> Option<(String, String)> {
    match line.split_once('\t') {
        Some((id, query)) => Some((id.trim().into(), query.trim().into())),
        None if line.trim().is_empty() => None,
        None => Some((number.to_string(), line.trim().into())),
    }
}
