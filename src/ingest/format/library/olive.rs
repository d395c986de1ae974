//! An entity of Olive ActivePaper (`XMD-entity`): an article with the words of its lines.

use super::only;
use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts, Rank};
use crate::ingest::format::hocr::join_lines;
use crate::ingest::parse::xml::{Element, dated, filled, parse, root};

/// Whether a document is an entity of Olive.
pub fn recognise(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| root.is("XMD-entity"))
}

/// Hands over the article.
///
/// # Errors
/// Refuses an advertisement, a picture or a page, and an article without text.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let (tree, _) = parse(document.text);
    let Some(entity) = tree.find("XMD-entity") else {
        return Err(Refusal::NotArticles("it holds no text".into()));
    };
    let kind = entity.attribute("ENTITY_TYPE").unwrap_or_default();
    if !kind.is_empty() && !kind.eq_ignore_ascii_case("article") {
        return Err(Refusal::NotArticles(format!("of the kind {kind}")));
    }
    let meta = tree.find("Meta");
    let stated = |name: &str| meta.and_then(|meta| filled(meta.attribute(name)?));
    let content = tree.find("Content");
    let headline = content.and_then(|content| {
        let heads = content
            .children()
            .filter(|part| part.local().to_ascii_lowercase().starts_with("hedline"));
        filled(heads.map(lines).collect::<Vec<_>>().join(" "))
    });
    let parts = content.into_iter().flat_map(Element::children);
    let texts = parts.filter(|part| !part.local().to_ascii_lowercase().starts_with("hedline"));
    let texts: Vec<String> = texts.map(lines).filter(|text| !text.is_empty()).collect();
    let day = stated("ISSUE_DATE").and_then(|day| {
        // Olive writes the day first.
        let parts: Vec<&str> = day.split('/').collect();
        let day = match parts.as_slice() {
            [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
            _ => day,
        };
        dated(Rank::Stated, 92, "Olive ISSUE_DATE", &day)
    });
    let draft = Draft {
        guid: entity.attribute("ID").and_then(filled),
        title: headline.map(|title| join_lines(&title).replace('\n', " ")),
        body: texts.join("\n\n"),
        dates: day.into_iter().collect(),
        source: stated("PUBLICATION").map(|name| Evidence::new("Olive PUBLICATION", name)),
        section: stated("SECTION"),
        lang: entity.attribute("LANGUAGE").and_then(filled),
        ..Draft::default()
    };
    only(draft, drafts)
}

/// The words of a part, a line after the other; words that a line breaks are joined.
fn lines(part: Element<'_, '_>) -> String {
    let words = |line: Element<'_, '_>| {
        line.all("W").filter_map(Element::line).collect::<Vec<_>>().join(" ")
    };
    let mut lines: Vec<String> = part.all("L").map(words).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        lines = vec![words(part)];
    }
    join_lines(&lines.join("\n"))
}
