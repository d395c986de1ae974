//! What an index holds: its size, its coverage by time, source and language, and every file that
//! was refused or skipped, with the reason.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::sources::counts;
use crate::app::outcome::{Count, FileOutcome, FileRecord, StatusOutcome};
use crate::render::number::{bytes, counted, thousands};
use crate::render::safe;
use crate::render::style::{Look, Role};

/// How many values of a facet are shown by default.
const FEW: usize = 12;

/// How many years are listed by default.
const YEARS: usize = 30;

/// Writes what an index holds; with `all`, every value and every skipped file.
///
/// # Errors
/// If the output cannot be written.
pub fn status(
    out: &mut dyn Write,
    outcome: &StatusOutcome,
    all: bool,
    look: &Look,
) -> io::Result<()> {
    let status = &outcome.status;
    overview(out, outcome, look)?;
    super::archives::of_status(out, outcome, look)?;
    let limit = if all { usize::MAX } else { FEW };
    table(out, "by source", &status.sources, status.articles, (limit, look))?;
    if all || status.years.len() <= YEARS {
        table(out, "by year", &status.years, status.articles, (usize::MAX, look))?;
    } else {
        table(out, "by decade", &decades(&status.years), status.articles, (usize::MAX, look))?;
    }
    table(out, "by language", &status.langs, status.articles, (limit, look))?;
    refused(out, &status.files, look)?;
    incomplete(out, &status.files, all, look)?;
    skipped(out, &status.files, all, look)
}

fn overview(out: &mut dyn Write, outcome: &StatusOutcome, look: &Look) -> io::Result<()> {
    let status = &outcome.status;
    let mut fact = |name: &str, value: String| {
        writeln!(out, "{}{}", look.paint(Role::Quiet, &format!("{name:<10}")), safe::line(&value))
    };
    let days = match (status.first, status.last) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "none".into(),
    };
    fact("index", look.path(&outcome.index).to_string())?;
    fact("articles", thousands(status.articles))?;
    fact("days", days)?;
    fact("undated", thousands(status.undated))?;
    fact("no source", thousands(status.sourceless))?;
    fact("files", thousands(status.files.len() as u64))?;
    let segments = counted(status.segments as u64, "segment", "segments");
    fact("size", format!("{} in {segments}", bytes(status.bytes)))
}

fn table(
    out: &mut dyn Write,
    name: &str,
    all: &[Count],
    total: u64,
    (limit, look): (usize, &Look),
) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    heading(out, name, look)?;
    counts(out, &all[..all.len().min(limit)], total, look)?;
    more(out, all.len().saturating_sub(limit), look)
}

/// Sums articles by year, in order of time, into articles by decade.
fn decades(years: &[Count]) -> Vec<Count> {
    let decade = |count: &Count| {
        let year: Option<i32> = count.value.as_ref().and_then(|year| year.parse().ok());
        year.map(|year| format!("{}s", year - year.rem_euclid(10)))
    };
    let sum = |run: &[Count]| Count {
        value: run.first().and_then(decade),
        count: run.iter().map(|count| count.count).sum(),
    };
    years.chunk_by(|one, other| decade(one) == decade(other)).map(sum).collect()
}

fn refused(out: &mut dyn Write, files: &[FileRecord], look: &Look) -> io::Result<()> {
    let refused: Vec<_> = files.iter().filter_map(reason_of_refusal).collect();
    if refused.is_empty() {
        return Ok(());
    }
    heading(out, &counted(refused.len() as u64, "file refused", "files refused"), look)?;
    refused.iter().try_for_each(|(path, reason)| file(out, path, reason, look))
}

fn reason_of_refusal(record: &FileRecord) -> Option<(String, &str)> {
    match &record.outcome {
        FileOutcome::Refused(reason) => Some((record.path(), reason)),
        FileOutcome::Indexed | FileOutcome::Skipped(_) => None,
    }
}

fn incomplete(out: &mut dyn Write, files: &[FileRecord], all: bool, look: &Look) -> io::Result<()> {
    let files: Vec<_> = files.iter().filter(|record| !record.problems.is_empty()).collect();
    if files.is_empty() {
        return Ok(());
    }
    let limit = if all { usize::MAX } else { FEW };
    heading(
        out,
        &counted(files.len() as u64, "file indexed only in part", "files indexed only in part"),
        look,
    )?;
    for record in files.iter().take(limit) {
        let shown = if all { record.problems.len() } else { 1 };
        for problem in record.problems.iter().take(shown) {
            let more = match record.problems.len() - shown {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            file(out, &record.path(), &format!("{problem}{more}"), look)?;
        }
    }
    more(out, files.len().saturating_sub(limit), look)
}

/// Skipped files by reason; with `all`, also each file.
fn skipped(out: &mut dyn Write, files: &[FileRecord], all: bool, look: &Look) -> io::Result<()> {
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for record in files {
        if let FileOutcome::Skipped(reason) = &record.outcome {
            reasons.entry(reason).or_default().push(record.path());
        }
    }
    let total: usize = reasons.values().map(Vec::len).sum();
    if total == 0 {
        return Ok(());
    }
    heading(out, &counted(total as u64, "file skipped", "files skipped"), look)?;
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, paths)| std::cmp::Reverse(paths.len()));
    let limit = if all { usize::MAX } else { FEW };
    for (reason, paths) in reasons.iter().take(limit) {
        let files = counted(paths.len() as u64, "file", "files");
        writeln!(out, "  {files}: {}", safe::line(reason))?;
        for path in paths.iter().filter(|_| all) {
            writeln!(out, "    {}", safe::line(look.path(path)))?;
        }
    }
    more(out, reasons.iter().skip(limit).map(|(_, paths)| paths.len()).sum(), look)
}

fn heading(out: &mut dyn Write, text: &str, look: &Look) -> io::Result<()> {
    writeln!(out, "\n{}", look.paint(Role::Title, text))
}

fn file(out: &mut dyn Write, path: &str, reason: &str, look: &Look) -> io::Result<()> {
    writeln!(out, "  {}: {}", safe::line(look.path(path)), safe::line(reason))
}

fn more(out: &mut dyn Write, more: usize, look: &Look) -> io::Result<()> {
    match more {
        0 => Ok(()),
        more => {
            let text = format!("and {} more: dateline status --all", thousands(more as u64));
            writeln!(out, "{}", look.paint(Role::Quiet, &text))
        }
    }
}
