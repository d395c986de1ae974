//! Cuts long documents that consist of records into chunks of whole records, so that memory does
//! not grow with the file. [`super::boundaries`] finds where records end.

use std::io::Read;

use super::boundaries::{self, Boundary};
use super::container::reason;
use super::read::LONG;

/// The approximate size of a chunk in bytes.
pub const CHUNK: usize = LONG as usize;

/// The size in bytes of the longest record: 256 MiB.
const LONGEST: usize = 256 << 20;

/// How documents of a format are cut into chunks.
#[derive(Clone, Copy, Debug)]
pub struct Chunking {
    /// The length in bytes of the head of a document, which every chunk repeats; `None` if the
    /// document is not a sequence of records and must be read whole.
    pub head: fn(&[u8]) -> Option<usize>,
    /// The last boundary between two records, given the head and the bytes after it; `None` if
    /// there is none.
    pub boundary: fn(&[u8], &[u8]) -> Option<Boundary>,
    /// The bytes appended to every chunk but the last.
    pub tail: &'static [u8],
}

impl Chunking {
    /// A sequence of records with nothing before or after them.
    pub const fn at(boundary: fn(&[u8], &[u8]) -> Option<Boundary>) -> Chunking {
        Chunking { head: boundaries::no_head, boundary, tail: b"" }
    }

    /// Whether a document that begins with these bytes can be cut.
    pub fn cuts(&self, begin: &[u8]) -> bool {
        (self.head)(begin).is_some()
    }
}

/// Cuts a byte stream into chunks.
pub struct Cutter<'a> {
    chunking: Chunking,
    rest: &'a mut dyn Read,
    /// Bytes read but not yet returned, without the head.
    held: Vec<u8>,
    head: Vec<u8>,
    size: usize,
    ended: bool,
    /// Why the stream ended early.
    pub failure: Option<String>,
}

/// A chunk of a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// Its bytes, head and tail included.
    pub bytes: Vec<u8>,
    /// The number of lines of the document that end in it, not counting those of the head.
    pub lines: u64,
}

impl<'a> Cutter<'a> {
    /// Cuts the bytes already read and the rest of the stream into chunks of about `size` bytes.
    pub fn new(
        chunking: Chunking,
        mut read: Vec<u8>,
        rest: &'a mut dyn Read,
        size: usize,
    ) -> Cutter<'a> {
        let records = read.split_off((chunking.head)(&read).unwrap_or(0));
        Cutter { chunking, rest, held: records, head: read, size, ended: false, failure: None }
    }

    /// The next chunk; `None` after the last one or after a failure.
    pub fn chunk(&mut self) -> Option<Chunk> {
        let mut wanted = self.size;
        while !self.ended {
            self.fill(wanted);
            let boundary = (self.chunking.boundary)(&self.head, &self.held);
            if let Some(boundary) = boundary.filter(|_| !self.ended) {
                return Some(self.give(boundary, self.chunking.tail));
            }
            // The record is longer than a chunk: retry with twice as many bytes.
            wanted *= 2;
            if wanted > LONGEST && !self.ended {
                self.end("a record is longer than 256 MiB; what follows it is not read".into());
            }
        }
        let all = Boundary { end: self.held.len(), next: self.held.len() };
        (!self.held.is_empty()).then(|| self.give(all, b""))
    }

    fn give(&mut self, boundary: Boundary, tail: &[u8]) -> Chunk {
        let bytes = [&self.head, &self.held[..boundary.end], tail].concat();
        let lines = lines(&self.held[..boundary.next]);
        self.held.drain(..boundary.next);
        Chunk { bytes, lines }
    }

    /// Reads until `wanted` bytes are held, or the stream ends.
    fn fill(&mut self, wanted: usize) {
        let missing = wanted.saturating_sub(self.held.len()) as u64;
        match Read::take(&mut self.rest, missing).read_to_end(&mut self.held) {
            Ok(read) => self.ended = (read as u64) < missing,
            Err(error) => self.end(reason(&error)),
        }
    }

    fn end(&mut self, why: String) {
        self.ended = true;
        self.failure = Some(why);
    }
}

fn lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::Cutter;
    use crate::ingest::document::Options;
    use crate::ingest::draft::Draft;
    use crate::ingest::format::{self, FORMATS};
    use crate::ingest::tests::drafts_as;
    use proptest::prelude::*;

    /// Records of each format, and what they are joined by, begun by and ended by.
    const WRITTEN: &[(&str, &str, [&str; 3])] = &[
        ("JSON Lines", "a.jsonl", ["", "\n", "\n"]),
        ("JSON", "a.json", [" [\n", " ,\n", "\n]\n"]),
        ("table", "a.csv", ["title,text,date\n", "", ""]),
        ("e-mail", "a.mbox", ["", "\n", ""]),
        ("TREC", "a.sgml", ["", "\n", "\n"]),
        ("Reuters SGML", "a.sgm", ["<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n", "\n", "\n"]),
        ("RIS", "a.ris", ["", "\r\n", ""]),
    ];

    fn record(format: &str, number: usize, text: &str) -> String {
        let json = serde_json::to_string(text).unwrap();
        // Several lines with commas would be taken for rows behind a mark that is not closed.
        let comma = if text.lines().count() > 3 { ";" } else { "," };
        let quoted = text.replace('"', "\"\"").replace(',', comma);
        let plain = text.replace(['<', '>', '&'], " ");
        match format {
            "JSON Lines" | "JSON" => {
                format!("{{\"id\": {number}, \"title\": \"T{number}\", \"body\": {json}}}")
            }
            "table" => format!("T{number},\"{quoted}\",2023-11-05\r\n"),
            "e-mail" => format!(
                "From a@a.example Sun Nov  5 10:00:00 2023\nFrom: a@a.example\nTo: b@a.example\n\
                 Subject: T{number}\nMessage-ID: <{number}@a.example>\n\n{}\n",
                text.replace("From ", "to ")
            ),
            "TREC" => format!("<DOC>\n<DOCNO>{number}</DOCNO>\n<TEXT>\n{plain}\n</TEXT>\n</DOC>"),
            "Reuters SGML" => {
                format!("<REUTERS NEWID=\"{number}\"><TEXT><BODY>{plain}</BODY></TEXT></REUTERS>")
            }
            _ => format!(
                "TY  - NEWS\r\nID  - {number}\r\nTI  - T{number}\r\nAB  - {}\r\nER  - ",
                plain.replace('\n', " ")
            ),
        }
    }

    fn drafts_of(format: &str, path: &str, bytes: &[u8]) -> Vec<Draft> {
        let format = format::by_name(format).unwrap();
        drafts_as(format, (path, std::str::from_utf8(bytes).unwrap()), &Options::default()).0
    }

    #[test]
    fn every_format_that_is_cut_has_records_here() {
        for format in FORMATS.iter().filter(|format| format.chunking.is_some()) {
            assert!(WRITTEN.iter().any(|(name, ..)| *name == format.name), "{}", format.name);
        }
    }

    proptest! {
        #[test]
        fn chunks_give_the_articles_that_the_whole_gives(
            texts in proptest::collection::vec("[a-z\",;{}\\[\\] \n\\\\é東]{0,40}", 1..12),
            size in 1_usize..400,
        ) {
            for (format, path, [begin, between, end]) in WRITTEN {
                let text = |(number, text): (usize, &String)| {
                    record(format, number, &format!("It rained {text} all day"))
                };
                let records: Vec<String> = texts.iter().enumerate().map(text).collect();
                let whole = format!("{begin}{}{end}", records.join(between));
                let (first, mut rest) = whole.as_bytes().split_at(whole.len().min(size.max(begin.len())));
                let chunking = format::by_name(format).and_then(|format| format.chunking).unwrap();
                let mut cutter = Cutter::new(chunking, first.to_vec(), &mut rest, size);
                let (mut found, mut lines) = (vec![], super::lines(&cutter.head));
                while let Some(chunk) = cutter.chunk() {
                    found.extend(drafts_of(format, path, &chunk.bytes));
                    lines += chunk.lines;
                }
                let expected = drafts_of(format, path, whole.as_bytes());
                prop_assert_eq!(expected.len(), texts.len(), "{}", whole);
                prop_assert_eq!(found, expected, "{}", whole);
                prop_assert_eq!(lines, whole.matches('\n').count() as u64);
            }
        }
    }
}
