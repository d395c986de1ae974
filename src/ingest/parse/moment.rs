//! Dates in the shapes that programs write: strings, numbers, lists of parts, objects. It returns
//! the date as text; [`crate::ingest::article::dates`] parses that.

use serde_json::{Map, Value};

/// The maximum nesting depth of a date.
const DEPTH: usize = 4;

/// The text of a date in any shape: `"/Date(1699142400000)/"`, `[2023, 11, 5, 10, 30]`,
/// `{"year": 2023, "month": 11, "day": 5}`, `{"date-parts": [[2023, 11]]}`; `None` for a shape
/// that only holds a date in a field of its own.
pub fn text(value: &Value) -> Option<String> {
    shaped(value, 0)
}

fn shaped(value: &Value, depth: usize) -> Option<String> {
    match value {
        _ if depth > DEPTH => None,
        Value::String(text) => called(text).map(str::to_string),
        Value::Array(values) => {
            listed(values).or_else(|| values.first().and_then(|value| shaped(value, depth + 1)))
        }
        Value::Object(values) => parted(values)
            .or_else(|| shaped(values.get("date-parts")?, depth + 1))
            .or_else(|| shaped(values.get("$date")?, depth + 1)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// The argument of a call: `/Date(1699142400000+0100)/`, `new Date(1699142400000)`,
/// `ISODate("...")`.
fn called(text: &str) -> Option<&str> {
    let (name, inner) = text.trim().trim_matches('/').split_once('(')?;
    let known = ["Date", "new Date", "ISODate", "Timestamp"].contains(&name.trim());
    let inner = inner.trim_end_matches([')', '/']).trim_matches(['"', '\'']);
    let number = inner.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit() || b == b'+');
    // The zone after milliseconds affects only how they are shown; the instant is in UTC.
    let moment = if number { inner.split('+').next().unwrap_or(inner) } else { inner };
    known.then_some(moment)
}

/// Year, month, day and time in that order, as in `struct_time` and bibliographies.
fn listed(values: &[Value]) -> Option<String> {
    let numbers: Vec<u64> = values.iter().map_while(number).collect();
    written(&numbers)
}

/// `{"year": 2023, "month": "November", "day": 5}`, case-insensitive, including the names used by
/// Java.
fn parted(values: &Map<String, Value>) -> Option<String> {
    let named = |names: &[&str]| {
        let known =
            |(key, _): &(&String, &Value)| names.iter().any(|name| key.eq_ignore_ascii_case(name));
        values.iter().find(known).map(|(_, value)| value)
    };
    let year = named(&["year"]).and_then(number)?;
    let month = named(&["monthValue", "month"])?;
    let day = named(&["dayOfMonth", "day"]).and_then(number);
    match (number(month), month.as_str()) {
        (Some(month), _) => written(&[&[year, month][..], day.as_slice()].concat()),
        (None, Some(name)) => {
            let day = day.map(|day| format!("{day} ")).unwrap_or_default();
            Some(format!("{day}{name} {year}"))
        }
        (None, None) => None,
    }
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Numbers in ISO 8601 form, if they can be a date.
fn written(numbers: &[u64]) -> Option<String> {
    let known = (1000..10_000).contains(numbers.first()?)
        && numbers.get(1).is_none_or(|month| (1..=12).contains(month))
        && numbers.get(2).is_none_or(|day| (1..=31).contains(day));
    known.then_some(())?;
    Some(match numbers {
        [year, month, day, hour, minute, ..] if *hour < 24 && *minute < 60 => {
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}")
        }
        [year, month, day, ..] => format!("{year}-{month:02}-{day:02}"),
        [year, month] => format!("{year}-{month:02}"),
        _ => numbers.first()?.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_date_is_read_in_every_shape_that_programs_write() {
        for (json, expected) in [
            (r#""/Date(1699142400000)/""#, "1699142400000"),
            (r#""/Date(-86400000+0100)/""#, "-86400000"),
            (r#""ISODate(\"2023-11-05T10:00:00Z\")""#, "2023-11-05T10:00:00Z"),
            ("[2023, 11, 5, 10, 30, 0, 6, 309, 0]", "2023-11-05 10:30"),
            (r#"["2023", "11", "5"]"#, "2023-11-05"),
            (r#"{"date-parts": [[2023, 11]]}"#, "2023-11"),
            (
                r#"{"year": 2023, "monthValue": 11, "month": "NOVEMBER", "dayOfMonth": 5}"#,
                "2023-11-05",
            ),
            (r#"{"Year": "2023", "Month": "November", "Day": 5}"#, "5 November 2023"),
        ] {
            let value = serde_json::from_str(json).unwrap();
            assert_eq!(text(&value).as_deref(), Some(expected), "{json}");
        }
        for json in ["[3, 4]", "7", r#"{"name": "Ann"}"#, r#""Nov 5 (Sunday)""#, "[2023, 13]"] {
            assert_eq!(text(&serde_json::from_str(json).unwrap()), None, "{json}");
        }
    }
}
