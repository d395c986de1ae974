//! The text of an article of Delpher, the newspapers of the Dutch national library: a title and
//! paragraphs. Its day is that of its folders.

use super::only;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::elements::Flow;
use crate::ingest::parse::xml::{Element, head, parse, root};

/// Whether a document is such a text: a root `<text>` with titles and paragraphs.
pub fn recognise(document: Document<'_>) -> bool {
    let is_text = root(document.text)
        .is_some_and(|root| root.name == "text" && root.attributes.trim().is_empty());
    is_text && head(document.text).contains("<p>")
}

/// Hands over the article.
///
/// # Errors
/// Refuses a document without text.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let (tree, _) = parse(document.text);
    let Some(text) = tree.find("text") else {
        return Err(Refusal::NotArticles("it holds no text".into()));
    };
    let titles = text.children().filter(|child| child.is("title"));
    let mut titles = titles.filter_map(Element::line);
    let title = titles.next();
    let first = std::cell::Cell::new(true);
    let body = text.paragraphs(|element| match element.local() {
        // Further titles are headings of parts of the text.
        "title" if first.replace(false) => Flow::Skip,
        "title" | "p" => Flow::Block,
        _ => Flow::Inline,
    });
    only(Draft { title, body, ..Draft::default() }, drafts)
}
