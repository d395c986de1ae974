//! The headline of a page, without the name of the site.

use dom_query::Document;

use super::linked::Linked;
use super::meta::{Meta, TITLE};
use super::prose::{line, one_line};
use crate::ingest::article::headline::without_site;

/// How much of a title is looked at, in bytes: more than is kept of any.
const LIMIT: usize = 8 * 1024;

/// The headline of a page: as its data names it, else its heading, else its title.
pub(super) fn title(
    document: &Document,
    meta: &Meta,
    linked: &Linked,
    sites: &[&str],
) -> Option<(String, &'static str)> {
    let written = document.select("title").nodes().first().map(|node| one_line(&node.text()));
    let headings: Vec<String> = document
        .select("h1")
        .nodes()
        .iter()
        .take(8)
        .map(line)
        .filter(|text| !text.is_empty())
        .collect();
    let stated = [
        (linked.headline.clone(), "json-ld headline"),
        (meta.text(TITLE), "meta title"),
        (written, "the element title"),
    ];
    let stated: Vec<(String, &str)> = stated
        .into_iter()
        .filter_map(|(text, rule)| Some((text?, rule)))
        .map(|(text, rule)| {
            (without_site(&text[..text.floor_char_boundary(LIMIT)], sites, &headings), rule)
        })
        .filter(|(text, _)| !text.is_empty())
        .collect();
    let confirmed = stated.iter().find(|(text, _)| headings.contains(text)).cloned();
    let heading = || headings.into_iter().next().map(|heading| (heading, "the heading"));
    confirmed.or_else(|| stated.into_iter().next()).or_else(heading)
}
