//! Reads JSON values as programs write them: what JSON does not allow (`NaN`, numbers out of range,
//! halves of surrogate pairs, control characters in strings) costs no record.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::{Deserializer, Error, Value};

use super::nesting::Nesting;

/// Reads one value, mended if need be.
pub(super) fn parse(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).or_else(|error| match mended(text) {
        Some(mended) => serde_json::from_str(&mended),
        None => Err(error),
    })
}

/// Reads the value that a text begins with, mended if need be, and its length in bytes.
pub(super) fn first_value(text: &str) -> Result<(Value, usize), Error> {
    let mut values = Deserializer::from_str(text).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => Ok((value, values.byte_offset())),
        Some(Err(error)) => {
            let end = end_of_value(text);
            let mended = end.and_then(|end| Some((parse(&text[..end]).ok()?, end)));
            mended.ok_or(error)
        }
        None => parse(text).map(|value| (value, text.len())),
    }
}

/// How many bytes are searched for the end of a value that is not JSON.
const LONGEST: usize = 1 << 20;

/// Where the value that a text begins with ends: an object or list by its brackets, a number before
/// the next comma.
fn end_of_value(text: &str) -> Option<usize> {
    if !text.starts_with(['{', '[', '"']) {
        return text.find([',', ']']);
    }
    let mut nesting = Nesting::default();
    for (place, byte) in text.bytes().take(LONGEST).enumerate() {
        nesting.read(byte)?;
        if matches!(byte, b'}' | b']') && nesting.is_outside() {
            return Some(place + 1);
        }
    }
    None
}

/// A text with what JSON does not know read as nothing or as U+FFFD; `None` if there is no such thing.
fn mended(text: &str) -> Option<String> {
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(^|[:\[,]\s*)(?:NaN|-?Infinity|-?[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]{3,})($|\s*[,\]}])",
        )
        .expect("it is a regex")
    });
    static HALVES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
            .expect("it is a regex")
    });
    // Twice: of two numbers side by side the first takes the comma between them.
    let once = NUMBERS.replace_all(text, "${1}null${2}");
    let numbers = NUMBERS.replace_all(&once, "${1}null${2}");
    let halves = HALVES.replace_all(&numbers, |found: &Captures<'_>| {
        found.get(1).map_or("\\ufffd".to_string(), |pair| pair.as_str().to_string())
    });
    let escaped = escape_controls(&halves);
    (escaped != text).then_some(escaped)
}

/// Escapes the control characters in strings.
fn escape_controls(text: &str) -> String {
    let (mut out, mut quoted, mut escaped) = (String::with_capacity(text.len()), false, false);
    for c in text.chars() {
        match c {
            '\0'..='\x1F' if quoted => out.push_str(&format!("\\u{:04x}", c as u32)),
            _ => out.push(c),
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && quoted && !escaped;
    }
    out
}
