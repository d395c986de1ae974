//! Records of services and programs whose field names are misleading: each is renamed to the common
//! field names. Other records are left unchanged.

use std::borrow::Cow;

use serde_json::{Map, Value};

type Record = Map<String, Value>;

/// A record with its fields under the common names.
pub(super) fn usual(record: &Record) -> Cow<'_, Record> {
    let known = [reddit, telethon, slack, citation];
    let usual = known.iter().find_map(|shape| shape(record));
    usual.map_or(Cow::Borrowed(record), Cow::Owned)
}

/// Whether a record is a chat notice, such as that somebody has joined.
pub(super) fn is_notice(record: &Record) -> bool {
    record.get("type").and_then(Value::as_str) == Some("service") && record.contains_key("action")
}

/// The name of the chat whose messages a record holds.
pub(super) fn chat(record: &Record) -> Option<&str> {
    record.get("messages").filter(|messages| messages.is_array())?;
    text(record, "name")
}

fn text<'r>(record: &'r Record, name: &str) -> Option<&'r str> {
    record.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// A post or a comment of Reddit: `url` is the page that it points to, and text that is gone is named
/// in brackets.
fn reddit(record: &Record) -> Option<Record> {
    let place = text(record, "subreddit").filter(|_| record.contains_key("created_utc"))?;
    let kept = |name| text(record, name).filter(|text| !matches!(*text, "[deleted]" | "[removed]"));
    let address = text(record, "permalink").map(|path| format!("https://www.reddit.com{path}"));
    let fields = [
        ("title", kept("title").map(Value::from)),
        ("text", kept("selftext").or_else(|| kept("body")).map(Value::from)),
        ("author", kept("author").map(Value::from)),
        ("published", record.get("created_utc").cloned()),
        ("source", Some(place.into())),
        ("docid", record.get("id").cloned()),
        ("url", address.map(Value::from)),
    ];
    Some(filled(fields))
}

/// A message of a chat as Telethon keeps it: its text is named `message`.
fn telethon(record: &Record) -> Option<Record> {
    let message = text(record, "message")?;
    let kind = text(record, "_").is_some_and(|kind| kind == "Message");
    if !kind && !["peer_id", "to_id"].iter().any(|name| record.contains_key(*name)) {
        return None;
    }
    let mut usual = record.clone();
    usual.remove("message");
    usual.insert("text".into(), message.into());
    Some(usual)
}

/// A message of Slack: `ts` is its second, and its number in it.
fn slack(record: &Record) -> Option<Record> {
    let (second, _) = text(record, "ts")?.split_once('.')?;
    let is_message =
        text(record, "type") == Some("message") && second.bytes().all(|b| b.is_ascii_digit());
    let name = |profile: &Value| profile.get("real_name").or(profile.get("display_name")).cloned();
    let fields = [
        ("text", text(record, "text").map(Value::from)),
        ("author", record.get("user_profile").and_then(name)),
        ("published", Some(second.into())),
        ("docid", record.get("ts").cloned()),
    ];
    is_message.then(|| filled(fields))
}

/// A reference in CSL-JSON, as Zotero and pandoc write it: days in parts, names in parts, and an id
/// that is no address.
fn citation(record: &Record) -> Option<Record> {
    let issued = record.get("issued").and_then(|issued| issued.get("date-parts"));
    if issued.is_none() && !(record.contains_key("container-title") && record.contains_key("type"))
    {
        return None;
    }
    let mut usual = record.clone();
    for name in ["issued", "accessed", "submitted", "original-date", "event-date"] {
        let day = usual.get(name).and_then(|day| day.get("date-parts")).and_then(joined_day);
        if let Some(day) = day {
            usual.insert(name.into(), day.into());
        }
    }
    if let Some(id) = usual.remove("id") {
        usual.insert("docid".into(), id);
    }
    if let Some(Value::Array(names)) = record.get("author") {
        let names: Vec<Value> = names.iter().filter_map(name).map(Value::from).collect();
        usual.insert("author".into(), names.into());
    }
    Some(usual)
}

/// `[[2020, 3, 6]]` as `2020-03-06`.
fn joined_day(parts: &Value) -> Option<String> {
    let part = |part: &Value| match part {
        Value::String(text) => text.trim().parse::<u32>().ok(),
        part => part.as_u64().and_then(|part| u32::try_from(part).ok()),
    };
    let parts: Vec<u32> = parts.get(0)?.as_array()?.iter().map_while(part).take(3).collect();
    let (year, rest) = parts.split_first()?;
    Some(rest.iter().fold(format!("{year:04}"), |day, part| format!("{day}-{part:02}")))
}

/// The name of a person, given name first.
fn name(person: &Value) -> Option<String> {
    let part = |name: &str| person.get(name).and_then(Value::as_str).map(str::trim);
    let parts = [part("given"), part("non-dropping-particle"), part("family"), part("literal")];
    let name: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!name.is_empty()).then(|| name.join(" "))
}

fn filled<const N: usize>(fields: [(&str, Option<Value>); N]) -> Record {
    fields.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?))).collect()
}

#[cfg(test)]
mod tests {
    use crate::ingest::draft::Draft;
    use crate::ingest::tests::drafts;

    fn read(text: &str) -> Vec<Draft> {
        drafts("a.json", text)
    }

    fn day(draft: &Draft) -> &str {
        draft.dates.iter().min_by_key(|date| date.rank).map_or("", |date| &date.evidence.text)
    }

    #[test]
    fn posts_of_reddit_lie_there_and_not_where_they_point_to() {
        let found = read(
            r#"[{"id":"a","subreddit":"Lunden","title":"Storm","selftext":"It rained.","author":"ida","created_utc":1730974320,
            "permalink":"/r/Lunden/comments/a/storm/","url":"https://quay.example/1","domain":"quay.example"},
            {"id":"b","subreddit":"Lunden","title":"Calm","selftext":"[removed]","author":"[deleted]","created_utc":1730974321,
            "permalink":"/r/Lunden/comments/b/calm/"}]"#,
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].body, "It rained.");
        assert_eq!(
            found[0].url.as_deref(),
            Some("https://www.reddit.com/r/Lunden/comments/a/storm/")
        );
        assert_eq!(found[0].source.as_ref().unwrap().text, "Lunden");
        assert_eq!(day(&found[0]), "1730974320");
        assert!(found[1].authors.is_empty() && found[1].body.is_empty());
    }

    #[test]
    fn the_messages_of_a_channel_are_its_articles_and_its_notices_are_none() {
        let found = read(
            r#"{"name":"Quay Now","type":"public_channel","id":1,"messages":[
            {"id":1,"type":"service","date":"2024-11-07T09:00:00","action":"create_channel","title":"Quay Now","text":""},
            {"id":2,"type":"message","date":"2024-11-07T10:12:00","from":"Quay Now","text":["Storm ",{"type":"bold","text":"closes"},
            " the quay, see ",{"type":"text_link","text":"the list","href":"https://quay.example/1"},"."]},
            {"id":3,"type":"message","date":"2024-11-07T11:00:00","photo":"a.jpg","text":""},
            {"id":4,"type":"message","date":"2024-11-08T10:00:00","text":"It is over."}]}"#,
        );
        let bodies: Vec<&str> = found.iter().map(|draft| draft.body.as_str()).collect();
        assert_eq!(bodies, ["Storm closes the quay, see the list.", "It is over."]);
        assert!(found.iter().all(|draft| draft.source.as_ref().unwrap().text == "Quay Now"));
        assert_eq!(day(&found[1]), "2024-11-08T10:00:00");
    }

    #[test]
    fn messages_of_other_programs_are_read_by_their_own_names() {
        let telethon = r#"[{"_":"Message","id":2,"peer_id":{"_":"PeerChannel"},"date":"2024-11-07T09:12:00","message":"It rained."}]"#;
        let slack = r#"[{"type":"message","user":"U1","text":"It rained.","ts":"1730974320.0001","user_profile":{"real_name":"Ida Lund"}}]"#;
        let tweets = r#"window.YTD.tweets.part0 = [{"tweet":{"id_str":"1","created_at":"Thu Nov 07 09:12:00 +0000 2024","full_text":"It rained."}}]"#;
        for (text, day_of) in [
            (telethon, "2024-11-07T09:12:00"),
            (slack, "1730974320"),
            (tweets, "Thu Nov 07 09:12:00 +0000 2024"),
        ] {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((found[0].body.as_str(), day(&found[0])), ("It rained.", day_of), "{text}");
        }
        assert!(read(r#"{"message":"Not found here","status":404}"#).is_empty());
    }

    #[test]
    fn references_give_days_and_names_that_are_written_in_parts() {
        let found = read(
            r#"[{"id":"http://zotero.example/1","type":"article-newspaper","title":"Storm","container-title":"The Quay",
            "abstract":"It rained.","URL":"https://quay.example/1","author":[{"family":"Lund","given":"Ida"}],
            "issued":{"date-parts":[["2020",3,6]]},"accessed":{"date-parts":[[2024,1,9]]}},
            {"id":"http://zotero.example/2","type":"article-newspaper","title":"Calm","container-title":"The Quay",
            "author":[{"literal":"Quay Desk"}],"issued":{"date-parts":[[2020,3]]}}]"#,
        );
        assert_eq!((day(&found[0]), day(&found[1])), ("2020-03-06", "2020-03"));
        assert_eq!(
            (&found[0].authors[0], &found[1].authors[0]),
            (&"Ida Lund".to_string(), &"Quay Desk".to_string())
        );
        assert_eq!(found[0].source.as_ref().unwrap().text, "The Quay");
        assert_eq!(found[0].url.as_deref(), Some("https://quay.example/1"));
        assert_eq!(found[1].url, None);
    }
}
