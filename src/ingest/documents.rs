//! What holds articles: a whole file, or each member of a container. It knows the order of the
//! steps and takes none of them itself.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::article::dates::{self, DayOrder};
use super::article::normalise::{Normaliser, Within};
use super::document::{Document, Refusal};
use super::format::{FileFormat, Format};
use super::source::charset;
use super::source::chunks::{CHUNK, Cutter};
use super::source::container::{self, Budget, Input, Limits, Member, Members};
use super::source::read::{Contents, Hashing, LONG, Long, MAX_BYTES, Opened};
use super::trace::{Decided, Piece, Trace};
use super::{FileReport, IngestOptions, recognise};
use crate::engine::FileOutcome;
use crate::ingest::draft::Drafts;
use crate::ingest::source::walk::SourceFile;

/// Held while a long document is read whole: two at a time would take twice the memory.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads the pieces of one file.
pub struct Pieces<'a, 'b> {
    /// The file that they are of.
    pub file: &'a SourceFile,
    /// How they are to be read.
    pub options: &'a IngestOptions,
    /// The text of the sidecar of the file.
    pub sidecar: Option<&'a str>,
    /// What takes their articles.
    pub normaliser: &'a mut Normaliser<'b>,
    /// What is said of the file.
    pub report: &'a mut FileReport,
}

impl Pieces<'_, '_> {
    /// Reads the file: its bytes themselves, or the members that they hold. Notes its size and its
    /// hash, and whether it changed meanwhile.
    ///
    /// # Errors
    /// How the file ended if it gave no articles.
    pub fn read(&mut self, file: Opened) -> Result<(), FileOutcome> {
        match file {
            Opened::Whole(contents) => self.read_whole(contents),
            Opened::Long(long) => self.read_long(long),
        }
    }

    fn read_whole(&mut self, contents: Contents) -> Result<(), FileOutcome> {
        let Contents { bytes, hash, unstable } = &contents;
        self.report.bytes = bytes.len() as u64;
        self.report.hash = Some(*hash);
        self.note_change(*unstable);
        match self.container(bytes) {
            Some(kind) => self.members(kind, (bytes, bytes.len() as u64), &mut Cursor::new(bytes)),
            None => self.piece(&self.file.relative, bytes, None),
        }
    }

    /// Reads a file that is not held whole; it has a hash only if it was read to its end.
    fn read_long(&mut self, mut long: Long) -> Result<(), FileOutcome> {
        let size = long.size();
        self.report.bytes = size;
        if long.is_hollow() && size > MAX_BYTES {
            let reason = format!("nearly all of its {size} bytes are holes");
            return Err(FileOutcome::Refused(reason));
        }
        let mut begin = vec![];
        let mut file = Hashing::new(long.file());
        let read = Read::take(&mut file, LONG).read_to_end(&mut begin);
        read.map_err(|error| FileOutcome::Refused(error.to_string()))?;
        let ended = match self.container(&begin) {
            None => {
                let ended = self.long(&self.file.relative, (begin, &mut file), None);
                self.report.hash = (file.count == size).then(|| file.hash());
                ended
            }
            Some(kind) => {
                self.report.hash = Some(long.hash().map_err(FileOutcome::Refused)?);
                self.members(kind, (&begin, size), long.file())
            }
        };
        self.note_change(long.has_changed());
        ended
    }

    fn note_change(&mut self, changed: bool) {
        if changed {
            self.report.problems.push("it changed while it was read".into());
        }
    }

    fn container(&self, begin: &[u8]) -> Option<container::Kind> {
        let head = &begin[..begin.len().min(container::HEAD)];
        let whole = self.options.format.is_some_and(|format| format.is_bytes);
        container::recognise(&self.file.relative, head).filter(|_| !whole)
    }

    fn members(
        &mut self,
        kind: container::Kind,
        (begin, size): (&[u8], u64),
        input: &mut dyn Input,
    ) -> Result<(), FileOutcome> {
        let budget = Budget::new(Limits::default(), size);
        self.open_container(kind, begin);
        let file = self.file;
        let mut unpacked = Unpacked { pieces: self, passed_over: BTreeMap::new() };
        let name = file.relative.as_str();
        let ended = container::members(kind, name, input, &budget, &mut unpacked);
        for (reason, count) in unpacked.passed_over {
            let members = if count == 1 { "member" } else { "members" };
            self.normaliser.problem(format!("{count} {members} passed over: {reason}"));
        }
        self.report.format = Some(FileFormat::Container(kind));
        ended.map_err(outcome)
    }

    fn open_container(&mut self, kind: container::Kind, bytes: &[u8]) {
        let Some(trace) = self.normaliser.trace() else { return };
        trace.open(None);
        let head = &bytes[..bytes.len().min(container::HEAD)];
        let known = container::recognise("", head) == Some(kind);
        if let Some(piece) = trace.piece() {
            piece.format = Some(FileFormat::Container(kind));
            piece.decided = Some(if known { Decided::Content } else { Decided::Name });
        }
    }

    /// Reads bytes that are no container, and notes how that ended.
    fn piece(&mut self, path: &str, bytes: &[u8], served: Option<&str>) -> Result<(), FileOutcome> {
        let _alone = (bytes.len() as u64 > LONG).then(alone);
        self.noted(|pieces| pieces.document(path, bytes, served))
    }

    /// Reads what begins with some bytes and is no container, likewise.
    fn long(
        &mut self,
        path: &str,
        begin_and_rest: (Vec<u8>, &mut dyn Read),
        served: Option<&str>,
    ) -> Result<(), FileOutcome> {
        self.noted(|pieces| pieces.long_document(path, begin_and_rest, served))
    }

    fn noted(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), FileOutcome>,
    ) -> Result<(), FileOutcome> {
        let member = self.normaliser.within.as_ref().map(|within| within.name.clone());
        if let Some(trace) = self.normaliser.trace() {
            trace.open(member);
        }
        (self.normaliser.order, self.normaliser.lines_before) = (DayOrder::Unknown, 0);
        let ended = read(self);
        self.normaliser.tell_barren();
        if let (Err(outcome), Some(piece)) = (&ended, self.trace()) {
            piece.ended = Some(outcome.clone());
        }
        ended
    }

    /// The trace of the piece that is being read, where one is kept.
    fn trace(&mut self) -> Option<&mut Piece> {
        self.normaliser.trace().and_then(Trace::piece)
    }

    fn document(
        &mut self,
        path: &str,
        bytes: &[u8],
        served: Option<&str>,
    ) -> Result<(), FileOutcome> {
        let document = Document { path, bytes, text: "", sidecar: self.sidecar };
        if let Some(format) = self.format_of_bytes(document)? {
            return self.extract(format, document);
        }
        let text = self.decode(bytes, served);
        let document = Document { text: &text, ..document };
        self.extract(self.format_of_text(document)?, document)
    }

    /// Reads a long document chunk by chunk, if its first lines show a format of which that can
    /// be done, and else whole.
    fn long_document(
        &mut self,
        path: &str,
        (mut begin, rest): (Vec<u8>, &mut dyn Read),
        served: Option<&str>,
    ) -> Result<(), FileOutcome> {
        let lines =
            begin.iter().rposition(|&byte| byte == b'\n').map_or(begin.len(), |end| end + 1);
        let document = Document { path, bytes: &begin[..lines], text: "", sidecar: None };
        let mut most = MAX_BYTES;
        if self.format_of_bytes(document)?.is_none() {
            let decoded = charset::decode(document.bytes, served);
            let format = self.format_of_text(Document { text: &decoded.text, ..document })?;
            let chunking = format.chunking.filter(|chunking| chunking.cuts(document.bytes));
            if let Some(chunking) = chunking.filter(|_| !decoded.charset.is_wide()) {
                let cutter = Cutter::new(chunking, begin, rest, CHUNK);
                return self.chunks(format, path, cutter, served);
            }
            most = format.max_bytes;
        }
        let _alone = alone();
        if let Err(error) = rest.take(most - begin.len() as u64).read_to_end(&mut begin) {
            self.tell(error.to_string());
        }
        if begin.len() as u64 == most && rest.read(&mut [0]).is_ok_and(|more| more > 0) {
            self.tell(format!("cut at {}", container::bytes_in_words(most)));
        }
        self.document(path, &begin, served)
    }

    fn chunks(
        &mut self,
        format: &'static Format,
        path: &str,
        mut cutter: Cutter<'_>,
        served: Option<&str>,
    ) -> Result<(), FileOutcome> {
        let (mut served, mut first_end) = (served, None);
        while let Some(chunk) = cutter.chunk().filter(|_| !self.normaliser.stopped) {
            let text = self.decode(&chunk.bytes, served);
            let document = Document { path, bytes: &chunk.bytes, text: &text, sidecar: None };
            match (self.extract(format, document), &first_end) {
                (Err(FileOutcome::Refused(reason)), Some(_)) => self.normaliser.problem(reason),
                (ended @ Err(_), None) => first_end = Some(ended),
                (Ok(()), None | Some(Err(_))) => first_end = Some(Ok(())),
                (_, Some(_)) => {}
            }
            self.normaliser.lines_before += chunk.lines;
            // Not every chunk betrays what the first did.
            let known = self.report.charset.as_ref().map(|charset| charset.name);
            served = served.or(known.filter(|name| *name != "UTF-8"));
        }
        if let Some(failure) = cutter.failure {
            self.tell(failure);
        }
        first_end.unwrap_or(Ok(()))
    }

    /// Tells what went wrong, and with which member.
    fn tell(&mut self, problem: String) {
        let member = self.normaliser.within.as_ref().map(|within| within.name.as_str());
        let problem = member.map_or(problem.clone(), |name| format!("{name}: {problem}"));
        self.normaliser.problem(problem);
    }

    /// The format of a document that is not read as text, if it is none of text.
    ///
    /// # Errors
    /// Why it holds no article, as its bytes or its name tell.
    fn format_of_bytes(
        &self,
        document: Document<'_>,
    ) -> Result<Option<&'static Format>, FileOutcome> {
        let asked = self.options.format;
        let of_bytes = match asked {
            Some(format) => Some(format).filter(|format| format.is_bytes),
            None => recognise::recognise_bytes(document),
        };
        if of_bytes.is_none() {
            recognise::check_bytes(document.bytes).map_err(FileOutcome::Skipped)?;
            if let Some(what) = recognise::check_name(document.path).filter(|_| asked.is_none()) {
                return Err(FileOutcome::Skipped(what.into()));
            }
        }
        Ok(of_bytes)
    }

    /// The format of a document of text.
    ///
    /// # Errors
    /// Why it holds no article.
    fn format_of_text(&self, document: Document<'_>) -> Result<&'static Format, FileOutcome> {
        let Document { path, text, .. } = document;
        if self.file.describes.is_some()
            && super::parse::metadata::read(path, text, &self.options.extract).is_some()
        {
            return Err(FileOutcome::Skipped("metadata of another file".into()));
        }
        let unknown = || FileOutcome::Skipped("not an article format".into());
        self.options.format.or_else(|| recognise::recognise(document)).ok_or_else(unknown)
    }

    fn decode<'t>(&mut self, bytes: &'t [u8], served: Option<&str>) -> Cow<'t, str> {
        let decoded = charset::decode(bytes, served);
        if decoded.charset.lossy {
            let name = decoded.charset.name;
            let problem = format!("some bytes are not {name}; each is read as U+FFFD");
            // Said once for all chunks of a document.
            if self.normaliser.lines_before == 0 || !self.normaliser.problems.contains(&problem) {
                self.normaliser.problem(problem);
            }
        }
        let order = dates::order_in(&decoded.text);
        if order != DayOrder::Unknown {
            self.normaliser.order = order;
        }
        let order = self.normaliser.order;
        if let Some(piece) = self.trace() {
            (piece.charset, piece.order) = (Some(decoded.charset.clone()), order);
        }
        self.report.charset = Some(decoded.charset);
        decoded.text
    }

    fn extract(
        &mut self,
        format: &'static Format,
        document: Document<'_>,
    ) -> Result<(), FileOutcome> {
        self.report.format = Some(FileFormat::Articles(format));
        self.normaliser.format = Some(format);
        let asked = self.options.format.is_some();
        if let Some(piece) = self.trace() {
            piece.format = Some(FileFormat::Articles(format));
            piece.decided = Some(match (format.recognises)(Document { path: "", ..document }) {
                _ if asked => Decided::Asked,
                true => Decided::Content,
                false => Decided::Name,
            });
        }
        (format.extract)(document, &self.options.extract, self.normaliser).map_err(outcome)
    }
}

/// Reads members as they come, and counts those that gave no article by their reason.
struct Unpacked<'p, 'a, 'b> {
    pieces: &'p mut Pieces<'a, 'b>,
    passed_over: BTreeMap<String, u64>,
}

impl Members for Unpacked<'_, '_, '_> {
    fn member(&mut self, mut member: Member) -> bool {
        let (bytes, charset) = (std::mem::take(&mut member.bytes), member.charset.take());
        self.read(member, &mut |pieces, path| pieces.piece(path, &bytes, charset.as_deref()))
    }

    fn long(&mut self, mut member: Member, rest: &mut dyn Read) -> bool {
        let mut begin = std::mem::take(&mut member.bytes);
        self.read(member, &mut |pieces, path| {
            pieces.long(path, (std::mem::take(&mut begin), &mut *rest), None)
        })
    }

    fn problem(&mut self, problem: String) {
        self.pieces.normaliser.problem(problem);
    }
}

impl<'a, 'b> Unpacked<'_, 'a, 'b> {
    /// Reads a member in the one way or the other; whether more are wanted.
    fn read(
        &mut self,
        member: Member,
        read: &mut dyn FnMut(&mut Pieces<'a, 'b>, &str) -> Result<(), FileOutcome>,
    ) -> bool {
        let Member { name, url, captured, note, .. } = member;
        let path = format!("{}!/{name}", self.pieces.file.relative);
        self.pieces.normaliser.within = Some(Within { name: name.clone(), url, captured });
        match read(self.pieces, &path) {
            Ok(()) => {}
            Err(FileOutcome::Refused(reason)) => self.problem(format!("{name}: {reason}")),
            Err(FileOutcome::Skipped(reason)) => *self.passed_over.entry(reason).or_default() += 1,
            Err(FileOutcome::Indexed) => {}
        }
        if let Some(note) = note {
            self.problem(format!("{name}: {note}"));
        }
        self.pieces.normaliser.within = None;
        !self.pieces.normaliser.stopped
    }
}

fn outcome(refusal: Refusal) -> FileOutcome {
    match refusal {
        Refusal::NotArticles(reason) => FileOutcome::Skipped(reason),
        Refusal::Broken(reason) => FileOutcome::Refused(reason),
    }
}
