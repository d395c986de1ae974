//! Converts a record of named values (JSON, a table, front matter, header lines) into a draft. It
//! does not read files; the extractors do.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::fields::{self, Field};
use super::{entity, markup, moment};
use crate::article::Evidence;
use crate::ingest::article::clean;
use crate::ingest::document::Options;
use crate::ingest::draft::{Candidate, Draft, Origin, Rank};

/// Keys that hold the text of an object value, the better ones first.
const INNER: &[&str] = &[
    "rendered",
    "text",
    "#text",
    "$t",
    "value",
    "html",
    "main",
    "name",
    "default",
    "plain",
    "$date",
    "$oid",
    "$numberLong",
    "$numberDouble",
    "content",
    "full_name",
    "displayName",
    "label",
    "title",
    "webTitle",
    "href",
    "_",
    "@id",
    "uri",
];
/// Values that mean that there is none.
const NOTHING: &[&str] =
    &["null", "none", "nan", "n/a", "na", "undefined", "unknown", "nil", "-", "--", "[]", "{}"];
/// Styles of text runs.
const RUNS: &[&str] = &[
    "bold",
    "bot_command",
    "cashtag",
    "code",
    "custom_emoji",
    "email",
    "hashtag",
    "italic",
    "link",
    "mention",
    "mention_name",
    "phone",
    "plain",
    "spoiler",
    "strikethrough",
    "text",
    "text_link",
    "underline",
    "url",
];
/// The maximum nesting depth of values read as one field.
const DEPTH: usize = 4;

/// A value that a record gives for a field.
struct Given<'a> {
    rank: usize,
    /// The path of the value in the record, as written.
    path: String,
    value: &'a Value,
}

type Values<'a> = HashMap<Field, Vec<Given<'a>>>;

/// The draft of a record; `kind` (`json`, `csv`, `front matter`) names the record in evidence.
pub fn draft(record: &Map<String, Value>, kind: &str, options: &Options) -> Draft {
    let values = read(record, options);
    let url = first(&values, Field::Url, is_url);
    let guid = first(&values, Field::Id, |_| true);
    let body = body(&values);
    let title = first(&values, Field::Title, |text| !is_url(text));
    // An address as a title is better than a record without any text.
    let title =
        title.or_else(|| body.is_empty().then(|| first(&values, Field::Title, |_| true))?);
    Draft {
        key: guid.as_ref().or(url.as_ref()).cloned().unwrap_or_default(),
        title: title.map(|title| prose(&title)),
        body,
        dates: dates(&values, kind),
        source: source(&values, kind),
        authors: list(&values, Field::Author),
        section: section(&values),
        tags: list(&values, Field::Tags),
        lang: first(&values, Field::Lang, |_| true),
        guid,
        url,
        origins: origins(&values, kind),
        ..Draft::default()
    }
}

/// Where each field of a record was found.
fn origins(values: &Values<'_>, kind: &str) -> Vec<Origin> {
    let fields = [
        ("title", Field::Title),
        ("body", Field::Body),
        ("body", Field::Summary),
        ("authors", Field::Author),
        ("section", Field::Section),
        ("tags", Field::Tags),
        ("lang", Field::Lang),
        ("url", Field::Url),
        ("guid", Field::Id),
    ];
    let mut origins: Vec<Origin> = vec![];
    for (name, field) in fields {
        let fits = |text: &str| match field {
            Field::Url => is_url(text),
            Field::Title => !is_url(text),
            _ => true,
        };
        let fitting = |given: &&Given<'_>| short_text(given.value, 0).is_some_and(|t| fits(&t));
        let given = values.get(&field).and_then(|given| given.iter().find(fitting));
        if let Some(given) = given.filter(|_| origins.iter().all(|known| known.field != name)) {
            origins.push(Origin { field: name, rule: format!("{kind} {}", given.path) });
        }
    }
    origins
}

/// Whether the draft of a record is an article; `own` says whether the record gives a text of its
/// own.
pub fn is_article(draft: &Draft, own: bool) -> bool {
    let about = draft.url.is_some() || !draft.dates.is_empty();
    let described = draft.source.is_some()
        || !draft.authors.is_empty()
        || draft.section.is_some()
        || !draft.tags.is_empty();
    match (&draft.title, own) {
        (Some(_), true) => true,
        (Some(_), false) => about || described,
        (None, true) => about || described || draft.body.trim().contains(char::is_whitespace),
        (None, false) => about && !draft.body.is_empty(),
    }
}

/// Whether the draft of a record in a list is a headline that stands alone, not a label of one or two
/// words.
pub fn is_headline(draft: &Draft) -> bool {
    draft.title.as_ref().is_some_and(|title| title.chars().count() >= 12 && title.contains(' '))
}

/// Whether a record gives a text, not only a summary.
pub fn has_body(record: &Map<String, Value>, options: &Options) -> bool {
    let values = read(record, options);
    let given = values.get(&Field::Body).into_iter().flatten();
    given.filter_map(|given| long_text(given.value, 0)).any(|text| !text.trim().is_empty())
}

/// Fills in the fields that a draft lacks from another record about the same article.
pub fn complete(draft: &mut Draft, other: Draft) {
    draft.dates.extend(other.dates);
    let unsaid = |origin: &Origin| match origin.field {
        "title" => draft.title.is_none(),
        "guid" => draft.guid.is_none(),
        "section" => draft.section.is_none(),
        "lang" => draft.lang.is_none(),
        "url" => draft.url.is_none(),
        "authors" => draft.authors.is_empty(),
        "tags" => draft.tags.is_empty(),
        _ => false,
    };
    draft.origins.extend(other.origins.into_iter().filter(unsaid));
    let fill = |ours: &mut Option<String>, theirs| *ours = ours.take().or(theirs);
    fill(&mut draft.title, other.title);
    fill(&mut draft.guid, other.guid);
    fill(&mut draft.section, other.section);
    fill(&mut draft.lang, other.lang);
    fill(&mut draft.url, other.url);
    draft.source = draft.source.take().or(other.source);
    if draft.authors.is_empty() {
        draft.authors = other.authors;
    }
    if draft.tags.is_empty() {
        draft.tags = other.tags;
    }
}

fn read<'a>(record: &'a Map<String, Value>, options: &Options) -> Values<'a> {
    let mut values = Values::new();
    gather(record, "", 0, &mut values);
    map(record, options, &mut values);
    values.values_mut().for_each(|given| given.sort_by_key(|given| given.rank));
    values
}

fn gather<'a>(record: &'a Map<String, Value>, path: &str, depth: usize, values: &mut Values<'a>) {
    for (name, value) in record.iter().filter(|(_, value)| !is_nothing(value)) {
        let written = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        for (field, rank) in fields::meanings(&plain_path(&written)) {
            let given = Given { rank, path: written.clone(), value };
            values.entry(field).or_default().push(given);
        }
        if let (Value::Object(inner), true) = (value, depth < 2) {
            gather(inner, &written, depth + 1, values);
        }
    }
}

fn plain_path(path: &str) -> String {
    let parts: Vec<String> = path.split('.').map(fields::plain).collect();
    parts.join(".")
}

/// Adds the values of the user's own names, before all others.
fn map<'a>(record: &'a Map<String, Value>, options: &Options, values: &mut Values<'a>) {
    for (name, path) in &options.map {
        let Some(field) = fields::by_name(name) else { continue };
        let mut parts = path.split('.');
        let start = parts.next().and_then(|part| record.get(part));
        let value =
            record.get(path).or_else(|| parts.try_fold(start?, |value, part| value.get(part)));
        if let Some(value) = value.filter(|value| !is_nothing(value)) {
            values.entry(field).or_default().push(Given { rank: 0, path: path.clone(), value });
        }
    }
}

/// Whether a text is empty, or a word that programs write for a missing value.
pub fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => says_nothing(text),
        Value::Array(values) => values.is_empty(),
        Value::Object(values) => values.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The best text for a field that passes a test.
fn first(values: &Values<'_>, field: Field, wanted: impl Fn(&str) -> bool) -> Option<String> {
    let given = values.get(&field)?.iter();
    given.filter_map(|given| short_text(given.value, 0)).find(|text| wanted(text))
}

/// The text of a value; of a list, its first.
fn short_text(value: &Value, depth: usize) -> Option<String> {
    match value {
        _ if is_nothing(value) || depth > DEPTH => None,
        Value::String(text) => Some(text.trim().to_string()),
        Value::Number(number) => Some(number.to_string().trim_end_matches(".0").to_string()),
        Value::Array(values) => values.iter().find_map(|value| short_text(value, depth + 1)),
        Value::Object(values) => {
            INNER.iter().filter_map(|key| values.get(*key)).find_map(|v| short_text(v, depth + 1))
        }
        Value::Null | Value::Bool(_) => None,
    }
}

/// The text of a value; of a list, all of it as paragraphs.
fn long_text(value: &Value, depth: usize) -> Option<String> {
    match value {
        _ if depth > DEPTH => None,
        Value::Array(values) => {
            let texts: Vec<String> =
                values.iter().filter_map(|v| long_text(v, depth + 1)).collect();
            let between = if are_runs(values) { "" } else { "\n\n" };
            (!texts.is_empty()).then(|| texts.join(between))
        }
        Value::Object(values) => {
            INNER.iter().filter_map(|key| values.get(*key)).find_map(|v| long_text(v, depth + 1))
        }
        Value::String(text) => (!is_nothing(value)).then(|| text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// Whether the items of a list are runs of one text, as in chat exports: strings, and objects with
/// a style (`{"type": "bold", "text": "b"}`).
fn are_runs(values: &[Value]) -> bool {
    let set = |value: &Value| {
        let kind = value.get("type").and_then(Value::as_str);
        kind.is_some_and(|kind| RUNS.contains(&kind))
            && value.get("text").is_some_and(Value::is_string)
    };
    values.iter().any(set) && values.iter().all(|value| value.is_string() || set(value))
}

fn body(values: &Values<'_>) -> String {
    let of = |field| {
        let given = values.get(&field).into_iter().flatten();
        given
            .filter_map(|given| long_text(given.value, 0))
            .map(|text| prose(&text))
            .find(|text| !text.trim().is_empty())
    };
    of(Field::Body).or_else(|| of(Field::Summary)).unwrap_or_default()
}

/// Text without markup and character references.
fn prose(text: &str) -> String {
    if markup::is_markup(text) { markup::to_text(text) } else { entity::decode(text).into_owned() }
}

/// The section; of several categories, the first.
fn section(values: &Values<'_>) -> Option<String> {
    let text = first(values, Field::Section, |_| true)?;
    let one = text.split([',', ';', '|']).map(str::trim).find(|one| !one.is_empty())?;
    (one.len() < 200).then(|| one.to_string())
}

fn dates(values: &Values<'_>, kind: &str) -> Vec<Candidate> {
    let ranks = [
        (Field::Published, Rank::Stated, 90),
        (Field::Nearby, Rank::Shown, 70),
        (Field::Modified, Rank::Modified, 80),
        (Field::Captured, Rank::Captured, 80),
    ];
    let mut candidates = Vec::new();
    for (field, rank, confidence) in ranks {
        for given in values.get(&field).into_iter().flatten() {
            let confidence = confidence - (given.rank as u8).min(40) / 2;
            let text = moment::text(given.value).or_else(|| short_text(given.value, 0));
            candidates.extend(text.map(|text| {
                let evidence = Evidence::new(format!("{kind} {}", given.path), text);
                Candidate::new(rank, confidence, evidence)
            }));
        }
    }
    candidates
}

fn source(values: &Values<'_>, kind: &str) -> Option<Evidence> {
    let given = values.get(&Field::Source)?.iter();
    let texts = given.filter_map(|given| Some((given, short_text(given.value, 0)?)));
    let texts: Vec<_> =
        texts.filter(|(_, text)| text.len() <= 200 && !is_media_type(text)).collect();
    let name = texts.iter().find(|(_, text)| !is_address(text));
    let (given, text) = name.or(texts.first())?;
    Some(Evidence::new(format!("{kind} {}", given.path), text))
}

/// Whether a text is the type of a file, such as `image/jpg`.
fn is_media_type(text: &str) -> bool {
    let kinds = ["image/", "text/", "application/", "audio/", "video/"];
    kinds.iter().any(|kind| text.starts_with(kind))
}

/// The texts of the best value of a field; persons with another credit count only if there are no
/// others.
fn list(values: &Values<'_>, field: Field) -> Vec<String> {
    let texts = |value: &Value, all: bool| -> Vec<String> {
        let Value::Array(values) = value else { return short_text(value, 0).into_iter().collect() };
        let written = values.iter().filter(|value| all || !is_other_credit(value));
        written.filter_map(|value| short_text(value, 0)).collect()
    };
    let given = || values.get(&field).into_iter().flatten();
    let best = given().map(|given| texts(given.value, false)).find(|texts| !texts.is_empty());
    best.or_else(|| given().next().map(|given| texts(given.value, true))).unwrap_or_default()
}

/// Whether a person is listed in a role other than writing.
fn is_other_credit(value: &Value) -> bool {
    let role = value.get("role").or_else(|| value.get("type")).and_then(Value::as_str);
    let role = role.unwrap_or_default().to_lowercase();
    ["editor", "photographer", "illustrator", "translator", "producer"].contains(&role.as_str())
}

/// Whether a text is a web address or a host, rather than a name.
fn is_address(text: &str) -> bool {
    is_url(text) || text.contains('.') && !text.contains(char::is_whitespace)
}

/// Whether a text is a web address.
pub fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    let rest = rest.or(text.strip_prefix("//")).or(text.starts_with("www.").then_some(text));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

/// A title on one line, without the markup that it may have come with.
pub fn title(text: &str) -> String {
    clean::line(&prose(text))
}
