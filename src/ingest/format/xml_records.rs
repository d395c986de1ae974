//! Articles in XML of an unknown vocabulary: elements whose children have names of article fields
//! (`<headline>`, `<pubDate>`, `<content>`), one or many per file.

use serde_json::{Map, Value};

use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::Drafts;
use crate::ingest::parse::elements::flow;
use crate::ingest::parse::fields::{self, Field};
use crate::ingest::parse::record;
use crate::ingest::parse::xml::tree::local;
use crate::ingest::parse::xml::{Element, Lexer, Token, each_record, head, root};

/// The maximum nesting depth of values.
const DEPTH: usize = 4;
/// Roots of pages and parts of pages, which are not records.
const PAGES: [&str; 12] =
    ["html", "head", "body", "div", "p", "section", "main", "span", "table", "ul", "center", "svg"];

/// Roots of vocabularies in which the field names have another meaning.
const OTHERS: [&str; 3] = ["html", "mediawiki", "opml"];

/// Whether some element near the start holds a title and a text, or one of them and two more fields.
pub fn recognise(document: Document<'_>) -> bool {
    record_name(document.text).is_some()
}

/// Hands over each record.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    out: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let name = record_name(document.text)
        .ok_or_else(|| Refusal::NotArticles("no element holds the fields of an article".into()))?;
    each_record(document, &[name], out, &mut |_, element| {
        let record = object(element, 0);
        let own = record::has_body(&record, options);
        Some(record::draft(&record, "xml", options)).filter(|draft| record::is_article(draft, own))
    })
}

/// An open element: its name, its fields, and whether it contains elements or text.
struct Open<'a> {
    name: &'a str,
    fields: Vec<Field>,
    parent: bool,
    text: bool,
}

/// The local name of the first element that is a record.
fn record_name(text: &str) -> Option<&str> {
    let root = root(text)?;
    let declared = text.trim_start().starts_with("<?xml");
    let other = OTHERS.iter().any(|other| root.is(other));
    if other || !declared && PAGES.iter().any(|page| root.is(page)) {
        return None;
    }
    let mut open: Vec<Open<'_>> = vec![];
    for token in Lexer::new(head(text)) {
        match token {
            Token::Open { name, empty, .. } => {
                open.last_mut().into_iter().for_each(|parent| parent.parent = true);
                if !empty {
                    open.push(Open { name, fields: vec![], parent: false, text: false });
                }
            }
            Token::Text(text) | Token::Verbatim(text) => {
                let filled = !text.trim().is_empty();
                open.last_mut().into_iter().for_each(|element| element.text |= filled);
            }
            Token::Close { name } => {
                let Some(place) = open.iter().rposition(|element| element.name == name) else {
                    continue;
                };
                let closed = open.drain(place..).next()?;
                if is_record(&closed.fields) {
                    return Some(local(closed.name));
                }
                open.last_mut().into_iter().for_each(|parent| take(parent, &closed));
            }
        }
    }
    // The record that the end of the head truncates.
    let cut = open.iter().rev().find(|element| is_record(&element.fields))?;
    Some(local(cut.name))
}

/// Records the field of its parent that an element is: an element with only text, or a text with
/// elements.
fn take(parent: &mut Open<'_>, closed: &Open<'_>) {
    let name = fields::plain(local(closed.name));
    let Some((field, _)) = fields::meanings(&name).first().copied() else { return };
    let fits = if closed.parent { field == Field::Body } else { closed.text };
    if fits && !parent.fields.contains(&field) {
        parent.fields.push(field);
    }
}

fn is_record(fields: &[Field]) -> bool {
    let has = |field| fields.contains(&field);
    let text = has(Field::Body) || has(Field::Summary);
    has(Field::Title) && text || (has(Field::Title) || has(Field::Body)) && fields.len() >= 3
}

/// The attributes and the elements of a record by name; values with the same name form a list.
fn object(element: Element<'_, '_>, depth: usize) -> Map<String, Value> {
    let mut record = Map::new();
    for (name, value) in element.attributes().filter(|(name, _)| !name.starts_with("xmlns")) {
        record.insert(local(name).to_string(), value.into_owned().into());
    }
    for child in element.children() {
        let new = value(child, depth + 1);
        match record.get_mut(child.local()) {
            Some(Value::Array(values)) => values.push(new),
            Some(one) => {
                let first = one.take();
                *one = Value::Array(vec![first, new]);
            }
            None => drop(record.insert(child.local().to_string(), new)),
        }
    }
    record
}

/// The value of an element: its text, a record, a list, or the paragraphs of an article.
fn value(element: Element<'_, '_>, depth: usize) -> Value {
    if !element.has_children() {
        return element.text().into_owned().into();
    }
    let meaning = fields::meanings(&fields::plain(element.local()));
    let prose = meaning.first().is_some_and(|(f, _)| matches!(f, Field::Body | Field::Summary));
    if prose || depth >= DEPTH {
        return element.paragraphs(|inner| flow(inner.local())).into();
    }
    let listed = element.children().all(|child| !child.has_children());
    let first = element.children().next().map(Element::local);
    let one_name = element.children().all(|child| Some(child.local()) == first);
    match listed && one_name {
        true => element.children().map(|child| value(child, depth + 1)).collect(),
        false => object(element, depth).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const FILE: &str = "<?xml version='1.0'?><Export xmlns:i='urn:i'><Story id='7'>\
        <PublishDate>2018-01-30T17:32:18</PublishDate><strapline>NOW</strapline>\
        <headline i:nil='true'/><title>Storm &amp; tide</title><section>Coast</section>\
        <authors><author>Ann Field</author><author>Bo Lake</author></authors>\
        <content>&lt;p&gt;It rained.&lt;/p&gt;&lt;p&gt;It rained on.&lt;/p&gt;</content>\
        </Story><Story id='8'><title>Calm</title><body><p>No wind.</p><p>None.</p></body></Story>\
        </Export>";

    #[test]
    fn the_elements_of_a_record_are_its_fields() {
        assert!(recognise(document(FILE)));
        let found = collect(extract, FILE);
        let article = &found.articles[0];
        assert_eq!(article.title.as_deref(), Some("Storm & tide"));
        assert_eq!(article.body.split_whitespace().count(), 5);
        assert_eq!(article.authors, ["Ann Field", "Bo Lake"]);
        assert_eq!(article.section.as_deref(), Some("Coast"));
        assert_eq!(article.guid.as_deref(), Some("7"));
        assert_eq!(dates(article), ["xml PublishDate: 2018-01-30T17:32:18"]);
        assert_eq!(found.articles[1].body, "No wind.\n\nNone.");
    }

    #[test]
    fn the_items_of_a_research_collection_are_records() {
        let text = "<?xml version='1.0'?><newsitem itemid='7' date='1996-08-20' xml:lang='en'>\
            <title>QUAY: Storm.</title><headline>Storm.</headline><byline>Ann Field</byline>\
            <text><p>It rained.</p><p>And on.</p></text></newsitem>";
        let found = collect(extract, text);
        let article = &found.articles[0];
        assert_eq!(article.title.as_deref(), Some("QUAY: Storm."));
        assert_eq!(article.body, "It rained.\n\nAnd on.");
        assert_eq!(dates(article), ["xml date: 1996-08-20"]);
        assert!(!crate::ingest::format::newsml_g2::recognise(document(text)));
    }

    #[test]
    fn other_xml_and_pages_hold_no_records() {
        for text in [
            "<project><name>a</name><url>https://a.example</url><description>b</description></project>",
            "<?xml version='1.0'?><opml><head><title>a</title></head><body><outline text='b'/></body></opml>",
            "<html><head><title>a</title></head><body><p>b</p></body></html>",
            "<div><title>a</title><p>b</p></div>",
            "<svg><title>a</title><text>b</text></svg>",
        ] {
            assert!(!recognise(document(text)), "{text}");
        }
    }
}
