//! What remains of a query when not all of its words have to occur, and how many clauses it has.

use crate::query::ast::{Query, Span};

/// The same query with any of its top-level words instead of all of them; its filters stay.
///
/// `None` if there are not two parts to choose from.
pub fn relax(query: &Query) -> Option<Query> {
    let Query::And(parts) = query else { return None };
    let (words, mut filters): (Vec<Query>, Vec<Query>) =
        parts.iter().cloned().partition(Query::has_text);
    if words.len() < 2 {
        return None;
    }
    if filters.is_empty() {
        return Some(super::simplify(Query::Or(words)));
    }
    filters.insert(0, Query::Or(words));
    Some(super::simplify(Query::And(filters)))
}

/// How many words and filters a query has.
pub fn clauses(query: &Query) -> usize {
    match query {
        Query::All | Query::Nothing => 0,
        Query::Text(_, span) | Query::AtLeast(_, _, span) | Query::First(_, span) => words(span),
        Query::Meta(_, terms) => terms.len(),
        Query::Id(_) | Query::Words(_) | Query::Date(_) => 1,
        Query::And(parts) | Query::Or(parts) => parts.iter().map(clauses).sum(),
        Query::Not(part) | Query::Boost(part, _) => clauses(part),
    }
}

fn words(span: &Span) -> usize {
    match span {
        Span::Term(_) => 1,
        Span::Phrase(terms, _) => terms.len(),
        Span::Any(spans) => spans.iter().map(words).sum(),
        Span::Near(a, b, _) | Span::NotNear(a, b, _) => words(a) + words(b),
    }
}
