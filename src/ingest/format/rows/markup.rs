//! Formats of XML and SGML with a vocabulary of their own.

use super::super::{
    Format, alto, feed, hocr, mediawiki, mets, mods, newsml_g2, newsml1, nitf, reuters, sitemap,
    tei, timeml, trec, wxr, zotero,
};
use crate::ingest::format::library::{abbyy, delpher, olive, tetml};
use crate::ingest::source::boundaries;
use crate::ingest::source::chunks::Chunking;

/// The rows, in the order in which they are tried.
pub(super) const ROWS: &[Format] = &[
    Format {
        name: "NITF",
        gives: "title, text, day, source, authors, section, keywords",
        sign: "an element `<nitf>`",
        ..Format::of_text(nitf::recognise, nitf::extract)
    },
    Format {
        name: "NewsML-G2",
        gives: "an article an item: title, text, day, source, authors, section, keywords, language",
        sign: "a root such as `<newsItem>` or `<newsMessage>`, or an element `<itemMeta>`",
        ..Format::of_text(newsml_g2::recognise, newsml_g2::extract)
    },
    Format {
        name: "NewsML 1",
        gives: "an article an item: title, text, day, source, authors, keywords, language",
        sign: "a root `<NewsML>`",
        ..Format::of_text(newsml1::recognise, newsml1::extract)
    },
    Format {
        name: "WordPress export",
        gives: "a published post an article: title, text, day, source, authors, section, keywords, url",
        sign: "a feed that names `wordpress.org/export`",
        is_page: true,
        ..Format::of_text(wxr::recognise, wxr::extract)
    },
    Format {
        name: "MODS",
        gives: "a description an article: title, abstract, day, source, authors, keywords, language, url",
        sign: "a root `<mods>` or `<modsCollection>`",
        ..Format::of_text(mods::recognise, mods::extract)
    },
    Format {
        name: "Zotero RDF",
        gives: "an item an article: title, abstract, day, source, authors, keywords, language, url",
        sign: "a root `<rdf:RDF>` that names `zotero.org/namespaces`",
        ..Format::of_text(zotero::recognise, zotero::extract)
    },
    Format {
        name: "MediaWiki",
        gives: "a page an article: title, text, day, source, keywords, language, url",
        sign: "a root `<mediawiki>`",
        ..Format::of_text(mediawiki::is_dump, mediawiki::extract_dump)
    },
    Format {
        name: "Delpher",
        gives: "an article of a scanned newspaper: title, text",
        sign: "a root `<text>` with titles and paragraphs alone",
        ..Format::of_text(delpher::recognise, delpher::extract)
    },
    Format {
        name: "Olive",
        gives: "an article of a scanned newspaper: title, text, day, source, section, language",
        sign: "a root `<XMD-entity>`",
        ..Format::of_text(olive::recognise, olive::extract)
    },
    Format {
        name: "ABBYY",
        gives: "a scanned page an article: text",
        sign: "a root `<document>` of FineReader, or a `<page>` of its blocks",
        ..Format::of_text(abbyy::recognise, abbyy::extract)
    },
    Format {
        name: "TETML",
        gives: "a PDF that TET has read: title, text, authors",
        sign: "a root `<TET>`",
        ..Format::of_text(tetml::recognise, tetml::extract)
    },
    Format {
        name: "feed",
        gives: "an entry an article (RSS 0.9 to 2.0, Atom, RDF): title, text, day, source, authors, section, keywords, language, url",
        sign: "a root such as `<rss>`, `<feed>` or `<rdf:RDF>` with items",
        is_page: true,
        ..Format::of_text(feed::recognise, feed::extract)
    },
    Format {
        name: "sitemap",
        gives: "a page of news an article: title, day, source, language, url",
        sign: "a root `<urlset>` or `<sitemapindex>`",
        ..Format::of_text(sitemap::recognise, sitemap::extract)
    },
    Format {
        name: "TimeML",
        gives: "title, text, day",
        sign: "a root `<TimeML>`",
        ..Format::of_text(timeml::recognise, timeml::extract)
    },
    Format {
        name: "TEI",
        gives: "title, text, day, source, authors, language",
        sign: "a root such as `<TEI>` or `<teiCorpus>`",
        ..Format::of_text(tei::recognise, tei::extract)
    },
    Format {
        name: "METS",
        gives: "the title, day and articles of the scanned pages beside it; no article of its own",
        sign: "a root `<mets>`",
        ..Format::of_text(mets::recognise, mets::extract)
    },
    Format {
        name: "ALTO",
        gives: "an article of a scanned page, or the page: title, text, day, source, page",
        sign: "a root `<alto>`",
        ..Format::of_text(alto::recognise, alto::extract)
    },
    Format {
        name: "hOCR",
        gives: "a scanned page an article: text, language, page",
        sign: "a root `<html>` that names its reader of characters (`ocr_page`)",
        ..Format::of_text(hocr::recognise, hocr::extract)
    },
    Format {
        name: "Reuters SGML",
        gives: "a story an article: title, text, day, authors, keywords",
        sign: "an element `<REUTERS>`",
        chunking: Some(Chunking::at(boundaries::reuters)),
        ..Format::of_text(reuters::recognise, reuters::extract)
    },
    Format {
        name: "TREC",
        gives: "a document an article: title, text, day, source, authors, section",
        sign: "elements `<DOC>` with `<DOCNO>`, `<TEXT>` or the like",
        chunking: Some(Chunking::at(boundaries::sgml_doc)),
        ..Format::of_text(trec::recognise, trec::extract)
    },
];
