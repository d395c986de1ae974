//! Turns files into articles. `read_file` below is the pipeline that every file goes through. It
//! writes nothing and never uses the network.
//!
//! ```text
//! walk -> read -> documents -> decode -> recognise -> extract -> normalise -> Article
//! ```
//!
//! [`source`] finds and reads files and opens containers; [`documents`] splits a file into
//! documents; [`recognise`] selects a row of the table in [`mod@format`], whose extractor, built
//! from the parsers in [`parse`], produces *drafts*; [`article`] turns each draft into an article;
//! [`boilerplate`] is removed from it; the collector hands articles on and keeps the report;
//! [`trace`] records the reasons.

pub mod article;
pub mod beside;
pub mod boilerplate;
pub mod collector;
pub mod document;
pub mod documents;
pub mod fingerprint;
pub mod format;
pub mod parse;
pub mod source;
pub mod trace;

pub mod draft;
pub mod guard;
pub mod recognise;

use std::borrow::Cow;
use std::ops::ControlFlow;

use crate::article::Article;
use crate::engine::FileOutcome;
use crate::when::Day;
use article::dates::{self, DayOrder};
use article::normalise::Context;
use article::outlets::Outlets;
use boilerplate::Boilerplate;
use collector::{Collector, Normalising};
use document::{Document, Options};
use documents::Raw;
use draft::Draft;
use format::{FileFormat, Format};
use source::charset::codec::Codec;
use source::charset::{Charset, Decoded};
use source::site::Site;
use source::walk::SourceFile;
use trace::{Decided, Trace};

/// The version of all code that affects which articles a file gives; raised with every such change.
pub const VERSION: u32 = 11;

/// Options for reading files.
#[derive(Clone, Debug, PartialEq)]
pub struct IngestOptions {
    /// The outlet of articles that do not name one.
    pub source: Option<String>,
    /// The site that the archive is the source of, as its configuration names it: the outlet of articles that do not
    /// name one, and for which the user names none.
    pub site: Option<Site>,
    /// Whether an article without a date takes the modification time of its file.
    pub date_from_mtime: bool,
    /// Whether to keep paragraphs that repeat over most pages of a source, and suffixes of titles.
    pub keep_boilerplate: bool,
    /// The names of outlets.
    pub outlets: Outlets,
    /// The format of every file, overriding recognition.
    pub format: Option<&'static Format>,
    /// The charset of text that has no byte order mark and is not valid UTF-8.
    pub charset: Option<Codec>,
    /// The current day: later dates are rejected.
    pub today: Day,
    /// The user's options for extraction.
    pub extract: Options,
}

impl IngestOptions {
    /// The default options, for a given current day.
    pub fn on(today: Day) -> IngestOptions {
        IngestOptions {
            source: None,
            site: None,
            date_from_mtime: false,
            keep_boilerplate: false,
            outlets: Outlets::default(),
            format: None,
            charset: None,
            today,
            extract: Options::default(),
        }
    }
}

/// The result of reading a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReport {
    /// How reading ended.
    pub outcome: FileOutcome,
    /// Its format, if it was recognised.
    pub format: Option<FileFormat>,
    /// How its text was decoded, if it was.
    pub charset: Option<Charset>,
    /// The number of articles handed over.
    pub articles: u64,
    /// Records that are not articles or could not be read, one phrase each; at most a hundred.
    pub problems: Vec<String>,
    /// Whether content is missing: one of the problems is not just about what holds no article.
    pub is_incomplete: bool,
    /// The xxh3-128 of its bytes; `None` if not all of them were read.
    pub hash: Option<u128>,
    /// The number of bytes read.
    pub bytes: u64,
}

impl Default for FileReport {
    /// The report of a file before anything is read.
    fn default() -> FileReport {
        FileReport {
            outcome: FileOutcome::Indexed,
            format: None,
            charset: None,
            articles: 0,
            problems: Vec::new(),
            is_incomplete: false,
            hash: None,
            bytes: 0,
        }
    }
}

/// Reads the articles of a file and hands them over one by one, until `each` breaks.
///
/// A file that makes an extractor panic is refused by name; the articles before it are kept. If a
/// file holds a single article, the boilerplate of its folder is removed from it.
pub fn articles(
    file: &SourceFile,
    options: &IngestOptions,
    folder: Option<&Boilerplate>,
    each: &mut dyn FnMut(Article) -> ControlFlow<()>,
) -> FileReport {
    let keep = options.keep_boilerplate;
    report(file, options, Collector::new(each, folder, keep, Trace::off())).0
}

/// Reads a file as [`articles`] does and traces every decision; keeps at most `most` articles of
/// each piece.
pub fn explain(
    file: &SourceFile,
    options: &IngestOptions,
    folder: Option<&Boilerplate>,
    most: usize,
) -> (FileReport, Trace) {
    let (keep, trace) = (options.keep_boilerplate, Trace::keeping(most));
    report(file, options, Collector::new(&mut |_| ControlFlow::Continue(()), folder, keep, trace))
}

/// The pipeline for one file, from its bytes to its articles.
///
/// # Errors
/// How the file ended if it gave no articles.
fn read_file(
    file: &SourceFile,
    options: &IngestOptions,
    collector: &mut Collector<'_>,
) -> Result<(), FileOutcome> {
    let opened = source::read::open(file.location()).map_err(FileOutcome::Refused)?;
    let sidecar = Sidecar::read(file, options);
    collector.sidecar = sidecar.metadata;
    let entry = file.entry.as_deref();
    collector.entry = entry.and_then(|entry| parse::metadata::of_entry(entry, &options.extract));
    documents::each(file, options, opened, collector, &mut |raw, context, collector| {
        let known = recognise::before_decoding(raw, options)?;
        let text = match known {
            Some(format) if format.is_bytes => "".into(),
            _ => decode(raw, options.charset, context, collector),
        };
        let document = Document::of(raw, &text, sidecar.text.as_deref());
        let format = known.map_or_else(|| recognise::of_text(document, file, options), Ok)?;
        note_format(format, document, context, collector);
        let mut normalising = Normalising { context, collector };
        (format.extract)(document, &options.extract, &mut normalising).map_err(documents::outcome)
    })
}

/// Reads a file, catching panics of extractors, and completes its report.
fn report(
    file: &SourceFile,
    options: &IngestOptions,
    mut collector: Collector<'_>,
) -> (FileReport, Trace) {
    let caught = guard::guarded(|| read_file(file, options, &mut collector));
    let ended = caught.unwrap_or_else(|panic| {
        let reason = format!("the program failed on it ({panic}); please report it");
        Err(FileOutcome::Refused(reason))
    });
    collector.end_file();
    let Collector { mut report, trace, .. } = collector;
    report.outcome = outcome(ended, &mut report);
    (report, trace)
}

/// Decodes the text of a document, and notes its charset and the day order of its dates.
fn decode<'t>(
    raw: Raw<'t>,
    asked: Option<Codec>,
    context: &mut Context<'_>,
    collector: &mut Collector<'_>,
) -> Cow<'t, str> {
    // The charset a server sent with a page is better evidence than the option for all files.
    let asked = asked.filter(|_| raw.charset.is_none() || raw.chunk_of.is_some());
    let Decoded { text, charset } = match asked {
        Some(asked) => source::charset::decode_as(raw.bytes, asked),
        None => source::charset::decode(raw.bytes, raw.charset),
    };
    if charset.lossy {
        let problem = format!("some bytes are not {}; each is read as U+FFFD", charset.name);
        // Reported once for all chunks of a document.
        if context.lines_before == 0 || !collector.report.problems.contains(&problem) {
            collector.passed_over(problem);
        }
    }
    let order = dates::order_in(&text);
    if order != DayOrder::Unknown {
        context.order = order;
    }
    collector.trace.note(|piece| {
        (piece.charset, piece.order) = (Some(charset.clone()), context.order);
    });
    collector.report.charset = Some(charset);
    text
}

/// Notes the format of a document, and records in the trace what decided it.
fn note_format(
    format: &'static Format,
    document: Document<'_>,
    context: &mut Context<'_>,
    collector: &mut Collector<'_>,
) {
    context.format = Some(format);
    collector.report.format = Some(FileFormat::Articles(format));
    collector.trace.note(|piece| {
        piece.format = Some(FileFormat::Articles(format));
        piece.decided = Some(match (format.recognises)(Document { path: "", ..document }) {
            _ if context.options.format.is_some() => Decided::Asked,
            true => Decided::Content,
            false => Decided::Name,
        });
    });
}

/// The sidecar of a file; empty if there is none.
struct Sidecar {
    /// Its text, for the extractors.
    text: Option<String>,
    /// The fields it gives for the article of the file, if it holds metadata.
    metadata: Option<Draft>,
}

impl Sidecar {
    fn read(file: &SourceFile, options: &IngestOptions) -> Sidecar {
        let text = file.sidecar.as_deref().and_then(text);
        let metadata = file.sidecar.as_deref().zip(text.as_deref()).and_then(|(sidecar, text)| {
            let is_metadata = !format::mets::is_name(&sidecar.relative);
            is_metadata.then(|| parse::metadata::read(&sidecar.relative, text, &options.extract))?
        });
        Sidecar { text, metadata }
    }
}

/// The text of a sidecar file; `None` if it cannot be read or is not text.
fn text(sidecar: &SourceFile) -> Option<String> {
    let contents = source::read::read(sidecar.location()).ok()?;
    recognise::check_bytes("", &contents.bytes).ok()?;
    Some(source::charset::decode(&contents.bytes, None).text.into_owned())
}

/// The outcome of a file: a file that gave articles counts as indexed, whatever failed after them.
fn outcome(ended: Result<(), FileOutcome>, report: &mut FileReport) -> FileOutcome {
    match ended {
        Err(FileOutcome::Refused(reason)) if report.articles > 0 => {
            report.is_incomplete = true;
            report.problems.push(reason);
            FileOutcome::Indexed
        }
        Err(FileOutcome::Skipped(reason)) if report.articles > 0 => {
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
