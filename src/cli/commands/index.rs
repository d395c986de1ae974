//! `index`, and the `--archive` of `search`: the same operation with another end.

use std::io::{self, Write, stderr};
use std::sync::Arc;

use super::Done;
use crate::app::AppError;
use crate::app::index::{self, Progress};
use crate::app::outcome::{FileOutcome, Summary};
use crate::app::settings::IndexSettings;
use crate::cli::args;
use crate::cli::exit::Exit;
use crate::cli::output::{paged, plain};
use crate::cli::progress::{Bar, stop_on_interrupt};
use crate::cli::settings::Surroundings;
use crate::render::{json, problem, text};

/// How many refused files are named; `status` names them all.
const NAMED: usize = 20;

/// Brings the index up to date, or says what would be done.
pub(super) fn index(command: &args::Index, around: &Surroundings) -> Done {
    let settings = around.index(command);
    if command.explain {
        return explain(&settings, command.json, around);
    }
    let mut out = plain();
    if command.dry_run {
        let plan = index::plan(&settings)?;
        if command.json {
            json::planned(&mut out, &plan)?;
        } else {
            text::indexed::planned(&mut out, &plan, &around.look)?;
        }
        out.flush()?;
        return Ok(Exit::Done);
    }
    let summary = run(&settings, around, command.quiet)?;
    if command.json {
        json::indexed(&mut out, &summary)?;
    } else {
        text::indexed::indexed(&mut out, &summary)?;
    }
    out.flush()?;
    Ok(end(&summary))
}

/// Says how files are read.
fn explain(settings: &IndexSettings, as_json: bool, around: &Surroundings) -> Done {
    let mut out = if as_json { plain() } else { paged(around) };
    let most = if as_json { usize::MAX } else { text::reading::SHOWN };
    let (mut files, mut articles, mut refused) = (0, 0, false);
    let mut failed: Option<io::Error> = None;
    index::explain::explain(settings, most, &mut |read| {
        let first = files == 0;
        files += 1;
        articles += read.report.articles;
        refused |= matches!(read.report.outcome, FileOutcome::Refused(_));
        let written = if as_json {
            json::reading(&mut out, &read)
        } else {
            text::reading::reading(&mut out, &read, first, &around.look)
        };
        failed = written.err();
        failed.is_none()
    })?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    if as_json {
        json::read(&mut out, files, articles)?;
    }
    out.flush()?;
    Ok(if refused { Exit::Refused } else { Exit::Done })
}

/// Brings the index up to date before a search; how that went is said on standard error.
pub(super) fn refresh(
    settings: &IndexSettings,
    around: &Surroundings,
) -> Result<Summary, AppError> {
    let summary = run(settings, around, false)?;
    text::indexed::indexed(&mut stderr().lock(), &summary)?;
    Ok(summary)
}

/// How a run of indexing ended.
pub(super) fn end(summary: &Summary) -> Exit {
    match summary {
        Summary { interrupted: true, .. } => Exit::Interrupted,
        Summary { refused: 1.., .. } => Exit::Refused,
        _ => Exit::Done,
    }
}

fn run(settings: &IndexSettings, around: &Surroundings, quiet: bool) -> Result<Summary, AppError> {
    let progress = Arc::new(Progress::default());
    stop_on_interrupt(&progress);
    let bar = if quiet { None } else { Bar::show(progress.clone()) };
    let summary = index::index(settings, &progress);
    drop(bar);
    let summary = summary?;
    let mut errors = stderr().lock();
    if !quiet {
        problem::refusals(&mut errors, &summary.refusals, NAMED, &around.error_look)?;
    }
    if summary.interrupted {
        writeln!(
            errors,
            "interrupted: what was read is kept; run the same command again to go on"
        )?;
    }
    Ok(summary)
}
