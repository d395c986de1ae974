//! The seam between what is asked and what answers: [`Engine`] for queries, [`Sink`] for articles.
//! It holds no index; [`local`] does.

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

/// Something that answers queries over one state of an index.
///
/// An engine that cannot answer says [`EngineError::Unsupported`]; it never answers another
/// question.
pub trait Engine: Send + Sync {
    /// The same engine over the same state, sharing what it has read. Its answers end in
    /// [`EngineError::Stopped`] soon after the sign is raised.
    fn until(&self, stop: &Stop) -> Box<dyn Engine>;

    /// The best hits, or the newest or oldest.
    ///
    /// # Errors
    /// When the index cannot be read, or the request goes past a limit.
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError>;

    /// The exact number of articles that the query finds.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn count(&self, query: &Query) -> Result<u64, EngineError>;

    /// Articles per period, in order of time, periods without articles left out.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn timeline(&self, request: &TimelineRequest) -> Result<Vec<TimelinePoint>, EngineError>;

    /// Articles per value of a facet, most first, then by name; articles without one under `None`.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn facets(&self, query: &Query, facet: Facet) -> Result<Vec<Count>, EngineError>;

    /// Calls `each` with every article that the query finds, in order of id, until it breaks.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn export(
        &self,
        query: &Query,
        each: &mut dyn FnMut(Article) -> ControlFlow<()>,
    ) -> Result<(), EngineError>;

    /// The articles whose id starts so, at most `limit` of them, in order of id.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn article(&self, prefix: &str, limit: usize) -> Result<Vec<Article>, EngineError>;

    /// The languages whose stems are in the index; a word of a query is looked up in each. `None`,
    /// for articles without a stemmer, is always among them.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError>;

    /// The records of all files that were read, in order of path.
    ///
    /// # Errors
    /// [`EngineError::Unsupported`] where the engine keeps none, and when the index cannot be read.
    fn files(&self) -> Result<Vec<FileRecord>, EngineError>;

    /// The archives that the index remembers, in order of name.
    fn archives(&self) -> Vec<Archive>;

    /// The run of indexing that had not come to its end when the index was opened, if there was one.
    fn unfinished(&self) -> Option<Unfinished> {
        None
    }

    /// What the index holds.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn status(&self) -> Result<Status, EngineError>;

    /// Words of the index spelled like this one, with the number of articles that hold each: those
    /// one slip away first, then those two away (for words of five characters or more), the most
    /// frequent first among each.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn suggest(&self, word: &str, limit: usize) -> Result<Vec<Count>, EngineError>;
}

/// Something that takes articles in.
///
/// Calls between two commits belong together: after an interruption either all of them are there
/// or none. A file's record is added after its articles.
pub trait Sink: Send + Sync {
    /// Takes an article of a file in; `file` is the key of the file it was read from.
    ///
    /// # Errors
    /// When it cannot be written.
    fn add(&self, file: FileKey, article: &Article) -> Result<(), EngineError>;

    /// Forgets all articles of a file, and its record.
    ///
    /// # Errors
    /// When it cannot be written.
    fn remove(&self, file: FileKey) -> Result<(), EngineError>;

    /// Notes that a file has been read to its end, and how that went.
    ///
    /// # Errors
    /// When it cannot be written.
    fn record(&self, record: &FileRecord) -> Result<(), EngineError>;

    /// The archives that the index remembered when it was opened, in order of name.
    fn archives(&self) -> Vec<Archive>;

    /// The archives as of now, to be kept with the next commit.
    fn set_archives(&self, archives: &[Archive]);

    /// Marks that a run begins: until its end, a reader can tell that it was interrupted.
    ///
    /// # Errors
    /// When it cannot be written.
    fn begin(&self) -> Result<(), EngineError>;

    /// Takes the mark away: the run has done all it was to do.
    ///
    /// # Errors
    /// When it cannot be written.
    fn end(&self) -> Result<(), EngineError>;

    /// Makes everything since the last commit durable and visible.
    ///
    /// # Errors
    /// When it cannot be written; nothing since the last commit is kept then.
    fn commit(&self) -> Result<(), EngineError>;

    /// The number of files that the index knows: those with a record, and those of this batch.
    fn file_count(&self) -> usize;

    /// The records of all files as of the last commit, in order of path.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn files(&self) -> Result<Vec<FileRecord>, EngineError>;

    /// Ends writing and waits for background work; what was not committed is lost.
    ///
    /// # Errors
    /// When background work failed, which loses no article.
    fn close(self: Box<Self>) -> Result<(), EngineError>;
}

/// The key of a file in the index: see [`archive::file_key`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileKey(pub u64);

/// A table by file. Its hash has a seed of its own in each process: the names of files are not trusted.
pub type FileMap<T> = HashMap<FileKey, T, RandomState>;

/// A set of files, hashed as a [`FileMap`] is.
pub type FileSet = HashSet<FileKey, RandomState>;
