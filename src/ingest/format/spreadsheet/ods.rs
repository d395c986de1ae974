//! Reads the cells of ODS files, sheet by sheet. Repeated rows and cells are expanded only a few
//! times, so that a few bytes cannot become millions of cells.

use super::{COLUMNS, Sheet};
use crate::ingest::parse::entity::decode;
use crate::ingest::parse::package::Package;
use crate::ingest::parse::xml::lexer::attributes;
use crate::ingest::parse::xml::tree::local;
use crate::ingest::parse::xml::{Lexer, Token};

const TEXT: &str = "content.xml";
const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Whether a package is an OpenDocument spreadsheet.
pub(super) fn is_one(package: &mut Package<'_>) -> bool {
    package.holds(TEXT) && package.read("mimetype").is_ok_and(|kind| kind.trim().starts_with(KIND))
}

/// The sheets of a document.
pub(super) fn sheets(mut package: Package<'_>) -> Result<Vec<Sheet>, String> {
    let xml = package.read(TEXT)?;
    let mut reader = Reader::default();
    for token in Lexer::new(&xml) {
        match token {
            Token::Open { name, attributes, empty } => {
                reader.open(local(name), attributes);
                if empty {
                    reader.close(local(name));
                }
            }
            Token::Close { name } => reader.close(local(name)),
            Token::Text(text) => reader.text(&decode(text)),
            Token::Verbatim(text) => reader.text(text),
        }
    }
    Ok(reader.sheets)
}

#[derive(Default)]
struct Reader {
    sheets: Vec<Sheet>,
    row: Vec<String>,
    cell: Option<Cell>,
    /// Whether a paragraph of a cell is open, and the nesting depth of comments.
    paragraph: bool,
    comments: usize,
}

/// An open cell.
struct Cell {
    text: String,
    /// A day or a number, which is more precise than its displayed text.
    value: Option<String>,
    repeated: usize,
}

impl Reader {
    fn open(&mut self, name: &str, written: &str) {
        match name {
            "table" => self.sheets.push(Sheet::default()),
            "table-row" => self.row.clear(),
            "table-cell" | "covered-table-cell" => self.cell = Some(cell(written)),
            "annotation" => self.comments += 1,
            "p" => {
                self.paragraph = true;
                let text = self.cell.as_mut().map(|cell| &mut cell.text);
                text.filter(|text| !text.is_empty()).into_iter().for_each(|text| text.push('\n'));
            }
            "s" | "tab" | "line-break" => self.text(" "),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table-row" => {
                let row = std::mem::take(&mut self.row);
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.push(row);
                }
            }
            "table-cell" | "covered-table-cell" => {
                let Some(Cell { text, value, repeated }) = self.cell.take() else { return };
                let text = value.unwrap_or(text);
                let room = COLUMNS.saturating_sub(self.row.len());
                self.row.extend(std::iter::repeat_n(text, repeated.min(room)));
            }
            "annotation" => self.comments = self.comments.saturating_sub(1),
            "p" => self.paragraph = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let wanted = self.paragraph && self.comments == 0;
        if let Some(cell) = self.cell.as_mut().filter(|_| wanted) {
            cell.text.push_str(text);
        }
    }
}

fn cell(written: &str) -> Cell {
    let value = |name: &str| {
        let mut all = attributes(written).filter(|(found, _)| local(found) == name);
        all.next().map(|(_, value)| decode(value).into_owned())
    };
    let repeated = value("number-columns-repeated").and_then(|count| count.parse().ok());
    Cell { text: String::new(), value: value("date-value"), repeated: repeated.unwrap_or(1) }
}
