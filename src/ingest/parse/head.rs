//! Parses the head above the text of an article: labelled lines (`Source: The Paper`), values in
//! columns, a date in the first words, and dates, addresses and bylines below the title.

use serde_json::{Map, Value};

use super::fields::{self, Field};
use super::record::{self, is_url};
use super::shape;
use crate::article::Evidence;
use crate::ingest::article::dates::{self, DayOrder};
use crate::ingest::document::Options;
use crate::ingest::draft::{Candidate, Draft, Rank};

/// The maximum number of lines of a head.
const MOST_LINES: usize = 64;

/// Parses the head of a text and returns the text after it; `front` is its front matter.
pub fn read<'a>(
    text: &'a str,
    front: Option<Map<String, Value>>,
    options: &Options,
) -> (Draft, &'a str) {
    let mut draft = Draft::default();
    let mut rest = text;
    if let Some(front) = front {
        draft = record::draft(&front, "front matter", options);
    }
    if let Some((columns, after)) = columns(rest) {
        record::complete(&mut draft, columns);
        return (draft, after);
    }
    if let Some((labels, after)) = labelled(rest, options) {
        record::complete(&mut draft, labels);
        rest = after;
    }
    match first_words(rest) {
        Some((candidate, after)) => {
            draft.dates.push(candidate);
            (draft, after)
        }
        None => (draft, rest),
    }
}

/// Whether a text begins with a head that identifies it as an article rather than a part of one.
pub fn is_headed(text: &str) -> bool {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(5);
    lines.filter(|line| is_url(line) || dated(line).is_some() || label(line).is_some()).count() > 0
}

/// Parses a first line of columns; returns its draft and the text after it.
fn columns(text: &str) -> Option<(Draft, &str)> {
    let text = text.trim_start();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    Some((shape::draft(&shape::columns(first)?, "first line", true), rest))
}

/// A line `Label: value` whose label names a field and whose value is plausible for it.
struct Label<'a> {
    name: &'a str,
    field: Field,
    value: &'a str,
}

fn label(line: &str) -> Option<Label<'_>> {
    let line = line.trim();
    let colon = line.char_indices().take(40).find(|(_, c)| matches!(c, ':' | '：'))?;
    let (name, value) = (line[..colon.0].trim(), line[colon.0 + colon.1.len_utf8()..].trim());
    let name = name.trim_matches(['*', '_']).trim();
    let value = value.trim_start_matches(['*', '_']).trim();
    if name.is_empty() || name.split_whitespace().count() > 3 || value.starts_with("//") {
        return None;
    }
    let (field, _) = *fields::meanings(&fields::plain(name)).first()?;
    fits(field, value).then_some(Label { name, field, value })
}

fn fits(field: Field, value: &str) -> bool {
    match field {
        Field::Published | Field::Nearby | Field::Modified | Field::Captured => {
            value.is_empty() || leading_date(value).is_some()
        }
        Field::Url => is_url(value),
        Field::Lang | Field::Id => value.len() <= 40 && !value.contains(". "),
        _ => true,
    }
}

/// The length in bytes of the date at the start of a text.
fn leading_date(text: &str) -> Option<usize> {
    let head = &text[..text.floor_char_boundary(80)];
    let (_, range) = dates::find(head, DayOrder::Unknown)?;
    let before = &text[..range.start];
    let sign = |c: char| c.is_whitespace() || c == '[' || c == '(';
    let weekday = before.chars().all(|c| c.is_alphabetic() || sign(c) || c == ',' || c == '.')
        && before.split_whitespace().count() <= 1;
    weekday.then_some(range.end)
}

/// The labelled lines at the start of a text, and the text after them. At least two are needed, or
/// a single unambiguous one.
pub fn labelled<'a>(text: &'a str, options: &Options) -> Option<(Draft, &'a str)> {
    let mut record = Map::new();
    let mut sure = false;
    let mut rest = text.trim_start();
    let mut last: Option<String> = None;
    for _ in 0..MOST_LINES {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        if line.starts_with([' ', '\t']) && !line.trim().is_empty() && last.is_some() {
            append(&mut record, last.as_deref(), line);
        } else if let Some(label) = label(line) {
            let value = line.trim_end().len() - label.value.len();
            if label.field == Field::Body {
                return Some((record::draft(&record, "header line", options), &rest[value..]));
            }
            if let Some(end) = dated_text(&label) {
                record.insert(label.name.into(), label.value[..end].into());
                let draft = record::draft(&record, "header line", options);
                return Some((draft, &rest[value + end..]));
            }
            sure |= is_sure(&label);
            last = Some(label.name.to_string());
            record.insert(label.name.into(), label.value.into());
        } else if !record.is_empty() && is_unknown_label(line) {
            last = None;
        } else {
            break;
        }
        rest = after;
    }
    (record.len() >= 2 || sure).then(|| (record::draft(&record, "header line", options), rest))
}

/// The end of the date of a labelled date, if the text itself continues on the same line.
fn dated_text(label: &Label<'_>) -> Option<usize> {
    let is_date = matches!(label.field, Field::Published | Field::Nearby);
    let whole = dates::read(label.value, DayOrder::Unknown).is_some();
    let end = leading_date(label.value).filter(|_| is_date && !whole)?;
    label.value[end..].contains(char::is_alphabetic).then_some(end)
}

/// Whether a single labelled line is a head: its value is a date or an address, or it names a
/// title.
fn is_sure(label: &Label<'_>) -> bool {
    match label.field {
        Field::Published | Field::Url => !label.value.is_empty(),
        Field::Title => matches!(fields::plain(label.name).as_str(), "title" | "headline"),
        Field::Author => {
            matches!(fields::plain(label.name).as_str(), "author" | "authors" | "byline")
        }
        _ => false,
    }
}

/// A line like `X-Desk: sports` among labelled lines.
fn is_unknown_label(line: &str) -> bool {
    let name = line.split_once(": ").map(|(name, _)| name).or(line.strip_suffix(':'));
    name.is_some_and(|name| {
        name.len() <= 30
            && !name.contains(' ')
            && name.starts_with(|c: char| c.is_ascii_uppercase())
    })
}

fn append(record: &mut Map<String, Value>, name: Option<&str>, line: &str) {
    if let Some(Value::String(value)) = name.and_then(|name| record.get_mut(name)) {
        value.push(' ');
        value.push_str(line.trim());
    }
}

/// A date in the first words of a text (`date 2023-11-05 Text begins here`, `[2023-11-05] Text`),
/// and the text behind it.
fn first_words(text: &str) -> Option<(Candidate, &str)> {
    let start = text.trim_start();
    let line = start.lines().next()?;
    let word_end = line.find(char::is_whitespace).unwrap_or(0);
    let word = line[..word_end].trim_end_matches([':', '-', '–']);
    let named = !word.is_empty()
        && fields::meanings(&fields::plain(word)).first().is_some_and(|m| m.0 == Field::Published);
    let (rule, rank, offset) = match named {
        true => (format!("first words, {word}"), Rank::Stated, word_end),
        false => ("first words".to_string(), Rank::Shown, 0),
    };
    let value = line[offset..].trim_start_matches([' ', '\t', ':', '-', '–']);
    let end = leading_date(value)?;
    let digits = value.trim_start_matches(['[', '(']).starts_with(|c: char| c.is_numeric());
    let after =
        value[end..].trim_start_matches([']', ')', ':', ',', '-', '–', '—', '|', '.', ' ', '\t']);
    let numeric = value[..end].chars().all(|c| !c.is_alphabetic() || c == 'T' || c == 'Z');
    let parted = digits && numeric && after.len() < value.len() - end;
    if !(named || parted || after.is_empty()) {
        return None;
    }
    let evidence = Evidence::new(rule, value[..end].trim_matches(['[', '(']));
    Some((Candidate::new(rank, 85, evidence), &start[line.len() - after.len()..]))
}

/// Parses the lines below a title that are dates, addresses, bylines or labelled; returns their
/// number.
pub fn subhead(lines: &[&str], draft: &mut Draft) -> usize {
    let mut record = Map::new();
    let mut taken = 0;
    for (place, line) in lines.iter().enumerate().take(MOST_LINES) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        let found = label(trimmed).filter(|label| is_about(label));
        if let Some(label) = found {
            record.insert(label.name.into(), label.value.into());
        } else if is_url(trimmed) {
            draft.url.get_or_insert_with(|| trimmed.to_string());
        } else if let Some(date) = dated(trimmed) {
            let evidence = Evidence::new("date line", date);
            draft.dates.push(Candidate::new(Rank::Shown, 85, evidence));
        } else if is_byline(trimmed) {
            draft.authors.push(trimmed.to_string());
        } else {
            break;
        }
        taken = place + 1;
    }
    record::complete(draft, record::draft(&record, "header line", &Options::default()));
    taken
}

fn is_about(label: &Label<'_>) -> bool {
    !matches!(label.field, Field::Title | Field::Body | Field::Summary)
        && label.value.len()
            <= if label.field == Field::Tags || label.field == Field::Section { 4000 } else { 300 }
        && (!label.value.is_empty() || label.field != Field::Id)
}

/// The date that a line is, in brackets or not.
fn dated(line: &str) -> Option<&str> {
    let bare = line.trim().trim_matches(['[', ']', '(', ')']);
    (bare.chars().count() <= 60 && shape::is_date(bare)).then_some(bare)
}

fn is_byline(line: &str) -> bool {
    let by = line.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
    by && line.split_whitespace().count() <= 8 && !line.ends_with('.')
}
