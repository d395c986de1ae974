//! Decides whether and where a query matches an article: defines the meaning of every node of the
//! query language.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::analysis::{Language, plain_words, word_count};
use crate::article::Article;
use crate::engine::spans::{self, Boundaries, Interval};
use crate::engine::values::is_value;
use crate::query::ast::{DateTest, MetaField, Nearness, Query, Scope, Span, Term};

use super::document::Document;
use super::term::{TermMatcher, Test};

/// Whether the query finds an article in an index with these languages.
pub fn matches(query: &Query, article: &Article, languages: &[Option<Language>]) -> bool {
    Finder { article, document: &Document::new(article), languages }.matches(query)
}

/// Matches queries against one article.
pub struct Finder<'a> {
    /// The article.
    pub article: &'a Article,
    /// The terms and words of the article.
    pub document: &'a Document,
    /// The languages of the index.
    pub languages: &'a [Option<Language>],
}

impl Finder<'_> {
    /// Whether the query finds the article. The recursion is as deep as the query, which the parser
    /// limits.
    pub fn matches(&self, query: &Query) -> bool {
        match query {
            Query::All => true,
            Query::Nothing => false,
            Query::Text { .. } | Query::First { .. } => !self.occurrences(query).is_empty(),
            Query::AtLeast { times: least, .. } => self.occurrences(query).len() >= *least as usize,
            Query::Meta { field, terms } => self.has_value(*field, terms),
            Query::Archive(name) => self.article.archive == *name,
            Query::Value { field, value: asked } => {
                values(self.article, *field).iter().any(|value| is_value(*field, asked, value))
            }
            Query::Id(prefix) => self.article.id.as_str().starts_with(prefix.as_str()),
            Query::Words(range) => {
                let words = u64::from(word_count(&self.article.body));
                range.least.is_none_or(|least| least <= words)
                    && range.most.is_none_or(|most| words <= most)
            }
            Query::Date(test) => is_dated(self.article, test),
            Query::And(parts) => parts.iter().all(|part| self.matches(part)),
            Query::Or(parts) => parts.iter().any(|part| self.matches(part)),
            Query::Not(part) => !self.matches(part),
            Query::Boost { query: part, .. } => self.matches(part),
        }
    }

    /// Where the span of a text node occurs, in the part of the text that the node asks for; empty
    /// for any other node.
    pub fn occurrences(&self, query: &Query) -> Vec<Interval> {
        let boundaries = &self.document.boundaries;
        match query {
            Query::Text { scope, span } => self.scoped(*scope, span),
            Query::AtLeast { times: least, scope, span } => {
                let found = self.scoped(*scope, span);
                if found.len() >= *least as usize { found } else { vec![] }
            }
            Query::First { words, span } => {
                let mut found = self.places(span);
                found.retain(|interval| boundaries.in_first(*words, *interval));
                found
            }
            Query::All
            | Query::Nothing
            | Query::Meta { .. }
            | Query::Id(_)
            | Query::Archive(_)
            | Query::Words(_) => {
                vec![]
            }
            Query::Value { .. } => vec![],
            Query::Date(_) | Query::And(_) | Query::Or(_) | Query::Not(_) | Query::Boost { .. } => {
                vec![]
            }
        }
    }

    fn scoped(&self, scope: Scope, span: &Span) -> Vec<Interval> {
        let mut found = self.places(span);
        found.retain(|interval| self.document.boundaries.in_scope(scope, *interval));
        found
    }

    /// Where a span occurs, anywhere in the text.
    pub fn places(&self, span: &Span) -> Vec<Interval> {
        let boundaries = &self.document.boundaries;
        match span {
            Span::Term(term) => self.term_places(term),
            Span::Phrase { terms, slop } => {
                let sets: Vec<_> = terms.iter().map(|term| self.term_places(term)).collect();
                match slop {
                    0 => spans::adjacent(&sets),
                    slop => spans::loose(&sets, *slop, boundaries),
                }
            }
            Span::Any(parts) => {
                let sets: Vec<_> = parts.iter().map(|part| self.places(part)).collect();
                spans::any(&sets)
            }
            Span::Near { left, right, nearness } => self.both(left, right, *nearness, spans::near),
            Span::NotNear { left, right, nearness } => {
                self.both(left, right, *nearness, spans::not_near)
            }
        }
    }

    fn both(&self, left: &Span, right: &Span, nearness: Nearness, of: Join) -> Vec<Interval> {
        of(&self.places(left), &self.places(right), nearness, &self.document.boundaries)
    }

    fn term_places(&self, term: &Term) -> Vec<Interval> {
        let matcher = TermMatcher::new(term, self.languages);
        matcher.places(&self.document.text)
    }

    fn has_value(&self, field: MetaField, terms: &[Term]) -> bool {
        let values = values(self.article, field);
        match field {
            MetaField::Lang => values.iter().any(|value| terms.iter().all(|t| is_code(t, value))),
            _ => values.iter().any(|value| has_words(value, terms)),
        }
    }
}

type Join = fn(&[Interval], &[Interval], Nearness, &Boundaries) -> Vec<Interval>;

fn values(article: &Article, field: MetaField) -> Vec<Cow<'_, str>> {
    let values: Vec<&str> = match field {
        MetaField::Source => article.source_name().into_iter().collect(),
        MetaField::Author => article.authors.iter().map(String::as_str).collect(),
        MetaField::Section => article.section.as_deref().into_iter().collect(),
        MetaField::Tag => article.tags.iter().map(String::as_str).collect(),
        MetaField::Lang => article.lang.as_deref().into_iter().collect(),
        MetaField::Url => article.url.as_deref().into_iter().collect(),
        MetaField::Path => return vec![article.place().into()],
    };
    values.into_iter().map(Cow::from).collect()
}

/// Whether a value contains the terms, adjacent and in order.
fn has_words(value: &str, terms: &[Term]) -> bool {
    let words = plain_words(value);
    let all: BTreeSet<usize> = (0..=words.len()).collect();
    let ends = terms.iter().fold(all, |starts, term| {
        starts.iter().flat_map(|start| ends(term, &words, *start)).collect()
    });
    !terms.is_empty() && !ends.is_empty()
}

/// The word indexes at which an occurrence of the term that begins at word `start` can end
/// (exclusive).
fn ends(term: &Term, words: &[String], start: usize) -> Vec<usize> {
    let passes = |test: &Test, word: &String| match test {
        Test::Terms(tests) => tests.is_empty() || tests.iter().any(|test| test.accepts(word)),
        Test::Word(test) => test.accepts(word),
    };
    let begins = |run: &&Vec<Test>| {
        let here = words.get(start..start + run.len());
        here.is_some_and(|here| run.iter().zip(here).all(|(test, word)| passes(test, word)))
    };
    TermMatcher::plain(term).0.iter().filter(begins).map(|run| start + run.len()).collect()
}

/// Whether a language code is the one asked for; only the primary subtag counts, so `en` equals
/// `en-GB`.
fn is_code(term: &Term, code: &str) -> bool {
    let primary = |code: &str| code.split(['-', '_']).next().unwrap_or("").to_lowercase();
    match term {
        Term::Word(asked) | Term::Exact(asked) => primary(asked) == primary(code),
        Term::Pattern(_) | Term::Fuzzy { .. } => {
            let matcher = TermMatcher::new(term, &[None]);
            let passes = |test: &Test| match test {
                Test::Word(test) => test.accepts(&primary(code)),
                Test::Terms(_) => false,
            };
            matcher.0.iter().any(|run| run.len() == 1 && run.iter().all(passes))
        }
    }
}

fn is_dated(article: &Article, test: &DateTest) -> bool {
    let Some(date) = &article.date else { return *test == DateTest::Missing };
    let (start, end) = date.interval();
    match test {
        DateTest::In(range) => range.covers((start, end)),
        DateTest::Touches(range) => {
            !range.is_empty()
                && range.first.is_none_or(|first| first <= end)
                && range.last.is_none_or(|last| start <= last)
        }
        DateTest::Pattern { year, month, day } => {
            let (y, m, d) = date.day.parts();
            start == end
                && year.is_none_or(|year| year == y)
                && month.is_none_or(|month| month == m)
                && day.is_none_or(|day| day == d)
        }
        DateTest::Missing => false,
        DateTest::Sure => !date.weak,
    }
}
