//! Records of scrapers, feeds, services and databases; the articles are invented.

use crate::ingest::document::Options;
use crate::ingest::draft::{Draft, Rank};
use crate::ingest::tests::{drafts, drafts_with};

fn one(text: &str) -> Draft {
    let mut found = drafts("a.json", text);
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

fn published(draft: &Draft) -> Option<&str> {
    let dates = draft.dates.iter().filter(|date| date.rank == Rank::Stated);
    dates.max_by_key(|date| date.confidence).map(|date| date.evidence.text.as_str())
}

/// One record as each of many tools writes it: (tool, record).
const RECORDS: &[(&str, &str)] = &[
    (
        "newspaper",
        r#"{"title": "Storm", "text": "It rained.", "publish_date": "2023-11-05", "authors": ["Ann Field"], "url": "https://example.org/1", "source_url": "https://example.org", "meta_site_name": "The Quay"}"#,
    ),
    (
        "news-please",
        r#"{"title": "Storm", "maintext": "It rained.", "date_publish": "2023-11-05", "date_download": "2024-01-01", "authors": ["Ann Field"], "url": "https://example.org/1", "source_domain": "The Quay"}"#,
    ),
    (
        "trafilatura",
        r#"{"title": "Storm", "text": "It rained.", "raw_text": "x", "date": "2023-11-05", "author": "Ann Field", "source": "https://example.org/1", "url": "https://example.org/1", "sitename": "The Quay", "filedate": "2024-01-01"}"#,
    ),
    (
        "NewsAPI",
        r#"{"status": "ok", "articles": [{"source": {"id": null, "name": "The Quay"}, "author": "Ann Field", "title": "Storm", "description": "d", "url": "https://example.org/1", "publishedAt": "2023-11-05", "content": "It rained."}]}"#,
    ),
    (
        "Guardian",
        r#"{"response": {"results": [{"id": "a/1", "webTitle": "Storm", "webUrl": "https://example.org/1", "webPublicationDate": "2023-11-05", "fields": {"bodyText": "It rained.", "byline": "Ann Field", "publication": "The Quay"}}]}}"#,
    ),
    (
        "NYT",
        r#"{"response": {"docs": [{"web_url": "https://example.org/1", "headline": {"main": "Storm", "kicker": null}, "lead_paragraph": "It rained.", "pub_date": "2023-11-05", "source": "The Quay", "byline": {"original": "By Ann Field"}}]}}"#,
    ),
    (
        "Event Registry",
        r#"{"articles": {"results": [{"uri": "77", "lang": "eng", "date": "2023-11-05", "title": "Storm", "body": "It rained.", "source": {"uri": "example.org", "title": "The Quay"}, "authors": [{"name": "Ann Field"}], "url": "https://example.org/1"}]}}"#,
    ),
    (
        "WordPress",
        r#"[{"id": 7, "date": "2023-11-05", "link": "https://example.org/1", "title": {"rendered": "Storm"}, "content": {"rendered": "<p>It rained.</p>"}, "author": "Ann Field", "site": "The Quay"}]"#,
    ),
    (
        "MongoDB",
        r#"{"_id": {"$oid": "5f"}, "title": "Storm", "content": "It rained.", "date": {"$date": {"$numberLong": "1699142400000"}}, "author": {"name": "Ann Field"}, "url": "https://example.org/1", "newspaper": "The Quay"}"#,
    ),
    (
        "Elasticsearch",
        r#"{"hits": {"hits": [{"_index": "n", "_id": "7", "_source": {"title": "Storm", "body": "It rained.", "published": "2023-11-05", "author": "Ann Field", "url": "https://example.org/1", "outlet": "The Quay"}}]}}"#,
    ),
    (
        "ninjs",
        r#"{"uri": "tag:example.org:1", "type": "text", "firstpublished": "2023-11-05", "versioncreated": "2023-11-06", "headline": "Storm", "byline": "Ann Field", "body_html": "<p>It rained.</p>", "source": "The Quay", "url": "https://example.org/1"}"#,
    ),
    (
        "schema.org",
        r#"{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Storm", "articleBody": "It rained.", "datePublished": "2023-11-05", "author": [{"@type": "Person", "name": "Ann Field"}], "publisher": {"@type": "Organization", "name": "The Quay"}, "url": "https://example.org/1"}"#,
    ),
    (
        "JSON Feed",
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Quay", "home_page_url": "https://example.org", "items": [{"id": "1", "url": "https://example.org/1", "title": "Storm", "content_html": "<p>It rained.</p>", "date_published": "2023-11-05", "authors": [{"name": "Ann Field"}]}]}"#,
    ),
    (
        "feeds of a day",
        r#"{"feeds": [{"feed": {"title": "The Quay", "link": "https://example.org"}, "entries": [{"title": "Storm", "link": "https://example.org/1", "published_date": "2023-11-05", "summary": "It rained.", "author": "Ann Field"}]}]}"#,
    ),
];

#[test]
fn the_records_of_every_tool_give_the_same_article() {
    for (tool, record) in RECORDS {
        let draft = one(record);
        assert_eq!(draft.title.as_deref(), Some("Storm"), "{tool}");
        assert_eq!(draft.body.trim(), "It rained.", "{tool}");
        let day = published(&draft).unwrap_or_default();
        assert!(day == "2023-11-05" || day == "1699142400000", "{tool}: {day}");
        assert_eq!(draft.url.as_deref(), Some("https://example.org/1"), "{tool}");
        assert_eq!(draft.source.map(|s| s.text).as_deref(), Some("The Quay"), "{tool}");
        assert!(draft.authors[0].ends_with("Ann Field"), "{tool}");
    }
}

#[test]
fn a_record_of_title_address_and_date_is_an_article_and_a_setting_is_not() {
    assert!(
        one(r#"{"title": "Storm", "url": "https://example.org/1", "date": "2023-11-05"}"#)
            .body
            .is_empty()
    );
    for text in [r#"{"a": {"b": [1, 2]}}"#, r#"[1, 2, 3]"#, r#"["a"]"#, r#"{"title": "Settings"}"#]
    {
        assert!(drafts("a.json", text).is_empty(), "{text}");
    }
}

#[test]
fn articles_under_any_key_are_found_and_named_by_it() {
    let text = r#"{"2023": {"n-17": {"title": "Storm", "text": "It rained."}, "n-18": {"title": "Sun", "text": "It shone."}}}"#;
    let keys: Vec<String> = drafts("a.json", text).into_iter().map(|draft| draft.key).collect();
    assert_eq!(keys, ["n-17", "n-18"]);
}

#[test]
fn a_bad_line_is_a_problem_and_not_the_end() {
    let text = "{\"title\": \"A\", \"text\": \"b c\"}\n{\"title\": \n\n{\"title\": \"B\", \"text\": \"c d\"}\n{\"x\": 1}\n";
    let (found, problems) = drafts_with("a.jsonl", text, &Options::default());
    assert_eq!(found.len(), 2);
    assert_eq!(problems.len(), 2);
    assert!(problems[0].starts_with("line 2: not valid JSON"), "{problems:?}");
    assert_eq!(problems[1], "1 record holds no article: line 5");
}

#[test]
fn a_broken_record_of_a_list_costs_only_itself_and_is_named_by_its_number() {
    let records = r#"{"title": "A", "text": "b c"}, {"title": "B" "text": "c"}, {"title": "C", "text": "d e"}"#;
    for text in [format!("[{records}]"), format!("{{\"articles\": [{records}]}}")] {
        let (found, problems) = drafts_with("a.json", &text, &Options::default());
        let titles: Vec<_> = found.iter().filter_map(|draft| draft.title.as_deref()).collect();
        assert_eq!(titles, ["A", "C"], "{text}");
        assert!(problems[0].starts_with("record 2: not valid JSON"), "{problems:?}");
    }
}

#[test]
fn numbers_out_of_range_and_control_characters_cost_no_record() {
    for strange in ["1e999", "-1.5E+400", "NaN", "\"a\tb\"", "\"a\u{1}b\""] {
        let record = format!(r#"{{"title": "Storm", "text": "It rained.", "score": {strange}}}"#);
        let list = format!("[{record}, {record}]");
        for (name, text, count) in
            [("a.json", &record, 1), ("a.jsonl", &record, 1), ("a.json", &list, 2)]
        {
            let (found, problems) = drafts_with(name, text, &Options::default());
            assert_eq!((found.len(), problems.len()), (count, 0), "{name} {text} {problems:?}");
        }
    }
}

#[test]
fn a_headline_alone_is_an_article_in_lines() {
    let text = "{\"id\": 1, \"title\": \"Mill pays for the gate\"}\n{\"id\": 2, \"title\": \"Gate is ordered\", \"text\": \"\"}\n";
    assert_eq!(drafts("a.jsonl", text).len(), 2);
}

#[test]
fn lines_without_an_article_are_told_in_one_phrase() {
    let text = "{\"x\": 1}\n{\"title\": \"A\", \"text\": \"b c\"}\n{\"x\": 2}\n{\"x\": 3}\n";
    let (found, problems) = drafts_with("a.jsonl", text, &Options::default());
    assert_eq!(found.len(), 1);
    assert_eq!(problems, ["3 records hold no article, the first: line 1"]);
}

#[test]
fn what_python_writes_is_read() {
    let text = r#"{"title": "Storm \ud83d", "text": "It rained \ud83c\udf27.", "score": NaN}"#;
    let draft = one(text);
    assert_eq!(draft.title.as_deref(), Some("Storm \u{FFFD}"));
    assert_eq!(draft.body, "It rained \u{1F327}.");
}

#[test]
fn a_list_is_read_on_behind_what_json_does_not_know() {
    let record = |n: u8, score: &str| {
        format!(r#"{{"title": "Storm {n}", "text": "It rained.", "score": {score}}}"#)
    };
    for strange in ["NaN", "-Infinity", r#""\ud83d""#] {
        let list = [record(0, "1"), record(1, "2"), record(2, strange), record(3, "3")].join(", ");
        let found = drafts("a.json", &format!("[{list}]"));
        let titles: Vec<_> = found.iter().filter_map(|draft| draft.title.as_deref()).collect();
        assert_eq!(titles, ["Storm 0", "Storm 1", "Storm 2", "Storm 3"], "{strange}");
    }
}

#[test]
fn names_of_headlines_and_runs_of_text_are_known() {
    for name in ["header", "hed", "headline_text", "header_text"] {
        let text = format!(
            r#"{{"{name}": "Storm", "article": "It rained.", "url": "https://quay.example/1"}}"#
        );
        assert_eq!(one(&text).title.as_deref(), Some("Storm"), "{name}");
    }
    let runs = r#"{"title": "a", "text": ["See ", {"type": "bold", "text": "the list"}, "."]}"#;
    assert_eq!(one(runs).body, "See the list.");
    let paragraphs = r#"{"title": "a", "text": [{"type": "paragraph", "text": "One."}, {"type": "paragraph", "text": "Two."}]}"#;
    assert_eq!(one(paragraphs).body, "One.\n\nTwo.");
    let typed = r#"{"title": "a", "text": "b", "medium": "image/jpg", "isPartOf": "The Quay"}"#;
    assert_eq!(one(typed).source.unwrap().text, "The Quay");
}

#[test]
fn names_of_the_users_own_go_before_all_others() {
    let map = vec![("title".into(), "kop".into()), ("body".into(), "inner.words".into())];
    let text = r#"{"kop": "Storm", "title": "no", "inner": {"words": "It rained."}}"#;
    let (found, _) = drafts_with("a.json", text, &Options { map, ..Options::default() });
    assert_eq!(found[0].title.as_deref(), Some("Storm"));
    assert_eq!(found[0].body, "It rained.");
}

#[test]
fn depth_is_bounded() {
    for open in ["[", "{\"a\":"] {
        assert!(drafts("a.json", &open.repeat(100_000)).is_empty());
    }
}

#[test]
fn an_editor_is_no_author() {
    let text = |authors: &str| {
        format!(
            r#"{{"headline": "Storm", "body_text": "It rained.", "authors": [{authors}], "byline": "Cy Moor"}}"#
        )
    };
    let editor = r#"{"name": "Bo Lake", "role": "editor"}"#;
    let writer = r#"{"name": "Ann Field", "role": "author"}"#;
    for (authors, expected) in
        [(format!("{editor}, {writer}"), "Ann Field"), (editor.to_string(), "Cy Moor")]
    {
        assert_eq!(one(&text(&authors)).authors, [expected]);
    }
}
