//! Articles in the `<DOC>` form of the TREC collections and the newswire corpora derived from it,
//! whatever their field names. Topics (`<top>`) and relevance judgements are not articles.

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Rank};
use crate::ingest::parse::elements::{Flow, flow};
use crate::ingest::parse::xml::plain;
use crate::ingest::parse::xml::{Element, dated, each_record, filled, opens_any};

const IDS: [&str; 3] = ["DOCNO", "DOCID", "ID"];
const TITLES: [&str; 7] = ["HEADLINE", "TITLE", "HEAD", "HL", "TI", "TTL", "H3"];
const DATES: [&str; 9] = [
    "DATE",
    "DATE1",
    "DATETIME",
    "DATE_TIME",
    "PUBDATE",
    "PUBLISHED",
    "DD",
    "PUB_DATE",
    "STORY_DATE",
];
const SOURCES: [&str; 5] = ["SOURCE", "PUB", "PUBLISHER", "NEWSPAPER", "SO"];
const AUTHORS: [&str; 4] = ["BYLINE", "AUTHOR", "AUTHORS", "AU"];
const TAGS: [&str; 5] = ["SUBJECT", "KEYWORDS", "KEYWORD", "IN", "TOPIC"];
const BODIES: [&str; 6] = ["LP", "TEXT", "BODY", "CONTENT", "LEADPARA", "ABSTRACT"];

/// Whether `<DOC>` and a field that names it or holds its text open near the start.
pub fn recognise(document: Document<'_>) -> bool {
    opens_any(document.text, &["DOC"])
        && opens_any(document.text, &["DOCNO", "DOCID", "TEXT", "HEADLINE"])
}

/// Hands over each document.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &["DOC"], out, &mut |_, doc| Some(draft(doc)))
}

fn draft(doc: Element<'_, '_>) -> Draft {
    let attribute = || ["id", "docid"].iter().find_map(|name| doc.attribute(name)).and_then(filled);
    let id = line(doc, &IDS).map(|(_, id)| id).or_else(attribute);
    let source = line(doc, &SOURCES);
    Draft {
        key: id.clone().unwrap_or_default(),
        dates: dates(doc, id.as_deref()),
        guid: id,
        title: line(doc, &TITLES).map(|(_, title)| title),
        body: body(doc),
        source: source.map(|(name, text)| Evidence::new(format!("sgml {name}"), text)),
        authors: line(doc, &AUTHORS).map(|(_, author)| author).into_iter().collect(),
        section: line(doc, &["SECTION", "CATEGORY"]).map(|(_, section)| section),
        tags: fields(doc, &TAGS).filter_map(Element::line).collect(),
        lang: line(doc, &["LANG", "LANGUAGE"]).map(|(_, lang)| lang),
        url: line(doc, &["URL", "LINK"]).map(|(_, url)| url),
        ..Draft::default()
    }
}

/// The fields with these names, in the order of the names.
fn fields<'t, 'a>(
    doc: Element<'t, 'a>,
    names: &'static [&'static str],
) -> impl Iterator<Item = Element<'t, 'a>> {
    names.iter().flat_map(move |name| doc.all(name))
}

/// The first non-empty field with one of these names, and its name.
fn line(doc: Element<'_, '_>, names: &'static [&'static str]) -> Option<(String, String)> {
    fields(doc, names).find_map(|field| Some((field.local().to_owned(), field.line()?)))
}

fn dates(doc: Element<'_, '_>, id: Option<&str>) -> Vec<Candidate> {
    let named = fields(doc, &DATES).filter_map(|field| {
        dated(Rank::Stated, 90, &format!("sgml {}", field.local()), &field.line()?)
    });
    let file = doc.find("FILEID").and_then(Element::line);
    let file = file.and_then(|id| dated(Rank::Path, 80, "sgml FILEID", &id));
    let id = id.and_then(|id| dated(Rank::Path, 60, "sgml DOCNO", eight_digits(id)?));
    named.chain(file).chain(id).collect()
}

/// The run of exactly eight digits in an id such as `XIN_ENG_19950101.0001`.
fn eight_digits(id: &str) -> Option<&str> {
    id.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 8)
}

fn body(doc: Element<'_, '_>) -> String {
    let parts = fields(doc, &BODIES).map(paragraphs).filter(|part| !part.is_empty());
    let body: Vec<String> = parts.collect();
    body.join("\n\n")
}

/// The paragraphs by markup, otherwise by layout.
fn paragraphs(text: Element<'_, '_>) -> String {
    let marked = text.inside().any(|element| flow(element.local()) >= Flow::Line);
    if marked { text.paragraphs(|element| flow(element.local())) } else { plain(&text.text()) }
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const FILE: &str = include_str!("../../../tests/data/trec/wire.sgml");

    #[test]
    fn documents_of_several_collections_are_read() {
        assert!(recognise(document(FILE)));
        let found = collect(extract, FILE);
        assert_eq!((found.articles.len(), found.problems.len()), (3, 0));
        let [first, second, third] = &found.articles[..] else { unreachable!() };
        assert_eq!(first.key, "OP900102-0001");
        assert_eq!(first.title.as_deref(), Some("Bridge Opens"));
        assert_eq!(first.body, "The bridge at R&D Park opened on\nMonday.\n\nIt has two lanes.");
        assert_eq!(dates(first), ["sgml DATE: January 2, 1990, Tuesday, Home Edition"]);
        assert_eq!(second.key, "OPN_ENG_19950101.0001");
        assert_eq!(dates(second), ["sgml DOCNO: 19950101"]);
        assert_eq!(second.body, "One.\n\nTwo.");
        assert_eq!(third.source.as_ref().unwrap().text, "THE OSTPORT JOURNAL");
        assert_eq!(third.body, "A lead.\n\nThe rest.");
    }
}
