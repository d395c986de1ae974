//! How files are read, without writing anything: what `index` would make of them, and why.

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::outcome::ReadOutcome;
use crate::app::settings::IndexSettings;
use crate::engine::{self, FileRecord, ReadOptions};
use crate::ingest::source::walk::{Walked, walk};
use crate::ingest::trace::Trace;
use crate::ingest::{self, FileReport};

use super::known::{Known, Seen};
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
    let records = engine::open(&settings.index, &ReadOptions::default());
    let records = records.and_then(|index| index.files());
    let records: Vec<FileRecord> = records.unwrap_or_default();
    for asked in asked {
        let roots = [asked.path.clone()];
        let options = ingest_options(settings, &roots, &records)?;
        let known = Known::new(records.clone(), &roots, options, false);
        let walked = walked(&asked, settings);
        let seen = Seen::of(&walked);
        let files = known.at_home(walked.files);
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

/// What is in a folder, or of the folder of a file: what stands beside it plays a part.
fn walked(asked: &Asked, settings: &IndexSettings) -> Walked {
    let start = match asked.path.is_dir() {
        true => &asked.path,
        false => asked.path.parent().unwrap_or(&asked.path),
    };
    walk(&[start.to_path_buf()], &walk_options(settings))
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
