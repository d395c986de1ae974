//! Reads the cells of XLSX files, sheet by sheet, in file order.

use std::io::{Cursor, Read, copy, sink};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::{COLUMNS, Sheet};
use crate::ingest::parse::package::Package;

/// The maximum decompressed size in bytes of all parts of a document.
const WHOLE: u64 = 256 << 20;

/// Whether a package is an Excel document.
pub(super) fn is_one(package: &Package<'_>) -> bool {
    package.holds("xl/workbook.xml")
}

/// The sheets of a document.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    check_size(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let names = book.sheet_names();
    names.iter().map(|name| sheet(&mut book, name)).collect()
}

/// Refuses a document that decompresses to more than the limit; declared sizes are not trusted.
fn check_size(bytes: &[u8]) -> Result<(), String> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut left = WHOLE;
    for at in 0..parts.len() {
        let Ok(part) = parts.by_index(at) else { continue };
        let read = copy(&mut part.take(left + 1), &mut sink()).unwrap_or(0);
        left = left
            .checked_sub(read)
            .ok_or_else(|| format!("it unfolds to more than {} MiB", WHOLE >> 20))?;
    }
    Ok(())
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sheet, String> {
    let mut sheet = Sheet::default();
    // A chart sheet has no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(sheet) };
    let (mut row, mut number) = (vec![], 0);
    while let Some(cell) = cells.next_cell().map_err(|error| format!("sheet {name}: {error}"))? {
        let (at, column) = cell.get_position();
        if at != number {
            if !sheet.push(std::mem::take(&mut row)) {
                return Ok(sheet);
            }
            number = at;
        }
        let column = column as usize;
        let text = text(cell.get_value());
        if column < COLUMNS && !text.is_empty() {
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            row[column] = text;
        }
    }
    sheet.push(row);
    Ok(sheet)
}

/// A value in the form in which a user would type it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => day,
                _ => format!("{day}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::DateTimeIso(text) => text.clone(),
        DataRef::DateTime(_)
        | DataRef::DurationIso(_)
        | DataRef::Bool(_)
        | DataRef::Error(_)
        | DataRef::Empty => String::new(),
    }
}
