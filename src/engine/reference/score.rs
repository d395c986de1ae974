//! The relevance score of an article: plain BM25 (k1 = 1.2, b = 0.75) in single precision, with the
//! formulas of tantivy 0.27 (`src/query/bm25.rs`).
//!
//! In a *field* (the text, or the title alone) of N articles, something that occurs in n of them,
//! and tf times in this one, scores in this one
//!
//! ```text
//! idf * 2.2 * tf / (tf + 1.2 * (0.25 + 0.75 * length / average length))
//! idf = ln(1 + (N - n + 0.5) / (n + 0.5))
//! ```
//!
//! The length of a field is the number of its index entries (the terms of words, and markers; the
//! search terms of a word of the title count as often as their weight), rounded down to a
//! value that one byte can encode: see [`held_length`]. The average is taken over these rounded
//! lengths, because an index can still compute it after articles have been removed.
//!
//! | node | scored as |
//! |---|---|
//! | a term whose alternatives are one position long | tf is the number of entries, in the part of the text asked for, of all index terms it matches, idf the *position's idf*: a word counts in all its forms, and a rare form does not count as a rare word |
//! | a term whose alternatives are longer (a compound, characters without spaces) | the sum over the alternatives: tf is the number of places, idf the sum over the positions of the *position's idf* |
//! | `Phrase`, `Near` | tf is the number of places, idf the sum of the idfs of what is inside |
//! | `NotNear` | tf is the number of places, idf that of the first |
//! | `Any` | the sum of its parts; inside a `Near`, the least of their idfs |
//! | `Text` in the title alone | by the title field; every other part by the text field |
//! | `AtLeast`, `First` | as `Text`, of the places that count; nothing where it does not match |
//! | `And`, `Or` | the sum of the parts that match |
//! | `Boost` | multiplied |
//! | all others, and all that stands under `Not` | 0 |
//!
//! The *position's idf* takes as n the supposed number of articles that have one of the index terms
//! that the position matches in any article: midway, rounded down, between the number of those with the
//! most frequent term and the sum over the terms, but at most N. It is 0 for a position that tests nothing. The *idf of a
//! term* is the least of the idfs of its alternatives, each the sum over its positions. A pattern
//! or a fuzzy word matches the index terms that say the plain form of a word, and pairs of
//! characters in scripts without spaces.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Tokens;
use crate::engine::spans::Interval;
use crate::query::ast::{Query, Scope, Span, Term};

use crate::engine::matching::document::Document;
use crate::engine::matching::find::Finder;
use crate::engine::matching::term::{self, TermMatcher, Test};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// The counts of articles and terms that scores are computed from.
pub struct Statistics<'s> {
    documents: &'s [Document],
    text: FieldStatistics,
    title: FieldStatistics,
}

#[derive(Default)]
struct FieldStatistics {
    articles: BTreeMap<String, u64>,
    entries: u64,
}

/// The two fields that contain text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Text,
    Title,
}

/// Scores one text node in one article.
struct Scorer<'a> {
    statistics: &'a Statistics<'a>,
    finder: &'a Finder<'a>,
    field: Field,
    counts: &'a dyn Fn(Interval) -> bool,
}

impl<'s> Statistics<'s> {
    /// Counts the terms of documents.
    pub fn new(documents: &'s [Document]) -> Statistics<'s> {
        let count = |field: Field| {
            let mut counted = FieldStatistics::default();
            for document in documents {
                let tokens = tokens(document, field);
                counted.entries += u64::from(held_length(tokens.len() as u32));
                let terms: BTreeSet<&str> = tokens.iter().map(|(term, _)| term).collect();
                for term in terms {
                    *counted.articles.entry(term.to_owned()).or_default() += 1;
                }
            }
            counted
        };
        Statistics { documents, text: count(Field::Text), title: count(Field::Title) }
    }

    /// The score of an article that the query finds.
    pub fn score(&self, query: &Query, finder: &Finder<'_>) -> f32 {
        match query {
            Query::Text { scope, span } => self.score_span(span, finder, *scope, &|place| {
                boundaries(finder).in_scope(*scope, place)
            }),
            Query::AtLeast { scope, span, .. } if finder.matches(query) => {
                self.score_span(span, finder, *scope, &|place| {
                    boundaries(finder).in_scope(*scope, place)
                })
            }
            Query::First { words, span } => self.score_span(span, finder, Scope::Body, &|place| {
                boundaries(finder).in_first(*words, place)
            }),
            Query::And(parts) | Query::Or(parts) => {
                let matching = parts.iter().filter(|part| finder.matches(part));
                matching.map(|part| self.score(part, finder)).sum()
            }
            Query::Boost { query: part, weight: factor } => self.score(part, finder) * factor,
            Query::AtLeast { .. } | Query::All | Query::Nothing | Query::Not(_) => 0.0,
            Query::Meta { .. }
            | Query::Value { .. }
            | Query::Id(_)
            | Query::Archive(_)
            | Query::Words(_)
            | Query::Date(_) => 0.0,
        }
    }

    fn score_span(
        &self,
        span: &Span,
        finder: &Finder<'_>,
        scope: Scope,
        counts: &dyn Fn(Interval) -> bool,
    ) -> f32 {
        let field = if scope == Scope::Title { Field::Title } else { Field::Text };
        Scorer { statistics: self, finder, field, counts }.span(span)
    }

    fn field(&self, field: Field) -> &FieldStatistics {
        match field {
            Field::Text => &self.text,
            Field::Title => &self.title,
        }
    }

    fn articles(&self, field: Field, term: &str) -> u64 {
        self.field(field).articles.get(term).copied().unwrap_or(0)
    }

    fn test_idf(&self, field: Field, test: &Test) -> f32 {
        if matches!(test, Test::Terms(tests) if tests.is_empty()) {
            return 0.0;
        }
        let terms: BTreeSet<&str> = self
            .documents
            .iter()
            .flat_map(|document| test.hits(tokens(document, field)).into_keys())
            .collect();
        let counts: Vec<u64> = terms.into_iter().map(|term| self.articles(field, term)).collect();
        let (least, most) = (counts.iter().max().copied().unwrap_or(0), counts.iter().sum::<u64>());
        let all = self.documents.len() as u64;
        idf(u64::midpoint(least, most).min(all), all)
    }

    fn run_idf(&self, field: Field, run: &[Test]) -> f32 {
        run.iter().map(|test| self.test_idf(field, test)).sum()
    }
}

impl Scorer<'_> {
    fn span(&self, span: &Span) -> f32 {
        match span {
            Span::Term(term) => self.term(term),
            Span::Any(parts) => parts.iter().map(|part| self.span(part)).sum(),
            Span::Phrase { .. } | Span::Near { .. } | Span::NotNear { .. } => {
                let places = self.finder.places(span);
                self.weigh(self.count(places.into_iter()), self.idf(span))
            }
        }
    }

    fn term(&self, term: &Term) -> f32 {
        let matcher = TermMatcher::new(term, self.finder.languages);
        matcher.0.iter().map(|run| self.run(run)).sum()
    }

    fn run(&self, run: &[Test]) -> f32 {
        let document = self.finder.document;
        let tokens = tokens(document, self.field);
        let [test] = run else {
            let places = term::places(run, tokens);
            let idf = self.statistics.run_idf(self.field, run);
            return self.weigh(self.count(places.into_iter()), idf);
        };
        let idf = self.statistics.test_idf(self.field, test);
        let entries = test.hits(tokens).into_values().flatten().map(Interval::at);
        self.weigh(self.count(entries), idf)
    }

    fn count(&self, places: impl Iterator<Item = Interval>) -> usize {
        places.filter(|place| (self.counts)(*place)).count()
    }

    fn idf(&self, span: &Span) -> f32 {
        match span {
            Span::Term(term) => {
                let matcher = TermMatcher::new(term, self.finder.languages);
                let runs = matcher.0.iter().map(|run| self.statistics.run_idf(self.field, run));
                runs.reduce(f32::min).unwrap_or(0.0)
            }
            Span::Phrase { terms, .. } => {
                terms.iter().map(|term| self.idf(&Span::Term(term.clone()))).sum()
            }
            Span::Any(parts) => {
                parts.iter().map(|part| self.idf(part)).reduce(f32::min).unwrap_or(0.0)
            }
            Span::Near { left, right, .. } => self.idf(left) + self.idf(right),
            Span::NotNear { left, .. } => self.idf(left),
        }
    }

    fn weigh(&self, count: usize, idf: f32) -> f32 {
        let articles = self.statistics.documents.len() as f32;
        let average = self.statistics.field(self.field).entries as f32 / articles;
        let length = held_length(tokens(self.finder.document, self.field).len() as u32) as f32;
        let count = count as f32;
        let norm = K1 * (1.0 - B + B * length / average);
        if count == 0.0 { 0.0 } else { idf * (1.0 + K1) * (count / (count + norm)) }
    }
}

fn boundaries<'a>(finder: &'a Finder<'_>) -> &'a crate::engine::spans::Boundaries {
    &finder.document.boundaries
}

fn tokens(document: &Document, field: Field) -> &Tokens {
    match field {
        Field::Text => &document.text,
        Field::Title => document.title(),
    }
}

fn idf(holding: u64, all: u64) -> f32 {
    let odds = ((all - holding) as f32 + 0.5) / (holding as f32 + 0.5);
    (1.0 + odds).ln()
}

/// Rounds a length down to a value that one byte of the index can encode: exact up to 40; above
/// that, the excess over 24 keeps its four leading binary digits (tantivy 0.27,
/// `src/fieldnorm/code.rs`, after Lucene's SmallFloat).
pub fn held_length(length: u32) -> u32 {
    let Some(above) = length.checked_sub(24).filter(|above| *above >= 16) else { return length };
    let shift = above.ilog2() - 3;
    (24 + (u64::from(above >> shift) << shift)).min(2_013_265_944) as u32
}

#[cfg(test)]
mod tests {
    use super::held_length;

    #[test]
    fn lengths_are_those_of_the_code_table() {
        let pairs = [(0, 0), (39, 39), (40, 40), (41, 40), (42, 42), (57, 56), (60, 60), (95, 88)];
        for (length, held) in pairs {
            assert_eq!(held_length(length), held, "{length}");
        }
        assert_eq!(held_length(20_503), 18_456);
        assert_eq!(held_length(u32::MAX), 2_013_265_944);
    }
}
