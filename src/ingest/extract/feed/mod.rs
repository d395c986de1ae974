//! Feeds: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF; each entry is an article. Enclosures are not
//! followed, and feeds in JSON are read elsewhere.

pub mod fields;

use self::fields::{Fields, Space};
use super::xml::{Element, Tree, dated, each_record, filled, opens_any, root};
use super::{Document, Options, Refusal};
use crate::article::Evidence;
use crate::ingest::draft::{Candidate, DateKind, Draft, Drafts};

/// The fields that say when an entry was published or changed, with how far each is believed.
const DATES: [(Space, &str, DateKind, u8); 10] = [
    (Space::Plain, "published", DateKind::Published, 95),
    (Space::Plain, "pubDate", DateKind::Published, 92),
    (Space::Plain, "issued", DateKind::Published, 90),
    (Space::Dublin, "issued", DateKind::Published, 90),
    (Space::Dublin, "date", DateKind::Published, 88),
    (Space::Plain, "created", DateKind::Published, 80),
    (Space::Dublin, "created", DateKind::Published, 80),
    (Space::Plain, "updated", DateKind::Modified, 80),
    (Space::Plain, "modified", DateKind::Modified, 78),
    (Space::Dublin, "modified", DateKind::Modified, 76),
];
/// The fields that may hold the text of an entry, the fullest first.
const BODIES: [(Space, &str); 9] = [
    (Space::Content, "encoded"),
    (Space::Plain, "content"),
    (Space::Page, "body"),
    (Space::Page, "div"),
    (Space::Plain, "fulltext"),
    (Space::Plain, "description"),
    (Space::Plain, "summary"),
    (Space::Plain, "abstract"),
    (Space::Dublin, "description"),
];

/// Whether the first element is that of a feed.
pub fn recognise(document: Document<'_>) -> bool {
    let feed = |name| root(document.text).is_some_and(|root| root.is(name));
    ["rss", "feed", "channel"].into_iter().any(feed)
        || feed("RDF") && opens_any(document.text, &["item", "channel"])
        || feed("entry") && opens_any(document.text, &["title", "id", "updated"])
}

/// Hands over each entry.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &["item", "entry"], out, &|channel, entry| Some(draft(channel, entry)))
}

/// An entry as an article, what it lacks filled in from its channel.
pub fn draft(channel: &Tree<'_>, entry: Element<'_, '_>) -> Draft {
    let fields = Fields::of(channel, entry);
    let guid = fields.line(&[(Space::Plain, "guid"), (Space::Plain, "id")]);
    let url = fields.url(guid.as_deref());
    Draft {
        guid,
        url,
        title: fields.title(),
        body: fields.body(&BODIES),
        dates: dates(channel, &fields, entry),
        source: source(channel, &fields),
        authors: fields.authors(channel),
        tags: fields.tags(),
        lang: language(channel, &fields, entry),
        ..Draft::default()
    }
}

fn dates(channel: &Tree<'_>, fields: &Fields<'_, '_>, entry: Element<'_, '_>) -> Vec<Candidate> {
    let mut dates = Vec::new();
    for (space, name, kind, confidence) in DATES {
        for field in fields.all(space, name) {
            dates.extend(dated(kind, confidence, &format!("feed {}", field.name()), &field.text()));
        }
    }
    let changed = entry.attribute("lastmod").unwrap_or_default();
    dates.extend(dated(DateKind::Modified, 70, "feed lastmod", &changed));
    for name in ["pubDate", "lastBuildDate"] {
        let built = head(channel, name).unwrap_or_default();
        dates.extend(dated(DateKind::Captured, 40, &format!("feed channel {name}"), &built));
    }
    dates
}

fn source(channel: &Tree<'_>, fields: &Fields<'_, '_>) -> Option<Evidence> {
    let own = fields.all(Space::Plain, "source").find_map(|source| {
        let title = source.children().find(|child| child.is("title"));
        title.unwrap_or(source).line().map(|name| Evidence::new("feed source", name))
    });
    let publisher = || fields.line(&[(Space::Dublin, "publisher")]);
    own.or_else(|| publisher().map(|name| Evidence::new("feed dc:publisher", name)))
        .or_else(|| fields::title_of(channel).map(|name| Evidence::new("feed title", name)))
}

fn language(channel: &Tree<'_>, fields: &Fields<'_, '_>, entry: Element<'_, '_>) -> Option<String> {
    let declared = |element: Element<'_, '_>| {
        let mut attributes = element.attributes();
        attributes.find(|(name, _)| *name == "xml:lang").and_then(|(_, value)| filled(value))
    };
    fields
        .line(&[(Space::Dublin, "language"), (Space::Plain, "language")])
        .or_else(|| declared(entry))
        .or_else(|| head(channel, "language"))
        .or_else(|| channel.root().and_then(declared))
}

/// A field of the channel itself: directly in it, or in the element that holds it.
fn head(channel: &Tree<'_>, name: &str) -> Option<String> {
    let held = channel.find("channel").or_else(|| channel.root());
    held.and_then(|held| held.child(name)).and_then(Element::line)
}

#[cfg(test)]
mod tests;
