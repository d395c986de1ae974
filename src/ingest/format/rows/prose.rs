//! Formats of running text, the most specific first.

use super::super::{
    Format, MAX_PROSE, annotated, html, markdown, mediawiki, table, telegram, text, xml_records,
};
use crate::ingest::format::light::{asciidoc, org, rest};
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
        name: "Telegram page",
        gives: "a message an article: text, day, source",
        sign: "a page that Telegram exports: messages under `page_body chat_page`",
        ..Format::of_text(telegram::recognise, telegram::extract)
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
        name: "wiki page",
        gives: "a page in the markup of MediaWiki: text, day, keywords",
        sign: "a template `{{...}}` first and a category, or the name `.wiki`",
        ..Format::of_text(mediawiki::is_page, mediawiki::extract_page)
    },
    Format {
        name: "AsciiDoc",
        gives: "title, text, day, authors, keywords",
        sign: "a title `= ` with attributes `:name: value` below it, or the name `.adoc`",
        is_page: true,
        page_extensions: &["adoc", "asciidoc"],
        max_bytes: MAX_PROSE,
        ..Format::of_text(asciidoc::recognise, asciidoc::extract)
    },
    Format {
        name: "reStructuredText",
        gives: "title, text, day, authors, keywords",
        sign: "a ruled heading with fields or directives, or the name `.rst`",
        is_page: true,
        page_extensions: &["rst", "rest"],
        max_bytes: MAX_PROSE,
        ..Format::of_text(rest::recognise, rest::extract)
    },
    Format {
        name: "Org",
        gives: "an article, or one a dated heading: title, text, day, authors, keywords, language",
        sign: "keywords such as `#+TITLE:`, or the name `.org`",
        is_page: true,
        page_extensions: &["org"],
        max_bytes: MAX_PROSE,
        ..Format::of_text(org::recognise, org::extract)
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
