//! Checks the operands of proximity operators and functions: they must be spans of the text. Any
//! other operand is an error that says what would work.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::query::ast::{Nearness, Query, Scope, Span};
use crate::query::limits::Problems;
use crate::query::token::{Function, Kind};

type Place = Range<usize>;

/// Converts a query to a span and the part of the text in which it must occur.
pub(super) fn span(query: &Query, place: &Place) -> Result<(Scope, Span), Diagnostic> {
    match query {
        Query::Text { scope, span } => Ok((*scope, span.clone())),
        Query::Or(parts) => any(parts, place),
        Query::And(_) => Err(refuse(place, "several words that must all occur have no one place")
            .hint("write `(a OR b)` for either of them, `\"a b\"` for the phrase")),
        Query::Not(_) => Err(refuse(place, "what must not occur has no place")
            .hint("write `a NOT NEAR/5 b` for `a` without `b` near it")),
        Query::Boost { .. } => {
            Err(refuse(place, "a weight belongs to the whole, not to a part of it")
                .hint("write `(a NEAR/5 b)^2`"))
        }
        Query::AtLeast { .. } | Query::First { .. } => {
            Err(refuse(place, "a count or a limit of words has no place")
                .hint("write `atleast3(a NEAR/5 b)`, or join the two with AND"))
        }
        Query::All
        | Query::Nothing
        | Query::Meta { .. }
        | Query::Value { .. }
        | Query::Id(_)
        | Query::Archive(_)
        | Query::Words(_)
        | Query::Date(_) => Err(refuse(place, "a filter has no place in the text")
            .hint("join it with AND, after the parentheses")),
    }
}

fn refuse(place: &Place, message: &str) -> Diagnostic {
    Diagnostic::error("operand", place.clone(), message)
}

fn any(parts: &[Query], place: &Place) -> Result<(Scope, Span), Diagnostic> {
    let mut scopes = Vec::new();
    let mut spans = Vec::new();
    for part in parts {
        let (scope, span) = match part {
            // The recursion is no deeper than the nesting of the text.
            Query::Or(inner) => any(inner, place)?,
            _ => span(part, place)?,
        };
        scopes.push(scope);
        spans.push(span);
    }
    match scopes.first() {
        Some(scope) if scopes.iter().all(|other| other == scope) => Ok((*scope, Span::Any(spans))),
        _ => Err(two_parts(place.clone())),
    }
}

/// The error for operands in different parts of the article.
pub(super) fn two_parts(place: Place) -> Diagnostic {
    let message = "words of different fields are never near each other";
    Diagnostic::error("operand", place, message).hint("write `title:(a NEAR/5 b)`")
}

/// Applies a function to a span.
pub(super) fn apply(
    function: Function,
    scope: Scope,
    span: Span,
    place: &Place,
) -> Result<Query, Diagnostic> {
    match function {
        Function::AtLeast(0) => {
            Err(Diagnostic::error("count", place.clone(), "0 times is no test")
                .hint("write `atleast1(...)` or more, or `NOT` for what must not occur"))
        }
        Function::AtLeast(times) => Ok(Query::AtLeast { times, scope, span }),
        Function::First(0) => {
            Err(Diagnostic::error("count", place.clone(), "0 words hold nothing")
                .hint("write `first50(...)`"))
        }
        Function::First(words) if matches!(scope, Scope::Anywhere | Scope::Body) => {
            Ok(Query::First { words, span })
        }
        Function::First(_) => {
            let message = "the first words are those of the body, of no other field";
            Err(Diagnostic::error("operand", place.clone(), message)
                .hint("write `first50(...)` without a field"))
        }
    }
}

/// Warns about a distance of 0, which no two words can have, and notes which distance a bare `NEAR`
/// stands for.
pub(super) fn check_distance(kind: &Kind, shown: &str, place: &Place, problems: &mut Problems) {
    match kind {
        Kind::Near(Nearness::Words(0) | Nearness::WordsInOrder(0)) => {
            let message = format!("`{shown}` finds nothing: adjacent words are 1 apart");
            problems.push(
                Diagnostic::warning("distance", place.clone(), message).hint("write `NEAR/1`"),
            );
        }
        Kind::Near(Nearness::Words(words)) if shown == "NEAR" => {
            let message = format!("`NEAR` is read as `NEAR/{words}`");
            let note = Diagnostic::note("distance", place.clone(), message);
            problems.push(note.hint("write the distance: `NEAR/10`"));
        }
        _ => {}
    }
}
