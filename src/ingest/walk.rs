//! Finds the files of an archive: regular files under the roots, in order of path. It opens none
//! of them; [`super::read`] does.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};
use xxhash_rust::xxh3::xxh3_64;

use super::sidecar;
use crate::engine::FileKey;

/// How an archive is to be walked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkOptions {
    /// Whether files and folders whose name starts with a dot are walked too.
    pub hidden: bool,
    /// Folders that are not part of the archive, such as the index.
    pub except: Vec<PathBuf>,
}

/// A file that may hold articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The archive root that it was found under: an absolute path.
    pub root: Arc<Path>,
    /// Its absolute path.
    pub path: PathBuf,
    /// Its path relative to the root, `/` between folders, bytes that are not UTF-8 as `\xNN`.
    pub relative: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was modified, in nanoseconds since 1970.
    pub mtime: i64,
    /// Its key in an index.
    pub key: FileKey,
    /// The file that holds its metadata, where there is one.
    pub sidecar: Option<Box<SourceFile>>,
    /// The file whose metadata it holds by its name, relative to the root.
    pub describes: Option<String>,
}

/// What a walk comes upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Walked {
    /// A file that may hold articles.
    File(SourceFile),
    /// Something that is passed over by rule, and why.
    Skipped {
        /// What is passed over.
        path: PathBuf,
        /// The rule, as a phrase.
        reason: String,
    },
    /// Something that cannot be looked at, and why.
    Refused {
        /// What cannot be looked at.
        path: PathBuf,
        /// The reason, as a phrase.
        reason: String,
    },
}

impl SourceFile {
    /// The file at a path, for an archive whose root is its folder.
    ///
    /// # Errors
    /// When the path cannot be resolved or is not a regular file.
    pub fn at(path: &Path) -> Result<SourceFile, String> {
        let path = path.canonicalize().map_err(|error| error.to_string())?;
        let metadata = path.symlink_metadata().map_err(|error| error.to_string())?;
        if !metadata.is_file() {
            return Err("it is not a regular file".into());
        }
        let root: Arc<Path> = path.parent().unwrap_or(Path::new("/")).into();
        Ok(SourceFile::new(&root, path, &metadata))
    }

    fn new(root: &Arc<Path>, path: PathBuf, metadata: &Metadata) -> SourceFile {
        let relative = display(path.strip_prefix(root).unwrap_or(&path).as_os_str());
        SourceFile {
            root: root.clone(),
            relative,
            size: metadata.len(),
            mtime: mtime(metadata),
            key: key(&path),
            path,
            sidecar: None,
            describes: None,
        }
    }
}

/// Walks the roots, folders or single files, and hands over what is found in order of path.
///
/// A root may be a symbolic link; none is followed below it. Nothing is handed over twice, even
/// where one root lies inside another.
pub fn walk(roots: &[PathBuf], options: &WalkOptions, each: &mut dyn FnMut(Walked)) {
    let except: Vec<PathBuf> =
        options.except.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut files = Vec::new();
    for root in roots {
        match root.canonicalize() {
            Ok(root) => walk_root(root, options, &except, &mut files, each),
            Err(error) => each(refused(root, &error.to_string())),
        }
    }
    // The files of one root come in order, and each once.
    if roots.len() > 1 {
        files.sort_by(|a, b| a.path.cmp(&b.path).then(a.root.cmp(&b.root)));
        files.dedup_by(|a, b| a.path == b.path);
    }
    sidecar::pair(&mut files);
    sidecar::pair_pages(&mut files);
    files.into_iter().for_each(|file| each(Walked::File(file)));
}

fn walk_root(
    root: PathBuf,
    options: &WalkOptions,
    except: &[PathBuf],
    files: &mut Vec<SourceFile>,
    each: &mut dyn FnMut(Walked),
) {
    let base: Arc<Path> =
        if root.is_dir() { root.as_path() } else { root.parent().unwrap_or(&root) }.into();
    let mut skipped = Vec::new();
    let entries = WalkDir::new(&root).sort_by_file_name().into_iter();
    let wanted = entries.filter_entry(|entry| {
        let reason = (entry.depth() > 0).then(|| why_skipped(entry, options, except)).flatten();
        skipped.extend(reason.map(|reason| (entry.path().to_path_buf(), reason)));
        reason.is_none()
    });
    for entry in wanted {
        match entry.map_err(|error| (error.path().map(Path::to_path_buf), error.to_string())) {
            Ok(entry) => take(&base, entry, files, each),
            Err((path, reason)) => each(refused(path.as_deref().unwrap_or(&root), &reason)),
        }
    }
    for (path, reason) in skipped {
        each(Walked::Skipped { path, reason: reason.into() });
    }
}

fn why_skipped(
    entry: &DirEntry,
    options: &WalkOptions,
    except: &[PathBuf],
) -> Option<&'static str> {
    // Both are canonical: equal paths are equal bytes.
    if except.iter().any(|path| path.as_os_str() == entry.path().as_os_str()) {
        return Some("the index");
    }
    let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
    (hidden && !options.hidden).then_some("hidden: its name starts with a dot")
}

fn take(
    base: &Arc<Path>,
    entry: DirEntry,
    files: &mut Vec<SourceFile>,
    each: &mut dyn FnMut(Walked),
) {
    let kind = entry.file_type();
    if kind.is_dir() {
        return;
    }
    if kind.is_symlink() {
        let reason = "a symbolic link: links are not followed".into();
        return each(Walked::Skipped { path: entry.into_path(), reason });
    }
    if !kind.is_file() {
        return each(refused(entry.path(), "not a regular file (a pipe, a socket or a device)"));
    }
    match entry.metadata() {
        Ok(metadata) => files.push(SourceFile::new(base, entry.into_path(), &metadata)),
        Err(error) => each(refused(entry.path(), &error.to_string())),
    }
}

fn refused(path: &Path, reason: &str) -> Walked {
    Walked::Refused { path: path.to_path_buf(), reason: reason.into() }
}

/// When a file was modified, in nanoseconds since 1970; 0 where the system does not say.
pub(crate) fn mtime(metadata: &Metadata) -> i64 {
    let Ok(time) = metadata.modified() else { return 0 };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    }
}

/// The key of the file at an absolute path.
pub fn key(path: &Path) -> FileKey {
    FileKey(xxh3_64(path.as_os_str().as_encoded_bytes()))
}

/// A path as text; bytes that are not UTF-8 are shown as `\xNN`.
pub fn display(path: &OsStr) -> String {
    let mut shown = String::new();
    for chunk in path.as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| shown.push_str(&format!("\\x{byte:02X}")));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{SourceFile, WalkOptions, Walked, walk};
    use std::fs;
    use std::path::{Path, PathBuf};

    fn walked(roots: &[&Path], options: &WalkOptions) -> (Vec<SourceFile>, Vec<Walked>) {
        let roots: Vec<PathBuf> = roots.iter().map(|root| root.to_path_buf()).collect();
        let (mut files, mut others) = (vec![], vec![]);
        walk(&roots, options, &mut |walked| match walked {
            Walked::File(file) => files.push(file),
            other => others.push(other),
        });
        (files, others)
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        folder
    }

    #[test]
    fn files_come_in_order_of_path_and_hidden_ones_are_named() {
        let folder = folder(&["b.txt", "a/2.txt", "a/1.txt", ".git/config", "a/.x"]);
        let (files, others) = walked(&[folder.path()], &WalkOptions::default());
        let names: Vec<&str> = files.iter().map(|file| file.relative.as_str()).collect();
        assert_eq!(names, ["a/1.txt", "a/2.txt", "b.txt"]);
        assert_eq!(others.len(), 2, "{others:?}");
        let all = WalkOptions { hidden: true, ..WalkOptions::default() };
        assert_eq!(walked(&[folder.path()], &all).0.len(), 5);
    }

    #[test]
    fn a_file_under_two_roots_is_handed_over_once_and_belongs_to_the_outer_one() {
        let folder = folder(&["a/b/1.txt"]);
        let (outer, inner) = (folder.path(), folder.path().join("a"));
        let (files, _) = walked(&[&inner, outer, outer], &WalkOptions::default());
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].relative, "a/b/1.txt");
    }

    #[test]
    fn a_single_file_is_a_root() {
        let folder = folder(&["a/1.txt"]);
        let (files, _) = walked(&[&folder.path().join("a/1.txt")], &WalkOptions::default());
        assert_eq!(files[0].relative, "1.txt");
    }

    #[test]
    fn the_index_and_symbolic_links_are_passed_over_and_a_missing_root_is_refused() {
        let folder = folder(&["index/meta.json", "1.txt"]);
        std::os::unix::fs::symlink("1.txt", folder.path().join("2.txt")).unwrap();
        let except = vec![folder.path().join("index")];
        let options = WalkOptions { except, ..WalkOptions::default() };
        let missing = folder.path().join("missing");
        let (files, others) = walked(&[folder.path(), &missing], &options);
        assert_eq!(files.len(), 1);
        assert_eq!(others.len(), 3, "{others:?}");
    }
}
