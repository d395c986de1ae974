//! Rules of the house, as tests: who may name whom, how long a file or a function may be, that
//! every file says what it is, and that links in the documents lead somewhere.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may name of ours, as ARCHITECTURE.md says it. The first room that a path starts
/// with has it, so that the inner ones stand before the outer.
const ROOMS: &[(&str, &[&str])] = &[
    ("src/when", &[]),
    ("src/diagnostic", &[]),
    ("src/article", &["when"]),
    ("src/analysis", &["analysis"]),
    ("src/query", &["query", "when", "diagnostic"]),
    ("src/engine/local", &["engine", "article", "when", "query", "analysis"]),
    ("src/engine", &["engine", "article", "when", "query", "analysis"]),
    ("src/ingest", &["ingest", "article", "when", "diagnostic", "engine", "analysis"]),
    ("src/app", &["app", "ingest", "engine", "analysis", "query", "article", "when", "diagnostic"]),
    ("src/render", &["render", "app", "article", "when", "diagnostic"]),
    ("src/cli", &["cli", "app", "render"]),
    ("src/lib.rs", &[]),
    ("src/main.rs", &[]),
];

/// Crates, and modules of the standard library, that only some rooms may name.
const RESERVED: &[(&str, &[&str])] = &[
    ("jiff", &["src/when"]),
    ("tantivy", &["src/engine/local"]),
    ("tantivy_fst", &["src/engine/local"]),
    ("frostem", &["src/analysis"]),
    ("unicode_normalization", &["src/analysis", "src/query", "src/ingest", "src/render/safe"]),
    ("whatlang", &["src/ingest"]),
    ("walkdir", &["src/ingest"]),
    ("dom_query", &["src/ingest"]),
    ("dom_smoothie", &["src/ingest"]),
    ("quick_xml", &["src/ingest"]),
    ("roxmltree", &["src/ingest"]),
    ("encoding_rs", &["src/ingest"]),
    ("chardetng", &["src/ingest"]),
    ("zip", &["src/ingest"]),
    ("tar", &["src/ingest"]),
    ("flate2", &["src/ingest"]),
    ("crossbeam_channel", &["src/app", "src/engine/local"]),
    ("csv", &["src/ingest", "src/render/table"]),
    ("anstyle", &["src/render/style"]),
    ("clap", &["src/cli"]),
    ("clap_complete", &["src/cli"]),
    ("clap_mangen", &["src/cli"]),
    ("indicatif", &["src/cli/progress"]),
    ("signal_hook", &["src/cli/progress"]),
    ("terminal_size", &["src/cli/environment"]),
    ("std::env", &["src/cli/environment", "src/main.rs"]),
    (
        "std::process",
        &["src/cli", "src/main.rs", "src/engine/local/store/lock", "src/app/pdftotext"],
    ),
];

/// The most lines of a file, its tests apart, and of a function.
const FILE: usize = 400;
const FUNCTION: usize = 60;

/// A source file of the program, without its tests and comments.
struct Source {
    path: String,
    head: String,
    code: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

fn paths(folders: &[&str]) -> Vec<PathBuf> {
    let mut found = vec![];
    folders.iter().for_each(|folder| files(&root().join(folder), &mut found));
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let is_test = |path: &PathBuf| {
        path.ends_with("tests.rs")
            || path.components().any(|part| part.as_os_str() == "tests")
            || path.ends_with("testing.rs")
    };
    let files = paths(&["src"]);
    files
        .iter()
        .filter(|path| !is_test(&path.strip_prefix(root()).unwrap().into()))
        .map(source)
        .collect()
}

fn source(path: &PathBuf) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let code: Vec<&str> = text
        .split("\n#[cfg(test)]\nmod ")
        .next()
        .unwrap_or_default()
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .collect();
    let path = path.strip_prefix(root()).unwrap().to_str().unwrap().to_string();
    Source { path, head: text.lines().next().unwrap_or_default().into(), code: code.join("\n") }
}

/// The names that stand before `::` as a whole path's first part, such as `tantivy` or `std::env`.
fn names(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    let starts = |place: usize| {
        let before = code[..place].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    };
    let grouped = name.split_once("::").is_some_and(|(outer, inner)| {
        code.lines().any(|line| line.starts_with(&format!("use {outer}::{inner};")))
    });
    grouped || code.match_indices(&path).any(|(place, _)| starts(place))
}

/// The rooms that `crate::` leads to.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let after = code.split("crate::").skip(1);
    let name = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    after.map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn no_room_names_another_that_it_must_not_know() {
    let mut wrong = vec![];
    for source in sources() {
        let room = ROOMS.iter().find(|(room, _)| source.path.starts_with(room));
        let (_, may) = room.unwrap_or_else(|| panic!("{} stands in no room", source.path));
        for named in rooms_named(&source.code) {
            if !may.contains(&named.as_str()) {
                wrong.push(format!("{} names crate::{named}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_crate_stays_in_the_room_that_hides_it() {
    let mut wrong = vec![];
    for source in sources() {
        for (name, rooms) in RESERVED {
            let may = rooms.iter().any(|room| source.path.starts_with(room));
            if !may && names(&source.code, name) {
                wrong.push(format!("{} names {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_what_it_is() {
    let is_silent = |path: &PathBuf| !source(path).head.starts_with("//! ");
    let silent: Vec<_> = paths(&["src", "tests"]).into_iter().filter(is_silent).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn no_file_is_long() {
    let length = |source: &Source| source.code.lines().count();
    let long: Vec<_> = sources()
        .iter()
        .filter(|source| length(source) > FILE)
        .map(|source| format!("{}: {} lines", source.path, length(source)))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn no_function_is_long() {
    let mut long = vec![];
    for source in sources() {
        for (name, lines) in functions(&source.code) {
            if lines > FUNCTION {
                long.push(format!("{}: {name} has {lines} lines", source.path));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// Every function and its length: rustfmt ends it with a brace at the indentation of its start.
fn functions(code: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let start = |(place, line): (usize, &&'_ str)| {
        let indent = line.len() - line.trim_start().len();
        let (before, after) = line.split_once("fn ")?;
        let is_head = before.split_whitespace().all(|word| {
            matches!(word, "pub" | "const" | "unsafe" | "async") || word.starts_with("pub(")
        });
        let end = format!("{}}}", " ".repeat(indent));
        let length = lines[place..].iter().position(|line| *line == end)?;
        is_head.then_some((place, after.len(), length + 1))
    };
    let found = lines.iter().enumerate().filter_map(start);
    found.map(|(place, _, length)| (lines[place].trim(), length)).collect()
}

#[test]
fn links_in_the_documents_lead_somewhere() {
    let mut broken = vec![];
    for document in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        let Ok(text) = fs::read_to_string(root().join(document)) else { continue };
        for rest in text.split("](").skip(1) {
            let target = rest.split([')', '#']).next().unwrap_or_default();
            let is_ours = !target.is_empty() && !target.contains("://");
            if is_ours && !root().join(target).exists() {
                broken.push(format!("{document}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
