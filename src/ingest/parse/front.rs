//! Front matter at the start of a text: YAML between two `---` lines, TOML between two `+++` lines,
//! or a JSON object.

use serde_json::{Map, Value};

/// The maximum size of front matter, in bytes.
const MOST: usize = 1 << 20;

/// The maximum size of JSON front matter, which has no fence, in bytes.
const MOST_JSON: usize = 64 << 10;

/// The record that a text begins with, and the text after it; `None` if it begins with none.
pub fn split(text: &str) -> Option<(Map<String, Value>, &str)> {
    let start = text.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ']);
    if start.starts_with('{') {
        return json(start);
    }
    let fence = start.get(..3).filter(|fence| matches!(*fence, "---" | "+++"))?;
    let (first, inside) = start.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let (end, rest) = end_of(inside, fence)?;
    let matter = &inside[..end];
    let record = if fence == "+++" { toml(matter) } else { yaml(matter) };
    Some((record?, rest))
}

/// The offset of the closing fence, and the text after it.
fn end_of<'a>(inside: &'a str, fence: &str) -> Option<(usize, &'a str)> {
    let mut place = 0;
    for line in inside.split_inclusive('\n') {
        let word = line.trim_end();
        if word == fence || fence == "---" && word == "..." {
            return Some((place, &inside[place + line.len()..]));
        }
        place += line.len();
        if place > MOST {
            return None;
        }
    }
    None
}

/// The JSON object at the start of a text, and the text after it; `None` if more JSON follows, or
/// nothing.
fn json(text: &str) -> Option<(Map<String, Value>, &str)> {
    let head = &text[..text.floor_char_boundary(MOST_JSON)];
    let mut values = serde_json::Deserializer::from_str(head).into_iter::<Value>();
    let Some(Ok(Value::Object(record))) = values.next() else { return None };
    let rest = &text[values.byte_offset()..];
    let below = rest.trim_start();
    let parted = rest.starts_with(['\n', '\r']);
    let more = below.is_empty() || below.starts_with(['{', '[', ',', '\u{1E}', '"']);
    (parted && !more).then_some((record, below))
}

fn toml(matter: &str) -> Option<Map<String, Value>> {
    let table: toml::Table = toml::from_str(matter).ok()?;
    Some(table.into_iter().map(|(key, value)| (key, toml_value(value))).collect())
}

/// Converts a TOML value. TOML dates are unquoted and are kept as written. Nesting is bounded by
/// the TOML reader.
fn toml_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(toml_value).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, toml_value(value))).collect())
        }
    }
}

/// Parses YAML as a record; if it is not valid YAML, parses its `key: value` lines.
fn yaml(matter: &str) -> Option<Map<String, Value>> {
    match serde_saphyr::from_str::<Value>(matter) {
        Ok(Value::Object(record)) => Some(record),
        _ => lines(matter),
    }
}

fn lines(matter: &str) -> Option<Map<String, Value>> {
    let pairs = matter.lines().filter_map(|line| line.split_once(": "));
    let record: Map<String, Value> = pairs
        .filter(|(key, _)| !key.starts_with([' ', '#', '-']))
        .map(|(key, value)| (key.trim().into(), value.trim().trim_matches('"').into()))
        .collect();
    (!record.is_empty()).then_some(record)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn yaml_and_toml_are_read_and_the_text_after_them_is_left() {
        let (record, rest) = split("---\ntitle: A: b\ntags: [x, y]\n---\nText\n").unwrap();
        assert_eq!(record["title"], "A: b");
        assert_eq!(rest, "Text\n");
        let (record, rest) = split("+++\ntitle = \"A\"\ndate = 2023-11-05\n+++\nText").unwrap();
        assert_eq!((record["title"].as_str(), rest), (Some("A"), "Text"));
        assert_eq!(record["date"], "2023-11-05");
        let (record, rest) = split("{\n \"title\": \"A\"\n}\n\nText {b}").unwrap();
        assert_eq!((record["title"].as_str(), rest), (Some("A"), "Text {b}"));
        for json in
            ["{\"a\": 1}", "{\"a\": 1}\n{\"a\": 2}", "{\"a\": 1},\n{", "{\"a\": 1} b", "{a} b"]
        {
            assert_eq!(split(json), None, "{json}");
        }
        assert_eq!(split("---\n\nText"), None);
        assert_eq!(split("--- a\n---\n"), None);
    }
}
