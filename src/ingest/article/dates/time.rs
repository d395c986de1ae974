//! The time of day and the zone that may stand with a date: read only to keep the instant as
//! printed. A day is never moved by its zone.

use super::token::{Kind, Token, Unit};

/// A time of day as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    hour: u32,
    minute: u32,
    second: u32,
    /// Minutes east of Greenwich, if the zone is said.
    zone: Option<i32>,
}

impl Time {
    /// A time at Greenwich, from the seconds of a day.
    pub(super) fn of_seconds(seconds: u32) -> Time {
        let (hour, minute) = (seconds / 3600, seconds / 60 % 60);
        Time { hour, minute, second: seconds % 60, zone: Some(0) }
    }

    /// Minutes east of Greenwich, if the zone is said.
    pub(super) fn zone(self) -> Option<i32> {
        self.zone
    }

    /// Minutes since midnight.
    pub(super) fn minutes(self) -> i64 {
        i64::from(self.hour * 60 + self.minute)
    }

    /// The time with its zone as RFC 3339 writes it; `None` if the zone is not said.
    pub(super) fn show(self) -> Option<String> {
        let (zone, second) = (self.zone?, self.second.min(59));
        let clock = format!("{:02}:{:02}:{second:02}", self.hour, self.minute);
        let sign = if zone < 0 { '-' } else { '+' };
        match zone.abs() {
            0 => Some(format!("{clock}Z")),
            east => Some(format!("{clock}{sign}{:02}:{:02}", east / 60, east % 60)),
        }
    }
}

/// The time of day that tokens begin with, and how many tokens it takes.
pub(super) fn time(tokens: &[Token]) -> Option<(Time, usize)> {
    let (hour, digits) = number(tokens.first()?)?;
    if digits > 6 {
        return None;
    }
    let (mut time, mut end) = match digits {
        4 | 6 => compact(hour, digits)?,
        _ => separated(tokens, hour)?,
    };
    if let Some(Kind::Half(afternoon)) = kind(tokens, end) {
        time.hour = time.hour % 12 + if afternoon { 12 } else { 0 };
        end += 1 + usize::from(kind(tokens, end + 1) == Some(Kind::Sign('.')));
    }
    let possible = time.hour <= 24 && time.minute < 60 && time.second <= 60;
    if let Some((zone, length)) = zone(&tokens[end..]) {
        (time.zone, end) = (Some(zone), end + length);
    }
    possible.then_some((time, end))
}

fn compact(value: u64, digits: u8) -> Option<(Time, usize)> {
    let value = u32::try_from(value).ok()?;
    let (clock, second) = if digits == 6 { (value / 100, value % 100) } else { (value, 0) };
    Some((Time { hour: clock / 100, minute: clock % 100, second, zone: None }, 1))
}

fn separated(tokens: &[Token], hour: u64) -> Option<(Time, usize)> {
    let mut time = Time { hour: u32::try_from(hour).ok()?, minute: 0, second: 0, zone: None };
    let (divided, named) = divider(tokens, 1)?;
    let minute = tokens.get(divided).and_then(number).filter(|&(_, digits)| digits == 2);
    let Some((minute, _)) = minute else { return named.then_some((time, divided)) };
    time.minute = minute as u32;
    let mut end = divided + 1;
    let Some((divided, counted)) = divider(tokens, end) else { return Some((time, end)) };
    if counted {
        end = divided;
    }
    if let Some((second, 2)) = tokens.get(divided).and_then(number) {
        (time.second, end) = (second as u32, divided + 1);
        end += fraction(&tokens[end..]);
        end += usize::from(kind(tokens, end) == Some(Kind::Unit(Unit::Second)));
    }
    Some((time, end))
}

/// The place after what divides hours from minutes, and whether it names the hour by itself.
fn divider(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    match kind(tokens, at)? {
        Kind::Sign(':' | '.') => Some((at + 1, false)),
        Kind::Unit(Unit::Hour | Unit::Minute) => Some((at + 1, true)),
        Kind::Half(_) => Some((at, true)),
        _ => None,
    }
}

fn fraction(tokens: &[Token]) -> usize {
    let pointed = matches!(kind(tokens, 0), Some(Kind::Sign('.' | ',')));
    let glued = tokens.get(1).is_some_and(|token| number(token).is_some())
        && tokens[0].end == tokens[1].start;
    if pointed && glued { 2 } else { 0 }
}

/// The zone that tokens begin with, in minutes, and how many tokens it takes.
fn zone(tokens: &[Token]) -> Option<(i32, usize)> {
    match kind(tokens, 0)? {
        Kind::Sign('(') => zone(&tokens[1..]).map(|(zone, length)| (zone, length + 1)),
        Kind::Zone(0) => Some(offset(&tokens[1..]).map_or((0, 1), |(zone, n)| (zone, n + 1))),
        Kind::Zone(zone) => Some((zone, 1)),
        _ => offset(tokens),
    }
}

fn offset(tokens: &[Token]) -> Option<(i32, usize)> {
    let sign = match kind(tokens, 0)? {
        Kind::Sign('+') => 1,
        Kind::Sign('-') => -1,
        _ => return None,
    };
    let (value, digits) = number(tokens.get(1)?)?;
    if tokens[0].end < tokens[1].start {
        return None;
    }
    let value = i32::try_from(value).ok()?;
    let (minutes, length) = match (digits, kind(tokens, 2), tokens.get(3).and_then(number)) {
        (4, ..) => (value / 100 * 60 + value % 100, 2),
        (1 | 2, Some(Kind::Sign(':')), Some((minutes, 2))) => (value * 60 + minutes as i32, 4),
        (1 | 2, ..) => (value * 60, 2),
        _ => return None,
    };
    (minutes <= 15 * 60).then_some((sign * minutes, length))
}

fn kind(tokens: &[Token], at: usize) -> Option<Kind> {
    tokens.get(at).map(|token| token.kind)
}

fn number(token: &Token) -> Option<(u64, u8)> {
    match token.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    }
}
