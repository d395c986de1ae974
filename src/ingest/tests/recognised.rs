//! What each format is known by: one specimen each, and texts that only look like one.

use proptest::prelude::*;

use super::{drafts_as, options};
use crate::ingest::document::{Document, Options};
use crate::ingest::{format, recognise};

/// The format of some bytes under a name; nothing if they are of none.
fn known(path: &str, text: &str) -> Option<&'static str> {
    let document = Document { path, bytes: text.as_bytes(), text, sidecar: None };
    let bytes = recognise::of_bytes(document, &options()).expect("nothing is passed over");
    bytes.or_else(|| recognise::recognise(document)).map(|format| format.name)
}

/// A specimen of each format of text, under a name that tells nothing.
const SPECIMENS: &[(&str, &str)] = &[
    ("RTF", "{\\rtf1\\ansi The ferry is back.}"),
    (
        "MHTML",
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n",
    ),
    ("NITF", "<?xml version='1.0'?><nitf><body/></nitf>"),
    ("NewsML-G2", "<newsItem><itemMeta/></newsItem>"),
    ("NewsML 1", "<NewsML><NewsItem/></NewsML>"),
    (
        "WordPress export",
        "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><item/></channel></rss>",
    ),
    ("MODS", "<mods><titleInfo><title>a</title></titleInfo></mods>"),
    (
        "Zotero RDF",
        "<rdf:RDF xmlns:z='http://www.zotero.org/namespaces/export#'><bib:Article/></rdf:RDF>",
    ),
    ("MediaWiki", "<mediawiki><page/></mediawiki>"),
    ("Delpher", "<?xml version='1.0'?><text><title>A</title><p>b</p></text>"),
    ("Olive", "<XMD-entity ID='a'/>"),
    ("ABBYY", "<page width='1'><block blockType='Text'/></page>"),
    ("TETML", "<TET><Document/></TET>"),
    ("feed", "<rss><channel><item><title>a</title></item></channel></rss>"),
    ("sitemap", "<urlset><url><loc>a</loc></url></urlset>"),
    ("TimeML", "<TimeML><TEXT>a</TEXT></TimeML>"),
    ("TEI", "<TEI><text><body/></text></TEI>"),
    ("METS", "<mets/>"),
    ("ALTO", "<alto><Layout/></alto>"),
    (
        "hOCR",
        "<html><head><meta name='ocr-system' content='a'></head><body><div class='ocr_page'></div></body></html>",
    ),
    ("Reuters SGML", "<REUTERS TOPICS=\"NO\"><BODY>a</BODY></REUTERS>"),
    ("TREC", "<DOC><DOCNO>a</DOCNO><TEXT>b</TEXT></DOC>"),
    ("e-mail", "From: Ida <ida@quay.example>\nTo: all@quay.example\nSubject: a\n\nb"),
    ("RIS", "TY  - NEWS\nTI  - a\nER  - \n"),
    ("BibTeX", "@article{a, title = {b}, year = 2020}"),
    (
        "Factiva download",
        "Ferry\n48 words\n5 May 2023\nThe Quay\n(c) 2023\n\na\n\nDocument QUAYL00020230505ej5500001\n",
    ),
    (
        "Nexis download",
        "1 of 1 DOCUMENTS\n\nThe Quay\n\nMay 5, 2023\n\nBYLINE: Ida\n\nLENGTH: 9 words\n\na\n",
    ),
    (
        "Europresse download",
        "<html><body><article><span class=\"DocPublicationName\">a</span></article></body></html>",
    ),
    ("subtitles", "WEBVTT\n\n00:01.000 --> 00:02.000\na\n"),
    ("front matter over HTML", "---\ntitle: a\n---\n<p>b</p>\n"),
    ("JSON Lines", "{\"title\": \"a\"}\n{\"title\": \"b\"}\n"),
    ("JSON", "{\"title\": \"a\", \"text\": \"b\"}"),
    ("XML records", "<?xml version='1.0'?><a><b><title>a</title><content>b</content></b></a>"),
    (
        "Telegram page",
        "<html><body><div class=\"page_body chat_page\"><div class=\"message default\"></div></div></body></html>",
    ),
    ("HTML", "<!doctype html><html><body><p>a</p></body></html>"),
    ("wiki page", "{{date|May 5, 2023}}\na\n[[Category:B]]\n"),
    ("AsciiDoc", "= A\nIda Lund\n:page-tags: b\n\nc\n"),
    ("reStructuredText", "A title\n=======\n\n:date: 2023-05-05\n:author: Ida\n\nb\n"),
    ("Org", "#+TITLE: a\n\nb\n"),
    ("table", "title,date,text\na,2023-05-05,b\n"),
    ("Markdown", "---\ntitle: a\n---\n# B\n\nc\n"),
    ("text", "date 2023-11-05 The ferry is back.\n"),
];

#[test]
fn each_format_is_known_by_its_content_alone() {
    for (name, text) in SPECIMENS {
        assert_eq!(known("archive/file", text), Some(*name), "{text}");
    }
}

#[test]
fn every_format_of_text_has_a_specimen() {
    let told: Vec<&str> = SPECIMENS.iter().map(|(name, _)| *name).collect();
    let packed = [
        "DOCX",
        "ODT",
        "spreadsheet",
        "EPUB",
        "PDF",
        "ProQuest download",
        "IPTC 7901",
        "annotated words",
    ];
    let missing = format::FORMATS.iter().map(|format| format.name);
    let missing: Vec<&str> =
        missing.filter(|name| !told.contains(name) && !packed.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn names_decide_where_the_content_does_not() {
    for (path, text, name) in [
        ("a.md", "The ferry\n\n= not a heading\n", "Markdown"),
        ("a.adoc", "The ferry is back.\n", "AsciiDoc"),
        ("a.rst", "The ferry is back.\n", "reStructuredText"),
        ("a.org", "* The ferry\n", "Org"),
        ("a.html", "---\ntitle: a\n---\nThe ferry\n", "front matter over HTML"),
        ("a.md", "{\n\"title\": \"a\"\n}\n\nThe ferry is back.\n", "Markdown"),
        ("a.json", "{\n\"title\": \"a\"\n}\n", "JSON"),
        ("a.wiki", "The '''ferry'''\n", "wiki page"),
    ] {
        assert_eq!(known(path, text), Some(name), "{path}: {text}");
    }
}

#[test]
fn a_text_that_only_looks_like_a_format_is_text() {
    for text in [
        "12:30 The ferry left --> it came back.\n\nAt noon.",
        "= The ferry\n\nIt is back.",
        "The ferry\n=========\n\nIt is back.",
        "#+1 from me\n\nIt is back.",
        "{{ferry}} is a template.\n",
        "* The ferry\n* The quay\n",
        "From: the quay\nTo: the mole\n\nThe ferry runs again from Monday on.",
    ] {
        assert_eq!(known("archive/file", text), Some("text"), "{text}");
    }
}

proptest! {
    #[test]
    fn no_format_panics_over_a_specimen_that_is_broken(
        which in 0..SPECIMENS.len(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
        between in "[\\[\\]{}<>|=*#_`:./\\\\ a-zé0-9\n-]{0,40}", twice in any::<bool>(),
    ) {
        let (name, text) = SPECIMENS[which];
        let cut = |at: &prop::sample::Index| text.floor_char_boundary(at.index(text.len() + 1));
        let mut broken = format!("{}{between}{}", &text[..cut(&from)], &text[cut(&to)..]);
        if twice {
            broken = broken.repeat(3);
        }
        let format = format::by_name(name).expect("a format has its name");
        drafts_as(format, ("a", &broken), &Options::default());
    }
}
