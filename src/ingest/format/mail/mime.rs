//! The body of a message: its parts, their transfer encodings, and the selection of the part to
//! read.

use super::headers::{Headers, in_charset, parameter};
use crate::ingest::parse::markup;

/// The maximum nesting depth of parts.
const DEPTH: usize = 16;
/// The maximum number of parts of a message.
const PARTS: usize = 1000;

/// The text of a message, and what was skipped.
pub struct Text {
    /// Paragraphs separated by a blank line.
    pub text: String,
    /// What was skipped, one phrase each.
    pub notes: Vec<String>,
}

/// A part that can be read.
struct Leaf {
    html: bool,
    text: String,
}

/// State collected while walking the parts.
#[derive(Default)]
struct Gathered {
    /// The parts to read, in order; of alternatives only the best one.
    leaves: Vec<Leaf>,
    looked_at: usize,
    attachments: usize,
    too_deep: bool,
}

/// The text of a message; `None` if there is none.
pub fn text(headers: &Headers, body: &[u8]) -> Option<Text> {
    let mut gathered = Gathered::default();
    gather(headers, body, 0, &mut gathered);
    let texts: Vec<String> = gathered.leaves.into_iter().map(readable).collect();
    let text = texts.join("\n\n").trim().to_string();
    let mut notes = vec![];
    if gathered.attachments > 0 {
        let s = if gathered.attachments == 1 { "" } else { "s" };
        notes.push(format!("{} attachment{s} not read", gathered.attachments));
    }
    if gathered.too_deep || gathered.looked_at > PARTS {
        notes.push("parts too deep or too many were not read".into());
    }
    (!text.is_empty()).then_some(Text { text, notes })
}

fn readable(leaf: Leaf) -> String {
    if leaf.html { markup::layout(&leaf.text) } else { flowed(&leaf.text) }
}

/// Plain text without the carriage returns of mail.
fn flowed(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn gather(headers: &Headers, body: &[u8], depth: usize, gathered: &mut Gathered) {
    gathered.looked_at += 1;
    if depth > DEPTH || gathered.looked_at > PARTS {
        gathered.too_deep = true;
        return;
    }
    let written = headers.get("content-type").unwrap_or("text/plain");
    let media = written.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let attached = headers
        .get("content-disposition")
        .is_some_and(|value| value.to_ascii_lowercase().starts_with("attachment"));
    match (media.as_str(), media.split('/').next()) {
        _ if attached => gathered.attachments += 1,
        (_, Some("multipart")) => parts(&media, written, body, depth, gathered),
        ("message/rfc822", _) => {
            let body = transfer(headers, body);
            let (inner, body) = Headers::split(&body);
            gather(&inner, body, depth + 1, gathered);
        }
        ("text/html" | "application/xhtml+xml" | "text/plain" | "text" | "", _) => {
            let charset = parameter(written, "charset");
            let text = in_charset(&transfer(headers, body), charset.as_deref());
            gathered.leaves.push(Leaf { html: media.contains("html"), text });
        }
        _ => gathered.attachments += 1,
    }
}

/// The parts of a multipart body: of alternatives the HTML one, which holds the whole of a newsletter
/// where the plain one often only points to it; else all.
fn parts(media: &str, written: &str, body: &[u8], depth: usize, gathered: &mut Gathered) {
    let Some(boundary) = parameter(written, "boundary") else { return };
    let before = gathered.leaves.len();
    for part in between(body, boundary.as_bytes()) {
        let (headers, body) = Headers::split(part);
        gather(&headers, body, depth + 1, gathered);
    }
    if media != "multipart/alternative" {
        return;
    }
    let leaves = gathered.leaves.split_off(before);
    let page = leaves.iter().any(|leaf| leaf.html);
    gathered.leaves.extend(leaves.into_iter().filter(|leaf| leaf.html == page));
}

/// What lies between lines of `--boundary`; a part that the end cuts off is kept.
fn between<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = vec![];
    let (mut start, mut at) = (None, 0);
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        let rest = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        let ends = match rest.map(<[u8]>::trim_ascii_end) {
            Some(b"") => false,
            Some(b"--") => true,
            _ => {
                at += line.len();
                continue;
            }
        };
        parts.extend(start.map(|start| &body[start..at]));
        at += line.len();
        start = (!ends).then_some(at);
        if ends {
            break;
        }
    }
    parts.extend(start.map(|start| &body[start..]));
    parts
}

/// A web page that lies in a message, and where it was published.
pub(crate) struct Page {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// The charset that its part names.
    pub(crate) charset: Option<String>,
    /// Its address.
    pub(crate) location: Option<String>,
}

/// The first web page in a message: the one that its other parts belong to.
pub(crate) fn first_page(headers: &Headers, body: &[u8], depth: usize) -> Option<Page> {
    let written = headers.get("content-type").unwrap_or_default();
    let media = written.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if media.contains("html") {
        return Some(Page {
            bytes: transfer(headers, body),
            charset: parameter(written, "charset"),
            location: headers.get("content-location").map(str::to_string),
        });
    }
    let boundary = parameter(written, "boundary").filter(|_| media.starts_with("multipart/"))?;
    let parts = between(body, boundary.as_bytes()).into_iter().take(PARTS);
    let mut inner = parts.map(Headers::split).filter(|_| depth < DEPTH);
    inner.find_map(|(headers, body)| first_page(&headers, body, depth + 1))
}

/// The bytes of a part with its transfer encoding removed.
fn transfer(headers: &Headers, body: &[u8]) -> Vec<u8> {
    match headers.get("content-transfer-encoding").unwrap_or("").to_ascii_lowercase().as_str() {
        "base64" => base64(body),
        "quoted-printable" => quoted_printable(body),
        _ => body.to_vec(),
    }
}

/// Decodes quoted-printable text; invalid escapes are kept literally.
pub fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        match (after, after.get(..2).and_then(hex)) {
            (_, Some(value)) => {
                bytes.push(value);
                rest = &after[2..];
            }
            ([b'\r', b'\n', rest_of_text @ ..] | [b'\n', rest_of_text @ ..], None) => {
                rest = rest_of_text;
            }
            _ => bytes.push(byte),
        }
    }
    bytes
}

fn hex(digits: &[u8]) -> Option<u8> {
    let text = str::from_utf8(digits).ok().filter(|text| !text.starts_with('+'))?;
    u8::from_str_radix(text, 16).ok()
}

/// Decodes base64 text as far as possible; characters outside its alphabet are skipped.
pub fn base64(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0u8);
    for value in text.iter().take_while(|&&byte| byte != b'=').filter_map(sextet) {
        bits = bits << 6 | value;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

fn sextet(byte: &u8) -> Option<u32> {
    Some(match *byte {
        byte @ b'A'..=b'Z' => u32::from(byte - b'A'),
        byte @ b'a'..=b'z' => u32::from(byte - b'a') + 26,
        byte @ b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}
