//! The pages that lie beside each other, and what repeats over them: learned once a run from a
//! sample of each folder, by whichever threads come to it first, and the same whatever they are.
//!
//! A sample is chosen by a hash of the paths of the files that the archive holds now: it depends
//! neither on the order of reading, nor on interruption, nor on which part of the archive is walked.
//! What was learned is part of the fingerprint of each file, with a mark of the sample: while the sample is
//! as it was, no page of it is read again.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use xxhash_rust::xxh3::xxh3_64;

use crate::article::Article;
use crate::engine::{FileMap, FileRecord, FileSet};
use crate::ingest::article::location;
use crate::ingest::boilerplate::repeated::{LEAST, Repeated, SAMPLE};
use crate::ingest::format::{FORMATS, FileFormat};
use crate::ingest::source::walk::SourceFile;
use crate::ingest::{self, FileReport, IngestOptions};

/// How large a file of a sample is at the most, in bytes: larger ones are no pages.
const PAGE: u64 = 1 << 20;
/// How much text of samples waits to be taken in, in bytes; what is more is read twice.
const WAITING: usize = 64 << 20;

/// A file as it was read for a sample, nothing taken out of its article.
type Page = (FileReport, Vec<Article>);

/// Every family of an archive.
#[derive(Default)]
pub(super) struct Families {
    families: Vec<Family>,
    /// Which of them a file belongs to.
    of: FileMap<usize>,
    waiting: AtomicUsize,
    /// The fingerprint of files without a sidecar under the root that was asked for last.
    plain: Mutex<Option<(Arc<Path>, Arc<str>)>>,
}

/// The pages of one folder.
struct Family {
    sample: Vec<SourceFile>,
    mark: String,
    next: AtomicUsize,
    state: Mutex<State>,
    learned: Condvar,
}

#[derive(Default)]
struct State {
    read: usize,
    pages: BTreeMap<usize, Page>,
    places: FileMap<usize>,
    repeated: Option<Arc<Repeated>>,
}

impl Families {
    /// The families of the files of an archive.
    pub(super) fn of<'a>(files: impl Iterator<Item = &'a SourceFile>) -> Families {
        let mut places: HashMap<(&OsStr, &str), usize> = HashMap::new();
        let mut grouped: Vec<Vec<&SourceFile>> = vec![];
        // Files come folder by folder.
        let mut last = None;
        for file in files.filter(|file| may_be_page(file)) {
            let here = (file.root.as_os_str(), file.folder());
            let place = match last.filter(|(known, _)| *known == here) {
                Some((_, place)) => place,
                None => {
                    let outlet = (here.0, location::outlet_folder(&file.relative));
                    *places.entry(outlet).or_insert_with(|| {
                        grouped.push(vec![]);
                        grouped.len() - 1
                    })
                }
            };
            last = Some((here, place));
            grouped[place].push(file);
        }
        let mut all = Families::default();
        for files in grouped.into_iter().filter(|files| files.len() >= LEAST) {
            all.of.extend(files.iter().map(|file| (file.key, all.families.len())));
            all.families.push(Family::of(files));
        }
        all
    }

    /// What repeats over the siblings of a file, if it has enough of them.
    pub(super) fn repeated(
        &self,
        file: &SourceFile,
        options: &IngestOptions,
    ) -> Option<Arc<Repeated>> {
        let family = self.family(file)?;
        Some(family.learn(options, &self.waiting))
    }

    /// Reads the articles of a file, what repeats over its siblings taken out, and hands them over one
    /// by one, until `each` says `false`. What was read for a sample is not read again.
    pub(super) fn articles(
        &self,
        file: &SourceFile,
        options: &IngestOptions,
        each: &mut dyn FnMut(Article) -> bool,
    ) -> FileReport {
        let siblings = self.repeated(file, options);
        let Some((report, mut articles)) = self.take(file) else {
            return ingest::articles(file, options, siblings.as_deref(), each);
        };
        if let ([article], Some(siblings), Some(format)) =
            (articles.as_mut_slice(), &siblings, report.format.and_then(FileFormat::of_articles))
        {
            siblings.strip(format, article);
        }
        let _whole = articles.into_iter().all(each);
        report
    }

    /// The file as it was read for a sample, if it still waits.
    fn take(&self, file: &SourceFile) -> Option<Page> {
        let family = self.family(file)?;
        let mut state = family.state();
        let place = state.places.remove(&file.key)?;
        let page = state.pages.remove(&place)?;
        self.waiting.fetch_sub(size(&page), Ordering::Relaxed);
        Some(page)
    }

    /// What the articles of a file depend on, its siblings among it.
    pub(super) fn fingerprint(&self, file: &SourceFile, options: &IngestOptions) -> Arc<str> {
        let own = self.own_fingerprint(file, options);
        match (self.family(file), self.repeated(file, options)) {
            (Some(family), Some(repeated)) => {
                format!("{own}-{}-{:016x}", family.mark, repeated.hash()).into()
            }
            _ => own,
        }
    }

    /// Whether a file gives what it gave by a fingerprint. Its siblings are read only where `learn` says so
    /// and others than then make the sample.
    pub(super) fn is_same(
        &self,
        fingerprint: &str,
        file: &SourceFile,
        options: &IngestOptions,
        learn: bool,
    ) -> bool {
        let Some(rest) = fingerprint.strip_prefix(&*self.own_fingerprint(file, options)) else {
            return false;
        };
        let (mark, repeated) = match rest.strip_prefix('-') {
            Some(siblings) => siblings.split_once('-').unwrap_or_default(),
            None if rest.is_empty() => ("", "0"),
            None => return false,
        };
        let was = || u64::from_str_radix(repeated, 16).unwrap_or(0);
        match self.family(file) {
            None => was() == 0,
            Some(family) => {
                mark == family.mark
                    || !learn
                    || family.learn(options, &self.waiting).hash() == was()
            }
        }
    }

    /// What else the articles of a file depend on than its bytes and its siblings.
    fn own_fingerprint(&self, file: &SourceFile, options: &IngestOptions) -> Arc<str> {
        if file.sidecar.is_some() || file.describes.is_some() {
            return ingest::fingerprint(file, options).into();
        }
        let mut plain = self.plain.lock().unwrap_or_else(PoisonError::into_inner);
        let known = plain.as_ref().filter(|(root, _)| root.as_os_str() == file.root.as_os_str());
        match known {
            Some((_, fingerprint)) => fingerprint.clone(),
            None => {
                let fingerprint: Arc<str> = ingest::fingerprint(file, options).into();
                *plain = Some((file.root.clone(), fingerprint.clone()));
                fingerprint
            }
        }
    }

    fn family(&self, file: &SourceFile) -> Option<&Family> {
        self.families.get(*self.of.get(&file.key)?)
    }
}

impl Family {
    fn of(mut files: Vec<&SourceFile>) -> Family {
        let drawn = |file: &&SourceFile| xxh3_64(file.relative.as_bytes());
        if files.len() > SAMPLE {
            files.select_nth_unstable_by(SAMPLE, |one, other| {
                (drawn(one), &one.relative).cmp(&(drawn(other), &other.relative))
            });
            files.truncate(SAMPLE);
        }
        files.sort_by_key(|file| (drawn(file), file.relative.as_str()));
        let marks: Vec<String> =
            files.iter().map(|f| format!("{} {} {}", f.relative, f.size, f.mtime)).collect();
        let places = files.iter().enumerate().map(|(place, file)| (file.key, place)).collect();
        Family {
            mark: format!("{:016x}", xxh3_64(marks.join("\n").as_bytes())),
            sample: files.into_iter().cloned().collect(),
            next: AtomicUsize::new(0),
            state: Mutex::new(State { places, ..State::default() }),
            learned: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what of the sample no other thread reads, and waits for the rest.
    fn learn(&self, options: &IngestOptions, waiting: &AtomicUsize) -> Arc<Repeated> {
        while let place = self.next.fetch_add(1, Ordering::Relaxed)
            && let Some(file) = self.sample.get(place)
        {
            let mut articles = vec![];
            let report = ingest::articles(file, options, None, &mut |article| {
                articles.push(article);
                true
            });
            let mut state = self.state();
            state.pages.insert(place, (report, articles));
            state.read += 1;
            if state.read == self.sample.len() {
                state.settle(waiting);
                self.learned.notify_all();
            }
        }
        let mut state = self.state();
        loop {
            if let Some(repeated) = &state.repeated {
                return repeated.clone();
            }
            state = self.learned.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl State {
    /// Learns what repeats, and lets go of the pages that there is no room for.
    fn settle(&mut self, waiting: &AtomicUsize) {
        let single = self.pages.values().filter(|(_, articles)| articles.len() == 1);
        let pages = single.filter_map(|(report, articles)| {
            Some((report.format?.of_articles()?, articles.first()?))
        });
        self.repeated = Some(Arc::new(Repeated::learn(pages)));
        self.pages.retain(|_, page| {
            let size = size(page);
            let fits = waiting.fetch_add(size, Ordering::Relaxed) + size <= WAITING;
            if !fits {
                waiting.fetch_sub(size, Ordering::Relaxed);
            }
            fits
        });
    }
}

fn size((_, articles): &Page) -> usize {
    articles.iter().map(|article| article.body.len() + article.title.len()).sum()
}

fn may_be_page(file: &SourceFile) -> bool {
    let name = file.name();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_page = FORMATS.iter().any(|format| format.has_page_extension(extension));
    is_page
        && file.size <= PAGE
        && file.describes.is_none()
        && ingest::recognise::check_name(name).is_none()
}

/// The files that the index remembers and a walk has not come by, where it would not have: they are
/// part of their families as they were.
pub(super) fn remembered<'a>(
    records: impl Iterator<Item = &'a FileRecord>,
    walked: &FileSet,
    is_walked: impl Fn(&FileRecord) -> bool,
) -> Vec<SourceFile> {
    let absent = records.filter(|record| {
        !record.root.is_empty() && !walked.contains(&record.key) && !is_walked(record)
    });
    absent.filter_map(file_of).collect()
}

fn file_of(record: &FileRecord) -> Option<SourceFile> {
    let relative = record.path.strip_prefix(&*record.root)?.trim_start_matches('/').to_string();
    Some(SourceFile {
        root: Path::new(&*record.root).into(),
        path: PathBuf::from(&record.path),
        relative,
        size: record.size,
        mtime: record.mtime,
        key: record.key,
        sidecar: None,
        describes: None,
    })
}
