//! Dates as news writes them, in many languages and calendars, read as civil days.
//!
//! The day is the one printed: a zone beside it never moves it. What no calendar has
//! (`2023-02-30`) is not read, and never replaced by a day near it. It does not know the day of
//! today but where it is told ([`choose`]), and asks nothing of the time zone of this machine.

mod calendar;
mod choose;
mod fold;
mod form;
mod ladder;
mod lines;
mod place;
mod slug;
mod time;
mod token;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use choose::{Choice, Weighed, choose, is_settled, weigh};
pub use ladder::Rank;
pub use lines::{bracketed, dateline, head_lines, label, line};
pub use place::{Spelled, spelled};

use crate::when::{Day, Precision};
use form::{Forms, Parts};
use time::Time;
use token::{Kind, Token};

/// A date that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadDate {
    /// The civil day, or the first day of the month or year.
    pub day: Day,
    /// How much of it is written.
    pub precision: Precision,
    /// The instant in the form of RFC 3339, where a time and a zone stand with the date.
    pub instant: Option<String>,
    /// Whether the order of day and month was assumed: both are possible and nothing decides.
    pub assumed: bool,
    /// The time of day as printed.
    time: Option<Time>,
}

impl ReadDate {
    /// Whether it can be a day of news: none was printed before 1600.
    fn is_of_print(&self) -> bool {
        self.day.parts().0 >= 1600
    }
}

/// Which of two numbers is the day, where both could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// Nothing says so; the day is then taken to stand first, as in most of the world.
    #[default]
    Unknown,
    /// `5/11/2023` is in November.
    DayFirst,
    /// `5/11/2023` is in May.
    MonthFirst,
}

/// How many characters a text has at the most that is a date and nothing else.
const LONGEST: usize = 200;

/// Reads a text that is a date and nothing else, but for labels, weekday, time and zone.
pub fn read(text: &str, order: DayOrder) -> Option<ReadDate> {
    let text = text.trim();
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return None;
    }
    if let Some(date) = epoch(text) {
        return Some(date);
    }
    let tokens = token::tokens(text);
    let forms = Forms { tokens: &tokens, order, whole: true };
    let found = (0..tokens.len()).find_map(|at| Some((at, forms.at(at)?)));
    let Some((start, parts)) = found else { return bare_year(&tokens) };
    let (time, end) = time_after(&tokens, &parts, true);
    let time = time.or_else(|| first_time(&tokens[..start]));
    (harmless(&tokens[..start]) && harmless(&tokens[end..])).then(|| resolve(&parts, time))?
}

/// Finds the first date in a running text, a file name or a path, and the bytes it takes. A day is
/// preferred to a month before it; a year alone is no date here.
pub fn find(text: &str, order: DayOrder) -> Option<(ReadDate, Range<usize>)> {
    let tokens = token::tokens(text);
    let forms = Forms { tokens: &tokens, order, whole: false };
    let (mut at, mut month) = (0, None);
    while at < tokens.len() {
        let Some(parts) = forms.at(at) else {
            at += 1;
            continue;
        };
        let (time, end) = time_after(&tokens, &parts, false);
        if let Some(date) = resolve(&parts, time).filter(ReadDate::is_of_print) {
            let place = tokens[at].start..tokens[end - 1].end;
            if date.precision == Precision::Day {
                return Some((date, place));
            }
            month = month.or(Some((date, place)));
        }
        at = parts.end;
    }
    month
}

/// The order of day and month that the dates of a file or a source betray: one `28/2/18` settles
/// it. Where they contradict each other, the more frequent order holds.
pub fn order_of<'a>(texts: impl Iterator<Item = &'a str>) -> DayOrder {
    let mut balance = 0i64;
    for text in texts {
        let assume = |order| find(text, order).map(|(date, _)| date);
        let (day, month) = (assume(DayOrder::DayFirst), assume(DayOrder::MonthFirst));
        if day == month && day.is_some() {
            balance += i64::from(betrays(text));
        }
    }
    match balance {
        0 => DayOrder::Unknown,
        1.. => DayOrder::DayFirst,
        _ => DayOrder::MonthFirst,
    }
}

/// How many bytes of a file are searched for a date that settles their order.
const SETTLING: usize = 256 << 10;

/// The order of day and month that the numbers in a text betray, wherever in it they stand.
pub fn order_in(text: &str) -> DayOrder {
    let head = &text[..text.floor_char_boundary(SETTLING)];
    order_of(slashed(head).filter(|run| (6..=10).contains(&run.len())))
}

/// The runs of digits and slashes in a text that have a slash, such as `28/2/18`.
fn slashed(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let is_part = |byte: &&u8| byte.is_ascii_digit() || **byte == b'/';
    let mut end = 0;
    text.match_indices('/').filter_map(move |(at, _)| {
        if at < end {
            return None;
        }
        let start = at - bytes[..at].iter().rev().take_while(is_part).count();
        end = at + bytes[at..].iter().take_while(is_part).count();
        text.get(start..end)
    })
}

/// The order of day and month that readers of a language expect, by its tag (`en-US`): a last
/// resort where no date of the file or the source settles it.
pub fn order_for(language: &str) -> DayOrder {
    let tag = language.trim().to_lowercase().replace('_', "-");
    match tag.split('-').next().unwrap_or_default() {
        "en" if matches!(tag.as_str(), "en-us" | "en-ph") => DayOrder::MonthFirst,
        "" | "en" => DayOrder::Unknown,
        _ => DayOrder::DayFirst,
    }
}

/// 1 if a text holds `28/2/18`, -1 if it holds `2/28/18`.
fn betrays(text: &str) -> i8 {
    let tokens = token::tokens(text);
    let number = |at: usize| match tokens.get(at).map(|token| token.kind) {
        Some(Kind::Number { value, digits: 1 | 2 }) => Some(value),
        _ => None,
    };
    let slash = |at: usize| matches!(tokens[at].kind, Kind::Sign('/' | '-'));
    let pair = (0..tokens.len().saturating_sub(4))
        .filter(|&at| slash(at + 1) && slash(at + 3))
        .find_map(|at| Some((number(at)?, number(at + 2)?)));
    match pair {
        Some((13..=31, 1..=12)) => 1,
        Some((1..=12, 13..=31)) => -1,
        _ => 0,
    }
}

/// The civil day of the parts, if their calendar has it.
fn resolve(parts: &Parts, time: Option<Time>) -> Option<ReadDate> {
    let (precision, month, dom) = match (parts.month, parts.day) {
        (0, 0) => (Precision::Year, 1, 1),
        (month, 0) => (Precision::Month, month, 1),
        (month, day) => (Precision::Day, month, day),
    };
    let day = parts.calendar.day(parts.year, month, dom).filter(|_| parts.year >= 1000)?;
    let clock = time.and_then(Time::show).filter(|_| precision == Precision::Day);
    let instant = clock.map(|clock| format!("{day}T{clock}"));
    Some(ReadDate { day, precision, instant, assumed: parts.assumed, time })
}

/// The time of day that stands with a date, and the token after both. In a running text a number
/// behind a date is a time only if it is written as one.
fn time_after(tokens: &[Token], parts: &Parts, whole: bool) -> (Option<Time>, usize) {
    if let Some(at) = parts.time {
        return (time::time(&tokens[at..]).map(|(time, _)| time), parts.end);
    }
    let between = |token: &&Token| match token.kind {
        Kind::T | Kind::Filler => true,
        Kind::Sign(sign) => ",-–|@(:/".contains(sign),
        _ => false,
    };
    let skipped = tokens[parts.end..].iter().take(4).take_while(between).count();
    let after = parts.end + skipped;
    let divided = matches!(
        tokens.get(after + 1).map(|token| token.kind),
        Some(Kind::Sign(':') | Kind::Unit(_) | Kind::Half(_))
    );
    let written = whole || divided || tokens[after - 1].kind == Kind::T;
    match time::time(&tokens[after..]).filter(|_| written) {
        Some((time, length)) => (Some(time), after + length),
        None => (None, parts.end),
    }
}

fn first_time(tokens: &[Token]) -> Option<Time> {
    (0..tokens.len()).find_map(|at| time::time(&tokens[at..])).map(|(time, _)| time)
}

/// Whether tokens say nothing but labels, weekdays, times and zones.
fn harmless(mut tokens: &[Token]) -> bool {
    while let Some(token) = tokens.first() {
        let length = match token.kind {
            Kind::Number { .. } => time::time(tokens).map_or(0, |(_, length)| length),
            Kind::Other | Kind::Month(..) | Kind::Era(_) | Kind::Thang => 0,
            _ => 1,
        };
        if length == 0 {
            return false;
        }
        tokens = &tokens[length..];
    }
    true
}

/// A year and nothing else.
fn bare_year(tokens: &[Token]) -> Option<ReadDate> {
    let [Token { kind: Kind::Number { value, digits: 4 }, .. }, rest @ ..] = tokens else {
        return None;
    };
    let year = i32::try_from(*value).ok().filter(|year| (1500..2200).contains(year))?;
    let day = Day::new(year, 1, 1)?;
    let date =
        ReadDate { day, precision: Precision::Year, instant: None, assumed: false, time: None };
    rest.iter().all(|token| matches!(token.kind, Kind::Unit(_) | Kind::Filler)).then_some(date)
}

/// The first second of 1900, counted from 1970.
const SINCE_1900: i64 = -2_208_988_800;

/// Whether twelve digits are a year, month, day, hour and minute.
fn is_minute(number: i64) -> bool {
    let part = |divisor: i64| number / divisor % 100;
    (1600..2100).contains(&(number / 100_000_000))
        && (1..=12).contains(&part(1_000_000))
        && (1..=31).contains(&part(10_000))
        && part(100) < 24
        && part(1) < 60
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, from 1900 on, as databases keep
/// them. What is also a day and a minute (`199903041530`) is no count.
fn epoch(text: &str) -> Option<ReadDate> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let magnitude = whole.strip_prefix('-').unwrap_or(whole);
    let count: i64 = whole.parse().ok().filter(|_| digits(magnitude) && digits(fraction))?;
    let seconds = match magnitude.len() {
        9 | 10 => count,
        12 if is_minute(count) => return None,
        12 | 13 => count.div_euclid(1000),
        16 => count.div_euclid(1_000_000),
        19 => count.div_euclid(1_000_000_000),
        _ => return None,
    };
    let known = (SINCE_1900..0).contains(&seconds) || seconds >= 100_000_000;
    let day = Day::from_number(seconds.div_euclid(86_400)).filter(|_| known)?;
    let time = Time::of_seconds(seconds.rem_euclid(86_400) as u32);
    let instant = Some(format!("{day}T{}", time.show()?));
    let time = Some(time);
    Some(ReadDate { day, precision: Precision::Day, instant, assumed: false, time })
}
