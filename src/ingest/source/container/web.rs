//! The part that WARC and ARC share: a sequence of records, some of which are pages as a server
//! sent them. Each format parses its own record headers.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

use super::limits::PAGE;
use super::source::Source;
use super::{Halt, Item, Member, Pass, http, reason};

/// The maximum number of kinds of skipped records that are counted separately.
const KINDS: usize = 24;
/// The maximum length of a line examined when searching for a record.
const LINE: usize = 16 << 10;
/// A length in bytes beyond which a header is considered wrong.
const LONGEST: u64 = 1 << 40;

/// The parsed header of a record.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Record {
    /// The address it was fetched from.
    pub url: Option<String>,
    /// When it was fetched.
    pub captured: Option<String>,
    /// The number of bytes of content that follow.
    pub length: u64,
    /// What the content is.
    pub shape: Shape,
    /// What is missing according to the archive itself.
    pub note: Option<String>,
}

/// The kind of content in a record.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Shape {
    /// An HTTP response.
    #[default]
    Http,
    /// The page itself, with its content type.
    Page(Option<String>),
    /// Content without use here: the kind under which it is counted.
    Other(String),
}

/// A defect in a record.
#[derive(Debug, PartialEq)]
pub(super) struct Fault {
    reason: String,
    /// Whether the bytes cannot be unpacked: reading then continues at the next compressed piece,
    /// otherwise at the next header.
    damage: bool,
}

impl Fault {
    /// The bytes are not a record, or its length differs from its header.
    pub(super) fn form(reason: impl Into<String>) -> Fault {
        Fault { reason: reason.into(), damage: false }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault { reason: reason(&error), damage: true }
    }
}

/// How records of a format are recognised and parsed.
pub(super) struct Format {
    /// Parses the header of the record that begins here.
    pub head: fn(&mut Source<'_>) -> Result<Record, Fault>,
    /// Whether a line begins a record.
    pub begins: fn(&[u8]) -> bool,
}

/// Counts skipped records by kind.
#[derive(Default)]
struct Tally(BTreeMap<String, u64>);

impl Tally {
    fn add(&mut self, kind: &str) {
        let told_apart = self.0.len() < KINDS || self.0.contains_key(kind);
        *self.0.entry(if told_apart { kind } else { "other" }.to_string()).or_default() += 1;
    }

    /// `12 records passed over: 4 revisit, 8 image/png`.
    fn phrase(&self) -> Option<String> {
        let whole: u64 = self.0.values().sum();
        let kinds: Vec<String> =
            self.0.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let records = if whole == 1 { "record" } else { "records" };
        (whole > 0).then(|| format!("{whole} {records} passed over: {}", kinds.join(", ")))
    }
}

/// A record's content as stored in the archive.
struct Content {
    record: Record,
    /// How to read the bytes, or the kind under which the record is skipped.
    head: Result<http::Head, String>,
    bytes: Vec<u8>,
    /// The offset of the content in the unpacked stream.
    start: u64,
}

/// Hands over the pages of a web archive.
pub(super) fn members(
    format: &Format,
    item: &Item,
    mut source: Source<'_>,
    pass: &mut Pass<'_>,
) -> Result<(), Halt> {
    let mut tally = Tally::default();
    let mut end = Ok(true);
    while let Ok(true) = end {
        end = step(format, item, &mut source, &mut Out { pass, tally: &mut tally });
    }
    if let Some(phrase) = tally.phrase() {
        pass.passed_over(item.at(&phrase));
    }
    end.map(|_| ())
}

/// The output for records.
struct Out<'a, 'b> {
    pass: &'a mut Pass<'b>,
    tally: &'a mut Tally,
}

/// Reads one record; `false` at the end of the archive.
fn step(
    format: &Format,
    item: &Item,
    source: &mut Source<'_>,
    out: &mut Out<'_, '_>,
) -> Result<bool, Halt> {
    skip_blank(source);
    let place = source.place();
    source.mark();
    let (content, fault) = match source.at_end() {
        Ok(true) => return Ok(false),
        Ok(false) => record(format, source),
        Err(error) => (None, Some(error.into())),
    };
    let goes_on = match &fault {
        None => true,
        Some(fault) => recover(format, fault, content.as_ref(), source),
    };
    if let Some(mut content) = content {
        if let (true, Some(_)) = (goes_on, &fault) {
            // A record whose stated length is too long has swallowed the one that was found.
            let own = source.offset().saturating_sub(content.start);
            content.bytes.truncate(usize::try_from(own).unwrap_or(usize::MAX));
        }
        deliver(item, &place, content, fault.as_ref(), out)?;
    }
    if let Some(Fault { reason, .. }) = fault {
        out.pass.trouble(item.at(&format!("record {place}: {reason}")))?;
    }
    Ok(goes_on)
}

/// Reads a record: as much of its content as there is, and its defect, if any.
fn record(format: &Format, source: &mut Source<'_>) -> (Option<Content>, Option<Fault>) {
    let mut record = match (format.head)(source) {
        Ok(record) if record.length > LONGEST => {
            let problem = format!("no content is as long as {} bytes", record.length);
            return (None, Some(Fault::form(problem)));
        }
        Ok(record) => record,
        Err(fault) => return (None, Some(fault)),
    };
    let start = source.offset();
    let ahead = http::HEAD.min(usize::try_from(record.length).unwrap_or(http::HEAD));
    let beginning = source.peek(ahead);
    let head = decide(&record, &beginning[..ahead.min(beginning.len())]);
    let mut bytes = vec![];
    let wanted = if head.is_ok() { record.length.min(PAGE) } else { 0 };
    if head.is_ok() && wanted < record.length {
        record.note.get_or_insert_with(http::cut_page);
    }
    let read = source.take(wanted).read_to_end(&mut bytes).map(|count| count as u64);
    let read = read.and_then(|count| Ok(count + source.skip(record.length - wanted)?));
    let fault = match read {
        Err(error) => Some(error.into()),
        Ok(count) if count < record.length => Some(Fault::form(format!(
            "cut short: {count} of {} bytes of its content",
            record.length
        ))),
        Ok(_) => wrong_end(format, source),
    };
    (Some(Content { record, head, bytes, start }), fault)
}

/// Decides how to read the content, or the kind under which it is skipped.
fn decide(record: &Record, beginning: &[u8]) -> Result<http::Head, String> {
    // Every crawl fetches these, and they are not pages.
    if record.url.as_deref().is_some_and(|url| url.ends_with("/robots.txt")) {
        return Err("robots.txt".into());
    }
    let head = match &record.shape {
        Shape::Other(kind) => return Err(kind.clone()),
        Shape::Page(content_type) => {
            let (media, charset) =
                content_type.as_deref().map(http::content_type).unwrap_or_default();
            http::Head { status: 200, media, charset, ..http::Head::default() }
        }
        Shape::Http => http::head(beginning).ok_or("without HTTP head")?,
    };
    if !(200..300).contains(&head.status) {
        return Err(format!("status {}", head.status));
    }
    match &head.media {
        Some(media) if readable(media) => Ok(head),
        Some(media) => Err(media.chars().take(60).collect()),
        None if http::looks_like_text(&beginning[head.length..]) => Ok(head),
        None => Err("without media type".into()),
    }
}

/// Media types that may hold articles.
fn readable(media: &str) -> bool {
    let (family, form) = media.split_once('/').unwrap_or((media, ""));
    let named = matches!(form, "html" | "xhtml" | "plain" | "xml" | "json" | "xhtml+xml");
    let suffixed = form.ends_with("+xml") || form.ends_with("+json");
    matches!(family, "text" | "application") && (named || suffixed)
}

/// The defect at the end of a record, where the next one must begin.
fn wrong_end(format: &Format, source: &mut Source<'_>) -> Option<Fault> {
    skip_blank(source);
    let ahead = source.peek(LINE);
    let line = ahead.split(|&byte| byte == b'\n').next().unwrap_or(&[]);
    let fits = line.is_empty() || (format.begins)(line);
    (!fits).then(|| Fault::form("its length is wrong: no record begins behind it"))
}

fn skip_blank(source: &mut Source<'_>) {
    while matches!(source.peek(1).first(), Some(b'\r' | b'\n')) {
        source.step();
    }
}

/// Advances to the next record after a fault; `false` if there is none.
fn recover(
    format: &Format,
    fault: &Fault,
    content: Option<&Content>,
    source: &mut Source<'_>,
) -> bool {
    if fault.damage {
        return source.skip_damage();
    }
    if let Some(content) = content {
        source.rewind(content.start);
    }
    loop {
        let ahead = source.peek(LINE);
        let end = ahead.iter().take(LINE).position(|&byte| byte == b'\n');
        let line = &ahead[..end.map_or(ahead.len().min(LINE), |end| end + 1)];
        if line.is_empty() {
            // The stream has ended, or is damaged here.
            return source.at_end().is_err() && source.skip_damage();
        }
        if (format.begins)(line) {
            return true;
        }
        let passed = line.len();
        source.consume(passed);
    }
}

/// Hands over the page of a record, with a note on its defects.
fn deliver(
    item: &Item,
    place: &str,
    content: Content,
    fault: Option<&Fault>,
    out: &mut Out<'_, '_>,
) -> Result<(), Halt> {
    let Content { record, head, bytes, .. } = content;
    let (head, bytes, coding) = match head.and_then(|head| page(head, bytes, out.pass)) {
        Ok(page) => page,
        Err(kind) => {
            out.tally.add(&kind);
            return Ok(());
        }
    };
    out.pass.count(item)?;
    let ended = match &coding {
        Some(problem) => out.pass.trouble(item.at(&format!("record {place}: {problem}"))),
        None => Ok(()),
    };
    out.pass.hand(Member {
        name: item.place(place),
        bytes,
        url: record.url,
        captured: record.captured,
        media: head.media,
        charset: head.charset,
        note: fault.map(|fault| fault.reason.clone()).or(coding).or(record.note),
    })?;
    ended
}

/// A page: its header, its bytes, and a note on codings that could not be removed.
type Page = (http::Head, Vec<u8>, Option<String>);

/// The page in some content, or the kind under which it is skipped.
fn page(head: http::Head, mut bytes: Vec<u8>, pass: &Pass<'_>) -> Result<Page, String> {
    if bytes.len() <= head.length {
        return Err("empty".into());
    }
    bytes.drain(..head.length);
    let (bytes, coding) = http::body(&head, bytes, pass.budget)?;
    Ok((head, bytes, coding))
}
