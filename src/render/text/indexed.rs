//! What indexing did, in one line, and what it would do.

use std::io::{self, Write};

use crate::app::outcome::{Fate, Plan, Summary};
use crate::render::number::{bytes, counted, duration, thousands};
use crate::render::safe;
use crate::render::style::{Look, Role};

/// Writes what indexing did.
///
/// # Errors
/// If the output cannot be written.
pub fn indexed(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let Summary { indexed, unchanged, skipped, refused, vanished, .. } = summary;
    let files = [
        (*indexed, "indexed"),
        (*unchanged, "unchanged"),
        (*skipped, "skipped"),
        (*refused, "refused"),
    ];
    let columns = files.map(|(number, what)| format!("{} {what}", thousands(number)));
    let seen = counted(summary.seen, "file", "files");
    let gone = format!("{}{}", also(summary.moved, "moved"), also(*vanished, "gone"));
    writeln!(
        out,
        "{seen} = {}{gone}; {}; {}",
        columns.join(" + "),
        articles(summary),
        speed(summary)
    )?;
    match summary.incomplete.len() as u64 {
        0 => Ok(()),
        files => {
            let files = counted(files, "file was", "files were");
            writeln!(out, "{files} read only in part: `dateline status` says which")
        }
    }
}

fn articles(summary: &Summary) -> String {
    let Summary { added, updated, removed, undated, sourceless, .. } = summary;
    let [added, updated, removed] = [*added, *updated, *removed].map(thousands);
    let lacking = format!("{}{}", also(*undated, "undated"), also(*sourceless, "sourceless"));
    let all = counted(summary.articles, "article", "articles");
    format!("{added} added, {updated} updated, {removed} removed{lacking}; {all} in all")
}

fn also(number: u64, what: &str) -> String {
    if number == 0 { String::new() } else { format!(", {} {what}", thousands(number)) }
}

fn speed(summary: &Summary) -> String {
    let took = duration(summary.took);
    let seconds = summary.took.as_secs_f64();
    if summary.bytes == 0 || seconds <= 0.0 {
        return took;
    }
    let rate = bytes((summary.bytes as f64 / seconds) as u64);
    format!("{} in {took}, {rate}/s", bytes(summary.bytes))
}

/// Writes what indexing would do.
///
/// # Errors
/// If the output cannot be written.
pub fn planned(out: &mut dyn Write, plan: &Plan, look: &Look) -> io::Result<()> {
    super::archives::notices(out, &plan.notices, look)?;
    for (fate, path) in &plan.files {
        let fate = match fate {
            Fate::New => "new    ",
            Fate::Changed => "changed",
            Fate::Vanished => "gone   ",
        };
        writeln!(out, "{}  {}", look.paint(Role::Quiet, fate), safe::line(look.path(path)))?;
    }
    let count = |fate| thousands(plan.count(fate) as u64);
    writeln!(
        out,
        "{}: {} new, {} changed, {} unchanged; {} gone; nothing was changed",
        counted(plan.seen, "file", "files"),
        count(Fate::New),
        count(Fate::Changed),
        thousands(plan.unchanged),
        count(Fate::Vanished)
    )
}
