//! Relaxes a query so that not all of its words have to occur, and counts its clauses.

use crate::query::ast::{Query, Span, Term};

/// Returns the query with its top-level words joined by `OR` instead of `AND`; its filters stay. A
/// run of Chinese or Japanese characters without spaces is split into overlapping pairs of
/// characters.
///
/// `None` if there are fewer than two words to choose from.
pub fn relax(query: &Query) -> Option<Query> {
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let (words, mut filters): (Vec<Query>, Vec<Query>) =
        parts.iter().cloned().partition(Query::has_text);
    let words: Vec<Query> = words.into_iter().flat_map(pairs).collect();
    if words.len() < 2 {
        return None;
    }
    if filters.is_empty() {
        return Some(super::simplify(Query::Or(words)));
    }
    filters.insert(0, Query::Or(words));
    Some(super::simplify(Query::And(filters)))
}

/// Splits a word of three or more unspaced characters into overlapping pairs, each a word; returns
/// any other query unchanged.
fn pairs(query: Query) -> Vec<Query> {
    let Query::Text { scope, span: Span::Term(Term::Word(word)) } = &query else {
        return vec![query];
    };
    let characters: Vec<char> = word.chars().collect();
    if characters.len() < 3 || !characters.iter().all(|&c| is_unspaced(c)) {
        return vec![query];
    }
    let pair = |pair: &[char]| Span::Term(Term::Word(pair.iter().collect()));
    characters.windows(2).map(|two| Query::Text { scope: *scope, span: pair(two) }).collect()
}

/// Whether a character belongs to a script without spaces between words: Han, Hiragana or Katakana.
fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// The number of clauses (words and filters) of a query.
pub fn clauses(query: &Query) -> usize {
    query.walk(|_| true).map(own_clauses).sum()
}

/// The number of clauses of a node without its children.
fn own_clauses(query: &Query) -> usize {
    match query {
        Query::Text { span, .. } | Query::AtLeast { span, .. } | Query::First { span, .. } => {
            span.terms().len()
        }
        Query::Meta { terms, .. } => terms.len(),
        Query::Value { .. }
        | Query::Id(_)
        | Query::Archive(_)
        | Query::Words(_)
        | Query::Date(_) => 1,
        Query::All
        | Query::Nothing
        | Query::And(_)
        | Query::Or(_)
        | Query::Not(_)
        | Query::Boost { .. } => 0,
    }
}
