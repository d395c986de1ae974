//! The table of article formats, with every fact about each format. [`super::recognise`] selects
//! the format of a document.
//!
//! A new format is a file or folder here and a row in one of the files of `rows`.

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
pub mod library;
pub mod light;
pub mod mail;
pub mod markdown;
pub mod mediawiki;
pub mod mets;
pub mod mhtml;
pub mod mods;
pub mod newsml1;
pub mod newsml_g2;
pub mod nitf;
pub mod odt;
pub mod pdf;
pub mod post;
pub mod reuters;
pub mod ris;
mod rows;
pub mod rtf;
pub mod sitemap;
pub mod spreadsheet;
pub mod subtitles;
pub mod table;
pub mod tei;
pub mod telegram;
pub mod text;
pub mod timeml;
pub mod trec;
pub mod wxr;
pub mod xml_records;
pub mod zotero;

use super::document::{Document, Extract};
use super::source::chunks::Chunking;
use super::source::container::Kind;
use super::source::read::MAX_BYTES;

pub use rows::FORMATS;

/// The maximum number of bytes read from a document of running text: 32 MiB, longer than any
/// article.
const MAX_PROSE: u64 = 32 << 20;

/// An article format, with every fact about it.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its display name; unique among formats.
    pub name: &'static str,
    /// What it gives of articles, as a phrase.
    pub gives: &'static str,
    /// How it is recognised, as a phrase.
    pub sign: &'static str,
    /// Whether a document is of this format.
    pub recognises: fn(Document<'_>) -> bool,
    /// The extractor of its articles.
    pub extract: Extract,
    /// Whether its extractor reads bytes; documents of other formats are decoded into text first.
    pub is_bytes: bool,
    /// How a long document is cut into chunks; `None` if it must be read whole.
    pub chunking: Option<Chunking>,
    /// The maximum number of bytes read from a document that is not cut into chunks.
    pub max_bytes: u64,
    /// Whether its articles are web pages or derived from them: only these carry boilerplate.
    pub is_page: bool,
    /// Extensions, in lower case, of files that probably hold one page each; `""` is a name without
    /// one.
    pub page_extensions: &'static [&'static str],
}

// Formats with the same name are equal.
impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}

impl Format {
    /// A text format. The row gives its name and whatever differs from these defaults: documents
    /// are read whole, up to [`MAX_BYTES`], and are not pages.
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

    /// A format that is read as bytes; otherwise like [`Format::of_text`].
    const fn of_bytes(recognises: fn(Document<'_>) -> bool, extract: Extract) -> Format {
        Format { is_bytes: true, ..Format::of_text(recognises, extract) }
    }

    /// Whether files with an extension, case-insensitive, probably hold one page of this format
    /// each.
    pub fn has_page_extension(&self, extension: &str) -> bool {
        self.page_extensions.iter().any(|page| page.eq_ignore_ascii_case(extension))
    }
}

/// The kind of a file or a member of a container.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FileFormat {
    /// It holds articles.
    Articles(&'static Format),
    /// It holds files.
    Container(Kind),
}

impl FileFormat {
    /// The display name of the format.
    pub fn name(self) -> &'static str {
        match self {
            FileFormat::Articles(format) => format.name,
            FileFormat::Container(kind) => kind.name(),
        }
    }

    /// How such files are recognised, as a phrase.
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

/// An entry in the list of formats, which includes containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: &'static str,
    /// What it gives.
    pub gives: &'static str,
    /// How it is recognised.
    pub sign: &'static str,
    /// Whether it holds files rather than articles.
    pub container: bool,
}

/// Every document format, in the order in which they are tried, followed by the containers.
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

/// The article format with a name, case-insensitive.
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
