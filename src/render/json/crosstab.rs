//! The JSON objects of a table of counts. docs/output-schema.md documents them.

use serde::Serialize;

use super::articles::VERSION;
use crate::app::crosstab::{Cell, Crosstab, Head, Row};
use crate::render::text::crosstab::name;

#[derive(Serialize)]
#[serde(tag = "type", rename = "row")]
pub(super) struct TableRow {
    row: Option<String>,
    count: u64,
    all: u64,
    cells: Vec<TableCell>,
}

#[derive(Serialize)]
struct TableCell {
    column: Option<String>,
    count: u64,
    all: u64,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct TableSummary<'a> {
    version: u32,
    query: &'a str,
    total: u64,
    rows_left_out: usize,
    columns_left_out: usize,
}

impl TableRow {
    pub(super) fn new(row: &Row, table: &Crosstab) -> TableRow {
        let cell = |(head, cell): (&Head, &Cell)| TableCell {
            column: named(head),
            count: cell.count,
            all: cell.all,
        };
        TableRow {
            row: named(&row.head),
            count: row.whole.count,
            all: row.whole.all,
            cells: table.columns.iter().zip(&row.cells).map(cell).collect(),
        }
    }
}

impl<'a> TableSummary<'a> {
    pub(super) fn new(table: &'a Crosstab) -> TableSummary<'a> {
        let (rows_left_out, columns_left_out) = table.left_out;
        let Crosstab { query, total, .. } = table;
        TableSummary { version: VERSION, query, total: *total, rows_left_out, columns_left_out }
    }
}

/// The name of a row or column; `None` for the articles without a value or a date.
fn named(head: &Head) -> Option<String> {
    match head {
        Head::Value(None) | Head::Undated => None,
        head => Some(name(head)),
    }
}
