//! EPUB 2 and 3 books: the chapters in reading order, joined into one article.

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Rank};
use crate::ingest::parse::markup;
use crate::ingest::parse::package::{self, Package, Property, properties, value, values};

const CONTAINER: &str = "META-INF/container.xml";

/// Whether a document is a book.
pub fn recognise(document: Document<'_>) -> bool {
    Package::open(document.bytes).is_some_and(|package| package.holds(CONTAINER))
}

/// Hands over the book as one article.
///
/// # Errors
/// Refuses a book that cannot be read or holds no text.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let broken = |reason: &str| Refusal::Broken(reason.to_string());
    let mut book = Package::open(document.bytes).ok_or_else(|| broken("it is no zip"))?;
    let container = properties(&book.read(CONTAINER).map_err(Refusal::Broken)?);
    let root = container.iter().find_map(|property| property.attribute("full-path"));
    let root = root.ok_or_else(|| broken("its container names no package"))?;
    let package = properties(&book.read(root).map_err(Refusal::Broken)?);
    let mut draft = about(&package);
    let mut chapters = vec![];
    for name in chapter_names(root, &package) {
        match book.read(&name) {
            Ok(chapter) => chapters.push(markup::layout(&chapter)),
            Err(problem) => {
                draft.notes.push("a chapter could not be read".into());
                drafts.problem(problem);
            }
        }
    }
    chapters.retain(|chapter| !chapter.is_empty());
    if chapters.is_empty() {
        return Err(Refusal::NotArticles("it holds no text".into()));
    }
    draft.body = chapters.join("\n\n");
    drafts.article(draft);
    Ok(())
}

fn about(package: &[Property]) -> Draft {
    let dates = package.iter().filter_map(date).collect();
    let texts = |name| values(package, name).into_iter().map(str::to_string);
    Draft {
        key: "0".into(),
        guid: value(package, "identifier"),
        title: value(package, "title"),
        dates,
        source: value(package, "publisher").map(|name| Evidence::new("EPUB publisher", name)),
        authors: texts("creator").filter(|name| !package::is_nobody(name)).collect(),
        tags: texts("subject").collect(),
        lang: value(package, "language"),
        ..Draft::default()
    }
}

/// The date of publication, or another date if the book labels it so.
fn date(property: &Property) -> Option<Candidate> {
    let modified = property.attribute("property") == Some("dcterms:modified");
    if (property.name != "date" && !modified) || property.text.is_empty() {
        return None;
    }
    let rank = match (modified, property.attribute("event")) {
        (false, None | Some("publication" | "original-publication")) => Rank::Stated,
        (true, _) | (_, Some("modification")) => Rank::Modified,
        _ => Rank::Weak,
    };
    let evidence = Evidence::new("EPUB date", property.text.as_str());
    Some(Candidate::new(rank, 80, evidence))
}

/// The file names of the chapters in reading order.
fn chapter_names(root: &str, package: &[Property]) -> Vec<String> {
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let items = package.iter().filter(|property| property.name == "item");
    let pages: std::collections::HashMap<&str, &str> = items
        .filter(|item| item.attribute("media-type").is_some_and(|media| media.contains("html")))
        .filter(|item| !item.attribute("properties").is_some_and(|kinds| kinds.contains("nav")))
        .filter_map(|item| Some((item.attribute("id")?, item.attribute("href")?)))
        .collect();
    let spine = package.iter().filter(|property| property.name == "itemref");
    let hrefs = spine.filter_map(|item| pages.get(item.attribute("idref")?));
    hrefs.map(|href| resolve(folder, href)).collect()
}

/// The name in the package of an address relative to a folder in it.
fn resolve(folder: &str, href: &str) -> String {
    let href = unquote(href.split('#').next().unwrap_or(href));
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Decodes `%20` and other escapes in an address.
fn unquote(href: &str) -> String {
    let mut bytes = vec![];
    let mut rest = href.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| byte == b'%').and_then(|hex| str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(value) => {
                bytes.push(value);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
