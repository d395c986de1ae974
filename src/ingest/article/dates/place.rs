//! The dates that a path spells: folders, file name or web address, read from the root down. Only
//! what is written as a date counts; numbers and words of a headline do not.

use std::ops::Range;

use super::fold::fold;
use super::slug;
use super::words::month_in;
use crate::when::{Day, Precision};

/// A date that a path spells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The day, or the first day of the month or year.
    pub day: Day,
    /// How much of it is spelled.
    pub precision: Precision,
    /// The bytes of the path that spell it.
    pub range: Range<usize>,
    /// Whether it is spelled in the way of dates, not in the words of a headline.
    pub sure: bool,
}

/// What a part of a path between two slashes says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Day(Day),
    YearMonth(u32, u32),
    Year(u32),
    MonthDay(u32, u32),
    Month(u32),
    DayOfMonth(u32),
}

/// A part of a path: its text in lower case and where it stands.
struct Piece {
    text: String,
    start: usize,
    end: usize,
    /// Whether it is the last, the name of a file or page, which may be a counter.
    name: bool,
}

/// The dates that a path without extension spells, the surest last; `language` is that of the text.
pub fn spelled(path: &str, language: Option<&str>) -> Vec<Spelled> {
    let mut reader = Reader { year: None, month: None, found: None };
    let mut said = vec![];
    for piece in pieces(path) {
        match part(&piece, &reader, language) {
            Some(part) => reader.take(part, &piece),
            None => {
                (reader.year, reader.month) = (None, None);
                said.extend(slug::said(&piece.text, language).map(|(day, precision, sure)| {
                    Spelled { day, precision, range: piece.start..piece.end, sure }
                }));
            }
        }
    }
    let finer = |a: &Spelled, b: &Spelled| a.precision < b.precision;
    if let Some(place) = said.iter().rposition(|said| said.sure) {
        let sure = said.remove(place);
        if reader.found.as_ref().is_none_or(|found| !finer(found, &sure)) {
            reader.found = Some(sure);
        }
    }
    said.retain(|said| !said.sure);
    said.truncate(1);
    said.into_iter().chain(reader.found).collect()
}

fn pieces(path: &str) -> impl Iterator<Item = Piece> {
    let path = path.trim_end_matches('/');
    let mut start = 0;
    path.split('/').map(move |text| {
        let end = start + text.len();
        let piece = Piece { text: text.to_lowercase(), start, end, name: end == path.len() };
        start = end + 1;
        piece
    })
}

/// The year and month that the folders above name, and the finest date so far.
struct Reader {
    year: Option<(u32, usize)>,
    month: Option<u32>,
    found: Option<Spelled>,
}

impl Reader {
    fn take(&mut self, part: Part, piece: &Piece) {
        let above = |reader: &Reader| reader.year.map_or(piece.start, |(_, start)| start);
        let year = self.year.map_or(0, |(year, _)| year);
        let civil = |year: u32, month, day| Day::new(i32::try_from(year).ok()?, month, day);
        let (day, precision, start) = match part {
            Part::Day(day) => {
                (self.year, self.month) = (None, None);
                (Some(day), Precision::Day, piece.start)
            }
            Part::YearMonth(year, month) => {
                (self.year, self.month) = (Some((year, piece.start)), Some(month));
                (civil(year, month, 1), Precision::Month, piece.start)
            }
            Part::Year(year) => {
                (self.year, self.month) = (Some((year, piece.start)), None);
                (civil(year, 1, 1), Precision::Year, piece.start)
            }
            Part::Month(month) => {
                self.month = Some(month);
                (civil(year, month, 1), Precision::Month, above(self))
            }
            Part::MonthDay(month, day) => (civil(year, month, day), Precision::Day, above(self)),
            Part::DayOfMonth(day) => {
                let month = self.month.unwrap_or(0);
                (civil(year, month, day), Precision::Day, above(self))
            }
        };
        let Some(day) = day else { return };
        if self.found.as_ref().is_none_or(|found| precision <= found.precision) {
            let range = start..piece.end;
            self.found = Some(Spelled { day, precision, range, sure: true });
        }
    }
}

fn part(piece: &Piece, above: &Reader, language: Option<&str>) -> Option<Part> {
    let text = piece.text.trim();
    let below_year = above.year.is_some() && above.month.is_none();
    let below_month = above.year.is_some() && above.month.is_some();
    if let Some((key, value)) = text.split_once('=') {
        return keyed(key, value, above);
    }
    if let Some(numbers) = numbers(text) {
        return numeric(&numbers, piece.name, below_year, below_month);
    }
    let counted = |letter: char| {
        let digits = text.strip_prefix(letter)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok())?
    };
    if let Some(year) = counted('y').filter(|&year| is_year(year)) {
        return Some(Part::Year(year));
    }
    if let Some(month) = counted('m').filter(|month| below_year && (1..=12).contains(month)) {
        return Some(Part::Month(month));
    }
    if let Some(day) = counted('d').filter(|day| below_month && (1..=31).contains(day)) {
        return Some(Part::DayOfMonth(day));
    }
    if below_year && !piece.name {
        return named_month(text, language).map(Part::Month);
    }
    below_month.then(|| padded(text)).flatten().map(Part::DayOfMonth)
}

/// `year=2025`, `month=07`, `dt=2025-07-03`, as partitions of tables are named.
fn keyed(key: &str, value: &str, above: &Reader) -> Option<Part> {
    let number = value.parse::<u32>().ok();
    match key {
        "year" | "yr" | "y" | "yyyy" => number.filter(|&year| is_year(year)).map(Part::Year),
        "month" | "mon" | "m" | "mm" if above.year.is_some() => {
            number.filter(|month| (1..=12).contains(month)).map(Part::Month)
        }
        "day" | "d" | "dd" if above.month.is_some() => {
            number.filter(|day| (1..=31).contains(day)).map(Part::DayOfMonth)
        }
        "date" | "day" | "dt" | "ds" | "published" => {
            numeric(&numbers(value)?, false, false, false)
        }
        _ => None,
    }
}

/// The numbers of a text that is nothing but numbers between single `-`, `_`, `.` or spaces.
fn numbers(text: &str) -> Option<Vec<(u32, usize)>> {
    let parts = text.split(['-', '_', '.', ' ']);
    let number = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok())?.map(|value| (value, part.len()))
    };
    parts.map(number).collect()
}

fn numeric(
    numbers: &[(u32, usize)],
    name: bool,
    below_year: bool,
    below_month: bool,
) -> Option<Part> {
    match *numbers {
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] => whole(year, month, day),
        [(day, 1 | 2), (month, 1 | 2), (year, 4)] => slug::last(day, month, year).map(Part::Day),
        [(date, 8)] => whole(date / 10_000, date / 100 % 100, date % 100),
        [(first, 6), (day, 2)] => whole(first / 100, first % 100, day),
        [(year, 4), (month, 2)] if is_month(year, month) => Some(Part::YearMonth(year, month)),
        [(first, 6)] if is_month(first / 100, first % 100) => {
            Some(Part::YearMonth(first / 100, first % 100))
        }
        [(month, 2), (day, 2)] if below_year => month_day(month, day),
        [(both, 4)] if below_year && month_day(both / 100, both % 100).is_some() => {
            month_day(both / 100, both % 100)
        }
        [(year, 4)] if is_year(year) => Some(Part::Year(year)),
        [(month, 1 | 2)] if below_year && !name && (1..=12).contains(&month) => {
            Some(Part::Month(month))
        }
        [(day, width @ (1 | 2))] if below_month && (width == 2 || !name) => {
            (1..=31).contains(&day).then_some(Part::DayOfMonth(day))
        }
        _ => None,
    }
}

fn whole(year: u32, month: u32, day: u32) -> Option<Part> {
    is_year(year).then(|| Day::new(i32::try_from(year).ok()?, month, day))?.map(Part::Day)
}

fn month_day(month: u32, day: u32) -> Option<Part> {
    Day::new(2024, month, day).map(|_| Part::MonthDay(month, day))
}

/// Whether a number is a year of news.
pub(super) fn is_year(year: u32) -> bool {
    (1600..2100).contains(&year)
}

fn is_month(year: u32, month: u32) -> bool {
    is_year(year) && (1..=12).contains(&month)
}

/// A month by name below a year: alone, or behind its own number (`07-July`). Short names count in
/// English and in the language of the text.
fn named_month(text: &str, language: Option<&str>) -> Option<u32> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let name = fold(text[digits..].trim_start_matches(['-', '_', '.', ' ']));
    let known = [Some("en"), language].into_iter().flatten();
    let month = known.filter_map(|language| month_in(&name, language)).next();
    let month =
        month.or_else(|| super::words::month(&name).filter(|_| name.chars().count() > 4))?;
    (digits == 0 || text[..digits].parse() == Ok(month)).then_some(month)
}

/// The day before a headline, in two digits with a zero: `07-lamp-oil`, but not `10-best-lamps`.
fn padded(text: &str) -> Option<u32> {
    let (number, rest) = text.split_at_checked(2)?;
    let day = number.strip_prefix('0')?.parse().ok().filter(|day| *day >= 1)?;
    let parted = rest.strip_prefix(['-', '_', ' '])?;
    parted.starts_with(char::is_alphabetic).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::spelled;

    /// The surest date of a path, with a `?` behind it where it stands in words of a headline.
    fn of(path: &str, language: &str) -> String {
        let found = spelled(path, Some(language)).pop();
        found.map_or("none".into(), |date| {
            format!("{}{}", date.precision.show(date.day), if date.sure { "" } else { "?" })
        })
    }

    #[test]
    fn folders_and_names_that_are_a_date_spell_it() {
        for (path, day) in [
            ("courier/2031/0412/tide", "2031-04-12"),
            ("courier/2031/0412", "2031-04-12"),
            ("courier/203104/12/tide", "2031-04-12"),
            ("courier/2031-04/12/tide", "2031-04-12"),
            ("courier/year=2031/month=4/day=12/part-0", "2031-04-12"),
            ("courier/dt=2031-04-12/part-0", "2031-04-12"),
            ("courier/y2031/m04/d12/tide", "2031-04-12"),
            ("courier/2031/04-April/12/tide", "2031-04-12"),
            ("courier/2031/04_avril/12/tide", "2031-04-12"),
            ("courier/2031/apr/12/tide", "2031-04-12"),
            ("courier/2031/4/12/tide", "2031-04-12"),
            ("courier/2031/04/12", "2031-04-12"),
            ("courier/2031/04/02-tide-tables", "2031-04-02"),
            ("courier/31-04-12 to press/2031-04-12 tide", "2031-04-12"),
            ("tide-20310412", "2031-04-12"),
            ("scan_20310412093000_a", "2031-04-12"),
            ("tide 13.04.2031", "2031-04-13"),
            ("2031-04-12T0930-tide", "2031-04-12"),
            ("12-april-2031", "2031-04-12"),
            ("2031/04/tide", "2031-04"),
            ("2031/Q2/tide", "2031"),
        ] {
            assert_eq!(of(path, "en"), day, "{path}");
        }
    }

    #[test]
    fn numbers_that_count_or_measure_spell_no_day() {
        for (path, day) in [
            ("2031/04/5-boats-to-see", "2031-04"),
            ("2031/04/12-best-boats", "2031-04"),
            ("2031/04/9", "2031-04"),
            ("2031/11", "2031"),
            ("2031/1350/tide", "2031"),
            ("2031/tide-0412", "2031"),
            ("31/04/12/tide", "none"),
            ("Tide tables 2031/10", "none"),
            ("tide-31-04-12", "none"),
            ("pump-12607842", "none"),
            ("1404-05-12", "none"),
        ] {
            assert_eq!(of(path, "en"), day, "{path}");
        }
    }

    #[test]
    fn words_of_a_headline_spell_a_date_only_with_a_year_and_only_one() {
        for (path, language, day) in [
            ("regatta-on-12-april-2031", "en", "2031-04-12?"),
            ("regatta-april-12-2031-results", "en", "2031-04-12?"),
            ("12-avril-2031-la-regate", "fr", "2031-04-12?"),
            ("regatta-april-2031", "en", "2031-04?"),
            ("regatta-april-12-13", "en", "none"),
            ("regatta-april-12-13-14", "en", "none"),
            ("regatta-april-12-to-april-14-2031", "en", "none"),
            ("ann-field-april-3-1931-may-4-2019", "en", "none"),
            ("regatta-april-1213", "en", "none"),
            ("sold-out-2031", "en", "none"),
            ("sold-out-2031", "pt", "2031-10?"),
            ("a-ball-in-the-mill-bal-2031", "en", "none"),
            ("tide-2031-04-12-and-2031-04-13", "en", "none"),
        ] {
            assert_eq!(of(path, language), day, "{path} {language}");
        }
    }
}
