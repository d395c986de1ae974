//! The one parallel line: one thread finds out which files are to be read, several read them and hand
//! articles to the sink, one keeps the accounts and commits. What happens between two commits belongs
//! to whole files.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::known::{Compared, Known, Seen};
use super::moves::Moves;
use super::progress::Progress;
use super::run_report::{ArticleCounts, RunReport};
use super::samples::FolderSamples;
use crate::app::AppError;
use crate::app::outcome::Kept;
use crate::engine::{EngineError, FileOutcome, FileRecord, Sink};
use crate::ingest::source::walk::{Other, Root, SourceFile, Walked, display};
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
    /// Whether files that are gone leave, however many they are.
    pub prune: bool,
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
    files: OnceLock<Files>,
}

/// What the files of an archive are to each other, and to those that were there before.
#[derive(Default)]
struct Files {
    samples: FolderSamples,
    moves: Moves,
}

impl Run {
    /// The samples and moves of the archive; a file is read only when they are known.
    fn files(&self) -> &Files {
        self.files.get_or_init(Files::default)
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
    Closed(FileRecord),
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
    pub(super) fn run(
        &self,
        walked: Walked,
        tally: &mut RunReport,
    ) -> Result<Option<Kept>, AppError> {
        let run = Run::default();
        let (to_read, files) = bounded(WAITING);
        let (news, reports) = bounded(1024);
        let seen = thread::scope(|scope| {
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
            self.report(&run, reports, tally)?;
            let panicked = |_| AppError::Internal("comparing files panicked".into());
            sorter.join().map_err(panicked)
        })?;
        self.finish(tally, &seen, &run.files().moves)
    }

    /// Sends every file that has to be read on its way.
    fn sort_out<'a>(
        &'a self,
        run: &Run,
        walked: Walked,
        (to_read, news): (Sender<SourceFile>, Sender<News<'a>>),
    ) -> Seen {
        let seen = Seen::of(&walked, &self.known.root);
        for other in walked.others {
            if self.is_over(run) {
                break;
            }
            let told = self.pass(run, other).unwrap_or_else(News::Failed);
            run.note_unsent(news.send(told).is_ok());
        }
        let mut files = walked.files;
        let Files { samples, moves } = run.files.get_or_init(|| Files {
            samples: self.known.samples(&files, &seen),
            moves: Moves::of(&files, self.known, &seen),
        });
        moves.settle(&mut files, self.known);
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

    /// Keeps the record of what was passed over, where that is to be known, or could not be looked at.
    fn pass<'a>(&self, run: &Run, other: Other) -> Result<News<'a>, EngineError> {
        let (path, outcome) = match other {
            Other::Skipped { rule, .. } if !rule.is_remembered() => return Ok(News::Passed),
            Other::Skipped { path, rule } => (path, FileOutcome::Skipped(rule.to_string())),
            Other::Refused { path, reason } => (path, FileOutcome::Refused(reason)),
        };
        let record = self.unread(&path, outcome);
        if self.known.record(record.key) != Some(&record) {
            let _whole = run.whole.read().unwrap_or_else(PoisonError::into_inner);
            self.sink.remove(record.key)?;
            self.sink.record(&record)?;
        }
        Ok(match record.outcome {
            FileOutcome::Refused(_) => News::Closed(record),
            FileOutcome::Skipped(_) | FileOutcome::Indexed => News::Passed,
        })
    }

    /// The record of what was not opened.
    fn unread(&self, path: &Path, outcome: FileOutcome) -> FileRecord {
        let root = &self.known.root;
        let (key, relative) = root.place(path);
        FileRecord {
            key,
            origin: key,
            archive: root.archive.clone(),
            relative,
            root: shown_base(root),
            size: 0,
            mtime: 0,
            hash: None,
            fingerprint: "".into(),
            articles: 0,
            outcome,
            problems: vec![],
        }
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
        let Files { samples, moves } = run.files();
        if let Some(record) = self.same_bytes(file, samples) {
            let found = ArticleCounts::default();
            return Ok(Some(FileRead { record: record.clone(), same: true, found }));
        }
        let before = moves.record(file.key, self.known);
        for key in [Some(file.key), before.map(|before| before.key)].into_iter().flatten() {
            self.sink.remove(key)?;
        }
        let (mut found, mut failed, mut given_up) = (ArticleCounts::default(), None, false);
        let is_new = before.is_none();
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
        let hash = ingest::source::read::hash(file.location()).ok()?;
        (Some(hash) == record.hash).then_some(record)
    }

    fn record(&self, file: &SourceFile, report: FileReport, samples: &FolderSamples) -> FileRecord {
        FileRecord {
            key: file.key,
            origin: file.origin,
            archive: file.archive.clone(),
            relative: file.relative.clone(),
            root: shown_base(&self.known.root),
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
    fn report(
        &self,
        run: &Run,
        reports: Receiver<News<'_>>,
        tally: &mut RunReport,
    ) -> Result<(), EngineError> {
        let mut failed = None;
        for news in reports {
            match news {
                News::Unchanged(records) => records.iter().for_each(|one| tally.unchanged(one)),
                News::Passed => tally.passed(),
                News::Closed(record) => tally.closed(self.known.record(record.key), &record),
                News::Read(read) if read.same => tally.unchanged(&read.record),
                News::Read(read) => {
                    let before = run.files().moves.record(read.record.key, self.known);
                    tally.read(before, &read.record);
                    tally.found(&read.found);
                }
                News::Failed(error) => failed = failed.or(Some(error)),
            }
            if failed.is_none() && run.uncommitted.load(Ordering::Relaxed) >= BATCH {
                failed = self.commit(run).err();
                run.failed.store(failed.is_some(), Ordering::Relaxed);
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Commits between two files: a reader never sees half of one.
    fn commit(&self, run: &Run) -> Result<(), EngineError> {
        let _alone = run.whole.write().unwrap_or_else(PoisonError::into_inner);
        run.uncommitted.store(0, Ordering::Relaxed);
        self.sink.commit()
    }

    /// Lets what is gone leave, unless too much is: then it is said what was kept.
    fn finish(
        &self,
        tally: &mut RunReport,
        seen: &Seen,
        moves: &Moves,
    ) -> Result<Option<Kept>, AppError> {
        tally.summary.interrupted = self.progress.is_stopped();
        if tally.summary.interrupted {
            return Ok(None);
        }
        let losses = self.known.losses(seen, moves);
        let is_kept = losses.gone * 2 > losses.of && !self.prune;
        for record in self.known.vanished(seen).filter(|record| !moves.has_left(record.key)) {
            if !is_kept || self.known.is_left_out(record, seen) {
                self.sink.remove(record.key)?;
                tally.vanished(record);
            }
        }
        Ok(is_kept.then_some(match seen.number {
            0 => Kept::Empty { of: losses.of },
            _ => Kept::Lost { gone: losses.gone, of: losses.of },
        }))
    }
}

fn shown_base(root: &Root) -> Arc<str> {
    display(root.base.as_os_str()).into()
}

fn io(what: &str, cause: std::io::Error) -> AppError {
    AppError::Io { what: what.into(), cause }
}
