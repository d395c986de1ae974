//! Which line of a plain text is its title. It is the first, if that reads like one; where the
//! text begins as a press release does, the first line that is no letterhead.

use super::super::date::{self, DayOrder};
use super::super::record::is_url;
use super::head;

/// The line of the title, and whether it is the first line of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The number of the line.
    pub line: usize,
    /// Whether it is the first line that is not blank.
    pub first: bool,
}

/// How many lines are looked at.
const LOOKED_AT: usize = 40;
/// Words that say what kind of paper it is, the longer first.
const MARKERS: &[&str] = &[
    "check against delivery",
    "communiqué de presse",
    "for immediate release",
    "joint media release",
    "joint media statement",
    "joint press release",
    "comunicado de prensa",
    "immediate release",
    "pressemitteilung",
    "joint statement",
    "media statement",
    "press statement",
    "media advisory",
    "press release",
    "media release",
    "breaking news",
    "nota de prensa",
    "news release",
    "transcription",
    "media alert",
    "unclassified",
    "communiqué",
    "communique",
    "transcript",
    "proof copy",
    "unofficial",
    "embargoed",
    "statement",
    "official",
    "hansard",
    "speech",
    "e&oe",
    "e & oe",
    "proof",
    "draft",
];
/// What the lines of a letterhead begin with.
const LETTERHEAD: &[&str] = &[
    "the hon",
    "hon ",
    "senator ",
    "the right hon",
    "minister for",
    "minister of",
    "assistant minister",
    "shadow ",
    "member for",
    "leader of the",
    "deputy leader",
    "authorised by",
    "authorized by",
    "prime minister",
    "treasurer",
    "premier of",
    "acting ",
    "media contact",
    "contact",
    "subject",
    "topics",
    "office of",
    "parliament",
    "page ",
    "tel",
    "phone",
    "ref",
    "federal member",
];

/// The title of a text, if a line of it reads like one.
pub fn find(lines: &[&str]) -> Option<Found> {
    let filled = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let head: Vec<usize> = filled.map(|(place, _)| place).take(LOOKED_AT).collect();
    let (&first, rest) = head.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let headed = head.iter().take(2).filter(|&&line| is_letterhead(lines[line])).count() == 2;
    let release = headed || head.iter().take(25).any(|&line| is_marked(lines[line]));
    let passed = |line: usize| {
        let line = lines[line];
        unmarked(line).is_empty() || is_dated(line) || release && is_letterhead(unmarked(line))
    };
    let letterhead = passed(first) || release && is_marked(lines[first]);
    if !letterhead {
        return reads_like_title(lines, first).then_some(Found { line: first, first: true });
    }
    let candidates = head.into_iter().take_while(|&line| !is_prose(lines[line]));
    let found = candidates.into_iter().find(|&line| {
        let words = unmarked(lines[line]).split_whitespace().count();
        words >= 2 && !passed(line) && reads_like_title(lines, line)
    });
    found.map(|line| Found { line, first: false })
}

/// A line without the words before it that say what kind of paper it is.
pub fn unmarked(line: &str) -> &str {
    let mut rest = line.trim();
    while let Some((after, true)) = marker(rest) {
        rest = after;
    }
    rest
}

/// Whether a line begins with a word that says what kind of paper it is.
fn is_marked(line: &str) -> bool {
    marker(line.trim()).is_some_and(|(_, whole)| whole)
}

/// What stands behind the marker that a line begins with, and whether the marker stands for itself
/// there, rather than being part of a sentence.
fn marker(line: &str) -> Option<(&str, bool)> {
    let lower = line.to_lowercase();
    let found = MARKERS.iter().find(|marker| lower.starts_with(*marker))?;
    let after = line.get(found.len()..)?;
    let rest = after.trim_start_matches([' ', ':', '-', '–', '—', '|', '/', ',', '\t']);
    let word = rest.split_whitespace().next().unwrap_or("").to_lowercase();
    let sign = after.is_empty()
        || after.starts_with([':', '-', '–', '—', '|', '/', '\t'])
        || after.starts_with("  ")
        || after.starts_with(" –");
    let capitals = !line.chars().take(found.len()).any(char::is_lowercase);
    let part =
        matches!(word.as_str(), "of" | "from" | "on" | "by" | "to" | "in" | "for" | "figures");
    Some((rest, (sign || capitals) && !part && !after.starts_with(char::is_alphanumeric)))
}

fn reads_like_title(lines: &[&str], at: usize) -> bool {
    let line = unmarked(lines[at]);
    let length = line.chars().count();
    if length > 200 || is_spaced(line) || !line.chars().any(char::is_alphabetic) || is_url(line) {
        return false;
    }
    let next = lines.get(at + 1).map_or("", |line| line.trim());
    if ends_sentence(line) {
        let after = lines[at + 1..].iter().find(|line| !line.trim().is_empty());
        let longer = after.is_some_and(|after| after.chars().count() > length * 2);
        return next.is_empty() && longer && length <= 70;
    }
    if next.is_empty() || head::is_headed(next) {
        return true;
    }
    let width =
        lines[at + 1..].iter().take(LOOKED_AT).map(|line| line.trim().chars().count()).max();
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    let continues = next.starts_with(char::is_lowercase);
    match width.unwrap_or(0) {
        // Lines as long as paragraphs are not broken: the first line stands for itself.
        width @ 121.. => length <= 160 && length * 2 < width.max(next.chars().count()),
        // Else it is a title if the next word would have fitted on it.
        width => !continues && length + 1 + word + 2 <= width,
    }
}

/// Whether a line is set in s p a c e d letters.
fn is_spaced(line: &str) -> bool {
    let words = line.split_whitespace();
    let (single, all) = words.fold((0, 0), |(single, all), word| {
        (single + usize::from(word.chars().count() == 1), all + 1)
    });
    all > 6 && single * 2 > all
}

fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '’', ')', '»', '\'']);
    end.ends_with(['.', '。', ',', ';', '؛', '،', '।', ':', '-']) && !end.ends_with("...")
}

fn is_prose(line: &str) -> bool {
    line.split_whitespace().count() >= 40
        || line.split_whitespace().count() >= 14 && line.trim_end().ends_with('.')
}

fn is_dated(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= 60 && date::read(line, DayOrder::Unknown).is_some()
}

fn is_letterhead(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let signed = ["MP", "MPs", "AM", "MLA", "MLC"]
        .iter()
        .any(|s| line.split_whitespace().any(|w| w.trim_matches(',') == *s));
    let short = line.split_whitespace().count() <= 14;
    signed && short
        || LETTERHEAD.iter().any(|start| lower.starts_with(start))
        || lower.contains('@')
}
