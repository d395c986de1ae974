//! The tokens that the lexer hands to the parser, each with its byte range in the text. Dates and
//! values of fields are not yet resolved.

use std::ops::Range;

use crate::query::ast::{MetaField, Nearness, Scope, Term};

/// A token and its byte range in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub place: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Terms that follow one another: a word, a quoted phrase or the value of a field. Empty only
    /// as the value of a field, which may be resolved from the text at `place` instead.
    Terms {
        terms: Vec<Term>,
        slop: u32,
    },
    /// `*` alone.
    Star,
    /// The raw text of `date(...)` or of a date phrase.
    Raw,
    /// What no index holds, such as a subject code; it asks for nothing.
    Ignored,
    Open,
    Close,
    And,
    Or,
    Not,
    Near(Nearness),
    NotNear(Nearness),
    /// A field; what follows is its value.
    Field(Field),
    /// A function that applies to the operand that follows.
    Function(Function),
    /// `^2` after an operand.
    Weight(f32),
}

/// A field, as the parser distinguishes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Text(Scope),
    Meta(MetaField),
    Id,
    /// The name of the archive.
    Archive,
    Words,
    Date(Bound),
}

/// Which days a date field selects relative to its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    On,
    From,
    To,
    Before,
    After,
}

/// A function: `atleast3(...)` or `first50(...)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    AtLeast(u32),
    First(u32),
}

impl Token {
    pub(super) fn new(kind: Kind, place: Range<usize>) -> Token {
        Token { kind, place }
    }

    /// Whether the token is an operator between two operands.
    pub(super) fn is_binary(&self) -> bool {
        matches!(self.kind, Kind::And | Kind::Or | Kind::Near(_) | Kind::NotNear(_))
    }

    /// Whether the token precedes an operand.
    pub(super) fn is_prefix(&self) -> bool {
        matches!(self.kind, Kind::Not | Kind::Field(_) | Kind::Function(_))
    }
}
