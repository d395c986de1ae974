//! Recognises operators: those of this language and those of the commercial archives.

use crate::query::ast::Nearness;
use crate::query::origin::Origin;
use crate::query::token::{Function, Kind};

/// The distance of `NEAR` without a number, in positions.
const NEAR_WITHOUT_NUMBER: u32 = 4;

/// An operator that was read, and who writes it so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Operator {
    pub kind: Kind,
    pub origin: Origin,
}

/// Reads a whole chunk as an operator; `None` if it is not one.
pub(super) fn operator(chunk: &str) -> Option<Operator> {
    let own = |kind| Some(Operator { kind, origin: Origin::Own });
    match chunk {
        "AND" | "&&" => own(Kind::And),
        "OR" => own(Kind::Or),
        "NOT" => own(Kind::Not),
        "NEAR" => own(Kind::Near(Nearness::Words(NEAR_WITHOUT_NUMBER))),
        "SAME" => own(Kind::Near(Nearness::Paragraph)),
        _ => proximity(chunk),
    }
}

/// `NEAR/5`, `w/5`, `pre/5`, `adj5`, `near5`, `/5`, `/n5/`, `/s`, `w/p` ...
fn proximity(chunk: &str) -> Option<Operator> {
    let lower = (chunk.len() <= 16).then(|| chunk.to_ascii_lowercase())?;
    let capitals = chunk.bytes().any(|b| b.is_ascii_uppercase());
    let (nearness, origin) = unnumbered(&lower).or_else(|| numbered(&lower, capitals))?;
    Some(Operator { kind: Kind::Near(nearness), origin })
}

fn unnumbered(lower: &str) -> Option<(Nearness, Origin)> {
    Some(match lower {
        "/s" => (Nearness::Sentence, Origin::Unclear),
        "/p" => (Nearness::Paragraph, Origin::Unclear),
        "w/s" | "w/sent" => (Nearness::Sentence, Origin::Nexis),
        "w/p" | "w/para" => (Nearness::Paragraph, Origin::Nexis),
        "adj" => (Nearness::WordsInOrder(1), Origin::Factiva),
        _ => return None,
    })
}

/// An operator with a distance. In capitals, those of this language say nothing of an origin.
fn numbered(lower: &str, capitals: bool) -> Option<(Nearness, Origin)> {
    let name = lower.trim_end_matches('/').trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = lower.trim_end_matches('/').strip_prefix(name)?.parse().ok()?;
    let own = |origin| if capitals { Origin::Own } else { origin };
    let (near, in_order) = (Nearness::Words(number), Nearness::WordsInOrder(number));
    Some(match (name, lower.ends_with('/')) {
        ("near/", false) => (near, own(Origin::ProQuest)),
        ("n/", false) => (near, Origin::ProQuest),
        ("near", false) | ("/n", true) => (near, Origin::Factiva),
        ("w/" | "/", false) => (near, Origin::Unclear),
        ("pre/", false) => (in_order, own(Origin::Nexis)),
        ("p/", false) => (in_order, Origin::ProQuest),
        ("adj" | "adj/", false) => (in_order, Origin::Factiva),
        _ => return None,
    })
}

/// Reads a function such as `atleast3` or `first50`, which precedes an operand.
pub(super) fn function(chunk: &str) -> Option<Function> {
    let lower = (chunk.len() <= 20).then(|| chunk.to_ascii_lowercase())?;
    if let Some(number) = lower.strip_prefix("atleast") {
        return number.parse().ok().map(Function::AtLeast);
    }
    lower.strip_prefix("first").and_then(|number| number.parse().ok()).map(Function::First)
}
