//! Tests of scanned pages.

use super::{extract, recognise};
use crate::ingest::document::Document;
use crate::ingest::format::mets;
use crate::ingest::testing::{Collected, collect_document, dates, document};

const PAGE: &str = include_str!("../../../../tests/data/alto/page.xml");
const BLOCKS: &str = include_str!("../../../../tests/data/alto/blocks_mets.xml");
const LINKS: &str = include_str!("../../../../tests/data/alto/links_mets.xml");

fn page(mets: Option<&str>) -> Collected {
    let document = Document { path: "1858/text/page.xml", sidecar: mets, ..document(PAGE) };
    assert!(recognise(document));
    collect_document(extract, document)
}

const DUES: &str = "HARBOUR DUES\n\nDues in summer harbours remain Bel&Co- Ost.";

#[test]
fn without_a_description_the_page_is_an_article() {
    let found = page(None);
    assert_eq!((found.articles.len(), found.problems.len()), (1, 0));
    let article = &found.articles[0];
    assert_eq!(article.body, format!("OSTPORT POST\n\n{DUES}"));
    assert_eq!((article.key.as_str(), &article.tags), ("page 2", &vec!["page 2".to_owned()]));
    assert_eq!(article.lang.as_deref(), Some("en"));
}

#[test]
fn blocks_that_an_article_names_make_it_and_the_rest_is_kept() {
    let found = page(Some(BLOCKS));
    let [article, rest] = &found.articles[..] else { panic!("{found:?}") };
    assert_eq!(article.key, "A1");
    assert_eq!(article.title.as_deref(), Some("The Harbour dues."));
    assert_eq!(article.section.as_deref(), Some("Trade"));
    assert_eq!(article.body, DUES);
    assert_eq!(article.source.as_ref().unwrap().text, "The Ostport Post");
    assert_eq!(dates(article), ["mets dateIssued: 1858-07-10"]);
    assert_eq!((rest.body.as_str(), rest.title.as_deref()), ("OSTPORT POST", None));
    assert_eq!(dates(rest), ["mets dateIssued: 1858-07-10"]);
}

#[test]
fn areas_that_an_article_is_linked_to_make_it() {
    let found = page(Some(LINKS));
    let [article, rest] = &found.articles[..] else { panic!("{found:?}") };
    assert_eq!(article.title.as_deref(), Some("Harbour dues"));
    assert_eq!(article.body, "HARBOUR DUES\n\nDues in summer");
    assert_eq!(article.source.as_ref().unwrap().text, "The Ostport Post");
    assert_eq!(dates(article), ["mets label: 1858-07-10"]);
    assert!(rest.body.starts_with("OSTPORT POST\n\nharbours"));
}

#[test]
fn the_description_itself_holds_no_article() {
    assert!(mets::recognise(document(LINKS)));
    assert!(collect_document(mets::extract, document(LINKS)).refusal.is_some());
    assert!(mets::is_name("1858_METS.xml") && !mets::is_name("meets.txt"));
}
