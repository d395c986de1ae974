//! JSON and JSON Lines: every object that is an article, at any depth. Field names are defined in
//! [`crate::ingest::parse::fields`].

mod list;
mod mend;
pub mod nesting;
mod services;

use serde_json::{Map, Value};

use crate::article::Evidence;
use crate::ingest::article::location;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, EmptyRecords, Rank};
use crate::ingest::parse::{front, record};

/// Keys under which services and exports keep a list of articles.
const LISTS: &[&str] = &[
    "articles",
    "items",
    "entries",
    "results",
    "docs",
    "hits",
    "stories",
    "news",
    "data",
    "feeds",
    "item",
    "posts",
    "response",
    "records",
    "rows",
    "documents",
    "@graph",
    "channel",
    "feed",
    "rss",
    "result",
    "list",
    "content_items",
    "webPages",
    "value",
    "newsitems",
    "messages",
];
/// Keys under which a list is described.
const FEEDS: &[&str] = &["feed", "channel", "publication", "site"];
/// Keys under which databases wrap a record.
const ENVELOPES: &[&str] = &["_source", "doc", "document", "article", "item", "newsItem"];
/// Substrings of the schema.org types that are articles.
const TYPES: &[&str] = &["article", "posting", "report", "newsitem", "webpage", "story"];

/// The values that a record inherits from the feed or list that contains it.
#[derive(Clone, Debug, Default)]
struct Context {
    source: Option<Evidence>,
    lang: Option<String>,
    date: Option<Candidate>,
    key: Option<String>,
}

/// Walks the values of a document.
struct Walk<'a> {
    options: &'a Options,
    drafts: &'a mut dyn Drafts,
    found: u64,
    stopped: bool,
}

/// Whether a document is one JSON value, or begins as one.
pub fn is_json(document: Document<'_>) -> bool {
    let text = document.text.trim_start();
    if is_script(text) {
        return true;
    }
    // Front matter belongs to another format.
    if text.starts_with('{') && !named(document) && front::split(text).is_some() {
        return false;
    }
    let after = text.get(1..).unwrap_or("").trim_start();
    match text.as_bytes().first() {
        Some(b'{') => after.starts_with(['"', '}']),
        Some(b'[') => {
            after.starts_with(['{', ']'])
                || named(document)
                    && after.starts_with(|c: char| "\"[-tfn".contains(c) || c.is_ascii_digit())
        }
        _ => named(document),
    }
}

/// Whether a text is a script of a Twitter export: a variable name, and JSON assigned to it.
pub fn is_script(text: &str) -> bool {
    text.trim_start().starts_with("window.YTD.")
}

/// The JSON of a document, without the assignment of a script.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let value = text.split_once('=').filter(|_| is_script(text));
    value.map_or(text, |(_, value)| value.trim().trim_end_matches(';'))
}

fn named(document: Document<'_>) -> bool {
    let path = document.path.to_lowercase();
    path.ends_with(".json") || path.ends_with(".geojson")
}

/// Whether each line of a document is a JSON object: its first is one, and a second begins as one.
pub fn is_lines(document: Document<'_>) -> bool {
    let mut lines = document.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("");
    let path = document.path.to_lowercase();
    let named =
        [".jsonl", ".ndjson", ".jl", ".jsonlines", ".ldjson"].iter().any(|end| path.ends_with(end));
    let object = first.starts_with('{') && first.ends_with('}');
    named && first.starts_with(['{', '['])
        || object
            && lines.next().is_some_and(|line| line.starts_with('{'))
            && mend::parse(first).is_ok()
}

/// Hands over the articles of JSON Lines; each unreadable line is reported as a problem.
///
/// # Errors
/// No line is an article.
pub fn extract_lines(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let mut walk = Walk { options, drafts, found: 0, stopped: false };
    let mut broken = 0u64;
    let mut empty_records = EmptyRecords::default();
    for (number, line) in (walk.drafts.lines_before() + 1..).zip(document.text.lines()) {
        let line = line.trim_matches(['\u{1E}', ' ', '\t', '\r', ',']);
        if line.is_empty() {
            continue;
        }
        match mend::parse(line) {
            Ok(value) => {
                let before = walk.found;
                walk.record(&value);
                if walk.found == before && !walk.stopped {
                    empty_records.count("line", number);
                }
            }
            Err(error) => {
                broken += 1;
                walk.drafts.problem(format!("line {number}: {}", reason(&error)));
            }
        }
        if walk.stopped {
            return Ok(());
        }
    }
    walk.drafts.empty_records(empty_records);
    match (walk.found, broken) {
        (0, 0) => Err(Refusal::NotArticles("JSON without an article".into())),
        (0, _) => Err(Refusal::Broken("no line of it can be read as JSON".into())),
        _ => Ok(()),
    }
}

/// Hands over the articles of one JSON value, or of several in sequence. A broken element of a list
/// costs only itself.
///
/// # Errors
/// There is no article, or the JSON is truncated or invalid.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let mut walk = Walk { options, drafts, found: 0, stopped: false };
    let text = bare(document.text);
    let ended = match text.strip_prefix('[') {
        Some(elements) => list::read(elements, &mut walk),
        None => whole(text, &mut walk),
    };
    match ended {
        Err(reason) if !walk.stopped => Err(Refusal::Broken(reason)),
        Ok(()) if walk.found == 0 => Err(Refusal::NotArticles("JSON without an article".into())),
        _ => Ok(()),
    }
}

/// Reads one value, or several in sequence. Of one that breaks off, the first list of records is read
/// element by element.
fn whole(text: &str, walk: &mut Walk<'_>) -> Result<(), String> {
    let mut rest = text;
    while !rest.trim().is_empty() && !walk.stopped {
        match mend::first_value(rest) {
            Ok((value, length)) => {
                walk.value(&value, &Context::default());
                rest = &rest[length..];
            }
            Err(error) => {
                let reason = reason(&error);
                if !list::salvage(rest, walk) {
                    return Err(reason);
                }
                walk.drafts.problem(format!("{reason}; only its first list of records is read"));
                return Ok(());
            }
        }
    }
    Ok(())
}

fn reason(error: &serde_json::Error) -> String {
    format!("not valid JSON: {error}")
}

impl Walk<'_> {
    /// Hands over every article in a record of a list; a headline alone is one there.
    fn record(&mut self, value: &Value) {
        let before = self.found;
        self.value(value, &Context::default());
        let record = value.as_object().filter(|_| self.found == before && !self.stopped);
        let other = |record: &Map<_, _>| is_something_else(record) || services::is_notice(record);
        if let Some(record) = record.filter(|record| !other(record)) {
            let draft = record::draft(record, "json", self.options);
            if record::is_headline(&draft) {
                self.found += 1;
                self.stopped = !self.drafts.article(draft);
            }
        }
    }

    /// Hands over every article in a value. The parser bounds the depth of the value.
    fn value(&mut self, value: &Value, context: &Context) {
        match value {
            _ if self.stopped => {}
            Value::Array(values) => values.iter().for_each(|value| self.value(value, context)),
            Value::Object(record) => self.object(record, context),
            _ => {}
        }
    }

    fn object(&mut self, record: &Map<String, Value>, context: &Context) {
        if is_something_else(record) || services::is_notice(record) {
            return;
        }
        let usual = services::usual(record);
        let record = usual.as_ref();
        if record::has_body(record, self.options) && self.draft(record, context) {
            return;
        }
        let before = self.found;
        let inner = context.within(record);
        for key in ENVELOPES.iter().chain(LISTS) {
            let child = record.get(*key).filter(|child| holds_articles(key, child, record));
            child.into_iter().for_each(|child| self.value(child, &inner));
        }
        if self.found > before || self.draft(record, context) {
            return;
        }
        let known = |key: &str| ENVELOPES.contains(&key) || LISTS.contains(&key);
        for (key, child) in record.iter().filter(|(key, _)| !known(key)) {
            self.value(child, &Context { key: Some(key.clone()), ..inner.clone() });
        }
    }

    /// Hands over a record if it is an article.
    fn draft(&mut self, record: &Map<String, Value>, context: &Context) -> bool {
        let mut draft = record::draft(record, "json", self.options);
        if !record::is_article(&draft, record::has_body(record, self.options)) {
            return false;
        }
        context.complete(&mut draft);
        self.found += 1;
        self.stopped = !self.drafts.article(draft);
        true
    }
}

impl Context {
    /// The context of what lies in a record: the record is a feed, a list, a service's answer.
    fn within(&self, record: &Map<String, Value>) -> Context {
        let outer = FEEDS.iter().filter_map(|key| record.get(*key));
        let named = outer
            .filter_map(|outer| outer.get("title").or(outer.get("name")))
            .chain(record.get("title"));
        let mut named = named.filter_map(Value::as_str).map(str::trim);
        let name = services::chat(record).or_else(|| named.find(|name| !name.is_empty()));
        let draft = record::draft(record, "json list", &Options::default());
        let source =
            name.map(|name| Evidence::new("json title of the feed", name)).or(draft.source);
        let date = draft.dates.into_iter().find(|date| date.rank == Rank::Stated);
        let date = date.map(|date| Candidate { rank: Rank::Shown, ..date });
        Context {
            source: source.or(self.source.clone()),
            lang: draft.lang.or(self.lang.clone()),
            date: date.or(self.date.clone()),
            key: None,
        }
    }

    fn complete(&self, draft: &mut Draft) {
        let own = draft.source.as_ref().filter(|source| location::host(&source.text).is_none());
        draft.source = own.or(self.source.as_ref()).or(draft.source.as_ref()).cloned();
        draft.lang = draft.lang.take().or(self.lang.clone());
        draft.dates.extend(self.date.clone());
        if draft.key.is_empty() {
            draft.key = self.key.clone().unwrap_or_default();
        }
    }
}

/// Whether a value under a key may hold articles: where a record has a list beside it, a `feed` or
/// `channel` only describes that list.
fn holds_articles(key: &str, child: &Value, record: &Map<String, Value>) -> bool {
    let described = FEEDS.contains(&key) && child.is_object();
    let listed = LISTS.iter().any(|list| record.get(*list).is_some_and(Value::is_array));
    child.is_array() || child.is_object() && !(described && listed)
}

/// Whether an object declares that it is not an article: a schema, or a thing of another type.
fn is_something_else(record: &Map<String, Value>) -> bool {
    let types = match record.get("@type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    let article = |name: &&str| TYPES.iter().any(|known| name.to_lowercase().contains(known));
    let schema = record.contains_key("$schema") || record.contains_key("$ref");
    let listed = ["@graph", "items", "itemListElement", "mainEntity", "articles"]
        .iter()
        .any(|key| record.contains_key(*key));
    schema || !types.is_empty() && !types.iter().any(article) && !listed
}

#[cfg(test)]
mod tests;
