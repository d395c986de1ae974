//! The headline of a page, without the name of the site.

use dom_query::Document;

use super::linked::Linked;
use super::meta::{Meta, TITLE};
use super::prose::{line, one_line};

/// What stands between a headline and the name of the site in a page's title.
const DIVIDERS: [&str; 10] =
    [" | ", " -- ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " : "];

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

/// Cuts the names of the site, and what follows a heading that the title begins with.
fn without_site(title: &str, sites: &[&str], headings: &[String]) -> String {
    let mut title = title;
    while let Some(shorter) = DIVIDERS.iter().find_map(|d| shorter(title, d, sites, headings)) {
        title = shorter;
    }
    title.to_string()
}

/// The title without its last or first part, if that is a name of the site.
fn shorter<'a>(
    title: &'a str,
    divider: &str,
    sites: &[&str],
    headings: &[String],
) -> Option<&'a str> {
    // The name of a site may itself hold a divider.
    let before = |site: &&str| title.strip_suffix(site)?.strip_suffix(divider);
    let whole = sites.iter().filter(|site| !site.is_empty()).find_map(before);
    let last = title.rsplit_once(divider).filter(|(head, tail)| {
        is_site(tail, sites) || headings.iter().any(|heading| heading == head.trim())
    });
    let first = title.split_once(divider).filter(|(head, _)| is_site(head, sites));
    let parts = [whole, last.map(|(head, _)| head), first.map(|(_, tail)| tail)];
    parts.into_iter().flatten().map(str::trim).find(|part| !part.is_empty())
}

/// Whether a text is a name of the site, or its host, or the host without its last part.
fn is_site(text: &str, sites: &[&str]) -> bool {
    let fold = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let text = fold(text);
    let bare = |site: &str| site.rsplit_once('.').map(|(name, _)| fold(name));
    let named = |site: &&str| {
        text == fold(site)
            || bare(site).is_some_and(|name| name == text)
            || text.strip_suffix("com").is_some_and(|text| text == fold(site))
    };
    !text.is_empty() && sites.iter().any(named)
}
