//! Scanned newspapers and gazettes in the formats of libraries and their software: Delpher, Olive,
//! ABBYY FineReader and PDFlib TET. Word positions on the page are not kept.

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
