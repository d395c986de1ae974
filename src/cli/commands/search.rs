//! `search`: one query, or a batch of them; and `similar`.

use std::fs::File;
use std::io::{BufRead, BufReader, Write, stdin};
use std::path::Path;

use super::{Done, index};
use crate::app::open::{Open, open_within};
use crate::app::outcome::{Found, SearchOutcome};
use crate::app::settings::{Ask, SearchSettings};
use crate::app::{self, AppError, search};
use crate::cli::args;
use crate::cli::choices::HitFormat;
use crate::cli::exit::Exit;
use crate::cli::output::{paged, plain, warn};
use crate::cli::settings::Surroundings;
use crate::render::safe;
use crate::render::table::{self, End, Separator};
use crate::render::{json, text};

/// Answers a query or a batch of queries.
pub(super) fn search(command: &args::Search, around: &Surroundings) -> Done {
    if !command.afresh.archive.is_empty() {
        let settings = around.archive(&command.afresh);
        let summary = index::refresh(&settings, around)?;
        if summary.interrupted {
            return Ok(Exit::Interrupted);
        }
    }
    let settings = around.search(command);
    // A query that cannot be understood is said before an index that cannot be opened.
    app::ask::ask(&settings.ask)?;
    let open = open_within(&around.index, &settings.ask.limits)?;
    match &command.batch {
        Some(file) => batch(command, around, &open, file),
        None if command.count => count(command, around, &open),
        None => one(command, around, &open),
    }
}

fn one(command: &args::Search, around: &Surroundings, open: &Open) -> Done {
    let outcome = search::search(open, &around.search(command))?;
    let format = command.format();
    let mut out = if format == HitFormat::Text { paged(around) } else { plain() };
    if format != HitFormat::Json {
        warn(&outcome.problems, around)?;
    }
    header(&mut out, command)?;
    write(&mut out, &outcome, command, around)?;
    out.flush()?;
    Ok(Exit::found(outcome.total > 0))
}

fn count(command: &args::Search, around: &Surroundings, open: &Open) -> Done {
    let outcome = search::count(open, &around.search(command))?;
    let mut out = plain();
    if command.format() == HitFormat::Json {
        json::search(&mut out, &outcome)?;
    } else {
        warn(&outcome.problems, around)?;
        text::hits::count(&mut out, &outcome)?;
    }
    out.flush()?;
    Ok(Exit::found(outcome.total > 0))
}

/// Answers every query of a file; one that cannot be understood is named, and the rest goes on.
fn batch(command: &args::Search, around: &Surroundings, open: &Open, file: &Path) -> Done {
    let settings = around.search(command);
    let mut out = plain();
    header(&mut out, command)?;
    let (mut found, mut wrong) = (false, false);
    for (number, line) in lines(file)?.enumerate() {
        let line = line.map_err(|cause| unreadable(file, cause))?;
        let line = String::from_utf8_lossy(&line);
        let Some((id, query)) = entry(line.trim_end(), number + 1) else { continue };
        let ask = Ask { text: query, ..settings.ask.clone() };
        match search::search(open, &SearchSettings { ask, ..settings.clone() }) {
            Ok(outcome) => {
                found |= outcome.total > 0;
                let outcome = SearchOutcome { query_id: Some(id), ..outcome };
                write_entry(&mut out, &outcome, command, around)?;
            }
            Err(AppError::Query(problems)) => {
                wrong = true;
                if command.is_json() {
                    json::problems(&mut out, &problems, Some(&id))?;
                } else {
                    warn(&problems, around)?;
                }
            }
            Err(error) => return Err(error),
        }
    }
    out.flush()?;
    Ok(if wrong { Exit::Usage } else { Exit::found(found) })
}

fn lines(file: &Path) -> Result<Box<dyn Iterator<Item = std::io::Result<Vec<u8>>>>, AppError> {
    if file == Path::new("-") {
        return Ok(Box::new(stdin().lock().split(b'\n')));
    }
    let opened = File::open(file).map_err(|cause| unreadable(file, cause))?;
    Ok(Box::new(BufReader::new(opened).split(b'\n')))
}

fn unreadable(file: &Path, cause: std::io::Error) -> AppError {
    AppError::Io { what: format!("cannot read {}", file.display()), cause }
}

/// The id and the query of a line; a line without a tab is a query whose id is its number.
fn entry(line: &str, number: usize) -> Option<(String, String)> {
    match line.split_once('\t') {
        Some((id, query)) => Some((id.trim().into(), query.trim().into())),
        None if line.trim().is_empty() => None,
        None => Some((number.to_string(), line.trim().into())),
    }
}

fn write_entry(
    out: &mut dyn Write,
    outcome: &SearchOutcome,
    command: &args::Search,
    around: &Surroundings,
) -> Result<(), AppError> {
    if command.format() == HitFormat::Text {
        let id = outcome.query_id.as_deref().unwrap_or_default();
        writeln!(out, "== {}: {}\n", safe::line(id), safe::line(&outcome.query))?;
    }
    if command.format() != HitFormat::Json {
        warn(&outcome.problems, around)?;
    }
    write(out, outcome, command, around)?;
    if command.format() == HitFormat::Text {
        writeln!(out)?;
    }
    Ok(())
}

fn header(out: &mut dyn Write, command: &args::Search) -> Result<(), AppError> {
    let batch = command.batch.is_some();
    match command.format() {
        HitFormat::Csv => table::hit_header(out, Separator::Comma, batch)?,
        HitFormat::Tsv => table::hit_header(out, Separator::Tab, batch)?,
        HitFormat::Text | HitFormat::Json | HitFormat::Paths | HitFormat::Ids => {}
    }
    Ok(())
}

fn write(
    out: &mut dyn Write,
    outcome: &SearchOutcome,
    command: &args::Search,
    around: &Surroundings,
) -> Result<(), AppError> {
    let rows = Rows { hits: &outcome.hits, query_id: outcome.query_id.as_deref() };
    match command.format() {
        HitFormat::Text => text::hits::search(out, outcome, &around.look)?,
        HitFormat::Json => json::search(out, outcome)?,
        HitFormat::Csv => rows.table(out, Separator::Comma)?,
        HitFormat::Tsv => rows.table(out, Separator::Tab)?,
        HitFormat::Paths => rows.bare(out, command.null, |hit| &hit.article.path)?,
        HitFormat::Ids => rows.bare(out, command.null, |hit| hit.article.id.as_str())?,
    }
    Ok(())
}

/// Hits as rows.
struct Rows<'a> {
    hits: &'a [Found],
    query_id: Option<&'a str>,
}

impl Rows<'_> {
    fn table(&self, out: &mut dyn Write, separator: Separator) -> std::io::Result<()> {
        table::hits(out, separator, self.hits, self.query_id)
    }

    /// One value a row, ended by a NUL where that is wanted.
    fn bare(&self, out: &mut dyn Write, nul: bool, of: fn(&Found) -> &str) -> std::io::Result<()> {
        let end = if nul { End::Nul } else { End::Line };
        self.hits.iter().try_for_each(|hit| table::bare(out, of(hit), end))
    }
}

/// Shows articles like another.
pub(super) fn similar(command: &args::Similar, around: &Surroundings) -> Done {
    let settings = around.similar(command);
    let open = open_within(&around.index, &settings.ask.limits)?;
    let outcome = app::similar::similar(&open, &settings)?;
    let format = command.format();
    let mut out = if format == HitFormat::Text { paged(around) } else { plain() };
    if format != HitFormat::Json {
        warn(&outcome.problems, around)?;
    }
    let rows = Rows { hits: &outcome.hits, query_id: None };
    match format {
        HitFormat::Text => text::similar::similar(&mut out, &outcome, &around.look)?,
        HitFormat::Json => json::similar(&mut out, &outcome)?,
        HitFormat::Csv | HitFormat::Tsv => {
            let tab = format == HitFormat::Tsv;
            let separator = if tab { Separator::Tab } else { Separator::Comma };
            table::hit_header(&mut out, separator, false)?;
            rows.table(&mut out, separator)?;
        }
        HitFormat::Paths => rows.bare(&mut out, command.null, |hit| &hit.article.path)?,
        HitFormat::Ids => rows.bare(&mut out, command.null, |hit| hit.article.id.as_str())?,
    }
    out.flush()?;
    Ok(Exit::found(!outcome.hits.is_empty()))
}
