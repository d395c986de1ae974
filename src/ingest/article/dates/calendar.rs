//! Years, months and days of the calendars that news is dated in, turned into civil days.
//! Not a calendar library: only the way into the civil calendar.

use crate::when::Day;

/// The calendar that a year, month and day are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calendar {
    /// The civil calendar, Gregorian throughout.
    Civil,
    /// The solar calendar of Iran and Afghanistan.
    Jalali,
    /// The lunar calendar of Islam, by its tabular reckoning.
    Hijri,
    /// The civil calendar with years counted from 543 BC, as in Thailand.
    Buddhist,
}

/// Julian day number of 1970-01-01.
const EPOCH: i64 = 2_440_588;

/// The years of the Jalali calendar after which the rhythm of its leap years breaks, from
/// K. M. Borkowski, "The Persian calendar for 3000 years" (1996).
const BREAKS: [i64; 20] = [
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324,
    2394, 2456, 3178,
];

impl Calendar {
    /// The civil day, or `None` if the calendar has no such day.
    pub(super) fn day(self, year: u32, month: u32, day: u32) -> Option<Day> {
        let civil = i32::try_from(year).ok()?;
        match self {
            Calendar::Civil => Day::new(civil, month, day),
            Calendar::Buddhist => Day::new(civil - 543, month, day),
            Calendar::Jalali => jalali(year.into(), month.into(), day.into()),
            Calendar::Hijri => hijri(year.into(), month.into(), day.into()),
        }
    }

    /// The calendar that a bare year is counted in: nobody's news was dated 1399 or 2566 in the
    /// civil one.
    pub(super) fn of_year(self, year: u32) -> Calendar {
        match self {
            Calendar::Civil if (1200..1500).contains(&year) => Calendar::Jalali,
            Calendar::Civil if (2400..2600).contains(&year) => Calendar::Buddhist,
            other => other,
        }
    }
}

fn hijri(year: i64, month: i64, day: i64) -> Option<Day> {
    let leap = (11 * year + 14) % 30 < 11;
    let length = if month % 2 == 1 || (month == 12 && leap) { 30 } else { 29 };
    let known =
        (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=length).contains(&day);
    let number =
        (11 * year + 3) / 30 + 354 * year + 30 * month - (month - 1) / 2 + day + 1_948_440 - 385;
    if known { Day::from_number(number - EPOCH) } else { None }
}

fn jalali(year: i64, month: i64, day: i64) -> Option<Day> {
    let known = (1..3178).contains(&year) && (1..=12).contains(&month) && day >= 1;
    if !known {
        return None;
    }
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        _ => new_year(year + 1)?.number() - new_year(year)?.number() - 336,
    };
    let before = (month - 1) * 31 - (month / 7) * (month - 7);
    (day <= length).then(|| new_year(year).map(|first| first.plus(before + day - 1)))?
}

/// The civil day on which a Jalali year begins.
fn new_year(year: i64) -> Option<Day> {
    let (mut leap, mut start) = (-14, BREAKS[0]);
    for end in BREAKS.into_iter().skip(1) {
        let span = end - start;
        if year < end {
            break;
        }
        leap += span / 33 * 8 + span % 33 / 4;
        start = end;
    }
    let end = BREAKS.into_iter().find(|&end| end > year)?;
    let (span, past) = (end - start, year - start);
    leap += past / 33 * 8 + (past % 33 + 3) / 4;
    if span % 33 == 4 && span - past == 4 {
        leap += 1;
    }
    let civil = year + 621;
    let civil_leap = civil / 4 - (civil / 100 + 1) * 3 / 4 - 150;
    Day::new(i32::try_from(civil).ok()?, 3, u32::try_from(20 + leap - civil_leap).ok()?)
}
