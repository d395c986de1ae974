//! Articles over time: every period from the first to the last, so that a silence is seen, and the
//! archive's own count beside it, so that a gap in the archive is not taken for one.

use std::collections::HashMap;

use crate::engine::{TimelinePoint, TimelineRequest};
use crate::query::ast::{DateTest, Query};
use crate::query::display;
use crate::when::{Day, Period};

use super::AppError;
use super::ask::{ask, blame, both};
use super::open::Open;
use super::outcome::{Bar, TimelineOutcome};
use super::settings::{Ask, TimelineSettings};

/// How many bars a chart of readable length has at the most.
const READABLE: u64 = 60;

/// How many bars a timeline has at the most.
const LIMIT: u64 = 50_000;

const PERIODS: [Period; 5] =
    [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year];

/// Counts the articles of a query by period.
///
/// # Errors
/// When a query cannot be understood, when there would be too many bars, or when the index cannot
/// be read.
pub fn timeline(open: &Open, settings: &TimelineSettings) -> Result<TimelineOutcome, AppError> {
    let asked = ask(&settings.ask)?;
    let query = asked.query;
    let compare = settings.compare.as_ref().map(|text| other(&settings.ask, text)).transpose()?;
    let counted = |text: &str, query: &Query| {
        points(open, query, Period::Day).map_err(|error| blame(text, error))
    };
    let days = counted(&settings.ask.text, &query)?;
    let text = settings.compare.as_deref().unwrap_or_default();
    let other_days = compare.as_ref().map(|query| counted(text, query)).transpose()?;
    let other_days = other_days.unwrap_or_default();
    let span = span(days.iter().chain(&other_days));
    let period = settings.by.unwrap_or_else(|| readable(span));
    let bars = match span {
        None => vec![],
        Some(span) => {
            let archive = points(open, &Query::All, period)?;
            bars(span, period, [&days, &other_days, &archive])?
        }
    };
    Ok(TimelineOutcome {
        query: display(&query),
        compare: compare.as_ref().map(display),
        period,
        bars,
        total: days.iter().map(|point| point.count).sum(),
        undated: open.engine.count(&both(query, Query::Date(DateTest::Missing)))?,
        problems: asked.problems,
    })
}

/// The second query, under the same filters as the first.
fn other(first: &Ask, text: &str) -> Result<Query, AppError> {
    let second = Ask { text: text.to_string(), ..first.clone() };
    Ok(ask(&second)?.query)
}

fn points(open: &Open, query: &Query, period: Period) -> Result<Vec<TimelinePoint>, AppError> {
    Ok(open.engine.timeline(&TimelineRequest { query: query.clone(), period })?)
}

fn span<'a>(points: impl Iterator<Item = &'a TimelinePoint> + Clone) -> Option<(Day, Day)> {
    let days = points.map(|point| point.start);
    Some((days.clone().min()?, days.max()?))
}

/// The shortest period that keeps the chart readable.
fn readable(span: Option<(Day, Day)>) -> Period {
    let fits = |period: &Period| span.is_none_or(|span| length(span, *period) <= READABLE);
    PERIODS.into_iter().find(fits).unwrap_or(Period::Year)
}

/// How many bars there would be, at the most.
fn length((first, last): (Day, Day), period: Period) -> u64 {
    let days = match period {
        Period::Day => 1,
        Period::Week => 7,
        Period::Month => 30,
        Period::Quarter => 91,
        Period::Year => 365,
    };
    last.number().abs_diff(first.number()) / days + 1
}

fn bars(
    span: (Day, Day),
    period: Period,
    [own, other, archive]: [&[TimelinePoint]; 3],
) -> Result<Vec<Bar>, AppError> {
    if length(span, period) > LIMIT {
        return Err(AppError::TooManyBars(LIMIT));
    }
    let [own, other, archive] = [own, other, archive].map(|points| by_period(points, period));
    let count = |counts: &HashMap<Day, u64>, start| counts.get(&start).copied().unwrap_or(0);
    let bar = |start| Bar {
        start,
        count: count(&own, start),
        other: count(&other, start),
        archive: count(&archive, start),
    };
    Ok(starts(span, period).map(bar).collect())
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
