//! Light markup other than Markdown: AsciiDoc, reStructuredText and Org, one file each. This module
//! holds what they share; each format interprets its own marks.

pub mod asciidoc;
pub mod org;
pub mod rest;

use serde_json::{Map, Value};

use crate::ingest::document::Options;
use crate::ingest::draft::Draft;
use crate::ingest::parse::{front, head, paragraphs, record};

/// The number of lines examined to recognise a document.
const LOOKED_AT: usize = 60;

/// Whether a path ends with one of some extensions, case-insensitive.
fn is_named(path: &str, extensions: &[&str]) -> bool {
    let path = path.to_ascii_lowercase();
    extensions.iter().any(|extension| path.ends_with(extension))
}

/// The first lines of a text, after any front matter.
fn first_lines(text: &str) -> Vec<&str> {
    let text = front::split(text).map_or(text, |(_, rest)| rest);
    text.trim_start_matches('\u{FEFF}').trim_start().lines().take(LOOKED_AT).collect()
}

/// A document being converted to a draft: the fields of its head, and its lines as text.
#[derive(Debug, Default)]
struct Reading {
    title: Option<String>,
    /// Fields by the names that the document gives them.
    record: Map<String, Value>,
    /// Text without marks; an empty line ends a paragraph.
    lines: Vec<String>,
}

impl Reading {
    /// Adds a field of the head; of several with one name, the first wins.
    fn field(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() && !self.record.contains_key(name) {
            self.record.insert(name.to_string(), listed(value));
        }
    }

    fn blank(&mut self) {
        self.lines.push(String::new());
    }

    /// A line that is a paragraph of its own.
    fn alone(&mut self, line: impl Into<String>) {
        self.blank();
        self.lines.push(line.into());
        self.blank();
    }

    /// The draft: the fields of the head, which `kind` names in evidence, and the text.
    fn draft(self, kind: &str, front: Option<Map<String, Value>>, options: &Options) -> Draft {
        let mut draft = Draft { title: self.title, ..Draft::default() };
        if let Some(front) = front {
            let front = record::draft(&front, "front matter", options);
            draft.title = front.title.clone().or(draft.title);
            record::complete(&mut draft, front);
        }
        record::complete(&mut draft, record::draft(&self.record, kind, options));
        let lines: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        let mut below = Draft::default();
        let start = head::subhead(&lines, &mut below);
        record::complete(&mut draft, below);
        draft.body = paragraphs::join(&lines[start..]);
        draft
    }
}

/// The value of a field: `[ "a", b ]` is a list, and quotation marks around a value are none of it.
fn listed(value: &str) -> Value {
    let bare = |value: &str| value.trim().trim_matches(['"', '\'']).trim().to_string();
    match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        Some(list) => list.split(',').map(bare).filter(|one| !one.is_empty()).collect(),
        None => bare(value).into(),
    }
}
