//! Scanned newspapers and gazettes as libraries and their programs write them: the text of an article
//! of Delpher, of Olive, of a page read by ABBYY FineReader, and of a PDF read by TET. Where a word
//! stands on the page is not kept.

pub mod abbyy;
pub mod delpher;
pub mod olive;
pub mod tetml;

use crate::ingest::document::Refusal;
use crate::ingest::draft::{Draft, Drafts};

/// Hands over the one article of a document, unless it holds no text.
fn only(draft: Draft, drafts: &mut dyn Drafts) -> Result<(), Refusal> {
    if draft.body.is_empty() {
        return Err(Refusal::NotArticles("it holds no text".into()));
    }
    drafts.article(Draft { key: "0".into(), ..draft });
    Ok(())
}

#[cfg(test)]
mod tests;
