//! The headline of a page, without the name of the site.

use dom_query::Document;

use super::linked::Linked;
use super::meta::{Meta, TITLE};
use super::prose::{line, one_line};

/// What stands between a headline and the name of the site in a page's title.
const DIVIDERS: [&str; 10] =
    [" | ", " -- ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " : "];

/// The headline of a page: as its data names it, else its heading, else its title.
pub(super) fn title(
    document: &Document,
    meta: &Meta,
    linked: &Linked,
    site: Option<&str>,
) -> Option<String> {
    let written = document.select("title").nodes().first().map(|node| one_line(&node.text()));
    let headings: Vec<String> = document
        .select("h1")
        .nodes()
        .iter()
        .take(8)
        .map(line)
        .filter(|text| !text.is_empty())
        .collect();
    let stated = [linked.headline.clone(), meta.text(TITLE), written].into_iter().flatten();
    let stated: Vec<String> = stated
        .map(|text| without_site(&text, site, &headings))
        .filter(|text| !text.is_empty())
        .collect();
    let confirmed = stated.iter().find(|text| headings.contains(text)).cloned();
    confirmed.or_else(|| stated.into_iter().next()).or_else(|| headings.into_iter().next())
}

/// Cuts the name of the site, or what follows a heading that the title begins with.
fn without_site(title: &str, site: Option<&str>, headings: &[String]) -> String {
    for divider in DIVIDERS {
        if let Some((head, tail)) = title.rsplit_once(divider)
            && (is_site(tail, site) || headings.iter().any(|heading| heading == head.trim()))
        {
            return without_site(head.trim(), site, headings);
        }
        if let Some((head, tail)) = title.split_once(divider)
            && is_site(head, site)
            && !tail.trim().is_empty()
        {
            return tail.trim().to_string();
        }
    }
    title.to_string()
}

fn is_site(text: &str, site: Option<&str>) -> bool {
    let fold = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let text = fold(text);
    site.is_some_and(|site| {
        let site = fold(site);
        !text.is_empty() && (text == site || text.strip_suffix("com").is_some_and(|t| t == site))
    })
}
