//! Feeds: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF; each entry is an article. Enclosures are not
//! followed; JSON feeds are read by another format.

pub mod fields;

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Origin, Rank};
use crate::ingest::parse::record;
use crate::ingest::parse::xml::{Element, Tree, dated, each_record, filled, opens_any, root};
use fields::{Fields, Space};

/// The fields with the date of publication or change, each with its confidence.
const DATES: [(Space, &str, Rank, u8); 10] = [
    (Space::Plain, "published", Rank::Stated, 95),
    (Space::Plain, "pubDate", Rank::Stated, 92),
    (Space::Plain, "issued", Rank::Stated, 90),
    (Space::Dublin, "issued", Rank::Stated, 90),
    (Space::Dublin, "date", Rank::Stated, 88),
    (Space::Plain, "created", Rank::Stated, 80),
    (Space::Dublin, "created", Rank::Stated, 80),
    (Space::Plain, "updated", Rank::Modified, 80),
    (Space::Plain, "modified", Rank::Modified, 78),
    (Space::Dublin, "modified", Rank::Modified, 76),
];
/// Fields that may hold the text of an entry, the most complete first.
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

/// The elements in which the other fields are found.
const ORIGINS: [(&str, &str); 5] = [
    ("title", "feed title"),
    ("url", "feed link"),
    ("guid", "feed guid or id"),
    ("authors", "feed author or dc:creator"),
    ("tags", "feed category or dc:subject"),
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
    let mut head = Head::default();
    each_record(document, &["item", "entry"], out, &mut |channel, entry| {
        head.update(channel);
        Some(draft(&head, entry))
    })
}

/// The values that the channel gives for all its entries, as far as it has been read.
#[derive(Clone, Debug, Default)]
pub struct Head {
    read: usize,
    /// The vocabularies of the prefixes that it declares.
    pub spaces: Vec<(String, Space)>,
    title: Option<String>,
    author: Option<String>,
    lang: Option<String>,
    /// The base of its relative links.
    base: Option<String>,
    dates: Vec<Candidate>,
}

impl Head {
    /// Reads the channel again if more of it has been parsed since the last entry.
    pub fn update(&mut self, channel: &Tree<'_>) {
        if channel.len() != self.read {
            *self = Head::of(channel);
        }
    }

    fn of(channel: &Tree<'_>) -> Head {
        let held = channel.find("channel").or_else(|| channel.root());
        let line = |name| held.and_then(|held| held.child(name)).and_then(Element::line);
        let built = ["pubDate", "lastBuildDate"].into_iter().filter_map(|name| {
            dated(Rank::Captured, 40, &format!("feed channel {name}"), &line(name)?)
        });
        Head {
            read: channel.len(),
            spaces: channel.elements().take(3).flat_map(fields::declared_spaces).collect(),
            title: held.and_then(fields::title_of),
            author: channel.root().and_then(|root| root.child("author")).and_then(fields::person),
            lang: line("language").or_else(|| channel.root().and_then(declared_language)),
            base: channel
                .elements()
                .take(2)
                .find_map(declared_base)
                .or_else(|| held.and_then(link)),
            dates: built.collect(),
        }
    }
}

/// An entry as a draft, with missing fields filled in from its channel.
pub fn draft(head: &Head, entry: Element<'_, '_>) -> Draft {
    let fields = Fields::of(head, entry);
    let guid = fields.line(&[(Space::Plain, "guid"), (Space::Plain, "id")]);
    let base = declared_base(entry).or_else(|| head.base.clone());
    let url = fields.url(guid.as_deref(), base.as_deref());
    let lang = fields.line(&[(Space::Dublin, "language"), (Space::Plain, "language")]);
    let dates = dates(head, &fields, entry);
    // An entry with an id, an address or a date of its own is an article even if it lacks the rest.
    let own = dates.iter().find(|date| date.rank != Rank::Captured);
    let key = guid.clone().or_else(|| url.clone());
    let key = key.or_else(|| own.map(|date| date.evidence.text.clone())).unwrap_or_default();
    let mut authors = fields.authors();
    if authors.is_empty() {
        authors.extend(head.author.clone());
    }
    let (held, body) = fields.body(&BODIES).unwrap_or_default();
    let mut origins = Origin::all(&ORIGINS);
    origins.push(Origin { field: "body", rule: format!("feed {held}") });
    Draft {
        key,
        guid,
        url,
        title: fields.title(),
        body,
        origins,
        dates,
        source: source(head, &fields),
        authors,
        tags: fields.tags(),
        lang: lang.or_else(|| declared_language(entry)).or_else(|| head.lang.clone()),
        ..Draft::default()
    }
}

fn dates(head: &Head, fields: &Fields<'_, '_>, entry: Element<'_, '_>) -> Vec<Candidate> {
    let mut dates = Vec::new();
    for (space, name, rank, confidence) in DATES {
        for field in fields.all(space, name) {
            dates.extend(dated(rank, confidence, &format!("feed {}", field.name()), &field.text()));
        }
    }
    let changed = entry.attribute("lastmod").unwrap_or_default();
    dates.extend(dated(Rank::Modified, 70, "feed lastmod", &changed));
    dates.extend(head.dates.iter().cloned());
    dates
}

fn source(head: &Head, fields: &Fields<'_, '_>) -> Option<Evidence> {
    let own = fields.all(Space::Plain, "source").find_map(|source| {
        let title = source.children().find(|child| child.is("title"));
        title.unwrap_or(source).line().map(|name| Evidence::new("feed source", name))
    });
    let publisher = || fields.line(&[(Space::Dublin, "publisher")]);
    own.or_else(|| publisher().map(|name| Evidence::new("feed dc:publisher", name)))
        .or_else(|| head.title.as_ref().map(|name| Evidence::new("feed title", name)))
}

fn declared_base(element: Element<'_, '_>) -> Option<String> {
    let mut attributes = element.attributes();
    let base = attributes.find(|(name, _)| *name == "xml:base").map(|(_, value)| value)?;
    filled(base).filter(|base| record::is_url(base))
}

/// The address of the site that a channel is of.
fn link(channel: Element<'_, '_>) -> Option<String> {
    let links = channel.children().filter(|child| child.is("link"));
    let of =
        |link: Element<'_, '_>| link.attribute("href").and_then(filled).or_else(|| link.line());
    links.filter_map(of).find(|link| record::is_url(link))
}

fn declared_language(element: Element<'_, '_>) -> Option<String> {
    let mut attributes = element.attributes();
    attributes.find(|(name, _)| *name == "xml:lang").and_then(|(_, value)| filled(value))
}

#[cfg(test)]
mod tests;
