//! What operations give: plain data, collected once and written by [`crate::render`] in any form.
//! It says nothing about how it looks.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use crate::article::ArticleId;
use crate::when::Period;

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

/// Something to be said about a text that a person typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// What the text is: `query`, or the name of a flag.
    pub subject: String,
    /// The text as typed.
    pub text: String,
    /// What is to be said, and where in the text.
    pub diagnostic: Diagnostic,
}

impl Problem {
    /// The text with what would work in its place, each a whole text to be asked instead.
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
    /// The query as it was understood, in its canonical form.
    pub query: String,
    /// The order of the hits.
    pub sort: Sort,
    /// How many hits were passed over.
    pub offset: usize,
    /// How many articles the query finds in all.
    pub total: u64,
    /// Whether no article has all of the words, and these have some.
    pub relaxed: bool,
    /// The hits.
    pub hits: Vec<ShownHit>,
    /// What may help, where nothing was found.
    pub advice: Option<Advice>,
    /// Where not all of the words were found: those that no article holds.
    pub spellings: Vec<Spelling>,
    /// Where very much was found: narrower queries, and how many articles each finds.
    pub narrower: Vec<Clause>,
    /// Warnings and notes about the query.
    pub problems: Vec<Problem>,
}

/// An article that was found.
#[derive(Clone, Debug)]
pub struct ShownHit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// Its score.
    pub score: f32,
    /// The article, its body left out.
    pub article: Article,
    /// What of the title the query asked for, in bytes.
    pub title_highlights: Vec<Range<usize>>,
    /// What of the text answers best, if a passage was wanted.
    pub passage: Option<Passage>,
    /// Where not all of the words had to be found: what the article does not have, each in its
    /// canonical form.
    pub lacks: Vec<String>,
}

/// Why nothing was found, and what would find something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advice {
    /// How many articles the index holds.
    pub articles: u64,
    /// The parts of the query that all have to hold.
    pub clauses: Vec<Clause>,
    /// Words that no article holds, with words of the index spelled like them.
    pub spellings: Vec<Spelling>,
    /// How many articles `--any` would find, where that is more than none.
    pub any: Option<u64>,
}

/// A part of a query that has to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The part, in its canonical form.
    pub text: String,
    /// How many articles it finds alone.
    pub alone: u64,
    /// How many articles the query finds without it; `None` where it is the only part.
    pub without: Option<u64>,
}

/// A word that no article holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    /// The word.
    pub word: String,
    /// Words that articles do hold, the most frequent first.
    pub instead: Vec<Count>,
}

/// Articles like another.
#[derive(Clone, Debug)]
pub struct SimilarOutcome {
    /// What they are like.
    pub model: Named,
    /// What was asked of the index, in its canonical form.
    pub query: String,
    /// The words that set the article apart, the strongest first.
    pub keywords: Vec<Keyword>,
    /// The articles, the most alike first.
    pub hits: Vec<ShownHit>,
    /// How many copies of the article were left out on the way to them.
    pub copies: u64,
    /// Warnings and notes about the query beside it.
    pub problems: Vec<Problem>,
}

/// A word that sets an article apart from others.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// The word, in a form that the article has.
    pub word: String,
    /// How many articles of the index hold it in any form.
    pub articles: u64,
    /// How much it counts.
    pub weight: f32,
}

/// An article, by its name alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: ArticleId,
    /// Its date, as far as is known.
    pub date: Option<String>,
    /// Its title.
    pub title: String,
}

/// Articles over time.
#[derive(Clone, Debug)]
pub struct TimelineOutcome {
    /// The query, in its canonical form.
    pub query: String,
    /// The second query, where there is one.
    pub compare: Option<String>,
    /// Counted by what.
    pub period: Period,
    /// Every period from the first to the last, none left out.
    pub bars: Vec<Bar>,
    /// Articles of the query that have a date.
    pub total: u64,
    /// Articles of the query that have none.
    pub undated: u64,
    /// Warnings and notes about the query.
    pub problems: Vec<Problem>,
}

/// A period of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its first day.
    pub start: Day,
    /// Its articles that the query finds.
    pub count: u64,
    /// Its articles that the second query finds.
    pub other: u64,
    /// All its articles; 0 marks a gap in the archive.
    pub archive: u64,
}

/// Articles by a value.
#[derive(Clone, Debug)]
pub struct SourcesOutcome {
    /// The query, in its canonical form.
    pub query: String,
    /// Counted by what.
    pub by: Facet,
    /// Articles of the query.
    pub total: u64,
    /// Articles of each value, most first.
    pub counts: Vec<Count>,
    /// Warnings and notes about the query.
    pub problems: Vec<Problem>,
}

/// What an index holds, and where it lies.
#[derive(Clone, Debug)]
pub struct StatusOutcome {
    /// The index folder.
    pub index: String,
    /// What it holds.
    pub status: Status,
    /// Its archives, in order of name.
    pub archives: Vec<ArchiveOutcome>,
}

/// What reading every byte of an index came to, and where it lies.
#[derive(Clone, Debug)]
pub struct VerifyOutcome {
    /// The index folder.
    pub index: String,
    /// What was read, and what is damaged.
    pub verification: Verification,
}

/// How a query was understood.
#[derive(Clone, Debug)]
pub struct ExplainOutcome {
    /// The query, in its canonical form.
    pub canonical: String,
    /// Its meaning as a tree, as the AST has it.
    pub query: Query,
    /// Its meaning as lines of an outline: how deep, and what.
    pub tree: Vec<(usize, String)>,
    /// The day that `today` means, and the time zone that decides it.
    pub today: (Day, String),
    /// Each date clause, in its canonical form, and the days it stands for.
    pub dates: Vec<(String, String)>,
    /// How each word is looked up.
    pub words: Vec<Looked>,
    /// About how much is read to answer it, if there is an index.
    pub cost: Option<Cost>,
    /// How many articles it finds, if there is an index.
    pub total: Option<u64>,
    /// Everything to be said about the query, errors included.
    pub problems: Vec<Problem>,
}

/// About how much an engine reads to answer a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Entries of words in articles.
    pub postings: u64,
    /// Articles, at the most, in which places of words are compared.
    pub positions: u64,
}

/// How a word is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The word as typed.
    pub word: String,
    /// Its alternatives, each in the terms of the index.
    pub terms: Vec<String>,
    /// How many articles hold it, if there is an index.
    pub articles: Option<u64>,
}

/// What indexing did, or would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Files that were found.
    pub seen: u64,
    /// Files whose articles were taken in.
    pub indexed: u64,
    /// Files that are in the index as they are.
    pub unchanged: u64,
    /// Files that hold no articles.
    pub skipped: u64,
    /// Files that should hold articles and could not be read.
    pub refused: u64,
    /// Files that are gone from the archive and left the index.
    pub vanished: u64,
    /// Files that were moved or renamed inside their archive; they are among those indexed.
    pub moved: u64,
    /// Articles of new files, and new articles of changed ones.
    pub added: u64,
    /// Articles of changed files that were read again.
    pub updated: u64,
    /// Articles that are gone.
    pub removed: u64,
    /// Articles read that have no date.
    pub undated: u64,
    /// Articles read that have no source.
    pub sourceless: u64,
    /// Bytes of the files that were read.
    pub bytes: u64,
    /// Bytes of the titles and bodies of the articles in them.
    pub text: u64,
    /// Articles in the index now.
    pub articles: u64,
    /// How long it took.
    pub took: Duration,
    /// Whether it ended before everything was read.
    pub interrupted: bool,
    /// Every file that was refused for the first time, or for another reason than before, and the
    /// reason, in order of path.
    pub refusals: Vec<Refusal>,
    /// Files that were refused before for the same reason and have not changed, likewise.
    pub refused_before: Vec<Refusal>,
    /// What is to be said about the archives, in the order in which they were brought up to date.
    pub notices: Vec<Notice>,
    /// Files that were taken in though something in them was not, in order of path.
    pub incomplete: Vec<Refusal>,
}

/// A file that could not be read, or not whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Its path.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What indexing would do with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is new and would be read.
    New,
    /// It has changed and would be read again.
    Changed,
    /// It is gone and would leave the index.
    Vanished,
}

/// What indexing would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Files that were found.
    pub seen: u64,
    /// Files that are in the index as they are.
    pub unchanged: u64,
    /// What is to be said about the archives.
    pub notices: Vec<Notice>,
    /// Every file that something would be done with, in order of path.
    pub files: Vec<(Fate, String)>,
}

impl Summary {
    /// Whether something about an archive has to be seen to.
    pub fn has_warning(&self) -> bool {
        self.notices.iter().any(|notice| notice.event.is_warning())
    }
}

impl SourcesOutcome {
    /// The share of a count in all articles of the query, from 0 to 1.
    pub fn share(&self, count: u64) -> f64 {
        if self.total == 0 { 0.0 } else { count as f64 / self.total as f64 }
    }
}

impl Plan {
    /// How many files have a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.files.iter().filter(|(of, _)| *of == fate).count()
    }
}

/// A file as it was read, for the trace of it.
#[derive(Clone, Debug)]
pub struct ReadOutcome {
    /// Its absolute path.
    pub path: PathBuf,
    /// The root of its archive: ids, folders and dates in the path count from it.
    pub root: PathBuf,
    /// How it ended.
    pub report: FileReport,
    /// What was decided, and why.
    pub trace: Trace,
}
