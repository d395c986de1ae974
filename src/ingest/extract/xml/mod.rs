//! What the formats of tags share: a tolerant lexer, a small tree of one record at a time, and the
//! way from markup to paragraphs. No DTD is read, no entity expanded, nothing fetched, and no step
//! recurses. What the elements of a format mean is said in the file of that format.

pub mod blocks;
pub mod entity;
pub mod lexer;
pub mod tree;

use crate::article::Evidence;
use crate::ingest::draft::{Candidate, DateKind, Drafts};

pub use blocks::{html, html_line, plain};
pub use lexer::{Lexer, Token};
pub use tree::{Element, Ending, Record, Tree, parse, records};

/// How much of a text is looked at to recognise it, in bytes.
const HEAD: usize = 64 * 1024;

/// The first element of a marked-up text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Root<'a> {
    /// Its name with its prefix.
    pub name: &'a str,
    /// Its attributes as written, the declarations of namespaces among them.
    pub attributes: &'a str,
}

impl Root<'_> {
    /// Whether it has this local name, in any case of letters.
    pub fn is(&self, name: &str) -> bool {
        tree::local(self.name).eq_ignore_ascii_case(name)
    }
}

/// The first element near the start of a text, whatever stands before it.
pub fn root(text: &str) -> Option<Root<'_>> {
    Lexer::new(head(text)).find_map(|token| match token {
        Token::Open { name, attributes, .. } => Some(Root { name, attributes }),
        _ => None,
    })
}

/// Whether an element of one of these local names opens near the start of a text.
pub fn opens_any(text: &str, names: &[&str]) -> bool {
    let named = |name| names.iter().any(|known| tree::local(name).eq_ignore_ascii_case(known));
    Lexer::new(head(text)).any(|token| matches!(token, Token::Open { name, .. } if named(name)))
}

/// The start of a text, as much of it as is looked at to recognise it.
pub fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(HEAD)]
}

/// A date of this kind, from this rule, as written; nothing if nothing is written.
pub fn dated(kind: DateKind, confidence: u8, rule: &str, text: &str) -> Option<Candidate> {
    let text = text.trim();
    let evidence = || Evidence::new(rule, text);
    (!text.is_empty()).then(|| Candidate { kind, confidence, evidence: evidence() })
}

/// The text without space around it, if anything is left.
pub fn filled(text: impl Into<String>) -> Option<String> {
    let text = text.into();
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// Tells where a file breaks off, if it does.
pub fn report(ending: Ending, out: &mut dyn Drafts) {
    if let Some(at) = ending.broken {
        out.problem(format!("breaks off at byte {at}"));
    }
}

#[cfg(test)]
pub mod testing;
