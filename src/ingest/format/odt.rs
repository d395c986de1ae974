//! OpenDocument text: one article each, its title, author and day from the properties. Notes,
//! comments and tracked changes are skipped.

use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::package::{self, Markup, Package, Paragraph, value, values};

const TEXT: &str = "content.xml";
const PROPERTIES: &str = "meta.xml";
const KIND: &str = "application/vnd.oasis.opendocument.text";

const MARKUP: Markup = Markup {
    paragraphs: &["p", "h"],
    texts: &[],
    breaks: &["line-break"],
    spaces: &["s", "tab"],
    unread: &["annotation", "tracked-changes", "note", "forms"],
    style: ("p", "style-name"),
};

/// Whether a document is a text of OpenDocument.
pub fn recognise(document: Document<'_>) -> bool {
    Package::open(document.bytes).is_some_and(|mut package| {
        package.holds(TEXT)
            && package.read("mimetype").is_ok_and(|kind| kind.trim().starts_with(KIND))
    })
}

/// Hands over the document as one article.
///
/// # Errors
/// Refuses a document that cannot be read or holds no text.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let broken = || Refusal::Broken("it is no zip".into());
    let mut package = Package::open(document.bytes).ok_or_else(broken)?;
    let text = package.read(TEXT).map_err(Refusal::Broken)?;
    let mut paragraphs = package::paragraphs(&text, &MARKUP);
    if paragraphs.is_empty() {
        return Err(Refusal::NotArticles("it holds no text".into()));
    }
    let properties = package::properties(&package.read(PROPERTIES).unwrap_or_default());
    let author = value(&properties, "initial-creator").or(value(&properties, "creator"));
    let mut draft = Draft {
        key: "0".into(),
        title: take_title(&mut paragraphs).or(value(&properties, "title")),
        body: package::join(&paragraphs),
        dates: package::dates(&properties, "creation-date", "date"),
        authors: author.into_iter().collect(),
        tags: values(&properties, "keyword").into_iter().map(str::to_string).collect(),
        lang: value(&properties, "language"),
        ..Draft::default()
    };
    package::read_head(&mut draft);
    drafts.article(draft);
    Ok(())
}

/// Takes the title from the text, if the first paragraph has a title style.
fn take_title(paragraphs: &mut Vec<Paragraph>) -> Option<String> {
    let titled = paragraphs.len() > 1 && paragraphs.first()?.style == "Title";
    titled.then(|| paragraphs.remove(0).text.trim().to_string())
}
