//! NewsML 1.0 to 1.2: each news item is an article, whatever its components. Pictures, documents
//! and other content that is not text are skipped.

use super::nitf;
use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Attributed, Candidate, Draft, Drafts, Origin, Rank};
use crate::ingest::parse::xml::blocks::html_or_plain;
use crate::ingest::parse::xml::{Element, Keyed, dated, filled, parse, report, root};

/// The elements that fields have but one of, or that all add to.
const ORIGINS: [(&str, &str); 3] = [
    ("body", "newsml DataContent"),
    ("authors", "newsml ByLine"),
    ("tags", "newsml KeywordLine and Property"),
];

/// Whether the first element is `<NewsML>`.
pub fn recognise(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| root.is("NewsML"))
}

/// Hands over each news item that holds no other.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    let (tree, ending) = parse(document.text);
    let innermost = |item: &Element<'_, '_>| item.is("NewsItem") && item.find("NewsItem").is_none();
    let mut items = tree.elements().filter(innermost).peekable();
    if items.peek().is_none() {
        return Err(Refusal::NotArticles("holds no NewsItem".to_owned()));
    }
    let mut keyed = Keyed::new(out);
    let _stopped = items.any(|item| !keyed.give(draft(item)));
    keyed.finish();
    report(ending, out);
    Ok(())
}

fn draft(item: Element<'_, '_>) -> Draft {
    let nested = item.find("nitf").map(nitf::draft);
    let nested = nested.unwrap_or_default();
    let bylines: Vec<String> = item.all("ByLine").filter_map(Element::line).collect();
    let title = Attributed::of(text(item, "HeadLine"), "newsml HeadLine")
        .or(Attributed::of(nested.title, "nitf hl1 in newsml"))
        .or_else(|| Attributed::of(text(item, "Title"), "newsml Title"));
    let guid = Attributed::of(text(item, "PublicIdentifier"), "newsml PublicIdentifier")
        .or_else(|| Attributed::of(text(item, "NewsItemId"), "newsml NewsItemId"));
    let mut origins = Origin::all(&ORIGINS);
    Draft {
        guid: Attributed::noting_origin(guid, "guid", &mut origins),
        title: Attributed::noting_origin(title, "title", &mut origins),
        body: body(item),
        dates: dates(item),
        source: source(item),
        authors: if bylines.is_empty() { nested.authors } else { bylines },
        tags: tags(item),
        lang: language(item),
        origins,
        ..Draft::default()
    }
}

/// The text of the first non-empty element with a name.
fn text(item: Element<'_, '_>, name: &'static str) -> Option<String> {
    item.all(name).find_map(Element::line)
}

/// The `FormalName` of the first element with a name that has one.
fn formal(item: Element<'_, '_>, name: &'static str) -> Option<String> {
    item.all(name).find_map(|found| found.attribute("FormalName").and_then(filled))
}

fn dates(item: Element<'_, '_>) -> Vec<Candidate> {
    let named = [
        ("FirstCreated", Rank::Stated, 90),
        ("DateLineDate", Rank::Stated, 85),
        ("DateId", Rank::Stated, 80),
        ("ThisRevisionCreated", Rank::Modified, 80),
    ];
    let found = named.into_iter().filter_map(|(name, kind, confidence)| {
        dated(kind, confidence, &format!("newsml {name}"), &text(item, name)?)
    });
    found.collect()
}

fn source(item: Element<'_, '_>) -> Option<Evidence> {
    let party = |name: &'static str| item.all(name).find_map(|found| formal(found, "Party"));
    let parties = [
        ("newsml Source", party("Source")),
        ("newsml Provider", party("Provider")),
        ("newsml CreditLine", text(item, "CreditLine")),
        ("newsml ProviderId", text(item, "ProviderId")),
    ];
    parties.into_iter().find_map(|(rule, name)| Some(Evidence::new(rule, name?)))
}

fn tags(item: Element<'_, '_>) -> Vec<String> {
    let keyword = |property: Element<'_, '_>| {
        let named = property.attribute("FormalName")?.eq_ignore_ascii_case("Keyword");
        property.attribute("Value").filter(|_| named).and_then(filled)
    };
    let lines = item.all("KeywordLine").filter_map(Element::line);
    item.all("Property").filter_map(keyword).chain(lines).collect()
}

fn language(item: Element<'_, '_>) -> Option<String> {
    formal(item, "Language").or_else(|| item.attribute("lang").and_then(filled))
}

/// The paragraphs of all text content.
fn body(item: Element<'_, '_>) -> String {
    let readable = item.all("ContentItem").filter(|content| content.find("Encoding").is_none());
    let contents = readable.flat_map(|content| content.all("DataContent"));
    let parts = contents.map(|content| match content.has_children() {
        true => content.paragraphs(nitf::prose),
        false => html_or_plain(&content.text()),
    });
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const FILE: &str = include_str!("../../../tests/data/newsml1/items.xml");

    #[test]
    fn each_news_item_is_an_article() {
        assert!(recognise(document(FILE)));
        let found = collect(extract, FILE);
        assert_eq!((found.articles.len(), found.problems.len()), (2, 0));
        let first = &found.articles[0];
        assert_eq!(first.key, "urn:newsml:port.example:20190304:1:1");
        assert_eq!(first.title.as_deref(), Some("Harbour dues to rise"));
        assert_eq!(first.body, "Dues rise.\n\nOwners object.");
        let expected = [
            "newsml FirstCreated: 20190304T091500+0100",
            "newsml DateId: 20190304",
            "newsml ThisRevisionCreated: 20190305T000000Z",
        ];
        assert_eq!(dates(first), expected);
        assert_eq!(first.source.as_ref().unwrap().text, "Ostport Press");
        assert_eq!(first.tags, ["harbour"]);
        assert_eq!(first.lang.as_deref(), Some("en"));
        let second = &found.articles[1];
        assert_eq!(second.body, "The ferry\nis late.\n\nSorry & so on.");
        assert_eq!(second.authors, ["Bo Scribe"]);
    }
}
