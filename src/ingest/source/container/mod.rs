//! Reads files that contain files: compressed files, zip, tar and web archives, nested in any way.
//! It hands their members over one by one as bytes; nothing is written, and a member's name is a
//! label, never a path.
//!
//! It does not decide which article a member holds. Office documents are zips, too, but are left to
//! their extractors.

mod arc;
mod compressed;
mod http;
mod limits;
mod source;
mod tar;
mod warc;
mod web;
mod zip;

use std::io::{self, Cursor, Read, Seek};

pub use limits::{Budget, Limits, bytes_in_words};

use super::read::LONG;
use crate::ingest::document::Refusal;
use source::{Plain, Source};

/// The kinds of containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One file compressed by gzip, perhaps in several pieces.
    Gzip,
    /// One file compressed by bzip2.
    Bzip2,
    /// One file compressed by xz.
    Xz,
    /// One file compressed by zstd.
    Zstd,
    /// A zip archive, including WACZ.
    Zip,
    /// A tar archive.
    Tar,
    /// A web archive in WARC format (ISO 28500), versions 0.17 to 1.1.
    Warc,
    /// A web archive in ARC format, the predecessor of WARC, versions 1 and 2.
    Arc,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 8] = [
        Kind::Gzip,
        Kind::Bzip2,
        Kind::Xz,
        Kind::Zstd,
        Kind::Zip,
        Kind::Tar,
        Kind::Warc,
        Kind::Arc,
    ];

    /// What it holds, as a phrase.
    pub fn gives(self) -> &'static str {
        match self {
            Kind::Gzip | Kind::Bzip2 | Kind::Xz | Kind::Zstd => "the file packed in it",
            Kind::Zip => "each file in it, WACZ too; not of office documents",
            Kind::Tar => "each file in it",
            Kind::Warc | Kind::Arc => "each page in it, with its url and the day it was fetched",
        }
    }

    /// How it is recognised, as a phrase.
    pub fn sign(self) -> &'static str {
        match self {
            Kind::Gzip | Kind::Bzip2 | Kind::Xz | Kind::Zstd => "its first bytes",
            Kind::Zip => "its first bytes, or a name that ends with .zip or .wacz",
            Kind::Tar => "the checksum of its first header, or a name that ends with .tar",
            Kind::Warc => "`WARC/` as its first bytes, or a name that ends with .warc",
            Kind::Arc => "`filedesc://` as its first bytes, or a name that ends with .arc",
        }
    }

    /// Its display name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Gzip => "gzip",
            Kind::Bzip2 => "bzip2",
            Kind::Xz => "xz",
            Kind::Zstd => "zstd",
            Kind::Zip => "zip",
            Kind::Tar => "tar",
            Kind::Warc => "WARC",
            Kind::Arc => "ARC",
        }
    }
}

/// A file inside a container.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Member {
    /// The label shown after `!/`: the names of inner containers and its own, joined by `!/`.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// The address from which a web archive fetched it.
    pub url: Option<String>,
    /// When a web archive fetched it, as written.
    pub captured: Option<String>,
    /// The media type that the server gave, in lower case and without parameters.
    pub media: Option<String>,
    /// The charset that the server gave.
    pub charset: Option<String>,
    /// What part of it was truncated or is damaged.
    pub note: Option<String>,
}

/// Receives the members of a container.
pub trait Members {
    /// Takes a member; `false` asks the reader to stop.
    fn member(&mut self, member: Member) -> bool;

    /// Receives a member of which only the first bytes ([`LONG`]) have been read, with a reader of
    /// the rest; `false` asks the reader to stop.
    fn long(&mut self, member: Member, rest: &mut dyn Read) -> bool;

    /// Records a problem: what could not be read, where and why.
    fn problem(&mut self, problem: String);

    /// Records which members were passed over because they are no articles.
    fn passed_over(&mut self, problem: String) {
        self.problem(problem);
    }
}

/// A source from which a container is read.
pub trait Input: Read + Seek {}
impl<T: Read + Seek> Input for T {}

/// The number of bytes of a file that [`recognise`] needs.
pub const HEAD: usize = 1024;

/// The kind of container that begins with some bytes; the name decides only if the bytes do not.
pub fn recognise(name: &str, head: &[u8]) -> Option<Kind> {
    match head {
        [0x1f, 0x8b, 8, ..] => Some(Kind::Gzip),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..]
        | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, ..] => Some(Kind::Bzip2),
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Kind::Xz),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Kind::Zstd),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => (!zip::is_document(name, head)).then_some(Kind::Zip),
        _ if head.starts_with(b"WARC/0.") || head.starts_with(b"WARC/1.") => Some(Kind::Warc),
        _ if head.starts_with(b"filedesc://") => Some(Kind::Arc),
        _ if tar::begins(head) => Some(Kind::Tar),
        _ => by_name(name),
    }
}

/// The kind by name, for kinds whose files may begin with foreign bytes; a compressed file never
/// does.
fn by_name(name: &str) -> Option<Kind> {
    match extension(name).as_str() {
        "zip" | "wacz" => Some(Kind::Zip),
        "tar" => Some(Kind::Tar),
        "warc" => Some(Kind::Warc),
        "arc" => Some(Kind::Arc),
        _ => None,
    }
}

fn extension(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// Hands over every member of a container and of the containers in it.
///
/// `name` is the name of its file, and the budget is that of the outermost file. Members read
/// before damage or a limit are kept, and both are reported to `sink`.
///
/// # Errors
/// Refuses a container that gave no member, with the reason.
pub fn members(
    kind: Kind,
    name: &str,
    input: &mut dyn Input,
    budget: &Budget,
    sink: &mut dyn Members,
) -> Result<(), Refusal> {
    let mut pass = Pass { budget, sink, handed: 0, reported: 0, limit_reported: false };
    let item = Item { name: name.to_string(), label: String::new(), depth: 1 };
    let end = match kind {
        Kind::Zip => zip::members(&item, input, &mut pass),
        _ => stream(kind, &item, Source::new(Box::new(Plain(input))), &mut pass),
    };
    match end {
        Ok(()) | Err(Halt::Stop) if pass.handed + pass.reported > 0 => Ok(()),
        Ok(()) | Err(Halt::Stop) => Err(Refusal::NotArticles("it holds no files".into())),
        Err(Halt::Broken(reason)) if pass.handed + pass.reported == 0 => {
            Err(Refusal::Broken(reason))
        }
        Err(Halt::Broken(reason)) => {
            pass.sink.problem(reason);
            Ok(())
        }
    }
}

/// A container or member being read.
struct Item {
    /// The name by which it is recognised.
    name: String,
    /// The label shown after the outermost `!/`; empty for the outermost file.
    label: String,
    /// The nesting depth, counting itself.
    depth: u32,
}

impl Item {
    fn child(&self, name: String) -> Item {
        let label = self.place(&name);
        Item { name, label, depth: self.depth + 1 }
    }

    /// The label of a place in this container.
    fn place(&self, name: &str) -> String {
        if self.label.is_empty() { name.to_string() } else { format!("{}!/{name}", self.label) }
    }

    /// A phrase prefixed with its place in this container.
    fn at(&self, phrase: &str) -> String {
        if self.label.is_empty() { phrase.to_string() } else { format!("{}: {phrase}", self.label) }
    }
}

/// Why a reader ends early.
enum Halt {
    /// No more members are wanted, or a limit of the whole file was reached and reported.
    Stop,
    /// This container cannot be read further.
    Broken(String),
}

/// State shared by all readers of one outermost file.
struct Pass<'a> {
    budget: &'a Budget,
    sink: &'a mut dyn Members,
    handed: u64,
    reported: u64,
    limit_reported: bool,
}

impl Pass<'_> {
    fn hand(&mut self, member: Member) -> Result<(), Halt> {
        self.handed += 1;
        if self.sink.member(member) { Ok(()) } else { Err(Halt::Stop) }
    }

    /// Hands over a member whose end has not been read yet.
    fn hand_long(&mut self, member: Member, rest: &mut dyn Read) -> Result<(), Halt> {
        self.handed += 1;
        let go_on = self.sink.long(member, rest);
        // A limit of the whole file is reported where the member was read.
        self.limit_reported |= self.budget.hit().is_some();
        if go_on && !self.limit_reported { Ok(()) } else { Err(Halt::Stop) }
    }

    fn passed_over(&mut self, problem: String) {
        self.reported += 1;
        self.sink.passed_over(problem);
    }

    fn report(&mut self, problem: String) {
        self.reported += 1;
        self.sink.problem(problem);
    }

    /// Reports a problem, and stops the whole file if it was a limit of the whole file.
    fn trouble(&mut self, problem: String) -> Result<(), Halt> {
        let limit = self.budget.hit().is_some();
        if !limit || !self.limit_reported {
            self.report(problem);
        }
        self.limit_reported |= limit;
        if limit { Err(Halt::Stop) } else { Ok(()) }
    }

    /// Counts a member against the budget.
    fn count(&mut self, item: &Item) -> Result<(), Halt> {
        self.budget.member().or_else(|error| self.trouble(item.at(&error.to_string())))
    }

    /// Ends a nested container: its damage is reported, and the outer one continues.
    fn settle(&mut self, item: &Item, end: Result<(), Halt>) -> Result<(), Halt> {
        match end {
            Err(Halt::Broken(reason)) if item.depth > 1 => self.trouble(item.at(&reason)),
            end => end,
        }
    }
}

/// Reads a member of any kind: a container by its reader, a file by handing it over.
fn open(item: &Item, mut source: Source<'_>, pass: &mut Pass<'_>) -> Result<(), Halt> {
    let kind = recognise(&item.name, source.peek(HEAD));
    let nesting = pass.budget.limits().nesting;
    let end = match kind {
        None => leaf(item, source, pass),
        Some(_) if item.depth > nesting => {
            pass.trouble(item.at(&format!("not opened: containers lie deeper than {nesting}")))
        }
        Some(Kind::Zip) => {
            let (bytes, failure) = collect(&mut source, pass.budget);
            if let Some(failure) = failure {
                pass.trouble(item.at(&failure))?;
            }
            zip::members(item, &mut Cursor::new(bytes), pass)
        }
        Some(kind) => stream(kind, item, source, pass),
    };
    pass.settle(item, end)
}

/// Reads a container that can be read sequentially.
fn stream(kind: Kind, item: &Item, source: Source<'_>, pass: &mut Pass<'_>) -> Result<(), Halt> {
    match kind {
        Kind::Tar => tar::members(item, source, pass),
        Kind::Warc => warc::members(item, source, pass),
        Kind::Arc => arc::members(item, source, pass),
        _ => unpacked(kind, item, source, pass),
    }
}

/// Reads compressed content. A tar or web archive in it forms one container with its compression.
fn unpacked(kind: Kind, item: &Item, source: Source<'_>, pass: &mut Pass<'_>) -> Result<(), Halt> {
    let budget = pass.budget;
    let stream = compressed::unpack(kind, source, budget).map_err(broken)?;
    let mut source = Source::new(stream);
    let name = compressed::inner_name(&item.name);
    match recognise(&name, source.peek(HEAD)) {
        Some(kind @ (Kind::Tar | Kind::Warc | Kind::Arc)) => {
            let same = Item { name, label: item.label.clone(), depth: item.depth };
            self::stream(kind, &same, source, pass)
        }
        _ => open(&item.child(name), source, pass),
    }
}

/// Hands a file over: whole, or, if it is long, as its beginning and a reader of the rest.
fn leaf(item: &Item, mut source: Source<'_>, pass: &mut Pass<'_>) -> Result<(), Halt> {
    let (bytes, note, more) = beginning(&mut source, LONG);
    let name = item.label.clone();
    if more {
        return pass.hand_long(Member { name, bytes, ..Member::default() }, &mut source);
    }
    let reported = match &note {
        Some(note) => pass.trouble(item.at(note)),
        None => Ok(()),
    };
    // A file whose first bytes could not be read is reported and is not a member.
    if !(bytes.is_empty() && note.is_some()) {
        pass.hand(Member { name, bytes, note, ..Member::default() })?;
    }
    reported
}

/// Reads all bytes up to the limit for a member; also returns why reading stopped early.
fn collect(source: &mut Source<'_>, budget: &Budget) -> (Vec<u8>, Option<String>) {
    let limit = budget.limits().member;
    let (bytes, failure, more) = beginning(source, limit);
    let cut = || format!("cut at {}, the limit for a member", bytes_in_words(limit));
    (bytes, failure.or_else(|| more.then(cut)))
}

/// Reads the first bytes; also returns why the stream failed in them, and whether more follow.
fn beginning(source: &mut Source<'_>, limit: u64) -> (Vec<u8>, Option<String>, bool) {
    let mut bytes = vec![];
    let failure = source.take(limit).read_to_end(&mut bytes).err().map(|error| reason(&error));
    let more = failure.is_none() && !source.peek(1).is_empty();
    (bytes, failure, more)
}

/// Metadata files that macOS writes beside each file.
fn is_mac_metadata(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.rsplit('/').next().is_some_and(|last| last.starts_with("._"))
}

/// Why bytes could not be read, as a phrase.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut short".into(),
        _ => error.to_string(),
    }
}

fn broken(error: io::Error) -> Halt {
    Halt::Broken(reason(&error))
}

#[cfg(test)]
mod tests;
