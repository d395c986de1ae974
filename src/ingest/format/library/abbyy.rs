//! Pages recognised by ABBYY FineReader: blocks of text, character by character.

use super::only;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::format::hocr::join_lines;
use crate::ingest::parse::xml::{Element, Record, Tree, head, records, report, root};

/// Whether a document is of ABBYY: its root names the program, or is a page of its blocks.
pub fn recognise(document: Document<'_>) -> bool {
    let Some(root) = root(document.text) else { return false };
    let named = root.attributes.contains("abbyy.com") || root.attributes.contains("FineReader");
    let blocks = || head(document.text).contains("blockType=");
    root.is("document") && named || (root.is("page") || root.is("document")) && blocks()
}

/// Hands over the pages as one article.
///
/// # Errors
/// Refuses a document without text.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let mut paragraphs: Vec<String> = vec![];
    let is_page = |name: &str| name.eq_ignore_ascii_case("page");
    let ending = records(document.text, &is_page, &mut |_: &Tree, record: Record| {
        let all = record.tree.root().into_iter().flat_map(|page| page.all("par"));
        paragraphs.extend(all.map(paragraph).filter(|text| !text.is_empty()));
        true
    });
    report(ending, drafts);
    only(Draft { body: paragraphs.join("\n\n"), ..Draft::default() }, drafts)
}

fn paragraph(par: Element<'_, '_>) -> String {
    let line = |line: Element<'_, '_>| line.text().split_whitespace().collect::<Vec<_>>().join(" ");
    // A letter an element, the space between words one of them.
    let letters = |line: Element<'_, '_>| {
        let mut letters = line.all("charParams").peekable();
        letters.peek()?;
        let text: String = letters
            .map(|letter| letter.text().into_owned())
            .map(|letter| if letter.trim().is_empty() { " ".to_string() } else { letter })
            .collect();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let lines = par.all("line").map(|one| letters(one).unwrap_or_else(|| line(one)));
    join_lines(&lines.collect::<Vec<_>>().join("\n"))
}
