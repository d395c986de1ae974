//! Downloads from press databases as web pages: extracts their text, which is then parsed like a
//! text download.

use crate::ingest::parse::markup;
use crate::ingest::parse::xml::head;

/// Whether a text is a web page of Factiva with articles.
pub(super) fn is_factiva(text: &str) -> bool {
    let head = head(text);
    is_page(head)
        && head.contains("class=\"article ")
        && (head.contains("articleParagraph") || head.contains("class=\"index\""))
}

/// Whether a text is a web page of LexisNexis with articles.
pub(super) fn is_nexis(text: &str) -> bool {
    let head = head(text);
    is_page(head) && (head.contains("<DOCFULL>") || head.contains("name=\"DOC_ID_0_"))
}

fn is_page(text: &str) -> bool {
    let start = text.trim_start();
    let tag = start.get(..14).unwrap_or(start).to_ascii_lowercase();
    ["<html", "<!doctype html", "<head", "<body"].iter().any(|page| tag.starts_with(page))
}

/// The text of the articles of a page, without anything before the first article.
pub(super) fn articles(html: &str) -> String {
    let first = html.find("class=\"article ").and_then(|place| html[..place].rfind('<'));
    markup::layout(&html[first.unwrap_or(0)..])
}
