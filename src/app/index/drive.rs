//! The parallel part of a run: one thread decides which files to read, several read them and pass
//! articles to the sink, one keeps the run report and commits. A commit never splits a file.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::file_table::{Compared, FileTable, Seen};
use super::moves::Moves;
use super::progress::Progress;
use super::run_report::{ArticleCounts, RunReport};
use super::samples::FolderSamples;
use crate::app::AppError;
use crate::app::outcome::Kept;
use crate::engine::{EngineError, FileOutcome, FileRecord, Sink};
use crate::ingest::source::walk::{Other, Root, SourceFile, Walked, display};
use crate::ingest::{self, FileReport};

/// Commit after this many bytes of article text.
const BATCH: u64 = 512 << 20;

/// How many files may queue for a reader.
const WAITING: usize = 1024;

/// Stack size of a reader, in bytes: enough for the deepest nesting that extractors allow.
const STACK: usize = 16 << 20;

/// What the threads share.
pub(super) struct Drive<'a> {
    /// Receives the articles.
    pub sink: &'a dyn Sink,
    /// The files of the archive that are in the index.
    pub file_table: &'a FileTable,
    /// Whether to remove vanished files however many they are.
    pub prune: bool,
    /// The number of readers.
    pub threads: usize,
    /// Shows progress and can stop the run.
    pub progress: &'a Progress,
}

/// The state of a run. Reading a file holds `commit_lock` shared; a commit holds it alone.
#[derive(Default)]
struct Run {
    commit_lock: RwLock<()>,
    uncommitted: AtomicU64,
    failed: AtomicBool,
    files: OnceLock<Files>,
}

/// What reading one file depends on besides that file.
#[derive(Default)]
struct Files {
    samples: FolderSamples,
    moves: Moves,
}

impl Run {
    /// The samples and moves of the archive, which are set before the first file is read.
    fn files(&self) -> &Files {
        self.files.get_or_init(Files::default)
    }

    fn note_unsent(&self, sent: bool) {
        if !sent {
            self.failed.store(true, Ordering::Relaxed);
        }
    }
}

/// A message to the thread that keeps the report.
#[derive(Debug)]
enum Message<'a> {
    Unchanged(Vec<&'a FileRecord>),
    Skipped,
    Unreadable(FileRecord),
    Read(Box<FileRead>),
    Failed(EngineError),
}

/// The result of reading one file completely.
#[derive(Debug)]
struct FileRead {
    record: FileRecord,
    /// Whether the file was touched but its bytes are unchanged.
    same: bool,
    /// Whether content of it is missing.
    is_incomplete: bool,
    found: ArticleCounts,
}

/// Why a file was not read to its end.
enum EndedEarly {
    /// The sink could not be written.
    Failed(EngineError),
    /// The run was stopped.
    Abandoned,
}

impl Drive<'_> {
    /// Updates the sink with the result of a walk. Returns what was kept although it is gone, if any.
    ///
    /// # Errors
    /// Where the sink cannot be written; everything since the last commit is lost then.
    pub(super) fn run(
        &self,
        walked: Walked,
        report: &mut RunReport,
    ) -> Result<Option<Kept>, AppError> {
        let run = Run::default();
        let (to_read, files) = bounded(WAITING);
        let (messages, received) = bounded(1024);
        let seen = thread::scope(|scope| {
            let classifier = {
                let (run, messages) = (&run, messages.clone());
                let classify = move || self.classify(run, walked, (to_read, messages));
                let spawned =
                    thread::Builder::new().name("classifier".into()).spawn_scoped(scope, classify);
                spawned.map_err(|cause| io("cannot start a thread", cause))?
            };
            for _ in 0..self.threads.max(1) {
                let (run, files, messages) = (&run, files.clone(), messages.clone());
                let reader = thread::Builder::new().name("reader".into()).stack_size(STACK);
                let spawned =
                    reader.spawn_scoped(scope, move || self.read_all(run, files, messages));
                spawned.map_err(|cause| io("cannot start a thread", cause))?;
            }
            drop((files, messages));
            self.keep_report(&run, received, report)?;
            let panicked = |_| AppError::Internal("comparing files panicked".into());
            classifier.join().map_err(panicked)
        })?;
        self.finish(report, &seen, &run.files().moves)
    }

    /// Queues the files that must be read, and reports the others.
    fn classify<'a>(
        &'a self,
        run: &Run,
        walked: Walked,
        (to_read, messages): (Sender<SourceFile>, Sender<Message<'a>>),
    ) -> Seen {
        let seen = Seen::of(&walked, &self.file_table.root);
        for other in walked.others {
            if self.is_over(run) {
                break;
            }
            let message = self.record_unread(run, other).unwrap_or_else(Message::Failed);
            run.note_unsent(messages.send(message).is_ok());
        }
        let mut files = walked.files;
        let Files { samples, moves } = run.files.get_or_init(|| Files {
            samples: self.file_table.samples(&files, &seen),
            moves: Moves::of(&files, self.file_table, &seen),
        });
        moves.assign_origins(&mut files, self.file_table);
        let mut unchanged = Vec::with_capacity(files.len());
        for file in files {
            if self.is_over(run) {
                break;
            }
            match self.file_table.compare(&file, (samples, true)) {
                Compared::Unchanged(record) => unchanged.push(record),
                Compared::New | Compared::Changed => {
                    self.progress.found(file.size);
                    run.note_unsent(to_read.send(file).is_ok());
                }
            }
        }
        run.note_unsent(messages.send(Message::Unchanged(unchanged)).is_ok());
        self.progress.walked.store(true, Ordering::Relaxed);
        seen
    }

    /// Whether the run was stopped or has failed.
    fn is_over(&self, run: &Run) -> bool {
        self.progress.is_stopped() || run.failed.load(Ordering::Relaxed)
    }

    /// Records a path that was skipped by a rule that `status` reports, or that could not be opened.
    fn record_unread<'a>(&self, run: &Run, other: Other) -> Result<Message<'a>, EngineError> {
        let (path, outcome) = match other {
            Other::Skipped { rule, .. } if !rule.is_remembered() => return Ok(Message::Skipped),
            Other::Skipped { path, rule } => (path, FileOutcome::Skipped(rule.to_string())),
            Other::Refused { path, reason } => (path, FileOutcome::Refused(reason)),
        };
        let record = self.unread(&path, outcome);
        if self.file_table.record(record.key) != Some(&record) {
            let _reading = run.commit_lock.read().unwrap_or_else(PoisonError::into_inner);
            self.sink.remove(record.key)?;
            self.sink.record(&record)?;
        }
        Ok(match record.outcome {
            FileOutcome::Refused(_) => Message::Unreadable(record),
            FileOutcome::Skipped(_) | FileOutcome::Indexed => Message::Skipped,
        })
    }

    /// The record of a path that was not read.
    fn unread(&self, path: &Path, outcome: FileOutcome) -> FileRecord {
        let root = &self.file_table.root;
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

    fn read_all<'a>(
        &'a self,
        run: &Run,
        files: Receiver<SourceFile>,
        messages: Sender<Message<'a>>,
    ) {
        for file in files {
            if self.is_over(run) {
                continue;
            }
            let read = {
                let _reading = run.commit_lock.read().unwrap_or_else(PoisonError::into_inner);
                self.read(run, &file)
            };
            self.progress.read(file.size);
            let message = match read {
                Ok(Some(read)) => Message::Read(Box::new(read)),
                Ok(None) => continue,
                Err(error) => {
                    run.failed.store(true, Ordering::Relaxed);
                    Message::Failed(error)
                }
            };
            if messages.send(message).is_err() {
                return;
            }
        }
    }

    /// Reads a file and replaces its articles in the sink. If the run is stopped in the middle of a new
    /// file, the file is abandoned and the next run reads it.
    fn read(&self, run: &Run, file: &SourceFile) -> Result<Option<FileRead>, EngineError> {
        let Files { samples, moves } = run.files();
        if let Some(record) = self.same_bytes(file, samples) {
            let found = ArticleCounts::default();
            return Ok(Some(FileRead {
                record: record.clone(),
                same: true,
                is_incomplete: false,
                found,
            }));
        }
        let before = moves.record(file.key, self.file_table);
        for key in [Some(file.key), before.map(|before| before.key)].into_iter().flatten() {
            self.sink.remove(key)?;
        }
        let mut found = ArticleCounts::default();
        let mut ended = None;
        let is_new = before.is_none();
        let report = samples.articles(file, &self.file_table.options, &mut |article| {
            found.note(&article);
            run.uncommitted.fetch_add(article.body.len() as u64, Ordering::Relaxed);
            self.progress.article();
            ended = match self.sink.add(file.key, &article) {
                Err(error) => Some(EndedEarly::Failed(error)),
                Ok(()) if is_new && self.progress.is_stopped() => Some(EndedEarly::Abandoned),
                Ok(()) => None,
            };
            ended.as_ref().map_or(ControlFlow::Continue(()), |_| ControlFlow::Break(()))
        });
        match ended {
            Some(EndedEarly::Failed(error)) => return Err(error),
            Some(EndedEarly::Abandoned) => {
                self.sink.remove(file.key)?;
                return Ok(None);
            }
            None => {}
        }
        let is_incomplete = report.is_incomplete;
        let record = self.record(file, report, samples);
        self.sink.record(&record)?;
        Ok(Some(FileRead { record, same: false, is_incomplete, found }))
    }

    /// The record of a file whose time changed but whose bytes did not.
    fn same_bytes(&self, file: &SourceFile, samples: &FolderSamples) -> Option<&FileRecord> {
        let record = self.file_table.record(file.key)?;
        let is_current =
            record.size == file.size && self.file_table.is_current(record, file, (samples, true));
        if !is_current || self.file_table.options.date_from_mtime {
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
            root: shown_base(&self.file_table.root),
            size: file.size,
            mtime: file.mtime,
            hash: report.hash,
            fingerprint: samples.fingerprint(file, &self.file_table.options).to_string().into(),
            articles: report.articles,
            outcome: report.outcome,
            problems: report.problems,
        }
    }

    /// Keeps the report until every thread has ended, and commits after each full batch.
    fn keep_report(
        &self,
        run: &Run,
        messages: Receiver<Message<'_>>,
        report: &mut RunReport,
    ) -> Result<(), EngineError> {
        let mut failed = None;
        for message in messages {
            match message {
                Message::Unchanged(records) => records.iter().for_each(|one| report.unchanged(one)),
                Message::Skipped => report.skipped(),
                Message::Unreadable(record) => {
                    report.unreadable(self.file_table.record(record.key), &record)
                }
                Message::Read(read) if read.same => report.unchanged(&read.record),
                Message::Read(read) => {
                    let before = run.files().moves.record(read.record.key, self.file_table);
                    report.read(before, &read.record);
                    report.found(&read.found);
                    if read.is_incomplete {
                        report.lost(&read.record);
                    }
                }
                Message::Failed(error) => failed = failed.or(Some(error)),
            }
            if failed.is_none() && run.uncommitted.load(Ordering::Relaxed) >= BATCH {
                failed = self.commit(run).err();
                run.failed.store(failed.is_some(), Ordering::Relaxed);
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Commits between two files, so that a searcher never sees half of one.
    fn commit(&self, run: &Run) -> Result<(), EngineError> {
        let _alone = run.commit_lock.write().unwrap_or_else(PoisonError::into_inner);
        run.uncommitted.store(0, Ordering::Relaxed);
        self.sink.commit()
    }

    /// Removes vanished files, unless more than half are gone; returns what was kept.
    fn finish(
        &self,
        report: &mut RunReport,
        seen: &Seen,
        moves: &Moves,
    ) -> Result<Option<Kept>, AppError> {
        report.summary.interrupted = self.progress.is_stopped();
        if report.summary.interrupted {
            return Ok(None);
        }
        let losses = self.file_table.losses(seen, moves);
        let is_kept = losses.gone * 2 > losses.of && !self.prune;
        for record in self.file_table.vanished(seen).filter(|record| !moves.has_moved(record.key)) {
            if !is_kept || self.file_table.is_excluded(record, seen) {
                self.sink.remove(record.key)?;
                report.vanished(record);
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
