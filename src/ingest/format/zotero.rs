//! Zotero libraries in RDF: each item is an article with the available fields, and its abstract as
//! the text.

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts, Rank};
use crate::ingest::parse::record::is_url;
use crate::ingest::parse::xml::{Element, dated, distinct, each_record, root};

/// The item types that describe articles.
const ITEMS: [&str; 5] = ["Article", "Document", "Report", "Letter", "BookSection"];

/// Whether a document is such a library.
pub fn recognise(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| {
        root.is("RDF")
            && (root.attributes.contains("zotero.org/namespaces")
                || root.attributes.contains("purl.org/net/biblio"))
    })
}

/// Hands over an article for each item with a title.
///
/// # Errors
/// Refuses a library without articles.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &ITEMS, out, &mut |_, item| {
        Some(draft(item)).filter(|d| d.title.is_some())
    })
}

fn draft(item: Element<'_, '_>) -> Draft {
    let line = |name| item.child(name).and_then(Element::line);
    let whole =
        item.child("isPartOf").and_then(|whole| whole.find("title")).and_then(Element::line);
    let values = item.children().filter(|part| part.is("identifier"));
    let mut values = values.filter_map(|part| part.find("value")?.line());
    let persons = item.child("authors").into_iter().flat_map(|all| all.all("Person"));
    let tags = item.children().filter(|part| part.is("subject")).filter_map(Element::line);
    Draft {
        guid: item.attribute("about").map(|about| about.into_owned()),
        title: line("title"),
        body: line("abstract").unwrap_or_default(),
        dates: line("date")
            .and_then(|day| dated(Rank::Stated, 90, "zotero date", &day))
            .into_iter()
            .collect(),
        source: whole.map(|name| Evidence::new("zotero isPartOf", name)),
        authors: persons.filter_map(person).collect(),
        tags: distinct(tags),
        lang: line("language"),
        url: values.find(|value| is_url(value)),
        ..Draft::default()
    }
}

fn person(person: Element<'_, '_>) -> Option<String> {
    let line = |name| person.child(name).and_then(Element::line);
    let given = line("givenName").or_else(|| line("givenname"));
    let name = [given, line("surname")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(name).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    #[test]
    fn each_item_is_an_article_of_its_paper() {
        let text = "<rdf:RDF xmlns:z=\"http://www.zotero.org/namespaces/export#\"><bib:Article rdf:about=\"#a1\">\
            <dcterms:isPartOf><bib:Periodical><dc:title>The Quay</dc:title></bib:Periodical></dcterms:isPartOf>\
            <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Lund</foaf:surname><foaf:givenName>Ida</foaf:givenName>\
            </foaf:Person></rdf:li></rdf:Seq></bib:authors><dc:title>Ferry returns</dc:title><dc:date>1912-03-20</dc:date>\
            <dcterms:abstract>It is back.</dcterms:abstract><dc:identifier><dcterms:URI><rdf:value>https://quay.example/a\
            </rdf:value></dcterms:URI></dc:identifier></bib:Article></rdf:RDF>";
        assert!(recognise(document(text)));
        let draft = collect(extract, text).articles.remove(0);
        assert_eq!((draft.title.as_deref(), &*draft.body), (Some("Ferry returns"), "It is back."));
        assert_eq!(draft.authors, ["Ida Lund"]);
        assert_eq!(dates(&draft), ["zotero date: 1912-03-20"]);
        assert_eq!(draft.source.as_ref().unwrap().text, "The Quay");
        assert_eq!(draft.url.as_deref(), Some("https://quay.example/a"));
    }
}
