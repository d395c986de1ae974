//! The outcomes of operations: plain data, collected once and written by [`crate::render`] in any
//! format. How it looks is decided there.

use std::ops::Range;
use std::path::PathBuf;

use crate::article::ArticleId;
use crate::when::Period;

pub use super::copies::{CopiesOutcome, Copy, CopySummary};
pub use super::indexed::{Fate, Plan, Refusal, Summary};
pub use super::notice::{ArchiveOutcome, Event, Kept, Notice};
pub use crate::article::{Article, Evidence};
pub use crate::diagnostic::{Diagnostic, Hint, Severity};
pub use crate::engine::passage::Passage;
pub use crate::engine::{
    Count, Damage, Facet, FileOutcome, FileRecord, Sort, Status, Unfinished, Verification,
};
pub use crate::ingest::FileReport;
pub use crate::ingest::article::dates::{DayOrder, Weighed};
pub use crate::ingest::format::{FileFormat, Listed};
pub use crate::ingest::source::charset::{Charset, CharsetSource};
pub use crate::ingest::trace::{Decided, Explained, Piece, Trace};
pub use crate::query::ast::Query;
pub use crate::when::Day;
pub use crate::when::Precision;

/// A diagnostic about a text that the user typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// What the text is: `query`, or the name of a flag.
    pub subject: String,
    /// The text as typed.
    pub text: String,
    /// What is wrong, and where in the text.
    pub diagnostic: Diagnostic,
}

impl Problem {
    /// The text with each suggested replacement in place: complete texts that can be asked instead.
    pub fn mended(&self) -> Vec<String> {
        let place = &self.diagnostic.place;
        let parts = self.text.get(..place.start).zip(self.text.get(place.end..));
        let whole = |(before, after): (&str, &str)| {
            self.diagnostic.instead.iter().map(|text| format!("{before}{text}{after}")).collect()
        };
        parts.map(whole).unwrap_or_default()
    }
}

/// The answer to a search.
#[derive(Clone, Debug)]
pub struct SearchOutcome {
    /// The id of the query, in a batch.
    pub query_id: Option<String>,
    /// The query as understood, in canonical form.
    pub query: String,
    /// The order of the hits.
    pub sort: Sort,
    /// How many hits were skipped.
    pub offset: usize,
    /// How many articles the query finds in total.
    pub total: u64,
    /// How many stories these are, if hits are grouped by them; else the same.
    pub stories: u64,
    /// Whether no article holds all of the words, so that the hits hold only some of them.
    pub relaxed: bool,
    /// The hits.
    pub hits: Vec<ShownHit>,
    /// Advice, if nothing was found.
    pub advice: Option<Advice>,
    /// If no article holds all of the words: those that no article holds.
    pub spellings: Vec<Spelling>,
    /// If very many articles were found: narrower queries, with the number of articles each finds.
    pub narrower: Vec<Clause>,
    /// Warnings and notes about the query.
    pub problems: Vec<Problem>,
}

/// A hit as it is shown.
#[derive(Clone, Debug)]
pub struct ShownHit {
    /// Its position among all hits, from 1.
    pub rank: usize,
    /// Its score.
    pub score: f32,
    /// The article, without its body.
    pub article: Article,
    /// The matches in the title, as byte ranges.
    pub title_highlights: Vec<Range<usize>>,
    /// The passage that matches best, if passages were requested.
    pub passage: Option<Passage>,
    /// If not all of the words had to match: the parts of the query that the article lacks, each in
    /// canonical form.
    pub lacks: Vec<String>,
    /// Its copies, if it has any and they are not hits of their own.
    pub copies: Option<CopySummary>,
}

/// Why nothing was found, and what would find something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advice {
    /// How many articles the index holds.
    pub articles: u64,
    /// The clauses of the query, all of which have to match.
    pub clauses: Vec<Clause>,
    /// Words that no article holds, with similarly spelled words of the index.
    pub spellings: Vec<Spelling>,
    /// How many articles `--any` would find, if any.
    pub any: Option<u64>,
}

/// A part of a query that has to match.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The clause, in canonical form.
    pub text: String,
    /// How many articles it finds on its own.
    pub alone: u64,
    /// How many articles the query finds without it; `None` if it is the only clause.
    pub without: Option<u64>,
}

/// A word that no article holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    /// The word.
    pub word: String,
    /// Similarly spelled words that articles do hold, most frequent first.
    pub instead: Vec<Count>,
}

/// Articles similar to another.
#[derive(Clone, Debug)]
pub struct SimilarOutcome {
    /// The article that they are similar to.
    pub model: Named,
    /// The query that was sent to the engine, in canonical form.
    pub query: String,
    /// The words that distinguish the article, strongest first.
    pub keywords: Vec<Keyword>,
    /// The articles, most similar first.
    pub hits: Vec<ShownHit>,
    /// How many copies of the article were left out while collecting the hits.
    pub copies: u64,
    /// Warnings and notes about the accompanying query.
    pub problems: Vec<Problem>,
}

/// A word that distinguishes an article from others.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// The word, in a form that occurs in the article.
    pub word: String,
    /// How many articles of the index hold it in any form.
    pub articles: u64,
    /// Its weight.
    pub weight: f32,
}

/// What identifies an article to a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: ArticleId,
    /// Its date, as far as it is known.
    pub date: Option<String>,
    /// Its title.
    pub title: String,
}

/// Article counts over time.
#[derive(Clone, Debug)]
pub struct TimelineOutcome {
    /// The query, in canonical form.
    pub query: String,
    /// The second query, if there is one.
    pub compare: Option<String>,
    /// The length of a bar.
    pub period: Period,
    /// Every period from the first to the last, without gaps.
    pub bars: Vec<Bar>,
    /// How many articles of the query have a date.
    pub total: u64,
    /// How many articles of the query have no date.
    pub undated: u64,
    /// Warnings and notes about the query.
    pub problems: Vec<Problem>,
}

/// One period of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its first day.
    pub start: Day,
    /// How many of its articles the query finds.
    pub count: u64,
    /// How many of its articles the second query finds.
    pub other: u64,
    /// How many articles it has in all; 0 marks a gap in the archive.
    pub archive: u64,
}

/// Article counts by facet value.
#[derive(Clone, Debug)]
pub struct SourcesOutcome {
    /// The query, in canonical form.
    pub query: String,
    /// The facet.
    pub by: Facet,
    /// How many articles the query finds.
    pub total: u64,
    /// The count of each value, largest first.
    pub counts: Vec<Count>,
    /// Warnings and notes about the query.
    pub problems: Vec<Problem>,
}

/// What an index holds, and where it is.
#[derive(Clone, Debug)]
pub struct StatusOutcome {
    /// The index folder.
    pub index: String,
    /// What it holds.
    pub status: Status,
    /// Its archives, ordered by name.
    pub archives: Vec<ArchiveOutcome>,
}

/// The result of verifying an index, and where the index is.
#[derive(Clone, Debug)]
pub struct VerifyOutcome {
    /// The index folder.
    pub index: String,
    /// What was read, and what is damaged.
    pub verification: Verification,
}

/// How a query is understood.
#[derive(Clone, Debug)]
pub struct ExplainOutcome {
    /// The query, in canonical form.
    pub canonical: String,
    /// Its meaning as an AST.
    pub query: Query,
    /// Its meaning as lines of an outline: the depth and text of each.
    pub tree: Vec<(usize, String)>,
    /// The day that `today` means, and the time zone that determines it.
    pub today: (Day, String),
    /// Each date clause, in canonical form, and the days it stands for.
    pub dates: Vec<(String, String)>,
    /// How each word is looked up.
    pub words: Vec<Looked>,
    /// The estimated cost of answering it, if there is an index.
    pub cost: Option<Cost>,
    /// How many articles it finds, if there is an index.
    pub total: Option<u64>,
    /// All diagnostics about the query, errors included.
    pub problems: Vec<Problem>,
}

/// The estimated amount that an engine reads to answer a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The number of postings.
    pub postings: u64,
    /// The maximum number of articles in which positions are compared.
    pub positions: u64,
}

/// How a word is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The word as typed.
    pub word: String,
    /// Its alternatives, each in terms of the index.
    pub terms: Vec<String>,
    /// How many articles hold it, if there is an index.
    pub articles: Option<u64>,
}

impl SourcesOutcome {
    /// A count as a share of all articles of the query, from 0 to 1.
    pub fn share(&self, count: u64) -> f64 {
        if self.total == 0 { 0.0 } else { count as f64 / self.total as f64 }
    }
}

/// How a file was read, for its trace.
#[derive(Clone, Debug)]
pub struct ReadOutcome {
    /// Its absolute path.
    pub path: PathBuf,
    /// The root of its archive; ids, folders and dates in the path are relative to it.
    pub root: PathBuf,
    /// The result.
    pub report: FileReport,
    /// What was decided, and why.
    pub trace: Trace,
}
