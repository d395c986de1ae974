//! Texts in TEI: if divisions are marked as articles, each is an article; otherwise the whole text
//! is. Notes, running heads and page numbers are skipped.

use super::hocr::join_lines;
use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Rank};
use crate::ingest::parse::elements::Flow;
use crate::ingest::parse::xml::blocks::one_line;
use crate::ingest::parse::xml::{
    Element, Keyed, Record, Tree, dated, filled, records, report, root,
};

/// The maximum number of authors and dates that a header gives to every article under it.
const REPEATED: usize = 16;

/// Whether the first element is one of TEI.
pub fn recognise(document: Document<'_>) -> bool {
    let names = ["TEI", "TEI.2", "teiCorpus", "teiCorpus.2"];
    root(document.text).is_some_and(|root| names.iter().any(|name| root.is(name)))
}

/// Hands over the articles of each text.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    let mut keyed = Keyed::new(&mut *out);
    let is_text =
        |name: &str| name.eq_ignore_ascii_case("TEI") || name.eq_ignore_ascii_case("TEI.2");
    let ending = records(document.text, &is_text, &mut |_: &Tree, record: Record| {
        record.tree.root().is_none_or(|text| articles(text, &mut keyed))
    });
    let given = keyed.finish();
    report(ending, out);
    match given {
        0 => Err(Refusal::NotArticles("holds no text".to_owned())),
        _ => Ok(()),
    }
}

/// Hands over the articles of a text under its header.
fn articles(text: Element<'_, '_>, keyed: &mut Keyed<'_>) -> bool {
    let Some(body) = text.find("text") else { return true };
    let common = header(text);
    if !body.inside().any(is_article) {
        let title = common.title.clone().or_else(|| headline(body));
        let body = paragraphs(body.find("body").unwrap_or(body));
        return keyed.give(Draft { title, body, ..common });
    }
    let alone = body.inside().filter(|part| is_article(*part)).nth(1).is_none();
    let mut section = None;
    let mut behind = 0;
    for part in body.inside() {
        if part.span().start < behind {
            continue;
        }
        if !is_article(part) && part.inside().any(is_article) {
            // A section: its heading is the section of its articles; its other text is not part of
            // them.
            let heading = part.child("head").and(headline(part));
            section = heading.filter(|_| is_division(part)).or(section);
            let rest = own_text(part);
            if !rest.is_empty()
                && !keyed.give(Draft { body: rest, authors: vec![], ..untitled(&common) })
            {
                return false;
            }
        } else if is_division(part) || part.is("front") || part.is("back") {
            behind = part.span().end;
            let draft = division(part, &common, alone);
            let empty = draft.body.is_empty() && !is_article(part);
            if !empty && !keyed.give(Draft { section: section.clone(), ..draft }) {
                return false;
            }
        }
    }
    true
}

/// The fields that the header gives to every article.
fn untitled(common: &Draft) -> Draft {
    Draft { guid: None, title: None, ..common.clone() }
}

/// The article that a division is.
fn division(part: Element<'_, '_>, common: &Draft, alone: bool) -> Draft {
    let mut authors: Vec<String> = part.all("byline").filter_map(Element::line).collect();
    if authors.is_empty() && alone {
        authors.clone_from(&common.authors);
    }
    Draft {
        guid: part.attribute("id").and_then(filled),
        title: headline(part),
        body: paragraphs(part),
        authors,
        ..common.clone()
    }
}

fn is_division(part: Element<'_, '_>) -> bool {
    part.local().starts_with("div")
}

/// Whether an element is a division marked as an article. If the mark only contains the word, such
/// as `articles`, the division must not contain another article.
fn is_article(part: Element<'_, '_>) -> bool {
    let marks = |part: Element<'_, '_>, fits: fn(&str) -> bool| {
        let kinds = [part.attribute("type"), part.attribute("subtype")];
        let mut kinds = kinds.into_iter().flatten().map(|kind| kind.to_ascii_lowercase());
        is_division(part) && kinds.any(|kind| fits(&kind))
    };
    let is_named = |part| marks(part, |kind| matches!(kind, "article" | "news"));
    let is_like = |part| marks(part, |kind| kind.contains("article"));
    is_named(part) || is_like(part) && !part.inside().any(|inner| is_named(inner) || is_like(inner))
}

/// The text directly in a section, outside its divisions and its heading.
fn own_text(part: Element<'_, '_>) -> String {
    let own = |element: Element<'_, '_>| match element.local() {
        "head" | "front" | "body" | "back" | "group" | "text" => Flow::Skip,
        name if name.starts_with("div") => Flow::Skip,
        _ => flow(element),
    };
    join_lines(&part.paragraphs(own))
}

/// The fields that the header gives for the whole text.
fn header(text: Element<'_, '_>) -> Draft {
    let header = text.find("teiHeader");
    let line = |path: &[&'static str]| {
        path.iter().try_fold(header?, |part, name| part.find(name)).and_then(Element::line)
    };
    let journal = || {
        let source = header?.find("sourceDesc")?;
        let level = |title: &Element<'_, '_>| title.attribute("level").is_some_and(|l| l == "j");
        source.all("title").find(level).and_then(Element::line)
    };
    let journal = journal().or_else(|| line(&["sourceDesc", "monogr", "title"]));
    let title =
        line(&["sourceDesc", "analytic", "title"]).or_else(|| line(&["titleStmt", "title"]));
    let publisher = journal.or_else(|| line(&["publicationStmt", "publisher"]));
    let authors = header.and_then(|header| header.find("titleStmt"));
    let authors = authors.into_iter().flat_map(|statement| statement.all("author"));
    let language = header.and_then(|header| header.find("language")?.attribute("ident"));
    Draft {
        guid: line(&["publicationStmt", "idno"]),
        title,
        dates: header.map(dates).unwrap_or_default(),
        source: publisher.map(|name| Evidence::new("tei header", name)),
        authors: authors.filter_map(Element::line).take(REPEATED).collect(),
        lang: text.attribute("lang").or(language).and_then(filled),
        ..Draft::default()
    }
}

/// The dates of the source and of this edition.
fn dates(header: Element<'_, '_>) -> Vec<Candidate> {
    let within = |part: &'static str, kind, confidence| {
        let found = header.find(part).into_iter().flat_map(|part| part.all("date"));
        found.filter_map(move |date| {
            let when = date.attribute("when").or_else(|| date.attribute("value")).and_then(filled);
            dated(kind, confidence, &format!("tei {part} date"), &when.or_else(|| date.line())?)
        })
    };
    let source = within("sourceDesc", Rank::Stated, 92);
    let created = within("creation", Rank::Stated, 80);
    let edition = within("publicationStmt", Rank::Stated, 70);
    source.chain(created).chain(edition).take(REPEATED).collect()
}

/// The heading directly in a part, otherwise the first heading inside it; without notes.
fn headline(part: Element<'_, '_>) -> Option<String> {
    let head = part.child("head").or_else(|| part.find("head"))?;
    filled(one_line(&head.paragraphs(flow)))
}

fn paragraphs(part: Element<'_, '_>) -> String {
    join_lines(&part.paragraphs(flow))
}

fn flow(element: Element<'_, '_>) -> Flow {
    match element.local() {
        "p" | "head" | "div" | "ab" | "lg" | "list" | "item" | "quote" | "cit" | "byline"
        | "dateline" | "opener" | "closer" | "salute" | "signed" | "sp" | "speaker" | "table"
        | "front" | "body" | "back" | "titlePart" | "docTitle" | "argument" | "trailer" => {
            Flow::Block
        }
        "lb" | "l" | "row" => Flow::Line,
        "cell" => Flow::Cell,
        "note" | "fw" | "teiHeader" | "figDesc" | "facsimile" | "sic" | "orig" | "abbr" => {
            Flow::Skip
        }
        name if name.starts_with("div") => Flow::Block,
        _ => Flow::Inline,
    }
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const FILE: &str = include_str!("../../../tests/data/tei/issue.xml");

    #[test]
    fn divisions_that_are_articles_are_read_one_by_one() {
        assert!(recognise(document(FILE)));
        let found = collect(extract, FILE);
        assert_eq!((found.articles.len(), found.problems.len()), (2, 0));
        let first = &found.articles[0];
        assert_eq!((first.key.as_str(), first.title.as_deref()), ("a1", Some("Harbour dues")));
        assert_eq!(first.body, "Harbour dues\n\nDues in the harbour rise.\n\nOwners object.");
        assert_eq!(dates(first)[0], "tei sourceDesc date: 1858-07-10");
        assert_eq!(first.source.as_ref().unwrap().text, "The Ostport Post");
        assert_eq!(first.lang.as_deref(), Some("en"));
        assert_eq!(found.articles[1].key, "1");
    }

    #[test]
    fn a_text_without_marked_articles_is_one() {
        let file = "<TEI><teiHeader><fileDesc><titleStmt><title>A tale</title><author>Ann</author>\
                    </titleStmt></fileDesc></teiHeader><text><body><p>One.</p><p>Two.</p></body>\
                    </text></TEI>";
        let found = collect(extract, file);
        assert_eq!(found.articles[0].title.as_deref(), Some("A tale"));
        assert_eq!(found.articles[0].body, "One.\n\nTwo.");
        assert_eq!(found.articles[0].authors, ["Ann"]);
    }

    #[test]
    fn the_source_is_the_paper_and_not_the_library_that_keeps_it() {
        let file = "<TEI><teiHeader><fileDesc><titleStmt><author>Ann</author></titleStmt>\
            <publicationStmt><publisher>Port Library</publisher></publicationStmt><sourceDesc><bibl>\
            <title level='j'>The Quay</title></bibl></sourceDesc></fileDesc></teiHeader><text><body>\
            <div type='article'><p>One.</p></div></body></text></TEI>";
        let article = &collect(extract, file).articles[0];
        assert_eq!(article.source.as_ref().unwrap().text, "The Quay");
        assert_eq!(article.authors, ["Ann"]);
    }

    #[test]
    fn what_stands_beside_marked_articles_is_not_lost() {
        let text = "<TEI><teiHeader><fileDesc><titleStmt><title>Issue 1</title></titleStmt><sourceDesc><bibl>\
            <title level='j'>The Quay</title></bibl></sourceDesc></fileDesc></teiHeader><text><front><titlePart>\
            Year one</titlePart></front><body><div type='item' subtype='masthead'><p>The Quay, monthly.</p></div>\
            <div type='section'><head>Ships</head><p>A word before.</p><div type='item' subtype='article' xml:id='a1'>\
            <head>Ferry returns<note>By letter.</note></head><p>It is back.</p>\
            <div subtype='article'><p>So.</p></div></div><div type='item' subtype='verse'><head>Ode</head>\
            <lg><l>O ship</l></lg></div></div></body></text></TEI>";
        let found = collect(extract, text).articles;
        let told: Vec<_> = found.iter().map(|d| (d.title.as_deref(), d.body.as_str())).collect();
        assert_eq!(
            told,
            [
                (None, "Year one"),
                (None, "The Quay, monthly."),
                (None, "A word before."),
                (Some("Ferry returns"), "Ferry returns\n\nIt is back.\n\nSo."),
                (Some("Ode"), "Ode\n\nO ship"),
            ]
        );
        assert_eq!(found[3].section.as_deref(), Some("Ships"));
        assert_eq!(found[3].guid.as_deref(), Some("a1"));
        assert!(found.iter().all(|draft| draft.source.as_ref().unwrap().text == "The Quay"));
    }
}
