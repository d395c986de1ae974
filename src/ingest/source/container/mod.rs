//! Files that hold files: packed ones, zip, tar and web archives, in one another. Their members are
//! handed over one by one as bytes; nothing is written, and a member's name is a label and no path.
//!
//! Which article lies in a member is not decided here, and office documents, which are zips too, are
//! left to their extractors.

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

/// How a container holds what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One file packed by gzip, perhaps piece by piece.
    Gzip,
    /// One file packed by bzip2.
    Bzip2,
    /// One file packed by xz.
    Xz,
    /// One file packed by zstd.
    Zstd,
    /// A zip archive, WACZ among them.
    Zip,
    /// A tape archive.
    Tar,
    /// A web archive of the form ISO 28500, versions 0.17 to 1.1.
    Warc,
    /// A web archive of the form that came before, versions 1 and 2.
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

    /// What it gives, as a phrase.
    pub fn gives(self) -> &'static str {
        match self {
            Kind::Gzip | Kind::Bzip2 | Kind::Xz | Kind::Zstd => "the file packed in it",
            Kind::Zip => "each file in it, WACZ too; not of office documents",
            Kind::Tar => "each file in it",
            Kind::Warc | Kind::Arc => "each page in it, with its url and the day it was fetched",
        }
    }

    /// What it is recognised by, as a phrase.
    pub fn sign(self) -> &'static str {
        match self {
            Kind::Gzip | Kind::Bzip2 | Kind::Xz | Kind::Zstd => "its first bytes",
            Kind::Zip => "its first bytes, or a name that ends with .zip or .wacz",
            Kind::Tar => "the checksum of its first header, or a name that ends with .tar",
            Kind::Warc => "`WARC/` as its first bytes, or a name that ends with .warc",
            Kind::Arc => "`filedesc://` as its first bytes, or a name that ends with .arc",
        }
    }

    /// Its name, as shown.
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
    /// What is shown behind `!/`: the names of inner containers and its own, joined by `!/`.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// Where a web archive found it.
    pub url: Option<String>,
    /// When a web archive fetched it, as written.
    pub captured: Option<String>,
    /// The media type that the server gave, in lower case and without parameters.
    pub media: Option<String>,
    /// The charset that the server gave.
    pub charset: Option<String>,
    /// What of it was cut off or is damaged.
    pub note: Option<String>,
}

/// Receives what lies in a container.
pub trait Members {
    /// Takes a member; `false` asks the reader to stop.
    fn member(&mut self, member: Member) -> bool;

    /// Takes a member of which only the first bytes ([`LONG`]) are there yet, and what follows them;
    /// `false` asks the reader to stop.
    fn long(&mut self, member: Member, rest: &mut dyn Read) -> bool;

    /// Takes note of what could not be read or was passed over: where and why.
    fn problem(&mut self, problem: String);
}

/// What a container is read from.
pub trait Input: Read + Seek {}
impl<T: Read + Seek> Input for T {}

/// How many bytes of a file [`recognise`] wants to see.
pub const HEAD: usize = 1024;

/// Says what kind of container begins with some bytes; the name decides only where they do not.
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

/// Kinds whose files may begin with foreign bytes; a packed file never does.
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
/// `name` is the name of its file, and the budget is that of the outermost file. What came before
/// damage or a limit is kept, and both are reported to `sink`.
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

/// A container or a member on the way down.
struct Item {
    /// The name by which it is recognised.
    name: String,
    /// What is shown behind the outermost `!/`; empty for the outermost file.
    label: String,
    /// How many containers it lies in, itself included.
    depth: u32,
}

impl Item {
    fn child(&self, name: String) -> Item {
        let label = self.place(&name);
        Item { name, label, depth: self.depth + 1 }
    }

    /// The name of a place in this container, for labels.
    fn place(&self, name: &str) -> String {
        if self.label.is_empty() { name.to_string() } else { format!("{}!/{name}", self.label) }
    }

    /// A phrase with its place in this container.
    fn at(&self, phrase: &str) -> String {
        if self.label.is_empty() { phrase.to_string() } else { format!("{}: {phrase}", self.label) }
    }
}

/// Why a reader ends early.
enum Halt {
    /// Nothing more is wanted, or a limit of the whole file is reached and reported.
    Stop,
    /// This container cannot be read further.
    Broken(String),
}

/// What all readers of one outermost file share.
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

    /// Hands a member over whose end was not seen yet.
    fn hand_long(&mut self, member: Member, rest: &mut dyn Read) -> Result<(), Halt> {
        self.handed += 1;
        let go_on = self.sink.long(member, rest);
        // A limit of the whole file is reported where the member was read.
        self.limit_reported |= self.budget.hit().is_some();
        if go_on && !self.limit_reported { Ok(()) } else { Err(Halt::Stop) }
    }

    fn report(&mut self, problem: String) {
        self.reported += 1;
        self.sink.problem(problem);
    }

    /// Reports what went wrong, and stops everything if it was a limit of the whole file.
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

    /// Ends a container within another: its damage is reported and the outer one goes on.
    fn settle(&mut self, item: &Item, end: Result<(), Halt>) -> Result<(), Halt> {
        match end {
            Err(Halt::Broken(reason)) if item.depth > 1 => self.trouble(item.at(&reason)),
            end => end,
        }
    }
}

/// Reads a member, whatever it is: a container by its reader, a file by handing it over.
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

/// Reads a container that can be read from front to back.
fn stream(kind: Kind, item: &Item, source: Source<'_>, pass: &mut Pass<'_>) -> Result<(), Halt> {
    match kind {
        Kind::Tar => tar::members(item, source, pass),
        Kind::Warc => warc::members(item, source, pass),
        Kind::Arc => arc::members(item, source, pass),
        _ => unpacked(kind, item, source, pass),
    }
}

/// Reads what is packed. A tape or web archive in it is one container with its packing.
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

/// Hands a file over: whole, or, where it is long, as its beginning and what follows.
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
    // A file of which not even the first bytes could be read is reported and is no member.
    if !(bytes.is_empty() && note.is_some()) {
        pass.hand(Member { name, bytes, note, ..Member::default() })?;
    }
    reported
}

/// All bytes up to the limit for a member, and why there are no more.
fn collect(source: &mut Source<'_>, budget: &Budget) -> (Vec<u8>, Option<String>) {
    let limit = budget.limits().member;
    let (bytes, failure, more) = beginning(source, limit);
    let cut = || format!("cut at {}, the limit for a member", bytes_in_words(limit));
    (bytes, failure.or_else(|| more.then(cut)))
}

/// The first bytes, why the stream failed in them, and whether more follow.
fn beginning(source: &mut Source<'_>, limit: u64) -> (Vec<u8>, Option<String>, bool) {
    let mut bytes = vec![];
    let failure = source.take(limit).read_to_end(&mut bytes).err().map(|error| reason(&error));
    let more = failure.is_none() && !source.peek(1).is_empty();
    (bytes, failure, more)
}

/// What a Mac writes beside each file for itself.
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
