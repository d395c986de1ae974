//! How files are read, without writing anything: what `index` would make of them, and why.

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::outcome::ReadOutcome;
use crate::app::settings::IndexSettings;
use crate::engine::archive::new_identity;
use crate::engine::{self, Archive, FileRecord, ReadOptions};
use crate::ingest::source::walk::walk;
use crate::ingest::trace::Trace;
use crate::ingest::{self, FileReport};

use super::archives::Taken;
use super::known::{Known, Seen};
use super::moves::Moves;
use super::{ingest_options, walk_options};

/// A file to be explained, and the member of it that is meant, if one is.
struct Asked {
    path: PathBuf,
    member: Option<String>,
}

/// Reads the files of the settings, and hands over the trace of each, in order of path: what was
/// decided about it, and of each piece of it `most` articles. A member of a container is asked for
/// as it is shown: `file.zip!/a/b.html`.
///
/// # Errors
/// When a path is not there, the settings are wrong, or `each` fails.
pub fn explain(
    settings: &IndexSettings,
    most: usize,
    each: &mut dyn FnMut(ReadOutcome) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let asked: Vec<Asked> =
        settings.paths.iter().map(|path| find(path)).collect::<Result<_, _>>()?;
    // An index that is not there, or cannot be used, is nothing to a file that is only looked at.
    let index = engine::open(&settings.index, &ReadOptions::default()).ok();
    let table = index.as_ref().map(|index| index.archives()).unwrap_or_default();
    let records = index.and_then(|index| index.files().ok()).unwrap_or_default();
    for asked in asked {
        let (archive, known) = known(&asked, settings, (&table, &records))?;
        let walked = walk(&known.root, &walk_options(settings, &archive, &table));
        let seen = Seen::of(&walked, &known.root);
        let mut files = walked.files;
        Moves::default().settle(&mut files, &known);
        let samples = known.samples(&files, &seen);
        for file in files {
            if !asked.path.is_dir() && file.path != asked.path {
                continue;
            }
            let boilerplate = samples.boilerplate(&file, &known.options);
            let (mut report, mut trace) =
                ingest::explain(&file, &known.options, boilerplate.as_deref(), most);
            if let Some(member) = &asked.member {
                keep(&mut report, &mut trace, member);
                if trace.pieces.is_empty() {
                    let path = format!("{}!/{member}", asked.path.display());
                    return Err(AppError::NoSuchPath(path.into()));
                }
            }
            let root = file.root.to_path_buf();
            each(ReadOutcome { path: file.path, root, report, trace })?;
        }
    }
    Ok(())
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

/// The archive that is around what was asked, or would be, and what the index remembers of it. The
/// folder of a file is walked: what stands beside it plays a part.
fn known(
    asked: &Asked,
    settings: &IndexSettings,
    (table, records): (&[Archive], &[FileRecord]),
) -> Result<(Archive, Known), AppError> {
    let start = match asked.path.is_dir() {
        true => &asked.path,
        false => asked.path.parent().unwrap_or(&asked.path),
    };
    let around = table.iter().filter(|archive| !archive.single && archive.holds(&asked.path));
    let mut archive = around.max_by_key(|archive| archive.root.as_os_str().len()).cloned();
    let archive = archive.get_or_insert_with(|| Archive {
        identity: new_identity(start, None, |_| false),
        root: start.to_path_buf(),
        ..Archive::default()
    });
    archive.options = archive.options.changed_by(&settings.options);
    let own = |record: &&FileRecord| *record.archive == *archive.identity;
    let own = records.iter().filter(own).cloned().collect();
    let options = ingest_options(&archive.options, &archive.root, &settings.clock)?;
    let taken = Taken { archive: archive.clone(), start: start.to_path_buf() };
    Ok((taken.archive.clone(), Known::new(own, taken.root(), options, false)))
}

/// Leaves only what is of a member, or of what lies in it.
fn keep(report: &mut FileReport, trace: &mut Trace, member: &str) {
    let of = |name: &str| {
        name == member || name.strip_prefix(member).is_some_and(|rest| rest.starts_with("!/"))
    };
    trace.pieces.retain(|piece| piece.member.as_deref().is_some_and(of));
    report.articles = trace.pieces.iter().map(|piece| piece.articles).sum();
    report.problems.retain(|problem| problem.starts_with(member));
}
