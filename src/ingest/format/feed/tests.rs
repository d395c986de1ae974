//! Tests of feeds.

use super::{extract, recognise};
use crate::ingest::document::Refusal;
use crate::ingest::testing::{collect, dates, document};

const RSS: &str = include_str!("../../../../tests/data/feed/harbour.rss");
const ATOM: &str = include_str!("../../../../tests/data/feed/harbour.atom");

#[test]
fn an_entry_of_rss_gives_all_its_fields() {
    assert!(recognise(document(RSS)));
    let found = collect(extract, RSS);
    let entry = &found.articles[0];
    assert_eq!(entry.title.as_deref(), Some("Dues & tolls rise"));
    assert_eq!(entry.body, "Dues at the port été.\n\nOwners object.");
    assert_eq!(entry.guid.as_deref(), Some("ost-1"));
    assert_eq!(entry.url.as_deref(), Some("https://ostport.example/dues"));
    assert_eq!(dates(entry), ["feed pubDate: Mon, 04 Mar 2019 09:15:00 +0100"]);
    assert_eq!(entry.authors, ["Ann Writer"]);
    assert_eq!(entry.tags, ["Economy", "Ports"]);
    assert_eq!(entry.lang.as_deref(), Some("en"));
    assert_eq!(entry.source.as_ref().unwrap().text, "Ostport Daily");
}

#[test]
fn an_ill_formed_entry_still_gives_what_it_has() {
    let found = collect(extract, RSS);
    let entry = &found.articles[1];
    assert_eq!(entry.title.as_deref(), Some("5 < 6 and R&D"));
    assert_eq!(dates(entry), ["feed d:date: 2019-03-05"]);
    assert_eq!(entry.authors, ["Bo Scribe"]);
    assert_eq!(found.problems, [format!("breaks off at byte {}", RSS.len())]);
}

#[test]
fn an_entry_of_atom_gives_all_its_fields() {
    let found = collect(extract, ATOM);
    let entry = &found.articles[0];
    assert_eq!(entry.title.as_deref(), Some("Taxes <5 & plus"));
    assert_eq!(entry.body, "Un.\n\nDeux.");
    assert_eq!(entry.url.as_deref(), Some("https://port.example/a"));
    let expected =
        ["feed published: 2019-03-04T09:15:00+01:00", "feed updated: 2019-03-06T00:00:00Z"];
    assert_eq!(dates(entry), expected);
    assert_eq!(entry.authors, ["Redaction"]);
    assert_eq!(entry.tags, ["Economie"]);
    assert_eq!(entry.lang.as_deref(), Some("fr"));
    assert_eq!(entry.source.as_ref().unwrap().text, "Agence");
}

#[test]
fn a_feed_that_breaks_off_gives_the_entries_before_and_marks_the_last() {
    let cut = &RSS[..RSS.find("</content").unwrap() - 20];
    let found = collect(extract, cut);
    assert_eq!(found.articles.len(), 1);
    assert_eq!(found.articles[0].notes, ["the file ends inside this article"]);
    assert_eq!(found.problems.len(), 1);
}

#[test]
fn a_feed_without_entries_is_refused() {
    let found = collect(extract, "<rss><channel><title>Empty</title></channel></rss>");
    assert!(matches!(found.refusal, Some(Refusal::NotArticles(_))));
}

#[test]
fn a_text_in_base64_is_decoded() {
    let coded = "PGI+VGlkZXM8L2I+IHJpc2U=";
    for said in [r#"mode="base64""#, r#"type="application/octet-stream""#] {
        let feed = format!(
            "<feed><entry><title {said}>\n{coded}\n</title><content {said}>{coded}</content></entry></feed>"
        );
        let found = collect(extract, &feed);
        assert_eq!(found.articles[0].title.as_deref(), Some("Tides rise"), "{said}");
        assert_eq!(found.articles[0].body, "Tides rise", "{said}");
    }
    let plain = format!("<feed><entry><title>{coded}</title></entry></feed>");
    assert_eq!(collect(extract, &plain).articles[0].title.as_deref(), Some(coded));
}

#[test]
fn the_title_of_a_picture_is_not_the_title_of_its_entry() {
    let feed = "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item>\
        <media:title>A picture</media:title><title>Tides rise</title></item></channel></rss>";
    assert_eq!(collect(extract, feed).articles[0].title.as_deref(), Some("Tides rise"));
}

#[test]
fn a_link_that_is_not_whole_is_taken_from_the_base_or_the_site() {
    for (head, expected) in [
        ("<feed xml:base='https://a.example/b/c'>", "https://a.example/b/tide"),
        ("<feed><link href='https://a.example/'/>", "https://a.example/tide"),
        ("<feed>", "tide"),
    ] {
        let feed = format!("{head}<entry><title>T</title><link href='tide'/></entry></feed>");
        let found = collect(extract, &feed);
        assert_eq!(found.articles[0].url.as_deref(), Some(expected), "{head}");
    }
}
