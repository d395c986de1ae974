//! The JSON objects of a trace of how files were read, and of the list of formats.
//! docs/output-schema.md documents them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::articles::{VERSION, Whole};
use crate::app::outcome::{
    CharsetSource, DayOrder, Decided, Explained, FileFormat, FileOutcome, Listed, Piece, Weighed,
};
use crate::when::Precision;

/// A file or a member of a container, and what was decided about it.
#[derive(Serialize)]
#[serde(tag = "type", rename = "read")]
pub(super) struct Read<'a> {
    path: &'a str,
    root: &'a str,
    member: Option<&'a str>,
    format: Option<&'a str>,
    decided_by: Option<&'static str>,
    sign: Option<&'a str>,
    charset: Option<&'a str>,
    charset_by: Option<&'static str>,
    lossy: bool,
    day_order: Option<&'static str>,
    articles: u64,
    outcome: &'static str,
    reason: Option<&'a str>,
}

/// An article and the origin of its fields.
#[derive(Serialize)]
#[serde(tag = "type", rename = "explained")]
pub(super) struct Reasons<'a> {
    #[serde(flatten)]
    article: Whole<'a>,
    member: Option<&'a str>,
    origins: BTreeMap<&'static str, String>,
    considered: Vec<Considered<'a>>,
    left_out: &'a [String],
}

#[derive(Serialize)]
struct Considered<'a> {
    rank: &'static str,
    confidence: u8,
    rule: &'a str,
    text: &'a str,
    day: Option<String>,
    precision: Option<Precision>,
    refused: Option<&'static str>,
    chosen: bool,
}

/// The summary of a trace.
#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct ReadSummary {
    version: u32,
    files: u64,
    articles: u64,
}

/// An input format.
#[derive(Serialize)]
#[serde(tag = "type", rename = "format")]
pub(super) struct Format {
    name: &'static str,
    gives: &'static str,
    sign: &'static str,
    container: bool,
}

/// The fields that have an origin but no evidence of their own.
const FIELDS: [&str; 8] = ["title", "body", "authors", "section", "tags", "lang", "url", "guid"];

impl<'a> Read<'a> {
    pub(super) fn new([path, root]: [&'a str; 2], piece: &'a Piece) -> Read<'a> {
        let (outcome, reason) = match &piece.ended {
            Some(FileOutcome::Skipped(reason)) => ("skipped", Some(reason.as_str())),
            Some(FileOutcome::Refused(reason)) => ("refused", Some(reason.as_str())),
            Some(FileOutcome::Indexed) | None => ("read", None),
        };
        let charset = piece.charset.as_ref();
        Read {
            path,
            root,
            member: piece.member.as_deref(),
            format: piece.format.map(FileFormat::name),
            decided_by: piece.decided.map(|decided| match decided {
                Decided::Content => "content",
                Decided::Name => "name",
                Decided::Asked => "--as",
            }),
            sign: piece.format.map(FileFormat::sign),
            charset: charset.map(|charset| charset.name),
            charset_by: charset.map(|charset| match charset.found {
                CharsetSource::Mark => "mark",
                CharsetSource::Valid => "valid",
                CharsetSource::Declared => "declared",
                CharsetSource::Guessed => "guessed",
                CharsetSource::Asked => "--charset",
            }),
            lossy: charset.is_some_and(|charset| charset.lossy),
            day_order: match piece.order {
                DayOrder::Unknown => None,
                DayOrder::DayFirst => Some("day first"),
                DayOrder::MonthFirst => Some("month first"),
            },
            articles: piece.articles,
            outcome,
            reason,
        }
    }
}

impl<'a> Reasons<'a> {
    pub(super) fn new(piece: &'a Piece, explained: &'a Explained) -> Reasons<'a> {
        let origin = |field| Some((field, explained.origin(field)?));
        Reasons {
            article: Whole::new(&explained.article),
            member: piece.member.as_deref(),
            origins: FIELDS.into_iter().filter_map(origin).collect(),
            considered: explained.why.dates.iter().map(Considered::new).collect(),
            left_out: &explained.left_out,
        }
    }
}

impl<'a> Considered<'a> {
    fn new(weighed: &'a Weighed) -> Considered<'a> {
        let Weighed { candidate, read, chosen } = weighed;
        Considered {
            rank: candidate.rank.name(),
            confidence: candidate.confidence,
            rule: &candidate.evidence.rule,
            text: &candidate.evidence.text,
            day: read.ok().map(|(day, precision)| precision.show(day)),
            precision: read.ok().map(|(_, precision)| precision),
            refused: read.err(),
            chosen: *chosen,
        }
    }
}

impl ReadSummary {
    pub(super) fn new(files: u64, articles: u64) -> ReadSummary {
        ReadSummary { version: VERSION, files, articles }
    }
}

impl Format {
    pub(super) fn new(listed: &Listed) -> Format {
        let Listed { name, gives, sign, container } = *listed;
        Format { name, gives, sign, container }
    }
}
