//! Which flag or command resolves an error or a diagnostic. The modules below know what is wrong;
//! only this file knows how the command line spells the remedy.

use std::borrow::Cow;

use crate::app::outcome::{Event, Kept, Notice, Unfinished};
use crate::app::{AppError, Remedy};
use crate::diagnostic::{Hint, Limit};

/// The message of an error, with its remedy.
pub fn message(error: &AppError) -> String {
    let remedy = match error.remedy() {
        Some(Remedy::CreateIndex(folder)) => {
            format!("make one with `dateline index FOLDER --index {}`", folder.display())
        }
        Some(Remedy::IndexAgain) => {
            "index the archive again into an empty folder, or add --rebuild".into()
        }
        Some(Remedy::Rebuild) => "index the archive again with --rebuild".into(),
        Some(Remedy::AskOwner) => {
            "ask its owner, who lets a group read it with `dateline index --group GROUP`".into()
        }
        Some(Remedy::OtherFolder) => "name another folder with --index".into(),
        Some(Remedy::FewerBars) => {
            "count by a longer period, or narrow the dates with --from and --to".into()
        }
        Some(Remedy::ListFormats) => "`dateline formats` lists the formats".into(),
        Some(Remedy::FormatInside) => "--as takes the format of the files in it".into(),
        Some(Remedy::Raise(limit)) => return format!("{error}, or raise {}", flag(limit)),
        None => return error.to_string(),
    };
    format!("{error}; {remedy}")
}

/// A hint as a phrase.
pub fn hint(hint: &Hint) -> Cow<'_, str> {
    match hint {
        Hint::Phrase(phrase) => phrase.into(),
        Hint::Raise(limit) => format!("raise the limit with `{}`", flag(*limit)).into(),
    }
}

/// What happened to an archive, with its remedy.
pub(super) fn notice(notice: &Notice) -> String {
    let Notice { archive, root, event } = notice;
    let listed = |options: &[String]| match options {
        [] => "none".into(),
        options => options.join(" "),
    };
    match event {
        Event::Moved { from } => {
            format!(
                "archive `{archive}` was moved from {from} to {root}; its articles keep their ids"
            )
        }
        Event::Copy { of } => {
            format!(
                "{root} holds the same files as archive `{of}`; it is an archive of its own, `{archive}`"
            )
        }
        Event::Renamed { from } => format!("archive `{from}` is called `{archive}` from now on"),
        Event::Options { before, now } => {
            let (before, now) = (listed(before), listed(now));
            format!(
                "archive `{archive}` is read with other options from now on: {now} (before: {before})"
            )
        }
        Event::Version { files } => {
            format!(
                "archive `{archive}` was read by an earlier version of dateline: {files} files are read again"
            )
        }
        Event::Kept(kept) => not_removed(archive, root, *kept),
    }
}

fn not_removed(archive: &str, root: &str, kept: Kept) -> String {
    match kept {
        Kept::Missing => format!("{} ({root}); nothing was removed", gone(archive)),
        Kept::Empty { of } => format!(
            "archive `{archive}` is empty ({root}) and had {of} files with articles; nothing was removed: \
             if they are gone for good, add --prune, or `dateline forget {archive}`"
        ),
        Kept::Lost { gone, of } => format!(
            "archive `{archive}` has lost {gone} of {of} files with articles ({root}); nothing was removed: \
             if they are gone for good, add --prune"
        ),
    }
}

/// Says that an archive is not where it was.
pub(super) fn gone(archive: &str) -> String {
    format!(
        "archive `{archive}` is not there: mount its disk, say where it is with \
         `dateline move {archive} FOLDER`, or `dateline forget {archive}`"
    )
}

/// Says that a run has not finished.
pub(super) fn unfinished(run: &Unfinished) -> String {
    match run.is_running {
        true => format!("an index run is under way ({})", run.run),
        false => format!(
            "an index run was interrupted ({}); `dateline index` continues where it stopped",
            run.run
        ),
    }
}

fn flag(limit: Limit) -> &'static str {
    match limit {
        Limit::Bytes => "--max-bytes",
        Limit::Depth => "--max-depth",
        Limit::Clauses => "--max-clauses",
        Limit::Expansions => "--max-expansions",
    }
}
