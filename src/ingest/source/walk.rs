//! Finds the files of an archive: regular files under the roots, in order of path. It opens none
//! of them; [`super::read`] does.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};
use xxhash_rust::xxh3::xxh3_64;

use super::sidecar;
use crate::engine::{FileKey, FileSet};

/// How many files a thread looks at before it asks for more.
const SOME: usize = 256;

/// How an archive is to be walked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkOptions {
    /// Whether files and folders whose name starts with a dot are walked too.
    pub hidden: bool,
    /// Folders that are not part of the archive, such as the index.
    pub except: Vec<PathBuf>,
    /// About how many files there are, where that is known: room is made for them at once.
    pub expected: usize,
    /// How many threads ask for the sizes and times of files.
    pub threads: usize,
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

/// What a walk came upon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The files that may hold articles, in order of path.
    pub files: Vec<SourceFile>,
    /// Everything else.
    pub others: Vec<Other>,
}

/// What a walk came upon that is no file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
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
        let mut file = SourceFile::new(&root, path);
        file.note(&metadata);
        Ok(file)
    }

    /// Its name, without its folders.
    pub fn name(&self) -> &str {
        &self.relative[self.name_start()..]
    }

    /// The folder it lies in, relative to its root.
    pub fn folder(&self) -> &str {
        &self.relative[..self.name_start().saturating_sub(1)]
    }

    fn name_start(&self) -> usize {
        self.relative.bytes().rposition(|byte| byte == b'/').map_or(0, |slash| slash + 1)
    }

    /// The file at a path, its size and time unknown.
    fn new(root: &Arc<Path>, path: PathBuf) -> SourceFile {
        SourceFile {
            root: root.clone(),
            relative: shown(below(&path, root)),
            size: 0,
            mtime: 0,
            key: key(&path),
            path,
            sidecar: None,
            describes: None,
        }
    }

    fn note(&mut self, metadata: &Metadata) {
        (self.size, self.mtime) = (metadata.len(), mtime(metadata));
    }
}

/// Walks the roots, folders or single files.
///
/// A root may be a symbolic link; none is followed below it. Nothing is found twice, even where one
/// root lies inside another.
pub fn walk(roots: &[PathBuf], options: &WalkOptions) -> Walked {
    let except: Vec<PathBuf> =
        options.except.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut walked = Walked { files: Vec::with_capacity(options.expected), others: vec![] };
    for root in roots {
        match root.canonicalize() {
            Ok(root) => walk_root(root, options, &except, &mut walked),
            Err(error) => walked.others.push(refused(root, &error.to_string())),
        }
    }
    look(&mut walked, options.threads);
    let files = &mut walked.files;
    // The files of one root come in order, and each once.
    if roots.len() > 1 {
        files.sort_by(|a, b| a.path.cmp(&b.path).then(a.root.cmp(&b.root)));
        files.dedup_by(|a, b| a.path == b.path);
    }
    sidecar::pair(files);
    sidecar::pair_pages(files);
    walked
}

fn walk_root(root: PathBuf, options: &WalkOptions, except: &[PathBuf], walked: &mut Walked) {
    let base: Arc<Path> =
        if root.is_dir() { root.as_path() } else { root.parent().unwrap_or(&root) }.into();
    let mut skipped = Vec::new();
    // Those of a folder differ in their names alone.
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let entries = WalkDir::new(&root).sort_by(by_name).into_iter();
    let wanted = entries.filter_entry(|entry| {
        let reason = (entry.depth() > 0).then(|| why_skipped(entry, options, except)).flatten();
        skipped.extend(reason.map(|reason| (entry.path().to_path_buf(), reason)));
        reason.is_none()
    });
    for entry in wanted {
        match entry.map_err(|error| (error.path().map(Path::to_path_buf), error.to_string())) {
            Ok(entry) => match taken(&base, entry) {
                Some(Ok(file)) => walked.files.push(file),
                other => walked.others.extend(other.and_then(Result::err)),
            },
            Err((path, reason)) => {
                walked.others.push(refused(path.as_deref().unwrap_or(&root), &reason));
            }
        }
    }
    let skipped = skipped.into_iter();
    let passed = skipped.map(|(path, reason)| Other::Skipped { path, reason: reason.into() });
    walked.others.extend(passed);
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
    let path = entry.path().as_os_str().as_encoded_bytes();
    let hidden = path
        .iter()
        .rposition(|byte| *byte == b'/')
        .is_some_and(|at| path.get(at + 1) == Some(&b'.'));
    (hidden && !options.hidden).then_some("hidden: its name starts with a dot")
}

/// What stands in a folder; nothing for a folder itself.
fn taken(base: &Arc<Path>, entry: DirEntry) -> Option<Result<SourceFile, Other>> {
    let kind = entry.file_type();
    if kind.is_dir() {
        return None;
    }
    Some(if kind.is_symlink() {
        let reason = "a symbolic link: links are not followed".into();
        Err(Other::Skipped { path: entry.into_path(), reason })
    } else if !kind.is_file() {
        Err(refused(entry.path(), "not a regular file (a pipe, a socket or a device)"))
    } else {
        Ok(SourceFile::new(base, entry.into_path()))
    })
}

/// Asks for the size and the time of every file, some at a time on each thread: that is half of a
/// walk, and nearly all of it where the files lie behind a network.
fn look(walked: &mut Walked, threads: usize) {
    let closed = Mutex::new(vec![]);
    let some = Mutex::new(walked.files.chunks_mut(SOME));
    let next = || some.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some(files) = next() {
            for file in files {
                match file.path.symlink_metadata() {
                    Ok(metadata) => file.note(&metadata),
                    Err(error) => {
                        let other = refused(&file.path, &error.to_string());
                        closed
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .push((file.key, other));
                    }
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where no more threads can be started, fewer do the work.
            let _ended_by_the_scope = thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    let (keys, others): (FileSet, Vec<Other>) =
        closed.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().unzip();
    if !keys.is_empty() {
        walked.files.retain(|file| !keys.contains(&file.key));
    }
    walked.others.extend(others);
}

fn refused(path: &Path, reason: &str) -> Other {
    Other::Refused { path: path.to_path_buf(), reason: reason.into() }
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

/// The bytes of a path behind those of a folder that it lies in, both canonical; all of them where it
/// does not.
fn below<'p>(path: &'p Path, folder: &Path) -> &'p [u8] {
    let bytes = path.as_os_str().as_encoded_bytes();
    match bytes.strip_prefix(folder.as_os_str().as_encoded_bytes()) {
        Some([b'/', rest @ ..]) => rest,
        Some(rest) if folder.parent().is_none() => rest,
        _ => bytes,
    }
}

/// A path as text; bytes that are not UTF-8 are shown as `\xNN`.
pub fn display(path: &OsStr) -> String {
    shown(path.as_encoded_bytes())
}

fn shown(path: &[u8]) -> String {
    let mut shown = String::with_capacity(path.len());
    for chunk in path.utf8_chunks() {
        shown.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| shown.push_str(&format!("\\x{byte:02X}")));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Other, SourceFile, WalkOptions, Walked, below, walk};
    use std::fs;
    use std::path::{Path, PathBuf};

    fn walked(roots: &[&Path], options: &WalkOptions) -> (Vec<SourceFile>, Vec<Other>) {
        let roots: Vec<PathBuf> = roots.iter().map(|root| root.to_path_buf()).collect();
        let Walked { files, others } = walk(&roots, options);
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
    fn what_lies_below_a_folder_is_told_by_whole_names() {
        let of = |path: &'static str, folder| below(Path::new(path), Path::new(folder));
        assert_eq!(of("/a/b/c", "/a"), b"b/c");
        assert_eq!(of("/a/b", "/"), b"a/b");
        assert_eq!(of("/ab/c", "/a"), b"/ab/c");
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
