//! A model-based test: any sequence of indexing, editing, adding, removing, renaming, moving,
//! unmounting and interrupting gives the articles that the model predicts, and ids last.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use dateline::app::AppError;
use dateline::app::index::{Progress, index};
use dateline::app::open::open;
use dateline::app::outcome::Query;
use dateline::app::settings::{ArchiveOptions, Clock, IndexSettings, Zone};
use dateline::engine::EngineError;
use proptest::prelude::*;

/// An operation on the archive or the index.
#[derive(Clone, Debug)]
enum Step {
    /// Writes a text to a path.
    Write(usize, usize),
    /// Removes the file at a path.
    Remove(usize),
    /// Renames a file, unless the new name is taken.
    Rename(usize, usize),
    /// Updates the index.
    Index,
    /// Starts to update the index, and is interrupted.
    Interrupt,
    /// Updates all archives while the archive is not mounted.
    Unmounted,
    /// Updates the index, moves the archive, and updates the index again.
    Move,
}

const PATHS: [&str; 5] = ["a.txt", "b.txt", "c/a.txt", "c/d/b.txt", "e.txt"];
const TEXTS: [&str; 4] = [
    "The river rose.",
    "A bridge was closed on Sunday.",
    "Talks were resumed by both sides.",
    "The harbour master said ferries would sail.",
];

fn step() -> impl Strategy<Value = Step> {
    let (path, text) = (0..PATHS.len(), 0..TEXTS.len());
    prop_oneof![
        4 => (path.clone(), text).prop_map(|(path, text)| Step::Write(path, text)),
        2 => path.clone().prop_map(Step::Remove),
        4 => (path.clone(), path).prop_map(|(from, to)| Step::Rename(from, to)),
        4 => Just(Step::Index),
        1 => Just(Step::Interrupt),
        1 => Just(Step::Unmounted),
        1 => Just(Step::Move),
    ]
}

/// The text and the id of the article in each file, by path.
type Articles = BTreeMap<String, (String, String)>;

/// The archive, its index, and the articles that the index should hold.
struct World {
    folder: tempfile::TempDir,
    root: PathBuf,
    moves: usize,
    indexed: Articles,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("news");
        fs::create_dir(&root).unwrap();
        World { folder, root, moves: 0, indexed: Articles::new() }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Write(path, text) => {
                let path = self.root.join(PATHS[*path]);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, TEXTS[*text]).unwrap();
            }
            Step::Remove(path) => drop(fs::remove_file(self.root.join(PATHS[*path]))),
            Step::Rename(from, to) => {
                let (from, to) = (self.root.join(PATHS[*from]), self.root.join(PATHS[*to]));
                if !to.exists() && from.exists() {
                    fs::create_dir_all(to.parent().unwrap()).unwrap();
                    fs::rename(from, to).unwrap();
                }
            }
            Step::Index => self.index(),
            Step::Interrupt => {
                run(self.folder.path(), &[&self.root], true);
                assert_eq!(self.held(), self.indexed, "an interrupted run changed the index");
            }
            Step::Unmounted => {
                let away = self.folder.path().join("away");
                if self.indexed.is_empty() {
                    return;
                }
                fs::rename(&self.root, &away).unwrap();
                run(self.folder.path(), &[], false);
                assert_eq!(self.held(), self.indexed, "an unmounted disk changed the index");
                fs::rename(away, &self.root).unwrap();
            }
            Step::Move => {
                self.index();
                self.moves += 1;
                let to = self.root.with_file_name(format!("news-{}", self.moves));
                // An archive without articles has nothing by which it could be recognised.
                if !self.disk().is_empty() && self.indexed.len() == self.disk().len() {
                    fs::rename(&self.root, &to).unwrap();
                    self.root = to;
                    self.index();
                }
            }
        }
    }

    /// The texts of the files on disk, by path.
    fn disk(&self) -> BTreeMap<String, String> {
        let read =
            |path: &&str| Some((path.to_string(), fs::read_to_string(self.root.join(path)).ok()?));
        PATHS.iter().filter_map(read).collect()
    }

    /// The articles that the index holds.
    fn held(&self) -> Articles {
        let Ok(open) = open(self.folder.path().join("index")) else { return Articles::new() };
        let (mut held, mut ids) = (Articles::new(), BTreeSet::new());
        let exported = open.engine.export(&Query::All, &mut |article| {
            let text = match article.title_derived {
                true => article.body,
                false => article.title + &article.body,
            };
            assert!(ids.insert(article.id.to_string()), "two articles have one id");
            held.insert(article.relative_path, (text, article.id.to_string()));
            ControlFlow::Continue(())
        });
        exported.unwrap();
        held
    }

    /// Updates the index, and compares it with the model.
    fn index(&mut self) {
        run(self.folder.path(), &[&self.root], false);
        let (disk, held) = (self.disk(), self.held());
        let before = std::mem::take(&mut self.indexed);
        let gone: Vec<&String> = before.keys().filter(|path| !disk.contains_key(*path)).collect();
        let come: Vec<&String> = disk.keys().filter(|path| !before.contains_key(*path)).collect();
        let mut moved: BTreeMap<&String, &String> = BTreeMap::new();
        for text in TEXTS {
            let gone: Vec<_> = gone.iter().filter(|path| before[**path].0 == text).collect();
            let come: Vec<_> = come.iter().filter(|path| disk[**path] == text).collect();
            if let ([from], [to]) = (&gone[..], &come[..]) {
                moved.insert(to, from);
            }
        }
        let lost = gone.iter().filter(|path| !moved.values().any(|from| from == *path));
        let is_kept = lost.clone().count() * 2 > before.len();
        for (path, text) in &disk {
            let known = before.get(path).or_else(|| before.get(*moved.get(path)?));
            let id = known.map_or_else(|| held[path].1.clone(), |(_, id)| id.clone());
            self.indexed.insert(path.clone(), (text.clone(), id));
        }
        for path in lost.filter(|_| is_kept) {
            self.indexed.insert(path.to_string(), before[*path].clone());
        }
        assert_eq!(held, self.indexed);
    }
}

fn run(folder: &Path, paths: &[&PathBuf], is_interrupted: bool) {
    let clock = Clock::fixed("2023-11-10", Zone::Named("UTC")).unwrap();
    let progress = Progress::default();
    progress.stop.store(is_interrupted, std::sync::atomic::Ordering::Relaxed);
    let options = ArchiveOptions { keep_boilerplate: true, ..ArchiveOptions::default() };
    let settings = IndexSettings::new(folder.join("index"), paths.iter().copied(), clock);
    let settings = IndexSettings { options, threads: 2, ..settings };
    // A process that another test is starting holds the open files of this one, the lock among
    // them, until it executes its program.
    let mut ended = index(&settings, &progress);
    for _ in 0..100 {
        if !matches!(&ended, Err(AppError::Engine(EngineError::Locked { .. }))) {
            break;
        }
        thread::sleep(Duration::from_millis(20));
        ended = index(&settings, &progress);
    }
    ended.unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_index_holds_what_the_archive_does_and_ids_last_whatever_is_done(
        steps in proptest::collection::vec(step(), 1..14)
    ) {
        let mut world = World::new();
        steps.iter().chain([&Step::Index]).for_each(|step| world.take(step));
    }
}
