//! The grammar of dates, relative to a clock.
//!
//! ```text
//! date   = [ "~" ] ( "missing" | pattern | [ ">" | ">=" | "<" | "<=" | "=" ] period | range )
//! range  = [ period ] ".." [ period ]                   whole ends, either of them open
//! pattern = ( year | "*" ) "-" ( month | "*" ) [ "-" ( day | "*" ) ]
//! ```
//!
//! [`super::periods`] parses the periods.

use crate::diagnostic::Diagnostic;
use crate::query::ast::DateTest;
use crate::query::periods::{Order, Period};
use crate::query::remarks::excerpt;
use crate::query::term::straight;
use crate::when::{Clock, Day, DayRange};

/// The result of parsing a date.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub test: DateTest,
    /// Diagnostics; they apply to the whole date.
    pub remarks: Vec<Diagnostic>,
}

const MISSING: [&str; 4] = ["missing", "none", "unknown", "undated"];

/// Parses a range of days, for an option of a command.
///
/// # Errors
/// When the text is not a range of days; the diagnostic says what would work. Beside the range stand
/// the remarks on how it was read; one of them says that it is empty.
pub fn date_range(text: &str, clock: &Clock) -> Result<(DayRange, Vec<Diagnostic>), Diagnostic> {
    let place = 0..text.len();
    let reading = read_phrase(text, clock).map_err(|e| Diagnostic { place: place.clone(), ..e })?;
    let here = |remark| Diagnostic { place: place.clone(), ..remark };
    match reading.test {
        DateTest::In(range) | DateTest::Touches(range) => {
            Ok((range, reading.remarks.into_iter().map(here).collect()))
        }
        DateTest::Pattern { .. } | DateTest::Missing | DateTest::Sure => {
            let message = format!("`{}` is not a range of days", excerpt(text));
            Err(Diagnostic::error("date", place, message)
                .hint("write a day, a month, a year or a range: `2023-11..2024-02`"))
        }
    }
}

/// Says that the first of two dates is later than the last.
pub fn swapped_ends(first: &str, last: &str) -> Diagnostic {
    ends_before_it_begins(&format!("{first}..{last}"), 0..last.len())
}

fn ends_before_it_begins(text: &str, place: std::ops::Range<usize>) -> Diagnostic {
    let message = format!("`{}` ends before it begins, so no day lies in it", excerpt(text));
    Diagnostic::warning("empty-range", place, message).hint("swap its ends")
}

/// Parses a date clause. The place of each diagnostic is 0..0; the caller sets it.
pub(super) fn read(text: &str, clock: &Clock) -> Result<Reading, Diagnostic> {
    let text: String = text.trim().chars().map(straight).collect();
    let text = text.replace('…', "..").to_lowercase();
    let (text, touches) = match text.strip_prefix('~') {
        Some(rest) => (rest, true),
        None => (text.as_str(), false),
    };
    if MISSING.contains(&text) {
        return Ok(Reading { test: DateTest::Missing, remarks: vec![] });
    }
    if text == "sure" {
        return Ok(Reading { test: DateTest::Sure, remarks: vec![] });
    }
    if let Some(test) = pattern(text) {
        return Ok(Reading { test, remarks: vec![] });
    }
    let (range, remarks) = range(text, clock)?;
    let test = if touches { DateTest::Touches(range) } else { DateTest::In(range) };
    Ok(Reading { test, remarks })
}

/// Parses `2023-*-05`, `*-11-05`, `*-11`.
fn pattern(text: &str) -> Option<DateTest> {
    if text == "*" {
        return Some(DateTest::In(DayRange::default()));
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let mut parts = digits.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next().unwrap_or("*"));
    if parts.next().is_some() || ![year, month, day].contains(&"*") || !text.contains('*') {
        return None;
    }
    let number = |part: &str| match part {
        "*" => Some(None),
        _ if part.bytes().all(|b| b.is_ascii_digit()) => part.parse::<u32>().ok().map(Some),
        _ => None,
    };
    let year = number(year)?.map(i32::try_from).transpose().ok()?;
    let (month, day) = (number(month)?, number(day)?);
    Some(DateTest::Pattern { year: year.map(|year| year * sign), month, day })
}

fn range(text: &str, clock: &Clock) -> Result<(DayRange, Vec<Diagnostic>), Diagnostic> {
    if let Some((first, last)) = text.split_once("..") {
        return between(first, last.trim_start_matches('.'), clock);
    }
    let signs = text.len() - text.trim_start_matches(['<', '>', '=']).len();
    let (sign, text) = text.split_at(signs);
    let (period, mut remarks) = one(text, clock)?;
    let range = match sign {
        "" | "=" => period.range(),
        ">=" => DayRange { first: Some(period.first), last: None },
        ">" => after(period.last, &mut remarks),
        "<=" => DayRange { first: None, last: Some(period.last) },
        "<" => before(period.first, &mut remarks),
        _ => return Err(not_a_date(&format!("{sign}{text}"))),
    };
    Ok((range, remarks))
}

/// The days after a day; an empty range, with a warning, at the end of the calendar.
fn after(day: Day, remarks: &mut Vec<Diagnostic>) -> DayRange {
    if day == Day::MAX {
        remarks.push(ends_before_it_begins(">9999-12-31", 0..0));
        return DayRange::between(Day::MAX, Day::MIN);
    }
    DayRange { first: Some(day.plus(1)), last: None }
}

/// The days before a day; an empty range, with a warning, at the start of the calendar.
fn before(day: Day, remarks: &mut Vec<Diagnostic>) -> DayRange {
    if day == Day::MIN {
        remarks.push(ends_before_it_begins("<-9999-01-01", 0..0));
        return DayRange::between(Day::MAX, Day::MIN);
    }
    DayRange { first: None, last: Some(day.plus(-1)) }
}

fn one(text: &str, clock: &Clock) -> Result<(Period, Vec<Diagnostic>), Diagnostic> {
    let (text, time) = without_time(text);
    let (period, ambiguous) = Period::read(text, Order::of(&[text]), clock)?;
    let ambiguous = ambiguous.then(|| ambiguity(text, period));
    Ok((period, ambiguous.into_iter().chain(time).collect()))
}

/// A date without the time of day behind it, `2023-11-05T14:30:00Z` or `2023-11-05 14:30`, and a
/// remark where there was one.
fn without_time(text: &str) -> (&str, Option<Diagnostic>) {
    let time = |rest: &str| {
        let (hours, rest) = rest.split_once(':').unwrap_or((rest, ""));
        (1..=2).contains(&hours.len())
            && hours.bytes().all(|b| b.is_ascii_digit())
            && rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let cut = text
        .char_indices()
        .find(|&(at, c)| at > 3 && matches!(c, 't' | ' ') && time(&text[at + 1..]));
    let Some((at, _)) = cut else { return (text, None) };
    let message =
        format!("the time of day of `{}` is ignored: articles are found by day", excerpt(text));
    (text[..at].trim_end(), Some(Diagnostic::note("time-of-day", 0..0, message)))
}

fn between(
    first: &str,
    last: &str,
    clock: &Clock,
) -> Result<(DayRange, Vec<Diagnostic>), Diagnostic> {
    let order = Order::of(&[first, last]);
    let mut remarks = Vec::new();
    let mut end = |text: &str| -> Result<Option<Period>, Diagnostic> {
        if text.trim().is_empty() || text.trim() == "*" {
            return Ok(None);
        }
        let (text, time) = without_time(text.trim());
        let (period, ambiguous) = Period::read(text, order, clock)?;
        remarks.extend(ambiguous.then(|| ambiguity(text, period)));
        remarks.extend(time);
        Ok(Some(period))
    };
    let (start, stop) = (end(first)?, end(last)?);
    let range =
        DayRange { first: start.map(|period| period.first), last: stop.map(|period| period.last) };
    if range.is_empty() {
        remarks.push(ends_before_it_begins(&format!("{first}..{last}"), 0..0));
    }
    Ok((range, remarks))
}

fn ambiguity(text: &str, period: Period) -> Diagnostic {
    let message =
        format!("`{text}` may be read day first or month first; it is read as {}", period.first);
    Diagnostic::warning("ambiguous-date", 0..0, message).hint(format!("write `{}`", period.first))
}

pub(super) fn not_a_date(text: &str) -> Diagnostic {
    let message = format!("`{}` is not a date", excerpt(text));
    Diagnostic::error("date", 0..0, message).hint(
        "write `2023-11-05`, `2023-11`, `2023`, `2023-Q4`, `2023-11..2024-02`, `last-week` or `7d`",
    )
}

/// `[a TO b]` of Lucene as `a..b`, for numbers; `None` if it is nothing such.
pub(super) fn bracketed(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let lower = inner.to_ascii_lowercase();
    let at = lower.find(" to ")?;
    Some(format!("{}..{}", inner[..at].trim(), inner[at + 4..].trim()))
}

/// `from 1/11/2023 to 30/11/2023`, `after 2023`, `aft 2021 and bef 2023`, `-30`, as the archives
/// write it.
pub(super) fn read_phrase(text: &str, clock: &Clock) -> Result<Reading, Diagnostic> {
    if let Some(phrase) = bounded(text) {
        return read_phrase(&phrase, clock);
    }
    let lower = text.to_lowercase().replace(['(', ')'], " ");
    let lower = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    let sides = lower.split_once(" and ").filter(|(first, last)| {
        !first.starts_with("between ") && !first.starts_with("from ") && relation(last).is_some()
    });
    let Some((first, last)) = sides else { return read(&plain_phrase(&lower), clock) };
    let (first, last) = (read(&plain_phrase(first), clock)?, read(&plain_phrase(last), clock)?);
    match (first.test, last.test) {
        (DateTest::In(one), DateTest::In(other)) => {
            let mut remarks = [first.remarks, last.remarks].concat();
            let range = one.and(other);
            if range.is_empty() {
                remarks.push(ends_before_it_begins(&lower, 0..0));
            }
            Ok(Reading { test: DateTest::In(range), remarks })
        }
        _ => Err(not_a_date(&lower)),
    }
}

/// `[a TO b}` of Lucene as a phrase: `>= a and < b`.
fn bounded(text: &str) -> Option<String> {
    let text = text.trim();
    let inner = text.strip_prefix(['[', '{'])?.strip_suffix([']', '}'])?;
    let at = inner.to_ascii_lowercase().find(" to ")?;
    let (first, last) = (inner[..at].trim(), inner[at + 4..].trim());
    let least = if text.starts_with('[') { ">=" } else { ">" };
    let most = if text.ends_with(']') { "<=" } else { "<" };
    Some(match (first, last) {
        ("*", "*") => "*".to_string(),
        ("*", last) => format!("{most} {last}"),
        (first, "*") => format!("{least} {first}"),
        (first, last) => format!("{least} {first} and {most} {last}"),
    })
}

/// The sign of a relation between dates, and what follows it.
fn relation(text: &str) -> Option<(&'static str, &str)> {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let sign = match first {
        "after" | "aft" | ">" => ">",
        "before" | "bef" | "<" => "<",
        "since" | "from" | "geq" | ">=" => ">=",
        "to" | "until" | "leq" | "<=" => "<=",
        "on" | "is" | "=" => "",
        _ => {
            let signs = text.len() - text.trim_start_matches(['<', '>', '=']).len();
            return (signs > 0).then_some(("", text));
        }
    };
    Some((sign, rest))
}

/// A phrase without a second one, as a date is written here.
fn plain_phrase(lower: &str) -> String {
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(days) = lower.strip_prefix('-').filter(|days| days.len() < 4 && all_digits(days)) {
        return format!("{days}d");
    }
    if let Some((first, last)) = lower.split_once('-')
        && matches!((first.len(), last.len()), (4, 4) | (8, 8))
        && all_digits(first)
        && all_digits(last)
    {
        return format!("{first}..{last}");
    }
    let between = lower.strip_prefix("between ").or_else(|| lower.strip_prefix("from "));
    let ends =
        between.and_then(|ends| ends.split_once(" to ").or_else(|| ends.split_once(" and ")));
    match (ends, relation(lower)) {
        (Some((first, last)), _) => format!("{}..{}", first.trim(), last.trim()),
        (None, Some((sign, rest))) => format!("{sign}{rest}"),
        (None, None) => lower.to_string(),
    }
}
