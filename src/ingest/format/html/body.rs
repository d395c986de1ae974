//! The text of the article of a page, without what stands around it.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::prose::prose;

/// How many elements a page may have for its text to be weighed: the weighing is not linear.
const WEIGHED: usize = 60_000;

/// A text of fewer letters may be a notice and not the article.
const SHORT: usize = 140;

/// Elements that hold no paragraph of the article.
const BESIDE: [&str; 5] = ["nav", "footer", "aside", "form", "figcaption"];

/// The article's text: the part of the page that reads best or, where that is too little, the text
/// that the page's data gives, then all of its paragraphs, then all of it. Of a live blog, which pages
/// show in part, what the data gives is taken where it is longer at all.
pub(super) fn body(document: Document, html: &str, stated: Option<&str>, is_live: bool) -> String {
    let weighed = weighed(document).unwrap_or_default();
    let stated = stated.map(stated_text).unwrap_or_default();
    let least = if is_live { letters(&weighed) } else { 2 * letters(&weighed) };
    if letters(&stated) > least {
        return stated;
    }
    if letters(&weighed) >= SHORT {
        return weighed;
    }
    let plain = plain(html);
    if letters(&plain) > 3 * letters(&weighed) { plain } else { weighed }
}

fn weighed(document: Document) -> Option<String> {
    let config = Config { max_elements_to_parse: WEIGHED, ..Config::default() };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let content = Document::fragment(article.content);
    Some(prose(&content.root(), &|_, _| false))
}

/// The text that the page's data gives, which may be HTML itself.
fn stated_text(text: &str) -> String {
    if text.contains("</") || text.contains("<br") {
        prose(&Document::fragment(text).root(), &|_, _| false)
    } else {
        text.trim().to_string()
    }
}

/// The text of all paragraphs, or of all that is no menu, where there are none.
fn plain(html: &str) -> String {
    let document = Document::from(html);
    let whole = prose(&document.root(), &|_, name| BESIDE.contains(&name));
    let paragraphs: Vec<&str> = whole.split("\n\n").filter(|text| has_sentence(text)).collect();
    if paragraphs.is_empty() { whole } else { paragraphs.join("\n\n") }
}

/// Whether a line of a paragraph is longer than the entries of menus are.
fn has_sentence(paragraph: &str) -> bool {
    paragraph.lines().any(|line| letters(line) >= 25)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
