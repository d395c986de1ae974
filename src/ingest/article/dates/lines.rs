//! Lines that stand for a date: a date alone, with its label, time and author; and datelines
//! (`PORT ELLERY, 4 March 2019 --`). A date in a sentence is not one. It knows no format.

use super::form::Forms;
use super::token::{self, Kind, Token};
use super::{DayOrder, Rank, ReadDate, read, resolve, time, time_after};
use crate::article::Evidence;
use crate::ingest::draft::Candidate;
use crate::when::Precision;

/// A line that stands for a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The date as written.
    pub text: &'a str,
    /// What the words around it say it is of, if they say it.
    pub label: Option<Rank>,
    /// Whether the line holds nothing else, not even a name.
    pub alone: bool,
}

/// How many characters such a line has at the most.
const LONGEST: usize = 120;
/// How many lines from the top of a text are looked at.
const TOP: usize = 12;
/// From how many bytes on a line is text, below which no date line is looked for.
const TEXT: usize = 200;

/// The dates that stand in lines of their own at the head of an article, in a dateline, or in
/// brackets at the end of its title.
pub fn head_lines(title: &str, body: &str) -> Vec<Candidate> {
    let mut found = vec![];
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty()).take(TOP);
    for (confidence, text) in (60..=84).rev().step_by(2).zip(lines) {
        if let Some(line) = line(text) {
            let rank = line.label.unwrap_or(Rank::Shown);
            let evidence = Evidence::new("date line", line.text);
            found.push(Candidate::new(rank, confidence, evidence));
        } else if let Some(date) = dateline(text) {
            let evidence = Evidence::new("dateline", date);
            found.push(Candidate::new(Rank::Shown, confidence, evidence));
        }
        if text.len() > TEXT {
            break;
        }
    }
    found.extend(
        bracketed(title)
            .map(|date| Candidate::new(Rank::Shown, 50, Evidence::new("end of the title", date))),
    );
    found
}

/// The date in brackets that a title or a description ends with.
pub fn bracketed(text: &str) -> Option<&str> {
    let (_, inner) = text.trim_end().strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    line(inner).map(|line| line.text)
}

/// A line without the marks of Markdown and brackets around it.
fn bare(text: &str) -> &str {
    text.trim().trim_matches(['*', '_', '>', '#', '[', ']', '(', ')', '|', ' ', '\u{a0}'])
}

/// The date that a short line stands for.
pub fn line(text: &str) -> Option<Line<'_>> {
    let text = bare(text);
    let is_address = text.contains("://") && !text.contains(char::is_whitespace);
    if is_address || !text.chars().any(char::is_numeric) || text.chars().count() > LONGEST {
        return None;
    }
    let tokens = token::tokens(text);
    let Some(seen) = seen(text, &tokens) else { return weak_form(text) };
    let (before, after) = (&text[..seen.start], &text[seen.end..]);
    let label = label(before, after);
    let rest = seen.after(&tokens);
    let named = [seen.before(&tokens), rest].map(|part| part.iter().any(says_more));
    // Two times are those of an event; a label says of what the date is nevertheless.
    if label.is_none() && times(&tokens[seen.last..]) > 0 {
        return None;
    }
    let [introduced, followed] = named;
    let parted = |part: &str| part.trim_end().ends_with(SEPARATORS) || label.is_some();
    let from = !introduced || (parted(before) || is_byline(before)) && is_name(before);
    let timed = seen.timed && !introduced && !after.ends_with('.');
    let to = !followed || is_attached(after) && (timed || is_name(after));
    let date = &text[seen.start..seen.end];
    (from && to).then_some(Line { text: date, label, alone: !introduced && !followed })
}

/// A form such as `8.5.12` that is a date only where it stands alone.
fn weak_form(text: &str) -> Option<Line<'_>> {
    let date = read(text, DayOrder::Unknown).filter(|date| date.precision == Precision::Day);
    let number = text.chars().all(|c| c.is_numeric() || c == '.');
    let pointed = !number || text.matches('.').count() == 2;
    date.filter(|_| pointed).map(|_| Line { text, label: label(text, ""), alone: true })
}

/// The date that a dateline at the head of a paragraph gives.
pub fn dateline(text: &str) -> Option<&str> {
    let head = &text[..text.floor_char_boundary(TEXT)];
    if !head.bytes().any(|b| b.is_ascii_digit()) && head.is_ascii() {
        return None;
    }
    let tokens = token::tokens(head);
    let seen = seen(head, &tokens)?;
    let before = head[..seen.start].trim();
    let place = before.is_empty() || is_place(before);
    let after = &head[seen.end..];
    // `Port Ellery (4.3.2019). The wardens`, `04.03.2019 The wardens`.
    let enclosed = before.ends_with('(') && after.starts_with(')') && before.len() > 1;
    let date = &head[seen.start..seen.end];
    let first = before.is_empty()
        && !date.contains(char::is_alphabetic)
        && after.trim_start().starts_with(|c: char| c.is_uppercase() || "\"“„«".contains(c));
    (place && (enclosed || first || ends_dateline(after))).then_some(date)
}

/// A date among tokens: the bytes it takes, and its first token and the one behind it.
struct Seen {
    first: usize,
    last: usize,
    start: usize,
    end: usize,
    /// Whether a time stands with it.
    timed: bool,
}

/// The first whole day in a text.
fn seen(text: &str, tokens: &[Token]) -> Option<Seen> {
    let forms = Forms { tokens, order: DayOrder::Unknown, whole: false };
    let mut at = 0;
    while at < tokens.len() {
        let Some(parts) = forms.at(at) else {
            at += 1;
            continue;
        };
        let (time, last) = time_after(tokens, &parts, false);
        let date = resolve(&parts, time).filter(ReadDate::is_of_print);
        if date.is_some_and(|date| date.precision == Precision::Day) {
            let (start, end) = (tokens[at].start, tokens[last - 1].end);
            debug_assert!(end <= text.len());
            return Some(Seen { first: at, last, start, end, timed: time.is_some() });
        }
        at = parts.end;
    }
    None
}

impl Seen {
    fn before<'t>(&self, tokens: &'t [Token]) -> &'t [Token] {
        &tokens[..self.first]
    }

    fn after<'t>(&self, tokens: &'t [Token]) -> &'t [Token] {
        &tokens[self.last..]
    }
}

/// Whether a token is more than a label, a weekday, a time or a sign.
fn says_more(token: &Token) -> bool {
    matches!(token.kind, Kind::Other | Kind::Month(..) | Kind::T | Kind::Thang)
}

/// How many times of day stand among tokens.
fn times(tokens: &[Token]) -> usize {
    let clock = |at: usize| {
        matches!(tokens[at].kind, Kind::Number { .. })
            && matches!(
                tokens.get(at + 1).map(|token| token.kind),
                Some(Kind::Sign(':') | Kind::Half(_))
            )
            && time::time(&tokens[at..]).is_some()
    };
    (0..tokens.len()).filter(|&at| clock(at)).count()
}

const SEPARATORS: &[char] =
    &[',', '|', '·', '•', '-', '–', '—', '/', ':', '：', '(', ')', '、', '，', '>', '►', '»'];

/// Words by which the writer is named before or behind a date.
const BY: [&str; 12] =
    ["by", "von", "par", "por", "di", "door", "av", "af", "od", "przez", "от", "автор"];

fn is_byline(before: &str) -> bool {
    let first = before.split_whitespace().next().unwrap_or_default().to_lowercase();
    BY.contains(&first.as_str())
}

/// Whether what follows a date is set apart from it, or names the writer.
fn is_attached(after: &str) -> bool {
    let after = after.trim_start();
    after.starts_with(SEPARATORS) || is_byline(after) || after.contains(['：', ':'])
}

/// Small words that stand within names.
const WITHIN: [&str; 32] = [
    "of", "the", "and", "for", "in", "at", "on", "de", "la", "le", "les", "du", "des", "del", "da",
    "do", "dos", "di", "von", "und", "der", "den", "van", "y", "et", "e", "by", "par", "por",
    "min", "read", "le",
];

/// Whether the words beside a date are a name and no sentence: few, and with capitals where there
/// are more than two.
fn is_name(text: &str) -> bool {
    let text = text.trim().trim_matches(SEPARATORS).trim();
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || SEPARATORS.contains(&c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    let small = |word: &str| WITHIN.contains(&word.to_lowercase().as_str());
    let counted = words.iter().filter(|word| !small(word) && !is_filler(word)).count();
    let ideographs = text.chars().filter(|c| token::is_ideograph(*c)).count();
    let named = words
        .iter()
        .all(|word| !word.starts_with(char::is_lowercase) || small(word) || is_filler(word));
    let sentence = text.ends_with(['.', '!', '?', '。']) && counted > 2;
    counted <= 6 && ideographs <= 14 && (counted <= 2 || named) && !sentence
}

fn is_filler(word: &str) -> bool {
    let word = super::fold::fold(word);
    !matches!(super::words::meaning(&word), None | Some(Kind::Month(..)))
}

/// Whether the words before a date are the place of a dateline.
fn is_place(text: &str) -> bool {
    let capital = |c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase());
    text.chars().count() <= 70 && text.starts_with(capital) && is_name_of_place(text)
}

fn is_name_of_place(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.');
    let count = words.clone().filter(|word| !word.is_empty()).count();
    count <= 8
        && words.all(|word| {
            !word.starts_with(char::is_lowercase)
                || WITHIN.contains(&word)
                || is_filler(word)
                || word.contains('.')
        })
}

/// Whether what follows a date ends a dateline: a dash, perhaps behind an agency in brackets or
/// slashes, or a zone.
fn ends_dateline(after: &str) -> bool {
    let mut rest = after.trim_start_matches([')', ',', '.', ' ', '\u{a0}']);
    let closed = [('(', ')'), ('/', '/'), ('[', ']')];
    for (open, close) in closed {
        let Some(inner) = rest.strip_prefix(open) else { continue };
        let Some((agency, behind)) = inner.split_once(close) else { return false };
        if agency.chars().count() > 40 {
            return false;
        }
        rest = behind.trim_start();
        if open == '/' && (rest.is_empty() || is_dash(rest)) {
            return true;
        }
    }
    let dash = rest.char_indices().take(30).find(|(at, _)| is_dash(&rest[*at..]));
    dash.is_some_and(|(at, _)| {
        let between = rest[..at].trim();
        let text = rest[at..].trim_start_matches(['-', '–', '—', '―', ' ', '\u{a0}']);
        let goes_on = text.starts_with(|c: char| c.is_alphabetic() || "\"'“«„([".contains(c));
        goes_on
            && (between.split_whitespace().count() <= 3 && !between.contains(char::is_lowercase)
                || between.split_whitespace().count() <= 1)
    })
}

/// Whether a text begins with a dash between words: a long one, two short ones, or one with a
/// space behind it.
fn is_dash(text: &str) -> bool {
    text.starts_with(['–', '—', '―']) || text.starts_with("--") || text.starts_with("- ")
}

/// What the words before and after a date say it is of.
pub fn label(before: &str, after: &str) -> Option<Rank> {
    let holds = |text: &str, known: &[&str]| {
        let text = text.to_lowercase();
        known.iter().any(|word| text.contains(word))
    };
    if holds(before, &CHANGED) {
        Some(Rank::Modified)
    } else if holds(before, &PUBLISHED) || holds(after, &["veröffentlicht", "publié", "published"])
    {
        Some(Rank::Shown)
    } else {
        None
    }
}

const CHANGED: [&str; 21] = [
    "updat",
    "modif",
    "aktualis",
    "mis à jour",
    "mise à jour",
    "actualiz",
    "atualiz",
    "aggiorn",
    "bijgewerkt",
    "обновл",
    "оновлено",
    "güncel",
    "last edit",
    "geändert",
    "änderung",
    "revised",
    "uppdater",
    "oppdatert",
    "päivitetty",
    "更新",
    "수정",
];

const PUBLISHED: [&str; 24] = [
    "publi",
    "posted",
    "release",
    "issued",
    "veröffentlicht",
    "erschienen",
    "pubbl",
    "gepubliceerd",
    "опубл",
    "yayın",
    "erstellt am",
    "geschrieben am",
    "verfasst",
    "written",
    "julkaistu",
    "发布",
    "發布",
    "配信",
    "입력",
    "نشر",
    "تاريخ النشر",
    "انتشار",
    "פורסם",
    "дата",
];

#[cfg(test)]
mod tests {
    use super::{dateline, head_lines, line};
    use crate::ingest::article::dates::Rank;

    #[test]
    fn a_line_that_is_little_more_than_a_date_stands_for_it() {
        for text in [
            "12 April 2031",
            "Saturday, April 12, 2031",
            "April 12, 2031 09:00 AM Central Standard Time",
            "Release date: April 12, 2031",
            "*Posted on April 12, 2031 by Ann Field*",
            "Ann Field | April 12, 2031",
            "Sports desk, 12 April 2031",
            "> 2031-04-12 | The Quay Courier",
            "12. April 2031 – Ann Field",
            "Le 12 avril 2031 à 09h30",
            "Опубликовано 12 апреля 2031",
            "2031年04月12日 09:30 来源：港口日报",
            "12.04.2031 09:30 Uhr - 2. Liga - Presse, red",
        ] {
            assert!(line(text).is_some(), "{text}");
        }
    }

    #[test]
    fn a_sentence_with_a_date_does_not_stand_for_it() {
        for text in [
            "The pump was bought on 12 April 2031.",
            "It will be shown on Saturday, April 12, 2031, in the hall.",
            "Saturday April 12, 2031 | 6:30 PM - 8:00 PM",
            "She was born in Lunden on 12 April 1931",
            "Copyright 2031 The Quay. Page made on 12 April 2031.",
            "Call 12-04-2031-77",
            "https://law.example/2031/04/12/pumps",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn a_dateline_is_a_place_a_day_and_a_dash() {
        for text in [
            "LUNDEN, Ohio, April 12, 2031 /QuayNews/ -- The pump runs.",
            "LUNDEN - April 12, 2031 (QUAYWIRE) - The pump runs.",
            "Lunden, Texas (Quay.ai) Saturday Apr 12, 2031 @ 10:05 AM US/Central -- The pump runs.",
            "LUNDEN (April 12, 2031) – The pump runs.",
            "Lunden, 12. April 2031 – Die Pumpe läuft.",
            "Lunden, le 12 avril 2031 – La pompe marche.",
            "Lunden, 12 de abril de 2031.- La bomba funciona.",
            "Lunden (12.04.2031). Die Pumpe läuft.",
            "12.04.2031 Die Pumpe läuft.",
        ] {
            assert!(dateline(text).is_some(), "{text}");
        }
        for text in [
            "LUNDEN (QW) — The pump runs. It was asked for on April 12, 1985.",
            "The wardens bought the pump on 12 April 2031 - and a boat.",
            "Saturday April 12, 2031 | 6:30 PM - 8:00 PM",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    #[test]
    fn the_head_of_an_article_ends_where_its_text_begins() {
        let text = "The wardens of Lunden have bought a second pump for the dry dock. ".repeat(4);
        let found = |body: &str| head_lines("Pump", body).len();
        assert_eq!(found(&format!("Press\n7 min read\n12 April 2031\n\n{text}")), 1);
        assert_eq!(found(&format!("{text}\n\n12 April 2031")), 0);
        let changed = head_lines("Pump", "Last updated: 12 April 2031\n\nThe pump runs.");
        assert_eq!(changed[0].rank, Rank::Modified);
        assert_eq!(head_lines("Pump (2031-04-12)", "")[0].evidence.text, "2031-04-12");
    }
}
