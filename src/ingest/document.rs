//! The input and output of an extractor. An extractor finds the articles of a document and hands
//! them over as drafts, every field as written; [`super::article::normalise`] judges dates, names
//! sources and truncates texts.

use std::fmt;

use super::documents::Raw;
use super::draft::Drafts;

/// The bytes of a file (or of a member of a container) that an extractor reads.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its path relative to the archive root, `/` between folders, the member after `!/`.
    pub path: &'a str,
    /// Its raw bytes.
    pub bytes: &'a [u8],
    /// Its decoded text, from [`super::source::charset`]; line ends as in the file, no BOM.
    pub text: &'a str,
    /// The text of its sidecar file, if there is one.
    pub sidecar: Option<&'a str>,
}

impl<'a> Document<'a> {
    /// A document with its text. A chunk has no sidecar, because a sidecar describes a whole file.
    pub fn of(raw: Raw<'a>, text: &'a str, sidecar: Option<&'a str>) -> Document<'a> {
        let sidecar = sidecar.filter(|_| raw.chunk_of.is_none());
        Document { path: raw.path, bytes: raw.bytes, text, sidecar }
    }
}

/// The user's options for extraction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The user's own field names: (field of dateline, path in the record), in order.
    pub map: Vec<(String, String)>,
    /// The program that reads the text of a PDF, if there is one.
    pub pdf_text: Option<PdfText>,
}

/// A program that turns the bytes of a PDF into text, or returns the reason why it cannot. The
/// caller that provides it limits its time and output.
#[derive(Clone, Copy)]
pub struct PdfText(pub fn(&[u8]) -> Result<String, String>);

// Options are compared and printed to decide whether files must be read again: only the presence of
// a program counts, because its address changes from run to run.
impl fmt::Debug for PdfText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PdfText")
    }
}

impl PartialEq for PdfText {
    fn eq(&self, _: &PdfText) -> bool {
        true
    }
}

/// Why a file gave no articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The document has this format but holds no article (a schema, a configuration, a page of
    /// links).
    NotArticles(String),
    /// The document should hold articles but cannot be read: what is wrong, and where.
    Broken(String),
}

/// An extractor: hands over each article of a document as a draft.
///
/// # Errors
/// Why the document gives no article.
pub type Extract = fn(Document<'_>, &Options, &mut dyn Drafts) -> Result<(), Refusal>;
