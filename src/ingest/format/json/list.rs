//! Reads the elements of a list one by one, so that the list is never held whole and a broken element
//! costs only itself.

use std::sync::LazyLock;

use regex::Regex;

use super::{Walk, mend, reason};
use crate::ingest::draft::EmptyRecords;

/// Hands over the articles of the elements of a list, given the text behind its opening bracket.
///
/// # Errors
/// The list breaks off before its end, or no element can be read.
pub(super) fn read(elements: &str, walk: &mut Walk<'_>) -> Result<(), String> {
    let mut list = List { walk, broken: None, empty_records: EmptyRecords::default() };
    let ended = list.elements(elements);
    let List { broken, empty_records, .. } = list;
    if walk.found > 0 {
        walk.drafts.empty_records(empty_records);
    }
    match broken {
        Some(first) if walk.found == 0 => Err(first),
        _ => ended,
    }
}

/// Hands over the articles of the first list of objects in a value that cannot be read; whether there
/// are any.
pub(super) fn salvage(text: &str, walk: &mut Walk<'_>) -> bool {
    static OPENS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#":\s*\[\s*\{\s*""#).expect("it is a regex"));
    let Some(list) = OPENS.find(text) else { return false };
    let Some((_, elements)) = text[list.start()..].split_once('[') else { return false };
    let before = walk.found;
    let ended = read(elements, walk);
    let is_found = walk.found > before;
    if let (true, Err(reason)) = (is_found, ended) {
        walk.drafts.problem(reason);
    }
    is_found
}

struct List<'a, 'b> {
    walk: &'a mut Walk<'b>,
    /// Why the first broken element could not be read.
    broken: Option<String>,
    empty_records: EmptyRecords,
}

impl List<'_, '_> {
    fn elements(&mut self, mut rest: &str) -> Result<(), String> {
        loop {
            rest = rest.trim_start_matches(|c: char| c == ',' || c.is_ascii_whitespace());
            if self.walk.stopped || rest.starts_with(']') {
                return Ok(());
            }
            if rest.is_empty() {
                return Err("not valid JSON: the list is not closed".into());
            }
            let number = self.walk.drafts.next_record();
            match mend::first_value(rest) {
                Ok((value, length)) => {
                    let before = self.walk.found;
                    self.walk.record(&value);
                    if value.is_object() && self.walk.found == before {
                        self.empty_records.count("record", number);
                    }
                    rest = &rest[length..];
                }
                Err(error) => {
                    let reason = format!("record {number}: {}", reason(&error));
                    let Some(next) = next_element(rest) else { return Err(reason) };
                    self.walk.drafts.problem(reason.clone());
                    self.broken.get_or_insert(reason);
                    rest = next;
                }
            }
        }
    }
}

/// The first element behind a broken one that can be read.
fn next_element(text: &str) -> Option<&str> {
    static NEXT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\}\s*,\s*(\{\s*")"#).expect("it is a regex"));
    let starts = NEXT.captures_iter(text).filter_map(|found| Some(found.get(1)?.start()));
    // Trying all of a long text would take time with the square of its length.
    let mut starts = starts.take(50).map(|start| &text[start..]);
    starts.find(|rest| mend::first_value(rest).is_ok())
}
