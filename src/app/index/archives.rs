//! Selects the archives of a run and where the walk starts in each: archives in the index, new ones,
//! and moved ones. Reads files only to recognise a moved archive by its content.

use std::path::{Path, PathBuf, absolute};

use xxhash_rust::xxh3::xxh3_64;

use crate::app::outcome::{Event, Kept, Notice};
use crate::app::settings::IndexSettings;
use crate::app::{AppError, formats};
use crate::engine::archive::{Archive, new_identity};
use crate::engine::{ArchiveOptions, FileRecord};
use crate::ingest::source::read;
use crate::ingest::source::walk::{Root, display};

/// How many files of an archive are compared by path and size to recognise it, and how many of
/// these by content.
const SAMPLE: usize = 64;
const READ: usize = 16;

/// An archive that a run updates.
#[derive(Clone, Debug)]
pub(crate) struct Selected {
    /// The archive, with the options and the root that apply from now on.
    pub archive: Archive,
    /// Where the walk starts: the root, or a path below it.
    pub start: PathBuf,
}

/// The archives that a run updates.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// The archives to read, in order of root.
    pub selected: Vec<Selected>,
    /// What the run reports about these archives, and about those that are missing.
    pub notices: Vec<Notice>,
}

/// The input of the selection.
pub(crate) struct Selector<'a> {
    /// The archives in the index.
    pub table: &'a [Archive],
    /// Loads the records of all files; called only for a root that is not in the index.
    pub records: &'a dyn Fn() -> Result<Vec<FileRecord>, AppError>,
    /// The paths and options of the run.
    pub settings: &'a IndexSettings,
}

impl Selected {
    /// The root of the walk.
    pub(crate) fn root(&self) -> Root {
        let Archive { identity, .. } = &self.archive;
        let base = self.archive.base().into();
        Root { archive: identity.as_str().into(), base, start: self.start.clone() }
    }

    /// Whether the walk covers the whole archive.
    pub(crate) fn is_whole(&self) -> bool {
        self.start == self.archive.root
    }
}

impl Selector<'_> {
    /// Selects the archives of the given paths, or all archives where no path was given.
    ///
    /// # Errors
    /// Where a path neither exists nor belongs to an archive, where there is nothing to select, or where
    /// the name is taken by another archive.
    pub(crate) fn select(&self) -> Result<Selection, AppError> {
        let mut selection = Selection::default();
        if self.settings.paths.is_empty() {
            self.select_all(&mut selection)?;
        } else {
            self.select_given(&mut selection)?;
        }
        selection.selected.sort_by(|one, other| one.start.cmp(&other.start));
        selection.selected.dedup_by(|later, first| {
            later.archive.identity == first.archive.identity
                && later.start.starts_with(&first.start)
        });
        self.name(&mut selection)?;
        self.change_options(&mut selection);
        Ok(selection)
    }

    fn select_all(&self, selection: &mut Selection) -> Result<(), AppError> {
        if self.table.is_empty() {
            let index = &self.settings.index;
            let message = format!(
                "the index in {index} holds no archive yet; name a folder: dateline index FOLDER"
            );
            return Err(AppError::Usage(message));
        }
        for archive in self.table {
            select_known(archive, &archive.root, selection);
        }
        Ok(())
    }

    fn select_given(&self, selection: &mut Selection) -> Result<(), AppError> {
        let mut new = vec![];
        for path in &self.settings.paths {
            match path.canonicalize() {
                Ok(real) => match self.enclosing(&real) {
                    Some(archive) => select_known(archive, &real, selection),
                    None => new.push(real),
                },
                Err(_) => select_known(self.absent(path)?, &absolute(path)?, selection),
            }
        }
        new.sort();
        // A new root inside another new root is a part of that archive.
        new.dedup_by(|later, first| later.starts_with(&*first));
        for root in new {
            for inner in self.table.iter().filter(|archive| archive.root.starts_with(&root)) {
                if inner.root.exists() {
                    select_known(inner, &inner.root, selection);
                }
            }
            let archive = self.recognise(&root, selection)?;
            selection.selected.push(Selected { archive, start: root });
        }
        Ok(())
    }

    /// The innermost archive that contains a path.
    fn enclosing(&self, path: &Path) -> Option<&Archive> {
        let enclosing = self.table.iter().filter(|archive| archive.holds(path));
        enclosing.max_by_key(|archive| archive.root.as_os_str().len())
    }

    /// The archive with this root or name, for a path that does not exist.
    fn absent(&self, path: &Path) -> Result<&Archive, AppError> {
        let gone = absolute(path)?;
        let is_meant = |archive: &&Archive| {
            archive.root == gone || path.to_str().is_some_and(|name| archive.name == name)
        };
        let meant = self.table.iter().find(is_meant);
        meant.ok_or_else(|| AppError::NoSuchPath(path.to_path_buf()))
    }

    /// The archive of a root that is not in the index: a moved archive, or a new one.
    fn recognise(&self, root: &Path, selection: &mut Selection) -> Result<Archive, AppError> {
        let elsewhere = |archive: &&Archive| {
            archive.single == root.is_file() && !selection.has(&archive.identity)
        };
        let others: Vec<&Archive> = self.table.iter().filter(elsewhere).collect();
        let records = if others.is_empty() { vec![] } else { (self.records)()? };
        let holds_same = |archive: &&&Archive| is_same(archive, root, &records);
        let (present, gone): (Vec<&Archive>, Vec<&Archive>) =
            others.into_iter().partition(|archive| is_there(archive));
        if let Some(moved) = gone.iter().find(holds_same) {
            let from = shown(&moved.root);
            let archive = Archive { root: root.to_path_buf(), ..(*moved).clone() };
            selection.notify(&archive, Event::Moved { from });
            return Ok(archive);
        }
        let archive = self.new_archive(root, &selection.selected)?;
        if let Some(original) = present.iter().find(holds_same) {
            selection.notify(&archive, Event::Copy { of: original.name.clone() });
        }
        Ok(archive)
    }

    fn new_archive(&self, root: &Path, selected: &[Selected]) -> Result<Archive, AppError> {
        let all = || self.table.iter().chain(selected.iter().map(|selected| &selected.archive));
        let is_taken = |name: &str| all().any(|one| one.identity == name || one.name == name);
        let wanted = self.settings.name.as_deref();
        if let Some(other) = wanted.and_then(|name| all().find(|one| one.name == name)) {
            return Err(name_taken(other));
        }
        let identity = new_identity(root, wanted, is_taken);
        Ok(Archive {
            name: identity.clone(),
            identity,
            root: root.to_path_buf(),
            single: root.is_file(),
            ..Archive::default()
        })
    }

    /// Applies `--name`, which needs exactly one archive.
    fn name(&self, selection: &mut Selection) -> Result<(), AppError> {
        let Some(name) = &self.settings.name else { return Ok(()) };
        let [selected] = &mut selection.selected[..] else {
            let message = "--name names one archive, and this run is of several or of none";
            return Err(AppError::Usage(message.into()));
        };
        let own = &selected.archive;
        let is_other = |one: &&Archive| one.name == *name && one.identity != own.identity;
        if let Some(other) = self.table.iter().find(is_other) {
            return Err(name_taken(other));
        }
        let from = std::mem::replace(&mut selected.archive.name, name.clone());
        if from != *name {
            let archive = selected.archive.clone();
            selection.notify(&archive, Event::Renamed { from });
        }
        Ok(())
    }

    /// Merges the given options into those of each archive.
    fn change_options(&self, selection: &mut Selection) {
        let mut given = self.settings.options.clone();
        let named = given.format.as_deref().and_then(|format| formats::named(format).ok());
        given.format = named.map(|format| format.name.to_string());
        for place in 0..selection.selected.len() {
            let archive = selection.selected[place].archive.clone();
            let own = if self.settings.reset {
                ArchiveOptions::default()
            } else {
                archive.options.clone()
            };
            let now = own.changed_by(&given);
            let is_known = self.table.iter().any(|other| other.identity == archive.identity);
            if is_known && now != archive.options {
                let before = archive.options.typed();
                selection.notify(&archive, Event::Options { before, now: now.typed() });
            }
            selection.selected[place].archive.options = now;
        }
    }
}

impl Selection {
    fn has(&self, identity: &str) -> bool {
        self.selected.iter().any(|selected| selected.archive.identity == identity)
    }

    fn notify(&mut self, archive: &Archive, event: Event) {
        self.notices.push(notice(archive, event));
    }
}

/// A notice about an archive.
pub(crate) fn notice(archive: &Archive, event: Event) -> Notice {
    Notice { archive: archive.name.clone(), root: shown(&archive.root), event }
}

/// Selects an archive of the index if its root exists; otherwise reports it as missing.
fn select_known(archive: &Archive, start: &Path, selection: &mut Selection) {
    if archive.root.exists() {
        selection.selected.push(Selected { archive: archive.clone(), start: start.to_path_buf() });
    } else if !selection.notices.iter().any(|notice| notice.archive == archive.name) {
        selection.notify(archive, Event::Kept(Kept::Missing));
    }
}

/// Whether the root of an archive exists and is not empty.
pub(crate) fn is_there(archive: &Archive) -> bool {
    match archive.single {
        true => archive.root.is_file(),
        false => archive.root.read_dir().is_ok_and(|mut entries| entries.next().is_some()),
    }
}

/// Whether another root holds the files of an archive: at least half of a sample by path and size,
/// and at least half of a part of that by content.
pub(crate) fn is_same(archive: &Archive, root: &Path, records: &[FileRecord]) -> bool {
    let own = |record: &&FileRecord| *record.archive == *archive.identity && record.hash.is_some();
    let mut sample: Vec<&FileRecord> = records.iter().filter(own).collect();
    sample.sort_by_cached_key(|record| xxh3_64(record.relative.as_bytes()));
    sample.truncate(SAMPLE);
    let place = |record: &FileRecord| match archive.single {
        true => root.to_path_buf(),
        false => root.join(&record.relative),
    };
    let found: Vec<(&FileRecord, PathBuf)> = sample
        .iter()
        .map(|record| (*record, place(record)))
        .filter(|(record, path)| path.metadata().is_ok_and(|found| found.len() == record.size))
        .collect();
    let is_read_same = |(record, path): &(&FileRecord, PathBuf)| {
        read::hash(path).is_ok_and(|hash| Some(hash) == record.hash)
    };
    let read: Vec<_> = found.iter().take(READ).collect();
    let same = read.iter().filter(|found| is_read_same(found)).count();
    same > 0 && same * 2 >= read.len() && found.len() * 2 >= sample.len()
}

fn name_taken(other: &Archive) -> AppError {
    let (name, root) = (&other.name, shown(&other.root));
    let advice = format!("if it was moved: dateline move {name} FOLDER");
    let message =
        format!("the index has an archive `{name}`, in {root}; choose another --name, or {advice}");
    AppError::Usage(message)
}

fn shown(path: &Path) -> String {
    display(path.as_os_str())
}
