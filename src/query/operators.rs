//! Recognises operators: those of this language and those of the commercial archives.

use crate::query::ast::Nearness;
use crate::query::token::{Function, Kind};

/// The distance of `NEAR` without a number, in positions.
const NEAR_WITHOUT_NUMBER: u32 = 4;

/// An operator as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Operator {
    pub kind: Kind,
    /// Whether the operator suggests that the text was pasted from a commercial archive.
    pub borrowed: bool,
}

/// Reads a whole chunk as an operator; `None` if it is not one.
pub(super) fn operator(chunk: &str) -> Option<Operator> {
    let own = |kind| Some(Operator { kind, borrowed: false });
    match chunk {
        "AND" | "&&" => own(Kind::And),
        "OR" | "||" => own(Kind::Or),
        "NOT" => own(Kind::Not),
        "NEAR" => own(Kind::Near(Nearness::Words(NEAR_WITHOUT_NUMBER))),
        "SAME" => own(Kind::Near(Nearness::Paragraph)),
        _ => proximity(chunk),
    }
}

/// `NEAR/5`, `w/5`, `pre/5`, `adj5`, `near5`, `/5`, `/n5/`, `/s`, `w/p` ...
fn proximity(chunk: &str) -> Option<Operator> {
    let lower = (chunk.len() <= 16).then(|| chunk.to_ascii_lowercase())?;
    let kind = |nearness| Kind::Near(nearness);
    let borrowed = !chunk.bytes().any(|b| b.is_ascii_uppercase());
    if let "/s" | "w/s" | "/p" | "w/p" = lower.as_str() {
        let sentence = lower.ends_with('s');
        let nearness = if sentence { Nearness::Sentence } else { Nearness::Paragraph };
        return Some(Operator { kind: kind(nearness), borrowed });
    }
    let name = lower.trim_end_matches('/').trim_end_matches(|c: char| c.is_ascii_digit());
    let number = lower.trim_end_matches('/').strip_prefix(name)?;
    let number: u32 = number.parse().ok()?;
    let closed = lower.ends_with('/');
    let nearness = match name {
        "near/" | "near" | "w/" | "n/" | "/" if !closed => Nearness::Words(number),
        "/n" if closed => Nearness::Words(number),
        "pre/" | "p/" | "adj" | "adj/" if !closed => Nearness::WordsInOrder(number),
        _ => return None,
    };
    Some(Operator { kind: kind(nearness), borrowed })
}

/// Reads a function such as `atleast3` or `first50`, which precedes an operand.
pub(super) fn function(chunk: &str) -> Option<Function> {
    let lower = (chunk.len() <= 20).then(|| chunk.to_ascii_lowercase())?;
    if let Some(number) = lower.strip_prefix("atleast") {
        return number.parse().ok().map(Function::AtLeast);
    }
    lower.strip_prefix("first").and_then(|number| number.parse().ok()).map(Function::First)
}
