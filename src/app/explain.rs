//! How a query is understood: its meaning, its dates, and how each of its words is looked up. Also
//! explains a query that cannot be answered.

use std::collections::BTreeMap;

use crate::analysis::{self, Kind, Language, Lookup, TermTest, WRITTEN};
use crate::engine::{EngineError, IndexLocation};
use crate::query::ast::{DateTest, Query, Scope, Span, Term};
use crate::query::display;

use super::AppError;
use super::ask::{Asked, read, too_many};
use super::cost::CostModel;
use super::open::{Open, open_within};
use super::outcome::{ExplainOutcome, Looked};
use super::settings::Ask;

/// Explains a request. If there is an index, it determines the languages in which words are looked
/// up and how many articles hold them.
///
/// # Errors
/// If there is an index and it cannot be read.
pub fn explain(location: impl Into<IndexLocation>, ask: &Ask) -> Result<ExplainOutcome, AppError> {
    let index = match open_within(location, &ask.limits) {
        Ok(open) => Some(open),
        Err(EngineError::Missing(_)) => None,
        Err(error) => return Err(error.into()),
    };
    explain_over(index.as_ref(), ask)
}

/// Explains a request over an open index, or without one.
///
/// # Errors
/// If the index cannot be read.
pub fn explain_over(index: Option<&Open>, ask: &Ask) -> Result<ExplainOutcome, AppError> {
    let Asked { query, mut problems } = read(ask);
    let mut terms = Terms::default();
    terms.of_query(&query);
    let runs = !problems.iter().any(|problem| problem.diagnostic.is_error());
    let count = |open: &Open| open.engine.count(&query);
    let total = match index.filter(|_| runs).map(count) {
        Some(Err(error @ EngineError::TooManyWords { .. })) => {
            problems.extend(too_many(&ask.text, &error));
            None
        }
        counted => counted.transpose()?,
    };
    let look = |term: &Term| looked(index, term);
    let words: Vec<Looked> = terms.terms.iter().map(look).collect::<Result<_, _>>()?;
    let articles: Option<Vec<u64>> = words.iter().map(|word| word.articles).collect();
    Ok(ExplainOutcome {
        cost: articles.map(|articles| CostModel { terms: &terms.terms, articles }.of_query(&query)),
        canonical: display(&query),
        today: (ask.clock.today(), ask.clock.zone().to_string()),
        dates: terms.dates,
        words,
        total,
        tree: tree(&query),
        query,
        problems,
    })
}

/// The query as lines of an outline: the depth and text of each.
fn tree(query: &Query) -> Vec<(usize, String)> {
    let mut lines = vec![];
    grow(query, 0, &mut lines);
    lines
}

fn grow(query: &Query, depth: usize, lines: &mut Vec<(usize, String)>) {
    let name = match query {
        Query::And(_) => "all of".into(),
        Query::Or(_) => "any of".into(),
        Query::Not(_) => "none of".into(),
        Query::Boost { weight, .. } => format!("with weight {weight}"),
        Query::All => "every article".into(),
        Query::Nothing => "no article".into(),
        Query::Text { .. }
        | Query::AtLeast { .. }
        | Query::First { .. }
        | Query::Meta { .. }
        | Query::Value { .. }
        | Query::Id(_)
        | Query::Archive(_)
        | Query::Words(_)
        | Query::Date(_) => display(query),
    };
    lines.push((depth, name));
    query.children().iter().for_each(|part| grow(part, depth + 1, lines));
}

/// Collects the dates and terms of a query, in order.
#[derive(Default)]
struct Terms {
    dates: Vec<(String, String)>,
    terms: Vec<Term>,
}

impl Terms {
    fn of_query(&mut self, query: &Query) {
        for node in query.walk(|_| true) {
            if let Query::Date(test) = node {
                self.dates.push((display(node), in_words(test)));
            }
            for term in node.span().into_iter().flat_map(Span::terms) {
                self.term(term);
            }
        }
    }

    fn term(&mut self, term: &Term) {
        if !self.terms.contains(term) {
            self.terms.push(term.clone());
        }
    }
}

fn in_words(test: &DateTest) -> String {
    let day = |day: Option<crate::when::Day>, open: &str| {
        day.map_or_else(|| open.to_string(), |day| day.to_string())
    };
    match test {
        DateTest::In(range) | DateTest::Touches(range) => {
            let (first, last) = (day(range.first, "the beginning"), day(range.last, "the end"));
            if first == last { first } else { format!("{first} to {last}") }
        }
        DateTest::Pattern { .. } => "every day of this form".into(),
        DateTest::Missing => "articles without a date".into(),
        DateTest::Sure => "articles whose date is sure".into(),
    }
}

fn looked(index: Option<&Open>, term: &Term) -> Result<Looked, EngineError> {
    let fallback: [Option<Language>; 1] = [Language::from_code("en")];
    let languages = index.map_or(fallback.as_slice(), |open| &open.languages);
    let terms = match term {
        Term::Word(word) => alternatives(&analysis::query_word(word, languages)),
        Term::Exact(word) => exact(word),
        Term::Pattern(_) | Term::Fuzzy { .. } => vec![],
    };
    let alone = Query::Text { scope: Scope::Anywhere, span: Span::Term(term.clone()) };
    let articles = match index.map(|open| open.engine.count(&alone)) {
        Some(Err(EngineError::TooManyWords { .. })) | None => None,
        Some(counted) => Some(counted?),
    };
    Ok(Looked { word: display(&alone), terms, articles })
}

/// Each alternative as text: positions follow each other, with the choices of a position in braces.
fn alternatives(lookup: &Lookup) -> Vec<String> {
    let run = |run: &Vec<Vec<TermTest>>| {
        run.iter().map(|tests| choices(tests)).collect::<Vec<_>>().join(" + ")
    };
    lookup.alternatives.iter().map(run).collect()
}

/// An exact word as text: words as written, and the characters of scripts without spaces.
fn exact(word: &str) -> Vec<String> {
    let lookup = analysis::exact_word(word);
    let run = |run: &Vec<Vec<TermTest>>| {
        let each = analysis::words(word).zip(run).map(|(part, tests)| match part.kind {
            Kind::Plain => format!("{WRITTEN}{}", part.text),
            Kind::Gram => choices(tests),
        });
        each.collect::<Vec<_>>().join(" + ")
    };
    lookup.alternatives.iter().map(run).collect()
}

/// The terms of one position: each stem with the languages it belongs to.
fn choices(tests: &[TermTest]) -> String {
    let mut stems: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for TermTest::Is(term) | TermTest::StartsWith(term) in tests {
        let (stem, language) = analysis::stem_of_term(term);
        stems.entry(stem).or_default().extend(language.map(Language::code));
    }
    let shown = stems.into_iter().map(|(stem, languages)| match languages.as_slice() {
        [] => stem.to_string(),
        some => format!("{stem} ({})", some.join(" ")),
    });
    shown.collect::<Vec<_>>().join(", ")
}
