//! The common part of formats based on tags: a tolerant lexer, a small tree of one record at a
//! time, and the conversion of markup to paragraphs. No DTD is read, no entity expanded, nothing
//! fetched, and nothing recurses. Each format's file defines what its elements mean.

pub mod blocks;
pub mod lexer;
pub mod records;
pub mod tree;

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use crate::article::Evidence;
use crate::ingest::document::{Document, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Rank};

pub use blocks::{html, html_line, plain};
pub use lexer::{Lexer, Token};
pub use records::{Ending, Record, parse, records};
pub use tree::{Element, Tree};

/// The number of bytes of a text examined for recognition.
const HEAD: usize = 64 * 1024;

/// The maximum number of bytes before the markup: the stray output of broken programs, but not a
/// sentence.
const STRAY: usize = 16;

/// The first element of a marked-up text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Root<'a> {
    /// Its name with its prefix.
    pub name: &'a str,
    /// Its attributes as written, the declarations of namespaces among them.
    pub attributes: &'a str,
}

impl Root<'_> {
    /// Whether it has this local name, case-insensitive.
    pub fn is(&self, name: &str) -> bool {
        tree::local(self.name).eq_ignore_ascii_case(name)
    }
}

/// The first element near the start of a marked-up text; comments, declarations and a few stray
/// bytes may precede it.
pub fn root(text: &str) -> Option<Root<'_>> {
    marked(text).find_map(|token| match token {
        Token::Open { name, attributes, .. } => Some(Root { name, attributes }),
        _ => None,
    })
}

/// Whether an element with one of these local names opens near the start of a marked-up text that
/// is not a web page.
pub fn opens_any(text: &str, names: &[&str]) -> bool {
    let named = |name| names.iter().any(|known| tree::local(name).eq_ignore_ascii_case(known));
    root(text).is_some_and(|root| !root.is("html"))
        && marked(text).any(|token| matches!(token, Token::Open { name, .. } if named(name)))
}

/// A lexer over the start of a text that begins with markup; otherwise over nothing.
fn marked(text: &str) -> Lexer<'_> {
    let text = text.trim_start();
    let stray = &text.as_bytes()[..text.len().min(STRAY)];
    Lexer::new(if stray.contains(&b'<') { head(text) } else { "" })
}

/// The start of a text, as far as it is examined for recognition.
pub fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(HEAD)]
}

/// A date candidate with this rank and rule, from a text; `None` if the text is empty.
pub fn dated(rank: Rank, confidence: u8, rule: &str, text: &str) -> Option<Candidate> {
    let text = text.trim();
    let candidate = || Candidate::new(rank, confidence, Evidence::new(rule, text));
    (!text.is_empty()).then(candidate)
}

/// The maximum number of tags of an article.
const TAGS: usize = 256;

/// The tags without duplicates.
pub fn distinct(tags: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for tag in tags {
        if seen.len() < TAGS && !seen.contains(&tag) {
            seen.push(tag);
        }
    }
    seen
}

/// The trimmed text; `None` if it is empty.
pub fn filled(text: impl Into<String>) -> Option<String> {
    let text = text.into();
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// Makes a draft of a record and its surroundings; `None` if it is not an article.
pub type Make<'m> = dyn FnMut(&Tree<'_>, Element<'_, '_>) -> Option<Draft> + 'm;

/// Hands over an article for each element with one of these local names; reports a truncated file,
/// and refuses one without articles.
pub fn each_record(
    document: Document<'_>,
    names: &[&str],
    out: &mut dyn Drafts,
    make: &mut Make<'_>,
) -> Result<(), Refusal> {
    let is_record = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let mut keyed = Keyed::new(&mut *out);
    let ending = records(document.text, &is_record, &mut |around: &Tree, record: Record| {
        let draft = record.tree.root().and_then(|element| make(around, element));
        let Some(mut draft) = draft else { return true };
        if record.cut {
            draft.notes.push("the file ends inside this article".to_owned());
        }
        keyed.give(draft)
    });
    let given = keyed.finish();
    report(ending, out);
    match given {
        0 => Err(Refusal::NotArticles(format!("holds no {}", names.join(" or ")))),
        _ => Ok(()),
    }
}

/// Hands over articles under unique keys, and counts empty records.
pub struct Keyed<'o> {
    out: &'o mut dyn Drafts,
    seen: HashSet<u64>,
    number: usize,
    empty: usize,
}

impl Keyed<'_> {
    /// A state with nothing handed over yet.
    pub fn new(out: &mut dyn Drafts) -> Keyed<'_> {
        Keyed { out, seen: HashSet::new(), number: 0, empty: 0 }
    }

    /// Hands over an article. Its key defaults to its guid, its url or its number; a repeated key
    /// has the number appended. A draft without key, title and text is counted but not handed over;
    /// a numbered record of a collection is kept even if it is empty.
    pub fn give(&mut self, mut draft: Draft) -> bool {
        self.number += 1;
        if draft.key.is_empty() && draft.title.is_none() && draft.body.is_empty() {
            self.empty += 1;
            return true;
        }
        let named = [&draft.guid, &draft.url].into_iter().flatten().next();
        if let (true, Some(name)) = (draft.key.is_empty(), named) {
            draft.key = name.clone();
        }
        if draft.key.is_empty() {
            draft.key = (self.number - 1).to_string();
        } else if !self.seen.insert(xxh3_64(draft.key.as_bytes())) {
            draft.key = format!("{}#{}", draft.key, self.number - 1);
        }
        self.out.article(draft)
    }

    /// Reports the records without title and text; returns the number of articles handed over.
    pub fn finish(self) -> usize {
        match self.empty {
            0 => {}
            1 => self.out.passed_over("1 record holds neither title nor text".into()),
            many => self.out.passed_over(format!("{many} records hold neither title nor text")),
        }
        self.number - self.empty
    }
}

/// Reports where a file is truncated, if it is, and whether elements were dropped.
pub fn report(ending: Ending, out: &mut dyn Drafts) {
    if ending.full {
        out.problem("too many elements: some are left out".to_owned());
    }
    if let Some(at) = ending.broken {
        out.problem(format!("breaks off at byte {at}"));
    }
}
#[cfg(test)]
mod tests;
