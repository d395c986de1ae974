//! What holds articles: a whole file, or each member of a container. It knows the order of the
//! steps and takes none of them itself.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;

use super::account::{Account, Decided, Piece};
use super::container::{self, Budget, Limits, Member, Members};
use super::date::DayOrder;
use super::extract::{Document, Refusal};
use super::formats::{self, Format};
use super::normalise::{Normaliser, Within};
use super::{FileReport, IngestOptions, charset, date, extract, recognise};
use crate::engine::FileOutcome;
use crate::ingest::draft::Drafts;
use crate::ingest::walk::SourceFile;

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
    /// Reads the bytes of the file: themselves, or the members that they hold.
    ///
    /// # Errors
    /// How the file ended if it gave no articles.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), FileOutcome> {
        let head = &bytes[..bytes.len().min(container::HEAD)];
        let whole = self.options.format.is_some_and(formats::is_of_bytes);
        match container::recognise(&self.file.relative, head).filter(|_| !whole) {
            Some(kind) => self.members(kind, bytes),
            None => self.piece(&self.file.relative, bytes, None),
        }
    }

    fn members(&mut self, kind: container::Kind, bytes: &[u8]) -> Result<(), FileOutcome> {
        let budget = Budget::new(Limits::default(), bytes.len() as u64);
        self.open_container(kind, bytes);
        let file = self.file;
        let mut unpacked = Unpacked { pieces: self, passed_over: BTreeMap::new() };
        let name = file.relative.as_str();
        let ended = container::members(kind, name, &mut Cursor::new(bytes), &budget, &mut unpacked);
        for (reason, count) in unpacked.passed_over {
            let members = if count == 1 { "member" } else { "members" };
            self.normaliser.problem(format!("{count} {members} passed over: {reason}"));
        }
        self.report.format = Some(kind.name());
        ended.map_err(outcome)
    }

    fn open_container(&mut self, kind: container::Kind, bytes: &[u8]) {
        let Some(account) = self.normaliser.account() else { return };
        account.open(None);
        let head = &bytes[..bytes.len().min(container::HEAD)];
        let known = container::recognise("", head) == Some(kind);
        if let Some(piece) = account.piece() {
            piece.format = Some((kind.name(), kind.sign()));
            piece.decided = Some(if known { Decided::Content } else { Decided::Name });
        }
    }

    /// Reads bytes that are no container, and notes how that ended.
    fn piece(&mut self, path: &str, bytes: &[u8], served: Option<&str>) -> Result<(), FileOutcome> {
        let member = self.normaliser.within.as_ref().map(|within| within.name.clone());
        if let Some(account) = self.normaliser.account() {
            account.open(member);
        }
        let ended = self.document(path, bytes, served);
        if let (Err(outcome), Some(piece)) = (&ended, self.account()) {
            piece.ended = Some(outcome.clone());
        }
        ended
    }

    /// The account of the piece that is being read, where one is kept.
    fn account(&mut self) -> Option<&mut Piece> {
        self.normaliser.account().and_then(Account::piece)
    }

    fn document(
        &mut self,
        path: &str,
        bytes: &[u8],
        served: Option<&str>,
    ) -> Result<(), FileOutcome> {
        let document = Document { path, bytes, text: "", sidecar: self.sidecar };
        self.normaliser.order = DayOrder::Unknown;
        let asked = self.options.format;
        let of_bytes = match asked {
            Some(format) => Some(format).filter(|format| formats::is_of_bytes(format)),
            None => recognise::recognise_bytes(document),
        };
        if let Some(format) = of_bytes {
            return self.extract(format, document);
        }
        recognise::check_bytes(bytes).map_err(FileOutcome::Skipped)?;
        if let Some(what) = recognise::check_name(path).filter(|_| asked.is_none()) {
            return Err(FileOutcome::Skipped(what.into()));
        }
        let text = self.decode(bytes, served);
        let document = Document { text: &text, ..document };
        if self.file.describes.is_some()
            && extract::sidecar::read(path, &text, &self.options.extract).is_some()
        {
            return Err(FileOutcome::Skipped("metadata of another file".into()));
        }
        let unknown = || FileOutcome::Skipped("not an article format".into());
        let format = asked.or_else(|| recognise::recognise(document)).ok_or_else(unknown)?;
        self.extract(format, document)
    }

    fn decode<'t>(&mut self, bytes: &'t [u8], served: Option<&str>) -> Cow<'t, str> {
        let decoded = charset::decode(bytes, served);
        if decoded.charset.lossy {
            let name = decoded.charset.name;
            self.normaliser.problem(format!("some bytes are not {name}; each is read as U+FFFD"));
        }
        self.normaliser.order = date::order_in(&decoded.text);
        let order = self.normaliser.order;
        if let Some(piece) = self.account() {
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
        self.report.format = Some(format.name);
        self.normaliser.format = format.name;
        let asked = self.options.format.is_some();
        if let Some(piece) = self.account() {
            piece.format = Some((format.name, format.sign));
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
    fn member(&mut self, member: Member) -> bool {
        let Member { name, bytes, url, captured, charset, note, .. } = member;
        let path = format!("{}!/{name}", self.pieces.file.relative);
        self.pieces.normaliser.within = Some(Within { name: name.clone(), url, captured });
        match self.pieces.piece(&path, &bytes, charset.as_deref()) {
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

    fn problem(&mut self, problem: String) {
        self.pieces.normaliser.problem(problem);
    }
}

fn outcome(refusal: Refusal) -> FileOutcome {
    match refusal {
        Refusal::NotArticles(reason) => FileOutcome::Skipped(reason),
        Refusal::Broken(reason) => FileOutcome::Refused(reason),
    }
}
