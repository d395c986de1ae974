//! Finds where one record of a long document ends and the next begins, from the form of the bytes
//! alone; the content of records is not parsed.

use crate::ingest::format::json::nesting::Nesting;

/// The length in bytes from which an open quoted value of a table is taken for one whose quotation
/// mark is never closed.
const LONGEST_VALUE: usize = 32 << 20;

/// The boundary between two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// The offset just after the previous record.
    pub end: usize,
    /// The offset of the next record.
    pub next: usize,
}

impl Boundary {
    fn at(place: usize) -> Boundary {
        Boundary { end: place, next: place }
    }
}

/// The head of a format without one: records start at offset 0.
pub fn no_head(_: &[u8]) -> Option<usize> {
    Some(0)
}

/// The boundary after the last line.
pub fn line(_: &[u8], records: &[u8]) -> Option<Boundary> {
    let place = records.iter().rposition(|&byte| byte == b'\n')?;
    Some(Boundary::at(place + 1))
}

/// The head up to the bracket that opens a list; `None` if the document is not a list.
pub fn list_head(document: &[u8]) -> Option<usize> {
    let blank = document.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    (document.get(blank) == Some(&b'[')).then_some(blank + 1)
}

/// The boundary at the last comma between two elements of the outermost list.
pub fn element(head: &[u8], records: &[u8]) -> Option<Boundary> {
    if head.is_empty() {
        return None;
    }
    // No element is as long as that: a quotation mark or a bracket is never closed.
    balanced(records)
        .or_else(|| between_objects(records).filter(|_| records.len() >= LONGEST_VALUE))
}

/// The boundary at the last comma that is in no string, list or object.
fn balanced(records: &[u8]) -> Option<Boundary> {
    let (mut nesting, mut last) = (Nesting::default(), None);
    for (place, &byte) in records.iter().enumerate() {
        nesting.read(byte)?;
        if byte == b',' && nesting.is_outside() {
            last = Some(Boundary { end: place, next: place + 1 });
        }
    }
    last
}

/// The boundary at the last comma between two braces, whatever lies before.
fn between_objects(records: &[u8]) -> Option<Boundary> {
    let closed = |place: usize| records[..place].trim_ascii_end().ends_with(b"}");
    let opened = |place: usize| records[place + 1..].trim_ascii_start().starts_with(b"{");
    let mut commas = (0..records.len()).rev().filter(|&place| records[place] == b',');
    let place = commas.find(|&place| closed(place) && opened(place))?;
    Some(Boundary { end: place, next: place + 1 })
}

/// The head up to the end of the line of column names.
pub fn table_head(document: &[u8]) -> Option<usize> {
    let blank = document.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    let line = document[blank..].iter().position(|&byte| byte == b'\n');
    Some(line.map_or(0, |end| blank + end + 1))
}

/// The boundary after the last row. Line ends inside quotation marks do not count; a quotation mark
/// opens only at the start of a value.
pub fn row(head: &[u8], records: &[u8]) -> Option<Boundary> {
    let delimiter = crate::ingest::format::table::delimiter(&String::from_utf8_lossy(head));
    let (mut quoted, mut starts, mut closed, mut last) = (false, true, false, None);
    for (place, &byte) in records.iter().enumerate() {
        // A doubled mark closes and opens again.
        let again = std::mem::replace(&mut closed, quoted && byte == b'"');
        match byte {
            b'"' if quoted => quoted = false,
            b'"' if starts || again => quoted = true,
            b'\n' if !quoted => last = Some(Boundary::at(place + 1)),
            _ => {}
        }
        starts = !quoted && (byte == delimiter || byte == b'\n');
    }
    // No value is this long: its quotation mark is never closed.
    last.or_else(|| line(head, records).filter(|_| records.len() >= LONGEST_VALUE))
}

/// The boundary before the last line that begins a mailbox message, which follows a blank line.
pub fn message(_: &[u8], records: &[u8]) -> Option<Boundary> {
    let begins = |place: &usize| {
        let before = &records[..*place];
        (before.ends_with(b"\n\n") || before.ends_with(b"\n\r\n"))
            && crate::ingest::format::mail::is_envelope(first_line(&records[*place..]))
    };
    last(records, b"From ", &begins).map(Boundary::at)
}

fn first_line(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|&byte| byte == b'\n');
    &bytes[..end.unwrap_or(bytes.len())]
}

/// The boundary after the last `</DOC>`.
pub fn sgml_doc(_: &[u8], records: &[u8]) -> Option<Boundary> {
    behind_tag(records, b"</DOC>")
}

/// The boundary after the last `</REUTERS>`.
pub fn reuters(_: &[u8], records: &[u8]) -> Option<Boundary> {
    behind_tag(records, b"</REUTERS>")
}

fn behind_tag(records: &[u8], tag: &[u8]) -> Option<Boundary> {
    let same = |place: &usize| {
        records.get(*place..*place + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag))
    };
    last(records, b"</", &same).map(|place| Boundary::at(place + tag.len()))
}

/// The boundary before the last line that begins a reference.
pub fn reference(_: &[u8], records: &[u8]) -> Option<Boundary> {
    let begins = |place: &usize| *place > 0 && records[*place - 1] == b'\n';
    last(records, b"TY  -", &begins).map(Boundary::at)
}

/// The last occurrence of a byte string that passes a test.
fn last(records: &[u8], bytes: &[u8], test: &dyn Fn(&usize) -> bool) -> Option<usize> {
    let places = (0..records.len()).rev();
    places.filter(|&place| records[place..].starts_with(bytes)).find(test)
}

#[cfg(test)]
mod tests {
    use super::{Boundary, element, list_head, message, row, sgml_doc, table_head};

    #[test]
    fn a_comma_inside_an_element_is_no_boundary() {
        let list = br#"[{"a": "x, ]\"", "b": [1, 2]}, {"c": "#;
        assert_eq!(list_head(list), Some(1));
        assert_eq!(list_head(b" {}"), None);
        assert_eq!(element(b"[", &list[1..]), Some(Boundary { end: 28, next: 29 }));
        assert_eq!(element(b"[", br#"{"a": "x, "#), None);
        assert_eq!(element(b"", b"{}, {}"), None);
        assert_eq!(element(b"[", b"]"), None);
    }

    #[test]
    fn a_line_inside_a_quoted_value_is_no_row() {
        assert_eq!(table_head(b"a;b\n1;2\n"), Some(4));
        assert_eq!(row(b"a,b\n", b"1,\"x\n\"\"y\"\"\nz\"\n2,\"open\n"), Some(Boundary::at(14)));
        assert_eq!(row(b"a,b\n", b"1,5\"\" pipe\n2"), Some(Boundary::at(11)));
        assert_eq!(row(b"a;b\n", b"\"x\n\";2\n"), Some(Boundary::at(7)));
    }

    #[test]
    fn a_line_that_only_begins_like_a_message_is_none() {
        let box_ = b"From a Sun Nov  5 10:00:00 2023\n\nHi\n\nFrom here on it rained\n\n";
        assert_eq!(message(b"", box_), None);
        let two = [&box_[..], b"From b Sun Nov  5 10:00:00 2023\nFrom: b"].concat();
        assert_eq!(message(b"", &two), Some(Boundary::at(box_.len())));
    }

    #[test]
    fn the_end_of_a_document_is_found_in_any_case() {
        assert_eq!(sgml_doc(b"", b"<doc>a</doc>\n<doc>b</d"), Some(Boundary::at(12)));
        assert_eq!(sgml_doc(b"", b"<doc>a"), None);
    }
}
