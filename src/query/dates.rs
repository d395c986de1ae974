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
/// When the text is not a range of days or the range is empty; the diagnostic says what would work.
pub fn date_range(text: &str, clock: &Clock) -> Result<DayRange, Diagnostic> {
    let place = 0..text.len();
    let reading = read(text.trim(), clock).map_err(|e| Diagnostic { place: place.clone(), ..e })?;
    match reading.test {
        DateTest::In(range) | DateTest::Touches(range) if !range.is_empty() => Ok(range),
        DateTest::In(_) | DateTest::Touches(_) => Err(ends_before_it_begins(text, place)),
        DateTest::Pattern { .. } | DateTest::Missing | DateTest::Sure => {
            let message = format!("`{}` is not a range of days", excerpt(text));
            Err(Diagnostic::error("date", place, message)
                .hint("write a day, a month, a year or a range: `2023-11..2024-02`"))
        }
    }
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
    let (period, ambiguous) = Period::read(text, Order::of(&[text]), clock)?;
    Ok((period, ambiguous.then(|| ambiguity(text, period)).into_iter().collect()))
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
        let (period, ambiguous) = Period::read(text.trim(), order, clock)?;
        remarks.extend(ambiguous.then(|| ambiguity(text.trim(), period)));
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

/// Parses a date phrase of the commercial archives: `from 1/11/2023 to 30/11/2023`, `after 2023`,
/// `before 2023`.
pub(super) fn read_phrase(text: &str, clock: &Clock) -> Result<Reading, Diagnostic> {
    let lower = text.trim().to_lowercase();
    let (first, rest) = lower.split_once(char::is_whitespace).unwrap_or((lower.as_str(), ""));
    let both = || rest.split_once(" to ").or_else(|| rest.split_once(" and "));
    let written = match first {
        "from" | "between" | "since" => match both() {
            Some((first, last)) => format!("{}..{}", first.trim(), last.trim()),
            None => format!(">={rest}"),
        },
        "after" | "aft" => format!(">{rest}"),
        "before" | "bef" => format!("<{rest}"),
        "to" | "until" => format!("<={rest}"),
        "on" | "is" | "=" => rest.to_string(),
        _ => lower.replace("geq", ">=").replace("leq", "<="),
    };
    read(&written, clock)
}
