//! The table of formats that articles come in, with every fact about each. [`super::recognise`]
//! decides which of them a document is in.
//!
//! A new format is a file or folder here and a row of [`FORMATS`].

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
use super::source::boundaries;
use super::source::chunks::Chunking;
use super::source::container::Kind;
use super::source::read::MAX_BYTES;
use download::{factiva, nexis, proquest};

/// The most bytes that are read of a document of running text: 32 MiB, longer than any article.
const MAX_PROSE: u64 = 32 << 20;

/// A format that articles come in, with every fact about it.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name, as shown; no two formats share one.
    pub name: &'static str,
    /// What it gives of articles, as a phrase.
    pub gives: &'static str,
    /// What in a document it is recognised by, as a phrase.
    pub sign: &'static str,
    /// Whether a document is of this format.
    pub recognises: fn(Document<'_>) -> bool,
    /// What finds its articles.
    pub extract: Extract,
    /// Whether documents are read as bytes; those of other formats are decoded into text first.
    pub is_bytes: bool,
    /// How a long document is cut into chunks; `None` if it must be read whole.
    pub chunking: Option<Chunking>,
    /// The most bytes that are read of a document that is not cut into chunks.
    pub max_bytes: u64,
    /// Whether its articles are web pages or made of such: only these carry boilerplate.
    pub is_page: bool,
    /// Extensions, in lower case, of files that are likely one page each; `""` is a name without one.
    pub page_extensions: &'static [&'static str],
}

// Two formats of one name are the same.
impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}

impl Format {
    /// A format of text. The row gives its name and what differs from these defaults: documents are
    /// read whole, up to [`MAX_BYTES`], and are no pages.
    const fn of_text(recognises: fn(Document<'_>) -> bool, extract: Extract) -> Format {
        Format {
            name: "",
            gives: "",
            sign: "",
            recognises,
            extract,
            is_bytes: false,
            chunking: None,
            max_bytes: MAX_BYTES,
            is_page: false,
            page_extensions: &[],
        }
    }

    /// A format that is read as bytes; for the rest as [`Format::of_text`].
    const fn of_bytes(recognises: fn(Document<'_>) -> bool, extract: Extract) -> Format {
        Format { is_bytes: true, ..Format::of_text(recognises, extract) }
    }

    /// Whether files with an extension, in any case, are likely one page of this format each.
    pub fn has_page_extension(&self, extension: &str) -> bool {
        self.page_extensions.iter().any(|page| page.eq_ignore_ascii_case(extension))
    }
}

/// What a file or a member of a container is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FileFormat {
    /// It holds articles.
    Articles(&'static Format),
    /// It holds files.
    Container(Kind),
}

impl FileFormat {
    /// The name of the format, as shown.
    pub fn name(self) -> &'static str {
        match self {
            FileFormat::Articles(format) => format.name,
            FileFormat::Container(kind) => kind.name(),
        }
    }

    /// What such files are recognised by, as a phrase.
    pub fn sign(self) -> &'static str {
        match self {
            FileFormat::Articles(format) => format.sign,
            FileFormat::Container(kind) => kind.sign(),
        }
    }

    /// The format of the articles; `None` for a container.
    pub fn of_articles(self) -> Option<&'static Format> {
        match self {
            FileFormat::Articles(format) => Some(format),
            FileFormat::Container(_) => None,
        }
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

/// Every format, those that are read as bytes first. The first that recognises a document has it.
pub const FORMATS: &[Format] = &[
    Format {
        name: "DOCX",
        gives: "title, text, day, authors, keywords",
        sign: "a zip that holds `word/document.xml`",
        ..Format::of_bytes(docx::recognise, docx::extract)
    },
    Format {
        name: "ODT",
        gives: "title, text, day, authors, keywords",
        sign: "a zip that holds `content.xml` and says that it is OpenDocument text",
        ..Format::of_bytes(odt::recognise, odt::extract)
    },
    Format {
        name: "EPUB",
        gives: "title, text, day, source, authors, keywords",
        sign: "a zip that holds `META-INF/container.xml`",
        ..Format::of_bytes(epub::recognise, epub::extract)
    },
    Format {
        name: "PDF",
        gives: "title, text, day; read by pdftotext, where it is installed",
        sign: "`%PDF-` among its first bytes",
        ..Format::of_bytes(pdf::recognise, pdf::extract)
    },
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
    Format {
        name: "e-mail",
        gives: "a message an article: title, text, day, source, authors",
        sign: "headers of a message: `From:` with two of `Subject:`, `To:`, `Received:` and the like, or the `From ` line of a mailbox",
        chunking: Some(Chunking::at(boundaries::message)),
        ..Format::of_text(mail::recognise, mail::extract)
    },
    Format {
        name: "RIS",
        gives: "a reference an article: title, text, day, source, authors, keywords, language, url",
        sign: "a first line with the tag `TY`",
        chunking: Some(Chunking::at(boundaries::reference)),
        ..Format::of_text(ris::recognise, ris::extract)
    },
    Format {
        name: "BibTeX",
        gives: "an entry an article: title, text, day, source, authors, keywords, language, url",
        sign: "a first entry `@kind{` with known fields",
        ..Format::of_text(bibtex::recognise, bibtex::extract)
    },
    Format {
        name: "Factiva download",
        gives: "an article each: title, text, day, source, authors, section, language",
        sign: "labels `HD`, `PD`, `LP` and `SN`, or lines of words and document numbers",
        ..Format::of_text(factiva::recognise, factiva::extract)
    },
    Format {
        name: "Nexis download",
        gives: "an article each: title, text, day, source, authors, section, language",
        sign: "rulers (`1 of 20 DOCUMENTS`, `End of Document`) and labels such as `LENGTH:`",
        ..Format::of_text(nexis::recognise, nexis::extract)
    },
    Format {
        name: "ProQuest download",
        gives: "an article each: title, text, day, source, authors, section, language, url",
        sign: "labels `ProQuest document ID` and `Full text`, `Abstract` or `Title`",
        ..Format::of_text(proquest::recognise, proquest::extract)
    },
    Format {
        name: "IPTC 7901",
        gives: "a message an article: title, text, day, source, keywords",
        sign: "a header between the control characters of a news wire",
        ..Format::of_text(iptc7901::recognise, iptc7901::extract)
    },
    Format {
        name: "JSON Lines",
        gives: "an article a line, by the names of its fields",
        sign: "a JSON object a line",
        chunking: Some(Chunking::at(boundaries::line)),
        is_page: true,
        ..Format::of_text(json::is_lines, json::extract_lines)
    },
    Format {
        name: "JSON",
        gives: "an article, a list of them, or articles under a key (JSON Feed and ninjs too), by the names of their fields",
        sign: "one JSON value",
        chunking: Some(Chunking {
            head: boundaries::list_head,
            boundary: boundaries::element,
            tail: b"]",
        }),
        is_page: true,
        page_extensions: &["json"],
        ..Format::of_text(json::is_json, json::extract)
    },
    Format {
        name: "XML records",
        gives: "an article an element, by the names of the elements in it",
        sign: "an element that holds the fields of an article, such as `<title>`, `<pubDate>` and `<content>`",
        ..Format::of_text(xml_records::recognise, xml_records::extract)
    },
    Format {
        name: "HTML",
        gives: "a page an article: title, text, day, source, authors, section, keywords, language, url, from JSON-LD, meta elements and what is seen",
        sign: "it begins as a page: `<!doctype html>`, `<html>`, `<head>` or `<body>`",
        is_page: true,
        page_extensions: &["html", "htm", "xhtml", "shtml", "php", "asp", "aspx"],
        max_bytes: MAX_PROSE,
        ..Format::of_text(html::recognise, html::extract)
    },
    Format {
        name: "annotated words",
        gives: "a document an article: text, and what its comments say",
        sign: "rows of columns, a word each, between comments that begin documents",
        ..Format::of_text(annotated::is_tokens, annotated::extract)
    },
    Format {
        name: "table",
        gives: "an article a row (CSV, TSV), by the names of its columns",
        sign: "a first line whose values are names of fields",
        chunking: Some(Chunking { head: boundaries::table_head, ..Chunking::at(boundaries::row) }),
        is_page: true,
        ..Format::of_text(table::is_table, table::extract)
    },
    Format {
        name: "Markdown",
        gives: "an article, or one a section of a digest: front matter, title, text, day",
        sign: "front matter, with a heading `# ` below it",
        is_page: true,
        page_extensions: &["md", "markdown"],
        max_bytes: MAX_PROSE,
        ..Format::of_text(markdown::is_markdown, markdown::extract)
    },
    Format {
        name: "text",
        gives: "an article, or several between rulers: labelled lines, front matter, a title, a day in the first words",
        sign: "text that nothing else recognises",
        is_page: true,
        page_extensions: &["", "txt", "text"],
        max_bytes: MAX_PROSE,
        ..Format::of_text(text::is_text, text::extract)
    },
];

/// Every format of which a document can be, in the order in which they are tried, and then the
/// containers.
pub fn listed() -> impl Iterator<Item = Listed> {
    let articles = FORMATS.iter().map(|format| Listed {
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
    FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name))
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
