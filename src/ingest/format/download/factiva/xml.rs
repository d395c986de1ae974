//! Factiva articles in XML, as its API returns them.

use crate::article::Evidence;
use crate::ingest::document::{Document, Refusal};
use crate::ingest::draft::{Draft, Drafts, Rank};
use crate::ingest::parse::elements::Flow;
use crate::ingest::parse::xml::{Element, dated, distinct, each_record, head, root};

/// Whether a document is a response of that API.
pub(super) fn recognise(document: Document<'_>) -> bool {
    let text = document.text;
    let tagged = head(text).contains("<accessionNo>") && head(text).contains("<headline>");
    text.trim_start().starts_with('<') && tagged && root(text).is_some_and(|root| !root.is("html"))
}

/// Hands over each article.
pub(super) fn extract(document: Document<'_>, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &["article"], out, &mut |_, article| Some(draft(article)))
}

fn draft(article: Element<'_, '_>) -> Draft {
    let line = |name| article.find(name).and_then(Element::line);
    let texts =
        ["leadParagraph", "tailParagraphs"].into_iter().filter_map(|name| article.find(name));
    let body: Vec<String> =
        texts.map(|text| text.paragraphs(flow)).filter(|text| !text.is_empty()).collect();
    let day = line("publicationDate")
        .and_then(|day| dated(Rank::Stated, 92, "Factiva publicationDate", &day));
    let subjects = article.all("newsSubject").filter_map(|subject| subject.find("name")?.line());
    Draft {
        guid: line("accessionNo"),
        title: line("headline"),
        body: body.join("\n\n"),
        dates: day.into_iter().collect(),
        source: line("sourceName").map(|name| Evidence::new("Factiva sourceName", name)),
        authors: line("byline").into_iter().collect(),
        section: line("sectionName").or_else(|| line("columnName")),
        tags: distinct(subjects),
        lang: line("baseLanguage"),
        ..Draft::default()
    }
}

fn flow(element: Element<'_, '_>) -> Flow {
    if element.is("paragraph") { Flow::Block } else { Flow::Inline }
}
