//! The archives of an index: their names, their roots, and notices about them.

use std::io::{self, Write};

use crate::app::outcome::{ArchiveOutcome, Notice, StatusOutcome};
use crate::render::number::{counted, thousands};
use crate::render::style::{Look, Role};
use crate::render::{flags, safe};

/// Writes the archives, each with what the index remembers of it.
///
/// # Errors
/// If the output cannot be written.
pub fn archives(out: &mut dyn Write, archives: &[ArchiveOutcome], look: &Look) -> io::Result<()> {
    if archives.is_empty() {
        return writeln!(out, "no archive yet: dateline index FOLDER");
    }
    archives.iter().try_for_each(|archive| one(out, archive, look))
}

fn one(out: &mut dyn Write, archive: &ArchiveOutcome, look: &Look) -> io::Result<()> {
    let name = safe::line(&archive.name).into_owned();
    let root = safe::line(look.path(&archive.root)).into_owned();
    writeln!(out, "{}  {root}", look.paint(Role::Title, &name))?;
    let articles = counted(archive.articles, "article", "articles");
    let files = counted(archive.files, "file", "files");
    let run = match &archive.last_run {
        Some(moment) => format!("last run {}", safe::line(moment)),
        None => "no whole run yet".into(),
    };
    writeln!(out, "  {articles} in {files}; {run}")?;
    if !archive.options.is_empty() {
        writeln!(out, "  {}", safe::line(&archive.options.join(" ")))?;
    }
    let warn = |out: &mut dyn Write, text: &str| {
        writeln!(out, "  {}", look.paint(Role::Warning, &safe::line(text)))
    };
    if !archive.is_there {
        warn(out, &flags::gone(&archive.name))?;
    }
    if archive.is_stale {
        let files = thousands(archive.files);
        warn(out, &format!("read by an earlier version: the next run reads {files} files again"))?;
    }
    Ok(())
}

/// Writes the archives as a section of the status, and the interrupted run.
///
/// # Errors
/// If the output cannot be written.
pub(super) fn of_status(
    out: &mut dyn Write,
    outcome: &StatusOutcome,
    look: &Look,
) -> io::Result<()> {
    if let Some(run) = &outcome.status.unfinished {
        let text = flags::unfinished(run);
        writeln!(out, "{}", look.paint(Role::Warning, &safe::line(&text)))?;
    }
    if outcome.archives.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", look.paint(Role::Title, "archives"))?;
    outcome.archives.iter().try_for_each(|archive| one(out, archive, look))
}

/// Writes the notices about the archives of a run.
///
/// # Errors
/// If the output cannot be written.
pub fn notices(out: &mut dyn Write, notices: &[Notice], look: &Look) -> io::Result<()> {
    for notice in notices {
        let (label, role) = match notice.event.is_warning() {
            true => ("warning", Role::Warning),
            false => ("note", Role::Hint),
        };
        writeln!(out, "{}: {}", look.paint(role, label), safe::line(&flags::notice(notice)))?;
    }
    Ok(())
}
