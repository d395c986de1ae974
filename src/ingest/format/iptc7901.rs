//! Agency wire texts framed by control characters: IPTC 7901 and the American ANPA 1312. One file
//! may hold many messages; priority and routing codes are ignored.

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts, Rank};
use crate::ingest::parse::xml::blocks::{one_line, plain};
use crate::ingest::parse::xml::{Keyed, dated, filled};

/// Start of header, start of text, end of text.
const FRAME: [char; 3] = ['\u{1}', '\u{2}', '\u{3}'];
/// The maximum offset of the first header in a file, and the maximum length of a header.
const HEADER: (usize, usize) = (64, 2048);

/// Whether a header and the start of a text are framed near the start.
pub fn recognise(document: Document<'_>) -> bool {
    let text = document.text;
    let Some((before, rest)) = text[..text.floor_char_boundary(HEADER.1)].split_once(FRAME[0])
    else {
        return false;
    };
    let header = rest.split_once(FRAME[1]).map_or("", |(header, _)| header);
    let controls =
        |c: char| matches!(c, '\r' | '\n' | '\t' | '\u{11}'..='\u{14}' | '\u{16}' | '\u{1f}');
    let clean = |text: &str| text.chars().all(|c| c.is_ascii_graphic() || c == ' ' || controls(c));
    before.len() <= HEADER.0 && header.contains('\n') && clean(before) && clean(header)
}

/// Hands over each message.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    let mut empty: Vec<usize> = Vec::new();
    let mut keyed = Keyed::new(&mut *out);
    let mut at = document.text.find(FRAME[0]).map_or(0, |start| start + 1);
    for message in document.text[at..].split(FRAME[0]) {
        match parts(message) {
            Some(parts) if !keyed.give(draft(parts)) => return Ok(()),
            Some(_) => {}
            None => empty.push(at),
        }
        at += message.len() + 1;
    }
    keyed.finish();
    if let Some(first) = empty.first() {
        out.passed_over(format!(
            "{} messages have no text, the first at byte {first}",
            empty.len()
        ));
    }
    Ok(())
}

/// A message between two starts of header.
#[derive(Clone, Copy)]
struct Parts<'a> {
    header: &'a str,
    text: &'a str,
    footer: &'a str,
}

fn parts(message: &str) -> Option<Parts<'_>> {
    let (header, text) = message.split_once(FRAME[1])?;
    let (text, footer) = text.split_once(FRAME[2]).unwrap_or((text, ""));
    Some(Parts { header, text, footer })
}

fn draft(message: Parts<'_>) -> Draft {
    let mut draft = if message.text.starts_with('^') { anpa(&message) } else { iptc(&message) };
    let day = american(message.footer).or_else(|| european(message.footer));
    let day = day.and_then(|day| dated(Rank::Stated, 90, "wire footer", &day));
    draft.dates.extend(day);
    draft
}

/// An IPTC 7901 message: keywords are in the header; the headline ends at a line that ends with
/// `=`.
fn iptc(message: &Parts<'_>) -> Draft {
    let mut lines = message.header.lines().map(str::trim).filter(|line| !line.is_empty());
    let route: Vec<&str> = lines.next().unwrap_or("").split_whitespace().collect();
    let keywords = lines.next().unwrap_or("");
    let ends = message.text.match_indices('\n').map(|(at, _)| at);
    let end = ends.take(8).find(|&at| message.text[..at].trim_end().ends_with('='));
    let (head, body) = message.text.split_at(end.unwrap_or(0));
    let head = || head.lines().map(|line| line.trim().trim_end_matches('=').trim());
    let title: Vec<&str> = head().filter(|line| !is_byline(line) && !is_mark(line)).collect();
    let agency = route.len().checked_sub(2).and_then(|at| route.get(at)).copied();
    Draft {
        title: filled(one_line(&title.join(" "))),
        body: plain(&printable(body)),
        source: agency.and_then(filled).map(|name| Evidence::new("iptc7901 header", name)),
        authors: head().filter(|line| is_byline(line)).map(str::to_owned).collect(),
        tags: keywords.split('/').filter_map(filled).collect(),
        ..Draft::default()
    }
}

/// An ANPA message: head lines begin with `^` and end with `<` or `=`.
fn anpa(message: &Parts<'_>) -> Draft {
    let mut title = None;
    let mut authors = Vec::new();
    let mut body = String::new();
    let mut lines = message.text.lines();
    let slug = unframed(lines.next().unwrap_or(""));
    for line in lines {
        let text = unframed(line);
        let of_head = line.trim_start().starts_with('^');
        if of_head && is_byline(&text) {
            authors.push(text);
        } else if of_head && (is_note(&text) || !authors.is_empty() && line.trim().ends_with('=')) {
            continue;
        } else if of_head && title.is_none() && body.trim().is_empty() {
            title = filled(text);
        } else {
            body.push_str(if line.starts_with(['\t', '^']) { "\n" } else { "" });
            body.push_str(&text);
            body.push('\n');
        }
    }
    Draft {
        title: title.or_else(|| filled(headline(&slug))),
        body: plain(&body),
        source: message.footer.starts_with("AP-").then(|| Evidence::new("anpa footer", "AP")),
        authors,
        ..Draft::default()
    }
}

/// A line without its framing and control characters.
fn unframed(line: &str) -> String {
    let line = line.trim().trim_start_matches('^').trim_end_matches(['<', '=']);
    printable(line).trim().to_owned()
}

fn printable(text: &str) -> String {
    let kept = |&c: &char| c != '^' && (!c.is_control() || matches!(c, '\n' | '\t'));
    text.chars().filter(kept).collect()
}

/// The words of a slug such as `BC-US--Harbor Dues, 1st Ld-Writethru,466`.
fn headline(slug: &str) -> &str {
    let words = slug.rsplit_once("--").map_or(slug, |(_, words)| words);
    words.split(',').next().unwrap_or(words)
}

fn is_byline(line: &str) -> bool {
    line.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "))
}

/// Whether a line of the headline marks a version: `EXTRA`, `1ST LEAD`, `(Achtung)`.
fn is_mark(line: &str) -> bool {
    let brackets = line.starts_with('(') && line.ends_with(')');
    brackets || line.len() <= 16 && !line.chars().any(char::is_lowercase)
}

/// Whether a line of the head is a note to editors.
fn is_note(line: &str) -> bool {
    const NOTES: [&str; 6] =
        ["AP Photo", "AP Video", "AP Graphic", "Eds:", "(Eds", "EDITOR'S NOTE"];
    NOTES.iter().any(|note| line.starts_with(note))
}

/// The date of a footer such as `AP-WF-11-13-13 1509GMT`: month, day and year.
fn american(footer: &str) -> Option<String> {
    let mut words = footer.split_whitespace();
    let numbers: Vec<&str> = words.next()?.rsplit('-').take(3).collect();
    let &[year, day, month] = &numbers[..] else { return None };
    let time = words.next().unwrap_or("");
    let (hour, rest) = time.split_at_checked(2)?;
    let (minute, zone) = rest.split_at_checked(2)?;
    let zone = zone.trim_end_matches('<');
    written(year, month.parse().ok()?, day.parse().ok()?, &format!("{hour}:{minute} {zone}"))
}

/// The date of a footer such as `131137 GMT Nov 13`: day, hour and minute, month, year.
fn european(footer: &str) -> Option<String> {
    let words: Vec<&str> = footer.split_whitespace().take(4).collect();
    let (stamp, zone, month, year) = match words[..] {
        [stamp, zone, month, year] if month_number(month).is_some() => (stamp, zone, month, year),
        [stamp, month, year, ..] => (stamp, "", month, year),
        _ => return None,
    };
    let (day, time) = stamp.split_at_checked(2)?;
    let (hour, minute) = time.split_at_checked(2)?;
    written(year, month_number(month)?, day.parse().ok()?, &format!("{hour}:{minute} {zone}"))
}

/// The number of a month by the start of its English or German name.
fn month_number(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "jan",
        "feb",
        "mar mär mrz",
        "apr",
        "may mai",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct okt",
        "nov",
        "dec dez",
    ];
    let start: String = name.to_lowercase().chars().take(3).collect();
    let at = MONTHS.iter().position(|names| names.split(' ').any(|name| name == start))?;
    u32::try_from(at + 1).ok()
}

/// The date in an unambiguous order; years of two digits are 1970 to 2069.
fn written(year: &str, month: u32, day: u32, time: &str) -> Option<String> {
    let number: u32 = year.parse().ok()?;
    let year = match (year.len(), number) {
        (4, _) => number,
        (2, 70..) => 1900 + number,
        (2, _) => 2000 + number,
        _ => return None,
    };
    Some(format!("{year}-{month:02}-{day:02} {}", time.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const IPTC: &str = "\u{1}ost062 4 i 211  osp 061\r\n\nPorts/dues/\r\n\u{2}1ST LEAD\r\nHarbour \
                        dues to rise \r\nat last\r\nBy Ann Writer, osp =\r\n\n   Ostport (osp) - \
                        Dues\r\nrise.\r\n\n   Owners object.\r\n\r\n\u{3}040915 GMT Mar 19 \
                        \r\n\u{7f}\n\u{4}";
    const ANPA: &str = "\u{16}\u{16}\u{1}W2870\u{1f}_asian\nf l\u{13}\u{11} BC-US--HarborDues  03-04 \
                        0049\n\u{2}^BC-US--Harbor Dues,46<\n^Harbor dues rise<\n^AP Photo X1<\n^By \
                        ANN WRITER=\n^Associated Press=\n\t   OSTPORT (AP) _ Dues rise.\n \n\t   \
                        Owners object.\n\n\t   ^\u{3}AP-WF-03-04-19 1509GMT<\n\n\u{c}\n\u{4}";

    #[test]
    fn a_message_of_iptc_7901_is_read() {
        assert!(recognise(document(IPTC)));
        let found = collect(extract, IPTC);
        assert_eq!((found.articles.len(), found.problems.len()), (1, 0));
        let message = &found.articles[0];
        assert_eq!(message.title.as_deref(), Some("Harbour dues to rise at last"));
        assert_eq!(message.body, "Ostport (osp) - Dues\nrise.\n\nOwners object.");
        assert_eq!(message.authors, ["By Ann Writer, osp"]);
        assert_eq!(dates(message), ["wire footer: 2019-03-04 09:15 GMT"]);
        assert_eq!(message.tags, ["Ports", "dues"]);
        assert_eq!(message.source.as_ref().unwrap().text, "osp");
    }

    #[test]
    fn a_message_of_anpa_is_read() {
        assert!(recognise(document(ANPA)));
        let message = &collect(extract, ANPA).articles[0];
        assert_eq!(message.title.as_deref(), Some("Harbor dues rise"));
        assert_eq!(message.body, "OSTPORT (AP) _ Dues rise.\n\nOwners object.");
        assert_eq!(message.authors, ["By ANN WRITER"]);
        assert_eq!(dates(message), ["wire footer: 2019-03-04 15:09 GMT"]);
    }

    #[test]
    fn several_messages_stand_in_one_file() {
        let file = format!("{ANPA}\u{1}cut off{IPTC}");
        let found = collect(extract, &file);
        assert_eq!((found.articles.len(), found.problems.len()), (2, 1));
        assert_eq!(
            found.problems,
            [format!("1 messages have no text, the first at byte {}", ANPA.len() + 1)]
        );
    }
}
