//! What a person asked for, as plain data: what the faces of the program fill in. Nothing here
//! knows a flag or a variable by name, but for the names that messages say back.

use std::path::PathBuf;

pub use crate::engine::{ArchiveOptions, Facet, IndexLocation, Sort};

pub use super::filters::Filter;
pub use crate::query::Limits;
pub use crate::when::{Clock, Period, Zone};

/// Which articles are meant: the text of a query and the filters that stand beside it.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The query as typed; empty for every article.
    pub text: String,
    /// The first date, in the grammar of `date:`.
    pub from: Option<String>,
    /// The last date, in the grammar of `date:`.
    pub to: Option<String>,
    /// The one date, in the grammar of `date:`.
    pub on: Option<String>,
    /// Any of these sources.
    pub sources: Vec<String>,
    /// Any of these sections.
    pub sections: Vec<String>,
    /// Any of these authors.
    pub authors: Vec<String>,
    /// Any of these languages.
    pub langs: Vec<String>,
    /// In any of these archives, by their names.
    pub archives: Vec<String>,
    /// A query of the title.
    pub title: Option<String>,
    /// Choices of values, all of which must hold.
    pub filters: Vec<Filter>,
    /// Whether a space between words means "or".
    pub any: bool,
    /// How large the query may be.
    pub limits: Limits,
    /// Whether an article that is dated by its month or year alone is found by each day of it.
    pub loose_dates: bool,
    /// What day it is.
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

/// A search: which articles, in what order, how many.
#[derive(Clone, Debug)]
pub struct SearchSettings {
    /// Which articles.
    pub ask: Ask,
    /// The order; by default relevance where the query has words, else newest first.
    pub sort: Option<Sort>,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to give.
    pub limit: usize,
    /// Never answer with articles that lack some of the words.
    pub all: bool,
    /// About how many characters a passage has; 0 for none.
    pub passage: usize,
    /// Whether to say how a query that finds very much could be narrower.
    pub narrow: bool,
}

impl SearchSettings {
    /// The ten best hits, with a passage each.
    pub fn new(ask: Ask) -> SearchSettings {
        SearchSettings {
            ask,
            sort: None,
            offset: 0,
            limit: 10,
            all: false,
            passage: 240,
            narrow: false,
        }
    }
}

/// What articles are to be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Model {
    /// An article of the index, by its id or the start of it.
    Id(String),
    /// The article of a file.
    File(PathBuf),
}

/// A search for articles like another.
#[derive(Clone, Debug)]
pub struct SimilarSettings {
    /// What they are to be like.
    pub model: Model,
    /// Among which articles.
    pub ask: Ask,
    /// How many to give.
    pub limit: usize,
    /// Whether copies of the article are given, too.
    pub copies: bool,
    /// About how many characters a passage has; 0 for none.
    pub passage: usize,
}

/// A timeline: which articles, by what.
#[derive(Clone, Debug)]
pub struct TimelineSettings {
    /// Which articles.
    pub ask: Ask,
    /// The period, or whichever gives a chart of readable length.
    pub by: Option<Period>,
    /// A second query, counted beside the first.
    pub compare: Option<String>,
}

/// Counts by a value.
#[derive(Clone, Debug)]
pub struct SourcesSettings {
    /// Which articles.
    pub ask: Ask,
    /// Counted by what.
    pub by: Facet,
}

/// What to index, where to, and how.
#[derive(Clone, Debug)]
pub struct IndexSettings {
    /// Where the index is.
    pub index: IndexLocation,
    /// Archives, parts of them, or names of archives; none for all that the index remembers.
    pub paths: Vec<PathBuf>,
    /// How the archives are to be read: what is given replaces what is remembered.
    pub options: ArchiveOptions,
    /// Whether what is remembered of the options is forgotten first.
    pub reset: bool,
    /// What the archive is to be called.
    pub name: Option<String>,
    /// Whether files that are gone leave the index, however many they are.
    pub prune: bool,
    /// Whether files that were refused before are reported again.
    pub strict: bool,
    /// Whether unchanged files are read again.
    pub full: bool,
    /// Whether an index that cannot be used is thrown away first.
    pub rebuild: bool,
    /// Bytes of memory for the writer.
    pub memory: usize,
    /// How many files are read at a time.
    pub threads: usize,
    /// What day it is: later dates are not believed.
    pub clock: Clock,
}

impl IndexSettings {
    /// An archive to be brought up to date in an index folder, with the usual settings.
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

/// Bytes of memory of the index writer, unless something else is asked for.
pub const MEMORY: usize = 128_000_000;
