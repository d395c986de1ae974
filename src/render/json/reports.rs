//! The JSON objects of counts and of files, with their fields in the order written.
//! docs/output-schema.md documents them.

use std::borrow::Cow;

use serde::Serialize;

use super::articles::VERSION;
use crate::app::outcome::{
    Bar, Cost, Count, Damage, ExplainOutcome, Facet, Fate, FileOutcome, FileRecord, Plan, Query,
    Refusal, SourcesOutcome, StatusOutcome, Summary, TimelineOutcome, Unfinished, VerifyOutcome,
};
use crate::when::Day;

#[derive(Serialize)]
#[serde(tag = "type", rename = "period")]
pub(super) struct Period {
    start: Day,
    end: Day,
    count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare: Option<u64>,
    archive: u64,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct TimelineSummary<'a> {
    version: u32,
    query: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare: Option<&'a str>,
    by: crate::when::Period,
    total: u64,
    undated: u64,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "count")]
pub(super) struct Value<'a> {
    by: Facet,
    value: Option<&'a str>,
    count: u64,
    share: f64,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct SourcesSummary<'a> {
    version: u32,
    query: &'a str,
    by: Facet,
    total: u64,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "status")]
pub(super) struct Status<'a> {
    version: u32,
    index: &'a str,
    articles: u64,
    undated: u64,
    sourceless: u64,
    first: Option<Day>,
    last: Option<Day>,
    files: usize,
    bytes: u64,
    segments: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    interrupted: Option<&'a str>,
    updated: Option<&'a str>,
    sources: &'a [Count],
    years: &'a [Count],
    langs: &'a [Count],
}

/// A file that was not read, or not in full.
#[derive(Serialize)]
#[serde(tag = "type", rename = "file")]
pub(super) struct File<'a> {
    path: Cow<'a, str>,
    outcome: &'static str,
    reason: &'a str,
}

/// A part of the index that is not as it was written.
#[derive(Serialize)]
#[serde(tag = "type", rename = "damage")]
pub(super) struct Damaged<'a> {
    file: &'a str,
    what: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct VerifySummary<'a> {
    version: u32,
    index: &'a str,
    sound: bool,
    files: u64,
    bytes: u64,
    articles: u64,
    records: u64,
    damages: usize,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "explain")]
pub(super) struct Explain<'a> {
    version: u32,
    canonical: &'a str,
    today: Day,
    zone: &'a str,
    dates: Vec<Dates<'a>>,
    words: Vec<LookedUp<'a>>,
    cost: Option<Price>,
    total: Option<u64>,
    query: &'a Query,
}

#[derive(Serialize)]
struct Price {
    postings: u64,
    positions: u64,
}

#[derive(Serialize)]
struct Dates<'a> {
    clause: &'a str,
    meaning: &'a str,
}

#[derive(Serialize)]
struct LookedUp<'a> {
    word: &'a str,
    terms: &'a [String],
    articles: Option<u64>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct IndexSummary {
    version: u32,
    files: u64,
    indexed: u64,
    unchanged: u64,
    skipped: u64,
    refused: u64,
    vanished: u64,
    added: u64,
    updated: u64,
    removed: u64,
    undated: u64,
    sourceless: u64,
    articles: u64,
    bytes: u64,
    text_bytes: u64,
    seconds: f64,
    interrupted: bool,
    moved: u64,
    refused_before: usize,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "planned")]
pub(super) struct Planned<'a> {
    path: &'a str,
    fate: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct PlanSummary {
    version: u32,
    files: u64,
    new: usize,
    changed: usize,
    vanished: usize,
    unchanged: u64,
}

impl Period {
    pub(super) fn new(bar: &Bar, outcome: &TimelineOutcome) -> Period {
        Period {
            start: bar.start,
            end: bar.start.end_of(outcome.period),
            count: bar.count,
            compare: outcome.compare.as_ref().map(|_| bar.other),
            archive: bar.archive,
        }
    }
}

impl<'a> TimelineSummary<'a> {
    pub(super) fn new(outcome: &'a TimelineOutcome) -> TimelineSummary<'a> {
        TimelineSummary {
            version: VERSION,
            query: &outcome.query,
            compare: outcome.compare.as_deref(),
            by: outcome.period,
            total: outcome.total,
            undated: outcome.undated,
        }
    }
}

impl<'a> Value<'a> {
    pub(super) fn new(count: &'a Count, outcome: &SourcesOutcome) -> Value<'a> {
        let share = outcome.share(count.count);
        Value { by: outcome.by, value: count.value.as_deref(), count: count.count, share }
    }
}

impl<'a> SourcesSummary<'a> {
    pub(super) fn new(outcome: &'a SourcesOutcome) -> SourcesSummary<'a> {
        let SourcesOutcome { query, by, total, .. } = outcome;
        SourcesSummary { version: VERSION, query, by: *by, total: *total }
    }
}

impl<'a> Status<'a> {
    pub(super) fn new(outcome: &'a StatusOutcome) -> Status<'a> {
        let status = &outcome.status;
        Status {
            version: VERSION,
            index: &outcome.index,
            articles: status.articles,
            undated: status.undated,
            sourceless: status.sourceless,
            first: status.first,
            last: status.last,
            files: status.files.len(),
            bytes: status.bytes,
            segments: status.segments,
            interrupted: interrupted(status.unfinished.as_ref()),
            updated: status.updated.as_deref(),
            sources: &status.sources,
            years: &status.years,
            langs: &status.langs,
        }
    }
}

impl<'a> Damaged<'a> {
    /// A damage.
    pub(super) fn new(damage: &'a Damage) -> Damaged<'a> {
        Damaged { file: &damage.file, what: &damage.what }
    }
}

impl<'a> VerifySummary<'a> {
    /// How much of an index was read.
    pub(super) fn new(outcome: &'a VerifyOutcome) -> VerifySummary<'a> {
        let found = &outcome.verification;
        VerifySummary {
            version: VERSION,
            index: &outcome.index,
            sound: found.damages.is_empty(),
            files: found.files,
            bytes: found.bytes,
            articles: found.articles,
            records: found.records,
            damages: found.damages.len(),
        }
    }
}

impl<'a> File<'a> {
    /// The objects of a file: none if it was read in full.
    pub(super) fn of(record: &'a FileRecord) -> Vec<File<'a>> {
        let object = |outcome, reason| File { path: record.path().into(), outcome, reason };
        let mut files: Vec<File> = match &record.outcome {
            FileOutcome::Indexed => vec![],
            FileOutcome::Skipped(reason) => vec![object("skipped", reason)],
            FileOutcome::Refused(reason) => vec![object("refused", reason)],
        };
        files.extend(record.problems.iter().map(|problem| object("incomplete", problem)));
        files
    }

    pub(super) fn refused(refusal: &'a Refusal) -> File<'a> {
        File { path: refusal.path.as_str().into(), outcome: "refused", reason: &refusal.reason }
    }

    pub(super) fn unread(path: &'a str, reason: &'a str) -> File<'a> {
        File { path: path.into(), outcome: "incomplete", reason }
    }

    pub(super) fn incomplete(refusal: &'a Refusal) -> File<'a> {
        File { outcome: "incomplete", ..File::refused(refusal) }
    }
}

impl<'a> Explain<'a> {
    pub(super) fn new(outcome: &'a ExplainOutcome) -> Explain<'a> {
        let dates = outcome.dates.iter().map(|(clause, meaning)| Dates { clause, meaning });
        let words = outcome.words.iter().map(|looked| LookedUp {
            word: &looked.word,
            terms: &looked.terms,
            articles: looked.articles,
        });
        Explain {
            version: VERSION,
            canonical: &outcome.canonical,
            today: outcome.today.0,
            zone: &outcome.today.1,
            dates: dates.collect(),
            words: words.collect(),
            cost: outcome.cost.map(|Cost { postings, positions }| Price { postings, positions }),
            total: outcome.total,
            query: &outcome.query,
        }
    }
}

impl IndexSummary {
    pub(super) fn new(summary: &Summary) -> IndexSummary {
        IndexSummary {
            version: VERSION,
            files: summary.seen,
            indexed: summary.indexed,
            unchanged: summary.unchanged,
            skipped: summary.skipped,
            refused: summary.refused,
            vanished: summary.vanished,
            added: summary.added,
            updated: summary.updated,
            removed: summary.removed,
            undated: summary.undated,
            sourceless: summary.sourceless,
            articles: summary.articles,
            bytes: summary.bytes,
            text_bytes: summary.text,
            seconds: (summary.took.as_secs_f64() * 1000.0).round() / 1000.0,
            interrupted: summary.interrupted,
            moved: summary.moved,
            refused_before: summary.refused_before.len(),
        }
    }
}

impl<'a> Planned<'a> {
    pub(super) fn new((fate, path): &'a (Fate, String)) -> Planned<'a> {
        let fate = match fate {
            Fate::New => "new",
            Fate::Changed => "changed",
            Fate::Vanished => "vanished",
        };
        Planned { path, fate }
    }
}

impl PlanSummary {
    pub(super) fn new(plan: &Plan) -> PlanSummary {
        PlanSummary {
            version: VERSION,
            files: plan.seen,
            new: plan.count(Fate::New),
            changed: plan.count(Fate::Changed),
            vanished: plan.count(Fate::Vanished),
            unchanged: plan.unchanged,
        }
    }
}

/// The name of the interrupted run, if there is one and no run is active.
fn interrupted(unfinished: Option<&Unfinished>) -> Option<&str> {
    unfinished.filter(|run| !run.is_running).map(|run| run.run.as_str())
}
