//! Rewrites a query to its normal form. The rewrite is total and idempotent, and changes neither
//! the articles found nor their scores; a part without words scores 0.
//!
//! A span that cannot occur (no terms, no alternatives, a distance of 0) becomes
//! [`Query::Nothing`]. Top-level alternatives of a span become an `Or`. Repeated filters are
//! dropped, and ranges of days under an `And` are merged into one. Words are never merged or
//! dropped, because each of them scores.

use std::collections::HashSet;

use crate::query::ast::{DateTest, Nearness, NumberRange, Query, Scope, Span, Term};
use crate::when::{Day, DayRange, Period};

/// Returns the normal form of a query.
pub fn simplify(query: Query) -> Query {
    match query {
        Query::All | Query::Nothing => query,
        Query::Text { scope, span: part } => {
            span(part).map_or(Query::Nothing, |part| text(scope, part))
        }
        Query::AtLeast { times: 0, .. } => Query::All,
        Query::AtLeast { times: 1, scope, span: part } => {
            simplify(Query::Text { scope, span: part })
        }
        Query::AtLeast { times, scope, span: part } => {
            span(part).map_or(Query::Nothing, |part| Query::AtLeast { times, scope, span: part })
        }
        Query::First { words: 0, .. } => Query::Nothing,
        Query::First { words, span: part } => {
            span(part).map_or(Query::Nothing, |part| Query::First { words, span: part })
        }
        Query::Meta { ref terms, .. } if terms.is_empty() => Query::Nothing,
        // Values are indexed in plain form only, so an exact word is the same as the plain word.
        Query::Meta { field, ref terms } if field.is_compared() => {
            Query::Meta { field, terms: terms.iter().map(plain).collect() }
        }
        Query::Meta { .. } | Query::Value { .. } => query,
        Query::Id(prefix) if prefix.is_empty() => Query::All,
        Query::Id(_) | Query::Archive(_) => query,
        Query::Words(range) => words(range),
        Query::Date(test) => date(test),
        Query::And(parts) => and(parts),
        Query::Or(parts) => or(parts),
        Query::Not(part) => not(simplify(*part)),
        Query::Boost { query: part, weight } => boost(simplify(*part), weight),
    }
}

fn text(scope: Scope, span: Span) -> Query {
    match span {
        Span::Any(spans) => Query::Or(spans.into_iter().map(|span| text(scope, span)).collect()),
        span => Query::Text { scope, span },
    }
}

/// The normal form of a span; `None` if it cannot occur.
fn span(part: Span) -> Option<Span> {
    match part {
        Span::Term(_) => Some(part),
        Span::Phrase { mut terms, slop } => match terms.len() {
            0 | 1 => terms.pop().map(Span::Term),
            _ => Some(Span::Phrase { terms, slop }),
        },
        Span::Any(spans) => any(spans),
        Span::Near { nearness: Nearness::Words(0) | Nearness::WordsInOrder(0), .. } => None,
        Span::Near { left: a, right: b, nearness } => {
            Some(Span::Near { left: Box::new(span(*a)?), right: Box::new(span(*b)?), nearness })
        }
        Span::NotNear { left: a, right: b, nearness } => {
            let a = span(*a)?;
            Some(match span(*b) {
                Some(b) => Span::NotNear { left: Box::new(a), right: Box::new(b), nearness },
                None => a,
            })
        }
    }
}

fn any(spans: Vec<Span>) -> Option<Span> {
    let mut flat = Vec::new();
    for part in spans.into_iter().filter_map(span) {
        match part {
            Span::Any(inner) => flat.extend(inner),
            part => flat.push(part),
        }
    }
    match flat.len() {
        0 | 1 => flat.pop(),
        _ => Some(Span::Any(flat)),
    }
}

fn words(range: NumberRange) -> Query {
    let least = range.least.filter(|&least| least > 0);
    match (least, range.most) {
        (None, None) => Query::All,
        (Some(least), Some(most)) if least > most => Query::Nothing,
        (least, most) => Query::Words(NumberRange { least, most }),
    }
}

fn date(test: DateTest) -> Query {
    match test {
        DateTest::In(range) | DateTest::Touches(range) if range.is_empty() => Query::Nothing,
        DateTest::Touches(range) if range.is_open() => Query::Date(DateTest::In(range)),
        DateTest::In(_) | DateTest::Touches(_) | DateTest::Missing | DateTest::Sure => {
            Query::Date(test)
        }
        DateTest::Pattern { year: Some(year), month: Some(month), day: Some(day) } => {
            match Day::new(year, month, day) {
                Some(day) => Query::Date(DateTest::In(DayRange::on(day))),
                None => Query::Nothing,
            }
        }
        DateTest::Pattern { year, month, day } if can_be(year, month, day) => Query::Date(test),
        DateTest::Pattern { .. } => Query::Nothing,
    }
}

/// Whether any day of the calendar has this year, month and day.
fn can_be(year: Option<i32>, month: Option<u32>, day: Option<u32>) -> bool {
    let leap = 2000;
    let (year, month) = (year.unwrap_or(leap), month.unwrap_or(1));
    let first = Day::new(year, month, 1);
    first.is_some_and(|first| {
        let (_, _, last) = first.end_of(Period::Month).parts();
        day.is_none_or(|day| (1..=last).contains(&day))
    })
}

fn not(part: Query) -> Query {
    match part {
        Query::All => Query::Nothing,
        Query::Nothing => Query::All,
        // `NOT NOT word` finds what `word` finds but scores 0, so only a filter loses both.
        Query::Not(inner) if !inner.has_text() => *inner,
        part => Query::Not(Box::new(part)),
    }
}

fn boost(part: Query, weight: f32) -> Query {
    if weight == 1.0 || !part.has_text() {
        part
    } else {
        Query::Boost { query: Box::new(part), weight }
    }
}

fn and(parts: Vec<Query>) -> Query {
    let mut flat = Vec::new();
    for part in parts.into_iter().map(simplify) {
        match part {
            Query::Nothing => return Query::Nothing,
            Query::All => {}
            Query::And(inner) => flat.extend(inner),
            part => flat.push(part),
        }
    }
    let Some(mut parts) = merge_ranges(flat) else { return Query::Nothing };
    drop_repeated_filters(&mut parts);
    match parts.len() {
        0 => Query::All,
        1 => parts.swap_remove(0),
        _ => Query::And(parts),
    }
}

/// Merges all ranges of days into one, at the position of the first; `None` if the result is empty.
fn merge_ranges(parts: Vec<Query>) -> Option<Vec<Query>> {
    let mut merged: Vec<Query> = Vec::with_capacity(parts.len());
    let mut at: Option<usize> = None;
    for part in parts {
        let Query::Date(DateTest::In(range)) = part else {
            merged.push(part);
            continue;
        };
        match at.and_then(|at| merged.get_mut(at)) {
            Some(Query::Date(DateTest::In(both))) => {
                *both = both.and(range);
                if both.is_empty() {
                    return None;
                }
            }
            _ => {
                at = Some(merged.len());
                merged.push(part);
            }
        }
    }
    Some(merged)
}

fn or(parts: Vec<Query>) -> Query {
    let mut flat = Vec::new();
    for part in parts.into_iter().map(simplify) {
        match part {
            Query::Nothing => {}
            Query::Or(inner) => flat.extend(inner),
            part => flat.push(part),
        }
    }
    drop_repeated_filters(&mut flat);
    let scores = flat.iter().any(Query::has_text);
    if !scores && flat.contains(&Query::All) {
        return Query::All;
    }
    match flat.len() {
        0 => Query::Nothing,
        1 => flat.swap_remove(0),
        _ => Query::Or(flat),
    }
}

/// Drops repeated filters; filters are equal if their canonical texts are.
fn drop_repeated_filters(parts: &mut Vec<Query>) {
    let mut seen = HashSet::new();
    parts.retain(|part| part.has_text() || seen.insert(super::display(part)));
}

/// A term in plain form, with `=exact` removed.
fn plain(term: &Term) -> Term {
    match term {
        Term::Exact(word) => Term::Word(word.clone()),
        Term::Word(_) | Term::Pattern(_) | Term::Fuzzy { .. } => term.clone(),
    }
}
