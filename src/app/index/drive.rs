//! The one parallel line: one thread finds out which files are to be read, several read them and hand
//! articles to the sink, one keeps the accounts and commits. What happens between two commits belongs
//! to whole files.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{OnceLock, PoisonError, RwLock};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::known::{Compared, Known, Seen};
use super::progress::Progress;
use super::run_report::{ArticleCounts, RunReport};
use super::samples::FolderSamples;
use crate::app::AppError;
use crate::engine::{EngineError, FileOutcome, FileRecord, Sink};
use crate::ingest::source::walk::{Other, SourceFile, Walked, display, key};
use crate::ingest::{self, FileReport};

/// Bytes of article text after which a commit makes durable what was read.
const BATCH: u64 = 512 << 20;

/// How many files may wait for a thread that reads them.
const WAITING: usize = 1024;

/// Bytes of stack of a thread that reads: extractors count their depth, and this is room for it.
const STACK: usize = 16 << 20;

/// Everything that the threads share.
pub(super) struct Drive<'a> {
    /// Where articles go.
    pub sink: &'a dyn Sink,
    /// What the index remembers.
    pub known: &'a Known,
    /// How many files are read at a time.
    pub threads: usize,
    /// Who watches.
    pub progress: &'a Progress,
}

/// The state of a run: a file is read under a shared hold of `whole`, a commit takes it alone.
#[derive(Default)]
struct Run {
    whole: RwLock<()>,
    uncommitted: AtomicU64,
    failed: AtomicBool,
    samples: OnceLock<FolderSamples>,
}

impl Run {
    /// The samples of the archive; a file is read only when they are known.
    fn samples(&self) -> &FolderSamples {
        self.samples.get_or_init(FolderSamples::default)
    }

    fn note_unsent(&self, sent: bool) {
        if !sent {
            self.failed.store(true, Ordering::Relaxed);
        }
    }
}

/// What the threads tell the one that keeps the accounts.
#[derive(Debug)]
enum News<'a> {
    Unchanged(Vec<&'a FileRecord>),
    Passed,
    Closed(String, String),
    Read(Box<FileRead>),
    Failed(EngineError),
}

/// A file that was read to its end.
#[derive(Debug)]
struct FileRead {
    record: FileRecord,
    /// Whether its bytes turned out to be those that were read before.
    same: bool,
    found: ArticleCounts,
}

impl Drive<'_> {
    /// Brings the sink up to date with what a walk found.
    ///
    /// # Errors
    /// When the sink cannot be written; what was not committed is lost then.
    pub(super) fn run(&self, walked: Walked) -> Result<RunReport, AppError> {
        let run = Run::default();
        let (to_read, files) = bounded(WAITING);
        let (news, reports) = bounded(1024);
        let (tally, seen) = thread::scope(|scope| {
            let sorter = {
                let (run, news) = (&run, news.clone());
                let sort = move || self.sort_out(run, walked, (to_read, news));
                let spawned =
                    thread::Builder::new().name("sorter".into()).spawn_scoped(scope, sort);
                spawned.map_err(|cause| io("cannot start a thread", cause))?
            };
            for _ in 0..self.threads.max(1) {
                let (run, files, news) = (&run, files.clone(), news.clone());
                let reader = thread::Builder::new().name("reader".into()).stack_size(STACK);
                let spawned = reader.spawn_scoped(scope, move || self.read_all(run, files, news));
                spawned.map_err(|cause| io("cannot start a thread", cause))?;
            }
            drop((files, news));
            let tally = self.report(&run, reports)?;
            let panicked = |_| AppError::Internal("comparing files panicked".into());
            let seen = sorter.join().map_err(panicked)?;
            Ok::<_, AppError>((tally, seen))
        })?;
        self.finish(tally, &seen)
    }

    /// Sends every file that has to be read on its way.
    fn sort_out<'a>(
        &'a self,
        run: &Run,
        walked: Walked,
        (to_read, news): (Sender<SourceFile>, Sender<News<'a>>),
    ) -> Seen {
        let seen = Seen::of(&walked);
        for other in walked.others {
            if self.is_over(run) {
                break;
            }
            let told = match other {
                Other::Skipped { .. } => News::Passed,
                Other::Refused { path, reason } => {
                    self.refuse(run, &path, reason).unwrap_or_else(News::Failed)
                }
            };
            run.note_unsent(news.send(told).is_ok());
        }
        let files = self.known.at_home(walked.files);
        let samples = run.samples.get_or_init(|| self.known.samples(&files, &seen));
        let mut unchanged = Vec::with_capacity(files.len());
        for file in files {
            if self.is_over(run) {
                break;
            }
            match self.known.compare(&file, (samples, true)) {
                Compared::Unchanged(record) => unchanged.push(record),
                Compared::New | Compared::Changed => {
                    self.progress.found(file.size);
                    run.note_unsent(to_read.send(file).is_ok());
                }
            }
        }
        run.note_unsent(news.send(News::Unchanged(unchanged)).is_ok());
        self.progress.walked.store(true, Ordering::Relaxed);
        seen
    }

    /// Whether the run was interrupted or cannot go on.
    fn is_over(&self, run: &Run) -> bool {
        self.progress.is_stopped() || run.failed.load(Ordering::Relaxed)
    }

    /// Keeps the record of what could not be looked at.
    fn refuse<'a>(&self, run: &Run, path: &Path, reason: String) -> Result<News<'a>, EngineError> {
        let shown = display(path.as_os_str());
        let record = FileRecord {
            key: key(path),
            path: shown.clone(),
            root: "".into(),
            size: 0,
            mtime: 0,
            hash: None,
            fingerprint: "".into(),
            articles: 0,
            outcome: FileOutcome::Refused(reason.clone()),
            problems: vec![],
        };
        let _whole = run.whole.read().unwrap_or_else(PoisonError::into_inner);
        self.sink.remove(record.key)?;
        self.sink.record(&record)?;
        Ok(News::Closed(shown, reason))
    }

    fn read_all<'a>(&'a self, run: &Run, files: Receiver<SourceFile>, news: Sender<News<'a>>) {
        for file in files {
            if self.is_over(run) {
                continue;
            }
            let read = {
                let _whole = run.whole.read().unwrap_or_else(PoisonError::into_inner);
                self.read(run, &file)
            };
            self.progress.read(file.size);
            let told = match read {
                Ok(Some(read)) => News::Read(Box::new(read)),
                Ok(None) => continue,
                Err(error) => {
                    run.failed.store(true, Ordering::Relaxed);
                    News::Failed(error)
                }
            };
            if news.send(told).is_err() {
                return;
            }
        }
    }

    /// Reads a file, and replaces what the sink holds of it. A new one in which the run was interrupted
    /// is given up: the next run reads it.
    fn read(&self, run: &Run, file: &SourceFile) -> Result<Option<FileRead>, EngineError> {
        let samples = run.samples();
        if let Some(record) = self.same_bytes(file, samples) {
            let found = ArticleCounts::default();
            return Ok(Some(FileRead { record: record.clone(), same: true, found }));
        }
        self.sink.remove(file.key)?;
        let (mut found, mut failed, mut given_up) = (ArticleCounts::default(), None, false);
        let is_new = self.known.record(file.key).is_none();
        let report = samples.articles(file, &self.known.options, &mut |article| {
            found.note(&article);
            run.uncommitted.fetch_add(article.body.len() as u64, Ordering::Relaxed);
            self.progress.article();
            failed = self.sink.add(file.key, &article).err();
            given_up = is_new && self.progress.is_stopped();
            failed.is_none() && !given_up
        });
        if let Some(error) = failed {
            return Err(error);
        }
        if given_up {
            self.sink.remove(file.key)?;
            return Ok(None);
        }
        let record = self.record(file, report, samples);
        self.sink.record(&record)?;
        Ok(Some(FileRead { record, same: false, found }))
    }

    /// The record of a file that was touched, and whose bytes are those that were read before.
    fn same_bytes(&self, file: &SourceFile, samples: &FolderSamples) -> Option<&FileRecord> {
        let record = self.known.record(file.key)?;
        let may_stay =
            record.size == file.size && self.known.may_stay(record, file, (samples, true));
        if !may_stay || self.known.options.date_from_mtime {
            return None;
        }
        let hash = ingest::source::read::hash(&file.path).ok()?;
        (Some(hash) == record.hash).then_some(record)
    }

    fn record(&self, file: &SourceFile, report: FileReport, samples: &FolderSamples) -> FileRecord {
        FileRecord {
            key: file.key,
            path: display(file.path.as_os_str()),
            root: display(file.root.as_os_str()).into(),
            size: file.size,
            mtime: file.mtime,
            hash: report.hash,
            fingerprint: samples.fingerprint(file, &self.known.options).to_string().into(),
            articles: report.articles,
            outcome: report.outcome,
            problems: report.problems,
        }
    }

    /// Keeps the accounts until every thread has ended, and commits whenever a batch is full.
    fn report(&self, run: &Run, reports: Receiver<News<'_>>) -> Result<RunReport, EngineError> {
        let mut tally = RunReport::default();
        let mut failed = None;
        for news in reports {
            match news {
                News::Unchanged(records) => records.iter().for_each(|one| tally.unchanged(one)),
                News::Passed => tally.passed(),
                News::Closed(path, reason) => tally.closed(&path, &reason),
                News::Read(read) if read.same => tally.unchanged(&read.record),
                News::Read(read) => {
                    tally.read(self.known.record(read.record.key), &read.record);
                    tally.found(&read.found);
                }
                News::Failed(error) => failed = failed.or(Some(error)),
            }
            if failed.is_none() && run.uncommitted.load(Ordering::Relaxed) >= BATCH {
                failed = self.commit(run).err();
                run.failed.store(failed.is_some(), Ordering::Relaxed);
            }
        }
        failed.map_or(Ok(tally), Err)
    }

    /// Commits between two files: a reader never sees half of one.
    fn commit(&self, run: &Run) -> Result<(), EngineError> {
        let _alone = run.whole.write().unwrap_or_else(PoisonError::into_inner);
        run.uncommitted.store(0, Ordering::Relaxed);
        self.sink.commit()
    }

    /// Lets what is gone leave, and makes everything durable.
    fn finish(&self, mut tally: RunReport, seen: &Seen) -> Result<RunReport, AppError> {
        tally.summary.interrupted = self.progress.is_stopped();
        if !tally.summary.interrupted {
            for record in self.known.vanished(seen) {
                self.sink.remove(record.key)?;
                tally.vanished(record);
            }
        }
        self.sink.commit()?;
        Ok(tally)
    }
}

fn io(what: &str, cause: std::io::Error) -> AppError {
    AppError::Io { what: what.into(), cause }
}
