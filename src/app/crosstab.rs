//! Counts articles by two things at once: a row for each source, say, and a column for each month.
//! Every cell is a query of its own, so that it counts what the same query finds.

use std::collections::HashMap;

use crate::engine::TimelineRequest;
use crate::query::ast::{DateTest, Query};
use crate::query::display;
use crate::when::{Day, DayRange, Period};

use super::AppError;
use super::ask::{ask, blame, both};
use super::filters;
use super::open::Open;
use super::outcome::Problem;
use super::outlets;
use super::settings::{Ask, Axis, CrosstabSettings, Rows};
use super::timeline::periods;

/// The most rows or columns of a table.
pub const MOST: usize = 5_000;

/// Counts by two things at once.
#[derive(Clone, Debug, Default)]
pub struct Crosstab {
    /// The query, in canonical form.
    pub query: String,
    /// The heads of the columns.
    pub columns: Vec<Head>,
    /// The rows.
    pub rows: Vec<Row>,
    /// How many articles the query finds.
    pub total: u64,
    /// How many rows and how many columns are left out, since they have fewer articles.
    pub left_out: (usize, usize),
    /// Warnings and notes about the queries.
    pub problems: Vec<Problem>,
}

/// What a row or a column counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Head {
    /// The articles with a value; `None` for those without.
    Value(Option<String>),
    /// The articles of a period, by its first day.
    Period(Day, Period),
    /// The articles without a date.
    Undated,
    /// The articles that a query finds.
    Query(String),
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it counts.
    pub head: Head,
    /// All articles of the row. An article with several authors is in several columns, and counted once
    /// here.
    pub whole: Cell,
    /// The articles of each column.
    pub cells: Vec<Cell>,
}

/// A count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many articles of the query.
    pub count: u64,
    /// How many articles there are at all, with the same filters.
    pub all: u64,
}

/// A row before its columns are counted: what it counts, and the query for that.
struct Counted {
    head: Head,
    query: Query,
    all: Query,
}

/// Counts the articles of a query by two things at once.
///
/// # Errors
/// If a query cannot be understood, there would be too many columns, or the index cannot be read.
pub fn crosstab(open: &Open, settings: &CrosstabSettings) -> Result<Crosstab, AppError> {
    let asked = outlets::named(open, &settings.ask, ask(&settings.ask)?)?;
    let base = Ask { text: String::new(), ..settings.ask.clone() };
    let base = outlets::named(open, &base, ask(&base)?)?.query;
    let mut table = Crosstab { query: display(&asked.query), ..Crosstab::default() };
    table.problems = asked.problems;
    let rows = match &settings.rows {
        Rows::By(axis) => rows_by(open, *axis, &asked.query, &base)?,
        Rows::Queries(texts) => {
            let row = |text: &String| row_of_query(&settings.ask, text, &asked.query, &base);
            texts.iter().map(row).collect::<Result<_, _>>()?
        }
    };
    let any = match settings.rows {
        Rows::By(_) => asked.query,
        Rows::Queries(_) => Query::Or(rows.iter().map(|row| row.query.clone()).collect()),
    };
    let blamed = |error| blame(&settings.ask.text, error);
    table.total = open.engine.count(&any).map_err(|error| blamed(error.into()))?;
    table.columns = heads(open, settings.columns, &any).map_err(blamed)?;
    table.left_out.1 = cut(&mut table.columns, settings.columns, settings.limit);
    let mut rows = rows;
    if let Rows::By(axis) = settings.rows {
        table.left_out.0 = cut(&mut rows, axis, settings.limit);
    }
    let counted = rows.into_iter().map(|row| cells(open, row, settings.columns, &table.columns));
    table.rows = counted.collect::<Result<_, _>>()?;
    if table.left_out.0 > 0 {
        without_empty_ends(&mut table);
    }
    Ok(table)
}

/// Leaves out the first and the last columns if they are periods in which none of the rows has an article.
fn without_empty_ends(table: &mut Crosstab) {
    let is_empty = |at: usize| {
        let is_period = matches!(table.columns[at], Head::Period(..));
        is_period && table.rows.iter().all(|row| row.cells[at].count == 0)
    };
    let periods = table.columns.iter().filter(|head| matches!(head, Head::Period(..))).count();
    let first = (0..periods).take_while(|at| is_empty(*at)).count();
    let last = (first..periods).rev().take_while(|at| is_empty(*at)).count();
    let ends = [periods - last..periods, 0..first];
    for end in ends {
        table.columns.drain(end.clone());
        table.rows.iter_mut().for_each(|row| drop(row.cells.drain(end.clone())));
    }
}

/// Keeps the first of some rows or columns, unless they are periods. How many are left out.
fn cut<T>(of: &mut Vec<T>, axis: Axis, limit: usize) -> usize {
    let most = match axis {
        Axis::Facet(_) => limit,
        Axis::Period(_) => MOST,
    };
    let left_out = of.len().saturating_sub(most);
    of.truncate(most);
    left_out
}

fn rows_by(open: &Open, axis: Axis, query: &Query, base: &Query) -> Result<Vec<Counted>, AppError> {
    let row = |head: Head| {
        let only = only(axis, &head);
        let (query, all) = (both(query.clone(), only.clone()), both(base.clone(), only));
        Counted { head, query, all }
    };
    Ok(heads(open, axis, query)?.into_iter().map(row).collect())
}

fn row_of_query(first: &Ask, text: &str, query: &Query, base: &Query) -> Result<Counted, AppError> {
    let asked = ask(&Ask { text: text.to_string(), any: first.any, ..first.clone() })?;
    let query = both(query.clone(), asked.query);
    Ok(Counted { head: Head::Query(text.to_string()), query, all: base.clone() })
}

/// The heads of the rows or columns in which a query finds something: values with most articles first,
/// and all periods from the first to the last.
fn heads(open: &Open, axis: Axis, query: &Query) -> Result<Vec<Head>, AppError> {
    let period = match axis {
        Axis::Facet(facet) => {
            let counts = open.engine.facets(query, facet)?;
            return Ok(counts.into_iter().map(|count| Head::Value(count.value)).collect());
        }
        Axis::Period(period) => period,
    };
    let points = open.engine.timeline(&TimelineRequest { query: query.clone(), period })?;
    let mut heads = vec![];
    if let (Some(first), Some(last)) = (points.first(), points.last()) {
        let starts = periods((first.start, last.start.end_of(period)), period, MOST as u64)?;
        heads.extend(starts.map(|start| Head::Period(start, period)));
    }
    let undated = both(query.clone(), Query::Date(DateTest::Missing));
    if open.engine.count(&undated)? > 0 {
        heads.push(Head::Undated);
    }
    Ok(heads)
}

/// The query for the articles of a row alone.
fn only(axis: Axis, head: &Head) -> Query {
    match (axis, head) {
        (Axis::Facet(facet), Head::Value(value)) => filters::one(facet, value.as_deref()),
        (_, Head::Period(start, period)) => {
            Query::Date(DateTest::In(DayRange::between(*start, start.end_of(*period))))
        }
        (_, Head::Undated) => Query::Date(DateTest::Missing),
        (_, Head::Query(_) | Head::Value(_)) => Query::All,
    }
}

fn cells(open: &Open, row: Counted, axis: Axis, columns: &[Head]) -> Result<Row, AppError> {
    let counts = counts(open, axis, &row.query)?;
    let alls = self::counts(open, axis, &row.all)?;
    let count = |counts: &HashMap<Head, u64>, head| counts.get(head).copied().unwrap_or(0);
    let cell = |head| Cell { count: count(&counts, head), all: count(&alls, head) };
    let whole = Cell { count: open.engine.count(&row.query)?, all: open.engine.count(&row.all)? };
    Ok(Row { head: row.head, whole, cells: columns.iter().map(cell).collect() })
}

/// How many articles of a query each column has.
fn counts(open: &Open, axis: Axis, query: &Query) -> Result<HashMap<Head, u64>, AppError> {
    let period = match axis {
        Axis::Facet(facet) => {
            let counts = open.engine.facets(query, facet)?;
            let counts = counts.into_iter().map(|count| (Head::Value(count.value), count.count));
            return Ok(counts.collect());
        }
        Axis::Period(period) => period,
    };
    let points = open.engine.timeline(&TimelineRequest { query: query.clone(), period })?;
    let counts = points.into_iter().map(|point| (Head::Period(point.start, period), point.count));
    let undated = both(query.clone(), Query::Date(DateTest::Missing));
    Ok(counts.chain([(Head::Undated, open.engine.count(&undated)?)]).collect())
}

impl Cell {
    /// The count as a share of all articles, from 0 to 1; 0 where there are none.
    pub fn share(&self) -> f64 {
        self.count as f64 / self.all.max(1) as f64
    }
}
