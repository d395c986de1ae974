//! Web pages from Europresse: each `<article>` element is an article, its fields identified by
//! class.

use super::{hand_over, published, source};
use crate::ingest::article::dates::{self, DayOrder};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::elements::flow;
use crate::ingest::parse::xml::{Element, head, parse};

/// Whether a document is a page of Europresse with articles.
pub fn recognise(document: Document<'_>) -> bool {
    let head = head(document.text);
    let marked = head.contains("DocPublicationName") || head.contains("rdp__DocPublicationName");
    head.trim_start().starts_with('<') && head.contains("<article") && marked
}

/// Hands over a draft of each article.
///
/// # Errors
/// Refuses a page without articles.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let (tree, _) = parse(document.text);
    let articles = tree.elements().filter(|element| element.is("article"));
    let drafted = articles.map(draft).filter(|draft| !draft.body.is_empty());
    hand_over("Europresse", drafted, drafts)
}

fn draft(article: Element<'_, '_>) -> Draft {
    let line = |class| marked(article, class).and_then(Element::line);
    let head = line("DocHeader");
    let (section, day) = head.as_deref().map(parted).unwrap_or_default();
    let title = line("titreArticleVisu").or_else(|| line("rdp__articletitle"));
    let text = marked(article, "docOcurrContainer").or_else(|| marked(article, "DocText"));
    let number = line("publiC-lblNodoc");
    Draft {
        key: number.clone().unwrap_or_default(),
        guid: number,
        title: title.or_else(|| line("titreArticle")),
        body: text.map(|text| text.paragraphs(|part| flow(part.local()))).unwrap_or_default(),
        dates: published("Europresse DocHeader", day),
        source: source("Europresse DocPublicationName", line("DocPublicationName").map(paper)),
        authors: line("docAuthors").into_iter().collect(),
        section,
        ..Draft::default()
    }
}

/// The first element with a class in an article.
fn marked<'t, 'a>(article: Element<'t, 'a>, class: &str) -> Option<Element<'t, 'a>> {
    article.inside().find(|element| {
        element.attribute("class").is_some_and(|all| all.split_whitespace().any(|one| one == class))
    })
}

/// `Économie, dimanche 5 novembre 2023, p. 3`: the section and the day.
fn parted(head: &str) -> (Option<String>, Option<String>) {
    let Some((_, place)) = dates::find(head, DayOrder::Unknown) else { return (None, None) };
    let before = head[..place.start].rsplit_once(',').map(|(section, _)| section.trim());
    let section = before.filter(|section| !section.is_empty()).map(str::to_string);
    (section, Some(head[place].to_string()))
}

/// The name of a paper without its town, form or number: `Le Quai (site web)`, `Le Quai, no. 7`.
fn paper(name: String) -> String {
    let bare = name.split(" (").next().unwrap_or(&name);
    bare.split(", no").next().unwrap_or(bare).trim().to_string()
}
