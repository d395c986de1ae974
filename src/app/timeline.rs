//! Articles over time: every period from the first to the last, so that silence is visible, beside
//! the archive's own count, so that a gap in the archive is not mistaken for silence.

use std::collections::HashMap;

use crate::engine::TimelineRequest;

pub use crate::engine::TimelinePoint;
use crate::query::ast::{DateTest, Query};
use crate::query::display;
use crate::when::{Day, DayRange, Period};

use super::AppError;
use super::ask::{ask, blame, both, window};
use super::open::Open;
use super::outcome::{Bar, Problem, TimelineOutcome};
use super::outlets;
use super::settings::{Ask, TimelineSettings};

/// The maximum number of bars of a readable chart.
const READABLE: u64 = 60;

/// The maximum number of bars of a timeline.
const LIMIT: u64 = 50_000;

const PERIODS: [Period; 5] =
    [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year];

/// The articles of a query by day, from which a timeline by any period is summed.
#[derive(Clone, Debug)]
pub struct Days {
    /// The query, in canonical form.
    pub query: String,
    /// The second query, if there is one.
    pub compare: Option<String>,
    /// The first and the last day: of the articles, extended to the requested days that the archive
    /// covers.
    pub span: Option<(Day, Day)>,
    /// How many articles of the query have no date.
    pub undated: u64,
    /// Warnings and notes about the query.
    pub problems: Vec<Problem>,
    own: Vec<TimelinePoint>,
    other: Vec<TimelinePoint>,
}

/// Counts the articles of a query by period.
///
/// # Errors
/// If a query cannot be understood, there would be too many bars, or the index cannot be read.
pub fn timeline(open: &Open, settings: &TimelineSettings) -> Result<TimelineOutcome, AppError> {
    let days = days(open, settings)?.within(window(&settings.ask));
    let period = settings.by.unwrap_or_else(|| days.readable(READABLE, &PERIODS));
    let archive = match days.span {
        None => vec![],
        Some(_) => points(open, &Query::All, period)?,
    };
    days.by(period, &archive)
}

/// Counts the articles of a query by day.
///
/// # Errors
/// If a query cannot be understood, or the index cannot be read.
pub fn days(open: &Open, settings: &TimelineSettings) -> Result<Days, AppError> {
    let asked = outlets::named(open, &settings.ask, ask(&settings.ask)?)?;
    let query = asked.query;
    let compare = settings.compare.as_ref();
    let compare = compare.map(|text| other(open, &settings.ask, text)).transpose()?;
    let counted = |text: &str, query: &Query| {
        points(open, query, Period::Day).map_err(|error| blame(text, error))
    };
    let own = counted(&settings.ask.text, &query)?;
    let text = settings.compare.as_deref().unwrap_or_default();
    let other = compare.as_ref().map(|query| counted(text, query)).transpose()?;
    let other = other.unwrap_or_default();
    Ok(Days {
        query: display(&query),
        compare: compare.as_ref().map(display),
        span: span(own.iter().chain(&other)),
        undated: open.engine.count(&both(query, Query::Date(DateTest::Missing)))?,
        problems: asked.problems,
        own,
        other,
    })
}

impl Days {
    /// The timeline by this period, with the archive's own counts.
    ///
    /// # Errors
    /// If there would be too many bars.
    pub fn by(
        &self,
        period: Period,
        archive: &[TimelinePoint],
    ) -> Result<TimelineOutcome, AppError> {
        let bars = match self.span {
            None => vec![],
            Some(span) => bars(span, period, [&self.own, &self.other, archive])?,
        };
        Ok(TimelineOutcome {
            query: self.query.clone(),
            compare: self.compare.clone(),
            period,
            bars,
            total: self.own.iter().map(|point| point.count).sum(),
            undated: self.undated,
            problems: self.problems.clone(),
        })
    }

    /// Extends the span to all of the requested days, where both ends are named and the days are not
    /// too many for a timeline.
    fn within(mut self, asked: DayRange) -> Days {
        if let (Some((first, last)), Some(start), Some(end)) = (self.span, asked.first, asked.last)
        {
            let span = (first.min(start), last.max(end));
            if length(span, Period::Day) <= LIMIT {
                self.span = Some(span);
            }
        }
        self
    }

    /// The first of these periods, shortest first, that gives at most `most` bars, or the last of
    /// them.
    pub fn readable(&self, most: u64, periods: &[Period]) -> Period {
        let fits = |period: &Period| self.span.is_none_or(|span| length(span, *period) <= most);
        let longest = periods.last().copied().unwrap_or(Period::Year);
        periods.iter().copied().find(fits).unwrap_or(longest)
    }

    /// Extends the span to all of the requested days that the archive covers.
    #[must_use]
    pub fn over(mut self, asked: DayRange, archive: &[TimelinePoint]) -> Days {
        if let (Some((first, last)), Some((oldest, newest))) = (self.span, span(archive.iter())) {
            let start = asked.first.map_or(first, |asked| asked.max(oldest).min(first));
            let end = asked.last.map_or(last, |asked| asked.min(newest).max(last));
            self.span = Some((start, end));
        }
        self
    }

    /// How many articles of the second query have a date.
    pub fn other_total(&self) -> u64 {
        self.other.iter().map(|point| point.count).sum()
    }
}

/// The second query, with the same filters as the first.
fn other(open: &Open, first: &Ask, text: &str) -> Result<Query, AppError> {
    let second = Ask { text: text.to_string(), ..first.clone() };
    Ok(outlets::named(open, &second, ask(&second)?)?.query)
}

fn points(open: &Open, query: &Query, period: Period) -> Result<Vec<TimelinePoint>, AppError> {
    Ok(open.engine.timeline(&TimelineRequest { query: query.clone(), period })?)
}

fn span<'a>(points: impl Iterator<Item = &'a TimelinePoint> + Clone) -> Option<(Day, Day)> {
    let days = points.map(|point| point.start);
    Some((days.clone().min()?, days.max()?))
}

/// About how many bars there would be.
fn length((first, last): (Day, Day), period: Period) -> u64 {
    let days = match period {
        Period::Day => 1,
        Period::Week => 7,
        Period::Month => 30,
        Period::Quarter => 91,
        Period::Year => 365,
        Period::Decade => 3652,
    };
    last.number().abs_diff(first.number()) / days + 1
}

fn bars(
    span: (Day, Day),
    period: Period,
    [own, other, archive]: [&[TimelinePoint]; 3],
) -> Result<Vec<Bar>, AppError> {
    let starts = periods(span, period, LIMIT)?;
    let [own, other, archive] = [own, other, archive].map(|points| by_period(points, period));
    let count = |counts: &HashMap<Day, u64>, start| counts.get(&start).copied().unwrap_or(0);
    let bar = |start| Bar {
        start,
        count: count(&own, start),
        other: count(&other, start),
        archive: count(&archive, start),
    };
    Ok(starts.map(bar).collect())
}

/// The first days of all periods of a span.
///
/// # Errors
/// If there are more than `most`.
pub(super) fn periods(
    span: (Day, Day),
    period: Period,
    most: u64,
) -> Result<impl Iterator<Item = Day>, AppError> {
    match length(span, period) > most {
        true => Err(AppError::TooManyBars(most)),
        false => Ok(starts(span, period)),
    }
}

fn by_period(points: &[TimelinePoint], period: Period) -> HashMap<Day, u64> {
    let mut counts = HashMap::new();
    for point in points {
        *counts.entry(point.start.start_of(period)).or_default() += point.count;
    }
    counts
}

fn starts((first, last): (Day, Day), period: Period) -> impl Iterator<Item = Day> {
    let next = move |start: &Day| {
        let end = start.end_of(period);
        (end < last).then(|| end.plus(1))
    };
    std::iter::successors(Some(first.start_of(period)), next)
}
