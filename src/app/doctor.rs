//! Why a query finds nothing: which part empties it, which words no article holds, and what would
//! find something. It changes no query.

use crate::engine::EngineError;
use crate::query::ast::{Query, Scope, Span, Term};
use crate::query::{display, relax};

use super::open::Open;
use super::outcome::{Advice, Clause, Spelling};

/// How many spellings are offered for a word.
const SPELLINGS: usize = 3;

/// How many parts of a query are looked at, each at the cost of two counts.
const CLAUSES: usize = 12;

/// What to say about a query that finds nothing.
///
/// # Errors
/// When the index cannot be read.
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

fn clauses(open: &Open, query: &Query) -> Result<Vec<Clause>, EngineError> {
    let (parts, separable) = match query {
        Query::And(parts) => (parts.clone(), true),
        Query::Text(scope, span) => (operands(*scope, span), false),
        other => (vec![other.clone()], false),
    };
    let mut clauses = vec![];
    for (place, part) in parts.iter().enumerate().take(CLAUSES) {
        let without = if separable { Some(others(open, &parts, place)?) } else { None };
        clauses.push(Clause { text: display(part), alone: open.engine.count(part)?, without });
    }
    Ok(clauses)
}

/// What has to stand together, each for itself: the words of a phrase, the sides of a proximity.
fn operands(scope: Scope, span: &Span) -> Vec<Query> {
    let alone = |span: &Span| Query::Text(scope, span.clone());
    match span {
        Span::Phrase(terms, _) => {
            terms.iter().map(|term| Query::Text(scope, Span::Term(term.clone()))).collect()
        }
        Span::Near(one, other, _) | Span::NotNear(one, other, _) => vec![alone(one), alone(other)],
        Span::Term(_) | Span::Any(_) => vec![alone(span)],
    }
}

fn others(open: &Open, parts: &[Query], left_out: usize) -> Result<u64, EngineError> {
    let mut rest = parts.to_vec();
    rest.remove(left_out);
    open.engine.count(&Query::And(rest))
}

fn spellings(open: &Open, query: &Query) -> Result<Vec<Spelling>, EngineError> {
    let mut words = vec![];
    wanted_words(query, &mut words);
    words.dedup();
    let mut spellings = vec![];
    for word in words.into_iter().take(CLAUSES) {
        let alone = Query::Text(Scope::Anywhere, Span::Term(Term::Word(word.clone())));
        if open.engine.count(&alone)? == 0 {
            let instead = open.engine.suggest(&word, SPELLINGS)?;
            spellings.push(Spelling { word, instead });
        }
    }
    Ok(spellings)
}

/// The plain words that the query asks articles to have, in order.
fn wanted_words(query: &Query, words: &mut Vec<String>) {
    match query {
        Query::Text(_, span) | Query::AtLeast(_, _, span) | Query::First(_, span) => {
            words_of(span, words);
        }
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().for_each(|part| wanted_words(part, words));
        }
        Query::Boost(part, _) => wanted_words(part, words),
        Query::Not(_)
        | Query::All
        | Query::Nothing
        | Query::Meta(..)
        | Query::Id(_)
        | Query::Words(_)
        | Query::Date(_) => {}
    }
}

fn words_of(span: &Span, words: &mut Vec<String>) {
    match span {
        Span::Term(term) => word_of(term, words),
        Span::Phrase(terms, _) => terms.iter().for_each(|term| word_of(term, words)),
        Span::Any(spans) => spans.iter().for_each(|span| words_of(span, words)),
        Span::Near(one, other, _) => {
            words_of(one, words);
            words_of(other, words);
        }
        Span::NotNear(one, _, _) => words_of(one, words),
    }
}

fn word_of(term: &Term, words: &mut Vec<String>) {
    match term {
        Term::Word(word) | Term::Exact(word) => words.push(word.clone()),
        Term::Pattern(_) | Term::Fuzzy(..) => {}
    }
}
