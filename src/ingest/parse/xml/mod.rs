//! What the formats of tags share: a tolerant lexer, a small tree of one record at a time, and the
//! way from markup to paragraphs. No DTD is read, no entity expanded, nothing fetched, and no step
//! recurses. The file of a format decides what its elements mean.

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

/// How much of a text is looked at to recognise it, in bytes.
const HEAD: usize = 64 * 1024;

/// How many bytes may stand before the markup: what broken programs print, no sentence.
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
    /// Whether it has this local name, in any case of letters.
    pub fn is(&self, name: &str) -> bool {
        tree::local(self.name).eq_ignore_ascii_case(name)
    }
}

/// The first element near the start of a text that is marked up; comments, declarations and a few
/// stray bytes may stand before it.
pub fn root(text: &str) -> Option<Root<'_>> {
    marked(text).find_map(|token| match token {
        Token::Open { name, attributes, .. } => Some(Root { name, attributes }),
        _ => None,
    })
}

/// Whether an element of one of these local names opens near the start of a text that is marked up,
/// and is no web page.
pub fn opens_any(text: &str, names: &[&str]) -> bool {
    let named = |name| names.iter().any(|known| tree::local(name).eq_ignore_ascii_case(known));
    root(text).is_some_and(|root| !root.is("html"))
        && marked(text).any(|token| matches!(token, Token::Open { name, .. } if named(name)))
}

/// The tokens near the start of a text that begins with markup; else none.
fn marked(text: &str) -> Lexer<'_> {
    let text = text.trim_start();
    let stray = &text.as_bytes()[..text.len().min(STRAY)];
    Lexer::new(if stray.contains(&b'<') { head(text) } else { "" })
}

/// The start of a text, as much of it as is looked at to recognise it.
pub fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(HEAD)]
}

/// A date of this rank, from this rule, as written; nothing if nothing is written.
pub fn dated(rank: Rank, confidence: u8, rule: &str, text: &str) -> Option<Candidate> {
    let text = text.trim();
    let candidate = || Candidate::new(rank, confidence, Evidence::new(rule, text));
    (!text.is_empty()).then(candidate)
}

/// The most tags of an article.
const TAGS: usize = 256;

/// Each of these tags once.
pub fn distinct(tags: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for tag in tags {
        if seen.len() < TAGS && !seen.contains(&tag) {
            seen.push(tag);
        }
    }
    seen
}

/// The text without space around it, if anything is left.
pub fn filled(text: impl Into<String>) -> Option<String> {
    let text = text.into();
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// Makes an article of a record and what stands around it; nothing if it is none.
pub type Make<'m> = dyn FnMut(&Tree<'_>, Element<'_, '_>) -> Option<Draft> + 'm;

/// Hands over an article for each element of one of these local names; reports a file that breaks
/// off, and refuses one without any.
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

/// Hands over articles, each under a key of its own, and counts records that hold nothing.
pub struct Keyed<'o> {
    out: &'o mut dyn Drafts,
    seen: HashSet<u64>,
    number: usize,
    empty: usize,
}

impl Keyed<'_> {
    /// Nothing handed over yet.
    pub fn new(out: &mut dyn Drafts) -> Keyed<'_> {
        Keyed { out, seen: HashSet::new(), number: 0, empty: 0 }
    }

    /// Hands over an article. Where it has no key, its guid, its url or its number is the key; a
    /// key that was seen has the number added. What has neither key, title nor text is counted and
    /// not handed over: a collection numbers its records, and each of those is one.
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

    /// Tells of the records without title and text; gives how many articles were handed over.
    pub fn finish(self) -> usize {
        match self.empty {
            0 => {}
            1 => self.out.problem("1 record holds neither title nor text".into()),
            many => self.out.problem(format!("{many} records hold neither title nor text")),
        }
        self.number - self.empty
    }
}

/// Tells where a file breaks off, if it does, and whether elements were left out.
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
