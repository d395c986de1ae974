//! Parses periods of days: `2023-11-05`, `2023-Q4`, `nov-2023`, `last-week`, `7d`.

use crate::diagnostic::Diagnostic;
use crate::query::dates::not_a_date;
use crate::query::fields::nearest;
use crate::query::remarks::excerpt;
use crate::when::{self, Clock, Day, DayRange};

/// A period of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub first: Day,
    pub last: Day,
}

/// The order of day and month in a date such as `1/11/2023`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Unknown; the day is assumed to come first.
    Unknown,
    /// The day comes first in a date of the same clause.
    DayFirst,
    /// The month comes first in a date of the same clause.
    MonthFirst,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const RELATIVE: [&str; 11] = [
    "today",
    "yesterday",
    "this-week",
    "last-week",
    "this-month",
    "last-month",
    "this-quarter",
    "last-quarter",
    "this-year",
    "last-year",
    "missing",
];

impl Order {
    /// The order that the first unambiguous date of a clause shows.
    pub(super) fn of(dates: &[&str]) -> Order {
        let says = |date: &&str| match slashed(date)? {
            (first, 1..=12, _) if first > 12 => Some(Order::DayFirst),
            (1..=12, second, _) if second > 12 => Some(Order::MonthFirst),
            _ => None,
        };
        dates.iter().find_map(says).unwrap_or(Order::Unknown)
    }
}

impl Period {
    /// Parses a period in lower case with straight dashes. The flag says whether the order of day
    /// and month is ambiguous.
    pub(super) fn read(
        text: &str,
        order: Order,
        clock: &Clock,
    ) -> Result<(Period, bool), Diagnostic> {
        let today = clock.today();
        if let Some(numbers) = slashed(text) {
            return from_slashed(numbers, order).ok_or_else(|| no_such_day(text));
        }
        let period = relative(text, today)
            .or_else(|| last_units(text, today))
            .or_else(|| calendar(text))
            .or_else(|| loosely_written(text))
            .or_else(|| ago(text, today))
            .or_else(|| named(&in_english(text), today));
        period.map(|period| (period, false)).ok_or_else(|| refuse(text))
    }

    /// The period as a range.
    pub(super) fn range(self) -> DayRange {
        DayRange::between(self.first, self.last)
    }

    fn around(day: Day, unit: when::Period) -> Period {
        Period { first: day.start_of(unit), last: day.end_of(unit) }
    }

    fn day(day: Day) -> Period {
        Period { first: day, last: day }
    }
}

/// Splits `1/11/2023` or `1.11.2023` into three numbers, with the year last.
fn slashed(text: &str) -> Option<(u32, u32, i32)> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let fits = (1..=2).contains(&first.len()) && (1..=2).contains(&second.len()) && year.len() == 4;
    fits.then_some(())?;
    Some((digits(first)?, digits(second)?, i32::try_from(digits(year)?).ok()?))
}

fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn from_slashed((a, b, year): (u32, u32, i32), order: Order) -> Option<(Period, bool)> {
    let ambiguous = a <= 12 && b <= 12 && a != b;
    let (day, month) = match order {
        Order::MonthFirst => (b, a),
        Order::Unknown | Order::DayFirst => (a, b),
    };
    let day = Day::new(year, month, day).or_else(|| Day::new(year, day, month))?;
    Some((Period::day(day), ambiguous))
}

fn relative(text: &str, today: Day) -> Option<Period> {
    use when::Period::{Month, Quarter, Week, Year};
    let text = text.replace([' ', '_'], "-");
    let (which, unit) = match text.as_str() {
        "today" | "now" => return Some(Period::day(today)),
        "yesterday" => return Some(Period::day(today.plus(-1))),
        _ => text.split_once('-')?,
    };
    let unit = match unit {
        "week" => Week,
        "month" => Month,
        "quarter" => Quarter,
        "year" => Year,
        _ => return None,
    };
    match which {
        "this" => Some(Period::around(today, unit)),
        "last" => Some(Period::around(today.start_of(unit).plus(-1), unit)),
        _ => None,
    }
}

/// Parses `7d`, `2w`, `3m`, `1y`: this many units up to and including today.
fn last_units(text: &str, today: Day) -> Option<Period> {
    let unit = text.chars().last()?;
    let count = digits(text.strip_suffix(unit)?).filter(|count| (1..=99_999).contains(count))?;
    let months =
        |months: u32| today.plus_months(-i32::try_from(months).unwrap_or(i32::MAX)).plus(1);
    let first = match unit {
        'd' => today.plus(1 - i64::from(count)),
        'w' => today.plus(1 - 7 * i64::from(count)),
        'm' => months(count),
        'y' => months(count.saturating_mul(12)),
        _ => return None,
    };
    Some(Period { first, last: today })
}

/// Parses `2023`, `1990s`, `2023-11`, `2023-q4`, `2023-w45`, `2023-11-05`, `2023/11/05`,
/// `20231105`.
fn calendar(text: &str) -> Option<Period> {
    use when::Period::{Month, Quarter, Year};
    let (sign, plain) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    if !text.is_ascii() {
        return None;
    }
    let (year, rest) = plain.split_at_checked(4)?;
    let year = sign * i32::try_from(digits(year)?).ok()?;
    let start = Day::new(year, 1, 1)?;
    let part = rest.strip_prefix(['-', '/']).unwrap_or(rest);
    match (rest, part.as_bytes()) {
        ("", _) => Some(Period::around(start, Year)),
        ("s", _) if year % 10 == 0 => {
            Some(Period { first: start, last: Day::new(year + 9, 12, 31)? })
        }
        (_, [b'q', quarter @ b'1'..=b'4']) => {
            let month = u32::from(quarter - b'1') * 3 + 1;
            Some(Period::around(Day::new(year, month, 1)?, Quarter))
        }
        (_, [b'w', ..]) => week(year, digits(&part[1..])?),
        (_, [_, _]) if part != rest => {
            Some(Period::around(Day::new(year, digits(part)?, 1)?, Month))
        }
        (_, [_, _, b'-' | b'/', _, _]) => whole_day(year, &part[..2], &part[3..]),
        (_, [_, _, _, _]) if part == rest => whole_day(year, &part[..2], &part[2..]),
        _ => None,
    }
}

/// `2023-8-5`, `2023/8`: without the zeros.
fn loosely_written(text: &str) -> Option<Period> {
    let (year, rest) = text.split_at_checked(4)?;
    let parts: Vec<&str> = rest.strip_prefix(['-', '/', '.'])?.split(['-', '/', '.']).collect();
    let short = |part: &&str| (1..=2).contains(&part.len());
    let year = i32::try_from(digits(year)?).ok()?;
    match parts.as_slice() {
        parts if !parts.iter().all(short) => None,
        [month] => Some(Period::around(Day::new(year, digits(month)?, 1)?, when::Period::Month)),
        [month, day] => whole_day(year, month, day),
        _ => None,
    }
}

/// `3 days ago`, `2-weeks-ago`, `1 year ago`: the one day that was then.
fn ago(text: &str, today: Day) -> Option<Period> {
    let parts: Vec<&str> = text.split([' ', '-', '_']).filter(|part| !part.is_empty()).collect();
    let [count, unit, "ago"] = parts.as_slice() else { return None };
    let count = match *count {
        "a" | "an" | "one" => 1,
        _ => i32::try_from(digits(count)?).ok().filter(|count| *count <= 99_999)?,
    };
    Some(Period::day(match unit.trim_end_matches('s') {
        "day" => today.plus(-i64::from(count)),
        "week" => today.plus(-7 * i64::from(count)),
        "month" => today.plus_months(-count),
        "year" => today.plus_months(-count.saturating_mul(12)),
        _ => return None,
    }))
}

/// The months in other languages, each row in the order of the year.
const FOREIGN_MONTHS: [&str; 6] = [
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
];

/// A date in words with the English name of its month, and without the words that only join its
/// parts: `5 de agosto de 2024`, `the 5th of August 2024`, `1er août 2024`.
fn in_english(text: &str) -> String {
    let whole = |word: &&str| !matches!(*word, "de" | "del" | "of" | "the" | "le" | "den" | "el");
    let translated = |word: &str| {
        let bare = word.trim_end_matches([',', '.']);
        let place =
            FOREIGN_MONTHS.iter().find_map(|names| names.split(' ').position(|name| name == bare));
        match (place, bare) {
            (Some(month), _) => MONTHS[month].to_string(),
            (None, "1er" | "1º" | "1°") => "1".to_string(),
            (None, _) => word.to_string(),
        }
    };
    let words: Vec<String> = text.split(' ').filter(whole).map(translated).collect();
    words.join(" ")
}

fn whole_day(year: i32, month: &str, day: &str) -> Option<Period> {
    Day::new(year, digits(month)?, digits(day)?).map(Period::day)
}

/// A week of ISO 8601, in which week 1 contains 4 January; `None` if the year has no such week.
fn week(year: i32, number: u32) -> Option<Period> {
    let first = Day::new(year, 1, 4)?.start_of(when::Period::Week);
    let start = first.plus(7 * (i64::from(number) - 1));
    let (year_of_thursday, _, _) = start.plus(3).parts();
    let exists = number >= 1 && year_of_thursday == year;
    exists.then(|| Period::around(start, when::Period::Week))
}

/// Parses `nov`, `nov-2023`, `5-nov-2023`, `november 5, 2023`, `tuesday`, `q4-2023`.
fn named(text: &str, today: Day) -> Option<Period> {
    let separators = [' ', '-', '/', ',', '.', '_'];
    let parts: Vec<&str> = text.split(separators).filter(|part| !part.is_empty()).collect();
    let whole = |month, year| Some(Period::around(Day::new(year, month, 1)?, when::Period::Month));
    match parts.as_slice() {
        [name] => {
            if let Some(weekday) = index(&WEEKDAYS, name) {
                let back = (7 + today.weekday() - weekday) % 7;
                return Some(Period::day(today.plus(-i64::from(back))));
            }
            let month = index(&MONTHS, name)? + 1;
            let (year, current, _) = today.parts();
            whole(month, if month > current { year - 1 } else { year })
        }
        [name, year] | [year, name] if year.len() == 4 => match name.as_bytes() {
            [b'q', _] => calendar(&format!("{year}-{name}")),
            _ => whole(index(&MONTHS, name)? + 1, i32::try_from(digits(year)?).ok()?),
        },
        [name, day] | [day, name] if index(&MONTHS, name).is_some() => {
            let day = digits(day.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']))?;
            let month = index(&MONTHS, name)? + 1;
            let (year, ..) = today.parts();
            // The 29th of February may lie some years back.
            let days = (0..9).filter_map(|back| Day::new(year - back, month, day));
            days.into_iter().find(|day| *day <= today).map(Period::day)
        }
        [day, name, year] | [name, day, year] | [year, name, day]
            if year.len() == 4 && index(&MONTHS, name).is_some() =>
        {
            let day = day.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
            let year = i32::try_from(digits(year)?).ok()?;
            Day::new(year, index(&MONTHS, name)? + 1, digits(day)?).map(Period::day)
        }
        _ => None,
    }
}

/// The index of a name in a list; the name may be cut to its first three letters or more.
fn index(names: &[&str], name: &str) -> Option<u32> {
    let known = |full: &&str| name.len() >= 3 && full.starts_with(name);
    let found = names.iter().position(known).or((name == "sept").then_some(8))?;
    u32::try_from(found).ok()
}

fn refuse(text: &str) -> Diagnostic {
    if calendar_shaped(text) {
        return no_such_day(text);
    }
    let names = RELATIVE.iter().chain(&MONTHS).chain(&WEEKDAYS).copied();
    match nearest(text, names) {
        Some(name) => not_a_date(text).hint(format!("did you mean `{name}`?")),
        None => not_a_date(text),
    }
}

fn calendar_shaped(text: &str) -> bool {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.'));
    plain && text.len() >= 6 && text.bytes().any(|b| !b.is_ascii_digit())
}

fn no_such_day(text: &str) -> Diagnostic {
    let problem =
        Diagnostic::error("date", 0..0, format!("there is no day or month `{}`", excerpt(text)));
    let parts: Vec<Option<u32>> = text.split(['-', '/', '.']).map(digits).collect();
    let [Some(year), Some(month), Some(day)] = parts.as_slice() else {
        return problem.hint("write year, month and day: `2023-11-05`");
    };
    if text.find(['-', '/', '.']) != Some(4) {
        return problem.hint("write year, month and day: `2023-11-05`");
    }
    let year = i32::try_from(*year).unwrap_or(i32::MAX);
    let last = Day::new(year, *month, 1).map(|day| day.end_of(when::Period::Month));
    match (last, Day::new(year, *day, *month)) {
        (Some(last), _) => problem.hint(format!("the last day of that month is `{last}`")),
        (None, Some(swapped)) => problem.hint(format!("did you mean `{swapped}`?")),
        (None, None) => problem.hint("write year, month and day: `2023-11-05`"),
    }
}
