//! Spreadsheets made up here, with the least that a reader wants.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{extract, recognise};
use crate::ingest::document::Document;
use crate::ingest::testing::{Collected, collect_document};

fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A document of Excel whose only sheet has these rows.
fn xlsx(rows: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"News\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            &format!(
                "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"News\">{rows}\
                 </table:table></office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ])
}

fn read(bytes: &[u8]) -> Collected {
    let document = Document { path: "a.bin", bytes, text: "", sidecar: None };
    assert!(recognise(document));
    collect_document(extract, document)
}

fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn a_row_of_a_sheet_is_an_article_whatever_stands_above_the_names() {
    let excel = xlsx(&format!(
        "<row r=\"1\">{}</row><row r=\"3\">{}{}{}</row><row r=\"4\">{}<c r=\"B4\" s=\"1\"><v>45235</v></c>{}</row>\
         <row r=\"5\">{}{}</row>",
        cell("A1", "Clippings"),
        cell("A3", "Title"),
        cell("B3", "Date"),
        cell("C3", "Text"),
        cell("A4", "Storm, again"),
        cell("C4", "It rained.\nAnd on."),
        cell("A5", "Calm"),
        cell("C5", "No wind."),
    ));
    let value =
        |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let open = ods(&format!(
        "<table:table-row>{}</table:table-row><table:table-row table:number-rows-repeated=\"1000000\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row>{}{}{}</table:table-row>\
         <table:table-row>{}<table:table-cell office:value-type=\"date\" office:date-value=\"2023-11-05\"><text:p>5. 11.</text:p>\
         </table:table-cell><table:table-cell><text:p>It rained.</text:p><text:p>And on.</text:p></table:table-cell></table:table-row>\
         <table:table-row>{}<table:table-cell/>{}</table:table-row>",
        value("Clippings"),
        value("Title"),
        value("Date"),
        value("Text"),
        value("Storm, again"),
        value("Calm"),
        value("No wind."),
    ));
    for bytes in [excel, open] {
        let found = read(&bytes);
        let titles: Vec<_> = found.articles.iter().filter_map(|d| d.title.as_deref()).collect();
        assert_eq!(titles, ["Storm, again", "Calm"], "{:?}", found.refusal);
        assert_eq!(found.articles[0].body, "It rained.\nAnd on.");
        assert_eq!(found.articles[0].dates[0].evidence.text, "2023-11-05");
        assert!(found.articles[1].dates.is_empty());
    }
}

#[test]
fn a_broken_spreadsheet_is_refused_as_one() {
    let found = read(&package(&[("xl/workbook.xml", "<workbook/>")]));
    let refusal = format!("{:?}", found.refusal);
    assert!(refusal.contains("not a readable spreadsheet: "), "{refusal}");
}

#[test]
fn a_few_bytes_do_not_become_millions_of_cells() {
    let far = xlsx(&format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        cell("A1", "a"),
        cell("XFD1048576", "b")
    ));
    assert!(read(&far).articles.is_empty());
    let wide = ods("<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
        table:number-columns-repeated=\"2000000000\"><text:p>a</text:p></table:table-cell></table:table-row>");
    assert!(read(&wide).articles.is_empty());
    let huge = " ".repeat(300 << 20);
    let bomb = package(&[("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", &huge)]);
    assert!(read(&bomb).refusal.is_some());
}
