//! Estimates how much is read to answer a query, from the document frequency of its terms. It
//! measures nothing.

use super::outcome::Cost;
use crate::query::ast::{Query, Scope, Span, Term};

/// Document frequencies of terms, which determine what reading them costs.
pub struct CostModel<'t> {
    /// The terms.
    pub terms: &'t [Term],
    /// How many articles hold each term, in the same order.
    pub articles: Vec<u64>,
}

impl CostModel<'_> {
    /// Estimates how much is read to answer a query of these terms.
    pub fn of_query(&self, query: &Query) -> Cost {
        query.walk(|_| true).map(|node| self.of_node(node)).fold(Cost::default(), plus)
    }

    fn of_node(&self, query: &Query) -> Cost {
        match query {
            Query::Text { scope, span } => self.of_text(span, *scope != Scope::Anywhere),
            Query::AtLeast { span, .. } | Query::First { span, .. } => self.of_text(span, true),
            Query::And(_) | Query::Or(_) | Query::Not(_) | Query::Boost { .. } => Cost::default(),
            Query::All
            | Query::Nothing
            | Query::Meta { .. }
            | Query::Value { .. }
            | Query::Id(_)
            | Query::Archive(_)
            | Query::Words(_)
            | Query::Date(_) => Cost::default(),
        }
    }

    /// If positions matter, they are compared in as many articles as hold the rarest part of the
    /// span.
    fn of_text(&self, span: &Span, placed: bool) -> Cost {
        let placed = placed || !matches!(span, Span::Term(_) | Span::Any(_));
        Cost { postings: self.postings(span), positions: if placed { self.least(span) } else { 0 } }
    }

    fn of_term(&self, term: &Term) -> u64 {
        let place = self.terms.iter().position(|other| other == term);
        place.and_then(|place| self.articles.get(place)).copied().unwrap_or(0)
    }

    fn postings(&self, span: &Span) -> u64 {
        span.terms().into_iter().map(|term| self.of_term(term)).sum()
    }

    fn least(&self, span: &Span) -> u64 {
        match span {
            Span::Term(term) => self.of_term(term),
            Span::Phrase { terms, .. } => {
                terms.iter().map(|term| self.of_term(term)).min().unwrap_or(0)
            }
            Span::Any(parts) => parts.iter().map(|part| self.least(part)).sum(),
            Span::Near { left: one, right: other, .. } => self.least(one).min(self.least(other)),
            Span::NotNear { left: one, .. } => self.least(one),
        }
    }
}

fn plus(one: Cost, other: Cost) -> Cost {
    let Cost { postings, positions } = other;
    Cost { postings: one.postings + postings, positions: one.positions + positions }
}
