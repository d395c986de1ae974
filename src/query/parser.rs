//! The parser: builds a query from tokens.
//!
//! ```text
//! query       = sequence { "OR" sequence }
//! sequence    = conjunction { conjunction }          joined as the caller says: all, or any
//! conjunction = negation { "AND" negation }
//! negation    = { "NOT" | "-" } proximity
//! proximity   = operand { near operand }             from the left
//! near        = [ "NOT" ] ( "NEAR/" n | "w/" n | "PRE/" n | "/s" | "/p" | ... )
//! operand     = [ field ] [ function ] ( terms | "*" | "(" query ")" ) [ "^" weight ]
//! ```
//!
//! [`super::settle`] ensures that every remaining operator has its operands. All recursion goes
//! through [`Parser::group`], which limits its depth.

mod nexis;

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::query::ast::{Nearness, Query, Scope, Span};
use crate::query::limits::Problems;
use crate::query::token::{Field, Function, Kind, Token};
use crate::query::{Context, Joiner, operand, remarks, resolve};

pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    context: &'a Context,
    problems: &'a mut Problems,
    at: usize,
    depth: usize,
    clauses: usize,
    /// Whether a limit was hit and the rest skipped.
    halted: bool,
    binds: Binds,
}

/// Which of its operators a text binds first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binds {
    /// `AND` before `OR`, as here and in Factiva.
    AndFirst,
    /// `OR` before all others, as in Nexis.
    OrFirst,
}

const ANYWHERE: Field = Field::Text(Scope::Anywhere);

/// Parses settled tokens; `None` if they contain nothing to search for.
pub(super) fn read(
    text: &str,
    tokens: &[Token],
    context: &Context,
    binds: Binds,
    problems: &mut Problems,
) -> Option<Query> {
    let (at, depth, clauses, halted) = (0, 0, 0, false);
    let mut parser = Parser { text, tokens, context, problems, at, depth, clauses, halted, binds };
    let mut parts = Vec::new();
    while parser.at < tokens.len() {
        parts.extend(parser.alternatives(ANYWHERE));
        if let Some(close) = parser.take(|kind| *kind == Kind::Close) {
            parser.problems.push(remarks::stray_close(close.place.clone()));
            parser.take(|kind| matches!(kind, Kind::Weight(_)));
        }
    }
    parser.joined(parts, ANYWHERE)
}

impl<'a> Parser<'a> {
    fn kind(&self) -> Option<&'a Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn take(&mut self, wanted: impl Fn(&Kind) -> bool) -> Option<&'a Token> {
        let token = self.tokens.get(self.at).filter(|token| wanted(&token.kind))?;
        self.at += 1;
        Some(token)
    }

    /// Reports that a limit was hit and skips the remaining tokens.
    fn stop(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
        self.halted = true;
        self.at = self.tokens.len();
    }

    fn alternatives(&mut self, field: Field) -> Option<Query> {
        if self.binds == Binds::OrFirst {
            return self.exclusions(field);
        }
        let mut parts = Vec::new();
        let mut crowded = false;
        let mut or = None;
        loop {
            let (part, items) = self.sequence(field);
            parts.extend(part);
            crowded |= items > 1;
            let Some(next) = self.take(|kind| *kind == Kind::Or) else { break };
            or = or.or(Some(next.place.clone()));
        }
        if let Some(place) = or.filter(|_| crowded && self.context.joiner == Joiner::All) {
            self.problems.push(remarks::or_with_spaces(place));
        }
        one_or(parts, Query::Or)
    }

    fn sequence(&mut self, field: Field) -> (Option<Query>, usize) {
        let mut parts = Vec::new();
        while self.kind().is_some_and(|kind| !matches!(kind, Kind::Or | Kind::Close)) {
            parts.extend(self.conjunction(field));
        }
        let items = parts.len();
        (self.joined(parts, field), items)
    }

    /// Joins queries that only white space separates, as the context says.
    fn joined(&self, parts: Vec<Query>, field: Field) -> Option<Query> {
        if self.context.joiner == Joiner::All {
            return one_or(parts, Query::And);
        }
        let value = |part: &Query| !matches!(part, Query::Not(_) | Query::All);
        let choice = |part: &Query| match field {
            Field::Text(_) => part.has_text(),
            Field::Meta(_) | Field::Id | Field::Archive | Field::Words | Field::Date(_) => {
                value(part)
            }
        };
        let (words, mut rest): (Vec<Query>, Vec<Query>) = parts.into_iter().partition(choice);
        rest.splice(0..0, one_or(words, Query::Or));
        one_or(rest, Query::And)
    }

    fn conjunction(&mut self, field: Field) -> Option<Query> {
        let mut parts = Vec::from_iter(self.negation(field));
        while self.take(|kind| *kind == Kind::And).is_some() {
            parts.extend(self.negation(field));
        }
        one_or(parts, Query::And)
    }

    fn negation(&mut self, field: Field) -> Option<Query> {
        let mut negated = false;
        while self.take(|kind| *kind == Kind::Not).is_some() {
            negated = !negated;
        }
        let query = self.proximity(field)?;
        Some(if negated { Query::Not(Box::new(query)) } else { query })
    }

    fn proximity(&mut self, field: Field) -> Option<Query> {
        let start = self.at;
        let mut left = self.operand(field);
        let mut links = 0;
        while let Some(operator) =
            self.take(|kind| matches!(kind, Kind::Near(_) | Kind::NotNear(_)))
        {
            links += 1;
            if self.depth + links > self.context.limits.depth {
                self.stop(self.context.limits.too_deep(operator.place.clone()));
                return None;
            }
            let before = self.at - 1;
            let right = self.operand(field);
            let places = [self.place(start, before), self.place(before + 1, self.at)];
            left = self.near(operator, [left, right], places);
        }
        left
    }

    fn place(&self, from: usize, to: usize) -> Range<usize> {
        let last = self.tokens[from..to].last().map_or(0, |token| token.place.end);
        let first = self.tokens[from..to].first().map_or(last, |token| token.place.start);
        first..last.max(first)
    }

    fn near(
        &mut self,
        operator: &Token,
        operands: [Option<Query>; 2],
        places: [Range<usize>; 2],
    ) -> Option<Query> {
        let [left, right] = operands;
        let (left, right) = match (left, right) {
            (Some(left), Some(right)) => (left, right),
            (left, right) => return left.or(right),
        };
        let spans = [operand::span(&left, &places[0]), operand::span(&right, &places[1])];
        match spans {
            [Ok((scope, a)), Ok((other, b))] if scope == other => {
                let shown = self.text[operator.place.clone()].to_string();
                operand::check_distance(&operator.kind, &shown, &operator.place, self.problems);
                Some(Query::Text { scope, span: near(&operator.kind, a, b) })
            }
            [Ok(_), Ok(_)] => {
                self.problems.push(operand::two_parts(places[0].start..places[1].end));
                Some(left)
            }
            spans => {
                spans.into_iter().filter_map(Result::err).for_each(|e| self.problems.push(e));
                Some(left)
            }
        }
    }

    fn operand(&mut self, field: Field) -> Option<Query> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        let query = match &token.kind {
            Kind::Field(field) => return self.operand_of(*field),
            Kind::Function(function) => return self.function(*function, &token.place, field),
            Kind::Open => self.group(token, field),
            Kind::Terms { terms, .. } => {
                self.clauses += terms.len().max(1);
                if self.clauses > self.context.limits.clauses {
                    self.stop(self.context.limits.too_many(token.place.clone()));
                    return None;
                }
                self.value(token, field)
            }
            Kind::Star | Kind::Raw => self.value(token, field),
            Kind::Ignored | Kind::Close | Kind::And | Kind::Or | Kind::Not | Kind::Weight(_) => {
                None
            }
            Kind::Near(_) | Kind::NotNear(_) => None,
        };
        self.weighted(query)
    }

    /// Parses what follows a field: a value, a group or a function.
    fn operand_of(&mut self, field: Field) -> Option<Query> {
        match self.take(|kind| matches!(kind, Kind::Function(_))) {
            Some(Token { kind: Kind::Function(function), place }) => {
                self.function(*function, place, field)
            }
            _ => self.plain_operand(field),
        }
    }

    /// Parses an operand that is neither a field nor a function: these may be chained only through
    /// a group, which counts the depth.
    fn plain_operand(&mut self, field: Field) -> Option<Query> {
        match self.take(|kind| matches!(kind, Kind::Field(_) | Kind::Function(_))) {
            Some(token) => {
                self.problems.push(remarks::field_of_field(token.place.clone()));
                None
            }
            None => self.operand(field),
        }
    }

    fn value(&mut self, token: &Token, field: Field) -> Option<Query> {
        let (before, shown) = (&self.text[..token.place.start], &self.text[token.place.clone()]);
        if let Some(value) = resolve::whole(field, before, shown) {
            return Some(value);
        }
        resolve::value(token, shown, field, self.context, self.problems)
    }

    fn weighted(&mut self, query: Option<Query>) -> Option<Query> {
        match self.kind() {
            Some(Kind::Weight(weight)) => {
                self.at += 1;
                query.map(|query| Query::Boost { query: Box::new(query), weight: *weight })
            }
            _ => query,
        }
    }

    fn group(&mut self, open: &Token, field: Field) -> Option<Query> {
        self.depth += 1;
        if self.depth > self.context.limits.depth {
            self.stop(self.context.limits.too_deep(open.place.clone()));
            return None;
        }
        let query = self.alternatives(field);
        self.depth -= 1;
        let stopped = self.at >= self.tokens.len();
        match self.take(|kind| *kind == Kind::Close) {
            Some(close) if query.is_none() => {
                self.problems.push(remarks::empty_group(open.place.start..close.place.end));
            }
            None if stopped && !self.halted => {
                self.problems.push(remarks::unclosed_group(open.place.clone()))
            }
            _ => {}
        }
        query
    }

    fn function(&mut self, function: Function, name: &Range<usize>, field: Field) -> Option<Query> {
        let start = self.at;
        let query = self.plain_operand(field)?;
        let (weight, query) = match query {
            Query::Boost { query, weight } => (Some(weight), *query),
            query => (None, query),
        };
        let place = self.place(start, self.at);
        let found = match operand::span(&query, &place) {
            Ok((scope, span)) => operand::apply(function, scope, span, name),
            Err(problem) => Err(problem),
        };
        let query = found.unwrap_or_else(|problem| {
            self.problems.push(problem);
            query
        });
        Some(match weight {
            Some(weight) => Query::Boost { query: Box::new(query), weight },
            None => query,
        })
    }
}

fn near(kind: &Kind, a: Span, b: Span) -> Span {
    let (a, b) = (Box::new(a), Box::new(b));
    match kind {
        Kind::NotNear(nearness) => Span::NotNear { left: a, right: b, nearness: *nearness },
        Kind::Near(nearness) => Span::Near { left: a, right: b, nearness: *nearness },
        _ => Span::Near { left: a, right: b, nearness: Nearness::Words(1) },
    }
}

fn one_or(mut parts: Vec<Query>, join: fn(Vec<Query>) -> Query) -> Option<Query> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(join(parts)),
    }
}
