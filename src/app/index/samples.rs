//! The folder samples of an archive. Whichever threads reach a folder first read its sample, with the
//! same result.
//!
//! The boilerplate that a sample shows is part of the fingerprint of each file in the folder: as long as
//! it stays the same, no page is read again.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::article::Article;
use crate::engine::{FileMap, FileRecord, FileSet};
use crate::ingest::boilerplate::Boilerplate;
use crate::ingest::boilerplate::folder::{self, FolderSample, Page};
use crate::ingest::fingerprint::{Fingerprint, SampleFingerprint};
use crate::ingest::source::walk::SourceFile;
use crate::ingest::{self, FileReport, IngestOptions};

/// How many bytes of sample text are kept for indexing; pages beyond that are read twice.
const WAITING: usize = 64 << 20;

/// The samples of all folders that have enough pages.
#[derive(Default)]
pub(super) struct FolderSamples {
    samples: Vec<SharedSample>,
    /// The sample that a file belongs to.
    of: FileMap<usize>,
    waiting: AtomicUsize,
    /// The fingerprint of files without a sidecar, for the root of the last call.
    plain: Mutex<Option<(Arc<Path>, Fingerprint)>>,
    /// The fingerprint that was parsed last.
    parsed: Mutex<Option<(String, Fingerprint)>>,
}

/// A sample that several threads read together.
struct SharedSample {
    sample: FolderSample,
    next: AtomicUsize,
    state: Mutex<State>,
    detected: Condvar,
}

#[derive(Default)]
struct State {
    read: usize,
    pages: BTreeMap<usize, Page>,
    places: FileMap<usize>,
    boilerplate: Option<Arc<Boilerplate>>,
}

impl FolderSamples {
    /// The samples of the files of an archive.
    pub(super) fn of<'a>(files: impl Iterator<Item = &'a SourceFile>) -> FolderSamples {
        let mut all = FolderSamples::default();
        for files in folder::groups(files) {
            all.of.extend(files.iter().map(|file| (file.key, all.samples.len())));
            all.samples.push(SharedSample::of(FolderSample::draw(files)));
        }
        all
    }

    /// The boilerplate of the folder of a file, if the folder has enough pages.
    pub(super) fn boilerplate(
        &self,
        file: &SourceFile,
        options: &IngestOptions,
    ) -> Option<Arc<Boilerplate>> {
        Some(self.sample(file)?.detect(options, &self.waiting))
    }

    /// Reads the articles of a file, without the boilerplate of its folder, and passes each to `each` until
    /// that breaks. A page that was read for the sample is not read again.
    pub(super) fn articles(
        &self,
        file: &SourceFile,
        options: &IngestOptions,
        each: &mut dyn FnMut(Article) -> ControlFlow<()>,
    ) -> FileReport {
        let boilerplate = self.boilerplate(file, options);
        let Some(mut page) = self.take(file) else {
            return ingest::articles(file, options, boilerplate.as_deref(), each);
        };
        if let Some(boilerplate) = &boilerplate {
            page.remove(boilerplate);
        }
        let _ended_early = page.articles.into_iter().try_for_each(each);
        page.report
    }

    /// The page as it was read for the sample, if it was kept.
    fn take(&self, file: &SourceFile) -> Option<Page> {
        let mut state = self.sample(file)?.state();
        let place = state.places.remove(&file.key)?;
        let page = state.pages.remove(&place)?;
        self.waiting.fetch_sub(page.size(), Ordering::Relaxed);
        Some(page)
    }

    /// What the articles of a file depend on besides its bytes.
    pub(super) fn fingerprint(&self, file: &SourceFile, options: &IngestOptions) -> Fingerprint {
        let sample = self.sample(file).map(|shared| SampleFingerprint {
            files: shared.sample.hash,
            boilerplate: shared.detect(options, &self.waiting).hash(),
        });
        Fingerprint { sample, ..self.own_fingerprint(file, options) }
    }

    /// Whether a file still has the given fingerprint. The sample is read only if `read` is set and the files
    /// of the sample have changed.
    pub(super) fn is_same(
        &self,
        fingerprint: &str,
        file: &SourceFile,
        options: &IngestOptions,
        read: bool,
    ) -> bool {
        let Some(before) = self.parsed(fingerprint) else { return false };
        if !before.is_same_but_sample(&self.own_fingerprint(file, options)) {
            return false;
        }
        let boilerplate = before.sample.map_or(0, |sample| sample.boilerplate);
        match self.sample(file) {
            None => boilerplate == 0,
            Some(shared) => {
                before.sample.is_some_and(|sample| sample.files == shared.sample.hash)
                    || !read
                    || shared.detect(options, &self.waiting).hash() == boilerplate
            }
        }
    }

    /// A fingerprint as text, parsed. Most files of a folder have the same one.
    fn parsed(&self, text: &str) -> Option<Fingerprint> {
        let mut last = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((known, fingerprint)) if known == text => Some(*fingerprint),
            _ => {
                let fingerprint = text.parse().ok()?;
                *last = Some((text.to_string(), fingerprint));
                Some(fingerprint)
            }
        }
    }

    /// The fingerprint of a file without the sample.
    fn own_fingerprint(&self, file: &SourceFile, options: &IngestOptions) -> Fingerprint {
        if file.sidecar.is_some() || file.describes.is_some() || file.entry.is_some() {
            return Fingerprint::of(file, options);
        }
        let mut plain = self.plain.lock().unwrap_or_else(PoisonError::into_inner);
        let known = plain.as_ref().filter(|(root, _)| root.as_os_str() == file.root.as_os_str());
        match known {
            Some((_, fingerprint)) => *fingerprint,
            None => {
                let fingerprint = Fingerprint::of(file, options);
                *plain = Some((file.root.clone(), fingerprint));
                fingerprint
            }
        }
    }

    fn sample(&self, file: &SourceFile) -> Option<&SharedSample> {
        self.samples.get(*self.of.get(&file.key)?)
    }
}

impl SharedSample {
    fn of(sample: FolderSample) -> SharedSample {
        let files = sample.files.iter().enumerate();
        let places = files.map(|(place, file)| (file.key, place)).collect();
        SharedSample {
            sample,
            next: AtomicUsize::new(0),
            state: Mutex::new(State { places, ..State::default() }),
            detected: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the pages of the sample that no other thread is reading, and waits for the others.
    fn detect(&self, options: &IngestOptions, waiting: &AtomicUsize) -> Arc<Boilerplate> {
        while let place = self.next.fetch_add(1, Ordering::Relaxed)
            && let Some(file) = self.sample.files.get(place)
        {
            let page = Page::read(file, options);
            let mut state = self.state();
            state.pages.insert(place, page);
            state.read += 1;
            if state.read == self.sample.files.len() {
                state.assign_origins(waiting);
                self.detected.notify_all();
            }
        }
        let mut state = self.state();
        loop {
            if let Some(boilerplate) = &state.boilerplate {
                return boilerplate.clone();
            }
            state = self.detected.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl State {
    /// Detects the boilerplate, and drops the pages that exceed the memory limit.
    fn assign_origins(&mut self, waiting: &AtomicUsize) {
        self.boilerplate = Some(Arc::new(folder::detect(self.pages.values())));
        self.pages.retain(|_, page| {
            let size = page.size();
            let fits = waiting.fetch_add(size, Ordering::Relaxed) + size <= WAITING;
            if !fits {
                waiting.fetch_sub(size, Ordering::Relaxed);
            }
            fits
        });
    }
}

/// The records outside the scope of the walk: they are part of the samples of their folders.
pub(super) fn remembered<'a>(
    records: impl Iterator<Item = &'a FileRecord>,
    walked: &FileSet,
    is_in_scope: impl Fn(&FileRecord) -> bool,
) -> Vec<SourceFile> {
    let absent = records
        .filter(|record| record.is_file() && !walked.contains(&record.key) && !is_in_scope(record));
    absent.map(file_of).collect()
}

fn file_of(record: &FileRecord) -> SourceFile {
    SourceFile {
        archive: record.archive.clone(),
        root: Path::new(&*record.root).into(),
        path: PathBuf::from(record.path()),
        relative: record.relative.clone(),
        origin: record.origin,
        target: None,
        size: record.size,
        mtime: record.mtime,
        key: record.key,
        sidecar: None,
        describes: None,
        is_manifest: false,
        entry: None,
    }
}
