//! What an index records about an archive: its identity, name, last known location and options; and
//! the file keys and article ids derived from it. It reads no file.
//!
//! The identity of an archive never changes. Keys and ids are derived from the identity and from
//! paths relative to the root, so they survive when the archive is moved or renamed.

use std::collections::HashMap;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::FileKey;
use crate::article::{Article, ArticleId};

/// A folder or file of articles that the user keeps, as the index records it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// The identity used in keys, ids and stored paths; unique in the index, never changed.
    pub identity: String,
    /// The name that users see; unique in the index.
    pub name: String,
    /// The last known location: an absolute path.
    #[serde(serialize_with = "write_path", deserialize_with = "read_path")]
    pub root: PathBuf,
    /// Whether the archive is a single file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub single: bool,
    /// The options it is read with.
    #[serde(default)]
    pub options: ArchiveOptions,
    /// The day or the moment at which the last run over the whole archive ended.
    #[serde(default)]
    pub last_run: Option<String>,
    /// The version of ingest that read the archive in that run.
    #[serde(default)]
    pub version: u32,
}

/// The options an archive is read with. A value that is empty or `false` was not given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArchiveOptions {
    /// The source of articles that do not name one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Aliases of sources: (alias, displayed name).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<(String, String)>,
    /// The charset of text that has no byte order mark and is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// The name of the format of every file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The user's own mapping of fields: (field, path in the record).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub map: Vec<(String, String)>,
    /// Patterns of the files to read; no others are read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// Patterns of files to leave out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// Whether files and folders whose name starts with a dot are read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Whether symbolic links are followed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub follow: bool,
    /// Whether boilerplate, paragraphs that repeat on most pages of a source, is kept.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keep_boilerplate: bool,
    /// Whether the modification time of a file may replace a missing date.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub date_from_mtime: bool,
}

impl Archive {
    /// The folder that relative paths are relative to.
    pub fn base(&self) -> &Path {
        let folder = if self.single { self.root.parent() } else { None };
        folder.unwrap_or(&self.root)
    }

    /// Whether a path is the root or, in a folder, lies below it.
    pub fn holds(&self, path: &Path) -> bool {
        if self.single { path == self.root } else { path.starts_with(&self.root) }
    }
}

impl ArchiveOptions {
    /// Returns these options with each value replaced where `given` has one.
    pub fn changed_by(&self, given: &ArchiveOptions) -> ArchiveOptions {
        let list = |own: &Vec<String>, given: &Vec<String>| either(own, given);
        ArchiveOptions {
            source: given.source.clone().or_else(|| self.source.clone()),
            aliases: either(&self.aliases, &given.aliases),
            charset: given.charset.clone().or_else(|| self.charset.clone()),
            format: given.format.clone().or_else(|| self.format.clone()),
            map: either(&self.map, &given.map),
            include: list(&self.include, &given.include),
            exclude: list(&self.exclude, &given.exclude),
            hidden: self.hidden || given.hidden,
            follow: self.follow || given.follow,
            keep_boilerplate: self.keep_boilerplate || given.keep_boilerplate,
            date_from_mtime: self.date_from_mtime || given.date_from_mtime,
        }
    }

    /// The options that were given, each as typed on the command line.
    pub fn typed(&self) -> Vec<String> {
        let pair = |name: &str, (one, other): &(String, String)| {
            format!("--{name} {}", quoted(&format!("{one}={other}")))
        };
        let one = |name: &str, value: &String| format!("--{name} {}", quoted(value));
        let mut typed: Vec<String> = self.source.iter().map(|name| one("source", name)).collect();
        typed.extend(self.aliases.iter().map(|alias| pair("alias", alias)));
        typed.extend(self.charset.iter().map(|charset| one("charset", charset)));
        typed.extend(self.format.iter().map(|format| one("as", format)));
        typed.extend(self.map.iter().map(|field| pair("map", field)));
        typed.extend(self.include.iter().map(|pattern| one("include", pattern)));
        typed.extend(self.exclude.iter().map(|pattern| one("exclude", pattern)));
        let switches = [
            ("--hidden", self.hidden),
            ("--follow", self.follow),
            ("--keep-boilerplate", self.keep_boilerplate),
            ("--date-from-mtime", self.date_from_mtime),
        ];
        typed.extend(switches.iter().filter(|(_, on)| *on).map(|(name, _)| name.to_string()));
        typed
    }
}

fn either<T: Clone>(own: &[T], given: &[T]) -> Vec<T> {
    if given.is_empty() { own.to_vec() } else { given.to_vec() }
}

/// Quotes a value for a shell where necessary.
fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=:,@%+".contains(c);
    if !value.is_empty() && value.chars().all(is_plain) {
        return value.into();
    }
    format!("'{}'", value.replace('\'', r"'\''"))
}

/// Chooses the identity of a new archive: `name` if given, else the name of its folder. If that is
/// taken, the name of the parent folder is prefixed (unless `name` was given), and then a number is
/// appended if necessary.
pub fn new_identity(root: &Path, name: Option<&str>, is_taken: impl Fn(&str) -> bool) -> String {
    let part = |path: Option<&Path>| {
        path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned())
    };
    let own = name.map(String::from).or_else(|| part(Some(root))).unwrap_or_else(|| "root".into());
    if !is_taken(&own) {
        return own;
    }
    let longer = match part(root.parent()) {
        Some(above) if name.is_none() => format!("{above}/{own}"),
        _ => own,
    };
    let numbered = (2..).map(|number: u64| format!("{longer} {number}"));
    let mut all = std::iter::once(longer.clone()).chain(numbered);
    all.find(|identity| !is_taken(identity)).unwrap_or(longer)
}

/// The key of a file, from the identity of its archive and the bytes of its path relative to the
/// root.
pub fn file_key(identity: &str, relative: &[u8]) -> FileKey {
    let mut hasher = Xxh3::new();
    hasher.update(identity.as_bytes());
    hasher.update(&[0]);
    hasher.update(relative);
    FileKey(hasher.digest())
}

/// Chooses the origin from which the article ids of a new file are derived: its key, unless that is
/// still the origin of a file that has moved away from this path.
pub fn new_origin(key: FileKey, is_taken: impl Fn(FileKey) -> bool) -> FileKey {
    let mut origin = key;
    let mut again = 0u64;
    while is_taken(origin) {
        again += 1;
        let mut hasher = Xxh3::with_seed(again);
        hasher.update(&key.0.to_be_bytes());
        origin = FileKey(hasher.digest());
    }
    origin
}

/// The id of an article, from the origin of its file and its key in the file.
pub fn article_id(origin: FileKey, key: &[u8]) -> ArticleId {
    ArticleId::from_hash(xxh3_128(&[&origin.0.to_be_bytes(), key].concat()))
}

/// The locations and names of archives, by identity.
#[derive(Clone, Debug, Default)]
pub struct Places(HashMap<String, Place>);

#[derive(Clone, Debug)]
struct Place {
    name: String,
    base: Arc<str>,
}

impl Places {
    /// Collects the locations and names of archives.
    pub fn of(archives: &[Archive]) -> Places {
        let place = |archive: &Archive| {
            let base = shown(archive.base().as_os_str().as_bytes()).into();
            (archive.identity.clone(), Place { name: archive.name.clone(), base })
        };
        Places(archives.iter().map(place).collect())
    }

    /// The folder that the paths of an archive are relative to, as displayed; empty if the archive
    /// is unknown.
    pub fn base(&self, identity: &str) -> Arc<str> {
        self.0.get(identity).map_or_else(|| "".into(), |place| place.base.clone())
    }

    /// The identity of the archive with a name; the name itself if there is none.
    pub fn identity<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.iter().find(|(_, place)| place.name == name).map_or(name, |(identity, _)| identity)
    }

    /// Fills in what is not stored with an article: its absolute path and the name of its archive.
    pub fn show(&self, article: &mut Article) {
        let place = self.0.get(&article.archive);
        article.path = joined(place.map_or("", |place| &place.base), &article.relative_path);
        if let Some(place) = place {
            article.archive.clone_from(&place.name);
        }
    }
}

/// The bytes of a path as text; bytes that are not UTF-8 appear as `\xNN`.
pub fn shown(path: &[u8]) -> String {
    let mut shown = String::with_capacity(path.len());
    for chunk in path.utf8_chunks() {
        shown.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| shown.push_str(&format!("\\x{byte:02X}")));
    }
    shown
}

/// Joins a folder and a relative path, both as displayed.
pub fn joined(folder: &str, relative: &str) -> String {
    match (folder.ends_with('/') || folder.is_empty(), relative.is_empty()) {
        (_, true) => folder.into(),
        (true, false) => format!("{folder}{relative}"),
        (false, false) => format!("{folder}/{relative}"),
    }
}

fn write_path<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    match path.to_str() {
        Some(text) => to.serialize_str(text),
        None => path.as_os_str().as_bytes().serialize(to),
    }
}

fn read_path<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Bytes(Vec<u8>),
    }
    Ok(match Written::deserialize(from)? {
        Written::Text(text) => text.into(),
        Written::Bytes(bytes) => OsString::from_vec(bytes).into(),
    })
}

#[cfg(test)]
mod tests {
    use super::{
        Archive, ArchiveOptions, article_id, file_key, joined, new_identity, new_origin, quoted,
    };
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    use std::path::Path;

    #[test]
    fn an_archive_is_called_like_its_folder_and_told_apart_by_the_folder_above_or_a_number() {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for (root, expected) in [
            ("/a/news", "news"),
            ("/b/news", "b/news"),
            ("/c/b/news", "b/news 2"),
            ("/d/b/news", "b/news 3"),
            ("/", "root"),
        ] {
            let identity = new_identity(Path::new(root), None, |name| taken.contains(name));
            assert_eq!(identity, expected, "{root}");
            taken.insert(identity);
        }
        let named = new_identity(Path::new("/e/news"), Some("news"), |name| taken.contains(name));
        assert_eq!(named, "news 2");
    }

    #[test]
    fn an_archive_is_read_as_it_was_written_whatever_bytes_its_path_has() {
        for root in [b"/a/news".to_vec(), b"/a/n\xFFws".to_vec()] {
            let root = OsString::from_vec(root).into();
            let archive = Archive { identity: "news".into(), root, ..Archive::default() };
            let written = serde_json::to_string(&archive).unwrap();
            assert_eq!(serde_json::from_str::<Archive>(&written).unwrap(), archive);
        }
    }

    #[test]
    fn options_that_were_given_replace_those_of_their_kind_alone() {
        let own = ArchiveOptions {
            source: Some("The Quay".into()),
            exclude: vec!["drafts".into()],
            ..ArchiveOptions::default()
        };
        let given = ArchiveOptions {
            exclude: vec!["*.tmp".into()],
            follow: true,
            ..ArchiveOptions::default()
        };
        let typed = own.changed_by(&given).typed();
        assert_eq!(typed, ["--source 'The Quay'", "--exclude '*.tmp'", "--follow"]);
        assert_eq!(own.changed_by(&ArchiveOptions::default()), own);
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }

    #[test]
    fn a_path_below_the_root_of_the_file_system_has_one_slash() {
        assert_eq!(joined("/", "a/b"), "/a/b");
        assert_eq!(joined("/news", "a/b"), "/news/a/b");
        assert_eq!(joined("/news", ""), "/news");
    }

    proptest! {
        #[test]
        fn files_of_any_two_archives_have_keys_and_ids_of_their_own(
            one in ("[a-c]{1,2}", "[a-c/]{1,3}"),
            other in ("[a-c]{1,2}", "[a-c/]{1,3}"),
            key in "[a-b]{0,2}",
        ) {
            let key_of = |(identity, path): &(String, String)| file_key(identity, path.as_bytes());
            let id_of = |file| article_id(key_of(file), key.as_bytes());
            prop_assert_eq!(one == other, key_of(&one) == key_of(&other));
            prop_assert_eq!(one == other, id_of(&one) == id_of(&other));
        }

        #[test]
        fn an_origin_that_is_taken_is_never_given_again(paths in proptest::collection::vec("[a-b]", 1..9)) {
            let mut taken = BTreeSet::new();
            for path in paths {
                let origin = new_origin(file_key("news", path.as_bytes()), |o| taken.contains(&o));
                prop_assert!(taken.insert(origin));
            }
        }
    }
}
