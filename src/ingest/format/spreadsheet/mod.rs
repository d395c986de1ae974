//! Spreadsheets (XLSX and ODS): each sheet is read like a text table. Formulas give their saved
//! values; pictures, comments and styles are ignored.

mod ods;
mod xlsx;

#[cfg(test)]
mod tests;

use super::table;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::package::Package;

/// The maximum number of columns read from a sheet.
const COLUMNS: usize = 1024;
/// The maximum size in bytes of the text of a sheet; the rest is dropped.
const LONGEST: usize = 128 << 20;
/// The number of rows searched for the column names.
const HEADER: usize = 10;

/// Whether a document is a spreadsheet.
pub fn recognise(document: Document<'_>) -> bool {
    Package::open(document.bytes)
        .is_some_and(|mut package| xlsx::is_one(&package) || ods::is_one(&mut package))
}

/// Hands over the articles of all sheets.
///
/// # Errors
/// The document cannot be read, or none of its sheets holds an article.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let broken = || Refusal::Broken("it is no zip".into());
    let package = Package::open(document.bytes).ok_or_else(broken)?;
    let sheets = match xlsx::is_one(&package) {
        true => xlsx::sheets(document.bytes),
        false => ods::sheets(package),
    };
    let mut refusal = None;
    let mut found = false;
    let mut drafts = Sheets { drafts, sheet: 0, stopped: false };
    let unread = |error| Refusal::Broken(format!("not a readable spreadsheet: {error}"));
    for sheet in sheets.map_err(unread)? {
        drafts.sheet += 1;
        let text = sheet.text();
        let inner =
            Document { path: "sheet.csv", bytes: text.as_bytes(), text: &text, sidecar: None };
        match table::extract(inner, options, &mut drafts) {
            Ok(()) => found = true,
            Err(error) => refusal = refusal.or(Some(error)),
        }
        if sheet.is_cut {
            drafts.problem(format!("cut at {} MiB of text", LONGEST >> 20));
        }
        if drafts.stopped {
            return Ok(());
        }
    }
    let empty = || Refusal::NotArticles("a spreadsheet without a row".into());
    if found { Ok(()) } else { Err(refusal.unwrap_or_else(empty)) }
}

/// Collects the articles of one sheet after another; the sheet becomes part of the key of articles
/// without a key of their own.
struct Sheets<'a> {
    drafts: &'a mut dyn Drafts,
    sheet: usize,
    stopped: bool,
}

impl Drafts for Sheets<'_> {
    fn article(&mut self, draft: Draft) -> bool {
        self.stopped = !self.drafts.article(draft);
        !self.stopped
    }

    fn problem(&mut self, problem: String) {
        self.drafts.problem(format!("sheet {}: {problem}", self.sheet));
    }

    fn next_record(&mut self) -> u64 {
        self.drafts.next_record()
    }
}

/// The rows of a sheet, each as its cells.
#[derive(Debug, Default)]
struct Sheet {
    rows: Vec<Vec<String>>,
    length: usize,
    is_cut: bool,
}

impl Sheet {
    /// Adds a row; returns whether more are wanted. Empty rows are skipped.
    fn push(&mut self, mut row: Vec<String>) -> bool {
        while row.pop_if(|cell| cell.trim().is_empty()).is_some() {}
        self.length += row.iter().map(|cell| cell.len() + 1).sum::<usize>();
        self.is_cut |= self.length > LONGEST;
        if !row.is_empty() && !self.is_cut {
            self.rows.push(row);
        }
        !self.is_cut
    }

    /// The sheet as a text table, starting with the row of column names.
    fn text(&self) -> String {
        let names = |row: &Vec<String>| table::known_names(row);
        let head = self.rows.iter().take(HEADER).map(names);
        let best = head.enumerate().max_by_key(|(at, known)| (*known, HEADER - at));
        let start = best.filter(|(_, known)| *known > 1).map_or(0, |(at, _)| at);
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(vec![]);
        for row in &self.rows[start.min(self.rows.len())..] {
            // Writing to memory does not fail.
            let _ = writer.write_record(row);
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}
