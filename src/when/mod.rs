//! Civil days, ranges of days and the clock: the only module that names jiff.
//!
//! A [`Day`] is a civil day of the proleptic Gregorian calendar, as printed by the publisher, with
//! no time zone attached. It is not an instant.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A civil day, as the number of days since 1970-01-01; years -9999 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

/// The precision of a date.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// The day is known.
    #[default]
    Day,
    /// Only month and year are known.
    Month,
    /// Only the year is known.
    Year,
}

/// An inclusive range of days; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DayRange {
    /// The first day of the range, or open.
    pub first: Option<Day>,
    /// The last day of the range, or open.
    pub last: Option<Day>,
}

/// A calendar unit, such as the one that a timeline counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// A single day.
    Day,
    /// Seven days from a Monday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months, starting in January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
    /// Ten calendar years, starting with one whose number ends in 0.
    Decade,
}

/// The time zone that decides which day is today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone<'a> {
    /// The time zone of the machine.
    Machine,
    /// The time zone that the environment variable `TZ` names; `TZ` must be set.
    Environment,
    /// A time zone given by its IANA name.
    Named(&'a str),
}

/// The current day, fixed for a run so that `today` means the same day throughout.
#[derive(Clone, Debug)]
pub struct Clock {
    today: Day,
    moment: String,
    zone: String,
}

fn epoch() -> Date {
    Date::constant(1970, 1, 1)
}

impl Day {
    /// The first day that can be represented: -9999-01-01.
    pub const MIN: Day = Day(-4_371_587);
    /// The last day that can be represented: 9999-12-31.
    pub const MAX: Day = Day(2_932_896);

    /// Makes a day from a year, month (1 to 12) and day of the month (from 1); `None` if no such
    /// day exists.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
        date.ok().map(Day::from_date)
    }

    /// Makes a day from the number of days since 1970-01-01; `None` outside the years -9999 to
    /// 9999.
    pub fn from_number(number: i64) -> Option<Day> {
        let number = i32::try_from(number).ok()?;
        (Day::MIN.0..=Day::MAX.0).contains(&number).then_some(Day(number))
    }

    /// The number of days since 1970-01-01.
    pub fn number(self) -> i64 {
        self.0.into()
    }

    /// Parses `YYYY-MM-DD` or `-YYYY-MM-DD`; `None` for any other text or if no such day exists.
    pub fn parse_iso(text: &str) -> Option<Day> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let mut parts = digits.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let shape = (year.len(), month.len(), day.len()) == (4, 2, 2) && parts.next().is_none();
        let numeric = digits.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !shape || !numeric {
            return None;
        }
        Day::new(sign * year.parse::<i32>().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The year (-9999 to 9999), month (1 to 12) and day of the month (1 to 31).
    pub fn parts(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year().into(), date.month() as u32, date.day() as u32)
    }

    /// The day that is `days` later (earlier if negative), clamped to [`Day::MIN`] and
    /// [`Day::MAX`].
    pub fn plus(self, days: i64) -> Day {
        let number = self.number().saturating_add(days);
        Day(number.clamp(Day::MIN.number(), Day::MAX.number()) as i32)
    }

    /// The same day of the month `months` later (earlier if negative), or the last day of that
    /// month if it is shorter; saturates at the ends of the calendar.
    pub fn plus_months(self, months: i32) -> Day {
        let date =
            self.date().saturating_add(jiff::Span::new().months(months.clamp(-19998, 19998)));
        Day::from_date(date)
    }

    /// The day of the week, from 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        (self.number() + 3).rem_euclid(7) as u32
    }

    /// The first day of the period that contains this day.
    pub fn start_of(self, period: Period) -> Day {
        let (year, month, _) = self.parts();
        let first = |month| Day::new(year, month, 1).unwrap_or(Day::MIN);
        match period {
            Period::Day => self,
            Period::Week => self.plus(-i64::from(self.weekday())),
            Period::Month => first(month),
            Period::Quarter => first((month - 1) / 3 * 3 + 1),
            Period::Year => first(1),
            Period::Decade => Day::new(year - year.rem_euclid(10), 1, 1).unwrap_or(Day::MIN),
        }
    }

    /// The last day of the period that contains this day.
    pub fn end_of(self, period: Period) -> Day {
        let start = self.start_of(period);
        match period {
            Period::Day => self,
            Period::Week => start.plus(6),
            Period::Month => Day::end_of_months(start, 1),
            Period::Quarter => Day::end_of_months(start, 3),
            Period::Year => Day::end_of_months(start, 12),
            Period::Decade => Day::end_of_months(start, 120),
        }
    }

    fn end_of_months(start: Day, months: i32) -> Day {
        let last_month = start.plus_months(months - 1).date();
        Day::from_date(last_month.last_of_month())
    }

    fn from_date(date: Date) -> Day {
        let days = epoch().until(date).map(|span| span.get_days()).unwrap_or_default();
        Day(days)
    }

    fn date(self) -> Date {
        epoch().saturating_add(jiff::Span::new().days(self.0))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        let sign = if year < 0 { "-" } else { "" };
        write!(out, "{sign}{:04}-{month:02}-{day:02}", year.abs())
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Day, String> {
        Day::parse_iso(&text).ok_or_else(|| format!("`{text}` is not a day"))
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl Precision {
    /// The first and the last day that a date of this precision stands for, given its first day.
    pub fn interval(self, first: Day) -> (Day, Day) {
        match self {
            Precision::Day => (first, first),
            Precision::Month => (first.start_of(Period::Month), first.end_of(Period::Month)),
            Precision::Year => (first.start_of(Period::Year), first.end_of(Period::Year)),
        }
    }

    /// The day as text at this precision: `2023-11-05`, `2023-11` or `2023`.
    pub fn show(self, day: Day) -> String {
        let whole = day.to_string();
        let cut = match self {
            Precision::Day => 0,
            Precision::Month => 3,
            Precision::Year => 6,
        };
        whole[..whole.len() - cut].to_string()
    }
}

impl DayRange {
    /// The range that contains one day.
    pub fn on(day: Day) -> DayRange {
        DayRange { first: Some(day), last: Some(day) }
    }

    /// The range between two days, both included.
    pub fn between(first: Day, last: Day) -> DayRange {
        DayRange { first: Some(first), last: Some(last) }
    }

    /// Whether both ends are open.
    pub fn is_open(&self) -> bool {
        self.first.is_none() && self.last.is_none()
    }

    /// Whether the range contains no day because it ends before it begins.
    pub fn is_empty(&self) -> bool {
        matches!((self.first, self.last), (Some(first), Some(last)) if first > last)
    }

    /// Whether the whole interval of days (both ends included) lies in the range.
    pub fn covers(&self, (start, end): (Day, Day)) -> bool {
        self.first.is_none_or(|first| first <= start) && self.last.is_none_or(|last| end <= last)
    }

    /// The intersection of the two ranges.
    pub fn and(self, other: DayRange) -> DayRange {
        let first = self.first.into_iter().chain(other.first).max();
        let last = self.last.into_iter().chain(other.last).min();
        DayRange { first, last }
    }
}

impl fmt::Display for DayRange {
    /// `A`, `A..B`, `A..`, `..B` or `..`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => write!(out, "{first}"),
            (first, last) => {
                let end = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
                write!(out, "{}..{}", end(first), end(last))
            }
        }
    }
}

impl Clock {
    /// Reads the clock of this machine, once, in a time zone.
    ///
    /// # Errors
    /// When the time zone is not known; the message names it.
    pub fn system(zone: Zone<'_>) -> Result<Clock, String> {
        let zone = time_zone(zone)?;
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the time")]
        let now = jiff::Timestamp::now();
        Ok(Clock::at(&now.to_zoned(zone)))
    }

    /// A clock fixed at a moment: a day (`2023-11-05`) or an RFC 3339 instant.
    ///
    /// # Errors
    /// When the moment or the time zone cannot be read; the message says which.
    pub fn fixed(moment: &str, zone: Zone<'_>) -> Result<Clock, String> {
        let zone = time_zone(zone)?;
        if let Some(today) = Day::parse_iso(moment) {
            return Ok(Clock { today, moment: today.to_string(), zone: zone_name(&zone) });
        }
        let instant: jiff::Timestamp = moment.parse().map_err(|_| {
            format!(
                "`{moment}` is neither a day (2023-11-05) nor an instant (2023-11-05T12:00:00Z)"
            )
        })?;
        Ok(Clock::at(&instant.to_zoned(zone)))
    }

    /// A clock fixed at a day, in UTC.
    pub fn on(today: Day) -> Clock {
        Clock { today, moment: today.to_string(), zone: "UTC".into() }
    }

    fn at(now: &jiff::Zoned) -> Clock {
        let moment = now.strftime("%Y-%m-%d %H:%M").to_string();
        Clock { today: Day::from_date(now.date()), moment, zone: zone_name(now.time_zone()) }
    }

    /// The current day.
    pub fn today(&self) -> Day {
        self.today
    }

    /// The current moment to the minute (`2023-11-05 12:30`), or only the day if the clock is fixed
    /// at a day.
    pub fn moment(&self) -> String {
        self.moment.clone()
    }

    /// The name of the time zone that decides which day is today.
    pub fn zone(&self) -> &str {
        &self.zone
    }
}

/// Formats a number of seconds since 1970-01-01 00:00 UTC as an instant in UTC.
pub fn moment(seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX).to_string()
}

fn time_zone(zone: Zone<'_>) -> Result<jiff::tz::TimeZone, String> {
    match zone {
        Zone::Machine => Ok(machine_zone().unwrap_or_else(jiff::tz::TimeZone::system)),
        Zone::Environment => Ok(jiff::tz::TimeZone::system()),
        Zone::Named(name) => jiff::tz::TimeZone::get(name).map_err(|_| {
            format!("time zone `{name}` is not known; give an IANA name such as Europe/Paris")
        }),
    }
}

/// The file that sets the time zone of the machine: a symbolic link to a file of the time zone
/// database, or a copy of one.
const LOCAL_TIME: &str = "/etc/localtime";

/// Reads the time zone of the machine from [`LOCAL_TIME`]; `None` unless that is a link into the
/// time zone database. A lookup by name would first list the folders of the whole database, which
/// takes longer than a search.
fn machine_zone() -> Option<jiff::tz::TimeZone> {
    let link = std::fs::read_link(LOCAL_TIME).ok()?;
    let name = link.to_str()?.rsplit_once("zoneinfo/")?.1;
    jiff::tz::TimeZone::tzif(name, &std::fs::read(LOCAL_TIME).ok()?).ok()
}

fn zone_name(zone: &jiff::tz::TimeZone) -> String {
    zone.iana_name().unwrap_or("local").to_string()
}

#[cfg(test)]
mod tests;
