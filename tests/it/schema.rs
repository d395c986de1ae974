//! Parses the JSON output with independent types: it has every field that docs/output-schema.md
//! names, and no others.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::archive::Archive;

type Place = (usize, usize);

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
#[expect(dead_code, reason = "a field is here so that its presence and type are checked")]
enum Object {
    Hit {
        query_id: Option<String>,
        rank: usize,
        score: f64,
        id: String,
        guid: Option<String>,
        title: String,
        title_derived: bool,
        date: Option<String>,
        precision: Option<String>,
        instant: Option<String>,
        source: Option<String>,
        authors: Vec<String>,
        section: Option<String>,
        tags: Vec<String>,
        lang: Option<String>,
        url: Option<String>,
        path: String,
        archive: String,
        relative_path: String,
        words: u64,
        title_highlights: Vec<Place>,
        passage: Option<String>,
        highlights: Vec<Place>,
        passage_cut: (bool, bool),
        lacks: Option<Vec<String>>,
        copies: Option<Beside>,
    },
    Article {
        id: String,
        guid: Option<String>,
        title: String,
        title_derived: bool,
        date: Option<String>,
        precision: Option<String>,
        instant: Option<String>,
        source: Option<String>,
        authors: Vec<String>,
        section: Option<String>,
        tags: Vec<String>,
        lang: Option<String>,
        url: Option<String>,
        path: String,
        archive: String,
        relative_path: String,
        words: u64,
        body: String,
        date_evidence: Option<Evidence>,
        date_weak: Option<bool>,
        source_evidence: Option<Evidence>,
        refused_dates: Vec<Evidence>,
        notes: Vec<String>,
    },
    Copy {
        id: String,
        guid: Option<String>,
        title: String,
        title_derived: bool,
        date: Option<String>,
        precision: Option<String>,
        instant: Option<String>,
        source: Option<String>,
        authors: Vec<String>,
        section: Option<String>,
        tags: Vec<String>,
        lang: Option<String>,
        url: Option<String>,
        path: String,
        archive: String,
        relative_path: String,
        words: u64,
        common: f64,
        added: f64,
    },
    Summary(serde_json::Map<String, serde_json::Value>),
    Status(serde_json::Map<String, serde_json::Value>),
    Explain(serde_json::Map<String, serde_json::Value>),
    Period {
        start: String,
        end: String,
        count: u64,
        compare: Option<u64>,
        archive: u64,
    },
    Row {
        row: Option<String>,
        count: u64,
        all: u64,
        cells: Vec<Cell>,
    },
    Count {
        by: String,
        value: Option<String>,
        count: u64,
        share: f64,
    },
    File {
        path: String,
        outcome: String,
        reason: String,
    },
    Archive {
        name: String,
        path: String,
        present: bool,
        articles: u64,
        files: u64,
        last_run: Option<String>,
        current: bool,
        options: Vec<String>,
    },
    Notice {
        archive: String,
        path: String,
        event: String,
        message: String,
    },
    Damage {
        file: String,
        what: String,
    },
    Planned {
        path: String,
        fate: String,
    },
    Read {
        path: String,
        root: String,
        member: Option<String>,
        format: Option<String>,
        decided_by: Option<String>,
        sign: Option<String>,
        charset: Option<String>,
        charset_by: Option<String>,
        lossy: bool,
        day_order: Option<String>,
        articles: u64,
        outcome: String,
        reason: Option<String>,
    },
    Explained {
        id: String,
        guid: Option<String>,
        title: String,
        title_derived: bool,
        date: Option<String>,
        precision: Option<String>,
        instant: Option<String>,
        source: Option<String>,
        authors: Vec<String>,
        section: Option<String>,
        tags: Vec<String>,
        lang: Option<String>,
        url: Option<String>,
        path: String,
        archive: String,
        relative_path: String,
        words: u64,
        body: String,
        date_evidence: Option<Evidence>,
        date_weak: Option<bool>,
        source_evidence: Option<Evidence>,
        refused_dates: Vec<Evidence>,
        notes: Vec<String>,
        member: Option<String>,
        origins: BTreeMap<String, String>,
        considered: Vec<Considered>,
        left_out: Vec<String>,
    },
    Format {
        name: String,
        gives: String,
        sign: String,
        container: bool,
    },
    Problem {
        query_id: Option<String>,
        severity: String,
        code: String,
        message: String,
        subject: String,
        text: String,
        start: usize,
        end: usize,
        hints: Vec<String>,
        mended: Vec<String>,
    },
    Error {
        version: u32,
        message: String,
        exit: u8,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "a field is here so that its presence and type are checked")]
struct Cell {
    column: Option<String>,
    count: u64,
    all: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "a field is here so that its presence and type are checked")]
struct Beside {
    count: u64,
    sources: Vec<String>,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "a field is here so that its presence and type are checked")]
struct Evidence {
    rule: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "a field is here so that its presence and type are checked")]
struct Considered {
    rank: String,
    confidence: u8,
    rule: String,
    text: String,
    day: Option<String>,
    precision: Option<String>,
    refused: Option<String>,
    chosen: bool,
}

fn read(text: &str) -> Vec<Object> {
    let object =
        |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    text.lines().map(object).collect()
}

#[test]
fn every_answer_is_made_of_known_objects() {
    let archive = Archive::newsroom().bytes("a.bin", b"\0\x01").index();
    let commands: [&[&str]; 14] = [
        &["search", "truce", "--json"],
        &["search", "zeppelin titel:x OR market", "--json"],
        &["show", "cc6s53f9", "--json"],
        &["export", "--json"],
        &["timeline", "--compare", "truce", "--json"],
        &["sources", "--by", "author", "--json"],
        &["table", "--rows", "author", "--columns", "month", "--json"],
        &["status", "--json"],
        &["verify", "--json"],
        &["explain", "truce date:7d -market", "--json"],
        &["index", "news", "--json"],
        &["index", "news", "--dry-run", "--full", "--json"],
        &["index", "--explain", "news", "--json"],
        &["formats", "--json"],
    ];
    for command in commands {
        assert!(!read(&archive.answer(command)).is_empty(), "{command:?}");
    }
}

#[test]
fn copies_are_made_of_known_objects() {
    let archive = crate::copies::archive();
    let answer = archive.answer(&["search", "pier", "--stories", "--json"]);
    let Some(Object::Hit { copies: Some(beside), .. }) = read(&answer).into_iter().next() else {
        panic!("{answer}");
    };
    assert_eq!(beside.count, 2);
    assert!(answer.contains("\"total\":3,\"stories\":1,"), "{answer}");
    let id = archive.answer(&["search", "pier", "--limit", "1", "--format", "ids"]);
    assert_eq!(read(&archive.answer(&["copies", id.trim(), "--json"])).len(), 4);
}

#[test]
fn objects_that_end_an_answer_carry_the_version() {
    let archive = Archive::newsroom().index();
    let commands = [
        &["search", "truce"][..],
        &["export"],
        &["timeline"],
        &["sources"],
        &["table"],
        &["verify"],
        &["explain", "x"],
    ];
    for command in commands {
        let answer = archive.answer(&[command, &["--json"]].concat());
        let last = read(&answer).pop().unwrap();
        let (Object::Summary(fields) | Object::Status(fields) | Object::Explain(fields)) = last
        else {
            panic!("{command:?} ends with another object");
        };
        assert_eq!(fields["version"], 1, "{command:?}");
    }
}

#[test]
fn places_count_characters() {
    let archive =
        Archive::new().file("a.txt", "Überflutung é Lunden\n\nEine Flut in Lünden.").index();
    let answer = archive.answer(&["search", "Lünden", "--json"]);
    let Some(Object::Hit { passage: Some(passage), highlights, .. }) =
        read(&answer).into_iter().next()
    else {
        panic!("{answer}");
    };
    let (start, end) = highlights[0];
    let marked: String = passage.chars().skip(start).take(end - start).collect();
    assert_eq!(marked, "Lünden");
}
