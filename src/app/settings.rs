//! What the user asked for, as plain data that the front ends fill in. Nothing here knows the name
//! of a flag or a variable, except for the names that messages repeat.

use std::path::PathBuf;

pub use crate::engine::{ArchiveOptions, Facet, IndexLocation, Sort};

pub use super::filters::Filter;
pub use crate::query::Limits;
pub use crate::when::{Clock, Period, Zone};

/// Which articles are requested: the text of a query and the filters beside it.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The query as typed; empty for every article.
    pub text: String,
    /// The first date, in the syntax of `date:`.
    pub from: Option<String>,
    /// The last date, in the syntax of `date:`.
    pub to: Option<String>,
    /// The only date, in the syntax of `date:`.
    pub on: Option<String>,
    /// Any of these sources.
    pub sources: Vec<String>,
    /// Any of these sections.
    pub sections: Vec<String>,
    /// Any of these authors.
    pub authors: Vec<String>,
    /// Any of these languages.
    pub langs: Vec<String>,
    /// In any of the archives with these names.
    pub archives: Vec<String>,
    /// A query on the title.
    pub title: Option<String>,
    /// Facet filters, all of which have to match.
    pub filters: Vec<Filter>,
    /// Whether a space between words means "or".
    pub any: bool,
    /// The size limits of the query.
    pub limits: Limits,
    /// Whether an article dated only by its month or year matches each day of it.
    pub loose_dates: bool,
    /// The current day.
    pub clock: Clock,
}

impl Ask {
    /// A query without filters.
    pub fn new(text: impl Into<String>, clock: Clock) -> Ask {
        Ask {
            text: text.into(),
            from: None,
            to: None,
            on: None,
            sources: vec![],
            sections: vec![],
            authors: vec![],
            langs: vec![],
            archives: vec![],
            title: None,
            filters: vec![],
            any: false,
            limits: Limits::default(),
            loose_dates: false,
            clock,
        }
    }
}

/// A search: which articles, in which order, and how many.
#[derive(Clone, Debug)]
pub struct SearchSettings {
    /// Which articles.
    pub ask: Ask,
    /// The order; by default relevance if the query has words, else newest first.
    pub sort: Option<Sort>,
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to return.
    pub limit: usize,
    /// Never return articles that lack some of the words.
    pub all: bool,
    /// The approximate length of a passage in characters; 0 for none.
    pub passage: usize,
    /// Whether every copy of an article is a hit; if not, one of each story is, and offset and limit
    /// count stories.
    pub copies: bool,
    /// Whether to suggest narrower queries if very many articles are found.
    pub narrow: bool,
}

impl SearchSettings {
    /// The ten best hits, each with a passage.
    pub fn new(ask: Ask) -> SearchSettings {
        SearchSettings {
            ask,
            sort: None,
            offset: 0,
            limit: 10,
            all: false,
            passage: 240,
            copies: true,
            narrow: false,
        }
    }
}

/// The article that hits have to be similar to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Model {
    /// An article of the index, by its id or a prefix of it.
    Id(String),
    /// The article in a file.
    File(PathBuf),
}

/// A search for similar articles.
#[derive(Clone, Debug)]
pub struct SimilarSettings {
    /// The article that they have to be similar to.
    pub model: Model,
    /// The articles to search.
    pub ask: Ask,
    /// How many hits to return.
    pub limit: usize,
    /// Whether to include copies of the article.
    pub copies: bool,
    /// The approximate length of a passage in characters; 0 for none.
    pub passage: usize,
}

/// What the rows or the columns of a table count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// A value of an article.
    Facet(Facet),
    /// The day of publication.
    Period(Period),
}

/// The rows of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// One for each value or period.
    By(Axis),
    /// One for each of these queries.
    Queries(Vec<String>),
}

/// A table of counts.
#[derive(Clone, Debug)]
pub struct CrosstabSettings {
    /// Which articles.
    pub ask: Ask,
    /// The rows.
    pub rows: Rows,
    /// The columns.
    pub columns: Axis,
    /// How many rows or columns of values there are at most: those with most articles.
    pub limit: usize,
}

/// A timeline: which articles, and by which period.
#[derive(Clone, Debug)]
pub struct TimelineSettings {
    /// Which articles.
    pub ask: Ask,
    /// The period; `None` for one that gives a chart of readable length.
    pub by: Option<Period>,
    /// A second query, counted beside the first.
    pub compare: Option<String>,
}

/// Counts by facet value.
#[derive(Clone, Debug)]
pub struct SourcesSettings {
    /// Which articles.
    pub ask: Ask,
    /// The facet.
    pub by: Facet,
}

/// What to index, where to, and how.
#[derive(Clone, Debug)]
pub struct IndexSettings {
    /// The location of the index.
    pub index: IndexLocation,
    /// Archives, parts of them, or names of archives; empty for all that the index remembers.
    pub paths: Vec<PathBuf>,
    /// How to read the archives; options given here replace the remembered ones.
    pub options: ArchiveOptions,
    /// Whether to forget the remembered options first.
    pub reset: bool,
    /// The name to give the archive.
    pub name: Option<String>,
    /// Whether to remove the articles of missing files, however many are missing.
    pub prune: bool,
    /// Whether to report files again that were refused before.
    pub strict: bool,
    /// Whether to read unchanged files again.
    pub full: bool,
    /// Whether to delete an unusable index first.
    pub rebuild: bool,
    /// Memory of the index writer, in bytes.
    pub memory: usize,
    /// How many files to read in parallel.
    pub threads: usize,
    /// The current day; later dates are rejected.
    pub clock: Clock,
}

impl IndexSettings {
    /// Updates an archive in an index folder, with default settings.
    pub fn new(
        index: impl Into<IndexLocation>,
        paths: impl IntoIterator<Item = impl Into<PathBuf>>,
        clock: Clock,
    ) -> IndexSettings {
        IndexSettings {
            index: index.into(),
            paths: paths.into_iter().map(Into::into).collect(),
            options: ArchiveOptions::default(),
            reset: false,
            name: None,
            prune: false,
            strict: false,
            full: false,
            rebuild: false,
            memory: MEMORY,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            clock,
        }
    }
}

/// The default memory of the index writer, in bytes.
pub const MEMORY: usize = 128_000_000;
