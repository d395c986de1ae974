//! Parses the headers of ARC records, versions 1 and 2.
//! <https://archive.org/web/researcher/ArcFileFormat.php>

use super::source::Source;
use super::web::{self, Fault, Format, Record, Shape};
use super::{Halt, Item, Pass};

/// The maximum length in bytes of a header: one line, most of it an address.
const LINE: usize = 16 << 10;

const FORMAT: Format = Format { head, begins };

/// Hands over the pages of an ARC file.
pub(super) fn members(item: &Item, source: Source<'_>, pass: &mut Pass<'_>) -> Result<(), Halt> {
    web::members(&FORMAT, item, source, pass)
}

fn begins(line: &[u8]) -> bool {
    read(line).is_some()
}

fn head(source: &mut Source<'_>) -> Result<Record, Fault> {
    let mut line = vec![];
    source.line(&mut line, LINE)?;
    read(&line).ok_or_else(|| Fault::form("no ARC record begins here"))
}

/// Parses `URL IP-address date content-type [result checksum location offset file name] length`.
/// Addresses may contain spaces, so the date is searched for from the right.
fn read(line: &[u8]) -> Option<Record> {
    let text = String::from_utf8_lossy(line);
    let words: Vec<&str> = text.trim_end().split(' ').collect();
    let length = words.last()?.parse().ok()?;
    let (_, before) = words.split_last()?;
    let date = before.iter().rposition(|word| is_date(word)).filter(|&date| date >= 2)?;
    let media = before.get(date + 1).copied();
    let url = words[..date - 1].join(" ");
    if !url.contains(':') {
        return None;
    }
    let shape = match url.split(':').next() {
        Some("filedesc") => Shape::Other("filedesc".into()),
        Some("http" | "https" | "HTTP" | "HTTPS") => Shape::Http,
        _ => Shape::Page(media.map(str::to_string)),
    };
    let captured = Some(instant(words[date]));
    Some(Record { url: Some(url), captured, length, shape, note: None })
}

fn is_date(word: &str) -> bool {
    word.len() == 14 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Converts `20080430204825` to RFC 3339; ARC dates are in UTC.
fn instant(digits: &str) -> String {
    let part = |range: std::ops::Range<usize>| &digits[range];
    format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0..4),
        part(4..6),
        part(6..8),
        part(8..10),
        part(10..12),
        part(12..14)
    )
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_date_in_the_place_of_the_length_is_no_head() {
        assert_eq!(read(b"http://a.example/ 10.0.0.1 20010203040506\n"), None);
        assert_eq!(read(b"20010203040506\n"), None);
        let record = read(b"dns:a.example 10.0.0.1 20010203040506 text/dns 5\n").unwrap();
        assert_eq!(record.length, 5);
    }
}
