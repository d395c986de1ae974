//! What the lexer hands to the parser: tokens, each with its place in the text. No meaning of a
//! date or a field's value is settled here.

use std::ops::Range;

use crate::query::ast::{MetaField, Nearness, Scope, Term};

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub place: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Terms that follow one another: a word, a quoted phrase, a field's value. Empty only as the
    /// value of a field that is not text, where the place is what counts.
    Terms {
        terms: Vec<Term>,
        slop: u32,
    },
    /// `*` alone.
    Star,
    /// What stands in `date(...)`, to be read as it is.
    Raw,
    Open,
    Close,
    And,
    Or,
    Not,
    Near(Nearness),
    NotNear(Nearness),
    /// A field; what follows is its value.
    Field(Field),
    /// A function of the text in the operand that follows.
    Function(Function),
    /// `^2` after an operand.
    Weight(f32),
}

/// A field as the parser tells them apart.
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

/// Which days a date field means by its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    On,
    From,
    To,
    Before,
    After,
}

/// `atleast3(...)`, `first50(...)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    AtLeast(u32),
    First(u32),
}

impl Token {
    pub(super) fn new(kind: Kind, place: Range<usize>) -> Token {
        Token { kind, place }
    }

    /// Whether it stands between two operands.
    pub(super) fn is_binary(&self) -> bool {
        matches!(self.kind, Kind::And | Kind::Or | Kind::Near(_) | Kind::NotNear(_))
    }

    /// Whether it stands before an operand.
    pub(super) fn is_prefix(&self) -> bool {
        matches!(self.kind, Kind::Not | Kind::Field(_) | Kind::Function(_))
    }
}
