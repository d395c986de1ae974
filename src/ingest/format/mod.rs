//! Every format that articles come in: its name, what it gives, what it is recognised by, and who
//! reads it. It decides nothing; [`super::recognise`] does.

pub mod alto;
pub mod annotated;
pub mod bibtex;
pub mod docx;
pub mod download;
pub mod epub;
pub mod feed;
pub mod hocr;
pub mod html;
pub mod iptc7901;
pub mod json;
pub mod mail;
pub mod markdown;
pub mod mets;
pub mod newsml1;
pub mod newsml_g2;
pub mod nitf;
pub mod odt;
pub mod pdf;
pub mod reuters;
pub mod ris;
pub mod sitemap;
pub mod table;
pub mod tei;
pub mod text;
pub mod timeml;
pub mod trec;
pub mod wxr;
pub mod xml_records;

use super::document::{Document, Extract};
use super::source::container::Kind;
use download::{factiva, nexis, proquest};

/// A format that articles come in.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name, as shown.
    pub name: &'static str,
    /// What it gives of articles, as a phrase.
    pub gives: &'static str,
    /// What in a document it is recognised by, as a phrase.
    pub sign: &'static str,
    /// Whether a document is of this format.
    pub recognises: fn(Document<'_>) -> bool,
    /// What finds its articles.
    pub extract: Extract,
}

// A format is what its name says: two of one name are one.
impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}

/// A format as it is listed: also one that only holds others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: &'static str,
    /// What it gives.
    pub gives: &'static str,
    /// What it is recognised by.
    pub sign: &'static str,
    /// Whether it holds files rather than articles.
    pub container: bool,
}

/// Every format that is not text; the first that recognises the bytes has them.
pub const DOCUMENTS: &[Format] = &[
    Format {
        name: "DOCX",
        gives: "title, text, day, authors, keywords",
        sign: "a zip that holds `word/document.xml`",
        recognises: docx::recognise,
        extract: docx::extract,
    },
    Format {
        name: "ODT",
        gives: "title, text, day, authors, keywords",
        sign: "a zip that holds `content.xml` and says that it is OpenDocument text",
        recognises: odt::recognise,
        extract: odt::extract,
    },
    Format {
        name: "EPUB",
        gives: "title, text, day, source, authors, keywords",
        sign: "a zip that holds `META-INF/container.xml`",
        recognises: epub::recognise,
        extract: epub::extract,
    },
    Format {
        name: "PDF",
        gives: "title, text, day; read by pdftotext, where it is installed",
        sign: "`%PDF-` among its first bytes",
        recognises: pdf::recognise,
        extract: pdf::extract,
    },
];

/// Every format of text; the first that recognises a document has it.
pub const FORMATS: &[Format] = &[
    Format {
        name: "NITF",
        gives: "title, text, day, source, authors, section, keywords",
        sign: "an element `<nitf>`",
        recognises: nitf::recognise,
        extract: nitf::extract,
    },
    Format {
        name: "NewsML-G2",
        gives: "an article an item: title, text, day, source, authors, section, keywords, language",
        sign: "a root such as `<newsItem>` or `<newsMessage>`, or an element `<itemMeta>`",
        recognises: newsml_g2::recognise,
        extract: newsml_g2::extract,
    },
    Format {
        name: "NewsML 1",
        gives: "an article an item: title, text, day, source, authors, keywords, language",
        sign: "a root `<NewsML>`",
        recognises: newsml1::recognise,
        extract: newsml1::extract,
    },
    Format {
        name: "WordPress export",
        gives: "a published post an article: title, text, day, source, authors, section, keywords, url",
        sign: "a feed that names `wordpress.org/export`",
        recognises: wxr::recognise,
        extract: wxr::extract,
    },
    Format {
        name: "feed",
        gives: "an entry an article (RSS 0.9 to 2.0, Atom, RDF): title, text, day, source, authors, section, keywords, language, url",
        sign: "a root such as `<rss>`, `<feed>` or `<rdf:RDF>` with items",
        recognises: feed::recognise,
        extract: feed::extract,
    },
    Format {
        name: "sitemap",
        gives: "a page of news an article: title, day, source, language, url",
        sign: "a root `<urlset>` or `<sitemapindex>`",
        recognises: sitemap::recognise,
        extract: sitemap::extract,
    },
    Format {
        name: "TimeML",
        gives: "title, text, day",
        sign: "a root `<TimeML>`",
        recognises: timeml::recognise,
        extract: timeml::extract,
    },
    Format {
        name: "TEI",
        gives: "title, text, day, source, authors, language",
        sign: "a root such as `<TEI>` or `<teiCorpus>`",
        recognises: tei::recognise,
        extract: tei::extract,
    },
    Format {
        name: "METS",
        gives: "the title, day and articles of the scanned pages beside it; no article of its own",
        sign: "a root `<mets>`",
        recognises: mets::recognise,
        extract: mets::extract,
    },
    Format {
        name: "ALTO",
        gives: "an article of a scanned page, or the page: title, text, day, source, page",
        sign: "a root `<alto>`",
        recognises: alto::recognise,
        extract: alto::extract,
    },
    Format {
        name: "hOCR",
        gives: "a scanned page an article: text, language, page",
        sign: "a root `<html>` that names its reader of characters (`ocr_page`)",
        recognises: hocr::recognise,
        extract: hocr::extract,
    },
    Format {
        name: "Reuters SGML",
        gives: "a story an article: title, text, day, authors, keywords",
        sign: "an element `<REUTERS>`",
        recognises: reuters::recognise,
        extract: reuters::extract,
    },
    Format {
        name: "TREC",
        gives: "a document an article: title, text, day, source, authors, section",
        sign: "elements `<DOC>` with `<DOCNO>`, `<TEXT>` or the like",
        recognises: trec::recognise,
        extract: trec::extract,
    },
    Format {
        name: "e-mail",
        gives: "a message an article: title, text, day, source, authors",
        sign: "headers of a message: `From:` with two of `Subject:`, `To:`, `Received:` and the like, or the `From ` line of a mailbox",
        recognises: mail::recognise,
        extract: mail::extract,
    },
    Format {
        name: "RIS",
        gives: "a reference an article: title, text, day, source, authors, keywords, language, url",
        sign: "a first line with the tag `TY`",
        recognises: ris::recognise,
        extract: ris::extract,
    },
    Format {
        name: "BibTeX",
        gives: "an entry an article: title, text, day, source, authors, keywords, language, url",
        sign: "a first entry `@kind{` with known fields",
        recognises: bibtex::recognise,
        extract: bibtex::extract,
    },
    Format {
        name: "Factiva download",
        gives: "an article each: title, text, day, source, authors, section, language",
        sign: "labels `HD`, `PD`, `LP` and `SN`, or lines of words and document numbers",
        recognises: factiva::recognise,
        extract: factiva::extract,
    },
    Format {
        name: "Nexis download",
        gives: "an article each: title, text, day, source, authors, section, language",
        sign: "rulers (`1 of 20 DOCUMENTS`, `End of Document`) and labels such as `LENGTH:`",
        recognises: nexis::recognise,
        extract: nexis::extract,
    },
    Format {
        name: "ProQuest download",
        gives: "an article each: title, text, day, source, authors, section, language, url",
        sign: "labels `ProQuest document ID` and `Full text`, `Abstract` or `Title`",
        recognises: proquest::recognise,
        extract: proquest::extract,
    },
    Format {
        name: "IPTC 7901",
        gives: "a message an article: title, text, day, source, keywords",
        sign: "a header between the control characters of a news wire",
        recognises: iptc7901::recognise,
        extract: iptc7901::extract,
    },
    Format {
        name: "JSON Lines",
        gives: "an article a line, by the names of its fields",
        sign: "a JSON object a line",
        recognises: json::is_lines,
        extract: json::extract_lines,
    },
    Format {
        name: "JSON",
        gives: "an article, a list of them, or articles under a key (JSON Feed and ninjs too), by the names of their fields",
        sign: "one JSON value",
        recognises: json::is_json,
        extract: json::extract,
    },
    Format {
        name: "XML records",
        gives: "an article an element, by the names of the elements in it",
        sign: "an element that holds the fields of an article, such as `<title>`, `<pubDate>` and `<content>`",
        recognises: xml_records::recognise,
        extract: xml_records::extract,
    },
    Format {
        name: "HTML",
        gives: "a page an article: title, text, day, source, authors, section, keywords, language, url, from JSON-LD, meta elements and what is seen",
        sign: "it begins as a page: `<!doctype html>`, `<html>`, `<head>` or `<body>`",
        recognises: html::recognise,
        extract: html::extract,
    },
    Format {
        name: "annotated words",
        gives: "a document an article: text, and what its comments say",
        sign: "rows of columns, a word each, between comments that begin documents",
        recognises: annotated::is_tokens,
        extract: annotated::extract,
    },
    Format {
        name: "table",
        gives: "an article a row (CSV, TSV), by the names of its columns",
        sign: "a first line whose values are names of fields",
        recognises: table::is_table,
        extract: table::extract,
    },
    Format {
        name: "Markdown",
        gives: "an article, or one a section of a digest: front matter, title, text, day",
        sign: "front matter, with a heading `# ` below it",
        recognises: markdown::is_markdown,
        extract: markdown::extract,
    },
    Format {
        name: "text",
        gives: "an article, or several between rulers: labelled lines, front matter, a title, a day in the first words",
        sign: "text that nothing else recognises",
        recognises: text::is_text,
        extract: text::extract,
    },
];

/// Every format of which a document can be, in the order in which they are tried, and then the
/// containers.
pub fn listed() -> impl Iterator<Item = Listed> {
    let articles = DOCUMENTS.iter().chain(FORMATS).map(|format| Listed {
        name: format.name,
        gives: format.gives,
        sign: format.sign,
        container: false,
    });
    let containers = Kind::ALL.into_iter().map(|kind| Listed {
        name: kind.name(),
        gives: kind.gives(),
        sign: kind.sign(),
        container: true,
    });
    articles.chain(containers)
}

/// The format of articles that has a name, in any case.
pub fn by_name(name: &str) -> Option<&'static Format> {
    let name = name.trim();
    DOCUMENTS.iter().chain(FORMATS).find(|format| format.name.eq_ignore_ascii_case(name))
}

/// Whether documents of a format are read as bytes, rather than as text.
pub fn is_of_bytes(format: &Format) -> bool {
    DOCUMENTS.iter().any(|other| other.name == format.name)
}

#[cfg(test)]
mod tests {
    use super::{by_name, listed};

    #[test]
    fn every_format_has_a_name_of_its_own_and_says_what_it_gives() {
        let mut names: Vec<&str> = listed().map(|format| format.name).collect();
        assert!(listed().all(|format| !format.gives.is_empty() && !format.sign.is_empty()));
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn a_format_is_named_in_any_case() {
        assert_eq!(by_name("html").map(|format| format.name), Some("HTML"));
        assert_eq!(by_name(" Newsml-g2 ").map(|format| format.name), Some("NewsML-G2"));
        assert!(by_name("zip").is_none());
    }
}
