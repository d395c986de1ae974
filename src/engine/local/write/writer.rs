//! Takes articles and file records in: the one writer of an index. It reads no file of the archive
//! and decides nothing about what is new.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::document::CompactDocValue;
use tantivy::{Document, Index, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::budget::{Budget, Permit};
use super::merging::merge_policy;
use super::opening::open_index;
use super::schema::Fields;
use super::{document, file_table, stories};
use crate::article::Article;
use crate::engine::archive::Places;
use crate::engine::local::store::directory::IndexDirectory;
use crate::engine::local::store::errors::engine_error;
use crate::engine::local::store::lock::Lock;
use crate::engine::local::store::{archives, folder, manifest, run};
use crate::engine::{
    Archive, EngineError, FileKey, FileMap, FileRecord, FileSet, Sink, WriterOptions,
};

/// The writer of an index.
#[derive(Debug)]
pub struct LocalWriter {
    folder: PathBuf,
    index: Index,
    directory: IndexDirectory,
    fields: Fields,
    state: RwLock<State>,
    batch: Mutex<Batch>,
    budget: Arc<Budget>,
    /// The archives that the index had, or as they are to be kept with the next commit.
    archives: Mutex<Vec<Archive>>,
    /// Last, so that the writer has ended when the lock is given up.
    lock: Lock,
}

enum State {
    Writing(Box<IndexWriter<Queued>>),
    /// After an error nothing more is written; why.
    Dead(String),
}

impl std::fmt::Debug for State {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            State::Writing(_) => out.write_str("Writing"),
            State::Dead(why) => write!(out, "Dead({why})"),
        }
    }
}

/// What was done since the last commit, apart from articles.
#[derive(Debug, Default)]
struct Batch {
    /// Files that have articles or a record in the index or in this batch.
    known: FileSet,
    /// The last article of each file that is being read: the record of the file goes with it.
    last: FileMap<Waiting>,
    /// Records of files without articles: written together, so that they lie together.
    records: FileMap<FileRecord>,
    /// Whether the stories are those of the articles.
    has_stories: bool,
}

/// A document that is not yet on its way, and about how many bytes it takes up.
#[derive(Debug)]
struct Waiting {
    document: TantivyDocument,
    bytes: usize,
}

/// A document on its way to the indexing threads, and the bytes it takes up meanwhile.
struct Queued {
    document: TantivyDocument,
    _permit: Permit,
}

impl Document for Queued {
    type Value<'a> = CompactDocValue<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }
}

/// The least memory of an indexing thread that tantivy accepts, and the most.
const THREAD_MEMORY: std::ops::RangeInclusive<usize> = 15_000_000..=2_000_000_000;

impl LocalWriter {
    /// Opens the index of a folder for writing, or starts one there.
    ///
    /// What an interrupted writer left is tidied up: temporary files at once, articles of files
    /// that were not read to their end with the next commit.
    ///
    /// # Errors
    /// [`EngineError::Locked`] while another process writes; [`EngineError::NotAnIndex`];
    /// [`EngineError::Version`] and [`EngineError::Damaged`] unless the
    /// index is to be rebuilt; and when the folder cannot be written.
    pub fn open(path: &Path, options: &WriterOptions) -> Result<LocalWriter, EngineError> {
        refuse_foreign(path)?;
        folder::make_folder(path)?;
        let lock = Lock::take(path)?;
        refuse_foreign(path)?;
        let remembered = archives::of_writer(path, options.rebuild)?;
        let fresh = options.rebuild || !manifest::holds_index(path)?;
        if fresh {
            manifest::start(path)?;
        }
        folder::sweep(path, fresh)?;
        let (index, directory, fields) = open_index(path, fresh)?;
        let writer = LocalWriter {
            state: RwLock::new(State::Writing(Box::new(tantivy_writer(path, &index, options)?))),
            budget: Budget::new(waiting_bytes(options)),
            batch: Mutex::default(),
            folder: path.to_path_buf(),
            index,
            directory,
            fields,
            archives: Mutex::new(remembered),
            lock,
        };
        writer.load_file_table()?;
        Ok(writer)
    }

    /// Ends writing; what was not committed is lost. Waits for merges that are under way.
    ///
    /// # Errors
    /// When a merge failed, which loses nothing.
    pub fn close(self) -> Result<(), EngineError> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        match state {
            State::Writing(writer) => {
                writer.wait_merging_threads().map_err(|error| engine_error(&self.folder, error))
            }
            State::Dead(_) => Ok(()),
        }
    }

    /// Merges all segments into one.
    #[cfg(test)]
    pub fn merge_all(&self) -> Result<(), EngineError> {
        let fail = |error| engine_error(&self.folder, error);
        let segments = self.index.searchable_segment_ids().map_err(fail)?;
        if segments.is_empty() {
            return Ok(());
        }
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let State::Writing(writer) = &mut *state else { return Err(self.dead(&state)) };
        writer.merge(&segments).wait().map(drop).map_err(fail)
    }

    fn searcher(&self) -> Result<tantivy::Searcher, EngineError> {
        let reader = self.index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        Ok(reader.map_err(|error| engine_error(&self.folder, error))?.searcher())
    }

    /// Learns which files the index knows, and drops articles of files without a record.
    fn load_file_table(&self) -> Result<(), EngineError> {
        let files = file_table::known_files(&self.searcher()?)
            .map_err(|error| engine_error(&self.folder, error))?;
        self.batch().known = files.recorded;
        self.with_writer(|writer| {
            for file in files.orphans {
                writer.delete_term(self.file_term(file));
            }
            Ok(())
        })
    }

    /// Brings the stories up to date, unless that was done since an article came or went.
    fn update_stories(&self) -> Result<(), EngineError> {
        if self.batch().has_stories {
            return Ok(());
        }
        stories::update(&self.folder, &self.directory, &self.searcher()?, &self.fields)?;
        self.batch().has_stories = true;
        Ok(())
    }

    fn file_term(&self, file: FileKey) -> Term {
        Term::from_field_u64(self.fields.file, file.0)
    }

    fn batch(&self) -> MutexGuard<'_, Batch> {
        self.batch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the writer beside other threads; an error ends all writing.
    fn with_writer<T>(
        &self,
        act: impl FnOnce(&IndexWriter<Queued>) -> tantivy::Result<T>,
    ) -> Result<T, EngineError> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let State::Writing(writer) = &*state else { return Err(self.dead(&state)) };
        let done = act(writer);
        drop(state);
        done.map_err(|error| self.die(error))
    }

    fn check_alive(&self) -> Result<(), EngineError> {
        self.with_writer(|_| Ok(()))
    }

    fn dead(&self, state: &State) -> EngineError {
        let why = match state {
            State::Dead(why) => why.clone(),
            State::Writing(_) => String::new(),
        };
        let what = format!("nothing more is written to {} after an error", self.folder.display());
        EngineError::Io { what, cause: std::io::Error::other(why) }
    }

    /// Ends all writing, and finds out why: an indexing thread keeps its error to itself until it
    /// is waited for.
    fn die(&self, error: tantivy::TantivyError) -> EngineError {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let State::Writing(writer) = &mut *state else { return self.dead(&state) };
        let cause = match error {
            tantivy::TantivyError::ErrorInThread(_) => writer.prepare_commit().err(),
            _ => None,
        };
        let error = engine_error(&self.folder, cause.unwrap_or(error));
        *state = State::Dead(error.to_string());
        error
    }

    /// Hands a document over to the indexing threads, once there is room for it.
    fn send(&self, waiting: Waiting) -> Result<(), EngineError> {
        let permit = self.budget.take(waiting.bytes);
        let queued = Queued { document: waiting.document, _permit: permit };
        self.with_writer(|writer| writer.add_document(queued).map(drop))
    }

    /// Hands over what has been waiting for a record that has not come, and records without
    /// articles.
    fn flush(&self) -> Result<(), EngineError> {
        let (last, records) = {
            let mut batch = self.batch();
            (std::mem::take(&mut batch.last), std::mem::take(&mut batch.records))
        };
        for waiting in last.into_values() {
            self.send(waiting)?;
        }
        for record in records.into_values() {
            let mut document = TantivyDocument::new();
            document.add_u64(self.fields.file, record.key.0);
            document::add_record(&self.fields, &record, &mut document)?;
            self.send(Waiting { document, bytes: RECORD_BYTES })?;
        }
        Ok(())
    }
}

impl Sink for LocalWriter {
    fn add(&self, file: FileKey, article: &Article) -> Result<(), EngineError> {
        let document = document::article(&self.fields, file, article)?;
        let waiting = Waiting { document, bytes: document_bytes(article) };
        let previous = {
            let mut batch = self.batch();
            batch.known.insert(file);
            batch.has_stories = false;
            batch.last.insert(file, waiting)
        };
        previous.map_or_else(|| self.check_alive(), |previous| self.send(previous))
    }

    fn remove(&self, file: FileKey) -> Result<(), EngineError> {
        let known = {
            let mut batch = self.batch();
            batch.last.remove(&file);
            batch.records.remove(&file);
            batch.has_stories = false;
            batch.known.remove(&file)
        };
        // A deletion is looked for in every segment: those of new files are not worth it.
        if !known {
            return self.check_alive();
        }
        self.with_writer(|writer| {
            writer.delete_term(self.file_term(file));
            Ok(())
        })
    }

    fn record(&self, record: &FileRecord) -> Result<(), EngineError> {
        let waiting = {
            let mut batch = self.batch();
            batch.known.insert(record.key);
            batch.last.remove(&record.key)
        };
        let Some(mut waiting) = waiting else {
            self.batch().records.insert(record.key, record.clone());
            return self.check_alive();
        };
        document::add_record(&self.fields, record, &mut waiting.document)?;
        self.send(waiting)
    }

    fn archives(&self) -> Vec<Archive> {
        self.archives.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_archives(&self, archives: &[Archive]) {
        *self.archives.lock().unwrap_or_else(PoisonError::into_inner) = archives.to_vec();
    }

    fn begin(&self) -> Result<(), EngineError> {
        run::begin(&self.folder, &self.lock.holder)
    }

    fn end(&self) -> Result<(), EngineError> {
        // A run that was killed after its last commit may have left older ones.
        self.update_stories()?;
        run::end(&self.folder)
    }

    fn commit(&self) -> Result<(), EngineError> {
        self.flush()?;
        let kept = archives::packed(&self.archives())?;
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let State::Writing(writer) = &mut *state else { return Err(self.dead(&state)) };
        let done = commit_with(writer, &kept);
        drop(state);
        done.map_err(|error| self.die(error))?;
        self.update_stories()
    }

    fn file_count(&self) -> usize {
        self.batch().known.len()
    }

    fn files(&self) -> Result<Vec<FileRecord>, EngineError> {
        file_table::files(&self.searcher()?, &self.folder, &Places::of(&self.archives()))
    }

    fn close(self: Box<Self>) -> Result<(), EngineError> {
        LocalWriter::close(*self)
    }
}

fn commit_with(writer: &mut IndexWriter<Queued>, archives: &str) -> tantivy::Result<()> {
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(archives);
    commit.commit().map(drop)
}

fn refuse_foreign(folder: &Path) -> Result<(), EngineError> {
    match manifest::holds_index(folder) {
        Err(error @ EngineError::NotAnIndex(_)) => Err(error),
        _ => Ok(()),
    }
}

fn tantivy_writer(
    folder: &Path,
    index: &Index,
    options: &WriterOptions,
) -> Result<IndexWriter<Queued>, EngineError> {
    let settings = IndexWriterOptions::builder()
        .num_worker_threads(threads(options))
        .memory_budget_per_thread(thread_memory(options))
        .num_merge_threads(1)
        .build();
    let writer = index.writer_with_options(settings);
    let writer = writer.map_err(|error| engine_error(folder, error))?;
    writer.set_merge_policy(Box::new(merge_policy()));
    Ok(writer)
}

/// How many threads index: at least one, at most as many as tantivy takes by itself.
fn threads(options: &WriterOptions) -> usize {
    options.threads.clamp(1, 8)
}

/// How many bytes of memory an indexing thread may use.
fn thread_memory(options: &WriterOptions) -> usize {
    let shared = (options.memory - waiting_bytes(options)) / threads(options);
    shared.clamp(*THREAD_MEMORY.start(), *THREAD_MEMORY.end())
}

/// About what the document of a file without articles takes up.
const RECORD_BYTES: usize = 1024;

/// How many bytes of articles may wait for the indexing threads.
fn waiting_bytes(options: &WriterOptions) -> usize {
    options.memory / 8
}

/// About what a waiting document takes up: text and title for their terms, and all of it as JSON.
fn document_bytes(article: &Article) -> usize {
    2 * (article.body.len() + article.title.len()) + 1024
}

#[cfg(test)]
mod tests {
    use super::{WriterOptions, document_bytes, thread_memory, threads, waiting_bytes};
    use crate::article::Article;

    #[test]
    fn an_eighth_of_the_memory_is_for_what_waits_and_the_threads_share_the_rest() {
        let of = |memory, threads| WriterOptions { memory, threads, rebuild: false };
        assert_eq!(waiting_bytes(&of(128 << 20, 2)), 16 << 20);
        assert_eq!(thread_memory(&of(128 << 20, 2)), 56 << 20);
        assert_eq!(thread_memory(&of(128 << 20, 0)), 112 << 20);
        assert_eq!(thread_memory(&of(1 << 20, 2)), 15_000_000);
        assert_eq!((threads(&of(0, 0)), threads(&of(0, 3)), threads(&of(0, 99))), (1, 3, 8));
    }

    #[test]
    fn a_waiting_document_is_counted_twice_and_something_more() {
        let article = Article { title: "abc".into(), body: "defgh".into(), ..Article::default() };
        assert_eq!(document_bytes(&article), 2 * 8 + 1024);
    }
}
