//! Web pages: one article a page, with what the page gives for it in JSON-LD, `<meta>` elements and
//! microdata, and the text that a reader would call the article. It follows no link.

mod around;
mod body;
mod bounds;
mod bylines;
mod dates;
mod feed;
mod linked;
mod listing;
mod meta;
mod prose;
mod title;
mod visible;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use dom_query::Document as Tree;

use crate::article::Evidence;
use crate::ingest::article::{byline, location};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts, Origin};
use linked::Linked;
use meta::Meta;

/// How many bytes are searched for the first element of a page.
const HEAD: usize = 4096;

/// Whether a document is a web page: it begins as one, or is named as one and holds an element.
pub fn recognise(document: Document<'_>) -> bool {
    let mut end = document.text.len().min(HEAD);
    while !document.text.is_char_boundary(end) {
        end -= 1;
    }
    let head = document.text[..end].to_ascii_lowercase();
    // `<headline>` is no head of a page.
    let opens = |tag: &&str| {
        let mut places = head.match_indices(*tag).map(|(place, tag)| place + tag.len());
        places.any(|end| !head[end..].starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    let page = ["<!doctype html", "<html", "<head", "<body"].iter().any(opens);
    let name = document.path.to_ascii_lowercase();
    let named = [".html", ".htm", ".xhtml", ".shtml"].iter().any(|end| name.ends_with(end));
    head.trim_start().starts_with('<') && page || named && head.contains('<')
}

/// Reads the article of a page.
///
/// # Errors
/// A page without text is no article.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let page = Page::read(document.text);
    if listing::is_listing(document.path, &page.tree, &page.meta, &page.linked) {
        return Err(Refusal::NotArticles(
            "a list of articles: of a tag, a category, an author".into(),
        ));
    }
    let draft = draft(page, None);
    drafts.article(draft.ok_or_else(|| Refusal::NotArticles("a page without text".into()))?);
    Ok(())
}

/// The article of a page that was fetched from an address, if known; `None` if it has no text.
pub fn page(html: &str, fetched: Option<&str>) -> Option<Draft> {
    draft(Page::read(html), fetched)
}

/// A page, and what it gives for its article.
struct Page<'h> {
    html: Cow<'h, str>,
    notes: Vec<String>,
    tree: Tree,
    meta: Meta,
    linked: Linked,
}

impl Page<'_> {
    fn read(html: &str) -> Page<'_> {
        let bounds::Bounded { html, notes } = bounds::bound(html);
        let tree = Tree::from(&*html);
        let (meta, linked) = (Meta::read(&tree), Linked::read(&tree));
        Page { html, notes, tree, meta, linked }
    }
}

/// The article of a page that was fetched from an address, if known; `None` if it has no text.
fn draft(page: Page<'_>, fetched: Option<&str>) -> Option<Draft> {
    let Page { html, notes, tree, meta, linked } = page;
    let mut origins = vec![];
    let stated = address(&tree, &meta, &linked);
    note(&mut origins, "url", stated.as_ref().map(|(_, rule)| *rule));
    let url = stated.map(|(url, _)| url).or_else(|| fetched.map(str::to_string));
    let site = site(&meta, &linked).or_else(|| feed::site(&tree));
    let host = url.as_deref().and_then(location::host);
    let names: Vec<&str> =
        [site.as_ref().map(|site| &*site.text), host.as_deref()].into_iter().flatten().collect();
    let title = title::title(&tree, &meta, &linked, &names);
    let dates = dates::candidates(&tree, &meta, &linked);
    let lang = language(&tree, &meta, &linked);
    let authors = authors(&tree, &meta, &linked);
    let body = body::body(tree, &html, linked.body.as_deref(), linked.is_live);
    let names = authors.as_ref().map_or(&[][..], |(names, _)| names);
    let body = prose::without_head_lines(&body, names).to_string();
    // A page whose text is fetched by a script still says what it is about.
    let summary = body.is_empty();
    let body = if summary { meta.text(meta::SUMMARY)? } else { body };
    note(&mut origins, "title", title.as_ref().map(|(_, rule)| *rule));
    let text = if summary { "meta description" } else { "the main text of the page" };
    note(&mut origins, "body", Some(text));
    note(&mut origins, "authors", authors.as_ref().map(|(_, rule)| *rule));
    let linked_or = |linked: bool| Some(if linked { "json-ld" } else { "meta" });
    note(&mut origins, "section", linked_or(linked.section.is_some()));
    note(&mut origins, "tags", linked_or(!linked.tags.is_empty()));
    Some(Draft {
        key: "0".into(),
        title: title.map(|(title, _)| title),
        body,
        dates,
        source: site,
        authors: authors.map(|(names, _)| names).unwrap_or_default(),
        section: linked.section.or_else(|| meta.text(meta::SECTION)),
        tags: if linked.tags.is_empty() { tags(&meta) } else { linked.tags },
        lang,
        url,
        notes,
        origins,
        ..Draft::default()
    })
}

fn site(meta: &Meta, linked: &Linked) -> Option<Evidence> {
    let stated =
        meta.first(meta::SITE).map(|(name, text)| (format!("meta {name}"), text.to_string()));
    let published = linked.publisher.clone().map(|name| ("json-ld publisher".to_string(), name));
    let usable = |(_, text): &(String, String)| !text.contains("://") && text.len() <= 100;
    let (stated, published) = (stated.filter(usable), published.filter(usable));
    // The publisher's name says what of the site's name is a motto, a host's end or a firm's form.
    let plainer = |(_, name): &&(String, String)| {
        let rest = stated.as_ref().and_then(|(_, whole)| whole.strip_prefix(name.as_str()));
        rest.is_some_and(is_added)
    };
    let plainer = published.as_ref().filter(plainer).cloned();
    let (rule, text) = plainer.or(stated).or(published)?;
    Some(Evidence::new(rule, prose::one_line(&text)))
}

/// Whether a text behind the name of an outlet is no part of it.
fn is_added(rest: &str) -> bool {
    let motto = [" - ", " – ", " — ", " | ", ": "].iter().any(|sign| rest.starts_with(sign));
    let form = [" Inc", " Inc.", " Ltd", " Ltd.", " LLC", " GmbH", " AG", " S.A."].contains(&rest);
    let end = rest.strip_prefix('.').is_some_and(|end| {
        (2..=3).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase())
    });
    motto || form || end
}

/// The address that the page gives for itself.
fn address(tree: &Tree, meta: &Meta, linked: &Linked) -> Option<(String, &'static str)> {
    let canonical = tree.select("link[rel='canonical']").attr("href").map(|href| href.to_string());
    let stated = [
        (canonical, "link canonical"),
        (meta.text(meta::URL), "meta url"),
        (linked.url.clone(), "json-ld url"),
    ];
    let stated = stated.into_iter().filter_map(|(url, rule)| Some((url?, rule)));
    stated.map(|(url, rule)| (url.trim().to_string(), rule)).find(|(url, _)| is_article_url(url))
}

/// Notes where a field was found.
fn note(origins: &mut Vec<Origin>, field: &'static str, rule: Option<&str>) {
    origins.extend(rule.map(|rule| Origin { field, rule: rule.to_string() }));
}

fn is_article_url(url: &str) -> bool {
    url.strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .is_some_and(|rest| rest.split_once('/').is_some_and(|(host, _)| host.contains('.')))
}

fn authors(tree: &Tree, meta: &Meta, linked: &Linked) -> Option<(Vec<String>, &'static str)> {
    // An address of the author's page, or a handle, leaves the name to be found elsewhere.
    let tidy = |mut names: Vec<String>| {
        names.retain(|name| !byline::authors(std::slice::from_ref(name)).is_empty());
        names.dedup();
        Some(names).filter(|names| !names.is_empty())
    };
    let stated = || {
        let (name, _) = meta.first(meta::AUTHOR)?;
        tidy(meta.all(name).map(prose::one_line).take(20).collect())
    };
    let visible = || tidy(bylines::visible(tree));
    let linked = tidy(linked.authors.clone()).map(|names| (names, "json-ld author"));
    linked
        .or_else(|| stated().map(|names| (names, "meta author")))
        .or_else(|| visible().map(|names| (names, "the byline on the page")))
}

fn tags(meta: &Meta) -> Vec<String> {
    let Some((name, _)) = meta.first(meta::TAGS) else { return vec![] };
    let words = meta.all(name).flat_map(|text| text.split([',', ';']));
    words.map(prose::one_line).filter(|word| !word.is_empty()).take(100).collect()
}

fn language(tree: &Tree, meta: &Meta, linked: &Linked) -> Option<String> {
    let root = tree.select("html").attr("lang").or_else(|| tree.select("html").attr("xml:lang"));
    let root = root.map(|lang| lang.trim().to_string()).filter(|lang| !lang.is_empty());
    root.or_else(|| meta.text(meta::LANG)).or_else(|| linked.lang.clone())
}
