//! What indexing did, in two lines, and what it would do.

use std::io::{self, Write};

use crate::app::outcome::{Fate, Plan, Summary};
use crate::render::number::{bytes, counted, duration, thousands};
use crate::render::safe;
use crate::render::style::{Look, Role};

/// Writes what indexing did.
///
/// # Errors
/// When the output cannot be written.
pub fn indexed(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let Summary { indexed, unchanged, skipped, refused, .. } = summary;
    let seen = counted(summary.seen, "file", "files");
    let [indexed, unchanged, skipped, refused] =
        [*indexed, *unchanged, *skipped, *refused].map(thousands);
    let ended = format!(
        "{indexed} indexed, {unchanged} unchanged, {skipped} skipped, {refused} refused{}",
        also(summary.vanished, "gone")
    );
    writeln!(out, "{seen}: {ended}; {}{}", articles(summary), speed(summary))
}

fn articles(summary: &Summary) -> String {
    let changes = format!(
        "{} added, {} updated, {} removed",
        thousands(summary.added),
        thousands(summary.updated),
        thousands(summary.removed)
    );
    let lacking =
        format!("{}{}", also(summary.undated, "undated"), also(summary.sourceless, "sourceless"));
    format!("{}: {changes}{lacking}", counted(summary.articles, "article", "articles"))
}

fn also(number: u64, what: &str) -> String {
    if number == 0 { String::new() } else { format!(", {} {what}", thousands(number)) }
}

fn speed(summary: &Summary) -> String {
    let took = duration(summary.took);
    let seconds = summary.took.as_secs_f64();
    if summary.bytes == 0 || seconds <= 0.0 {
        return format!("; {took}");
    }
    let rate = bytes((summary.bytes as f64 / seconds) as u64);
    format!("; {} in {took}, {rate}/s", bytes(summary.bytes))
}

/// Writes what indexing would do.
///
/// # Errors
/// When the output cannot be written.
pub fn planned(out: &mut dyn Write, plan: &Plan, look: &Look) -> io::Result<()> {
    for (fate, path) in &plan.files {
        let fate = match fate {
            Fate::New => "read new    ",
            Fate::Changed => "read changed",
            Fate::Vanished => "forget      ",
        };
        writeln!(out, "{}  {}", look.paint(Role::Quiet, fate), safe::line(look.path(path)))?;
    }
    let count = |fate| thousands(plan.count(fate) as u64);
    writeln!(
        out,
        "{}: {} new, {} changed, {} unchanged; {} gone; nothing was done",
        counted(plan.seen, "file", "files"),
        count(Fate::New),
        count(Fate::Changed),
        thousands(plan.unchanged),
        count(Fate::Vanished)
    )
}
