//! The parts of a query, and where they occur in an article.

use std::ops::Range;

use crate::engine::matching::document::Document;
use crate::engine::matching::find::Finder;
use crate::engine::spans::{Interval, set};
use crate::query::ast::{Query, Scope, Span};
use crate::query::display;

/// A span that the query asks for, and the part of the text in which it may occur.
pub(super) struct Part<'q> {
    span: &'q Span,
    within: Within,
}

#[derive(Clone, Copy)]
enum Within {
    Scope(Scope),
    First(u32),
}

/// The byte ranges of the occurrences of a part.
#[derive(Default)]
pub(super) struct Occurrences {
    /// The whole occurrences.
    pub whole: Vec<Range<usize>>,
    /// The ranges to highlight within them.
    pub marks: Vec<Range<usize>>,
}

/// The spans that a query asks for, except those under `Not`.
pub(super) fn parts(query: &Query) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for query in query.positive() {
        match query {
            Query::Text { scope, span } | Query::AtLeast { scope, span, .. } => {
                collect_span(span, Within::Scope(*scope), &mut parts);
            }
            Query::First { words, span } => collect_span(span, Within::First(*words), &mut parts),
            Query::And(_) | Query::Or(_) | Query::Not(_) | Query::Boost { .. } => {}
            Query::All | Query::Nothing | Query::Meta { .. } | Query::Value { .. } => {}
            Query::Id(_) | Query::Archive(_) | Query::Words(_) | Query::Date(_) => {}
        }
    }
    parts
}

fn collect_span<'q>(span: &'q Span, within: Within, parts: &mut Vec<Part<'q>>) {
    match span {
        Span::Any(spans) => spans.iter().for_each(|span| collect_span(span, within, parts)),
        Span::Term(_) | Span::Phrase { .. } | Span::Near { .. } | Span::NotNear { .. } => {
            parts.push(Part { span, within });
        }
    }
}

impl Part<'_> {
    /// The part as the canonical text of a query.
    pub(super) fn text(&self) -> String {
        display(&match self.within {
            Within::Scope(scope) => Query::Text { scope, span: self.span.clone() },
            Within::First(words) => Query::First { words, span: self.span.clone() },
        })
    }

    /// The occurrences in the body and in the title.
    pub(super) fn find(&self, finder: &Finder<'_>) -> (Occurrences, Occurrences) {
        let boundaries = &finder.document.boundaries;
        let mut places = finder.places(self.span);
        places.retain(|place| match self.within {
            Within::Scope(scope) => boundaries.in_scope(scope, *place),
            Within::First(words) => boundaries.in_first(words, *place),
        });
        let in_title = |at: u32| finder.document.in_title(at);
        let (titled, body) = places.into_iter().partition(|place| in_title(place.start));
        let mut titled: Vec<Interval> = titled;
        titled.retain(|place| in_title(place.end));
        (self.occurrences(finder, body), self.occurrences(finder, titled))
    }

    fn occurrences(&self, finder: &Finder<'_>, places: Vec<Interval>) -> Occurrences {
        let bytes = |place: &Interval| bytes(finder.document, *place);
        let marks = marks(finder, self.span, places.clone());
        Occurrences {
            whole: places.iter().filter_map(bytes).collect(),
            marks: marks.iter().filter_map(bytes).collect(),
        }
    }
}

/// The intervals to highlight within the occurrences of a span: words and phrases, but not the text
/// between the operands of a proximity.
fn marks(finder: &Finder<'_>, span: &Span, places: Vec<Interval>) -> Vec<Interval> {
    let inside = |span: &Span| {
        let mut inner = finder.places(span);
        keep_held(&mut inner, &places);
        marks(finder, span, inner)
    };
    match span {
        Span::Term(_) | Span::Phrase { slop: 0, .. } => places,
        Span::Phrase { terms, .. } => {
            set(terms.iter().flat_map(|term| inside(&Span::Term(term.clone()))).collect())
        }
        Span::Any(spans) => set(spans.iter().flat_map(inside).collect()),
        Span::Near { left, right, .. } => set([inside(left), inside(right)].concat()),
        Span::NotNear { left, .. } => marks(finder, left, places),
    }
}

/// Keeps the places that lie entirely within one of the holders.
fn keep_held(places: &mut Vec<Interval>, holders: &[Interval]) {
    let mut ends: Vec<u32> = Vec::with_capacity(holders.len());
    for holder in holders {
        ends.push(ends.last().map_or(holder.end, |end| holder.end.max(*end)));
    }
    places.retain(|place| {
        let begun = holders.partition_point(|holder| holder.start <= place.start);
        begun > 0 && place.end <= ends[begun - 1]
    });
}

fn bytes(document: &Document, place: Interval) -> Option<Range<usize>> {
    let (first, last) = (document.spot(place.start)?, document.spot(place.end)?);
    Some(first.place.start..last.place.end)
}
