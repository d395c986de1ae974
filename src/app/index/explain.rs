//! Explains how files are read: what `index` would make of them, and why. Writes nothing.

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::outcome::ReadOutcome;
use crate::app::settings::IndexSettings;
use crate::engine::archive::new_identity;
use crate::engine::{self, Archive, FileRecord, ReadOptions};
use crate::ingest::source::walk::walk;
use crate::ingest::trace::Trace;
use crate::ingest::{self, FileReport};

use super::archives::Selected;
use super::file_table::{FileTable, Seen};
use super::moves::Moves;
use super::{ingest_options, walk_options};

/// A file to explain, or one member of a container.
struct Asked {
    path: PathBuf,
    member: Option<String>,
}

/// Reads the files of the settings in order of path, and passes the trace of each to `each`, with at
/// most `most` articles of each piece. A member of a container is addressed as dateline shows it:
/// `file.zip!/a/b.html`.
///
/// # Errors
/// Where a path does not exist, the settings are wrong, or `each` fails.
pub fn explain(
    settings: &IndexSettings,
    most: usize,
    each: &mut dyn FnMut(ReadOutcome) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let asked: Vec<Asked> =
        settings.paths.iter().map(|path| find(path)).collect::<Result<_, _>>()?;
    // Explaining needs no index: one that is missing or unusable is ignored.
    let index = engine::open(&settings.index, &ReadOptions::default()).ok();
    let table = index.as_ref().map(|index| index.archives()).unwrap_or_default();
    let records = index.and_then(|index| index.files().ok()).unwrap_or_default();
    for neighbours in asked.chunk_by(|one, next| one.folder() == next.folder()) {
        explain_neighbours(settings, most, (&table, &records), neighbours, each)?;
    }
    Ok(())
}

/// Explains files of one folder, which is walked and sampled once.
fn explain_neighbours(
    settings: &IndexSettings,
    most: usize,
    (table, records): (&[Archive], &[FileRecord]),
    neighbours: &[Asked],
    each: &mut dyn FnMut(ReadOutcome) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let Some(first) = neighbours.first() else { return Ok(()) };
    let (archive, file_table) = find_archive(first, settings, (table, records))?;
    let walked = walk(&file_table.root, &walk_options(settings, &archive, table));
    let seen = Seen::of(&walked, &file_table.root);
    let mut files = walked.files;
    Moves::default().assign_origins(&mut files, &file_table);
    let samples = file_table.samples(&files, &seen);
    for asked in neighbours {
        for file in files.iter().filter(|file| asked.path.is_dir() || file.path == asked.path) {
            let boilerplate = samples.boilerplate(file, &file_table.options);
            let (mut report, mut trace) =
                ingest::explain(file, &file_table.options, boilerplate.as_deref(), most);
            if let Some(member) = &asked.member {
                keep(&mut report, &mut trace, member);
                if trace.pieces.is_empty() {
                    let path = format!("{}!/{member}", asked.path.display());
                    return Err(AppError::NoSuchPath(path.into()));
                }
            }
            let (path, root) = (file.path.clone(), file.root.to_path_buf());
            each(ReadOutcome { path, root, report, trace })?;
        }
    }
    Ok(())
}

impl Asked {
    /// The folder to walk, because neighbouring files affect how a file is read.
    fn folder(&self) -> &Path {
        match self.path.is_dir() {
            true => &self.path,
            false => self.path.parent().unwrap_or(&self.path),
        }
    }
}

fn find(path: &Path) -> Result<Asked, AppError> {
    if let Ok(path) = path.canonicalize() {
        return Ok(Asked { path, member: None });
    }
    let shown = path.to_string_lossy();
    let missing = || AppError::NoSuchPath(path.to_path_buf());
    let (file, member) = shown.split_once("!/").ok_or_else(missing)?;
    let path = Path::new(file).canonicalize().map_err(|_| missing())?;
    Ok(Asked { path, member: Some(member.to_string()) })
}

/// The archive that contains the file, or would, and its file table.
fn find_archive(
    asked: &Asked,
    settings: &IndexSettings,
    (table, records): (&[Archive], &[FileRecord]),
) -> Result<(Archive, FileTable), AppError> {
    let start = asked.folder();
    let enclosing = table.iter().filter(|archive| !archive.single && archive.holds(&asked.path));
    let mut archive = enclosing.max_by_key(|archive| archive.root.as_os_str().len()).cloned();
    let archive = archive.get_or_insert_with(|| Archive {
        identity: new_identity(start, None, |_| false),
        root: start.to_path_buf(),
        ..Archive::default()
    });
    archive.options = archive.options.changed_by(&settings.options);
    let own = |record: &&FileRecord| *record.archive == *archive.identity;
    let own: Vec<FileRecord> = records.iter().filter(own).cloned().collect();
    let options = ingest_options(&archive.options, &archive.root, &settings.clock)?;
    let selected = Selected { archive: archive.clone(), start: start.to_path_buf() };
    Ok((selected.archive.clone(), FileTable::new(own.into(), selected.root(), options, false)))
}

/// Keeps only what belongs to a member, or to members nested in it.
fn keep(report: &mut FileReport, trace: &mut Trace, member: &str) {
    let of = |name: &str| {
        name == member || name.strip_prefix(member).is_some_and(|rest| rest.starts_with("!/"))
    };
    trace.pieces.retain(|piece| piece.member.as_deref().is_some_and(of));
    report.articles = trace.pieces.iter().map(|piece| piece.articles).sum();
    report.problems.retain(|problem| problem.starts_with(member));
}
