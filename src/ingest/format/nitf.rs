//! The News Industry Text Format: one article per file, or several under any root.

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Attributed, Candidate, Draft, Drafts, Origin, Rank};
use crate::ingest::parse::elements::{Flow, flow};
use crate::ingest::parse::xml::{Element, dated, distinct, each_record, filled, opens_any};

/// The elements that fields have but one of.
const ORIGINS: [(&str, &str); 5] = [
    ("body", "nitf body.content"),
    ("authors", "nitf byline"),
    ("tags", "nitf tobject.subject and keyword"),
    ("guid", "nitf doc-id@id-string"),
    ("url", "nitf pubdata@ex-ref"),
];

/// Whether `<nitf>` opens near the start, and not inside NewsML.
pub fn recognise(document: Document<'_>) -> bool {
    opens_any(document.text, &["nitf"]) && !opens_any(document.text, &["NewsML", "itemMeta"])
}

/// Hands over each article.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &["nitf"], out, &mut |_, article| Some(draft(article)))
}

/// The article in a `<nitf>` element.
pub fn draft(nitf: Element<'_, '_>) -> Draft {
    let mut origins = Origin::all(&ORIGINS);
    Draft {
        guid: value(nitf, "doc-id", "id-string"),
        title: Attributed::noting_origin(title(nitf), "title", &mut origins),
        body: body(nitf),
        dates: dates(nitf),
        source: source(nitf),
        authors: nitf.find("body.head").map(authors).unwrap_or_default(),
        section: Attributed::noting_origin(section(nitf), "section", &mut origins),
        tags: tags(nitf),
        lang: nitf.attribute("lang").or_else(|| nitf.attribute("baselang")).and_then(filled),
        url: value(nitf, "pubdata", "ex-ref").filter(|url| url.starts_with("http")),
        origins,
        ..Draft::default()
    }
}

fn section(nitf: Element<'_, '_>) -> Option<Attributed<String>> {
    let kind = value(nitf, "tobject", "tobject.type");
    let printed = || value(nitf, "pubdata", "position.section");
    let found = Attributed::of(kind, "nitf tobject@tobject.type")
        .or_else(|| Attributed::of(printed(), "nitf pubdata@position.section"));
    found.filter(|section| !section.value.eq_ignore_ascii_case("news"))
}

/// The first value of an attribute on an element with a name.
fn value(nitf: Element<'_, '_>, element: &'static str, attribute: &str) -> Option<String> {
    nitf.all(element).find_map(|found| found.attribute(attribute).and_then(filled))
}

/// The text of the first non-empty element with a name.
fn text(nitf: Element<'_, '_>, name: &'static str) -> Option<String> {
    nitf.all(name).find_map(Element::line)
}

fn title(nitf: Element<'_, '_>) -> Option<Attributed<String>> {
    let head = nitf.find("body.head");
    let hedline = head.and_then(|head| head.find("hedline"));
    Attributed::of(hedline.and_then(|hedline| text(hedline, "hl1")), "nitf hl1")
        .or_else(|| Attributed::of(hedline.and_then(Element::line), "nitf hedline"))
        .or_else(|| Attributed::of(text(nitf, "title"), "nitf title"))
        .or_else(|| Attributed::of(text(nitf, "hl1"), "nitf hl1"))
}

fn dates(nitf: Element<'_, '_>) -> Vec<Candidate> {
    let attributes = [
        ("pubdata", "date.publication", Rank::Stated, 95),
        ("date.issue", "norm", Rank::Stated, 92),
        ("date.release", "norm", Rank::Stated, 85),
        ("story.date", "norm", Rank::Stated, 80),
    ];
    let named = attributes.into_iter().filter_map(|(element, attribute, kind, confidence)| {
        let text = value(nitf, element, attribute)?;
        dated(kind, confidence, &format!("nitf {element}@{attribute}"), &text)
    });
    let printed = text(nitf, "story.date");
    let printed = printed.and_then(|date| dated(Rank::Stated, 75, "nitf story.date", &date));
    let metas = nitf.all("meta").filter_map(|meta| {
        let name = meta.attribute("name")?;
        let known = ["timestamp", "date", "pubdate", "ap-dateline-date"];
        let content = meta.attribute("content")?;
        let known = known.iter().any(|known| name.eq_ignore_ascii_case(known));
        dated(Rank::Shown, 60, &format!("nitf meta {name}"), &content).filter(|_| known)
    });
    named.chain(printed).chain(metas).collect()
}

fn source(nitf: Element<'_, '_>) -> Option<Evidence> {
    let evidence = |rule: &str, name: Option<String>| name.map(|name| Evidence::new(rule, name));
    evidence("nitf pubdata@name", value(nitf, "pubdata", "name"))
        .or_else(|| evidence("nitf distributor", text(nitf, "distributor")))
        .or_else(|| evidence("nitf doc.copyright", value(nitf, "doc.copyright", "holder")))
        .or_else(|| evidence("nitf rights.owner", text(nitf, "rights.owner")))
        .or_else(|| evidence("nitf doc-id@regsrc", value(nitf, "doc-id", "regsrc")))
}

fn authors(head: Element<'_, '_>) -> Vec<String> {
    let byline = |byline: Element<'_, '_>| {
        let persons: Vec<String> = byline.all("person").filter_map(Element::line).collect();
        let name =
            || byline.paragraphs(|part| if part.is("byttl") { Flow::Skip } else { Flow::Inline });
        if persons.is_empty() { filled(name()).into_iter().collect() } else { persons }
    };
    head.all("byline").flat_map(byline).collect()
}

fn tags(nitf: Element<'_, '_>) -> Vec<String> {
    let subjects = nitf.all("tobject.subject").flat_map(|subject| {
        let part = |name: &str| subject.attribute(&format!("tobject.subject.{name}"));
        ["type", "matter", "detail"]
            .into_iter()
            .filter_map(part)
            .filter_map(filled)
            .collect::<Vec<_>>()
    });
    let keywords = nitf.all("keyword").filter_map(|word| word.attribute("key").and_then(filled));
    distinct(subjects.chain(keywords))
}

/// The text, preceded by the abstract unless the text begins with it.
fn body(nitf: Element<'_, '_>) -> String {
    // A note to editors in the head has its own content element.
    let own = nitf.all("body").find_map(|body| body.child("body.content"));
    let content = own.or_else(|| nitf.find("body.content")).or_else(|| nitf.find("body"));
    let body = content.map(|content| content.paragraphs(prose)).unwrap_or_default();
    let body = without_repeated_lead(body);
    let lead = nitf.find("body.head").and_then(|head| head.find("abstract"));
    let lead = lead.map(|lead| lead.paragraphs(prose)).unwrap_or_default();
    if lead.is_empty() || body.starts_with(&lead) {
        return body;
    }
    if body.is_empty() { lead } else { format!("{lead}\n\n{body}") }
}

/// A text without its lead, where the whole text follows it and begins with the same paragraphs.
fn without_repeated_lead(body: String) -> String {
    let mut place = 0;
    // A lead is short: the paragraphs before it begins again are few.
    for paragraph in body.split_inclusive("\n\n").take(8) {
        place += paragraph.len();
        if place > 0 && body[place..].starts_with(body[..place].trim_end()) {
            return body[place..].to_string();
        }
    }
    body
}

/// The flow of an element of the text; what heads or ends a document is not text, also where there
/// is no `body.content`.
pub fn prose(element: Element<'_, '_>) -> Flow {
    match element.local() {
        "body.head" | "body.end" => Flow::Skip,
        name => flow(name),
    }
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const FILE: &str = include_str!("../../../tests/data/nitf/harbour.xml");

    #[test]
    fn an_article_gives_all_its_fields() {
        assert!(recognise(document(FILE)));
        let found = collect(extract, FILE);
        assert_eq!((found.articles.len(), found.problems.len()), (1, 0));
        let article = &found.articles[0];
        assert_eq!(article.guid.as_deref(), Some("20190304:OST:17"));
        assert_eq!(article.title.as_deref(), Some("Harbour dues to rise"));
        assert_eq!(
            dates(article),
            [
                "nitf pubdata@date.publication: 20190304T091500+0100",
                "nitf date.issue@norm: 2019-03-03"
            ]
        );
        assert_eq!(article.source.as_ref().unwrap().text, "Ostport Press");
        assert_eq!(article.authors, ["Ann Writer", "Bo Scribe"]);
        assert_eq!(article.section.as_deref(), Some("Economy"));
        assert_eq!(article.tags, ["Shipping", "Ports", "HARBOUR"]);
        assert_eq!(article.lang.as_deref(), Some("en-GB"));
    }

    #[test]
    fn a_lead_that_the_full_text_repeats_is_kept_once() {
        let text = "<nitf><body><body.content><block class='lead'><p>Dues rise.</p><p>Now.</p></block>\
            <block class='full'><p>Dues rise.</p><p>Now.</p><p>Owners object.</p></block>\
            </body.content></body></nitf>";
        let body = &collect(extract, text).articles[0].body;
        assert_eq!(body, "Dues rise.\n\nNow.\n\nOwners object.");
    }

    #[test]
    fn a_note_to_editors_is_no_part_of_the_text() {
        let text = "<nitf><body><body.head><note><body.content><p>Do not run.</p></body.content>\
            </note></body.head><body.content><p>Dues rise.</p></body.content></body></nitf>";
        assert_eq!(collect(extract, text).articles[0].body, "Dues rise.");
    }

    #[test]
    fn the_body_keeps_paragraphs_rows_and_the_abstract() {
        let article = &collect(extract, FILE).articles[0];
        let expected = "Dues at the port rise.\n\nOwners object & protest.\n\nWhat it costs\n\n\
                        Boat  5\nShip  50";
        assert_eq!(article.body, expected);
    }
}
