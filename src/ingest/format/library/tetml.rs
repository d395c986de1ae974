//! A PDF that PDFlib TET has read (TETML): its paragraphs, word by word. The days in it are those of
//! the file, not of the paper.

use super::only;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::xml::{Element, Record, Tree, records, report, root};

/// Whether a document is TETML.
pub fn recognise(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| root.is("TET"))
}

/// Hands over the document as one article.
///
/// # Errors
/// Refuses a document without text.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let mut draft = Draft::default();
    let mut paragraphs: Vec<String> = vec![];
    let is_part =
        |name: &str| name.eq_ignore_ascii_case("DocInfo") || name.eq_ignore_ascii_case("Para");
    let ending = records(document.text, &is_part, &mut |_: &Tree, record: Record| {
        let Some(part) = record.tree.root() else { return true };
        if part.is("DocInfo") {
            draft.title = part.child("Title").and_then(Element::line);
            draft.authors = part.child("Author").and_then(Element::line).into_iter().collect();
        } else {
            let words = part.all("Text").filter_map(Element::line).collect::<Vec<_>>().join(" ");
            paragraphs.extend(Some(words).filter(|words| !words.is_empty()));
        }
        true
    });
    report(ending, drafts);
    draft.body = paragraphs.join("\n\n");
    only(draft, drafts)
}
