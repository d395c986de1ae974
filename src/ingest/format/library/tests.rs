//! One document made up here of each program.

use super::{abbyy, delpher, olive, tetml};
use crate::ingest::draft::Draft;
use crate::ingest::testing::{collect, dates, document};

#[test]
fn an_article_of_delpher_has_a_title_and_paragraphs() {
    let text = "<?xml version=\"1.0\"?>\n<text>\n<title>LUNDEN.</title>\n<p>The lock opened.</p>\n\
        <title>More</title><p>It rained.</p>\n</text>";
    assert!(delpher::recognise(document(text)));
    let draft = collect(delpher::extract, text).articles.remove(0);
    assert_eq!(draft.title.as_deref(), Some("LUNDEN."));
    assert_eq!(draft.body, "The lock opened.\n\nMore\n\nIt rained.");
    assert!(!delpher::recognise(document("<text id='1'><p>a</p></text>")));
}

#[test]
fn an_entity_of_olive_has_lines_of_words() {
    let word = |word: &str| format!("<W BOX=\"1 1 2 2\">{word}</W>");
    let text = format!(
        "<XMD-entity ENTITY_TYPE=\"Article\" ID=\"Ar1\" LANGUAGE=\"English\"><Meta NAME=\"x\" \
         PUBLICATION=\"The Quay\" ISSUE_DATE=\"02/01/1900\"/><Content><HedLine_hl1><Primitive><L>{}{}</L>\
         </Primitive></HedLine_hl1><Primitive ID=\"1\"><L>{}{}</L><L>{}</L></Primitive></Content></XMD-entity>",
        word("Ferry"),
        word("returns"),
        word("The"),
        word("har-"),
        word("bour."),
    );
    assert!(olive::recognise(document(&text)));
    let draft = collect(olive::extract, &text).articles.remove(0);
    assert_eq!(draft.title.as_deref(), Some("Ferry returns"));
    assert_eq!(draft.body, "The harbour.");
    assert_eq!(dates(&draft), ["Olive ISSUE_DATE: 1900-01-02"]);
    assert_eq!(draft.source.unwrap().text, "The Quay");
    let advertisement = text.replace("\"Article\"", "\"Ad\"");
    assert!(collect(olive::extract, &advertisement).refusal.is_some());
}

#[test]
fn a_page_of_abbyy_is_read_letter_by_letter() {
    let letters = |text: &str| -> String {
        text.chars().map(|c| format!("<charParams l=\"1\">{c}</charParams>")).collect()
    };
    let text = format!(
        "<document xmlns=\"http://www.abbyy.com/FineReader_xml/x.xml\"><page width=\"1\"><block blockType=\"Text\"><text>\
         <par><line><formatting lang=\"\">{}</formatting></line><line><formatting>{}</formatting></line></par>\
         <par><line><formatting>{}</formatting></line></par></text></block></page></document>",
        letters("The lo-"),
        letters("ck opened."),
        letters("It rained."),
    );
    assert!(abbyy::recognise(document(&text)));
    let draft = collect(abbyy::extract, &text).articles.remove(0);
    assert_eq!(draft.body, "The lock opened.\n\nIt rained.");
    let plain = "<page width=\"1\"><block blockType=\"Text\"><text><par><line><formatting>One lock.</formatting></line></par></text></block></page>";
    assert_eq!(collect(abbyy::extract, plain).articles[0].body, "One lock.");
}

#[test]
fn the_days_of_a_pdf_in_tetml_are_not_those_of_the_paper() {
    let word = |word: &str| format!("<Word><Text>{word}</Text></Word>");
    let text = format!(
        "<TET><Document filename=\"a.pdf\"><DocInfo><Author>Office</Author><CreationDate>2004-02-13</CreationDate>\
         <Title>Gazette 7</Title></DocInfo><Pages><Page><Content><Para>{}{}</Para><Para>{}</Para></Content></Page></Pages></Document></TET>",
        word("The"),
        word("lock."),
        word("Again."),
    );
    assert!(tetml::recognise(document(&text)));
    let draft: Draft = collect(tetml::extract, &text).articles.remove(0);
    assert_eq!(
        (draft.title.as_deref(), draft.body.as_str()),
        (Some("Gazette 7"), "The lock.\n\nAgain.")
    );
    assert!(draft.dates.is_empty());
    assert!(collect(tetml::extract, "<TET><Document/></TET>").articles.is_empty());
}
