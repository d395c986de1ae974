//! Tokens to a query where `OR` binds first, as Nexis reads them.
//!
//! ```text
//! query    = together { [ "AND" ] "NOT" together }
//! together = linked { [ "AND" ] linked }
//! linked   = choice { near choice }          the nearest first, then sentences, then paragraphs
//! choice   = operand { "OR" [ "NOT" ] operand }
//! ```

use super::{Parser, one_or};
use crate::query::ast::{Nearness, Query};
use crate::query::token::{Field, Kind, Token};

impl Parser<'_> {
    pub(super) fn exclusions(&mut self, field: Field) -> Option<Query> {
        let mut parts = Vec::from_iter(self.together(field));
        while self.kind().is_some_and(|kind| *kind == Kind::Not) {
            let negated = self.negations();
            parts.extend(self.together(field).map(|query| negation(negated, query)));
        }
        one_or(parts, Query::And)
    }

    /// Passes over `NOT`s, and says whether their number is odd.
    fn negations(&mut self) -> bool {
        let mut negated = false;
        while self.take(|kind| *kind == Kind::Not).is_some() {
            negated = !negated;
        }
        negated
    }

    fn together(&mut self, field: Field) -> Option<Query> {
        let mut parts = Vec::new();
        loop {
            while self.take(|kind| *kind == Kind::And).is_some() {}
            if self.kind().is_none_or(|kind| matches!(kind, Kind::Not | Kind::Close)) {
                return one_or(parts, Query::And);
            }
            parts.extend(self.linked(field));
        }
    }

    fn linked(&mut self, field: Field) -> Option<Query> {
        let start = self.at;
        let mut operands = vec![(self.choice(field), start..self.at)];
        let mut operators: Vec<&Token> = Vec::new();
        while let Some(operator) =
            self.take(|kind| matches!(kind, Kind::Near(_) | Kind::NotNear(_)))
        {
            if self.depth + operators.len() >= self.context.limits.depth {
                self.stop(self.context.limits.too_deep(operator.place.clone()));
                return None;
            }
            operators.push(operator);
            let from = self.at;
            operands.push((self.choice(field), from..self.at));
        }
        while let Some(at) = nearest(&operators) {
            let operator = operators.remove(at);
            let (right, after) = operands.remove(at + 1);
            let (left, before) = operands.remove(at);
            let places = [self.place(before.start, before.end), self.place(after.start, after.end)];
            let both = self.near(operator, [left, right], places);
            operands.insert(at, (both, before.start..after.end));
        }
        operands.pop().and_then(|(query, _)| query)
    }

    fn choice(&mut self, field: Field) -> Option<Query> {
        let mut parts = Vec::from_iter(self.operand(field));
        while self.take(|kind| *kind == Kind::Or).is_some() {
            let negated = self.negations();
            parts.extend(self.operand(field).map(|query| negation(negated, query)));
        }
        one_or(parts, Query::Or)
    }
}

fn negation(negated: bool, query: Query) -> Query {
    if negated { Query::Not(Box::new(query)) } else { query }
}

/// The place of the operator that binds first.
fn nearest(operators: &[&Token]) -> Option<usize> {
    let reach = |operator: &Token| match operator.kind {
        Kind::Near(nearness) | Kind::NotNear(nearness) => match nearness {
            Nearness::Words(words) | Nearness::WordsInOrder(words) => words.min(u32::MAX - 2),
            Nearness::Sentence => u32::MAX - 1,
            Nearness::Paragraph => u32::MAX,
        },
        _ => u32::MAX,
    };
    (0..operators.len()).min_by_key(|&at| reach(operators[at]))
}
