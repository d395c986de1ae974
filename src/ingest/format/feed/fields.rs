//! The fields of a feed entry by vocabulary and name, whatever prefixes the feed uses, and how to
//! read each. The parent module decides what they mean for the article.

use std::borrow::Cow;

use super::Head;
use crate::ingest::article::location;
use crate::ingest::format::mail::mime::base64;
use crate::ingest::parse::elements::flow;
use crate::ingest::parse::entity;
use crate::ingest::parse::xml::blocks::{html, html_line, html_or_plain, is_html, one_line};
use crate::ingest::parse::xml::{Element, filled};

/// The vocabulary of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// RSS or Atom.
    Plain,
    /// Dublin Core.
    Dublin,
    /// The RSS module for whole contents.
    Content,
    /// XHTML.
    Page,
    /// iTunes.
    Podcast,
    /// Any other.
    Other,
}

/// Elements without children: text in one of them belongs after it, because its end tag is missing.
const LEAVES: [&str; 3] = ["link", "guid", "pubDate"];

/// The elements directly in an entry, each with its vocabulary.
#[derive(Debug)]
pub struct Fields<'t, 'a> {
    fields: Vec<(Space, Element<'t, 'a>)>,
}

impl<'t, 'a> Fields<'t, 'a> {
    /// The fields of an entry in a channel.
    pub fn of(head: &Head, entry: Element<'t, 'a>) -> Fields<'t, 'a> {
        let own: Vec<(String, Space)> = declared_spaces(entry).collect();
        let space = |field| space(field, [&own, &head.spaces]);
        let mut fields = Vec::new();
        for field in entry.children() {
            let unclosed = LEAVES.iter().any(|name| field.is(name));
            fields.push((space(field), field));
            let swallowed = field.inside().filter(|_| unclosed);
            fields.extend(swallowed.map(|inner| (space(inner), inner)));
        }
        Fields { fields }
    }

    /// Every field with a vocabulary and name.
    pub fn all(&self, space: Space, name: &str) -> impl Iterator<Item = Element<'t, 'a>> {
        let of =
            move |(found, field): &&(Space, Element<'t, 'a>)| *found == space && field.is(name);
        self.fields.iter().filter(of).map(|(_, field)| *field)
    }

    /// The first non-empty one of some fields, on one line.
    pub fn line(&self, names: &[(Space, &str)]) -> Option<String> {
        names.iter().find_map(|(space, name)| self.all(*space, name).find_map(Element::line))
    }

    /// The headline.
    pub fn title(&self) -> Option<String> {
        let titles = [(Space::Plain, "title"), (Space::Dublin, "title"), (Space::Other, "title")];
        titles.into_iter().find_map(|(space, name)| self.all(space, name).find_map(title))
    }

    /// The paragraphs of the first non-empty one of some fields, and its name.
    pub fn body(&self, names: &[(Space, &str)]) -> Option<(&'a str, String)> {
        let fields = names.iter().flat_map(|(space, name)| self.all(*space, name));
        fields.map(|field| (field.name(), body(field))).find(|(_, body)| !body.is_empty())
    }

    /// The address of the entry: its link, otherwise an id that is a link. A relative link is
    /// resolved against the base.
    pub fn url(&self, guid: Option<&str>, base: Option<&str>) -> Option<String> {
        let whole = |link: String| match base {
            Some(base) => location::resolved(base, &link).unwrap_or(link),
            None => link,
        };
        let links = || self.all(Space::Plain, "link");
        let alternate = |link: &Element<'_, '_>| {
            link.attribute("rel").is_none_or(|rel| rel.eq_ignore_ascii_case("alternate"))
        };
        let href = |link: Element<'_, '_>| link.attribute("href").and_then(filled);
        let permanent = guid.filter(|guid| guid.starts_with("http"));
        links()
            .filter(alternate)
            .find_map(|link| href(link).or_else(|| first_word(link)))
            .or_else(|| permanent.map(str::to_owned))
            .or_else(|| links().find_map(href))
            .map(whole)
    }

    /// The authors of the entry.
    pub fn authors(&self) -> Vec<String> {
        let named =
            [(Space::Dublin, "creator"), (Space::Plain, "author"), (Space::Dublin, "author")];
        let creators = named.into_iter().flat_map(|(space, name)| self.all(space, name));
        let found: Vec<String> = creators.filter_map(person).collect();
        if !found.is_empty() {
            return found;
        }
        self.all(Space::Podcast, "author").filter_map(person).take(1).collect()
    }

    /// The categories of the entry.
    pub fn tags(&self) -> Vec<String> {
        let categories = self.all(Space::Plain, "category").filter_map(|category| {
            let label = category.attribute("label").or_else(|| category.attribute("term"));
            label.and_then(filled).or_else(|| category.line())
        });
        categories.chain(self.all(Space::Dublin, "subject").filter_map(Element::line)).collect()
    }
}

/// The title of a channel, preferring its own vocabulary.
pub fn title_of(channel: Element<'_, '_>) -> Option<String> {
    let own = channel.children().find(|child| child.name().eq_ignore_ascii_case("title"));
    own.or_else(|| channel.child("title")).and_then(title)
}

/// The vocabularies of the prefixes that an element declares.
pub fn declared_spaces(element: Element<'_, '_>) -> impl Iterator<Item = (String, Space)> {
    element
        .attributes()
        .filter_map(|(name, uri)| Some((name.strip_prefix("xmlns:")?.to_owned(), vocabulary(&uri))))
}

/// The vocabulary of a field: by the declaration of its prefix, otherwise by convention.
fn space(field: Element<'_, '_>, declared: [&[(String, Space)]; 2]) -> Space {
    let Some((prefix, _)) = field.name().rsplit_once(':') else {
        let mut attributes = field.attributes();
        let default = attributes.find(|(name, _)| *name == "xmlns");
        return default.map_or(Space::Plain, |(_, uri)| vocabulary(&uri));
    };
    let known = || declared.into_iter().flatten().find(|(known, _)| known == prefix);
    let own = declared_spaces(field).find(|(known, _)| known == prefix).map(|(_, space)| space);
    own.or_else(|| known().map(|(_, space)| *space)).unwrap_or_else(|| customary(prefix))
}

/// The vocabulary that a namespace names.
fn vocabulary(uri: &str) -> Space {
    let uri = uri.to_ascii_lowercase();
    match uri.trim_end_matches(['/', '#']) {
        uri if uri.contains("purl.org/dc/") => Space::Dublin,
        uri if uri.contains("rss/1.0/modules/content") => Space::Content,
        uri if uri.contains("1999/xhtml") => Space::Page,
        uri if uri.contains("itunes") => Space::Podcast,
        uri if uri.contains("modules") => Space::Other,
        uri if uri.split('/').any(|part| part.starts_with("rss")) => Space::Plain,
        uri if ["atom", "rdf/simple", "cdf"].iter().any(|part| uri.contains(part)) => Space::Plain,
        _ => Space::Other,
    }
}

/// The conventional vocabulary of an undeclared prefix.
fn customary(prefix: &str) -> Space {
    match prefix.to_ascii_lowercase().as_str() {
        "dc" | "dcterms" => Space::Dublin,
        "content" => Space::Content,
        "xhtml" => Space::Page,
        "itunes" => Space::Podcast,
        "atom" | "rss" | "a10" => Space::Plain,
        _ => Space::Other,
    }
}

/// The declared type of the content of a field; `None` where it is not declared.
fn declared(field: Element<'_, '_>) -> Option<&'static str> {
    let kind = field.attribute("type")?.to_ascii_lowercase();
    let escaped = has_mode(field, "escaped");
    match kind.as_str() {
        "text" | "text/plain" => Some("text"),
        "html" | "text/html" => Some("html"),
        _ if kind.contains("xhtml") && escaped => Some("html"),
        _ => None,
    }
}

/// Whether an Atom 0.3 field declares its content to be in an encoding.
fn has_mode(field: Element<'_, '_>, mode: &str) -> bool {
    field.attribute("mode").is_some_and(|given| given.eq_ignore_ascii_case(mode))
}

/// The text of a field, decoded if it is base64. Atom 0.3 declares base64 by a mode, Atom 1.0 by a
/// type that is neither text nor XML (RFC 4287, 4.1.3.3).
fn text_of<'a>(field: Element<'_, 'a>) -> Cow<'a, str> {
    let text = field.text();
    let kind = field.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let bytes = kind.contains('/')
        && !kind.starts_with("text/")
        && !kind.ends_with("xml")
        && !kind.contains("html");
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/= \t\r\n".contains(&byte);
    if !(bytes || has_mode(field, "base64")) || !text.bytes().all(letter) {
        return text;
    }
    String::from_utf8(base64(text.as_bytes())).map_or(text, Cow::Owned)
}

fn first_word(field: Element<'_, '_>) -> Option<String> {
    field.text().split_whitespace().next().map(str::to_owned)
}

fn title(field: Element<'_, '_>) -> Option<String> {
    if field.has_children() {
        return filled(one_line(&body(field)));
    }
    let text = text_of(field);
    filled(match declared(field) {
        Some("text") => one_line(&text),
        Some("html") => html_line(&text),
        _ if is_html(&text) || entity::any(&text) => html_line(&text),
        _ => one_line(&text),
    })
}

fn body(field: Element<'_, '_>) -> String {
    if field.has_children() {
        return field.paragraphs(|element| flow(element.local()));
    }
    match declared(field) {
        Some("html") => html(&text_of(field)),
        _ => html_or_plain(&text_of(field)),
    }
}

/// A name: that of an Atom person, or the one in parentheses after an e-mail address.
pub fn person(field: Element<'_, '_>) -> Option<String> {
    if let Some(name) = field.child("name") {
        return name.line();
    }
    let text = html_line(&field.line()?);
    match text.split_once('(') {
        Some((address, name)) if address.contains('@') => filled(name.trim_end_matches(')')),
        _ => filled(text),
    }
}
