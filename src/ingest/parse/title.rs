//! Finds the title of a plain text: its first line if that reads like a title, or, where the text begins
//! like a press release, the first line that is no letterhead.

use super::head;
use super::record::is_url;
use crate::ingest::article::dates::{self, DayOrder};

/// The line of a text that is its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleLine {
    /// The number of the line, from 0.
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
    "minister assisting",
    "deputy labor leader",
    "chair of the",
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
    "media contacts",
    "contact",
    "contacts",
    "subject",
    "subjects",
    "topic",
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
pub fn find(lines: &[&str]) -> Option<TitleLine> {
    let filled = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let head: Vec<usize> = filled.map(|(place, _)| place).take(LOOKED_AT).collect();
    let (&first, rest) = head.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let headed = head.iter().take(2).filter(|&&line| is_letterhead(lines[line])).count() == 2
        || is_letterhead(lines[first]) && names_office(lines[first]);
    let release = headed || head.iter().take(25).any(|&line| is_marked(lines[line]));
    let passed = |line: usize| {
        let line = lines[line];
        unmarked(line).is_empty() || is_dated(line) || release && is_letterhead(unmarked(line))
    };
    let letterhead = passed(first) || release && is_marked(lines[first]);
    if !letterhead {
        return reads_like_title(lines, first).then_some(TitleLine { line: first, first: true });
    }
    let candidates = head
        .into_iter()
        .take_while(|&line| !is_prose(lines[line]) || release && is_imprint(lines[line]));
    let found = candidates.into_iter().find(|&line| {
        let words = unmarked(lines[line]).split_whitespace().count();
        words >= 2 && !passed(line) && reads_like_title(lines, line)
    });
    found.map(|line| TitleLine { line, first: false })
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
    line.chars().count() <= 60 && dates::read(line, DayOrder::Unknown).is_some()
}

fn is_letterhead(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let signed = ["MP", "MPs", "AM", "MLA", "MLC"]
        .iter()
        .any(|s| line.split_whitespace().any(|w| w.trim_matches(',') == *s));
    let short = line.split_whitespace().count() <= 14;
    signed && short
        || LETTERHEAD.iter().any(|start| begins_with(&lower, start))
        || lower.contains('@')
}

/// Whether a line begins with whole words: `tel` is none of `television`.
fn begins_with(line: &str, words: &str) -> bool {
    let rest = line.strip_prefix(words);
    rest.is_some_and(|rest| words.ends_with(' ') || !rest.starts_with(char::is_alphabetic))
}

/// Whether a line names a member of parliament together with an office.
fn names_office(line: &str) -> bool {
    let signed = line.split_whitespace().any(|word| matches!(word.trim_matches(','), "MP" | "MPs"));
    let lower = line.to_lowercase();
    let offices = [" minister for ", " member for ", " shadow "];
    signed && offices.iter().any(|office| lower.contains(office))
}

/// Whether a line says who answers for the paper.
fn is_imprint(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    lower.starts_with("authorised by") || lower.starts_with("authorized by")
}

#[cfg(test)]
mod tests {
    use super::find;

    fn title(text: &str) -> Option<&str> {
        let lines: Vec<&str> = text.lines().collect();
        find(&lines).map(|found| lines[found.line])
    }

    #[test]
    fn a_television_interview_is_no_telephone_number_and_stands_below_the_letterhead() {
        let text = "ANN FIELD MP\n\nSHADOW MINISTER FOR HARBOURS\n\n\
            E&OE TRANSCRIPT  TELEVISION INTERVIEW  CHANNEL NINE  MONDAY, 6 APRIL 2020\n\n\
            SUBJECTS: The quay; Storms\n\nTOM REED, HOST: The quay is closed. Welcome.";
        assert!(title(text).unwrap().contains("TELEVISION INTERVIEW"), "{:?}", title(text));
    }

    #[test]
    fn a_long_imprint_does_not_end_the_search_for_a_title() {
        let text = "Authorised by the Hon Ann Field MP, Minister for Harbours, Rivers, Lakes and \
            the Sea, Port Reed.\n\nTHE HON ANN FIELD MP Minister for Harbours\n\nMEDIA RELEASE\n\n\
            25 March 2020\n\nQuay opens after storm\n\nThe quay of Port Reed opens again today, \
            the minister said when she came to see what the storm had left of it.";
        assert_eq!(title(text), Some("Quay opens after storm"));
    }

    #[test]
    fn a_single_line_with_a_member_and_the_office_is_a_letterhead() {
        let text = "ANN FIELD MP SHADOW MINISTER FOR HARBOURS MEMBER FOR REED\n\n\
            LABOR WELCOMES NEW QUAY\n\nThe new quay is welcome, and it is late by nine years, as \
            every ship that waited for it will tell whoever asks.";
        assert_eq!(title(text), Some("LABOR WELCOMES NEW QUAY"));
    }
}
