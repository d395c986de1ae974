//! Files in, articles out. It writes nothing and asks nothing of the network.
//!
//! ```text
//! walk -> read -> charset -> recognise -> extract -> normalise -> Article
//! ```

pub mod article;
pub mod boilerplate;
pub mod document;
pub mod documents;
pub mod format;
pub mod parse;
pub mod source;
pub mod trace;

pub mod draft;
pub mod guard;
pub mod recognise;

use xxhash_rust::xxh3::xxh3_64;

use crate::article::Article;
use crate::engine::FileOutcome;
use crate::when::Day;
use article::normalise::Normaliser;
use article::outlets::Outlets;
use boilerplate::repeated::Repeated;
use document::Options;
use documents::Pieces;
use format::{FileFormat, Format};
use source::charset::Charset;
use source::walk::SourceFile;
use trace::Trace;

/// The version of everything that decides what articles a file gives; it grows with every change.
pub const VERSION: u32 = 5;

/// How files are to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct IngestOptions {
    /// The outlet of articles that name none themselves.
    pub source: Option<String>,
    /// Whether an article without any date takes that of its file.
    pub date_from_mtime: bool,
    /// Whether paragraphs that repeat over most pages of a source are kept, and ends of titles.
    pub keep_boilerplate: bool,
    /// What outlets are called.
    pub outlets: Outlets,
    /// The format that every file is in, whatever it looks like.
    pub format: Option<&'static Format>,
    /// The current day: later dates are refused.
    pub today: Day,
    /// What the extractors are to know.
    pub extract: Options,
}

impl IngestOptions {
    /// Nothing asked for, on a day.
    pub fn on(today: Day) -> IngestOptions {
        IngestOptions {
            source: None,
            date_from_mtime: false,
            keep_boilerplate: false,
            outlets: Outlets::default(),
            format: None,
            today,
            extract: Options::default(),
        }
    }
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReport {
    /// How it ended.
    pub outcome: FileOutcome,
    /// Its format, if it was recognised.
    pub format: Option<FileFormat>,
    /// How its text was decoded, if it was.
    pub charset: Option<Charset>,
    /// How many articles were handed over.
    pub articles: u64,
    /// Records that are not articles or could not be read, each a phrase; at most a hundred.
    pub problems: Vec<String>,
    /// xxh3-128 of its bytes in hexadecimal; empty if they could not be read.
    pub hash: Option<u128>,
    /// How many bytes were read.
    pub bytes: u64,
}

/// Reads the articles of a file and hands them over one by one, until `each` says `false`.
///
/// A file that makes an extractor panic is refused by name; the articles before are kept. What
/// repeats over the siblings of a file is taken out of its article, if it holds but one.
pub fn articles(
    file: &SourceFile,
    options: &IngestOptions,
    siblings: Option<&Repeated>,
    each: &mut dyn FnMut(Article) -> bool,
) -> FileReport {
    read(file, options, (None, siblings), each)
}

/// Reads a file as [`articles`] does, for the trace of it: what was decided, and why.
pub fn explain(
    file: &SourceFile,
    options: &IngestOptions,
    siblings: Option<&Repeated>,
    most: usize,
) -> (FileReport, Trace) {
    let mut trace = Trace::keeping(most);
    let report = read(file, options, (Some(&mut trace), siblings), &mut |_| true);
    (report, trace)
}

fn read(
    file: &SourceFile,
    options: &IngestOptions,
    (trace, siblings): (Option<&mut Trace>, Option<&Repeated>),
    each: &mut dyn FnMut(Article) -> bool,
) -> FileReport {
    let mut report = FileReport {
        outcome: FileOutcome::Indexed,
        format: None,
        charset: None,
        articles: 0,
        problems: Vec::new(),
        hash: None,
        bytes: 0,
    };
    let mut normaliser = Normaliser::new(file, options, each);
    normaliser.with(trace, siblings);
    let caught = guard::guarded(|| extract(file, options, &mut normaliser, &mut report));
    let ended = caught.unwrap_or_else(|panic| {
        let reason = format!("the program failed on it ({panic}); please report it");
        Err(FileOutcome::Refused(reason))
    });
    normaliser.finish();
    report.articles = normaliser.articles;
    report.problems.append(&mut normaliser.problems);
    let more = normaliser.problem_count.saturating_sub(100);
    if more > 0 {
        report.problems.push(format!("and {more} more"));
    }
    report.outcome = outcome(ended, &mut report);
    report
}

/// What else the articles of a file depend on than its bytes: a hash.
pub fn fingerprint(file: &SourceFile, options: &IngestOptions) -> String {
    let sidecar = file.sidecar.as_deref().map(|sidecar| (sidecar.size, sidecar.mtime));
    let IngestOptions { source, date_from_mtime, keep_boilerplate, outlets, .. } = options;
    let IngestOptions { format, today: _, extract, .. } = options;
    let (format, outlets) = (format.map(|format| format.name), outlets.fingerprint(&file.root));
    let asked = format!("{source:?} {date_from_mtime} {keep_boilerplate} {outlets:?} {format:?}");
    let all = format!("{VERSION} {asked} {extract:?} {sidecar:?} {:?}", file.describes);
    format!("{:016x}", xxh3_64(all.as_bytes()))
}

/// The straight line of one file.
fn extract(
    file: &SourceFile,
    options: &IngestOptions,
    normaliser: &mut Normaliser<'_>,
    report: &mut FileReport,
) -> Result<(), FileOutcome> {
    let opened = source::read::open(&file.path).map_err(FileOutcome::Refused)?;
    let sidecar = file.sidecar.as_deref().and_then(text);
    let sidecar = sidecar.as_deref();
    normaliser.sidecar = file.sidecar.as_deref().zip(sidecar).and_then(|(sidecar, text)| {
        let metadata = !format::mets::is_name(&sidecar.relative);
        metadata.then(|| parse::metadata::read(&sidecar.relative, text, &options.extract))?
    });
    Pieces { file, options, sidecar, normaliser, report }.read(opened)
}

/// The text of a sidecar file.
fn text(sidecar: &SourceFile) -> Option<String> {
    let contents = source::read::read(&sidecar.path).ok()?;
    recognise::check_bytes(&contents.bytes).ok()?;
    Some(source::charset::decode(&contents.bytes, None).text.into_owned())
}

/// How a file ended: one that gave articles is indexed, whatever went wrong behind them.
fn outcome(ended: Result<(), FileOutcome>, report: &mut FileReport) -> FileOutcome {
    match ended {
        Err(FileOutcome::Refused(reason) | FileOutcome::Skipped(reason)) if report.articles > 0 => {
            report.problems.push(reason);
            FileOutcome::Indexed
        }
        Err(outcome) => outcome,
        Ok(()) if report.articles == 0 => FileOutcome::Skipped("no article in it".into()),
        Ok(()) => FileOutcome::Indexed,
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
