//! Bytes as a table of text, or as the cells of a spreadsheet.
#![no_main]

const OPEN: &[(&str, &str)] = &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")];
const EXCEL: &[(&str, &str)] = &[
    (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    ),
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match bytes.split_first() {
    Some((choice, rest)) if choice % 3 == 0 => {
        dateline_fuzz::read_packed("a.ods", OPEN, "content.xml", rest);
    }
    Some((choice, rest)) if choice % 3 == 1 => {
        dateline_fuzz::read_packed("a.xlsx", EXCEL, "xl/worksheets/sheet1.xml", rest);
    }
    _ => dateline_fuzz::read("a.csv", bytes),
});
