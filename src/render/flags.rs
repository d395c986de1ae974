//! Which flag or command does what an error or a diagnostic asks for. The modules below know what is
//! wrong; only this file knows how the command line spells the way out.

use std::borrow::Cow;

use crate::app::{AppError, Remedy};
use crate::diagnostic::{Hint, Limit};

/// The message of an error, and what to do about it.
pub(super) fn message(error: &AppError) -> String {
    let remedy = match error.remedy() {
        Some(Remedy::CreateIndex(folder)) => {
            format!("make one with `dateline index FOLDER --index {}`", folder.display())
        }
        Some(Remedy::IndexAgain) => {
            "index the archive again into an empty folder, or add --rebuild".into()
        }
        Some(Remedy::Rebuild) => "index the archive again with --rebuild".into(),
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
pub(super) fn hint(hint: &Hint) -> Cow<'_, str> {
    match hint {
        Hint::Phrase(phrase) => phrase.into(),
        Hint::Raise(limit) => format!("raise the limit with `{}`", flag(*limit)).into(),
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
