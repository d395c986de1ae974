//! A table of counts. Where it is wider than the terminal, it is written in parts, each with the heads of the
//! rows.

use std::io::{self, Write};

use crate::app::crosstab::{Cell, Crosstab, Head, Row};
use crate::render::number::{counted, percent, thousands};
use crate::render::safe;
use crate::render::style::{Look, Role};
use crate::render::text::timeline::label;
use crate::render::wrap::{columns, cut};

/// The columns between two numbers.
const GAP: usize = 2;

/// Writes a table; with `share`, as percentages of all articles.
///
/// # Errors
/// If the output cannot be written.
pub fn crosstab(out: &mut dyn Write, table: &Crosstab, share: bool, look: &Look) -> io::Result<()> {
    if table.total == 0 {
        return writeln!(out, "Nothing found.");
    }
    let grid = Grid::new(table, share, look.width);
    let mut from = 0;
    while from < grid.widths.len() {
        let to = grid.fitting(from, look.width);
        if from > 0 {
            writeln!(out)?;
        }
        grid.write(out, from..to, look)?;
        from = to;
    }
    footer(out, table, share, look)
}

/// The texts of the cells, the sum of each row last.
struct Grid {
    heads: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
    first: usize,
    widths: Vec<usize>,
}

impl Grid {
    fn new(table: &Crosstab, share: bool, width: usize) -> Grid {
        let mut heads: Vec<String> =
            table.columns.iter().map(|head| cut(&safe::line(&name(head)), 24)).collect();
        heads.push("total".into());
        let row = |row: &Row| {
            let cells = row.cells.iter().chain([&row.whole]);
            let cells = cells.map(|cell| shown(cell, share)).collect();
            (cut(&safe::line(&name(&row.head)), width / 3), cells)
        };
        let rows: Vec<(String, Vec<String>)> = table.rows.iter().map(row).collect();
        let first = rows.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
        let width = |(at, head): (usize, &String)| {
            let cells = rows.iter().map(|(_, cells)| columns(&cells[at])).max();
            columns(head).max(cells.unwrap_or(0))
        };
        let widths = heads.iter().enumerate().map(width).collect();
        Grid { heads, rows, first, widths }
    }

    /// The end of the columns from this one on that fit into a width; one at least.
    fn fitting(&self, from: usize, width: usize) -> usize {
        let mut room = width.saturating_sub(self.first);
        let mut to = from;
        while let Some(next) = self.widths.get(to)
            && (to == from || next + GAP <= room)
        {
            room = room.saturating_sub(next + GAP);
            to += 1;
        }
        to
    }

    fn write(
        &self,
        out: &mut dyn Write,
        part: std::ops::Range<usize>,
        look: &Look,
    ) -> io::Result<()> {
        let line = |cells: &[String]| {
            let cells = part.clone().map(|at| {
                let fill = self.widths[at] - columns(&cells[at]) + GAP;
                format!("{}{}", " ".repeat(fill), cells[at])
            });
            cells.collect::<String>()
        };
        let head = format!("{}{}", " ".repeat(self.first), line(&self.heads));
        writeln!(out, "{}", look.paint(Role::Quiet, &head))?;
        for (name, cells) in &self.rows {
            let fill = " ".repeat(self.first - columns(name));
            writeln!(out, "{}{fill}{}", look.paint(Role::Source, name), line(cells))?;
        }
        Ok(())
    }
}

fn shown(cell: &Cell, share: bool) -> String {
    match (share, cell.all) {
        (true, 0) => "–".into(),
        (true, _) => percent(cell.share()),
        (false, _) => thousands(cell.count),
    }
}

/// The name of a row or a column: a value, a period such as `2023-11`, or a query.
pub fn name(head: &Head) -> String {
    match head {
        Head::Value(Some(value)) | Head::Query(value) => value.clone(),
        Head::Value(None) => "(none)".into(),
        Head::Period(start, period) => label(*start, *period),
        Head::Undated => "(undated)".into(),
    }
}

fn footer(out: &mut dyn Write, table: &Crosstab, share: bool, look: &Look) -> io::Result<()> {
    let mut footer = counted(table.total, "article", "articles");
    if share {
        footer.push_str("; percentages of all articles with the same filters");
    }
    let (rows, others) = table.left_out;
    for (number, one, many) in [(rows, "row", "rows"), (others, "column", "columns")] {
        if number > 0 {
            let more = counted(number as u64, one, many);
            footer.push_str(&format!("; {more} with fewer articles left out (--limit)"));
        }
    }
    writeln!(out, "{}", look.paint(Role::Quiet, &footer))
}
