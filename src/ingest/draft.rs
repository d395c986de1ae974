//! Drafts: articles as extractors find them, every field as written. [`super::article::normalise`]
//! turns a [`Draft`] into an [`crate::article::Article`].

pub use super::article::dates::Rank;
use crate::article::Evidence;
use crate::when::{Day, Precision};

/// One article as an extractor found it: every field as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The key of the article in its file: the publisher's id or URL if there is one, otherwise its
    /// number from 0. It must stay the same as long as the article does.
    pub key: String,
    /// The publisher's own id.
    pub guid: Option<String>,
    /// The headline as written.
    pub title: Option<String>,
    /// The text: paragraphs separated by a blank line.
    pub body: String,
    /// Every date found, with the rule that found it, in any order.
    pub dates: Vec<Candidate>,
    /// The outlet as the article's own metadata names it.
    pub source: Option<Evidence>,
    /// The byline or bylines as written.
    pub authors: Vec<String>,
    /// The section.
    pub section: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// The language as declared, in any form (`en-GB`, `eng`, `English`).
    pub lang: Option<String>,
    /// The address at which it was published.
    pub url: Option<String>,
    /// Its place in its container (`a/b.html`, record `@1024`), if it is in one.
    pub member: Option<String>,
    /// What was truncated or abandoned while reading it, one phrase each.
    pub notes: Vec<String>,
    /// Where fields were found, for fields that the format stores in several places.
    pub origins: Vec<Origin>,
}

/// Where a field of an article was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The field: `title`, `body`, `authors`, `section`, `tags`, `lang`, `url` or `guid`.
    pub field: &'static str,
    /// The rule that found it, in the form used in an [`Evidence`].
    pub rule: String,
}

impl Draft {
    /// Notes where a field was found.
    pub fn found(&mut self, field: &'static str, rule: impl Into<String>) {
        self.origins.push(Origin { field, rule: rule.into() });
    }
}

/// A value, and the rule that found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed<T> {
    /// The value.
    pub value: T,
    /// The rule, in the form used in an [`Evidence`].
    pub rule: &'static str,
}

impl Origin {
    /// The origins of fields: each field, and the rule that finds it.
    pub fn all(fields: &[(&'static str, &str)]) -> Vec<Origin> {
        fields.iter().map(|(field, rule)| Origin { field, rule: rule.to_string() }).collect()
    }
}

impl<T> Attributed<T> {
    /// A value, if there is one, with the rule that found it.
    pub fn of(value: Option<T>, rule: &'static str) -> Option<Attributed<T>> {
        value.map(|value| Attributed { value, rule })
    }

    /// Returns the value alone and adds its rule to `origins` under a field.
    pub fn noting_origin(
        found: Option<Attributed<T>>,
        field: &'static str,
        origins: &mut Vec<Origin>,
    ) -> Option<T> {
        let Attributed { value, rule } = found?;
        origins.push(Origin { field, rule: rule.to_string() });
        Some(value)
    }
}

/// Counts the records of a document that hold no article, so that one phrase reports them all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmptyRecords {
    count: u64,
    first: u64,
    /// What `first` counts: lines or records.
    unit: &'static str,
}

impl EmptyRecords {
    /// Counts a record, found at the `place`th `unit` of the document.
    pub fn count(&mut self, unit: &'static str, place: u64) {
        if self.count == 0 {
            (self.first, self.unit) = (place, unit);
        }
        self.count += 1;
    }

    /// Adds the counts of a later chunk of the same document.
    pub fn add(&mut self, later: EmptyRecords) {
        if self.count == 0 {
            (self.first, self.unit) = (later.first, later.unit);
        }
        self.count += later.count;
    }

    /// The problem to report; `None` if the count is zero.
    pub fn phrase(self) -> Option<String> {
        match self.count {
            0 => None,
            1 => Some(format!("1 record holds no article: {} {}", self.unit, self.first)),
            many => {
                let EmptyRecords { first, unit, .. } = self;
                Some(format!("{many} records hold no article, the first: {unit} {first}"))
            }
        }
    }
}

/// A date that may be the day of publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What it is evidence of.
    pub rank: Rank,
    /// How much the rule is trusted among rules of its rank: 0 never, 100 always.
    pub confidence: u8,
    /// The rule and the text it read.
    pub evidence: Evidence,
    /// The day, if the rule has already parsed it and the text does not spell it in one piece.
    pub known: Option<(Day, Precision)>,
}

impl Candidate {
    /// A date of a rank, to be parsed from the text of its evidence.
    pub fn new(rank: Rank, confidence: u8, evidence: Evidence) -> Candidate {
        Candidate { rank, confidence, evidence, known: None }
    }

    /// A date that the file itself labels as the date of publication.
    pub fn published(rule: impl Into<String>, text: impl Into<String>) -> Candidate {
        Candidate::new(Rank::Stated, 90, Evidence::new(rule, text))
    }
}

/// Receives what an extractor finds, article by article, so that no file is held in memory twice.
/// An extractor stops when `article` returns `false`.
pub trait Drafts {
    /// Takes an article; `false` asks the extractor to stop.
    fn article(&mut self, draft: Draft) -> bool;

    /// Records a problem: content that could not be read, where and why.
    fn problem(&mut self, problem: String);

    /// Records what was passed over although nothing is missing, such as records that hold no article.
    fn passed_over(&mut self, problem: String) {
        self.problem(problem);
    }

    /// Counts records that hold no article.
    fn empty_records(&mut self, empty_records: EmptyRecords) {
        if let Some(phrase) = empty_records.phrase() {
            self.passed_over(phrase);
        }
    }

    /// The number of lines of the file before the text of the document: 0 unless the document is a
    /// later chunk of the file.
    fn lines_before(&self) -> u64 {
        0
    }

    /// Counts a record of the document, whatever becomes of it: its number, from 1.
    fn next_record(&mut self) -> u64;
}
