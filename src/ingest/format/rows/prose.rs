//! Formats that any text may be in, the surer first.

use super::super::{Format, MAX_PROSE, annotated, html, markdown, table, text, xml_records};
use crate::ingest::source::boundaries;
use crate::ingest::source::chunks::Chunking;

/// The rows, in the order in which they are tried.
pub(super) const ROWS: &[Format] = &[
    Format {
        name: "XML records",
        gives: "an article an element, by the names of the elements in it",
        sign: "an element that holds the fields of an article, such as `<title>`, `<pubDate>` and `<content>`",
        ..Format::of_text(xml_records::recognise, xml_records::extract)
    },
    Format {
        name: "HTML",
        gives: "a page an article: title, text, day, source, authors, section, keywords, language, url, from JSON-LD, meta elements and what is seen",
        sign: "it begins as a page: `<!doctype html>`, `<html>`, `<head>` or `<body>`",
        is_page: true,
        page_extensions: &["html", "htm", "xhtml", "shtml", "php", "asp", "aspx"],
        max_bytes: MAX_PROSE,
        ..Format::of_text(html::recognise, html::extract)
    },
    Format {
        name: "annotated words",
        gives: "a document an article: text, and what its comments say",
        sign: "rows of columns, a word each, between comments that begin documents",
        ..Format::of_text(annotated::is_tokens, annotated::extract)
    },
    Format {
        name: "table",
        gives: "an article a row (CSV, TSV), by the names of its columns",
        sign: "a first line whose values are names of fields",
        chunking: Some(Chunking { head: boundaries::table_head, ..Chunking::at(boundaries::row) }),
        is_page: true,
        ..Format::of_text(table::is_table, table::extract)
    },
    Format {
        name: "Markdown",
        gives: "an article, or one a section of a digest: front matter, title, text, day",
        sign: "front matter, with a heading `# ` below it",
        is_page: true,
        page_extensions: &["md", "markdown"],
        max_bytes: MAX_PROSE,
        ..Format::of_text(markdown::is_markdown, markdown::extract)
    },
    Format {
        name: "text",
        gives: "an article, or several between rulers: labelled lines, front matter, a title, a day in the first words",
        sign: "text that nothing else recognises",
        is_page: true,
        page_extensions: &["", "txt", "text"],
        max_bytes: MAX_PROSE,
        ..Format::of_text(text::is_text, text::extract)
    },
];
