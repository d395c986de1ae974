//! The folder of an index: the names of its files, and how they are listed, replaced and removed. It
//! does not know which state of the index is good; [`super::manifest`] does.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use serde::Deserialize;

use super::errors::io_error;
use super::{lock, rights, run};
use crate::engine::EngineError;

/// Name of the file in which tantivy names the segments.
pub const META: &str = "meta.json";
/// Name of the file in which tantivy lists every file that it may remove once nobody needs it.
pub const MANAGED: &str = ".managed.json";
/// Name of the file that keeps segment files in place while a reader opens them.
pub const READERS: &str = "readers.lock";
/// Name of the file of the stories.
pub const STORIES: &str = "stories.bin";
const TEMPORARY: &str = ".tmp";
const SEGMENT_FILES: [&str; 6] = ["fieldnorm", "term", "idx", "pos", "fast", "store"];

/// Makes the folder if there is none, for its owner alone.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(folder: &Path) -> Result<(), EngineError> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|cause| io_error("making the folder", folder, cause))
}

/// Replaces a file of the folder at once: it is seen either as it was or as it will be.
pub fn replace(folder: &Path, name: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = folder.join(format!("{TEMPORARY}-{}", name.display()));
    let mut options = fs::File::options();
    let options = options.write(true).create(true).truncate(true).mode(rights::of_files(folder));
    let mut file = options.open(&temporary)?;
    file.write_all(content)?;
    file.sync_data()?;
    fs::rename(&temporary, folder.join(name))
}

/// Makes the names of the files in a folder durable.
pub fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Removes what an interrupted writer may have left; with `all`, every file of an index but its
/// manifest and locks. To be called by the holder of the lock.
///
/// # Errors
/// When a file cannot be removed.
pub fn sweep(folder: &Path, all: bool) -> Result<(), EngineError> {
    for name in names(folder)? {
        if name.starts_with(TEMPORARY) || (all && is_tantivy(&name)) {
            let path = folder.join(&name);
            fs::remove_file(&path).map_err(|cause| io_error("removing", &path, cause))?;
        }
    }
    Ok(())
}

/// Removes segment files that `meta.json` does not name: a killed writer left them, and the next would
/// give files the same names. To be called by the holder of the lock, and while no reader opens files.
///
/// # Errors
/// When the folder or `meta.json` cannot be read, or a file cannot be removed.
pub fn sweep_unnamed(folder: &Path) -> Result<(), EngineError> {
    let path = folder.join(META);
    let Some(meta) = read_file(&path)? else { return Ok(()) };
    let named = segment_files(&meta).map_err(|cause| io_error("reading", &path, cause))?;
    for name in names(folder)?.into_iter().filter(|name| is_segment(name)) {
        if !named.contains(&name) {
            let path = folder.join(&name);
            fs::remove_file(&path).map_err(|cause| io_error("removing", &path, cause))?;
        }
    }
    Ok(())
}

/// When the index in a folder was last committed, in seconds since 1970.
pub fn committed(folder: &Path) -> Option<u64> {
    let changed = fs::metadata(folder.join(META)).ok()?.modified().ok()?;
    Some(changed.duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs())
}

/// The bytes of all files of the folder.
pub fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum()
}

/// The names of the files of a folder, in no order.
///
/// # Errors
/// When the folder cannot be listed.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, EngineError> {
    let listed = fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    });
    listed.map_err(|cause| io_error("listing", folder, cause))
}

/// A file that holds nothing of an index: a lock, what an interrupted writer left, or what keeps the
/// folder in a repository and its contents out of it.
pub(super) fn is_aside(name: &str) -> bool {
    [lock::NAME, run::NAME, READERS, ".gitignore"].contains(&name) || name.starts_with(TEMPORARY)
}

/// Whether a file is one that tantivy writes.
pub(super) fn is_tantivy(name: &str) -> bool {
    name == META || name == MANAGED || name == STORIES || is_segment(name)
}

fn is_segment(name: &str) -> bool {
    name.split_once('.').is_some_and(|(id, _)| {
        id.len() == 32 && id.bytes().all(|letter| letter.is_ascii_hexdigit())
    })
}

/// The names of the segment files that a `meta.json` needs; not every segment has each of them.
///
/// # Errors
/// When it is not the JSON that tantivy writes.
pub(super) fn segment_files(meta: &[u8]) -> io::Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Meta {
        segments: Vec<Segment>,
    }
    #[derive(Deserialize)]
    struct Segment {
        segment_id: String,
        deletes: Option<Deletes>,
    }
    #[derive(Deserialize)]
    struct Deletes {
        opstamp: u64,
    }
    let meta: Meta = serde_json::from_slice(meta)?;
    let files = |segment: Segment| {
        let id = segment.segment_id.replace('-', "");
        let deletes = segment.deletes.map(|deletes| format!("{id}.{}.del", deletes.opstamp));
        let files = SEGMENT_FILES.map(|extension| format!("{id}.{extension}"));
        files.into_iter().chain(deletes)
    };
    Ok(meta.segments.into_iter().flat_map(files).collect())
}

/// The content of a file; `None` where there is none.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read_file(path: &Path) -> Result<Option<Vec<u8>>, EngineError> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) if cause.kind() == ErrorKind::NotADirectory => Ok(None),
        Err(cause) => Err(io_error("reading", path, cause)),
    }
}
