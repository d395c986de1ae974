//! Folder samples: chooses and reads the files from which the boilerplate of a folder is detected.
//! The caller decides when, and on which thread.
//!
//! A sample is drawn by a hash of the paths of the files now in the archive, so it does not depend
//! on the order of reading, on interruptions, or on which part of the archive is walked.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::ops::ControlFlow;

use xxhash_rust::xxh3::xxh3_64;

use super::Boilerplate;
use super::detect::{MAX_SAMPLE, MIN_PAGES};
use crate::article::Article;
use crate::ingest::article::location;
use crate::ingest::format::FORMATS;
use crate::ingest::source::walk::SourceFile;
use crate::ingest::{self, FileReport, IngestOptions, recognise};

/// The maximum size, in bytes, of a file that may be a page: 1 MiB.
const MAX_PAGE: u64 = 1 << 20;

/// The sample of a folder.
pub struct FolderSample {
    /// At most [`MAX_SAMPLE`] files, in the order in which they were drawn.
    pub files: Vec<SourceFile>,
    /// A hash of the paths, sizes and modification times of the files.
    pub hash: u64,
}

/// A file read for a sample, with boilerplate still included.
pub struct Page {
    /// The report of reading the file.
    pub report: FileReport,
    /// The articles of the file.
    pub articles: Vec<Article>,
}

/// Groups the files that may be pages by the folder of their outlet, without groups of fewer than
/// [`MIN_PAGES`] files.
pub fn groups<'a>(files: impl Iterator<Item = &'a SourceFile>) -> Vec<Vec<&'a SourceFile>> {
    let mut places: HashMap<(&OsStr, &str), usize> = HashMap::new();
    let mut groups: Vec<Vec<&SourceFile>> = vec![];
    // Files arrive folder by folder.
    let mut last = None;
    for file in files.filter(|file| may_be_page(file)) {
        let here = (file.root.as_os_str(), file.folder());
        let place = match last.filter(|(known, _)| *known == here) {
            Some((_, place)) => place,
            None => {
                let outlet = (here.0, location::outlet_folder(&file.relative));
                *places.entry(outlet).or_insert_with(|| {
                    groups.push(vec![]);
                    groups.len() - 1
                })
            }
        };
        last = Some((here, place));
        groups[place].push(file);
    }
    groups.retain(|files| files.len() >= MIN_PAGES);
    groups
}

fn may_be_page(file: &SourceFile) -> bool {
    let name = file.name();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    FORMATS.iter().any(|format| format.has_page_extension(extension))
        && file.size <= MAX_PAGE
        && file.describes.is_none()
        && recognise::check_name(name, b"").is_none()
}

impl FolderSample {
    /// Draws the sample of a group of files.
    pub fn draw(mut files: Vec<&SourceFile>) -> FolderSample {
        let drawn = |file: &&SourceFile| xxh3_64(file.relative.as_bytes());
        if files.len() > MAX_SAMPLE {
            files.select_nth_unstable_by(MAX_SAMPLE, |one, other| {
                (drawn(one), &one.relative).cmp(&(drawn(other), &other.relative))
            });
            files.truncate(MAX_SAMPLE);
        }
        files.sort_by_key(|file| (drawn(file), file.relative.as_str()));
        let marks: Vec<String> =
            files.iter().map(|f| format!("{} {} {}", f.relative, f.size, f.mtime)).collect();
        let hash = xxh3_64(marks.join("\n").as_bytes());
        FolderSample { files: files.into_iter().cloned().collect(), hash }
    }
}

impl Page {
    /// Reads a file of a sample.
    pub fn read(file: &SourceFile, options: &IngestOptions) -> Page {
        let mut articles = vec![];
        let report = ingest::articles(file, options, None, &mut |article| {
            articles.push(article);
            ControlFlow::Continue(())
        });
        Page { report, articles }
    }

    /// The approximate memory use, in bytes.
    pub fn size(&self) -> usize {
        self.articles.iter().map(|article| article.body.len() + article.title.len()).sum()
    }

    /// Removes the boilerplate of the folder if the file has a single article.
    pub fn remove(&mut self, boilerplate: &Boilerplate) {
        let format = self.report.format.and_then(|format| format.of_articles());
        if let ([article], Some(format)) = (self.articles.as_mut_slice(), format) {
            boilerplate.remove(format, article);
        }
    }
}

/// Detects the boilerplate of a folder from its sample, ignoring files with several articles.
pub fn detect<'a>(pages: impl Iterator<Item = &'a Page>) -> Boilerplate {
    let single = pages.filter(|page| page.articles.len() == 1);
    Boilerplate::detect(single.filter_map(|page| {
        let format = page.report.format.and_then(|format| format.of_articles())?;
        Some((format, page.articles.first()?))
    }))
}
