//! Filters a walk through an archive: skips the index, hidden files, what rules exclude, and what
//! symbolic links lead to a second time. It walks nothing; [`super::walk`] does.

use std::collections::HashSet;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use walkdir::DirEntry;

use super::rules::{Rule, Rules};
use super::walk::{Other, SourceFile, WalkOptions, Walked, refused};

/// The filter of a walk; it sees folders before their contents.
pub(super) struct Sieve<'a> {
    /// How the archive is walked.
    pub options: &'a WalkOptions,
    /// Paths that are not part of the archive, canonical.
    pub except: &'a [(PathBuf, Rule)],
    /// The rules in effect at the current place of the walk.
    pub rules: Rules,
    /// The symbolic links followed so far.
    pub links: Links,
    /// What was skipped or refused.
    pub others: Vec<Other>,
}

impl Sieve<'_> {
    /// Whether the walk continues into an entry.
    pub(super) fn lets_through(&mut self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_dir();
        if entry.depth() > 0
            && let Some(rule) = self.leaves_out(entry, is_folder)
        {
            self.others.push(Other::Skipped { path: entry.path().to_path_buf(), rule });
            return false;
        }
        if is_folder {
            let unread = self.rules.enter(entry.path());
            self.others.extend(unread.iter().map(|(path, reason)| refused(path, reason)));
        }
        true
    }

    fn leaves_out(&mut self, entry: &DirEntry, is_folder: bool) -> Option<Rule> {
        let path = entry.path();
        // Both are canonical: equal paths are equal bytes.
        let is_this = |(other, _): &&(PathBuf, Rule)| other.as_os_str() == path.as_os_str();
        if let Some((_, rule)) = self.except.iter().find(is_this) {
            return Some(*rule);
        }
        if !self.options.hidden && is_hidden(path) {
            return Some(Rule::Hidden);
        }
        if entry.file_type().is_symlink() {
            return Some(Rule::Link);
        }
        if is_folder && is_index(path) {
            return Some(Rule::OtherIndex);
        }
        self.rules.leaves_out(path, is_folder).or_else(|| self.links.leads_back(entry))
    }
}

/// The files and folders reached through symbolic links.
#[derive(Default)]
pub(super) struct Links {
    /// Folders that were entered, by device and inode.
    entered: HashSet<(u64, u64)>,
    /// Links that were followed.
    followed: HashSet<PathBuf>,
}

impl Links {
    /// Whether an entry is a link to a folder that was already entered.
    fn leads_back(&mut self, entry: &DirEntry) -> Option<Rule> {
        if !entry.path_is_symlink() {
            return None;
        }
        let folder = entry.metadata().ok().filter(Metadata::is_dir);
        if folder.is_some_and(|folder| !self.entered.insert(inode(&folder))) {
            return Some(Rule::Again);
        }
        self.followed.insert(entry.path().to_path_buf());
        None
    }

    /// Drops files reached by a link that are also found without it or by an earlier link.
    pub(super) fn drop_doubles(&self, walked: &mut Walked) {
        if self.followed.is_empty() {
            return;
        }
        let real = |file: &SourceFile| Some(inode(&file.location().symlink_metadata().ok()?));
        let (linked, own): (Vec<SourceFile>, _) = walked
            .files
            .drain(..)
            .partition(|file| file.path.ancestors().any(|path| self.followed.contains(path)));
        let mut found: HashSet<(u64, u64)> = own.iter().filter_map(real).collect();
        walked.files.extend(own);
        for file in linked {
            match real(&file).is_none_or(|inode| found.insert(inode)) {
                true => walked.files.push(file),
                false => walked.others.push(Other::Skipped { path: file.path, rule: Rule::Again }),
            }
        }
        walked.files.sort_by(|one, other| one.path.cmp(&other.path));
    }
}

fn inode(metadata: &Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}

fn is_hidden(path: &Path) -> bool {
    let path = path.as_os_str().as_encoded_bytes();
    let name = path.iter().rposition(|byte| *byte == b'/').and_then(|at| path.get(at + 1));
    name == Some(&b'.')
}

/// Whether a folder is an index of dateline.
fn is_index(folder: &Path) -> bool {
    folder.join("dateline.json").is_file() && folder.join("meta.json").is_file()
}
