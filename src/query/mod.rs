//! The query language: text in, [`ast::Query`] and diagnostics out. Parsing is pure and never fails
//! or panics. It uses no index, and no clock but the one it is given.
//!
//! ```text
//! text -> lexer -> settle -> parser (resolve, dates) -> simplify -> ast::Query
//! ```
//!
//! `docs/query-language.md` describes the language for users; the head of the parser holds the
//! grammar. [`display`] writes a query as its canonical text.

pub mod ast;
mod dates;
mod display;
mod fields;
mod lexer;
mod limits;
mod operand;
mod operators;
mod origin;
mod parser;
mod periods;
mod relax;
mod remarks;
mod resolve;
mod settle;
mod simplify;
mod term;
mod token;

#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostic;
use crate::when::Clock;
use ast::Query;
use lexer::Prose;
use origin::Origin;
use parser::Binds;
use token::Token;

pub use dates::{date_range, swapped_ends};
pub use display::display;
pub use fields::nearest;
pub use limits::Limits;
pub use relax::{clauses, relax};
pub use simplify::simplify;

/// What a space between two words means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joiner {
    /// All of the words must occur.
    #[default]
    All,
    /// Any of the words may occur; filters still apply.
    Any,
}

/// What the meaning of a query depends on besides its text.
#[derive(Clone, Debug)]
pub struct Context {
    /// The clock that defines `today` and `last-week`.
    pub clock: Clock,
    /// The limits on the size of a query.
    pub limits: Limits,
    /// What a space means.
    pub joiner: Joiner,
    /// Whether a date range also finds articles dated only by a month or year that overlaps it.
    pub loose_dates: bool,
}

/// The result of parsing a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The query; a guess that must not be answered if one of the diagnostics is an error.
    pub query: Query,
    /// The diagnostics about the text, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Context {
    /// The default context at a clock: all words must occur, default limits, strict dates.
    pub fn new(clock: Clock) -> Context {
        Context { clock, limits: Limits::default(), joiner: Joiner::All, loose_dates: false }
    }
}

impl Parsed {
    /// Whether the query can be answered.
    pub fn is_sound(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Parses a query. An empty text finds every article.
pub fn parse(text: &str, context: &Context) -> Parsed {
    if text.len() > context.limits.bytes {
        let problem = context.limits.too_long(text.len());
        return Parsed { query: Query::Nothing, diagnostics: vec![problem] };
    }
    let mut problems = limits::Problems::default();
    let prose = match context.joiner {
        Joiner::All => Prose::None,
        Joiner::Any if settle::is_shouted(text) => Prose::Shouted,
        Joiner::Any => Prose::Some,
    };
    let lexed = lexer::lex(text, prose, &mut problems);
    let origin = lexed.signs.origin();
    let manner = settle::Manner { shouted: prose == Prose::Shouted, origin };
    let tokens = settle::settle(text, lexed.tokens, manner, &mut problems);
    let query = bind(text, &tokens, context, origin, &mut problems);
    let query = match query {
        Some(Query::Nothing) => {
            problems.push(remarks::contradiction(text.len()));
            Query::Nothing
        }
        Some(query) => query,
        None if text.chars().all(char::is_whitespace) => Query::All,
        None => {
            problems.push(remarks::nothing_to_search(text.len()));
            Query::Nothing
        }
    };
    Parsed { query, diagnostics: problems.finish() }
}

/// Tokens to a query in its normal form, bound as its origin binds; another way to bind it is said.
fn bind(
    text: &str,
    tokens: &[Token],
    context: &Context,
    origin: Origin,
    problems: &mut limits::Problems,
) -> Option<Query> {
    let nexis = origin == Origin::Nexis && context.joiner == Joiner::All;
    let (taken, left) = match nexis {
        true => (Binds::OrFirst, Binds::AndFirst),
        false => (Binds::AndFirst, Binds::OrFirst),
    };
    let query = parser::read(text, tokens, context, taken, problems).map(simplify)?;
    if nexis || (origin == Origin::Unclear && context.joiner == Joiner::All) {
        let mut unsaid = limits::Problems::default();
        let other = parser::read(text, tokens, context, left, &mut unsaid).map(simplify);
        if let Some(other) = other.filter(|other| *other != query && unsaid.is_sound()) {
            let (read, other) = (display(&query), display(&other));
            problems.push(remarks::two_readings(0..text.len(), nexis, &read, &other));
        }
    }
    Some(query)
}
