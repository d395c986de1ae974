//! Updates an index from archives: reads new and changed files, leaves unchanged ones alone, and removes
//! what has vanished. The result depends neither on the number of threads nor on earlier interruptions.

mod aliases;
pub(crate) mod archives;
mod drive;
pub mod explain;
mod file_table;
mod mapping;
mod moves;
mod plan;
mod progress;
mod run_report;
mod samples;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crate::app::{formats, pdftotext};
use crate::engine::{self, Archive, ArchiveOptions, FileRecord, ReadOptions, Sink, WriterOptions};
use crate::ingest::document::Options;
use crate::ingest::source::charset::codec::Codec;
use crate::ingest::source::rules::{Patterns, Rule};
use crate::ingest::source::site;
use crate::ingest::source::walk::{WalkOptions, Walked, walk};
use crate::ingest::{self, IngestOptions};
use crate::query::ast::Query;

use super::AppError;
use super::outcome::{Event, Summary};
use super::settings::{Clock, IndexSettings};
use archives::{Selected, Selection, Selector, notice};
use drive::Drive;
use file_table::FileTable;
pub use plan::plan;
pub use progress::Progress;
use run_report::RunReport;

/// Updates the index.
///
/// # Errors
/// Where a path does not exist, the index cannot be opened or written, or the totals do not add up.
pub fn index(settings: &IndexSettings, progress: &Progress) -> Result<Summary, AppError> {
    let start = Instant::now();
    // Report wrong options before anything is written.
    check(settings)?;
    let sink = engine::open_sink(&settings.index, &writer_options(settings))?;
    let table = sink.archives();
    let records = Records { sink: &*sink, all: OnceCell::new() };
    let choice = Selector { table: &table, records: &|| records.clone(), settings };
    let selection = choice.select()?;
    for Selected { archive, .. } in &selection.selected {
        ingest_options(&archive.options, archive.base(), &settings.clock)?;
    }
    let mut run = Run { settings, progress, sink: &*sink, table, report: RunReport::default() };
    run.report.summary.notices.extend(selection.notices.iter().cloned());
    let before = run.archives(selection, records)?;
    let mut report = run.report;
    sink.close()?;
    let index = engine::open(&settings.index, &ReadOptions::default())?;
    report.summary.articles = index.count(&Query::All)?;
    if settings.strict {
        let again = std::mem::take(&mut report.summary.refused_before);
        report.summary.refusals.extend(again);
    }
    report.summary.took = start.elapsed();
    report.finish(before)
}

/// Refuses invalid options and paths that do not exist.
fn check(settings: &IndexSettings) -> Result<(), AppError> {
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    mapping::check(&settings.options.map)?;
    patterns(&settings.options).check().map_err(AppError::Usage)?;
    settings.options.format.as_deref().map(formats::named).transpose()?;
    settings.options.charset.as_deref().map(charset).transpose()?;
    let real = settings.paths.iter().filter_map(|path| path.canonicalize().ok());
    real.into_iter().try_for_each(|path| aliases::load(&[], &path).map(drop))?;
    // A path that does not exist may be the name of an archive, if there is an index.
    let exists = || engine::open(&settings.index, &ReadOptions::default()).is_ok();
    match settings.paths.iter().find(|path| !is_there(path)) {
        Some(path) if !exists() => Err(AppError::NoSuchPath(path.clone())),
        _ => Ok(()),
    }
}

/// The records of all files, loaded once and only if needed.
struct Records<'a> {
    sink: &'a dyn Sink,
    all: OnceCell<Vec<FileRecord>>,
}

impl Records<'_> {
    fn clone(&self) -> Result<Vec<FileRecord>, AppError> {
        if self.all.get().is_none() {
            let read = self.sink.files()?;
            return Ok(self.all.get_or_init(|| read).clone());
        }
        Ok(self.all.get().cloned().unwrap_or_default())
    }

    fn take(self) -> Result<Vec<FileRecord>, AppError> {
        match self.all.into_inner() {
            Some(records) => Ok(records),
            None => Ok(self.sink.files()?),
        }
    }
}

/// The records of files by the identity of their archive.
type RecordsByArchive = HashMap<Arc<str>, Arc<Vec<FileRecord>>>;

fn by_archive(records: Vec<FileRecord>) -> RecordsByArchive {
    let mut archives: HashMap<Arc<str>, Vec<FileRecord>> = HashMap::new();
    for record in records {
        match archives.get_mut(&record.archive) {
            Some(own) => own.push(record),
            None => drop(archives.insert(record.archive.clone(), vec![record])),
        }
    }
    archives.into_iter().map(|(archive, own)| (archive, Arc::new(own))).collect()
}

/// A run over several archives, one after the other.
struct Run<'a> {
    settings: &'a IndexSettings,
    progress: &'a Progress,
    sink: &'a dyn Sink,
    table: Vec<Archive>,
    report: RunReport,
}

impl Run<'_> {
    /// Updates the archives; returns how many articles the index had before.
    fn archives(&mut self, selection: Selection, records: Records<'_>) -> Result<u64, AppError> {
        let mut selected = selection.selected.into_iter();
        let Some(first) = selected.next() else {
            return Ok(records.take()?.iter().map(|record| record.articles).sum());
        };
        self.sink.begin()?;
        let (walked, records) = in_parallel(|| self.walk(&first), || records.take())?;
        let records = records?;
        let before = records.iter().map(|record| record.articles).sum();
        let records = by_archive(records);
        self.update(first, walked, &records)?;
        for next in selected {
            if self.report.summary.interrupted {
                break;
            }
            let walked = self.walk(&next);
            self.update(next, walked, &records)?;
        }
        if !self.report.summary.interrupted {
            self.sink.end()?;
        }
        Ok(before)
    }

    fn walk(&self, selected: &Selected) -> Walked {
        let expected = self.sink.file_count();
        let options = walk_options(self.settings, &selected.archive, &self.table);
        walk(&selected.root(), &WalkOptions { expected, ..options })
    }

    /// Updates one archive, or a part of it, and commits.
    fn update(
        &mut self,
        selected: Selected,
        walked: Walked,
        records: &RecordsByArchive,
    ) -> Result<(), AppError> {
        let records = records.get(selected.archive.identity.as_str()).cloned().unwrap_or_default();
        self.note_version(&selected.archive, &records);
        let base = selected.archive.base();
        let options = ingest_options(&selected.archive.options, base, &self.settings.clock)?;
        let file_table = FileTable::new(records, selected.root(), options, self.settings.full);
        self.remember(&selected.archive);
        let IndexSettings { threads, prune, .. } = *self.settings;
        let (sink, progress) = (self.sink, self.progress);
        let drive = Drive { sink, file_table: &file_table, prune, threads, progress };
        let kept = drive.run(walked, &mut self.report)?;
        if let Some(kept) = kept {
            self.report.summary.notices.push(notice(&selected.archive, Event::Kept(kept)));
        } else if !self.report.summary.interrupted && selected.is_whole() {
            let last_run = Some(self.settings.clock.moment());
            self.remember(&Archive { last_run, version: ingest::VERSION, ..selected.archive });
        }
        Ok(self.sink.commit()?)
    }

    /// Stores the archive with the next commit.
    fn remember(&mut self, archive: &Archive) {
        self.table.retain(|other| other.identity != archive.identity);
        self.table.push(archive.clone());
        self.table.sort_by(|one, other| one.name.cmp(&other.name));
        self.sink.set_archives(&self.table);
    }

    fn note_version(&mut self, archive: &Archive, records: &[FileRecord]) {
        if archive.version != 0 && archive.version != ingest::VERSION {
            let files = records.iter().filter(|record| record.is_file()).count() as u64;
            self.report.summary.notices.push(notice(archive, Event::Version { files }));
        }
    }
}

/// Runs two functions in parallel and returns both results.
fn in_parallel<A: Send, B>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> Result<(A, B), AppError> {
    thread::scope(|scope| {
        let spawned = thread::Builder::new().name("walker".into()).spawn_scoped(scope, one);
        let what = "cannot start a thread".into();
        let thread = spawned.map_err(|cause| AppError::Io { what, cause })?;
        let other = other();
        let one = thread.join().map_err(|_| AppError::Internal("the walk panicked".into()))?;
        Ok((one, other))
    })
}

/// How the files of an archive are read.
pub(super) fn ingest_options(
    options: &ArchiveOptions,
    root: &Path,
    clock: &Clock,
) -> Result<IngestOptions, AppError> {
    mapping::check(&options.map)?;
    patterns(options).check().map_err(AppError::Usage)?;
    Ok(IngestOptions {
        source: options.source.clone(),
        site: site::find(root),
        date_from_mtime: options.date_from_mtime,
        keep_boilerplate: options.keep_boilerplate,
        outlets: aliases::load(&options.aliases, root)?,
        format: options.format.as_deref().map(formats::named).transpose()?,
        charset: options.charset.as_deref().map(charset).transpose()?,
        today: clock.today(),
        extract: Options { map: options.map.clone(), pdf_text: pdftotext::find() },
    })
}

fn patterns(options: &ArchiveOptions) -> Patterns {
    Patterns { include: options.include.clone(), exclude: options.exclude.clone() }
}

/// Finds a charset by name.
fn charset(name: &str) -> Result<Codec, AppError> {
    Codec::named(name).ok_or_else(|| {
        let advice = "name it as HTML does (`windows-1252`, `macintosh`) or by its page (`cp850`)";
        AppError::Usage(format!("there is no charset `{name}`: {advice}"))
    })
}

fn writer_options(settings: &IndexSettings) -> WriterOptions {
    let IndexSettings { memory, threads, rebuild, .. } = *settings;
    WriterOptions { memory, threads, rebuild }
}

/// How an archive is walked: the index and other archives inside it are left out.
fn walk_options(settings: &IndexSettings, archive: &Archive, table: &[Archive]) -> WalkOptions {
    let own = settings.index.folder().map(|folder| (folder.to_path_buf(), Rule::Index));
    let inner = table.iter().filter(|other| {
        other.identity != archive.identity && other.root.starts_with(&archive.root)
    });
    let others = inner.map(|other| (other.root.clone(), Rule::OtherArchive));
    WalkOptions {
        hidden: archive.options.hidden,
        follow: archive.options.follow,
        patterns: patterns(&archive.options),
        except: own.into_iter().chain(others).collect(),
        threads: settings.threads,
        ..WalkOptions::default()
    }
}
