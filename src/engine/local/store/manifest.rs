//! What makes a folder an index of ours: `dateline.json`, with the number of the format and the
//! states of the index that are good. It knows files and their sizes, not what is in them.
//!
//! Format history: **1** the first; **2** adds checksums of the blocks of every file; **3** packs file
//! records; **4** checksums cover 32 KiB and are kept as text; **5** checksums cover 16 KiB;
//! **6** keeps the archives, and paths relative to them; **7** keeps stories and the sketches of texts;
//! **8** has one term a word, with the analysis of version 3.
//!
//! # The manifest
//! tantivy replaces `meta.json` as a whole at every commit and after every merge; that file names
//! the segments, and nothing guards it. So before each replacement the manifest is written with two
//! states, the one that stands and the one that is coming: each the hash of its `meta.json` and the
//! size of every segment file it needs. Then `meta.json` is replaced, then the folder is synced. A
//! kill between any two of these steps leaves a `meta.json` that one of the two states describes.
//! What neither describes is damage, and is refused.

use std::collections::HashMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::checksums::{Checksums, Known, Stamp};
use super::errors::io_error;
use super::folder::{self, META, STORIES, is_aside, is_tantivy, names, read_file, segment_files};
use crate::analysis;
use crate::engine::{Damage, EngineError};

/// The number of the format that this program reads and writes.
pub const FORMAT: u32 = 8;
/// Name of the manifest in the index folder.
pub const MANIFEST: &str = "dateline.json";
const TANTIVY: &str = "0.27";
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    analysis: u32,
    tantivy: String,
    /// The good states, newest last; none while an index is being started.
    states: Vec<State>,
    /// The hashes of the files of stories that are good; none where there is none yet.
    #[serde(default)]
    stories: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct State {
    /// xxh3-128 of `meta.json`, in hexadecimal.
    meta: String,
    files: Vec<SegmentFile>,
}

/// A segment file as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// The checksums of its blocks.
    checksums: Checksums,
    /// Which file it is and when it was last changed.
    #[serde(default)]
    stamp: Option<Stamp>,
}

/// What the manifest and the sizes of the files tell about an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Every segment file of the state that stands, as it should be.
    pub files: Vec<SegmentFile>,
    /// Whatever is missing or not what was written.
    pub damages: Vec<Damage>,
}

/// A text that changes with every commit, from the times and sizes of the files that it replaces.
pub fn stamp(folder: &Path) -> String {
    let part = |name: &str| match fs::metadata(folder.join(name)) {
        Ok(found) => {
            let changed = found.modified().ok();
            let since = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
            format!("{:x}-{:x}", since.unwrap_or_default().as_nanos(), found.len())
        }
        Err(_) => "none".into(),
    };
    [MANIFEST, META].map(part).join("-")
}

/// Whether a folder holds an index, whole as far as the sizes of its files tell.
///
/// # Errors
/// [`EngineError::NotAnIndex`], [`EngineError::Version`] or [`EngineError::Damaged`].
pub fn holds_index(folder: &Path) -> Result<bool, EngineError> {
    Ok(files(folder)?.is_some())
}

/// What the manifest knows of the files of a whole index, by their names; `None` where there is no index.
///
/// # Errors
/// As [`holds_index`].
pub fn files(folder: &Path) -> Result<Option<HashMap<String, Known>>, EngineError> {
    let Some(survey) = survey(folder)? else { return Ok(None) };
    match survey.damages.first() {
        None => Ok(Some(by_name(survey.files).collect())),
        Some(damage) => {
            Err(EngineError::Damaged { path: folder.to_path_buf(), what: damage.to_string() })
        }
    }
}

/// Looks at a folder and names everything that is wrong with it; `None` where there is no index.
///
/// # Errors
/// [`EngineError::NotAnIndex`] and [`EngineError::Version`]; [`EngineError::Damaged`] where the
/// manifest itself is.
pub fn survey(folder: &Path) -> Result<Option<Survey>, EngineError> {
    let mut last_seen = None;
    loop {
        let Some(manifest) = read(folder)? else {
            return without_manifest(folder).map(|()| None);
        };
        check_version(folder, &manifest)?;
        let meta = read_file(&folder.join(META))?;
        if !has_begun(&manifest, meta.is_some()) {
            return Ok(None);
        }
        let survey = compare(folder, &manifest, meta.as_deref())?;
        // A writer may have gone on between the two readings: only what stays wrong is wrong.
        if survey.damages.is_empty() || last_seen.as_ref() == Some(&manifest) {
            return Ok(Some(survey));
        }
        last_seen = Some(manifest);
    }
}

/// Says that an index is being started here: whatever index was here before is given up.
///
/// # Errors
/// When the manifest cannot be written.
pub fn start(folder: &Path) -> Result<(), EngineError> {
    let written = write(folder, vec![], vec![]).and_then(|()| folder::sync(folder));
    written.map_err(|cause| io_error("writing", &folder.join(MANIFEST), cause))
}

/// Says that `meta.json` will be replaced. See the head of this module.
pub fn announce(folder: &Path, meta: &[u8], known: &HashMap<String, Known>) -> io::Result<()> {
    let standing = fs::read(folder.join(META)).ok();
    let states = standing.as_deref().into_iter().chain([meta]);
    let states: Vec<State> =
        states.map(|meta| state(folder, meta, known)).collect::<io::Result<_>>()?;
    write(folder, states, stories(folder))
}

/// Says that the file of the stories will be replaced by one with this content. Whoever calls it keeps
/// [`announce`] from being called meanwhile.
pub fn announce_stories(folder: &Path, content: &[u8]) -> io::Result<()> {
    let manifest = read(folder).map_err(|error| io::Error::other(error.to_string()))?;
    let states = manifest.map_or(vec![], |manifest| manifest.states);
    let standing = fs::read(folder.join(STORIES)).ok();
    let good = standing.as_deref().into_iter().chain([content]);
    write(folder, states, good.map(content_hash).collect())
}

/// The hashes of the files of stories that are good; none where no manifest can be read.
pub fn stories(folder: &Path) -> Vec<String> {
    read(folder).ok().flatten().map_or(vec![], |manifest| manifest.stories)
}

/// What the manifest knows of files, by their names; nothing where there is no index whose manifest
/// can be read.
pub fn checksums(folder: &Path) -> HashMap<String, Known> {
    let Ok(Some(manifest)) = read(folder) else { return HashMap::new() };
    manifest.states.into_iter().flat_map(|state| by_name(state.files)).collect()
}

fn by_name(files: Vec<SegmentFile>) -> impl Iterator<Item = (String, Known)> {
    files.into_iter().map(|SegmentFile { name, checksums, stamp, .. }| {
        (name, Known { checksums: checksums.into(), stamp })
    })
}

/// Nothing is wrong with a folder that holds nothing, or what is left where no index was begun.
fn without_manifest(folder: &Path) -> Result<(), EngineError> {
    if !folder.exists() {
        return Ok(());
    }
    let names = names(folder)?;
    let ours = |name: &String| is_tantivy(name) || is_aside(name);
    if !names.iter().all(ours) {
        return Err(EngineError::NotAnIndex(folder.to_path_buf()));
    }
    match names.iter().any(|name| is_tantivy(name)) {
        true => Err(EngineError::Damaged {
            path: folder.to_path_buf(),
            what: format!("{MANIFEST} is missing"),
        }),
        false => Ok(()),
    }
}

fn has_begun(manifest: &Manifest, has_meta: bool) -> bool {
    let has_files = manifest.states.iter().any(|state| !state.files.is_empty());
    !manifest.states.is_empty() && (has_meta || has_files)
}

fn check_version(folder: &Path, manifest: &Manifest) -> Result<(), EngineError> {
    let ours = (FORMAT, analysis::VERSION, TANTIVY);
    if (manifest.format, manifest.analysis, manifest.tantivy.as_str()) == ours {
        return Ok(());
    }
    let found = match manifest.format {
        FORMAT => format!("{FORMAT} (words {}, tantivy {})", manifest.analysis, manifest.tantivy),
        other => other.to_string(),
    };
    Err(other_version(folder, found))
}

fn other_version(folder: &Path, found: String) -> EngineError {
    EngineError::Version { path: folder.to_path_buf(), found, expected: FORMAT }
}

fn compare(folder: &Path, manifest: &Manifest, meta: Option<&[u8]>) -> Result<Survey, EngineError> {
    let mut damages = vec![];
    let hash = meta.map(content_hash);
    let standing = manifest.states.iter().find(|state| Some(&state.meta) == hash.as_ref());
    if standing.is_none() {
        let what = if meta.is_none() { "is missing" } else { "is not what was written" };
        damages.push(Damage::new(META, what));
    }
    let files = standing.or(manifest.states.last()).map_or(vec![], |state| state.files.clone());
    for SegmentFile { name, size, .. } in &files {
        damages.extend(wrong_size(folder, name, *size)?);
    }
    Ok(Survey { files, damages })
}

fn wrong_size(folder: &Path, name: &str, size: u64) -> Result<Option<Damage>, EngineError> {
    let what = match fs::metadata(folder.join(name)) {
        Ok(found) if found.len() == size => return Ok(None),
        Ok(found) => format!("has {} bytes instead of {size}", found.len()),
        Err(cause) if cause.kind() == ErrorKind::NotFound => "is missing".into(),
        Err(cause) => return Err(io_error("reading", &folder.join(name), cause)),
    };
    Ok(Some(Damage::new(name, what)))
}

fn state(folder: &Path, meta: &[u8], known: &HashMap<String, Known>) -> io::Result<State> {
    let mut files = Vec::new();
    for name in segment_files(meta)? {
        match fs::metadata(folder.join(&name)) {
            Ok(data) => {
                let Known { checksums, stamp } = known.get(&name).cloned().unwrap_or_default();
                // A file of an earlier manifest keeps its stamp, whatever was done to it since.
                let stamp = stamp.or(Some(Stamp::of(&data)));
                files.push(SegmentFile {
                    name,
                    size: data.len(),
                    checksums: Checksums::clone(&checksums),
                    stamp,
                });
            }
            // Not every segment has every kind of file; one that is gone is found missing later.
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(State { meta: content_hash(meta), files })
}

/// What the manifest knows a content by: xxh3-128 in hexadecimal.
pub fn content_hash(content: &[u8]) -> String {
    format!("{:032x}", xxh3_128(content))
}

fn read(folder: &Path) -> Result<Option<Manifest>, EngineError> {
    let Some(content) = read_file(&folder.join(MANIFEST))? else { return Ok(None) };
    serde_json::from_slice(&content).map(Some).map_err(|cause| match format_of(&content) {
        Some(format) if format != u64::from(FORMAT) => other_version(folder, format.to_string()),
        _ => EngineError::Damaged {
            path: folder.to_path_buf(),
            what: format!("{MANIFEST} cannot be read: {cause}"),
        },
    })
}

/// The number of the format of a manifest, whatever else is in it.
fn format_of(manifest: &[u8]) -> Option<u64> {
    serde_json::from_slice::<serde_json::Value>(manifest).ok()?.get("format")?.as_u64()
}

fn write(folder: &Path, states: Vec<State>, stories: Vec<String>) -> io::Result<()> {
    let (format, analysis, tantivy) = (FORMAT, analysis::VERSION, TANTIVY.into());
    let manifest = Manifest { format, analysis, tantivy, states, stories };
    let mut content = serde_json::to_vec(&manifest)?;
    content.push(b'\n');
    folder::replace(folder, Path::new(MANIFEST), &content)
}
