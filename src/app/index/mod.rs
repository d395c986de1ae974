//! Brings an index up to date with an archive: what is new or has changed is read, what is
//! unchanged is left alone, what is gone leaves. The result does not depend on how many threads
//! read, nor on how often the work was interrupted before.

mod aliases;
mod drive;
pub mod explain;
mod known;
mod progress;
mod run_report;
mod samples;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use crate::app::{formats, pdftotext};
use crate::engine::{self, EngineError, FileRecord, ReadOptions, WriterOptions};
use crate::ingest::IngestOptions;
use crate::ingest::document::Options;
use crate::ingest::source::charset::codec::Codec;
use crate::ingest::source::walk::{WalkOptions, display, walk};

use crate::query::ast::Query;

use super::AppError;
use super::outcome::{Fate, Plan, Summary};
use super::settings::IndexSettings;
use drive::Drive;
use known::{Compared, Known};
pub use progress::Progress;

/// Brings the index up to date.
///
/// # Errors
/// When a path is not there, the index cannot be used or written, or the accounts do not balance.
pub fn index(settings: &IndexSettings, progress: &Progress) -> Result<Summary, AppError> {
    let start = Instant::now();
    let roots = roots(&settings.paths)?;
    // What is wrong with the options is said before anything is written.
    ingest_options(settings, &roots, &[])?;
    let sink = engine::open_sink(&settings.index, &writer_options(settings))?;
    let walking = WalkOptions { expected: sink.known(), ..walk_options(settings) };
    let (walked, known) =
        beside(|| walk(&roots, &walking), || known_files(settings, &roots, sink.files()?))?;
    let known = known?;
    let drive = Drive { sink: &*sink, known: &known, threads: settings.threads, progress };
    let mut tally = drive.run(walked)?;
    sink.close()?;
    let index = engine::open(&settings.index, &ReadOptions::default())?;
    tally.summary.articles = index.count(&Query::All)?;
    tally.summary.took = start.elapsed();
    tally.balance(known.articles())
}

/// What indexing would do, by size and time of modification alone: no file is read.
///
/// # Errors
/// When a path is not there, or the index cannot be read.
pub fn plan(settings: &IndexSettings) -> Result<Plan, AppError> {
    let roots = roots(&settings.paths)?;
    let records = match engine::open(&settings.index, &ReadOptions::default()) {
        Ok(index) => index.files()?,
        Err(EngineError::Missing(_)) => vec![],
        Err(_) if settings.rebuild => vec![],
        Err(error) => return Err(error.into()),
    };
    let known = known_files(settings, &roots, records)?;
    let mut plan = Plan::default();
    let walked = walk(&roots, &walk_options(settings));
    let seen = known::Seen::of(&walked);
    let files = known.at_home(walked.files);
    let samples = known.samples(&files, &seen);
    for file in &files {
        plan.seen += 1;
        let fate = match known.compare(file, (&samples, false)) {
            Compared::Unchanged(_) => {
                plan.unchanged += 1;
                continue;
            }
            Compared::New => Fate::New,
            Compared::Changed => Fate::Changed,
        };
        plan.files.push((fate, display(file.path.as_os_str())));
    }
    let vanished = known.vanished(&seen);
    plan.files.extend(vanished.map(|record| (Fate::Vanished, record.path.clone())));
    plan.files.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(plan)
}

/// What the index remembers, and how files are read.
fn known_files(
    settings: &IndexSettings,
    roots: &[PathBuf],
    records: Vec<FileRecord>,
) -> Result<Known, AppError> {
    let options = ingest_options(settings, roots, &records)?;
    Ok(Known::new(records, roots, options, settings.full))
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

/// The paths as the walk takes them: absolute, without `.`, `..` and links.
fn roots(paths: &[PathBuf]) -> Result<Vec<PathBuf>, AppError> {
    let whole =
        |path: &PathBuf| path.canonicalize().map_err(|_| AppError::NoSuchPath(path.clone()));
    paths.iter().map(whole).collect()
}

/// How files are read, under the roots of this run and those that the index remembers.
pub(super) fn ingest_options(
    settings: &IndexSettings,
    roots: &[PathBuf],
    records: &[FileRecord],
) -> Result<IngestOptions, AppError> {
    let folder = |root: &PathBuf| match root.is_dir() {
        true => root.clone(),
        false => root.parent().map_or_else(|| root.clone(), Path::to_path_buf),
    };
    let homes = known::homes(records).into_iter().map(|home| PathBuf::from(&*home));
    let folders: BTreeSet<PathBuf> = roots.iter().map(folder).chain(homes).collect();
    Ok(IngestOptions {
        source: settings.source.clone(),
        date_from_mtime: settings.date_from_mtime,
        keep_boilerplate: settings.keep_boilerplate,
        outlets: aliases::load(settings, &folders)?,
        format: settings.format.as_deref().map(formats::named).transpose()?,
        charset: settings.charset.as_deref().map(charset).transpose()?,
        today: settings.clock.today(),
        extract: Options { map: settings.map.clone(), pdf_text: pdftotext::find() },
    })
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

fn walk_options(settings: &IndexSettings) -> WalkOptions {
    let except = settings.index.folder().map(Path::to_path_buf).into_iter().collect();
    let threads = settings.threads;
    WalkOptions { except, threads, ..WalkOptions::default() }
}
