//! Reads every byte of an index: each file against the checksum it ends with, then every article
//! and file record, and whether their numbers agree. It repairs nothing.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use tantivy::directory::FileSlice;
use tantivy::directory::footer::Footer;
use tantivy::index::SegmentReader;
use tantivy::{Directory, Index, ReloadPolicy, Searcher, TantivyDocument};

use super::directory::IndexDirectory;
use super::errors::{engine_error, io_error};
use super::folder::{MANAGED, META};
use super::manifest::{self, Survey};
use super::stories;
use crate::engine::archive::Places;
use crate::engine::local::write::schema::{self, Fields};
use crate::engine::local::write::{document, file_table};
use crate::engine::{Damage, EngineError, Verification};

/// Reads every byte of the index in a folder and names what is damaged; nothing is written.
///
/// # Errors
/// [`EngineError::Missing`], [`EngineError::NotAnIndex`] and [`EngineError::Version`];
/// [`EngineError::Damaged`] where nothing tells what should be there; and where a file may not be
/// read.
pub fn verify(path: &Path) -> Result<Verification, EngineError> {
    if !path.is_dir() {
        return Err(EngineError::Missing(path.to_path_buf()));
    }
    let directory = IndexDirectory::reader(path)?;
    let held = directory.hold_files().map_err(|cause| io_error("locking", path, cause))?;
    directory.know(manifest::checksums(path));
    let survey = manifest::survey(path)?.ok_or_else(|| EngineError::Missing(path.to_path_buf()))?;
    let whole = |name: &str| !survey.damages.iter().any(|damage| damage.file == name);
    let present = survey.files.iter().filter(|file| whole(&file.name));
    let opened: Vec<_> = present.map(|file| (&file.name, open(&directory, &file.name))).collect();
    let searcher = survey.damages.is_empty().then(|| searcher(&directory));
    let listed = unlisted(path, &survey);
    // What is open stays readable, so that a writer need not wait for the reading.
    drop(held);
    let mut checked = Verification {
        files: survey.files.len() as u64,
        bytes: survey.files.iter().map(|file| file.size).sum(),
        damages: survey.damages.clone(),
        ..Verification::default()
    };
    checked.damages.extend(listed);
    checked.damages.extend(stories::damage(path)?);
    checked.damages.extend(opened.into_iter().filter_map(|(name, file)| unsound(name, file)));
    if checked.damages.is_empty() {
        match searcher.transpose() {
            Ok(Some(searcher)) => Contents::read(&searcher, path)?.report(&mut checked),
            Ok(None) => {}
            Err(error) => checked.damages.push(cannot_be_opened(error)),
        }
    }
    checked.damages.sort();
    Ok(checked)
}

fn open(directory: &IndexDirectory, name: &str) -> Result<FileSlice, String> {
    directory.open_read(Path::new(name)).map_err(|error| error.to_string())
}

fn searcher(directory: &IndexDirectory) -> tantivy::Result<Searcher> {
    let index = Index::open(directory.clone())?;
    schema::register(&index);
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
    reader.map(|reader: tantivy::IndexReader| reader.searcher())
}

/// All files that the manifest knows are sound, and yet tantivy does not open them.
fn cannot_be_opened(error: tantivy::TantivyError) -> Damage {
    match &error {
        tantivy::TantivyError::DataCorruption(_) => {
            Damage::new(MANAGED, format!("cannot be read: {error}"))
        }
        _ => Damage::new(META, format!("cannot be opened: {error}")),
    }
}

/// What is wrong with the list from which the writer tells which files it may remove.
fn unlisted(folder: &Path, survey: &Survey) -> Option<Damage> {
    let read = std::fs::read(folder.join(MANAGED)).map_err(|cause| cause.to_string());
    let list = read.and_then(|list| {
        serde_json::from_slice::<HashSet<String>>(&list).map_err(|cause| cause.to_string())
    });
    match list {
        Err(cause) => Some(Damage::new(MANAGED, format!("cannot be read: {cause}"))),
        Ok(list) => {
            let mut needed = survey.files.iter().map(|file| file.name.as_str()).chain([META]);
            let lost = needed.find(|name| !list.contains(*name))?;
            Some(Damage::new(MANAGED, format!("does not name {lost}")))
        }
    }
}

/// What is wrong with a file that has the right size.
fn unsound(name: &str, file: Result<FileSlice, String>) -> Option<Damage> {
    let checksum = file.and_then(|file| {
        let (footer, body) = Footer::extract_footer(file).map_err(|cause| cause.to_string())?;
        let bytes = body.read_bytes().map_err(|cause| cause.to_string())?;
        Ok(footer.crc == crc32fast::hash(&bytes))
    });
    match checksum {
        Ok(true) => None,
        Ok(false) => Some(Damage::new(name, "does not have the checksum it was written with")),
        Err(cause) => Some(match cause.strip_prefix(name) {
            Some(what) => Damage::new(name, what.trim_start()),
            None => Damage::new(name, format!("cannot be read: {cause}")),
        }),
    }
}

/// What the documents of an index hold.
#[derive(Default)]
struct Contents {
    articles: u64,
    /// For each key of a file: the articles found, and those that its record names.
    files: HashMap<u64, (u64, Option<u64>)>,
    damages: Vec<Damage>,
}

impl Contents {
    fn read(searcher: &Searcher, folder: &Path) -> Result<Contents, EngineError> {
        let mut contents = Contents::default();
        let (_, fields) = schema::schema();
        for segment in searcher.segment_readers() {
            contents.segment(&fields, segment).map_err(|error| engine_error(folder, error))?;
        }
        Ok(contents)
    }

    fn segment(&mut self, fields: &Fields, segment: &SegmentReader) -> tantivy::Result<()> {
        let name = |kind: &str| format!("{}.{kind}", segment.segment_id().uuid_string());
        let (files, orders) =
            (segment.fast_fields().u64("file")?, segment.fast_fields().u64("order")?);
        let store = segment.get_store_reader(1)?;
        let mut unreadable = 0_u64;
        for doc in segment.doc_ids_alive() {
            let file = files.first(doc).unwrap_or_default();
            if let Some(order) = orders.first(doc) {
                let document: TantivyDocument = store.get(doc)?;
                let article = document::stored(fields, &document);
                unreadable += u64::from(!article.is_ok_and(|article| article.id.order() == order));
                self.articles += 1;
                self.files.entry(file).or_default().0 += 1;
            }
        }
        if unreadable > 0 {
            let what = format!("has {unreadable} articles that cannot be read");
            self.damages.push(Damage::new(&name("store"), what));
        }
        let unread = self.records(segment)?;
        if unread > 0 {
            let what = format!("has {unread} file records that cannot be read");
            self.damages.push(Damage::new(&name("fast"), what));
        }
        Ok(())
    }

    /// Takes the file records of a segment in; how many cannot be read.
    fn records(&mut self, segment: &SegmentReader) -> tantivy::Result<u64> {
        let Some(column) = segment.fast_fields().bytes("record")? else { return Ok(0) };
        let mut ords: Vec<u64> =
            segment.doc_ids_alive().filter_map(|doc| column.ords().first(doc)).collect();
        ords.sort_unstable();
        let mut read = 0;
        column.dictionary().sorted_ords_to_term_cb(&ords, |bytes| {
            if let Some(record) = file_table::unpacked(bytes, None, &Places::default()) {
                read += 1;
                self.files.entry(record.key.0).or_default().1 = Some(record.articles);
            }
        })?;
        let unread = ords.len() as u64 - read;
        Ok(unread)
    }

    fn report(self, checked: &mut Verification) {
        checked.articles = self.articles;
        checked.records = self.files.values().filter(|(_, named)| named.is_some()).count() as u64;
        checked.damages.extend(self.damages);
        let astray = self.files.values().filter(|(found, named)| *named != Some(*found)).count();
        if astray > 0 {
            let what = format!(
                "names segments in which {astray} files have other articles than their records say"
            );
            checked.damages.push(Damage::new(META, what));
        }
    }
}
