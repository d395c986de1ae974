//! The date in a name that says more than a date: `2019-03-04-lamp-oil`, `fair-on-4-march-2019`.
//! Two dates in a name are those of an event or of a life, and neither is taken.

use super::fold::fold;
use super::place::is_year;
use super::token::{Kind, Token, tokens};
use super::words::{month, month_in};
use super::{DayOrder, read};
use crate::when::{Day, Precision};

/// The date that a name in lower case holds, and whether it is written in the way of dates.
pub(super) fn said(name: &str, language: Option<&str>) -> Option<(Day, Precision, bool)> {
    let mut days = iso(name);
    days.dedup();
    match days.as_slice() {
        [] => worded(name, language),
        [day] => Some((*day, Precision::Day, true)),
        _ => None,
    }
}

/// A run of digits: its value, how many digits, and the bytes it takes.
type Run = (u32, usize, usize);

/// The days that a name writes in digits alone, each year with four of them.
fn iso(name: &str) -> Vec<Day> {
    let runs = runs(name);
    let mut days = vec![];
    for (at, &(value, width, start)) in runs.iter().enumerate() {
        let version = name[..start].ends_with('v');
        let day = match width {
            8 | 14 => compact(&name[start..start + 8]),
            4 => parted(name, &runs[at..]).and_then(|[month, day]| civil(value, month, day)),
            1 | 2 => parted(name, &runs[at..]).and_then(|[second, year]| {
                last(value, second, year).filter(|_| value > 12 || second > 12)
            }),
            _ => None,
        };
        days.extend(day.filter(|_| !version));
    }
    days
}

/// `20231105`, perhaps with hours, minutes and seconds behind it.
fn compact(digits: &str) -> Option<Day> {
    let number: u32 = digits.parse().ok()?;
    civil(number / 10_000, number / 100 % 100, number % 100)
}

fn runs(name: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![];
    let mut last = usize::MAX;
    for (at, byte) in name.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        let digit = u32::from(byte - b'0');
        match runs.last_mut().filter(|_| last.wrapping_add(1) == at) {
            Some((value, width, _)) => {
                (*value, *width) = (value.saturating_mul(10).saturating_add(digit), *width + 1);
            }
            None => runs.push((digit, 1, at)),
        }
        last = at;
    }
    runs
}

/// The two numbers behind the first, where one same sign parts all three.
fn parted(name: &str, runs: &[Run]) -> Option<[u32; 2]> {
    let [(_, width, start), (second, wide, next), (third, last, end), ..] = *runs else {
        return None;
    };
    let sign = name.as_bytes()[start + width];
    let alike = sign == name.as_bytes()[next + wide] && b"-_. ".contains(&sign);
    let close = start + width + 1 == next && next + wide + 1 == end;
    let shaped = (width == 4 && wide == 2 && last == 2) || (width < 4 && wide <= 2 && last == 4);
    (alike && close && shaped).then_some([second, third])
}

/// Two numbers before a year; where both could be the day, the first is.
pub(super) fn last(first: u32, second: u32, year: u32) -> Option<Day> {
    if second > 12 { civil(year, first, second) } else { civil(year, second, first) }
}

fn civil(year: u32, month: u32, day: u32) -> Option<Day> {
    is_year(year).then(|| Day::new(i32::try_from(year).ok()?, month, day))?
}

/// A date whose month is a word, day and month and year side by side. It is one in the way of
/// dates only where the name is nothing else.
fn worded(name: &str, language: Option<&str>) -> Option<(Day, Precision, bool)> {
    if !name.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let tokens: Vec<Token> = tokens(name)
        .into_iter()
        .filter(|token| !matches!(token.kind, Kind::Sign('-' | '_' | '.' | ',')))
        .collect();
    let number = |at: usize| match tokens.get(at)?.kind {
        Kind::Number { value, digits } => Some((u32::try_from(value).ok()?, digits)),
        _ => None,
    };
    let short = |at: usize| number(at).filter(|&(_, digits)| digits <= 2);
    let named = |at: &usize| matches!(tokens[*at].kind, Kind::Month(..));
    let beside = |at: &usize| number(at + 1).is_some() || number(at.wrapping_sub(1)).is_some();
    let mut months = (0..tokens.len()).filter(named).filter(beside);
    let (Some(at), None) = (months.next(), months.next()) else { return None };
    let word = fold(&name[tokens[at].start..tokens[at].end]);
    let own = language.and_then(|language| month_in(&word, language));
    let year = |at: usize| number(at).filter(|&(year, digits)| digits == 4 && is_year(year));
    let (before, after) = (short(at.wrapping_sub(1)), short(at + 1));
    let (date, precision) = match (year(at + 1), year(at + 2), year(at.wrapping_sub(1))) {
        (Some((year, _)), ..) if before.is_some() => ((year, before?.0), Precision::Day),
        (_, Some((year, _)), _) if after.is_some() => ((year, after?.0), Precision::Day),
        (Some((year, _)), ..) | (None, None, Some((year, _))) if year >= 1800 => {
            ((year, 1), Precision::Month)
        }
        _ => return None,
    };
    let month = match precision {
        Precision::Day => own.or_else(|| month(&word))?,
        _ => own?,
    };
    let day = civil(date.0, month, date.1)?;
    let full = own.is_some() || word.chars().count() > 4;
    Some((day, precision, full && read(name, DayOrder::Unknown).is_some()))
}
