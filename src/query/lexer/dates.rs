//! Dates in words, as other archives write them behind the word `date`.

use super::{is_close, is_open, is_space};
use crate::query::origin::Origin;

/// The words of a date after the word `date`.
pub(super) struct Words<'a> {
    pub text: &'a str,
    /// Where the next word begins, after white space.
    pub at: usize,
}

impl<'a> Words<'a> {
    /// The next word, without parentheses that close what stands before it.
    fn peek(&self) -> &'a str {
        let rest = self.text[self.at..].trim_start_matches(is_space);
        let word = rest.split(is_space).next().unwrap_or_default();
        match word.starts_with(is_open) {
            true => word.find(is_close).map_or(word, |at| &word[..=at]),
            false => word.find(is_close).map_or(word, |at| &word[..at]),
        }
    }

    fn take(&mut self) {
        let word = self.peek();
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches(is_space).len() + word.len();
    }

    fn takes(&mut self, any: &[&str]) -> bool {
        let found = any.iter().any(|word| word.eq_ignore_ascii_case(self.peek()));
        if found {
            self.take();
        }
        found
    }

    /// A date: one word that begins with a digit, or the name of a month and numbers.
    fn value(&mut self) -> bool {
        let dated =
            |word: &str| word.trim_start_matches(is_open).starts_with(|c: char| c.is_ascii_digit());
        let start = self.peek().get(..3).unwrap_or_default().to_ascii_lowercase();
        if MONTHS.contains(&start.as_str()) {
            self.take();
            if dated(self.peek()) {
                self.take();
                if dated(self.peek()) {
                    self.take();
                }
                return true;
            }
            return false;
        }
        let found = dated(self.peek());
        if found {
            self.take();
            let end = self.at;
            let month = self.peek().get(..3).unwrap_or_default().to_ascii_lowercase();
            if MONTHS.contains(&month.as_str()) {
                self.take();
                if dated(self.peek()) { self.take() } else { self.at = end }
            }
        }
        found
    }

    /// Who writes the phrase that was read so; `None` if it is none.
    pub(super) fn phrase(&mut self) -> Option<Origin> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if self.peek().strip_prefix('-').is_some_and(digits) {
            self.take();
            return Some(Origin::Factiva);
        }
        if self.takes(&["from", "between"]) {
            let whole = self.value() && self.takes(&["to", "and"]) && self.value();
            return whole.then_some(Origin::Unclear);
        }
        let origin = self.relation()?;
        let end = self.at;
        if self.takes(&["and"]) && self.relation().is_none() {
            self.at = end;
        }
        Some(origin)
    }

    /// `aft 2021`, `>= 2021`, `>2021`.
    fn relation(&mut self) -> Option<Origin> {
        let start = self.at;
        let attached = self.peek().trim_start_matches(['<', '>', '=']);
        let found = if attached.len() < self.peek().len() && !attached.is_empty() {
            let dated = attached.starts_with(|c: char| c.is_ascii_digit());
            self.take();
            dated.then_some(Origin::Nexis)
        } else if self.takes(&["after", "before"]) {
            self.value().then_some(Origin::Unclear)
        } else if self.takes(&["aft", "bef", "is", "geq", "leq", ">", "<", ">=", "<=", "="]) {
            self.value().then_some(Origin::Nexis)
        } else {
            None
        };
        if found.is_none() {
            self.at = start;
        }
        found
    }
}

/// The first letters of the months.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
