//! Splits a file into documents: the file itself, each member of a container, or each chunk of a
//! long document whose format allows chunking. It does not read documents; the caller does, see
//! [`super`].

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::article::normalise::{Context, Within};
use super::collector::Collector;
use super::document::{Document, Refusal};
use super::format::{FileFormat, Format};
use super::source::charset;
use super::source::chunks::{CHUNK, Chunking, Cutter};
use super::source::container::{self, Budget, Input, Limits, Member, Members};
use super::source::read::{Contents, Hashing, LONG, Long, MAX_BYTES, Opened};
use super::source::walk::SourceFile;
use super::trace::Decided;
use super::{IngestOptions, recognise};
use crate::engine::FileOutcome;

/// A document, or a chunk of one, before it is decoded.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// Its path relative to the archive root, the member after `!/`.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The charset that a server or an earlier chunk names.
    pub charset: Option<&'a str>,
    /// The format of the document that it is a chunk of; `None` for a whole document.
    pub chunk_of: Option<&'static Format>,
}

/// Reads a document: notes what it finds in the context, and gives the articles to the collector.
///
/// # Errors
/// How the document ended if it gave no articles.
pub type ReadDocument<'r> =
    dyn FnMut(Raw<'_>, &mut Context<'_>, &mut Collector<'_>) -> Result<(), FileOutcome> + 'r;

/// Hands every document of a file to `read`, in order. Reports the size and the hash of the file,
/// and whether the file changed while it was read.
///
/// # Errors
/// How the file ended if it gave no articles.
pub fn each(
    file: &SourceFile,
    options: &IngestOptions,
    opened: Opened,
    collector: &mut Collector<'_>,
    read: &mut ReadDocument<'_>,
) -> Result<(), FileOutcome> {
    let mut splitter = Splitter { file, options, collector, read };
    match opened {
        Opened::Whole(contents) => splitter.whole_file(&contents),
        Opened::Long(long) => splitter.long_file(long),
    }
}

/// Locks reading a long document whole: two at a time would take twice the memory.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Splitter<'a, 'c, 'r> {
    file: &'a SourceFile,
    options: &'a IngestOptions,
    collector: &'a mut Collector<'c>,
    read: &'a mut ReadDocument<'r>,
}

/// A document of which only the beginning is in memory.
struct LongDocument<'a> {
    path: &'a str,
    begin: Vec<u8>,
    rest: &'a mut dyn Read,
}

impl<'a> Splitter<'a, '_, '_> {
    fn whole_file(&mut self, contents: &Contents) -> Result<(), FileOutcome> {
        let Contents { bytes, hash, unstable } = contents;
        self.collector.report.bytes = bytes.len() as u64;
        self.collector.report.hash = Some(*hash);
        self.collector.changed = *unstable;
        match self.container(bytes) {
            Some(kind) => self.members(kind, bytes, bytes.len() as u64, &mut Cursor::new(bytes)),
            None => self.document(&self.file.relative, bytes, None, None),
        }
    }

    /// Reads a file that is not held in memory; the file has a hash only if it was read to its end.
    fn long_file(&mut self, mut long: Long) -> Result<(), FileOutcome> {
        let size = long.size();
        self.collector.report.bytes = size;
        if long.is_hollow() && size > MAX_BYTES {
            let reason = format!("nearly all of its {size} bytes are holes");
            return Err(FileOutcome::Refused(reason));
        }
        let mut begin = vec![];
        let mut hashing = Hashing::new(long.file());
        let read = Read::take(&mut hashing, LONG).read_to_end(&mut begin);
        read.map_err(|error| FileOutcome::Refused(error.to_string()))?;
        let ended = match self.container(&begin) {
            None => {
                let path = &self.file.relative;
                let ended = self.long(LongDocument { path, begin, rest: &mut hashing }, None);
                self.collector.report.hash = (hashing.count == size).then(|| hashing.hash());
                ended
            }
            Some(kind) => {
                self.collector.report.hash = Some(long.hash().map_err(FileOutcome::Refused)?);
                self.members(kind, &begin, size, long.file())
            }
        };
        self.collector.changed = long.has_changed();
        ended
    }

    fn container(&self, begin: &[u8]) -> Option<container::Kind> {
        let head = &begin[..begin.len().min(container::HEAD)];
        let whole = self.options.format.is_some_and(|format| format.is_bytes);
        container::recognise(&self.file.relative, head).filter(|_| !whole)
    }

    /// Reads the members of a container of a given size in bytes that begins with `begin`.
    fn members(
        &mut self,
        kind: container::Kind,
        begin: &[u8],
        size: u64,
        input: &mut dyn Input,
    ) -> Result<(), FileOutcome> {
        let budget = Budget::new(Limits::default(), size);
        self.trace_container(kind, begin);
        let name = self.file.relative.as_str();
        let mut unpacked = Unpacked { splitter: self, passed_over: BTreeMap::new() };
        let ended = container::members(kind, name, input, &budget, &mut unpacked);
        for (reason, count) in unpacked.passed_over {
            let members = if count == 1 { "member" } else { "members" };
            self.collector.passed_over(format!("{count} {members} passed over: {reason}"));
        }
        self.collector.report.format = Some(FileFormat::Container(kind));
        ended.map_err(outcome)
    }

    fn trace_container(&mut self, kind: container::Kind, begin: &[u8]) {
        self.collector.trace.open(None);
        self.collector.trace.note(|piece| {
            let head = &begin[..begin.len().min(container::HEAD)];
            let by_content = container::recognise("", head) == Some(kind);
            piece.format = Some(FileFormat::Container(kind));
            piece.decided = Some(if by_content { Decided::Content } else { Decided::Name });
        });
    }

    /// Reads a document that is held in memory whole.
    fn document(
        &mut self,
        path: &str,
        bytes: &[u8],
        charset: Option<&str>,
        within: Option<Within>,
    ) -> Result<(), FileOutcome> {
        let _alone = (bytes.len() as u64 > LONG).then(alone);
        self.traced(within, |splitter, context| {
            let raw = Raw { path, bytes, charset, chunk_of: None };
            (splitter.read)(raw, context, splitter.collector)
        })
    }

    /// Reads a document chunk by chunk if its first lines show a format that supports it, otherwise
    /// whole.
    fn long(
        &mut self,
        document: LongDocument<'_>,
        within: Option<Within>,
    ) -> Result<(), FileOutcome> {
        self.traced(within, |splitter, context| {
            let first = splitter.first_lines(&document)?;
            match first.chunking {
                Some(chunking) => splitter.chunks(first.format, chunking, document, context),
                None => splitter.joined(first.format.max_bytes, document, context),
            }
        })
    }

    /// Reads one document, and records in the trace how it ended.
    fn traced(
        &mut self,
        within: Option<Within>,
        read: impl FnOnce(&mut Self, &mut Context<'_>) -> Result<(), FileOutcome>,
    ) -> Result<(), FileOutcome> {
        self.collector.trace.open(within.as_ref().map(|within| within.name.as_str()));
        let mut context = Context::new(self.file, self.options, within);
        let ended = read(self, &mut context);
        self.collector.end_document();
        if let Err(outcome) = &ended {
            self.collector.trace.note(|piece| piece.ended = Some(outcome.clone()));
        }
        ended
    }

    /// Recognises a long document by the complete lines at its beginning.
    fn first_lines(&self, document: &LongDocument<'_>) -> Result<FirstLines, FileOutcome> {
        let begin = document.begin.as_slice();
        let end = begin.iter().rposition(|&byte| byte == b'\n').map_or(begin.len(), |end| end + 1);
        let lines = Document { path: document.path, bytes: &begin[..end], text: "", sidecar: None };
        if let Some(format) = recognise::of_bytes(lines, self.options)? {
            return Ok(FirstLines { format, chunking: None });
        }
        let decoded = match self.options.charset {
            Some(asked) => charset::decode_as(lines.bytes, asked),
            None => charset::decode(lines.bytes, None),
        };
        let lines = Document { text: &decoded.text, ..lines };
        let format = recognise::of_text(lines, self.file, self.options)?;
        let chunking = format.chunking.filter(|chunking| chunking.cuts(lines.bytes));
        Ok(FirstLines { format, chunking: chunking.filter(|_| !decoded.charset.is_wide()) })
    }

    /// Reads a long document whole, up to `max_bytes`.
    fn joined(
        &mut self,
        max_bytes: u64,
        document: LongDocument<'_>,
        context: &mut Context<'_>,
    ) -> Result<(), FileOutcome> {
        let LongDocument { path, begin: mut bytes, rest } = document;
        let _alone = alone();
        if let Err(error) = rest.take(max_bytes - bytes.len() as u64).read_to_end(&mut bytes) {
            self.problem_in(context, error.to_string());
        }
        if bytes.len() as u64 == max_bytes && rest.read(&mut [0]).is_ok_and(|more| more > 0) {
            self.problem_in(context, format!("cut at {}", container::bytes_in_words(max_bytes)));
        }
        let raw = Raw { path, bytes: &bytes, charset: None, chunk_of: None };
        (self.read)(raw, context, self.collector)
    }

    /// Reads a long document chunk by chunk; succeeds if any of its chunks does.
    fn chunks(
        &mut self,
        format: &'static Format,
        chunking: Chunking,
        document: LongDocument<'_>,
        context: &mut Context<'_>,
    ) -> Result<(), FileOutcome> {
        let LongDocument { path, begin, rest } = document;
        let mut cutter = Cutter::new(chunking, begin, rest, CHUNK);
        let (mut charset, mut first_end) = (None, None);
        while let Some(chunk) = cutter.chunk().filter(|_| !self.collector.stopped) {
            let raw = Raw { path, bytes: &chunk.bytes, charset, chunk_of: Some(format) };
            match ((self.read)(raw, context, self.collector), &first_end) {
                (Err(FileOutcome::Refused(reason)), Some(_)) => self.collector.problem(reason),
                (ended @ Err(_), None) => first_end = Some(ended),
                (Ok(()), Some(Err(FileOutcome::Refused(reason)))) => {
                    self.collector.problem(reason.clone());
                    first_end = Some(Ok(()));
                }
                (Ok(()), None | Some(Err(_))) => first_end = Some(Ok(())),
                (_, Some(_)) => {}
            }
            context.lines_before += chunk.lines;
            // A later chunk may not show the charset that an earlier one did.
            let found = self.collector.report.charset.as_ref().map(|charset| charset.name);
            charset = charset.or(found.filter(|name| *name != "UTF-8"));
        }
        if let Some(failure) = cutter.failure {
            self.problem_in(context, failure);
        }
        first_end.unwrap_or(Ok(()))
    }

    /// Reports a problem, prefixed with the name of the member.
    fn problem_in(&mut self, context: &Context<'_>, problem: String) {
        self.collector.problem(match &context.within {
            Some(within) => format!("{}: {problem}", within.name),
            None => problem,
        });
    }
}

/// What the first lines of a long document reveal.
struct FirstLines {
    format: &'static Format,
    /// How the document is cut; `None` if it must be read whole.
    chunking: Option<Chunking>,
}

/// Reads members as they arrive, and counts those that gave no article by reason.
struct Unpacked<'s, 'a, 'c, 'r> {
    splitter: &'s mut Splitter<'a, 'c, 'r>,
    passed_over: BTreeMap<String, u64>,
}

impl Members for Unpacked<'_, '_, '_, '_> {
    fn member(&mut self, member: Member) -> bool {
        let Member { name, bytes, charset, url, captured, note, .. } = member;
        let path = self.path(&name);
        let within = Within { name: name.clone(), url, captured };
        let ended = self.splitter.document(&path, &bytes, charset.as_deref(), Some(within));
        self.end(&name, ended, note)
    }

    fn long(&mut self, member: Member, rest: &mut dyn Read) -> bool {
        let Member { name, bytes: begin, url, captured, note, .. } = member;
        let path = self.path(&name);
        let within = Within { name: name.clone(), url, captured };
        let ended = self.splitter.long(LongDocument { path: &path, begin, rest }, Some(within));
        self.end(&name, ended, note)
    }

    fn problem(&mut self, problem: String) {
        self.splitter.collector.problem(problem);
    }

    fn passed_over(&mut self, problem: String) {
        self.splitter.collector.passed_over(problem);
    }
}

impl Unpacked<'_, '_, '_, '_> {
    fn path(&self, name: &str) -> String {
        format!("{}!/{name}", self.splitter.file.relative)
    }

    /// Records how a member ended; returns whether more members are wanted.
    fn end(&mut self, name: &str, ended: Result<(), FileOutcome>, note: Option<String>) -> bool {
        match ended {
            Ok(()) | Err(FileOutcome::Indexed) => {}
            Err(FileOutcome::Refused(reason)) => self.problem(format!("{name}: {reason}")),
            Err(FileOutcome::Skipped(reason)) => *self.passed_over.entry(reason).or_default() += 1,
        }
        if let Some(note) = note {
            self.problem(format!("{name}: {note}"));
        }
        !self.splitter.collector.stopped
    }
}

/// The outcome of a file that its extractor refuses.
pub fn outcome(refusal: Refusal) -> FileOutcome {
    match refusal {
        Refusal::NotArticles(reason) => FileOutcome::Skipped(reason),
        Refusal::Broken(reason) => FileOutcome::Refused(reason),
    }
}
