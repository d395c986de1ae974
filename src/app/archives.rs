//! The archives that an index remembers: listed, moved, and forgotten. None of their files are read.

use std::collections::HashMap;
use std::path::{Path, PathBuf, absolute};

use crate::engine::archive::shown;
use crate::engine::{self, Archive, FileRecord, IndexLocation, Sink, WriterOptions};
use crate::ingest;

use super::AppError;
use super::index::archives::{is_same, is_there};
use super::open;
use super::outcome::ArchiveOutcome;

/// The archives of the index, in order of name.
///
/// # Errors
/// When the index cannot be read.
pub fn archives(index: &IndexLocation) -> Result<Vec<ArchiveOutcome>, AppError> {
    let engine = open::open(index.clone())?.engine;
    Ok(outcomes(&engine.archives(), &engine.files()?))
}

/// Archives, each with what the index has of it.
pub(super) fn outcomes(archives: &[Archive], files: &[FileRecord]) -> Vec<ArchiveOutcome> {
    let mut counts: HashMap<&str, (u64, u64)> = HashMap::new();
    for record in files.iter().filter(|record| record.is_file()) {
        let count = counts.entry(&record.archive).or_default();
        *count = (count.0 + 1, count.1 + record.articles);
    }
    let outcome = |archive: &Archive| {
        let (files, articles) = counts.get(&*archive.identity).copied().unwrap_or_default();
        ArchiveOutcome {
            name: archive.name.clone(),
            root: path(&archive.root),
            is_there: is_there(archive),
            articles,
            files,
            last_run: archive.last_run.clone(),
            is_stale: archive.last_run.is_some() && archive.version != ingest::VERSION,
            options: archive.options.typed(),
        }
    };
    archives.iter().map(outcome).collect()
}

/// Tells the index that an archive lies elsewhere now; gives its name, and where it lay.
///
/// # Errors
/// When there is no such archive or folder, when none of its files are in that folder, and when the
/// index cannot be written.
pub fn relocate(
    index: &IndexLocation,
    archive: &Path,
    to: &Path,
) -> Result<(String, String), AppError> {
    let root = to.canonicalize().map_err(|_| AppError::NoSuchPath(to.to_path_buf()))?;
    let sink = writer(index)?;
    let mut table = sink.archives();
    let place = find(&table, archive)?;
    if let Some(other) = table.iter().find(|other| other.root == root) {
        let message = format!("{} is archive `{}` already", path(&root), other.name);
        return Err(AppError::Usage(message));
    }
    let records = sink.files()?;
    let has_files = records.iter().any(|record| *record.archive == *table[place].identity);
    if has_files && !is_same(&table[place], &root, &records) {
        let message = format!(
            "{} does not hold the files of archive `{}`; index it as an archive of its own",
            path(&root),
            table[place].name
        );
        return Err(AppError::Usage(message));
    }
    let from = path(&std::mem::replace(&mut table[place].root, root));
    let name = table[place].name.clone();
    commit(sink, &table)?;
    Ok((name, from))
}

/// Removes an archive from the index; gives its name, and how many articles it had. Its files stay.
///
/// # Errors
/// When there is no such archive, and when the index cannot be written.
pub fn forget(index: &IndexLocation, archive: &Path) -> Result<(String, u64), AppError> {
    let sink = writer(index)?;
    let mut table = sink.archives();
    let gone = table.remove(find(&table, archive)?);
    let mut articles = 0;
    for record in sink.files()?.iter().filter(|record| *record.archive == *gone.identity) {
        sink.remove(record.key)?;
        articles += record.articles;
    }
    commit(sink, &table)?;
    Ok((gone.name, articles))
}

/// The name of the archive that holds a path, or has this name.
///
/// # Errors
/// When there is none.
pub fn name(index: &IndexLocation, archive: &Path) -> Result<String, AppError> {
    let table = open::open(index.clone())?.engine.archives();
    Ok(table[find(&table, archive)?].name.clone())
}

/// Lets a group read the index.
///
/// # Errors
/// When there is no such group, or the rights cannot be given.
pub fn share(index: &IndexLocation, group: &str) -> Result<(), AppError> {
    Ok(engine::share(index, group)?)
}

/// An index that is there, to be written to.
fn writer(index: &IndexLocation) -> Result<Box<dyn Sink>, AppError> {
    drop(open::open(index.clone())?);
    Ok(engine::open_sink(index, &WriterOptions::default())?)
}

fn commit(sink: Box<dyn Sink>, table: &[Archive]) -> Result<(), AppError> {
    sink.set_archives(table);
    sink.commit()?;
    Ok(sink.close()?)
}

/// The place in the table of the archive of a name, or of the innermost one around a path.
fn find(table: &[Archive], asked: &Path) -> Result<usize, AppError> {
    let named = table.iter().position(|archive| asked.to_str() == Some(&archive.name));
    let whole = asked.canonicalize().or_else(|_| absolute(asked))?;
    let around = table.iter().enumerate().filter(|(_, archive)| archive.holds(&whole));
    let innermost = around.max_by_key(|(_, archive)| archive.root.as_os_str().len());
    named.or(innermost.map(|(place, _)| place)).ok_or_else(|| {
        let names: Vec<String> =
            table.iter().map(|archive| format!("`{}`", archive.name)).collect();
        let known = if names.is_empty() { "none".into() } else { names.join(", ") };
        let asked = PathBuf::from(asked);
        AppError::Usage(format!(
            "the index has no archive `{}`; its archives: {known}",
            asked.display()
        ))
    })
}

fn path(path: &Path) -> String {
    shown(path.as_os_str().as_encoded_bytes())
}
