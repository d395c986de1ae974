//! Reads a metadata file for an article in another file: a JSON object, labelled lines, or one
//! value per line.

use serde_json::Value;

use super::record;
use super::{head, shape};
use crate::ingest::document::Options;
use crate::ingest::draft::Draft;
use crate::ingest::source::manifest::Entry;

/// The maximum size of a sidecar, in bytes.
const MOST: usize = 1 << 20;

/// The fields that a sidecar gives for its article; `None` if it holds an article of its own, or no
/// metadata.
pub fn read(path: &str, text: &str, options: &Options) -> Option<Draft> {
    if text.len() > MOST {
        return None;
    }
    let draft = if path.to_lowercase().ends_with(".json") {
        object(text, options)?
    } else {
        labelled(text, options).or_else(|| values(text))?
    };
    let says = draft.url.is_some() || !draft.dates.is_empty() || draft.source.is_some();
    (says || draft.title.is_some()).then_some(draft)
}

/// The fields that a manifest gives for the article of a file.
pub fn of_entry(entry: &Entry, options: &Options) -> Option<Draft> {
    let record = serde_json::from_str(&entry.fields).ok()?;
    let draft = record::draft(&record, &format!("manifest {}", entry.manifest), options);
    Some(Draft { body: String::new(), key: String::new(), ..draft })
}

/// Puts the fields that a manifest gives before those of the article itself.
pub fn overrule(draft: &mut Draft, other: Draft) {
    let is_said = |field: &str| match field {
        "title" => other.title.is_some(),
        "authors" => !other.authors.is_empty(),
        _ => false,
    };
    draft.origins.retain(|origin| !is_said(origin.field));
    draft.title = draft.title.take().filter(|_| other.title.is_none());
    draft.source = draft.source.take().filter(|_| other.source.is_none());
    draft.authors.retain(|_| other.authors.is_empty());
    record::complete(draft, other);
}

/// A JSON object without a text of its own; a summary does not count as text.
fn object(text: &str, options: &Options) -> Option<Draft> {
    let Value::Object(record) = serde_json::from_str(text).ok()? else { return None };
    let draft = record::draft(&record, "sidecar", options);
    let own = record::has_body(&record, options);
    (!own).then(|| Draft { body: String::new(), key: String::new(), ..draft })
}

fn labelled(text: &str, options: &Options) -> Option<Draft> {
    let (draft, rest) = head::labelled(text, options)?;
    rest.trim().is_empty().then(|| Draft { body: String::new(), key: String::new(), ..draft })
}

/// One value per line, including an address or a date, and no prose.
fn values(text: &str) -> Option<Draft> {
    let values: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let prose = values.iter().any(|v| v.split_whitespace().count() > 40);
    let draft = shape::draft(&values, "sidecar", false);
    let says = draft.url.is_some() || !draft.dates.is_empty();
    (values.len() >= 2 && says && !prose).then(|| Draft { key: String::new(), guid: None, ..draft })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::ingest::document::Options;

    #[test]
    fn metadata_are_read_and_an_article_is_left_alone() {
        let options = Options::default();
        let json = r#"{"title": "A", "date": "2020-01-02", "excerpt": "b"}"#;
        assert_eq!(read("a.json", json, &options).unwrap().dates.len(), 1);
        let article = r#"{"title": "A", "date": "2020-01-02", "text": "b"}"#;
        assert_eq!(read("a.json", article, &options), None);
        let values = read("a-meta.txt", "Ann Field\nhttp://example.org/\n3/4/2019\n7\n", &options);
        assert_eq!(values.unwrap().authors, ["Ann Field"]);
        assert_eq!(read("a-meta.txt", "A storm closed the harbour.", &options), None);
    }
}
