//! Reads what JSON-LD (schema.org) gives for the article of a page, leniently: publishers break it.

use dom_query::Document;
use serde_json::{Map, Value};

use super::prose::one_line;
use crate::ingest::parse::entity::decode;

/// What JSON-LD gives for the article of a page.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) body: Option<String>,
    pub(super) published: Option<String>,
    pub(super) created: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) lang: Option<String>,
    pub(super) url: Option<String>,
    /// Whether the thing described calls itself an article, not merely a page.
    pub(super) is_article: bool,
    /// Whether its text is that of a live blog, all of its entries.
    pub(super) is_live: bool,
}

/// How many levels of nested objects are looked at.
const DEPTH: usize = 12;
/// How many objects are looked at.
const THINGS: usize = 5_000;

impl Linked {
    /// Reads the JSON-LD of a page and takes the object in it that is most likely the article.
    pub(super) fn read(document: &Document) -> Linked {
        let mut candidates = Candidates::default();
        for script in document.select("script[type*='ld+json']").iter() {
            let text = script.text();
            match parse(&text) {
                Some(value) => candidates.look(&value, 0),
                None => candidates.broken(&text),
            }
        }
        candidates.best()
    }
}

/// Objects that may be the article, each with its rank (0 is best), and the name of the site.
#[derive(Default)]
struct Candidates {
    things: Vec<(u8, Linked)>,
    site: Option<String>,
    seen: usize,
}

impl Candidates {
    fn look(&mut self, value: &Value, depth: usize) {
        self.seen += 1;
        if depth > DEPTH || self.seen > THINGS {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.look(value, depth + 1)),
            Value::Object(thing) => {
                self.take(thing);
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "about", "subjectOf"] {
                    if let Some(inner) = thing.get(key) {
                        self.look(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, thing: &Map<String, Value>) {
        let kinds = strings(thing.get("@type"));
        let best = kinds.iter().filter_map(|kind| rank(kind)).min();
        if kinds.iter().any(|kind| kind == "WebSite") {
            self.site = self.site.take().or(name(thing.get("name")));
        }
        if let Some(rank) = best {
            self.things.push((rank, describe(thing, rank)));
        }
    }

    /// Takes single fields out of a text that is not JSON.
    fn broken(&mut self, text: &str) {
        let field = |name: &str| loose_field(text, name).map(|value| one_line(&value));
        let thing = Linked {
            headline: field("headline"),
            published: field("datePublished"),
            created: field("dateCreated"),
            modified: field("dateModified"),
            is_article: true,
            ..Linked::default()
        };
        self.things.push((1, thing));
    }

    fn best(mut self) -> Linked {
        self.things.sort_by_key(|(rank, thing)| (*rank, thing.published.is_none()));
        let mut things = self.things.into_iter().map(|(_, thing)| thing);
        let mut best = things.next().unwrap_or_default();
        for other in things {
            best.published = best.published.or(other.published);
            best.modified = best.modified.or(other.modified);
            best.lang = best.lang.or(other.lang);
        }
        best.publisher = best.publisher.or(self.site);
        best
    }
}

/// How much a type is the article of its page: 0 the most; `None` if it is something else.
fn rank(kind: &str) -> Option<u8> {
    let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or(kind);
    match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle"
        | "ReviewNewsArticle"
        | "AdvertiserContentArticle" => Some(0),
        "Article"
        | "BlogPosting"
        | "LiveBlogPosting"
        | "Report"
        | "ScholarlyArticle"
        | "SatiricalArticle"
        | "TechArticle"
        | "SocialMediaPosting"
        | "Review"
        | "Fingerprint"
        | "DiscussionForumPosting"
        | "MedicalScholarlyArticle"
        | "QAPage" => Some(1),
        "VideoObject" | "AudioObject" | "PodcastEpisode" | "CreativeWork" | "Event" => Some(2),
        "WebPage" | "ItemPage" | "AboutPage" | "MedicalWebPage" | "FAQPage" => Some(3),
        _ => None,
    }
}

fn describe(thing: &Map<String, Value>, rank: u8) -> Linked {
    let text = |key: &str| strings(thing.get(key)).into_iter().next().map(|text| one_line(&text));
    let updates = updates(thing);
    let is_live = !updates.is_empty();
    let body = strings(thing.get("articleBody")).into_iter().next();
    let body = if is_live {
        Some(body.into_iter().chain(updates).collect::<Vec<_>>().join("\n\n"))
    } else {
        body
    };
    let article = rank < 2;
    Linked {
        headline: text("headline").or_else(|| text("name").filter(|_| article)),
        body: body.filter(|_| article),
        published: text("datePublished").or_else(|| text("uploadDate")),
        created: text("dateCreated"),
        modified: text("dateModified"),
        authors: names(thing.get("author").or_else(|| thing.get("creator"))),
        publisher: name(thing.get("publisher")).or_else(|| name(thing.get("sourceOrganization"))),
        section: text("articleSection"),
        tags: keywords(thing.get("keywords")),
        lang: text("inLanguage").or_else(|| name(thing.get("inLanguage"))),
        url: text("url").filter(|_| article),
        is_article: article,
        is_live,
    }
}

/// How many entries of a live blog are read.
const UPDATES: usize = 10_000;

/// The entries of a live blog, each its headline and its text, in the order of the page.
fn updates(thing: &Map<String, Value>) -> Vec<String> {
    let entries = match thing.get("liveBlogUpdate") {
        Some(Value::Array(entries)) => entries.as_slice(),
        Some(entry) => std::slice::from_ref(entry),
        None => &[],
    };
    let text = |entry: &Value| {
        let parts =
            ["headline", "articleBody"].map(|key| strings(entry.get(key)).into_iter().next());
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("\n\n"))
    };
    entries.iter().take(UPDATES).filter_map(text).collect()
}

/// The texts of a value: itself, or those of its elements, or its `@value`.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) if !text.trim().is_empty() => vec![decoded(text)],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| match value {
                Value::String(text) => Some(decoded(text)),
                _ => None,
            })
            .collect(),
        Some(Value::Object(thing)) => match thing.get("@value") {
            Some(Value::String(text)) => vec![decoded(text)],
            _ => vec![],
        },
        _ => vec![],
    }
}

/// The names of people or organisations, given as texts or as things.
fn names(value: Option<&Value>) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(one_line(&decoded(text))),
        Value::Object(thing) => strings(thing.get("name")).into_iter().next().map(|n| one_line(&n)),
        _ => None,
    };
    let named = match value {
        Some(Value::Array(values)) => values.iter().filter_map(one).collect(),
        Some(Value::Object(thing)) if thing.get("name").is_some_and(Value::is_array) => {
            strings(thing.get("name"))
        }
        Some(value) => one(value).into_iter().collect(),
        None => vec![],
    };
    named.into_iter().filter(|name: &String| !name.is_empty()).collect()
}

fn name(value: Option<&Value>) -> Option<String> {
    names(value).into_iter().next()
}

fn keywords(value: Option<&Value>) -> Vec<String> {
    let texts = strings(value);
    match &texts[..] {
        [one] => one.split([',', ';']).map(one_line).filter(|w| !w.is_empty()).collect(),
        _ => texts.iter().map(|text| one_line(text)).collect(),
    }
}

/// A text whose entities are decoded, unless it is markup.
fn decoded(text: &str) -> String {
    if text.contains('<') { text.to_string() } else { decode(text).into_owned() }
}

/// Parses JSON, or JSON with comments around it, line ends within texts and commas too many.
fn parse(text: &str) -> Option<Value> {
    let trimmed = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let trimmed = trimmed.trim().trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let trimmed = trimmed.trim_end_matches("//]]>").trim_end_matches("]]>").trim();
    let trimmed = trimmed.trim_end_matches(';');
    serde_json::from_str(trimmed).ok().or_else(|| serde_json::from_str(&mended(trimmed)).ok())
}

fn mended(text: &str) -> String {
    let (mut out, mut quoted, mut escaped) = (String::with_capacity(text.len()), false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if !escaped => quoted = !quoted,
            c if quoted && c.is_control() => {
                out.push(' ');
                continue;
            }
            ',' if !quoted => {
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
                if matches!(chars.peek(), Some('}' | ']' | ',')) {
                    continue;
                }
            }
            _ => {}
        }
        escaped = quoted && c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// The text after `"name" :` in something like JSON.
pub(super) fn loose_field(text: &str, name: &str) -> Option<String> {
    let quoted = format!("\"{name}\"");
    let after = &text[text.find(&quoted)? + quoted.len()..];
    let value = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let mut end = 0;
    let mut escaped = false;
    for (at, c) in value.char_indices().take(1_000) {
        end = at;
        if c == '"' && !escaped {
            break;
        }
        escaped = c == '\\' && !escaped;
    }
    Some(decoded(&value[..end]).replace("\\\"", "\"")).filter(|text| !text.is_empty())
}
