//! Word documents (Office Open XML): one article each, its title, author and day from the
//! properties. Footnotes, headers and comments are skipped.

use super::download;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::package::{self, Markup, Package, Paragraph, value};

const TEXT: &str = "word/document.xml";
const PROPERTIES: &str = "docProps/core.xml";

const MARKUP: Markup = Markup {
    paragraphs: &["p"],
    texts: &["t"],
    breaks: &["br", "cr"],
    spaces: &["tab", "noBreakHyphen"],
    // Text box copies for older programs, and text that was deleted or moved away.
    unread: &["Fallback", "del", "moveFrom"],
    style: ("pStyle", "val"),
};

/// Whether a document is a Word document.
pub fn recognise(document: Document<'_>) -> bool {
    Package::open(document.bytes).is_some_and(|package| package.holds(TEXT))
}

/// Hands over the document as one article.
///
/// # Errors
/// Refuses a document that cannot be read or holds no text.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let broken = || Refusal::Broken("it is no zip".into());
    let mut package = Package::open(document.bytes).ok_or_else(broken)?;
    let text = package.read(TEXT).map_err(Refusal::Broken)?;
    let mut paragraphs = package::paragraphs(&text, &MARKUP);
    if paragraphs.is_empty() {
        return Err(Refusal::NotArticles("it holds no text".into()));
    }
    if let Some(result) = download::within(&package::join(&paragraphs), document, options, drafts) {
        return result;
    }
    let properties = package::properties(&package.read(PROPERTIES).unwrap_or_default());
    let title = take_title(&mut paragraphs).or(value(&properties, "title"));
    let keywords = value(&properties, "keywords").unwrap_or_default();
    let mut draft = Draft {
        key: "0".into(),
        title,
        body: package::join(&paragraphs),
        dates: package::dates(&properties, "created", "modified"),
        authors: value(&properties, "creator").into_iter().collect(),
        section: value(&properties, "category"),
        tags: package::words(&keywords),
        lang: value(&properties, "language"),
        ..Draft::default()
    };
    package::read_head(&mut draft);
    drafts.article(draft);
    Ok(())
}

/// Takes the title from the text, if the first paragraph has a title style.
fn take_title(paragraphs: &mut Vec<Paragraph>) -> Option<String> {
    let style = paragraphs.first()?.style.to_ascii_lowercase();
    let titled = ["title", "titel", "titre", "heading1", "berschrift1"];
    let is_title = paragraphs.len() > 1 && titled.iter().any(|title| style.ends_with(title));
    is_title.then(|| paragraphs.remove(0).text.trim().to_string())
}
