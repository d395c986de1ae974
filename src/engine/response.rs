//! What an engine answers: plain data.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::engine::FileKey;
use crate::engine::archive::{Archive, joined};
use crate::when::Day;

/// An article that a query found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article.
    pub article: Article,
    /// Its score; 0 where hits are not sorted by relevance.
    pub score: f32,
    /// How many other articles of the index are copies of it; 0 where each copy is a hit of its own.
    pub copies: usize,
}

/// The answer to a [`super::SearchRequest`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchResponse {
    /// The hits, in order.
    pub hits: Vec<Hit>,
    /// How many articles the query finds in all, where that was asked.
    pub total: Option<u64>,
    /// How many stories these are, where that was asked and hits are grouped by them.
    pub stories: Option<u64>,
}

/// How many articles fall into a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TimelinePoint {
    /// The first day of the period.
    pub start: Day,
    /// The articles of the period.
    pub count: u64,
}

/// How many articles share a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value; `None` for articles without one.
    pub value: Option<String>,
    /// The articles.
    pub count: u64,
}

/// How the reading of a file ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileOutcome {
    /// Its articles were taken in.
    Indexed,
    /// It holds no articles; the reason.
    Skipped(String),
    /// It should hold articles and could not be read; the reason.
    Refused(String),
}

/// What the index remembers of a file, so that an unchanged one is not read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRecord {
    /// The key of the file.
    pub key: FileKey,
    /// What ids of its articles are made of: the key that it had when it was first seen.
    pub origin: FileKey,
    /// The identity of its archive.
    pub archive: Arc<str>,
    /// Its path relative to the root, `/` between folders, bytes that are not UTF-8 shown as `\xNN`.
    pub relative: String,
    /// Where the root lay last, shown likewise; not kept with the record.
    pub root: Arc<str>,
    /// Its size in bytes.
    pub size: u64,
    /// Its time of modification, in nanoseconds since 1970.
    pub mtime: i64,
    /// xxh3-128 of its bytes; nothing where they were not all read.
    pub hash: Option<u128>,
    /// What its articles depend on besides its bytes, as text: `ingest` writes and reads it.
    pub fingerprint: Arc<str>,
    /// How many articles it gave.
    pub articles: u64,
    /// How it ended.
    pub outcome: FileOutcome,
    /// Records inside it that were not articles, cuts and the like, each a phrase.
    pub problems: Vec<String>,
}

impl FileRecord {
    /// The absolute path of the file, as far as is known.
    pub fn path(&self) -> String {
        joined(&self.root, &self.relative)
    }

    /// Whether it is a file that can hold articles, and not something that was passed over by rule.
    pub fn is_file(&self) -> bool {
        self.hash.is_some() || !matches!(self.outcome, FileOutcome::Skipped(_))
    }
}

/// A run of indexing that has not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Process, host and start of the run.
    pub run: String,
    /// Whether it goes on, and was not interrupted.
    pub is_running: bool,
}

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Status {
    /// Number of articles.
    pub articles: u64,
    /// Articles without a date.
    pub undated: u64,
    /// Articles without a source.
    pub sourceless: u64,
    /// The first day of publication.
    pub first: Option<Day>,
    /// The last day of publication.
    pub last: Option<Day>,
    /// Articles by source, most first.
    pub sources: Vec<Count>,
    /// Articles by year, in order of time.
    pub years: Vec<Count>,
    /// Articles by language, most first.
    pub langs: Vec<Count>,
    /// The archives, in order of name.
    pub archives: Vec<Archive>,
    /// The run of indexing that has not come to its end, if there is one.
    pub unfinished: Option<Unfinished>,
    /// Every file that was read, in order of archive and path.
    pub files: Vec<FileRecord>,
    /// Bytes of the index folder.
    pub bytes: u64,
    /// Number of segments.
    pub segments: usize,
    /// The moment of the last commit, in UTC.
    pub updated: Option<String>,
}

/// Something in an index that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// The file of the index.
    pub file: String,
    /// What is wrong with it, as a phrase that goes on after its name.
    pub what: String,
}

impl Damage {
    /// The damage of a file.
    pub fn new(file: &str, what: impl Into<String>) -> Damage {
        Damage { file: file.into(), what: what.into() }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.file, self.what)
    }
}

/// What reading every byte of an index came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Files of the index.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Articles that were read.
    pub articles: u64,
    /// Records of files of the archive that were read.
    pub records: u64,
    /// Everything that is not as it was written; articles and records are read only where there is
    /// none in the files that hold them.
    pub damages: Vec<Damage>,
}
