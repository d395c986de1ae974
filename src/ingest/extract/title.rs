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
/// Lines that say what kind of paper it is, without signs and case.
const MARKERS: &[&str] = &[
    "official",
    "unofficial",
    "eoe",
    "transcript",
    "eoe transcript",
    "transcript eoe",
    "media release",
    "press release",
    "news release",
    "joint media release",
    "joint press release",
    "media statement",
    "press statement",
    "joint statement",
    "statement",
    "joint media statement",
    "for immediate release",
    "immediate release",
    "media alert",
    "media advisory",
    "unclassified",
    "embargoed",
    "check against delivery",
    "communique",
    "communiqué",
    "pressemitteilung",
    "communiqué de presse",
    "comunicado de prensa",
    "nota de prensa",
    "speech",
    "transcription",
    "proof copy",
    "proof",
    "draft",
    "hansard",
    "news",
    "opinion",
    "breaking",
    "breaking news",
    "exclusive",
    "media",
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
    "e&oe",
    "embargo",
    "office of",
    "parliament",
    "page ",
    "tel",
    "phone",
    "ref",
    "federal member",
    "australian ",
];

/// The title of a text, if a line of it reads like one.
pub fn find(lines: &[&str]) -> Option<Found> {
    let mut filled = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let head: Vec<usize> = filled.by_ref().map(|(place, _)| place).take(LOOKED_AT).collect();
    let (&first, rest) = head.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let release = head.iter().take(25).any(|&line| is_marker(lines[line]));
    let passed = |line: usize| {
        is_marker(lines[line]) || is_dated(lines[line]) || release && is_letterhead(lines[line])
    };
    if !passed(first) {
        return reads_like_title(lines, first).then_some(Found { line: first, first: true });
    }
    let candidates = rest.iter().take_while(|&&line| !is_prose(lines[line]));
    let found = candidates.copied().find(|&line| {
        !passed(line)
            && lines[line].split_whitespace().count() >= 2
            && reads_like_title(lines, line)
    });
    found.map(|line| Found { line, first: false })
}

fn reads_like_title(lines: &[&str], at: usize) -> bool {
    let line = lines[at].trim();
    let length = line.chars().count();
    if length > 200 || !line.chars().any(char::is_alphabetic) || is_url(line) {
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

fn is_marker(line: &str) -> bool {
    let words = plain(line);
    words.len() <= 40 && MARKERS.contains(&words.as_str())
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

/// The words of a line in lower case, without signs.
fn plain(line: &str) -> String {
    let kept: String = line.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
