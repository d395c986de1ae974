//! The forms that dates are written in: which numbers and words, in which order, make one.
//! It reads tokens and says where a date ends; it does not search for it.

use super::DayOrder;
use super::calendar::Calendar;
use super::token::{Kind, Token, Unit};

/// The parts of a date as written, in its own calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) calendar: Calendar,
    pub(super) year: u32,
    /// 0 where only the year is written.
    pub(super) month: u32,
    /// 0 where only month and year are written.
    pub(super) day: u32,
    /// Whether the order of day and month was assumed, both being possible.
    pub(super) assumed: bool,
    /// The time of day that stands before the year, if any: the token it begins at.
    pub(super) time: Option<usize>,
    /// The token after the date.
    pub(super) end: usize,
}

/// Reads dates at a place among tokens.
#[derive(Clone, Copy)]
pub(super) struct Forms<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) order: DayOrder,
    /// Whether the text is nothing but a date, so that a weak form may be believed.
    pub(super) whole: bool,
}

impl Forms<'_> {
    /// The date that begins at a token. It may be one that no calendar has.
    pub(super) fn at(&self, at: usize) -> Option<Parts> {
        if self.begins_inside_a_number(at) {
            return None;
        }
        self.counted(at)
            .or_else(|| self.vietnamese(at))
            .or_else(|| self.day_month_year(at))
            .or_else(|| self.month_day_year(at))
            .or_else(|| self.year_month_day_named(at))
            .or_else(|| self.year_first(at))
            .or_else(|| self.year_last(at))
            .or_else(|| self.compact(at))
            .or_else(|| self.month_year(at))
    }

    /// `2023年11月5日`, `令和5年11月`, `2023년 11월 5일`.
    fn counted(&self, at: usize) -> Option<Parts> {
        let (base, at) = match self.kind(at)? {
            Kind::Era(base) => (base, self.gap(at + 1)),
            _ => (0, at),
        };
        let (year, digits) = self.number(at)?;
        if self.kind(at + 1) != Some(Kind::Unit(Unit::Year)) || (base == 0 && digits != 4) {
            return self.in_era(base, at);
        }
        let year = year.checked_add_signed(base)?;
        let (month, _) = self.number(at + 2)?;
        if self.kind(at + 3)? != Kind::Unit(Unit::Month) {
            return None;
        }
        let day = self.number(at + 4).map(|(day, _)| day);
        match (day, self.kind(at + 5)) {
            (Some(day), Some(Kind::Unit(Unit::Day))) => parts(year, month, day, at + 6),
            _ => parts(year, month, 0, at + 4),
        }
    }

    /// An era before a plain number never stands alone: the year alone is then in that era.
    fn in_era(&self, base: i32, at: usize) -> Option<Parts> {
        let (year, _) = self.number(at).filter(|_| base != 0 && self.whole)?;
        parts(year.checked_add_signed(base)?, 0, 0, at + 1)
    }

    /// `5 tháng 11 năm 2023`, `5 tháng 11, 2023`.
    fn vietnamese(&self, at: usize) -> Option<Parts> {
        let (day, _) = self.number(at)?;
        let month = self.gap(at + 1);
        (self.kind(month)? == Kind::Thang).then_some(())?;
        let (number, _) = self.number(month + 1)?;
        let (year, end) = self.year(self.gap(month + 2))?;
        parts(year, number, day, end)
    }

    /// `5 November 2023`, `5. November 2023`, `5 de noviembre de 2023`, `26-FEB-1987`.
    fn day_month_year(&self, at: usize) -> Option<Parts> {
        let (day, digits) = self.number(at)?;
        let (calendar, month, place) = self.month(self.gap(at + 1))?;
        let place = self.same_month_again(place, month);
        if digits > 2 {
            return None;
        }
        if let Some((year, end)) = self.year_of(calendar, self.gap(place)) {
            return named(calendar, (year, month, day), end);
        }
        let (time, after) = self.time_then_year(place)?;
        let (year, end) = self.year_of(calendar, after)?;
        Some(Parts { time: Some(time), ..named(calendar, (year, month, day), end)? })
    }

    /// `November 5, 2023`, `Nov. 5th 2023`, `Nov  5 10:15:00 2023`.
    fn month_day_year(&self, at: usize) -> Option<Parts> {
        let (calendar, month, place) = self.month(at)?;
        let place = self.gap(place);
        let (day, digits) = self.number(place)?;
        let next = self.gap(place + 1);
        if digits > 2 || self.month(next).is_some() {
            return None;
        }
        if let Some((year, end)) = self.year_of(calendar, next) {
            return named(calendar, (year, month, day), end);
        }
        let (time, after) = self.time_then_year(place + 1)?;
        let (year, end) = self.year_of(calendar, after)?;
        Some(Parts { time: Some(time), ..named(calendar, (year, month, day), end)? })
    }

    /// A time of day between the month and the year, as `date` and asctime print it.
    fn time_then_year(&self, at: usize) -> Option<(usize, usize)> {
        let at = self.gap(at);
        let (_, length) = super::time::time(self.tokens.get(at..)?)?;
        Some((at, self.gap(at + length)))
    }

    /// `2023. november 5.`, `2023-Nov-05`, `2023 m. lapkričio 5 d.`, `2023. gada 5. novembris`.
    fn year_month_day_named(&self, at: usize) -> Option<Parts> {
        let (year, digits) = self.number(at)?;
        if digits != 4 {
            return None;
        }
        let next = self.gap(at + 1);
        if let Some((calendar, month, place)) = self.month(next) {
            let (day, digits) = self.number(self.gap(place))?;
            let end = self.gap(place) + 1;
            return named(calendar, (year, month, day), end).filter(|_| digits <= 2);
        }
        let (day, digits) = self.number(next)?;
        let (calendar, month, end) = self.month(self.gap(next + 1))?;
        let apart = self.tokens[at].end < self.tokens[next].start && next > at + 1;
        named(calendar, (year, month, day), end).filter(|_| digits <= 2 && apart)
    }

    /// `2023-11-05`, `2023/11/05`, `2023. 11. 5.`, `/2023-11/05/`, `/2023/1105/`, `2023-11`.
    fn year_first(&self, at: usize) -> Option<Parts> {
        let (year, digits) = self.number(at)?;
        let first = self.separator(at + 1)?;
        let (month, width) = self.number(at + 2)?;
        if digits != 4 || width > 4 || width == 3 {
            return None;
        }
        let calendar = Calendar::Civil.of_year(year);
        if width == 4 {
            let known = first == '/' && self.kind(at + 3) == Some(Kind::Sign('/'));
            let split = parts(year, month / 100, month % 100, at + 3)?;
            return known.then_some(Parts { calendar, ..split });
        }
        let second = self.separator(at + 3);
        let day = self.number(at + 4).filter(|&(_, width)| width <= 2);
        if let (Some(second), Some((day, _))) = (second, day) {
            let alike = first == second || (first != '.' && second != '.');
            let whole = parts(year, month, day, at + 5)?;
            return alike.then_some(Parts { calendar, ..whole });
        }
        let apart = second.is_none() || self.number(at + 4).is_none();
        let month_only = first != '.' && width == 2 && (1..=12).contains(&month);
        let known = (1500..2100).contains(&year) || calendar != Calendar::Civil;
        let found = Parts { calendar, ..parts(year, month, 0, at + 3)? };
        (apart && month_only && known).then_some(found)
    }

    /// `5/11/2023`, `05.11.2023`, `28/2/18`, `99/12/31`.
    fn year_last(&self, at: usize) -> Option<Parts> {
        let (first, first_width) = self.number(at)?;
        let separator = self.separator(at + 1)?;
        let (second, second_width) = self.number(at + 2)?;
        if first_width > 2 || second_width > 2 {
            return None;
        }
        if self.separator(at + 3) != Some(separator) {
            return None;
        }
        let (year, width) = self.number(at + 4)?;
        if self.goes_on(at + 5, separator) {
            return None;
        }
        let full = first_width == 2 && second_width == 2;
        match width {
            4 => self.ordered((first, second), year, (separator, at + 5)),
            2 if first > 31 && self.whole => parts(century(first), second, year, at + 5),
            2 if separator == '/' || self.whole || (full && separator != '_') => {
                self.ordered((first, second), century(year), (separator, at + 5))
            }
            _ => None,
        }
    }

    /// Decides which of two numbers is the day.
    fn ordered(&self, pair: (u32, u32), year: u32, end: (char, usize)) -> Option<Parts> {
        let (first, second) = pair;
        let month_first = match (first > 12, second > 12) {
            (true, _) => false,
            (_, true) => true,
            _ => self.order == DayOrder::MonthFirst,
        };
        let (month, day) = if month_first { (first, second) } else { (second, first) };
        let open = first <= 12 && second <= 12 && first != second && end.0 != '.';
        let assumed = open && self.order == DayOrder::Unknown;
        let calendar = Calendar::Civil.of_year(year);
        Some(Parts { assumed, calendar, ..parts(year, month, day, end.1)? })
    }

    /// `20231105`, `20231105101500`.
    fn compact(&self, at: usize) -> Option<Parts> {
        let Kind::Number { value, digits } = self.kind(at)? else { return None };
        let date = match digits {
            8 => value,
            12 if self.whole => value / 10_000,
            14 => value / 1_000_000,
            _ => return None,
        };
        let (year, month, day) = ((date / 10_000) as u32, date / 100 % 100, date % 100);
        let known = (1600..2100).contains(&year)
            && (self.whole || ((1..=12).contains(&month) && (1..=31).contains(&day)));
        parts(year, month as u32, day as u32, at + 1).filter(|_| known)
    }

    /// `November 2023`, `noviembre de 2023`; `11/2023` where it is the whole text.
    fn month_year(&self, at: usize) -> Option<Parts> {
        if let Some((calendar, month, place)) = self.month(at) {
            let (year, end) = self.year(self.gap(place))?;
            let width = self.number(end - 1)?.1;
            return named(calendar, (year, month, 0), end).filter(|_| width == 4);
        }
        let (month, width) = self.number(at).filter(|_| self.whole)?;
        self.separator(at + 1).filter(|&separator| separator != '.')?;
        let (year, digits) = self.number(at + 2)?;
        parts(year, month, 0, at + 3).filter(|_| width <= 2 && digits == 4)
    }

    /// A number that is the tail of a longer one (`1.2.2023`, `A4-2023`) begins no date.
    fn begins_inside_a_number(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        let Kind::Number { digits, .. } = token.kind else { return false };
        let glued = |place: usize| self.tokens[place].end == self.tokens[place + 1].start;
        let Some(before) = at.checked_sub(1).filter(|&before| glued(before)) else { return false };
        match self.tokens[before].kind {
            Kind::Sign('.' | ':' | '/' | '-' | ',') if before > 0 && glued(before - 1) => {
                digits <= 2 && matches!(self.tokens[before - 1].kind, Kind::Number { .. })
            }
            Kind::Other | Kind::Zone(_) => digits != 8 && digits != 4,
            _ => false,
        }
    }

    fn goes_on(&self, at: usize, separator: char) -> bool {
        self.separator(at) == Some(separator)
            && self.number(at + 1).is_some()
            && self.tokens[at].end == self.tokens[at + 1].start
    }

    /// The place after the signs and small words that may stand between parts of a date.
    fn gap(&self, mut at: usize) -> usize {
        let end = at + 4;
        while at < end {
            match self.kind(at) {
                Some(Kind::Filler | Kind::Unit(_)) => {}
                Some(Kind::Sign('.' | ',' | '-' | '/' | '_' | '\'' | 'º' | 'ª' | '°')) => {}
                _ => break,
            }
            at += 1;
        }
        at
    }

    fn separator(&self, at: usize) -> Option<char> {
        match self.kind(at)? {
            Kind::Sign(sign @ ('-' | '/' | '.' | '_')) => Some(sign),
            _ => None,
        }
    }

    fn month(&self, at: usize) -> Option<(Calendar, u32, usize)> {
        match self.kind(at)? {
            Kind::Month(calendar, month) => Some((calendar, month, at + 1)),
            _ => None,
        }
    }

    /// The place after the other name of the month before, as Arabic news prints both:
    /// `24 نيسان / أبريل 2020`.
    fn same_month_again(&self, at: usize, month: u32) -> usize {
        match self.month(self.gap(at)) {
            Some((_, again, end)) if again == month => end,
            _ => at,
        }
    }

    /// A year after a month of a calendar; two digits beside a Thai month are of the Buddhist era.
    fn year_of(&self, calendar: Calendar, at: usize) -> Option<(u32, usize)> {
        let (year, end) = self.year(at)?;
        let short = self.number(end - 1).filter(|&(_, digits)| digits == 2);
        match short.filter(|_| calendar == Calendar::Buddhist) {
            Some((short, _)) => Some((2500 + short, end)),
            None => Some((year, end)),
        }
    }

    /// A year after a month: four digits, or two that nothing else can be meant by.
    fn year(&self, at: usize) -> Option<(u32, usize)> {
        let at = if matches!(self.kind(at)?, Kind::Era(_)) { self.gap(at + 1) } else { at };
        let (year, digits) = self.number(at)?;
        match digits {
            4 => Some((year, at + 1)),
            2 if self.short_year_stands(at) => Some((century(year), at + 1)),
            _ => None,
        }
    }

    fn short_year_stands(&self, at: usize) -> bool {
        let before = self.kind(at.wrapping_sub(1));
        let marked = matches!(before, Some(Kind::Sign('-' | '\'' | '/')));
        let clock = matches!(self.kind(at + 1), Some(Kind::Sign(':') | Kind::Unit(_)));
        let hour = matches!(self.kind(at + 1), Some(Kind::Filler | Kind::Half(_)))
            && self.tokens[at].end == self.tokens[at + 1].start;
        (marked || self.whole) && !clock && !hour
    }

    fn number(&self, at: usize) -> Option<(u32, u8)> {
        match self.kind(at)? {
            Kind::Number { value, digits } => Some((u32::try_from(value).ok()?, digits)),
            _ => None,
        }
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }
}

/// The year of two digits: 50 to 99 are of the twentieth century, 00 to 49 of the twenty-first.
fn century(year: u32) -> u32 {
    if year >= 50 { 1900 + year } else { 2000 + year }
}

fn parts(year: u32, month: u32, day: u32, end: usize) -> Option<Parts> {
    named(Calendar::Civil, (year, month, day), end)
}

/// A date whose month is written as a word; a Thai month with a civil year is of the civil year.
fn named(calendar: Calendar, date: (u32, u32, u32), end: usize) -> Option<Parts> {
    let (year, month, day) = date;
    let calendar = match calendar {
        Calendar::Buddhist if year < 2300 => Calendar::Civil,
        other => other,
    };
    Some(Parts { calendar, year, month, day, assumed: false, time: None, end })
}
