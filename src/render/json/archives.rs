//! The JSON objects of archives, with their fields in the order written. docs/output-schema.md
//! documents them.

use serde::Serialize;

use crate::app::outcome::{ArchiveOutcome, Event, Notice};
use crate::render::flags;

/// An archive that the index remembers.
#[derive(Serialize)]
#[serde(tag = "type", rename = "archive")]
pub(super) struct Archive<'a> {
    name: &'a str,
    path: &'a str,
    present: bool,
    articles: u64,
    files: u64,
    last_run: Option<&'a str>,
    current: bool,
    options: &'a [String],
}

impl<'a> Archive<'a> {
    pub(super) fn new(archive: &'a ArchiveOutcome) -> Archive<'a> {
        Archive {
            name: &archive.name,
            path: &archive.root,
            present: archive.is_there,
            articles: archive.articles,
            files: archive.files,
            last_run: archive.last_run.as_deref(),
            current: !archive.is_stale,
            options: &archive.options,
        }
    }
}

/// A notice about an archive of a run.
#[derive(Serialize)]
#[serde(tag = "type", rename = "notice")]
pub(super) struct ArchiveNotice<'a> {
    archive: &'a str,
    path: &'a str,
    event: &'static str,
    message: String,
}

impl<'a> ArchiveNotice<'a> {
    pub(super) fn new(notice: &'a Notice) -> ArchiveNotice<'a> {
        let event = match notice.event {
            Event::Moved { .. } => "moved",
            Event::Copy { .. } => "copy",
            Event::Renamed { .. } => "renamed",
            Event::Options { .. } => "options",
            Event::Version { .. } => "version",
            Event::Kept(_) => "kept",
        };
        let message = flags::notice(notice);
        ArchiveNotice { archive: &notice.archive, path: &notice.root, event, message }
    }
}
