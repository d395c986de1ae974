//! Finds the files of an archive: regular files under the roots, in order of path. It opens none of
//! them; [`super::read`] does.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use super::manifest::{self, Entry};
use super::rules::{Patterns, Rule, Rules};
use super::sidecar;
use super::sieve::{Links, Sieve};
use crate::engine::archive::{file_key, shown};
use crate::engine::{FileKey, FileSet};

/// The number of files that a thread takes at a time.
const SOME: usize = 256;

/// The start of a walk, and the archive that the found files belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The identity of the archive.
    pub archive: Arc<str>,
    /// The folder that its paths are relative to: an absolute path without symbolic links.
    pub base: Arc<Path>,
    /// The base folder, or a folder or a file in it.
    pub start: PathBuf,
}

/// Options for walking an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkOptions {
    /// Whether to walk files and folders whose name starts with a dot.
    pub hidden: bool,
    /// Whether to follow symbolic links.
    pub follow: bool,
    /// Patterns of files to include and exclude.
    pub patterns: Patterns,
    /// Folders that are not part of the archive, such as the index, and why.
    pub except: Vec<(PathBuf, Rule)>,
    /// The approximate number of files, if known; used to reserve memory.
    pub expected: usize,
    /// The number of threads that query the sizes and times of files.
    pub threads: usize,
}

/// A file that may hold articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The identity of its archive.
    pub archive: Arc<str>,
    /// The archive root that it was found under: an absolute path.
    pub root: Arc<Path>,
    /// Its absolute path.
    pub path: PathBuf,
    /// The location of its bytes, if its path is a followed symbolic link.
    pub target: Option<Box<Path>>,
    /// Its path relative to the root, `/` between folders, bytes that are not UTF-8 as `\xNN`.
    pub relative: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its modification time, in nanoseconds since 1970.
    pub mtime: i64,
    /// Its key in an index.
    pub key: FileKey,
    /// The key that ids of its articles derive from: its own key, unless it has moved.
    pub origin: FileKey,
    /// Its metadata file, if there is one.
    pub sidecar: Option<Box<SourceFile>>,
    /// The file that it describes, judged by its name, relative to the root; or how many it describes.
    pub describes: Option<String>,
    /// Whether it is a manifest.
    pub is_manifest: bool,
    /// What a manifest says of it.
    pub entry: Option<Arc<Entry>>,
}

/// The result of a walk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The files that may hold articles, in order of path.
    pub files: Vec<SourceFile>,
    /// Everything else.
    pub others: Vec<Other>,
}

/// An entry that is not a file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
    /// Something that is passed over by rule, and why.
    Skipped {
        /// What is passed over.
        path: PathBuf,
        /// The rule.
        rule: Rule,
    },
    /// Something that cannot be looked at, and why.
    Refused {
        /// What cannot be looked at.
        path: PathBuf,
        /// The reason, as a phrase.
        reason: String,
    },
}

impl Root {
    /// The root of an archive: a folder, or a single file. The path must be absolute and without
    /// symbolic links.
    pub fn of(path: PathBuf, archive: &str) -> Root {
        let base = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
        Root { archive: archive.into(), base: base.into(), start: path }
    }

    /// The key of a path in the archive, and its display path relative to the root.
    pub fn place(&self, path: &Path) -> (FileKey, String) {
        let relative = below(path, &self.base);
        (file_key(&self.archive, relative), shown(relative))
    }
}

impl SourceFile {
    /// The file at a path, for an archive whose root is the folder of that file.
    ///
    /// # Errors
    /// The path cannot be resolved or is not a regular file.
    pub fn at(path: &Path) -> Result<SourceFile, String> {
        let path = path.canonicalize().map_err(|error| error.to_string())?;
        let metadata = path.symlink_metadata().map_err(|error| error.to_string())?;
        if !metadata.is_file() {
            return Err("it is not a regular file".into());
        }
        let mut file = SourceFile::new(&Root::of(path.clone(), ""), path);
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

    /// The path to read it from: its target if its path is a symbolic link, otherwise its path.
    pub fn location(&self) -> &Path {
        self.target.as_deref().unwrap_or(&self.path)
    }

    /// The file at a path, with its size and time unknown.
    fn new(root: &Root, path: PathBuf) -> SourceFile {
        let (key, relative) = root.place(&path);
        SourceFile {
            archive: root.archive.clone(),
            root: root.base.clone(),
            relative,
            size: 0,
            mtime: 0,
            key,
            origin: key,
            path,
            target: None,
            sidecar: None,
            describes: None,
            is_manifest: false,
            entry: None,
        }
    }

    fn note(&mut self, metadata: &Metadata) {
        (self.size, self.mtime) = (metadata.len(), mtime(metadata));
    }
}

/// Walks a folder or a single file of an archive.
///
/// Symbolic links are followed only if the options ask for it; a file behind several links is then
/// found once.
pub fn walk(root: &Root, options: &WalkOptions) -> Walked {
    let mut walked = Walked { files: Vec::with_capacity(options.expected), others: vec![] };
    let done = walk_root(root, options, &mut walked);
    walked.others.extend(done.err().map(|reason| refused(&root.start, &reason)));
    look(&mut walked, options.threads);
    sidecar::pair(&mut walked.files);
    sidecar::pair_pages(&mut walked.files);
    manifest::pair(&mut walked.files);
    walked
}

fn walk_root(root: &Root, options: &WalkOptions, walked: &mut Walked) -> Result<(), String> {
    let real = |(path, rule): &(PathBuf, Rule)| Some((path.canonicalize().ok()?, *rule));
    let except: Vec<(PathBuf, Rule)> = options.except.iter().filter_map(real).collect();
    let mut rules = Rules::new(&root.base, &options.patterns)?;
    if let Some(rule) = rules.descend(&root.start) {
        walked.others.push(Other::Skipped { path: root.start.clone(), rule });
        return Ok(());
    }
    let except = &except;
    let mut sieve = Sieve { options, except, rules, links: Links::default(), others: vec![] };
    // Entries of one folder differ only in their names.
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let entries =
        WalkDir::new(&root.start).follow_links(options.follow).sort_by(by_name).into_iter();
    let wanted = entries.filter_entry(|entry| sieve.lets_through(entry));
    for entry in wanted {
        match entry.map_err(|error| (error.path().map(Path::to_path_buf), error.to_string())) {
            Ok(entry) => match taken(root, entry) {
                Some(Ok(file)) => walked.files.push(file),
                other => walked.others.extend(other.and_then(Result::err)),
            },
            Err((path, reason)) => {
                walked.others.push(refused(path.as_deref().unwrap_or(&root.start), &reason));
            }
        }
    }
    let Sieve { links, others, .. } = sieve;
    walked.others.extend(others);
    if options.follow {
        links.drop_doubles(walked);
    }
    Ok(())
}

/// The result for a directory entry; `None` for a folder.
fn taken(root: &Root, entry: DirEntry) -> Option<Result<SourceFile, Other>> {
    let kind = entry.file_type();
    if kind.is_dir() {
        return None;
    }
    if !kind.is_file() {
        let what = "not a regular file (a pipe, a socket or a device)";
        return Some(Err(refused(entry.path(), what)));
    }
    let target = if entry.path_is_symlink() { entry.path().canonicalize().ok() } else { None };
    let file = SourceFile::new(root, entry.into_path());
    Some(Ok(SourceFile { target: target.map(PathBuf::into_boxed_path), ..file }))
}

/// Queries the size and the time of every file, in batches on several threads: this is half of a
/// walk, and nearly all of it on a network file system.
fn look(walked: &mut Walked, threads: usize) {
    let closed = Mutex::new(vec![]);
    let some = Mutex::new(walked.files.chunks_mut(SOME));
    let next = || some.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some(files) = next() {
            for file in files {
                match file.location().symlink_metadata() {
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
            // If no more threads can be started, fewer do the work.
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

pub(super) fn refused(path: &Path, reason: &str) -> Other {
    Other::Refused { path: path.to_path_buf(), reason: reason.into() }
}

/// The modification time of a file, in nanoseconds since 1970; 0 if the system does not provide it.
pub(crate) fn mtime(metadata: &Metadata) -> i64 {
    let Ok(time) = metadata.modified() else { return 0 };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    }
}

/// The bytes of a path after those of a folder that contains it, both canonical; the whole path if
/// the folder does not contain it.
fn below<'p>(path: &'p Path, folder: &Path) -> &'p [u8] {
    let bytes = path.as_os_str().as_encoded_bytes();
    match bytes.strip_prefix(folder.as_os_str().as_encoded_bytes()) {
        Some([b'/', rest @ ..]) => rest,
        Some([]) => &[],
        Some(rest) if folder.parent().is_none() => rest,
        _ => bytes,
    }
}

/// A path as text; bytes that are not UTF-8 appear as `\xNN`.
pub fn display(path: &OsStr) -> String {
    shown(path.as_encoded_bytes())
}

#[cfg(test)]
mod tests {
    use super::{Other, Root, SourceFile, WalkOptions, Walked, below, walk};
    use crate::ingest::source::rules::{FILE, Patterns, Rule};
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    fn walked(root: &Path, options: &WalkOptions) -> (Vec<SourceFile>, Vec<Other>) {
        let root = Root::of(root.canonicalize().unwrap(), "news");
        let Walked { files, others } = walk(&root, options);
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
        let (files, others) = walked(folder.path(), &WalkOptions::default());
        let names: Vec<&str> = files.iter().map(|file| file.relative.as_str()).collect();
        assert_eq!(names, ["a/1.txt", "a/2.txt", "b.txt"]);
        assert_eq!(others.len(), 2, "{others:?}");
        let all = WalkOptions { hidden: true, ..WalkOptions::default() };
        assert_eq!(walked(folder.path(), &all).0.len(), 5);
    }

    #[test]
    fn a_part_of_an_archive_is_walked_as_a_part_of_it_and_by_the_rules_above_it() {
        let folder = folder(&["a/b/1.txt", "a/b/2.log", "c/3.txt"]);
        fs::write(folder.path().join(FILE), "*.log\n/c\n").unwrap();
        let base = folder.path().canonicalize().unwrap();
        let part = |name: &str| {
            let start = base.join(name);
            let root = Root { start, ..Root::of(base.clone(), "news") };
            walk(&root, &WalkOptions::default())
        };
        assert_eq!(names(&part("a/b").files), ["a/b/1.txt"]);
        assert_eq!(rules(&part("c").others), [Rule::Ignored]);
    }

    #[test]
    fn what_lies_below_a_folder_is_told_by_whole_names() {
        let of = |path: &'static str, folder| below(Path::new(path), Path::new(folder));
        assert_eq!(of("/a/b/c", "/a"), b"b/c");
        assert_eq!(of("/a/b", "/"), b"a/b");
        assert_eq!(of("/a", "/a"), b"");
        assert_eq!(of("/ab/c", "/a"), b"/ab/c");
    }

    #[test]
    fn a_single_file_is_a_root() {
        let folder = folder(&["a/1.txt"]);
        let (files, _) = walked(&folder.path().join("a/1.txt"), &WalkOptions::default());
        assert_eq!(files[0].relative, "1.txt");
    }

    #[test]
    fn the_index_and_symbolic_links_are_passed_over() {
        let folder = folder(&["index/meta.json", "1.txt"]);
        symlink("1.txt", folder.path().join("2.txt")).unwrap();
        let except = vec![(folder.path().join("index"), Rule::Index)];
        let options = WalkOptions { except, ..WalkOptions::default() };
        let (files, others) = walked(folder.path(), &options);
        assert_eq!(files.len(), 1);
        assert_eq!(others.len(), 2, "{others:?}");
    }

    fn names(files: &[SourceFile]) -> Vec<&str> {
        files.iter().map(|file| file.relative.as_str()).collect()
    }

    fn rules(others: &[Other]) -> Vec<Rule> {
        let rule = |other: &Other| match other {
            Other::Skipped { rule, .. } => Some(*rule),
            Other::Refused { .. } => None,
        };
        others.iter().filter_map(rule).collect()
    }

    #[test]
    fn what_a_pattern_or_a_file_of_patterns_leaves_out_is_passed_over_by_name() {
        let folder = folder(&["a/1.txt", "a/2.log", "drafts/3.txt", "4.txt"]);
        fs::write(folder.path().join("a").join(FILE), "*.log\n").unwrap();
        let patterns = Patterns { exclude: vec!["drafts".into()], ..Patterns::default() };
        let options = WalkOptions { patterns, ..WalkOptions::default() };
        let (files, others) = walked(folder.path(), &options);
        assert_eq!(names(&files), ["4.txt", "a/1.txt"]);
        assert_eq!(rules(&others), [Rule::Hidden, Rule::Ignored, Rule::Excluded]);
    }

    #[test]
    fn another_index_in_the_archive_is_not_entered() {
        let folder = folder(&["1.txt", "old/dateline.json", "old/meta.json", "b/dateline.json"]);
        let (files, others) = walked(folder.path(), &WalkOptions::default());
        assert_eq!(names(&files), ["1.txt", "b/dateline.json"]);
        assert_eq!(rules(&others), [Rule::OtherIndex]);
    }

    #[test]
    fn links_that_are_followed_lead_to_each_file_once_and_never_in_a_circle() {
        let (folder, elsewhere) = (folder(&["a/1.txt", "a/2.txt"]), folder(&["3.txt", "4.txt"]));
        let at = |name: &str| folder.path().join(name);
        symlink(folder.path(), at("a/up")).unwrap();
        symlink(at("a"), at("b")).unwrap();
        symlink(at("a/1.txt"), at("0.txt")).unwrap();
        symlink(elsewhere.path(), at("c")).unwrap();
        symlink(elsewhere.path(), at("d")).unwrap();
        symlink(elsewhere.path().join("3.txt"), at("e.txt")).unwrap();
        let options = WalkOptions { follow: true, ..WalkOptions::default() };
        let (files, _) = walked(folder.path(), &options);
        assert_eq!(names(&files), ["a/1.txt", "a/2.txt", "c/3.txt", "c/4.txt"]);
    }

    #[test]
    fn a_link_to_a_file_is_read_where_the_file_is_and_named_as_the_link() {
        let (folder, elsewhere) = (folder(&["1.txt"]), folder(&["3.txt"]));
        symlink(elsewhere.path().join("3.txt"), folder.path().join("2.txt")).unwrap();
        let options = WalkOptions { follow: true, ..WalkOptions::default() };
        let (files, _) = walked(folder.path(), &options);
        assert_eq!(names(&files), ["1.txt", "2.txt"]);
        let target = elsewhere.path().join("3.txt").canonicalize().unwrap();
        assert_eq!((files[1].location(), files[1].size), (target.as_path(), 4));
    }
}
