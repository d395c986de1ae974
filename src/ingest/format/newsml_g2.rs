//! NewsML-G2: news items and packages, alone or several in a message, with NITF or XHTML text
//! inside. Items of concepts, plans and catalogues are not articles.

use super::nitf;
use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Attributed, Candidate, Draft, Drafts, Origin, Rank};
use crate::ingest::parse::elements::{Flow, flow};
use crate::ingest::parse::xml::blocks::{html_or_plain, is_running};
use crate::ingest::parse::xml::tree::local;
use crate::ingest::parse::xml::{Element, dated, distinct, each_record, filled, opens_any, root};

/// The item types of the standard that are articles.
const ITEMS: [&str; 2] = ["newsItem", "packageItem"];
/// Elements that date an item, each with its confidence.
const DATES: [(&str, &str, Rank, u8); 7] = [
    ("itemMeta", "published", Rank::Stated, 95),
    ("itemMeta", "firstCreated", Rank::Stated, 88),
    ("contentMeta", "contentCreated", Rank::Stated, 85),
    ("itemMeta", "versionCreated", Rank::Modified, 80),
    ("contentMeta", "contentModified", Rank::Modified, 75),
    ("contentMeta", "dateline", Rank::Shown, 40),
    ("header", "sent", Rank::Captured, 60),
];

/// The elements that fields have but one of, or that all add to.
const ORIGINS: [(&str, &str); 4] = [
    ("body", "newsml-g2 contentSet"),
    ("authors", "newsml-g2 by, byline or creator"),
    ("tags", "newsml-g2 subject and keyword"),
    ("guid", "newsml-g2 item@guid"),
];

/// Whether the first element is one of the standard.
pub fn recognise(document: Document<'_>) -> bool {
    const ROOTS: [&str; 7] = [
        "newsMessage",
        "newsItem",
        "packageItem",
        "conceptItem",
        "knowledgeItem",
        "planningItem",
        "catalogItem",
    ];
    // NewsML 1 has a `NewsItem` too, always inside `NewsML`; the `newsitem` of a research collection
    // of Reuters is another.
    root(document.text).is_some_and(|root| ROOTS.contains(&local(root.name)))
        || opens_any(document.text, &["itemMeta"])
}

/// Hands over each news item and package.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &ITEMS, out, &mut |message, item| {
        let mut draft = draft(item);
        let sent = message.find("header").and_then(|header| header.child("sent"));
        let sent = sent.map(|sent| sent.text()).unwrap_or_default();
        draft.dates.extend(dated(Rank::Captured, 60, "newsml-g2 sent", &sent));
        Some(draft)
    })
}

fn draft(item: Element<'_, '_>) -> Draft {
    let content = item.child("contentMeta");
    let nested = item.find("nitf").map(nitf::draft);
    let meta = |name| content.and_then(|content| text(content, name));
    let of_nested = || nested.as_ref().and_then(|nested| nested.title.clone());
    let of_item = || item.child("itemMeta").and_then(|meta| text(meta, "title"));
    let of_content = || item.find("contentSet").and_then(|set| text(set, "title"));
    let title = Attributed::of(meta("headline"), "newsml-g2 headline")
        .or_else(|| Attributed::of(of_nested(), "nitf hl1 in newsml-g2"))
        .or_else(|| Attributed::of(of_item(), "newsml-g2 itemMeta title"))
        .or_else(|| Attributed::of(of_content(), "the title of the page in newsml-g2"));
    let mut origins = Origin::all(&ORIGINS);
    Draft {
        guid: item.attribute("guid").and_then(filled),
        title: Attributed::noting_origin(title, "title", &mut origins),
        body: body(item, nested.as_ref()),
        dates: dates(item),
        source: source(item),
        authors: authors(content, nested.as_ref()),
        tags: tags(content, nested),
        lang: language(item, content),
        origins,
        ..Draft::default()
    }
}

/// The text of the first non-empty element with a name.
fn text(within: Element<'_, '_>, name: &'static str) -> Option<String> {
    within.all(name).find_map(Element::line)
}

fn dates(item: Element<'_, '_>) -> Vec<Candidate> {
    let found = DATES.iter().filter_map(|(part, name, kind, confidence)| {
        let written = item.child(part)?.child(name)?.text();
        // A dateline names a day only if it has digits.
        let rule = format!("newsml-g2 {name}");
        dated(*kind, *confidence, &rule, &written)
            .filter(|date| date.evidence.text.contains(|c: char| c.is_ascii_digit()))
    });
    found.collect()
}

/// The party that sends the item, by its name, its literal or the end of its code.
fn source(item: Element<'_, '_>) -> Option<Evidence> {
    let meta = item.child("itemMeta");
    let content = item.child("contentMeta");
    let part = |within: Option<Element<'_, '_>>, name: &'static str| {
        within?.children().filter(|child| child.is(name)).find_map(party)
    };
    let parties = [
        ("newsml-g2 provider", part(meta, "provider")),
        ("newsml-g2 creditline", content.and_then(|content| text(content, "creditline"))),
        ("newsml-g2 infoSource", part(content, "infoSource")),
        ("newsml-g2 copyrightHolder", item.find("copyrightHolder").and_then(party)),
    ];
    let named = parties.into_iter().filter_map(|(rule, name)| Some(Evidence::new(rule, name?)));
    let mut named: Vec<Evidence> = named.collect();
    // A name is better than a host name, which some providers use.
    named.sort_by_key(|party| party.text.contains('.') && !party.text.contains(' '));
    let named = named.into_iter().next();
    let code = || meta?.child("provider")?.attribute("qcode").and_then(|code| after_colon(&code));
    named.or_else(|| code().map(|code| Evidence::new("newsml-g2 provider@qcode", code)))
}

fn party(element: Element<'_, '_>) -> Option<String> {
    let literal = || element.attribute("literal").and_then(filled);
    element.child("name").and_then(Element::line).or_else(literal)
}

fn after_colon(code: &str) -> Option<String> {
    filled(code.rsplit_once(':').map_or(code, |(_, code)| code))
}

fn authors(content: Option<Element<'_, '_>>, nested: Option<&Draft>) -> Vec<String> {
    let Some(content) = content else { return Vec::new() };
    let bylines: Vec<String> = content.all("by").filter_map(Element::line).collect();
    if !bylines.is_empty() {
        return bylines;
    }
    let in_text = nested.map(|nested| nested.authors.clone()).unwrap_or_default();
    if !in_text.is_empty() {
        return in_text;
    }
    let creators = content.children().filter(|child| child.is("creator"));
    creators.filter_map(|creator| creator.child("name")?.line()).collect()
}

fn tags(content: Option<Element<'_, '_>>, nested: Option<Draft>) -> Vec<String> {
    let named = content.into_iter().flat_map(|content| {
        let subjects = content.children().filter(|child| child.is("subject"));
        let keywords = content.children().filter(|child| child.is("keyword"));
        subjects
            .filter_map(|subject| subject.child("name")?.line())
            .chain(keywords.filter_map(Element::line))
    });
    distinct(named.chain(nested.into_iter().flat_map(|nested| nested.tags)))
}

fn language(item: Element<'_, '_>, content: Option<Element<'_, '_>>) -> Option<String> {
    let tag = content.and_then(|content| content.child("language")?.attribute("tag"));
    tag.or_else(|| item.attribute("lang")).and_then(filled)
}

/// The text inside the item; if the text is elsewhere, its description.
fn body(item: Element<'_, '_>, nested: Option<&Draft>) -> String {
    let inside = match nested {
        Some(nested) => nested.body.clone(),
        None => {
            join(item.find("contentSet").into_iter().flat_map(|set| set.children()).map(inline))
        }
    };
    if !inside.is_empty() {
        return inside;
    }
    let content = item.child("contentMeta");
    let described = content.into_iter().flat_map(|content| content.all("description"));
    let described = described.map(|text| html_or_plain(&text.text()));
    join(
        described.chain(
            item.all("itemRef")
                .filter_map(|entry| text(entry, "headline").or_else(|| text(entry, "title"))),
        ),
    )
}

/// The text of a content element, if it is text.
fn inline(content: Element<'_, '_>) -> String {
    let kind = content.attribute("contenttype").unwrap_or_default();
    if content.is("inlineXML") {
        let page = kind.contains("html") || content.child("html").is_some();
        return content.paragraphs(|element| prose(element.local(), page));
    }
    let encoded = content.attribute("encoding").is_some();
    let textual = kind.is_empty() || kind.contains("text") || kind.contains("html");
    match content.is("inlineData") && textual && !encoded {
        true => html_or_plain(&content.text()),
        false => String::new(),
    }
}

/// The flow of an element of a page, or of another vocabulary: there what is not known to run on is
/// a paragraph.
fn prose(name: &str, page: bool) -> Flow {
    match name {
        "header" | "footer" | "nav" => Flow::Skip,
        _ if page || is_running(name) => flow(name),
        _ => flow(name).max(Flow::Block),
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const MESSAGE: &str = include_str!("../../../tests/data/newsml-g2/message.xml");

    #[test]
    fn each_item_of_a_message_is_an_article() {
        assert!(recognise(document(MESSAGE)));
        let found = collect(extract, MESSAGE);
        assert_eq!((found.articles.len(), found.problems.len()), (4, 0));
        let keys: Vec<&str> = found.articles.iter().map(|article| article.key.as_str()).collect();
        assert_eq!(
            keys,
            [
                "urn:newsml:port.example:1",
                "urn:newsml:port.example:2",
                "urn:newsml:port.example:3",
                "urn:newsml:port.example:4"
            ]
        );
    }

    #[test]
    fn an_item_with_xhtml_gives_all_its_fields() {
        let item = &collect(extract, MESSAGE).articles[0];
        assert_eq!(item.title.as_deref(), Some("Harbour dues to rise"));
        assert_eq!(item.body, "Dues rise.\n\nWhy\n\nOwners object.");
        let expected = [
            "newsml-g2 firstCreated: 2019-03-04T09:15:00+01:00",
            "newsml-g2 contentCreated: 2019-03-04T08:00:00+01:00",
            "newsml-g2 versionCreated: 2019-03-06T10:00:00+01:00",
            "newsml-g2 sent: 2019-03-07T00:00:00Z",
        ];
        assert_eq!(dates(item), expected);
        assert_eq!(item.source.as_ref().unwrap().text, "Ostport Press");
        assert_eq!(item.authors, ["Ann Writer"]);
        assert_eq!(item.tags, ["shipping", "harbour"]);
        assert_eq!(item.lang.as_deref(), Some("en-GB"));
    }

    #[test]
    fn nitf_inside_captions_and_packages_are_read() {
        let found = collect(extract, MESSAGE);
        let [_, nitf, photo, package] = &found.articles[..] else { unreachable!() };
        assert_eq!(nitf.title.as_deref(), Some("Ferry late"));
        assert_eq!(nitf.body, "The ferry is late.");
        assert_eq!(nitf.authors, ["By Bo Scribe"]);
        assert_eq!(nitf.source.as_ref().unwrap().text, "PORT");
        assert_eq!(photo.body, "A ferry at the quay.");
        assert_eq!(package.body, "Harbour dues to rise\n\nFerry late");
    }

    #[test]
    fn what_is_no_news_is_refused() {
        let found = collect(extract, "<conceptItem guid='x'><itemMeta/></conceptItem>");
        assert!(found.refusal.is_some());
    }
}
