//! Scanned newspaper pages in ALTO. With a METS file as sidecar, each article that the METS file
//! places on the page is an article, and the rest of the page is another; without one, the whole
//! page is an article.

mod page;

use super::mets::{Issue, Unit, issue};
use crate::article::Evidence;
use crate::ingest::article::location;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Rank};
use crate::ingest::parse::xml::{Element, Ending, Keyed, dated, filled, parse, report, root};
use page::Page;

/// Whether the first element is `<alto>`.
pub fn recognise(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| root.is("alto"))
}

/// Hands over the articles of each page.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    let (tree, ending) = parse(document.text);
    let name = document.path.rsplit(['/', '!']).next().unwrap_or(document.path);
    let issue = document.sidecar.map(|mets| issue(mets, name)).unwrap_or_default();
    let scan = tree.find("fileName").and_then(Element::line);
    let scan = scan.and_then(|scan| location::named("alto fileName", &scan, 55));
    let mut keyed = Keyed::new(&mut *out);
    for (number, page) in tree.elements().filter(|element| element.is("Page")).enumerate() {
        if !articles(page, number, &issue, scan.as_ref(), &mut keyed) {
            return Ok(());
        }
    }
    finish(keyed.finish(), ending, out)
}

fn finish(given: usize, ending: Ending, out: &mut dyn Drafts) -> Result<(), Refusal> {
    report(ending, out);
    match given {
        0 => Err(Refusal::NotArticles("a page without text".to_owned())),
        _ => Ok(()),
    }
}

/// Hands over the articles on a page, then the text that belongs to none.
fn articles(
    element: Element<'_, '_>,
    number: usize,
    issue: &Issue,
    scan: Option<&Candidate>,
    keyed: &mut Keyed<'_>,
) -> bool {
    let mut page = Page::of(element);
    let name = element.attribute("PRINTED_IMG_NR").or_else(|| element.attribute("PHYSICAL_IMG_NR"));
    let printed = name.and_then(filled).unwrap_or_else(|| (number + 1).to_string());
    let common = |key: String, body: String| Draft {
        key,
        body,
        tags: vec![format!("page {printed}")],
        lang: element.find("TextBlock").and_then(language),
        dates: issue.date.iter().filter_map(of_issue).chain(scan.cloned()).collect(),
        source: issue.title.as_deref().map(|title| Evidence::new("mets title", title)),
        ..Draft::default()
    };
    for unit in &issue.units {
        let draft = common(unit.id.clone(), page.take(&unit.areas));
        // An empty unit is not an article: its heading alone may be on another page.
        if !draft.body.is_empty() && !keyed.give(of_unit(draft, unit)) {
            return false;
        }
    }
    let rest = page.rest();
    rest.is_empty() || keyed.give(common(format!("page {printed}"), rest))
}

fn of_issue(date: &Evidence) -> Option<Candidate> {
    dated(Rank::Stated, 95, &date.rule, &date.text)
}

fn of_unit(draft: Draft, unit: &Unit) -> Draft {
    Draft {
        title: unit.title.clone(),
        section: unit.section.clone(),
        lang: unit.lang.clone().or(draft.lang),
        ..draft
    }
}

/// The language of a block; the attribute differs between versions of the format.
fn language(block: Element<'_, '_>) -> Option<String> {
    block.attribute("LANG").or_else(|| block.attribute("language")).and_then(filled)
}

#[cfg(test)]
mod tests;
