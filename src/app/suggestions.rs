//! Why a query finds nothing: which clause empties it, which words no article holds, and what would
//! find something; and how a query that finds too much could be narrower. It changes no query.

use crate::engine::EngineError;
use crate::query::ast::{Query, Scope, Span, Term};
use crate::query::{display, relax, simplify};

use super::open::Open;
use super::outcome::{Advice, Clause, Spelling};

/// How many spellings are suggested for a word.
const SPELLINGS: usize = 3;

/// How many clauses of a query are examined; each costs two counts.
const CLAUSES: usize = 12;

/// Advice about a query that finds nothing.
///
/// # Errors
/// If the index cannot be read.
pub fn advise(open: &Open, query: &Query) -> Result<Advice, EngineError> {
    let relaxed = relax(query);
    let any = relaxed.map(|query| open.engine.count(&query)).transpose()?.filter(|&any| any > 0);
    Ok(Advice {
        articles: open.engine.count(&Query::All)?,
        clauses: clauses(open, query)?,
        spellings: spellings(open, query)?,
        any,
    })
}

/// Narrower queries that find something, for a query that finds too much: its words as a phrase,
/// and its words in the title.
///
/// # Errors
/// If the index cannot be read.
pub fn narrower(open: &Open, query: &Query, total: u64) -> Result<Vec<Clause>, EngineError> {
    let mut narrower = vec![];
    for query in [as_phrase(query), in_title(query)].into_iter().flatten() {
        let alone = open.engine.count(&query)?;
        if 0 < alone && alone < total {
            narrower.push(Clause { text: display(&query), alone, without: None });
        }
    }
    Ok(narrower)
}

/// The clauses of a query.
fn parts(query: &Query) -> &[Query] {
    match query {
        Query::And(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

/// The query with its unscoped words joined to one phrase, and its other clauses unchanged.
fn as_phrase(query: &Query) -> Option<Query> {
    let (mut words, mut rest) = (vec![], vec![]);
    for part in parts(query) {
        match part {
            Query::Text { scope: Scope::Anywhere, span: Span::Term(term) } => {
                words.push(term.clone())
            }
            other => rest.push(other.clone()),
        }
    }
    let phrase = Query::Text {
        scope: Scope::Anywhere,
        span: Span::Phrase { terms: words.clone(), slop: 0 },
    };
    (words.len() > 1).then(|| simplify(Query::And([vec![phrase], rest].concat())))
}

/// The query with its unscoped clauses restricted to the title.
fn in_title(query: &Query) -> Option<Query> {
    let moved = |part: &Query| match part {
        Query::Text { scope: Scope::Anywhere, span } => {
            Query::Text { scope: Scope::Title, span: span.clone() }
        }
        other => other.clone(),
    };
    let titled = Query::And(parts(query).iter().map(moved).collect());
    let titled = simplify(titled);
    (titled != *query).then_some(titled)
}

fn clauses(open: &Open, query: &Query) -> Result<Vec<Clause>, EngineError> {
    let (parts, separable) = match query {
        Query::And(parts) => (parts.clone(), true),
        Query::Text { scope, span } => (operands(*scope, span), false),
        other => (vec![other.clone()], false),
    };
    let mut clauses = vec![];
    for (place, part) in parts.iter().enumerate().take(CLAUSES) {
        let without = if separable { Some(others(open, &parts, place)?) } else { None };
        clauses.push(Clause { text: display(part), alone: open.engine.count(part)?, without });
    }
    Ok(clauses)
}

/// The operands of a span, each as a query: the words of a phrase, the sides of a proximity.
fn operands(scope: Scope, span: &Span) -> Vec<Query> {
    let alone = |span: &Span| Query::Text { scope, span: span.clone() };
    match span {
        Span::Phrase { terms, .. } => {
            terms.iter().map(|term| Query::Text { scope, span: Span::Term(term.clone()) }).collect()
        }
        Span::Near { left: one, right: other, .. }
        | Span::NotNear { left: one, right: other, .. } => vec![alone(one), alone(other)],
        Span::Term(_) | Span::Any(_) => vec![alone(span)],
    }
}

fn others(open: &Open, parts: &[Query], left_out: usize) -> Result<u64, EngineError> {
    let mut rest = parts.to_vec();
    rest.remove(left_out);
    open.engine.count(&Query::And(rest))
}

/// The words of a query that no article holds, each with similarly spelled words.
///
/// # Errors
/// If the index cannot be read.
pub fn spellings(open: &Open, query: &Query) -> Result<Vec<Spelling>, EngineError> {
    let mut words = wanted_words(query);
    words.dedup();
    let mut spellings = vec![];
    for word in words.into_iter().take(CLAUSES) {
        let alone =
            Query::Text { scope: Scope::Anywhere, span: Span::Term(Term::Word(word.clone())) };
        if open.engine.count(&alone)? == 0 {
            let instead = open.engine.suggest(&word, SPELLINGS)?;
            spellings.push(Spelling { word, instead });
        }
    }
    Ok(spellings)
}

/// The plain words that the query requires, in order.
fn wanted_words(query: &Query) -> Vec<String> {
    let mut words = vec![];
    query.positive().filter_map(Query::span).for_each(|span| words_of(span, &mut words));
    words
}

fn words_of(span: &Span, words: &mut Vec<String>) {
    match span {
        Span::Term(term) => word_of(term, words),
        Span::Phrase { terms, .. } => terms.iter().for_each(|term| word_of(term, words)),
        Span::Any(spans) => spans.iter().for_each(|span| words_of(span, words)),
        Span::Near { left: one, right: other, .. } => {
            words_of(one, words);
            words_of(other, words);
        }
        Span::NotNear { left: one, .. } => words_of(one, words),
    }
}

fn word_of(term: &Term, words: &mut Vec<String>) {
    match term {
        Term::Word(word) | Term::Exact(word) => words.push(word.clone()),
        Term::Pattern(_) | Term::Fuzzy { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::narrower;
    use crate::app::open::Open;
    use crate::app::outcome::Clause;
    use crate::app::settings::IndexLocation;
    use crate::article::{Article, ArticleId};
    use crate::engine::reference::ReferenceEngine;
    use crate::query::{Context, parse};
    use crate::when::{Clock, Day};

    fn open(texts: &[(&str, &str)]) -> Open {
        let article = |(number, (title, body)): (u128, &(&str, &str))| Article {
            id: ArticleId::from_hash(number << 100),
            title: title.to_string(),
            body: body.to_string(),
            ..Article::default()
        };
        let articles = (0..).zip(texts).map(article).collect();
        Open {
            engine: Box::new(ReferenceEngine::new(articles)),
            location: IndexLocation::Folder("index".into()),
            generation: String::new(),
            languages: vec![None],
        }
    }

    #[test]
    fn a_query_that_finds_too_much_is_narrower_as_a_phrase_and_in_the_title() {
        let open = open(&[
            ("Storm over the harbour", "A wall of the old harbour fell."),
            ("Harbour wall", "It was repaired after the storm."),
            ("Weather", "No storm reached the harbour or its wall."),
        ]);
        let clock = Clock::on(Day::new(2023, 11, 10).unwrap());
        let query = parse("harbour wall", &Context::new(clock)).query;
        let clause = |text: &str, alone| Clause { text: text.to_string(), alone, without: None };
        assert_eq!(
            narrower(&open, &query, 3).unwrap(),
            [clause("\"harbour wall\"", 1), clause("title:harbour AND title:wall", 1)]
        );
        assert_eq!(narrower(&open, &query, 1).unwrap(), []);
    }
}
