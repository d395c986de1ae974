//! Bylines that a reader of the page can see, by the marks that pages put on them. It splits no
//! names; [`crate::ingest::article::byline`] does.

use dom_query::{Document, NodeRef};

use super::around::Around;
use super::prose::line;
use crate::ingest::article::byline::{authors, begins_by, is_plain};

/// What marks a byline, the surest first, and whether it says so in a word that is made for it.
const MARKS: [&str; 9] = [
    "[itemprop~='author'] [itemprop~='name']",
    "[itemprop~='author']",
    "a[rel~='author']",
    "[class*='author-name'], [class*='author_name'], [class*='authorname']",
    "[class*='byline'], [class*='Byline'], [class*='by-line']",
    "[class~='author'], [class*='__author'], [class*='post-author'], [class*='article-author']",
    "[class*='author-link'], [class*='entry-author'], [class*='by-author']",
    ".vcard .fn, .fn, .writer, .reporter",
    "p, div, span, em, strong, li, address, h2, h3, h4, h5, h6",
];
/// How many elements of a mark are looked at.
const LOOKED_AT: usize = 2_000;
/// How many letters a byline has at the most.
const LONGEST: usize = 120;
/// What stands around the article and holds bylines of others.
const AROUND: Around = Around {
    inside: &["article", "main", "body", "html"],
    elements: &["nav", "aside", "footer"],
    names: &[],
    classes: &[
        "comment",
        "disqus",
        "sidebar",
        "related",
        "recommend",
        "popular",
        "trending",
        "recent",
        "widget",
        "teaser",
        "menu",
        "reply",
    ],
};

/// The bylines of the first mark that gives any: the first, and those that stand beside it.
pub(super) fn visible(tree: &Document) -> Vec<String> {
    let last = MARKS.len() - 1;
    let marked = MARKS.iter().enumerate().map(|(place, mark)| of(tree, mark, place == last));
    marked.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

fn of(tree: &Document, mark: &str, unmarked: bool) -> Vec<String> {
    let selected = tree.select(mark);
    let nodes = selected.nodes().iter().take(LOOKED_AT);
    let mut found: Vec<(NodeRef<'_>, String)> = vec![];
    for node in nodes {
        let found_text = if unmarked { plain(node) } else { text(node) };
        let Some(text) = found_text else { continue };
        if found.first().is_some_and(|(first, _)| !beside(first, node)) || is_around(node) {
            continue;
        }
        // A byline that says so is whole: the next belongs to another article.
        let whole = unmarked || begins_by(&text);
        found.push((*node, text));
        if whole || found.len() == 8 {
            break;
        }
    }
    found.into_iter().map(|(_, text)| text).collect()
}

/// The text of an element that can be a byline; of one that holds more, that of its links.
fn text(node: &NodeRef<'_>) -> Option<String> {
    let text = short(node)?;
    let numbered = text.chars().any(char::is_numeric);
    let text = if numbered { linked(node).unwrap_or(text) } else { text };
    let named = text.split(' ').count() <= 16 && !authors(std::slice::from_ref(&text)).is_empty();
    named.then_some(text)
}

/// The text of an element without a mark that is a byline, or the names that it links to.
fn plain(node: &NodeRef<'_>) -> Option<String> {
    let text = short(node).filter(|text| is_plain(text))?;
    Some(linked(node).unwrap_or(text))
}

/// The line of an element, if it is short.
fn short(node: &NodeRef<'_>) -> Option<String> {
    let (mut letters, mut nodes) = (0, 0);
    for inner in node.descendants_it() {
        nodes += 1;
        letters += if inner.is_text() { inner.text().trim().len() } else { 0 };
        if letters > LONGEST || nodes > 40 {
            return None;
        }
    }
    Some(line(node)).filter(|text| !text.is_empty())
}

/// The names that an element links to.
fn linked(node: &NodeRef<'_>) -> Option<String> {
    let links = node.descendants_it().filter(|inner| inner.has_name("a"));
    let names: Vec<String> = links
        .map(|link| line(&link))
        .filter(|name| name.contains(' ') && !name.chars().any(char::is_numeric))
        .collect();
    Some(names.join("; ")).filter(|names| !names.is_empty())
}

/// Whether two elements stand in one list of names.
fn beside(one: &NodeRef<'_>, other: &NodeRef<'_>) -> bool {
    let above = |node: &NodeRef<'_>| node.parent().map(|parent| parent.id);
    let twice = |node: &NodeRef<'_>| node.parent().and_then(|node| above(&node));
    above(one) == above(other) || twice(one) == twice(other)
}

/// Whether an element lies in what stands around the article.
fn is_around(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(64)).any(|node| AROUND.holds(&node))
}
