//! Tests of the reader of tags.

use proptest::prelude::*;

use super::{Keyed, opens_any, root};
use crate::ingest::document::{Document, Extract};
use crate::ingest::draft::Draft;
use crate::ingest::format::{alto, feed, hocr, mets, newsml_g2, newsml1, nitf};
use crate::ingest::format::{iptc7901, reuters, sitemap, tei, timeml, trec, wxr};
use crate::ingest::testing::{Collected, collect, collect_document, document};

#[test]
fn the_root_is_found_behind_whatever_stands_before_it() {
    let text =
        "\n junk: <?xml version='1.0'?><!DOCTYPE a [<!ELEMENT b>]><!-- <c> --><n:Feed x='1'>";
    assert!(root(document(text).text).is_some_and(|root| root.is("feed")));
    assert!(opens_any(text, &["item", "feed"]));
    for text in ["no markup & nothing < here", "A sentence about <rss> is no feed.", ""] {
        assert!(root(text).is_none() && !opens_any(text, &["rss"]), "{text}");
    }
    assert!(!opens_any("<!DOCTYPE html><html><body><doc>", &["doc"]));
}

#[test]
fn every_article_has_a_key_of_its_own() {
    let mut collected = Collected::default();
    let mut keyed = Keyed::new(&mut collected);
    for guid in [Some("a"), None, Some("a")] {
        let (guid, body) = (guid.map(str::to_owned), "text".to_owned());
        keyed.give(Draft { guid, body, ..Draft::default() });
    }
    keyed.give(Draft::default());
    assert_eq!(keyed.finish(), 3);
    assert_eq!(collected.problems, ["1 record holds neither title nor text"]);
    let keys: Vec<&str> = collected.articles.iter().map(|draft| draft.key.as_str()).collect();
    assert_eq!(keys, ["a", "1", "a#2"]);
}

/// How a format is recognised and read, and a fixture of it.
type Format = (fn(Document<'_>) -> bool, Extract, &'static str);

/// Every format of this kind.
const FORMATS: [Format; 15] = [
    (
        iptc7901::recognise,
        iptc7901::extract,
        "\u{1}a 1\nb\u{2}Head =\nText\u{3}040915 GMT Mar 19\u{1}",
    ),
    (hocr::recognise, hocr::extract, "<html><div class='ocr_page'><p class='ocr_line'>a-\nb</p>"),
    (alto::recognise, alto::extract, include_str!("../../../../tests/data/alto/page.xml")),
    (mets::recognise, mets::extract, include_str!("../../../../tests/data/alto/links_mets.xml")),
    (feed::recognise, feed::extract, include_str!("../../../../tests/data/feed/harbour.rss")),
    (feed::recognise, feed::extract, include_str!("../../../../tests/data/feed/harbour.atom")),
    (wxr::recognise, wxr::extract, include_str!("../../../../tests/data/wxr/blog.xml")),
    (nitf::recognise, nitf::extract, include_str!("../../../../tests/data/nitf/harbour.xml")),
    (
        newsml1::recognise,
        newsml1::extract,
        include_str!("../../../../tests/data/newsml1/items.xml"),
    ),
    (
        newsml_g2::recognise,
        newsml_g2::extract,
        include_str!("../../../../tests/data/newsml-g2/message.xml"),
    ),
    (
        reuters::recognise,
        reuters::extract,
        include_str!("../../../../tests/data/reuters/stories.sgm"),
    ),
    (trec::recognise, trec::extract, include_str!("../../../../tests/data/trec/wire.sgml")),
    (sitemap::recognise, sitemap::extract, include_str!("../../../../tests/data/sitemap/news.xml")),
    (tei::recognise, tei::extract, include_str!("../../../../tests/data/tei/issue.xml")),
    (timeml::recognise, timeml::extract, include_str!("../../../../tests/data/timeml/ferry.tml")),
];

#[test]
fn each_fixture_is_recognised_by_its_format_alone() {
    for (number, (_, _, fixture)) in FORMATS.iter().enumerate() {
        let known = FORMATS.iter().enumerate().filter(|(_, (known, ..))| known(document(fixture)));
        let known: Vec<usize> = known.map(|(at, _)| at).collect();
        let expected = match number {
            4 | 5 => vec![4, 5],
            // An export of WordPress is a feed too.
            6 => vec![4, 5, 6],
            _ => vec![number],
        };
        assert_eq!(known, expected);
    }
}

#[test]
fn hostile_shapes_end_quickly_in_every_format() {
    let many = |piece: &str| piece.repeat(200_000 / piece.len());
    for (_, extract, fixture) in FORMATS {
        let end = fixture.rfind("</").unwrap_or(fixture.len() / 2);
        for piece in [
            "<a>",
            "<a ",
            "<a b=\"",
            "<!--",
            "<![CDATA[",
            "&#x",
            "</",
            "<!DOCTYPE a ['",
            "\u{1}",
            "[/a",
        ] {
            let file = format!("{}{}{}", &fixture[..end], many(piece), &fixture[end..]);
            let start = std::time::Instant::now();
            collect(extract, &file);
            assert!(start.elapsed().as_secs() < 5, "{piece} took {:?}", start.elapsed());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_is_cut_or_spliced_makes_a_format_panic(
        which in 0..FORMATS.len(), from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(), piece in "[<>/!?&;#=\"' a-cé\n\\[\\]\u{1}\u{2}\u{3}-]{0,12}",
    ) {
        let (recognise, extract, fixture) = FORMATS[which];
        let place = |index: prop::sample::Index| fixture.floor_char_boundary(index.index(fixture.len()));
        let (from, to) = (place(from), place(to));
        let file = format!("{}{piece}{}", &fixture[..from], &fixture[to..]);
        recognise(document(&file));
        collect(extract, &file);
        collect_document(alto::extract, Document { sidecar: Some(&file), ..document(FORMATS[2].2) });
    }
}
