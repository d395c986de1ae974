//! Lists, moves and forgets the archives that an index remembers. Indexes nothing.

use std::collections::HashMap;
use std::path::{Path, PathBuf, absolute};

use crate::engine::archive::shown;
use crate::engine::{self, Archive, FileRecord, IndexLocation, Sink, WriterOptions};
use crate::ingest;

use super::AppError;
use super::index::archives::{is_same, is_there};
use super::open;
use super::outcome::ArchiveOutcome;

/// The archives of the index, ordered by name.
///
/// # Errors
/// If the index cannot be read.
pub fn archives(index: &IndexLocation) -> Result<Vec<ArchiveOutcome>, AppError> {
    let engine = open::open(index.clone())?.engine;
    Ok(outcomes(&engine.archives(), &engine.files()?))
}

/// Describes archives, each with the number of its files and articles in the index.
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

/// Records that an archive has moved. Returns its name and its previous root.
///
/// # Errors
/// If there is no such archive or folder, if the folder holds none of its files, or if the index
/// cannot be written.
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

/// Removes an archive from the index. Returns its name and how many articles it had. Its files
/// stay.
///
/// # Errors
/// If there is no such archive, or if the index cannot be written.
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

/// The name of the archive that has this name or contains this path.
///
/// # Errors
/// If there is no such archive.
pub fn name(index: &IndexLocation, archive: &Path) -> Result<String, AppError> {
    let table = open::open(index.clone())?.engine.archives();
    Ok(table[find(&table, archive)?].name.clone())
}

/// Lets a group read the index.
///
/// # Errors
/// If there is no such group, or if the permissions cannot be set.
pub fn share(index: &IndexLocation, group: &str) -> Result<(), AppError> {
    Ok(engine::share(index, group)?)
}

/// Opens an existing index for writing.
fn writer(index: &IndexLocation) -> Result<Box<dyn Sink>, AppError> {
    drop(open::open(index.clone())?);
    Ok(engine::open_sink(index, &WriterOptions::default())?)
}

fn commit(sink: Box<dyn Sink>, table: &[Archive]) -> Result<(), AppError> {
    sink.set_archives(table);
    sink.commit()?;
    Ok(sink.close()?)
}

/// The position in the table of the archive with this name, else of the innermost one that contains
/// this path.
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
