//! Parses the headers of WARC records, ISO 28500 from its drafts (0.17) to 1.1.
//! <https://iipc.github.io/warc-specifications/>

use super::http::{Fields, content_type};
use super::source::Source;
use super::web::{self, Fault, Format, Record, Shape};
use super::{Halt, Item, Pass};

/// The maximum length of a header in bytes.
const HEAD: usize = 64 << 10;

const FORMAT: Format = Format { head, begins };

/// Hands over the pages of a WARC file.
pub(super) fn members(item: &Item, source: Source<'_>, pass: &mut Pass<'_>) -> Result<(), Halt> {
    web::members(&FORMAT, item, source, pass)
}

fn begins(line: &[u8]) -> bool {
    line.starts_with(b"WARC/0.") || line.starts_with(b"WARC/1.")
}

fn head(source: &mut Source<'_>) -> Result<Record, Fault> {
    let lines = lines(source)?;
    if !lines.first().is_some_and(|line| begins(line)) {
        return Err(Fault::form("no WARC record begins here"));
    }
    let fields = Fields::read(lines[1..].iter().map(Vec::as_slice));
    let length = fields.get("content-length").unwrap_or("");
    let length = length
        .parse()
        .map_err(|_| Fault::form(format!("its content length `{}` is no number", short(length))))?;
    let truncated = fields.get("warc-truncated");
    Ok(Record {
        url: fields.get("warc-target-uri").map(address),
        captured: fields.get("warc-date").map(str::to_string),
        length,
        shape: shape(&fields),
        note: truncated.map(|why| format!("cut by the crawler: {}", short(why))),
    })
}

/// The lines of the header up to the empty one.
fn lines(source: &mut Source<'_>) -> Result<Vec<Vec<u8>>, Fault> {
    let (mut lines, mut line, mut room) = (vec![], vec![], HEAD);
    loop {
        let count = source.line(&mut line, room)?;
        room -= count;
        if room == 0 {
            return Err(Fault::form(format!("its head is longer than {} KiB", HEAD >> 10)));
        }
        let text = line.trim_ascii_end();
        if count == 0 || text.is_empty() || lines.is_empty() && !begins(text) {
            lines.extend((!text.is_empty()).then(|| text.to_vec()));
            return Ok(lines);
        }
        lines.push(text.to_vec());
    }
}

fn shape(fields: &Fields) -> Shape {
    let kind = fields.get("warc-type").unwrap_or("without type").to_ascii_lowercase();
    let written = fields.get("content-type");
    let media = written.and_then(|value| content_type(value).0);
    let http = media.as_deref().is_none_or(|media| media == "application/http");
    match kind.as_str() {
        "response" if http => Shape::Http,
        "resource" if fields.get("warc-target-uri").is_some_and(is_log) => {
            Shape::Other("record of the crawler".into())
        }
        "response" | "resource" | "conversion" => Shape::Page(written.map(str::to_string)),
        _ => Shape::Other(short(&kind)),
    }
}

/// Crawlers store their settings and logs as resources with addresses of their own.
fn is_log(url: &str) -> bool {
    let scheme = address(url).split(':').next().unwrap_or("").to_ascii_lowercase();
    matches!(scheme.as_str(), "metadata" | "urn" | "warcinfo")
}

/// Some writers put addresses between angle brackets.
fn address(written: &str) -> String {
    written.trim_start_matches('<').trim_end_matches('>').to_string()
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::head;
    use crate::ingest::source::container::source::{Plain, Source};

    #[test]
    fn a_head_may_break_its_lines_and_bracket_its_address() {
        let mut bytes: &[u8] =
            b"WARC/0.18\nwarc-type: resource\nWARC-Target-URI:\n <http://a.example/>\n\
            Content-Length: 12\n\nrest";
        let record = head(&mut Source::new(Box::new(Plain(&mut bytes)))).unwrap();
        assert_eq!(record.url.as_deref(), Some("http://a.example/"));
        assert_eq!(record.length, 12);
    }
}
