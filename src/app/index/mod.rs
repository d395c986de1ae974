//! Brings an index up to date with archives: what is new or has changed is read, what is unchanged is
//! left alone, what is gone leaves. The result does not depend on how many threads read, nor on how
//! often the work was interrupted before.

mod aliases;
pub(crate) mod archives;
mod drive;
pub mod explain;
mod known;
mod mapping;
mod moves;
mod plan;
mod progress;
mod run_report;
mod samples;

use std::cell::OnceCell;
use std::path::Path;
use std::thread;
use std::time::Instant;

use crate::app::{formats, pdftotext};
use crate::engine::{self, Archive, ArchiveOptions, FileRecord, ReadOptions, Sink, WriterOptions};
use crate::ingest::document::Options;
use crate::ingest::source::charset::codec::Codec;
use crate::ingest::source::rules::{Patterns, Rule};
use crate::ingest::source::walk::{WalkOptions, Walked, walk};
use crate::ingest::{self, IngestOptions};
use crate::query::ast::Query;

use super::AppError;
use super::outcome::{Event, Summary};
use super::settings::{Clock, IndexSettings};
use archives::{Choice, Chosen, Taken, notice};
use drive::Drive;
use known::Known;
pub use plan::plan;
pub use progress::Progress;
use run_report::RunReport;

/// Brings the index up to date.
///
/// # Errors
/// When a path is not there, the index cannot be used or written, or the accounts do not balance.
pub fn index(settings: &IndexSettings, progress: &Progress) -> Result<Summary, AppError> {
    let start = Instant::now();
    // What is wrong with the options is said before anything is written.
    check(settings)?;
    let sink = engine::open_sink(&settings.index, &writer_options(settings))?;
    let table = sink.archives();
    let records = Records { sink: &*sink, all: OnceCell::new() };
    let choice = Choice { table: &table, records: &|| records.clone(), settings };
    let chosen = choice.choose()?;
    for Taken { archive, .. } in &chosen.taken {
        ingest_options(&archive.options, archive.base(), &settings.clock)?;
    }
    let mut run = Run { settings, progress, sink: &*sink, table, tally: RunReport::default() };
    run.tally.summary.notices.extend(chosen.notices.iter().cloned());
    let before = run.archives(chosen, records)?;
    let mut tally = run.tally;
    sink.close()?;
    let index = engine::open(&settings.index, &ReadOptions::default())?;
    tally.summary.articles = index.count(&Query::All)?;
    if settings.strict {
        let again = std::mem::take(&mut tally.summary.refused_before);
        tally.summary.refusals.extend(again);
    }
    tally.summary.took = start.elapsed();
    tally.balance(before)
}

/// Refuses options that cannot be followed, and paths that are nowhere.
fn check(settings: &IndexSettings) -> Result<(), AppError> {
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    mapping::check(&settings.options.map)?;
    patterns(&settings.options).check().map_err(AppError::Usage)?;
    settings.options.format.as_deref().map(formats::named).transpose()?;
    settings.options.charset.as_deref().map(charset).transpose()?;
    let real = settings.paths.iter().filter_map(|path| path.canonicalize().ok());
    real.into_iter().try_for_each(|path| aliases::load(&[], &path).map(drop))?;
    let known = engine::open(&settings.index, &ReadOptions::default()).is_ok();
    match settings.paths.iter().find(|path| !is_there(path)) {
        Some(path) if !known => Err(AppError::NoSuchPath(path.clone())),
        _ => Ok(()),
    }
}

/// The records of all files, read once, and only where they are asked for.
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

/// A run over archives, one after the other.
struct Run<'a> {
    settings: &'a IndexSettings,
    progress: &'a Progress,
    sink: &'a dyn Sink,
    table: Vec<Archive>,
    tally: RunReport,
}

impl Run<'_> {
    /// Brings the archives up to date; gives how many articles there were before.
    fn archives(&mut self, chosen: Chosen, records: Records<'_>) -> Result<u64, AppError> {
        let mut taken = chosen.taken.into_iter();
        let Some(first) = taken.next() else {
            return Ok(records.take()?.iter().map(|record| record.articles).sum());
        };
        self.sink.begin()?;
        let (walked, records) = beside(|| self.walk(&first), || records.take())?;
        let records = records?;
        let before = records.iter().map(|record| record.articles).sum();
        self.bring(first, walked, &records)?;
        for next in taken {
            if self.tally.summary.interrupted {
                break;
            }
            let walked = self.walk(&next);
            self.bring(next, walked, &records)?;
        }
        if !self.tally.summary.interrupted {
            self.sink.end()?;
        }
        Ok(before)
    }

    fn walk(&self, taken: &Taken) -> Walked {
        let expected = self.sink.known();
        let options = walk_options(self.settings, &taken.archive, &self.table);
        walk(&taken.root(), &WalkOptions { expected, ..options })
    }

    /// Brings one archive, or a part of it, up to date, and commits.
    fn bring(&mut self, taken: Taken, walked: Walked, all: &[FileRecord]) -> Result<(), AppError> {
        let own = |record: &&FileRecord| *record.archive == *taken.archive.identity;
        let records: Vec<FileRecord> = all.iter().filter(own).cloned().collect();
        self.tell_version(&taken.archive, &records);
        let base = taken.archive.base();
        let options = ingest_options(&taken.archive.options, base, &self.settings.clock)?;
        let known = Known::new(records, taken.root(), options, self.settings.full);
        self.remember(&taken.archive);
        let IndexSettings { threads, prune, .. } = *self.settings;
        let (sink, progress) = (self.sink, self.progress);
        let drive = Drive { sink, known: &known, prune, threads, progress };
        let kept = drive.run(walked, &mut self.tally)?;
        if let Some(kept) = kept {
            self.tally.summary.notices.push(notice(&taken.archive, Event::Kept(kept)));
        } else if !self.tally.summary.interrupted && taken.is_whole() {
            let last_run = Some(self.settings.clock.moment());
            self.remember(&Archive { last_run, version: ingest::VERSION, ..taken.archive });
        }
        Ok(self.sink.commit()?)
    }

    /// Keeps an archive as it is now, with the next commit.
    fn remember(&mut self, archive: &Archive) {
        self.table.retain(|known| known.identity != archive.identity);
        self.table.push(archive.clone());
        self.table.sort_by(|one, other| one.name.cmp(&other.name));
        self.sink.set_archives(&self.table);
    }

    fn tell_version(&mut self, archive: &Archive, records: &[FileRecord]) {
        if archive.version != 0 && archive.version != ingest::VERSION {
            let files = records.iter().filter(|record| record.is_file()).count() as u64;
            self.tally.summary.notices.push(notice(archive, Event::Version { files }));
        }
    }
}

/// The results of two pieces of work that are done at the same time.
fn beside<A: Send, B>(
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

/// The charset that a name means.
fn charset(name: &str) -> Result<Codec, AppError> {
    Codec::named(name).ok_or_else(|| {
        let known = "name it as HTML does (`windows-1252`, `macintosh`) or by its page (`cp850`)";
        AppError::Usage(format!("there is no charset `{name}`: {known}"))
    })
}

fn writer_options(settings: &IndexSettings) -> WriterOptions {
    let IndexSettings { memory, threads, rebuild, .. } = *settings;
    WriterOptions { memory, threads, rebuild }
}

/// How an archive is walked: without the index, and without the other archives that lie in it.
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
