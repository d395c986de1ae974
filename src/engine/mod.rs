//! The interface to an index: [`Engine`] answers queries, [`Sink`] takes in articles. The
//! implementations are in [`local`] and [`mod@reference`].

pub mod matching;
pub mod reference;

pub mod archive;
pub mod error;
pub mod local;
pub mod open;
pub mod passage;
pub mod request;
pub mod response;
pub mod spans;
pub mod spellings;
pub mod stop;
pub mod stories;
pub mod values;

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use foldhash::fast::RandomState;

use crate::analysis::Language;
use crate::article::Article;
use crate::query::ast::Query;

pub use archive::{Archive, ArchiveOptions};
pub use error::EngineError;
pub use matching::language;
pub use open::{IndexLocation, ReadOptions, WriterOptions, open, open_sink, share, stamp, verify};
pub use request::{Facet, SearchRequest, Sort, TimelineRequest};
pub use response::{
    Count, Damage, FileOutcome, FileRecord, Hit, SearchResponse, Status, TimelinePoint, Unfinished,
    Verification,
};

pub use stop::Stop;

/// Answers queries over one state of an index.
///
/// An engine that cannot answer a question returns [`EngineError::Unsupported`]; it never answers a
/// different question instead.
pub trait Engine: Send + Sync {
    /// Returns an engine over the same state that shares what this one has read. Its calls return
    /// [`EngineError::Stopped`] soon after `stop` is raised.
    fn until(&self, stop: &Stop) -> Box<dyn Engine>;

    /// Returns the best, newest or oldest hits.
    ///
    /// # Errors
    /// When the index cannot be read, or the request exceeds a limit.
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError>;

    /// The exact number of articles that the query finds.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn count(&self, query: &Query) -> Result<u64, EngineError>;

    /// The number of articles per period, in order of time; periods without articles are omitted.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn timeline(&self, request: &TimelineRequest) -> Result<Vec<TimelinePoint>, EngineError>;

    /// The number of articles per value of a facet, in descending order, then by name; articles
    /// without a value are counted under `None`.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn facets(&self, query: &Query, facet: Facet) -> Result<Vec<Count>, EngineError>;

    /// Calls `each` with every article that the query finds, in order of id, until `each` breaks.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn export(
        &self,
        query: &Query,
        each: &mut dyn FnMut(Article) -> ControlFlow<()>,
    ) -> Result<(), EngineError>;

    /// The articles whose id starts with `prefix`, at most `limit` of them, in order of id.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn article(&self, prefix: &str, limit: usize) -> Result<Vec<Article>, EngineError>;

    /// The copies of an article of the index, itself among them: in order of day, undated ones last, then
    /// of id.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn copies(&self, article: &Article) -> Result<Vec<Article>, EngineError>;

    /// The languages whose stems are in the index; a word of a query is looked up in each of them.
    /// `None` stands for articles in a language without a stemmer.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError>;

    /// The records of all files that were read, in order of path.
    ///
    /// # Errors
    /// [`EngineError::Unsupported`] if the engine keeps no records; otherwise when the index cannot
    /// be read.
    fn files(&self) -> Result<Vec<FileRecord>, EngineError>;

    /// The archives that the index records, in order of name.
    fn archives(&self) -> Vec<Archive>;

    /// The indexing run that was unfinished when the index was opened, if any.
    fn unfinished(&self) -> Option<Unfinished> {
        None
    }

    /// A summary of the contents of the index.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn status(&self) -> Result<Status, EngineError>;

    /// Indexed words spelled like `word`, each with the number of articles that contain it: first
    /// those one edit away, then (if `word` has five characters or more) those two edits away, each
    /// group in descending order of frequency.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn suggest(&self, word: &str, limit: usize) -> Result<Vec<Count>, EngineError>;
}

/// Writes articles to an index.
///
/// The calls between two commits are atomic: after an interruption either all of them have taken
/// effect or none. The record of a file is added after its articles.
pub trait Sink: Send + Sync {
    /// Adds an article; `file` is the key of the file it was read from.
    ///
    /// # Errors
    /// When the index cannot be written.
    fn add(&self, file: FileKey, article: &Article) -> Result<(), EngineError>;

    /// Removes all articles of a file, and its record.
    ///
    /// # Errors
    /// When the index cannot be written.
    fn remove(&self, file: FileKey) -> Result<(), EngineError>;

    /// Adds the record of a file that has been read to its end.
    ///
    /// # Errors
    /// When the index cannot be written.
    fn record(&self, record: &FileRecord) -> Result<(), EngineError>;

    /// The archives that the index recorded when it was opened, in order of name.
    fn archives(&self) -> Vec<Archive>;

    /// Sets the archives to be stored with the next commit.
    fn set_archives(&self, archives: &[Archive]);

    /// Marks the beginning of a run. Until [`Sink::end`], a reader can tell that the run is
    /// unfinished.
    ///
    /// # Errors
    /// When the index cannot be written.
    fn begin(&self) -> Result<(), EngineError>;

    /// Removes the mark of [`Sink::begin`]: the run is complete.
    ///
    /// # Errors
    /// When the index cannot be written.
    fn end(&self) -> Result<(), EngineError>;

    /// Makes all changes since the last commit durable and visible.
    ///
    /// # Errors
    /// When the index cannot be written; the changes since the last commit are then lost.
    fn commit(&self) -> Result<(), EngineError>;

    /// The number of files in the index: those with a record, and those of this batch.
    fn file_count(&self) -> usize;

    /// The records of all files as of the last commit, in order of path.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn files(&self) -> Result<Vec<FileRecord>, EngineError>;

    /// Ends writing and waits for background work. Uncommitted changes are lost.
    ///
    /// # Errors
    /// When background work failed, which loses no article.
    fn close(self: Box<Self>) -> Result<(), EngineError>;
}

/// The key of a file in the index: see [`archive::file_key`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileKey(pub u64);

/// A map keyed by file. The hash is seeded per process because file names are not trusted.
pub type FileMap<T> = HashMap<FileKey, T, RandomState>;

/// A set of files, hashed like a [`FileMap`].
pub type FileSet = HashSet<FileKey, RandomState>;
