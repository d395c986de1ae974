//! Chooses the day of publication among the dates found for an article.

use std::cmp::Reverse;

use super::time::Time;
use super::{DayOrder, Rank, ReadDate, find, read};
use crate::article::{Dated, Evidence};
use crate::ingest::draft::Candidate;
use crate::when::{Day, Precision};

/// The date of an article, and the dates that cannot be it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The day of publication; `None` if nothing believable was found.
    pub date: Option<Dated>,
    /// Dates that are no day at all or lie in the future, the reason after the rule.
    pub refused: Vec<Evidence>,
}

/// A candidate for the date of an article, and its outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// What it proves, how far its rule is believed, the rule and the text.
    pub candidate: Candidate,
    /// The day that it was read as and how much of it is known, or why it was refused.
    pub read: Result<(Day, Precision), &'static str>,
    /// Whether it was chosen.
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

/// The number of days by which a publisher's clock and zone may be ahead of ours.
const AHEAD: i64 = 2;

/// The reason why the day on which a machine fetched an article is not its day of publication.
const FETCHED: &str = "the day it was fetched";

/// Chooses by the ladder of evidence ([`Rank`]), then the more believable rule, then the date that
/// was found first. Days of fetching are told as refused only where nothing is chosen.
pub fn choose(candidates: &[Candidate], today: Day, order: DayOrder) -> Choice {
    let (known, refused) = sorted(candidates, today, order);
    let told = |(candidate, reason): (&Candidate, &str)| {
        let Evidence { rule, text } = &candidate.evidence;
        Evidence::new(format!("{rule} ({reason})"), text)
    };
    let date = best(&known, today);
    let telling = |refused: &Refused<'_>| date.is_none() || refused.1 != FETCHED;
    let refused = refused.into_iter().filter(telling).map(told).collect();
    Choice { date, refused }
}

/// Whether a day is stated or shown, so that no weaker place need be searched.
pub fn is_settled(candidates: &[Candidate], today: Day, order: DayOrder) -> bool {
    let strong = candidates.iter().filter(|candidate| candidate.rank <= Rank::Shown);
    strong
        .filter_map(|candidate| judge(candidate, today, order).ok())
        .any(|date| date.precision == Precision::Day)
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
    let fetched: Vec<Day> = candidates
        .iter()
        .filter(|candidate| candidate.rank == Rank::Captured)
        .filter_map(|candidate| Some(understood(candidate, order)?.day))
        .collect();
    for candidate in candidates {
        match judge(candidate, today, order) {
            // A scraper names its files by the day that it ran.
            Ok(date) if candidate.rank == Rank::Path && fetched.contains(&date.day) => {
                refused.push((candidate, FETCHED));
            }
            Ok(date) => known.push(Known { candidate, date }),
            Err(reason) => refused.push((candidate, reason)),
        }
    }
    known.sort_by_key(|known| (known.candidate.rank, Reverse(known.candidate.confidence)));
    (known, refused)
}

/// The best candidate, or one that says the same more exactly or by the outlet's own clock.
fn first_choice<'a, 'b>(known: &'a [Known<'b>]) -> Option<&'a Known<'b>> {
    let first = known.first()?;
    let chosen = finer(first, known).unwrap_or(first);
    Some(local(chosen, known).unwrap_or(chosen))
}

fn judge(candidate: &Candidate, today: Day, order: DayOrder) -> Result<ReadDate, &'static str> {
    match understood(candidate, order) {
        None => Err("not a date"),
        Some(_) if candidate.rank == Rank::Captured => Err(FETCHED),
        Some(date) if date.day > today.plus(AHEAD) => Err("in the future"),
        Some(date) if is_default(candidate.rank, &date) => Err("a default value"),
        Some(date) => Ok(date),
    }
}

fn understood(candidate: &Candidate, order: DayOrder) -> Option<ReadDate> {
    if let Some((day, precision)) = candidate.known {
        return Some(ReadDate { day, precision, instant: None, assumed: false, time: None });
    }
    let text = &candidate.evidence.text;
    read(text, order).or_else(|| find(text, order).map(|(date, _)| date))
}

/// Whether a date is what programs write where there is none: the moment from which they count, at
/// any zone, the first day of their calendars, or a 1 January that nothing stronger supports.
fn is_default(rank: Rank, date: &ReadDate) -> bool {
    let stated = rank < Rank::Path;
    let midnight = date.time.is_some_and(|time| time.minutes() == 0);
    let zone = date.time.and_then(Time::zone);
    let minutes = date.time.map_or(0, Time::minutes) - i64::from(zone.unwrap_or_default());
    let epoch = date.time.is_some() && date.day.number() * 1440 + minutes == 0;
    match date.day.parts() {
        _ if epoch => true,
        (1899, 12, 30) | (1900 | 1901 | 1601 | 1753, 1, 1) if midnight => true,
        (1899, 12, 30) | (1900 | 1601, 1, 1) => stated && date.precision == Precision::Day,
        (_, 1, 1) => rank == Rank::Weak && date.time.is_none() && date.precision == Precision::Day,
        _ => false,
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
        weak: chosen.candidate.rank.is_weak(),
    })
}

/// A date of the same month or year that says the day, where the best one does not.
fn finer<'a, 'b>(first: &'a Known<'b>, known: &'a [Known<'b>]) -> Option<&'a Known<'b>> {
    let (start, end) = first.date.precision.interval(first.date.day);
    known.iter().find(|other| {
        other.candidate.rank < Rank::Modified
            && other.date.precision < first.date.precision
            && (start..=end).contains(&other.date.day)
    })
}

/// How far a shown day is to be believed to correct an instant that is no midnight anywhere.
const BELIEVED: u8 = 75;

/// Whether a day without a time may correct an instant at Greenwich: a page also shows the day on
/// which it was served, and that of other articles. An instant on the hour is likely a midnight.
fn corrects(candidate: &Candidate, instant: Time) -> bool {
    let midnight = instant.minutes() % 60 == 0;
    match candidate.rank {
        Rank::Shown => midnight || candidate.confidence >= BELIEVED,
        rank => !rank.is_weak(),
    }
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
            && other.candidate.rank < Rank::Modified;
        usable
            && match other.date.time {
                Some(local) => match local.zone() {
                    Some(zone) => zone != 0 && (ahead - i64::from(zone)).abs() <= 1,
                    None => ahead.abs() <= 14 * 60 && ahead % 15 == 0,
                },
                None if !corrects(other.candidate, time) => false,
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
