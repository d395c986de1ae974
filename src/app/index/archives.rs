//! Which archives a run takes in, and where in them it starts: those that the index remembers, those
//! that are new, and those that were moved. It reads files only to recognise an archive by them.

use std::path::{Path, PathBuf, absolute};

use xxhash_rust::xxh3::xxh3_64;

use crate::app::outcome::{Event, Kept, Notice};
use crate::app::settings::IndexSettings;
use crate::app::{AppError, formats};
use crate::engine::archive::{Archive, new_identity};
use crate::engine::{ArchiveOptions, FileRecord};
use crate::ingest::source::read;
use crate::ingest::source::walk::{Root, display};

/// How many files an archive is recognised by, and how many of these are read through.
const SAMPLE: usize = 64;
const READ: usize = 16;

/// An archive as a run takes it in.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    /// The archive, with the options and the root that it has from now on.
    pub archive: Archive,
    /// Where in it the walk starts.
    pub start: PathBuf,
}

/// The archives of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    /// Those that are read, in order of root.
    pub taken: Vec<Taken>,
    /// What is to be said about them, and about those that are not there.
    pub notices: Vec<Notice>,
}

/// What a choice is made from.
pub(crate) struct Choice<'a> {
    /// The archives that the index remembers.
    pub table: &'a [Archive],
    /// The records of all files: asked for only where a root is not known.
    pub records: &'a dyn Fn() -> Result<Vec<FileRecord>, AppError>,
    /// What was asked for.
    pub settings: &'a IndexSettings,
}

impl Taken {
    /// Where the walk starts, and what it belongs to.
    pub(crate) fn root(&self) -> Root {
        let Archive { identity, .. } = &self.archive;
        let base = self.archive.base().into();
        Root { archive: identity.as_str().into(), base, start: self.start.clone() }
    }

    /// Whether all of the archive is walked.
    pub(crate) fn is_whole(&self) -> bool {
        self.start == self.archive.root
    }
}

impl Choice<'_> {
    /// Chooses the archives of the paths that were given: of all archives, where none was.
    ///
    /// # Errors
    /// When a path is not there and no archive of the index, when there is nothing to choose, or a
    /// name is wanted that another archive has.
    pub(crate) fn choose(&self) -> Result<Chosen, AppError> {
        let mut chosen = Chosen::default();
        if self.settings.paths.is_empty() {
            self.take_all(&mut chosen)?;
        } else {
            self.take_given(&mut chosen)?;
        }
        chosen.taken.sort_by(|one, other| one.start.cmp(&other.start));
        chosen.taken.dedup_by(|later, first| {
            later.archive.identity == first.archive.identity
                && later.start.starts_with(&first.start)
        });
        self.name(&mut chosen)?;
        self.change_options(&mut chosen);
        Ok(chosen)
    }

    fn take_all(&self, chosen: &mut Chosen) -> Result<(), AppError> {
        if self.table.is_empty() {
            let index = &self.settings.index;
            let message = format!(
                "the index in {index} holds no archive yet; name a folder: dateline index FOLDER"
            );
            return Err(AppError::Usage(message));
        }
        for archive in self.table {
            take_known(archive, &archive.root, chosen);
        }
        Ok(())
    }

    fn take_given(&self, chosen: &mut Chosen) -> Result<(), AppError> {
        let mut new = vec![];
        for path in &self.settings.paths {
            match path.canonicalize() {
                Ok(real) => match self.around(&real) {
                    Some(archive) => take_known(archive, &real, chosen),
                    None => new.push(real),
                },
                Err(_) => take_known(self.missing(path)?, &absolute(path)?, chosen),
            }
        }
        new.sort();
        // A root inside another that is new as well is a part of it.
        new.dedup_by(|later, first| later.starts_with(&*first));
        for root in new {
            for inner in self.table.iter().filter(|archive| archive.root.starts_with(&root)) {
                if inner.root.exists() {
                    take_known(inner, &inner.root, chosen);
                }
            }
            let archive = self.recognise(&root, chosen)?;
            chosen.taken.push(Taken { archive, start: root });
        }
        Ok(())
    }

    /// The innermost archive that a path lies in.
    fn around(&self, path: &Path) -> Option<&Archive> {
        let around = self.table.iter().filter(|archive| archive.holds(path));
        around.max_by_key(|archive| archive.root.as_os_str().len())
    }

    /// The archive that is meant by a path that is not there: the root of one, or its name.
    fn missing(&self, path: &Path) -> Result<&Archive, AppError> {
        let gone = absolute(path)?;
        let is_meant = |archive: &&Archive| {
            archive.root == gone || path.to_str().is_some_and(|name| archive.name == name)
        };
        let meant = self.table.iter().find(is_meant);
        meant.ok_or_else(|| AppError::NoSuchPath(path.to_path_buf()))
    }

    /// The archive of a root that is not known: one that was moved, or a new one.
    fn recognise(&self, root: &Path, chosen: &mut Chosen) -> Result<Archive, AppError> {
        let elsewhere =
            |archive: &&Archive| archive.single == root.is_file() && !chosen.has(&archive.identity);
        let others: Vec<&Archive> = self.table.iter().filter(elsewhere).collect();
        let records = if others.is_empty() { vec![] } else { (self.records)()? };
        let holds_same = |archive: &&&Archive| is_same(archive, root, &records);
        let (present, gone): (Vec<&Archive>, Vec<&Archive>) =
            others.into_iter().partition(|archive| is_there(archive));
        if let Some(moved) = gone.iter().find(holds_same) {
            let from = shown(&moved.root);
            let archive = Archive { root: root.to_path_buf(), ..(*moved).clone() };
            chosen.say(&archive, Event::Moved { from });
            return Ok(archive);
        }
        let archive = self.new_archive(root, &chosen.taken)?;
        if let Some(original) = present.iter().find(holds_same) {
            chosen.say(&archive, Event::Copy { of: original.name.clone() });
        }
        Ok(archive)
    }

    fn new_archive(&self, root: &Path, taken: &[Taken]) -> Result<Archive, AppError> {
        let all = || self.table.iter().chain(taken.iter().map(|taken| &taken.archive));
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

    /// Gives the one archive of the run the name that is wanted.
    fn name(&self, chosen: &mut Chosen) -> Result<(), AppError> {
        let Some(name) = &self.settings.name else { return Ok(()) };
        let [taken] = &mut chosen.taken[..] else {
            let message = "--name names one archive, and this run is of several or of none";
            return Err(AppError::Usage(message.into()));
        };
        let own = &taken.archive;
        let is_other = |one: &&Archive| one.name == *name && one.identity != own.identity;
        if let Some(other) = self.table.iter().find(is_other) {
            return Err(name_taken(other));
        }
        let from = std::mem::replace(&mut taken.archive.name, name.clone());
        if from != *name {
            let archive = taken.archive.clone();
            chosen.say(&archive, Event::Renamed { from });
        }
        Ok(())
    }

    /// Lets the options that were given hold from now on.
    fn change_options(&self, chosen: &mut Chosen) {
        let mut given = self.settings.options.clone();
        let named = given.format.as_deref().and_then(|format| formats::named(format).ok());
        given.format = named.map(|format| format.name.to_string());
        for place in 0..chosen.taken.len() {
            let archive = chosen.taken[place].archive.clone();
            let own = if self.settings.reset {
                ArchiveOptions::default()
            } else {
                archive.options.clone()
            };
            let now = own.changed_by(&given);
            let is_known = self.table.iter().any(|known| known.identity == archive.identity);
            if is_known && now != archive.options {
                let before = archive.options.typed();
                chosen.say(&archive, Event::Options { before, now: now.typed() });
            }
            chosen.taken[place].archive.options = now;
        }
    }
}

impl Chosen {
    fn has(&self, identity: &str) -> bool {
        self.taken.iter().any(|taken| taken.archive.identity == identity)
    }

    fn say(&mut self, archive: &Archive, event: Event) {
        self.notices.push(notice(archive, event));
    }
}

/// A notice about an archive.
pub(crate) fn notice(archive: &Archive, event: Event) -> Notice {
    Notice { archive: archive.name.clone(), root: shown(&archive.root), event }
}

/// Takes in an archive that the index remembers, if it is there.
fn take_known(archive: &Archive, start: &Path, chosen: &mut Chosen) {
    if archive.root.exists() {
        chosen.taken.push(Taken { archive: archive.clone(), start: start.to_path_buf() });
    } else if !chosen.notices.iter().any(|notice| notice.archive == archive.name) {
        chosen.say(archive, Event::Kept(Kept::Missing));
    }
}

/// Whether an archive is where it was, with something in it.
pub(crate) fn is_there(archive: &Archive) -> bool {
    match archive.single {
        true => archive.root.is_file(),
        false => archive.root.read_dir().is_ok_and(|mut entries| entries.next().is_some()),
    }
}

/// Whether the files of an archive lie under another root: most of a sample by path and size, and
/// some of these by their content.
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
