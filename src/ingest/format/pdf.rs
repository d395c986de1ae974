//! PDF: the text layer, read by an external program that the caller may provide. This module starts
//! no program.

use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};

const ADVICE: &str =
    "a PDF document: install pdftotext (poppler-utils) or convert it to text first";

/// Whether a document is a PDF.
pub fn recognise(document: Document<'_>) -> bool {
    let head = &document.bytes[..document.bytes.len().min(1024)];
    head.windows(5).any(|window| window == b"%PDF-")
}

/// Hands over the text of a PDF as one article.
///
/// # Errors
/// Refuses every PDF where no program is named, and one that has no text layer.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let Some(pdf_text) = options.pdf_text else {
        return Err(Refusal::NotArticles(ADVICE.into()));
    };
    let text = (pdf_text.0)(document.bytes).map_err(Refusal::Broken)?;
    let body = paragraphs(&text);
    if body.is_empty() {
        return Err(Refusal::NotArticles("a PDF document without a text layer".into()));
    }
    drafts.article(Draft { key: "0".into(), body, ..Draft::default() });
    Ok(())
}

/// Paragraphs of a text that is broken into lines and pages; a word parted at the end of a line is
/// joined.
fn paragraphs(text: &str) -> String {
    let mut paragraphs = vec![String::new()];
    for line in text.split(['\n', '\u{c}']).map(str::trim) {
        let Some(last) = paragraphs.last_mut() else { break };
        if line.is_empty() {
            if !last.is_empty() {
                paragraphs.push(String::new());
            }
        } else if last.ends_with('-') && line.starts_with(char::is_lowercase) {
            last.pop();
            last.push_str(line);
        } else {
            last.push_str(if last.is_empty() { "" } else { " " });
            last.push_str(line);
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}
