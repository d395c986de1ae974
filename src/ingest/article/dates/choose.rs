//! Which of the dates found for an article is its day of publication.

use std::cmp::Reverse;

use super::time::Time;
use super::{DayOrder, ReadDate, find, read};
use crate::article::{Dated, Evidence};
use crate::ingest::draft::{Candidate, DateKind};
use crate::when::{Day, Precision};

/// The date of an article, and the dates that cannot be it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The day of publication; `None` if nothing believable was found.
    pub date: Option<Dated>,
    /// Dates that are no day at all or lie in the future, the reason after the rule.
    pub refused: Vec<Evidence>,
}

/// A date that was considered for an article, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// What it is of, how far its rule is believed, the rule and the text.
    pub candidate: Candidate,
    /// The day that it was read as and how much of it is known, or why it was refused.
    pub read: Result<(Day, Precision), &'static str>,
    /// Whether it is the one that was chosen.
    pub chosen: bool,
}

/// What [`choose`] thinks of each candidate: in the order of their worth, the refused last.
pub fn weigh(candidates: &[Candidate], today: Day, order: DayOrder) -> Vec<Weighed> {
    let (known, refused) = sorted(candidates, today, order);
    let chosen = first_choice(&known).map(|chosen| std::ptr::from_ref(chosen.candidate));
    let believed = known.iter().map(|known| Weighed {
        candidate: known.candidate.clone(),
        read: Ok((known.date.day, known.date.precision)),
        chosen: chosen == Some(std::ptr::from_ref(known.candidate)),
    });
    let unbelieved = refused.iter().map(|(candidate, reason)| Weighed {
        candidate: (*candidate).clone(),
        read: Err(reason),
        chosen: false,
    });
    believed.chain(unbelieved).collect()
}

/// A candidate that could be read.
struct Known<'a> {
    candidate: &'a Candidate,
    date: ReadDate,
}

/// How many days a publisher's clock and zone may run ahead of ours.
const AHEAD: i64 = 2;

/// How far a day without a time is to be believed to correct one at Greenwich.
const BELIEVED: u8 = 75;

/// Chooses: a date of publication beats one that merely stands nearby, that beats one of change,
/// and that beats the day of capture; then the more believable rule, then the one first found.
pub fn choose(candidates: &[Candidate], today: Day, order: DayOrder) -> Choice {
    let (known, refused) = sorted(candidates, today, order);
    let told = |(candidate, reason): (&Candidate, &str)| {
        let Evidence { rule, text } = &candidate.evidence;
        Evidence::new(format!("{rule} ({reason})"), text)
    };
    Choice { date: best(&known, today), refused: refused.into_iter().map(told).collect() }
}

/// A candidate that cannot be a date of publication, and why.
type Refused<'a> = (&'a Candidate, &'static str);

/// The candidates that can be read, the best first, and the others.
fn sorted(
    candidates: &[Candidate],
    today: Day,
    order: DayOrder,
) -> (Vec<Known<'_>>, Vec<Refused<'_>>) {
    let (mut known, mut refused) = (vec![], vec![]);
    for candidate in candidates {
        match judge(candidate, today, order) {
            Ok(date) => known.push(Known { candidate, date }),
            Err(reason) => refused.push((candidate, reason)),
        }
    }
    known.sort_by_key(|known| (known.candidate.kind, Reverse(known.candidate.confidence)));
    (known, refused)
}

/// The best candidate, or one that says the same more exactly or by the outlet's own clock.
fn first_choice<'a, 'b>(known: &'a [Known<'b>]) -> Option<&'a Known<'b>> {
    let first = known.first()?;
    let chosen = finer(first, known).unwrap_or(first);
    Some(local(chosen, known).unwrap_or(chosen))
}

fn judge(candidate: &Candidate, today: Day, order: DayOrder) -> Result<ReadDate, &'static str> {
    let text = &candidate.evidence.text;
    let date = read(text, order).or_else(|| find(text, order).map(|(date, _)| date));
    match date {
        None => Err("not a date"),
        Some(date) if date.day > today.plus(AHEAD) => Err("in the future"),
        Some(date) => Ok(date),
    }
}

fn best(known: &[Known<'_>], today: Day) -> Option<Dated> {
    let chosen = first_choice(known)?;
    let turned = turned(chosen, known, today);
    let evidence = &chosen.candidate.evidence;
    let assumed = chosen.date.assumed && turned.is_none();
    let note = if assumed { " (day before month assumed)" } else { "" };
    Some(Dated {
        day: turned.unwrap_or(chosen.date.day),
        precision: chosen.date.precision,
        instant: chosen.date.instant.clone().filter(|_| turned.is_none()),
        evidence: Evidence::new(format!("{}{note}", evidence.rule), &evidence.text),
    })
}

/// A date of the same month or year that says the day, where the best one does not.
fn finer<'a, 'b>(first: &'a Known<'b>, known: &'a [Known<'b>]) -> Option<&'a Known<'b>> {
    let (start, end) = first.date.precision.interval(first.date.day);
    known.iter().find(|other| {
        other.candidate.kind < DateKind::Captured
            && other.date.precision < first.date.precision
            && (start..=end).contains(&other.date.day)
    })
}

/// The same moment as the outlet's own clock shows it, where the best date is one at Greenwich: a
/// page that says `2023-11-09T03:28Z` in its data and `2023-11-08 22:28` to its readers is of the
/// 8th. A day alone, such as that of the URL, is believed if it is the day beside.
fn local<'a, 'b>(chosen: &Known<'b>, known: &'a [Known<'b>]) -> Option<&'a Known<'b>> {
    let minutes = |date: &ReadDate| {
        let time = date.time.map_or(0, Time::minutes);
        date.day.number() * 1440 + time
    };
    let time = chosen.date.time.filter(|time| time.zone() == Some(0))?;
    known.iter().find(|other| {
        let ahead = minutes(&other.date) - minutes(&chosen.date);
        let days = other.date.day.number() - chosen.date.day.number();
        let usable = other.date.precision == Precision::Day
            && !other.date.assumed
            && days.abs() == 1
            && other.candidate.kind < DateKind::Modified;
        usable
            && match other.date.time {
                Some(local) => match local.zone() {
                    Some(zone) => zone != 0 && (ahead - i64::from(zone)).abs() <= 1,
                    None => ahead.abs() <= 14 * 60 && ahead % 15 == 0,
                },
                None if other.candidate.confidence < BELIEVED => false,
                None if days < 0 => time.minutes() < 12 * 60,
                None => time.minutes() >= 12 * 60,
            }
    })
}

/// The day with day and month exchanged, where their order was assumed and another date found for
/// the article, of the day itself or of the day beside it, says so.
fn turned(chosen: &Known<'_>, known: &[Known<'_>], today: Day) -> Option<Day> {
    let (year, month, dom) = chosen.date.day.parts();
    let turned = Day::new(year, dom, month).filter(|_| chosen.date.assumed)?;
    let near = |day: Day| {
        let sure =
            |other: &&Known<'_>| !other.date.assumed && other.date.precision == Precision::Day;
        known.iter().filter(sure).any(|other| (other.date.day.number() - day.number()).abs() <= 1)
    };
    let unlikely = chosen.date.day > today;
    (turned <= today && !near(chosen.date.day) && (near(turned) || unlikely)).then_some(turned)
}
