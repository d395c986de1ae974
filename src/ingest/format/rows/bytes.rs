//! Formats that are read as bytes: packages, and text that names its own charsets.

use super::super::{Format, docx, epub, mhtml, odt, pdf, rtf, spreadsheet};

/// The rows, in the order in which they are tried.
pub(super) const ROWS: &[Format] = &[
    Format {
        name: "DOCX",
        gives: "title, text, day, authors, keywords",
        sign: "a zip that holds `word/document.xml`",
        ..Format::of_bytes(docx::recognise, docx::extract)
    },
    Format {
        name: "ODT",
        gives: "title, text, day, authors, keywords",
        sign: "a zip that holds `content.xml` and says that it is OpenDocument text",
        ..Format::of_bytes(odt::recognise, odt::extract)
    },
    Format {
        name: "spreadsheet",
        gives: "an article a row of each sheet (XLSX, ODS), by the names of its columns",
        sign: "a zip that holds `xl/workbook.xml`, or says that it is an OpenDocument spreadsheet",
        is_page: true,
        ..Format::of_bytes(spreadsheet::recognise, spreadsheet::extract)
    },
    Format {
        name: "EPUB",
        gives: "title, text, day, source, authors, keywords",
        sign: "a zip that holds `META-INF/container.xml`",
        ..Format::of_bytes(epub::recognise, epub::extract)
    },
    Format {
        name: "RTF",
        gives: "an article, or those of a press database: title, text, day, authors, keywords",
        sign: "`{\\rtf` as its first bytes",
        ..Format::of_bytes(rtf::recognise, rtf::extract)
    },
    Format {
        name: "MHTML",
        gives: "the page that a browser saved: as HTML, with its address",
        sign: "headers of a message that nobody sent, such as `From: <Saved by Blink>`, over a web page",
        is_page: true,
        page_extensions: &["mht", "mhtml"],
        ..Format::of_bytes(mhtml::recognise, mhtml::extract)
    },
    Format {
        name: "PDF",
        gives: "title, text, day; read by pdftotext, where it is installed",
        sign: "`%PDF-` among its first bytes",
        ..Format::of_bytes(pdf::recognise, pdf::extract)
    },
];
