//! House rules as tests: which module may use which, which crate may be used where, how long files
//! and functions may be, that every file says what it is, and that links in the documents are
//! valid. The first two rules are read from the tables of ARCHITECTURE.md.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules of the standard library, and the only files that may use each, as path prefixes.
const RESERVED: &[(&str, &[&str])] = &[
    ("std::env", &["src/cli/environment", "src/main.rs"]),
    (
        "std::process",
        &["src/cli", "src/main.rs", "src/engine/local/store/lock", "src/app/pdftotext"],
    ),
    ("std::net", &["src/web"]),
];

/// Maximum lengths in lines: of a file without its tests, of 95 % of files, of a function, of 95 %
/// of functions, and of half of all functions.
const FILE: usize = 400;
const MOST_FILES: usize = 350;
const FUNCTION: usize = 60;
const MOST_FUNCTIONS: usize = 40;
const MEDIAN_FUNCTION: usize = 8;

/// The maximum number of parameters of a function, including `self`.
const PARAMETERS: usize = 6;

/// Modules that ARCHITECTURE.md lists before they exist in `src`.
const TO_COME: &[&str] = &[];

/// A source file of the program, without its tests and comments.
struct Source {
    path: String,
    head: String,
    code: String,
}

impl Source {
    /// The path of its module, without `crate`: `query` for src/query/mod.rs.
    fn module(&self) -> Vec<&str> {
        let path = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        path.trim_end_matches("/mod").split('/').collect()
    }
}

/// A row of the table of modules.
struct Row {
    /// The name of the module, such as `engine::local`.
    module: String,
    /// Its folder, such as `src/engine/local`, or its file.
    path: String,
    /// The modules, and single items of modules, that it may use.
    may: BTreeSet<String>,
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

/// The cells of the table of ARCHITECTURE.md whose first column has this name.
fn table(first: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let head = format!("| {first} |");
    let rows: Vec<Vec<String>> = text
        .lines()
        .skip_while(|line| !line.starts_with(&head))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_string()).collect())
        .collect();
    assert!(!rows.is_empty(), "ARCHITECTURE.md has no table whose first column is {first}");
    rows
}

/// The names in a cell: `a, b::{c, d}` gives `a`, `b::c` and `b::d`; a dash gives none.
fn listed(cell: &str) -> BTreeSet<String> {
    let mut listed = BTreeSet::new();
    let mut group = String::new();
    for part in
        cell.split(',').map(|part| part.trim().trim_matches('`')).filter(|part| *part != "–")
    {
        let (outer, inner) = part.split_once("::{").unwrap_or(("", part));
        if !outer.is_empty() {
            group = format!("{outer}::");
        }
        listed.insert(format!("{group}{}", inner.trim_end_matches('}')));
        if inner.ends_with('}') {
            group.clear();
        }
    }
    listed
}

/// The table of modules, with inner modules before the modules that contain them.
fn modules() -> Vec<Row> {
    let row = |cells: Vec<String>| {
        let (name, path) = cells[0].split_once("](").expect("a module is a link to where it lies");
        let path = path.trim_end_matches(')').trim_end_matches("/mod.rs").to_string();
        Row { module: name.trim_matches(['[', '`']).into(), path, may: listed(&cells[2]) }
    };
    let mut rows: Vec<Row> = table("module").into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.module.len()));
    rows
}

/// The row of the innermost module that contains a path.
fn row_of<'a>(rows: &'a [Row], path: &[&str]) -> Option<&'a Row> {
    rows.iter().find(|row| {
        path.join("::").starts_with(&format!("{}::", row.module)) || path.join("::") == row.module
    })
}

/// Every path in our crate that a file names with `crate::` or `super::`, relative to the crate
/// root.
fn named<'a>(source: &'a Source) -> Vec<Vec<&'a str>> {
    let own = source.module();
    let mut found: Vec<Vec<&'a str>> = vec![];
    for (place, _) in source.code.match_indices("crate::") {
        let inside =
            source.code[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
        if !inside {
            spread(vec![], &source.code[place + "crate::".len()..], &mut found);
        }
    }
    for (place, _) in source.code.match_indices("super::") {
        let before = &source.code[..place];
        if before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &source.code[place..];
        let ups = rest.split("::").take_while(|part| *part == "super").count();
        // `super` in a module inside a file may be the file itself, which is no other module.
        let base = own[..own.len().saturating_sub(ups)].to_vec();
        spread(base, &rest[ups * "super::".len()..], &mut found);
    }
    found
}

/// Collects the paths at the start of a text, one for each name in `{a, b::c}`.
fn spread<'a>(base: Vec<&'a str>, text: &'a str, found: &mut Vec<Vec<&'a str>>) {
    if text.starts_with('{') {
        let mut depth = 0;
        let mut start = 1;
        for (place, c) in text.char_indices() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if depth == 0 || depth == 1 && c == ',' {
                let part = text[start..place].trim();
                if !part.is_empty() {
                    spread(base.clone(), part, found);
                }
                start = place + 1;
            }
            if depth == 0 {
                break;
            }
        }
        return;
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let path = [base, vec![&text[..end]]].concat();
    match text[end..].strip_prefix("::") {
        Some(rest) if rest.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '{') => {
            spread(path, rest, found);
        }
        _ => found.push(path),
    }
}

#[test]
fn no_module_uses_another_than_the_architecture_says() {
    let rows = modules();
    let mut wrong = vec![];
    for source in sources() {
        if matches!(source.path.as_str(), "src/lib.rs" | "src/main.rs") {
            continue;
        }
        let own = row_of(&rows, &source.module());
        let own = own.unwrap_or_else(|| panic!("{} has no row in ARCHITECTURE.md", source.path));
        for path in named(&source) {
            let Some(other) = row_of(&rows, &path) else { continue };
            let is_inside = other.module == own.module
                || other.module.starts_with(&format!("{}::", own.module));
            let is_listed = own.may.contains(&other.module)
                || own.may.iter().any(|item| {
                    path.join("::").starts_with(item) && item.len() > other.module.len()
                });
            if !is_inside && !is_listed {
                wrong.push(format!("{} uses {}", source.path, path.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_of_the_architecture_is_there_and_uses_only_modules_of_it() {
    let rows = modules();
    for row in &rows {
        let is_to_come = TO_COME.contains(&row.module.as_str());
        assert!(is_to_come != root().join(&row.path).exists(), "{} is not there", row.path);
        let expected =
            row.path.trim_start_matches("src/").trim_end_matches(".rs").replace('/', "::");
        assert_eq!(row.module, expected, "{}", row.path);
        for used in &row.may {
            let names: Vec<&str> = used.split("::").collect();
            assert!(
                row_of(&rows, &names).is_some(),
                "{} uses {used}, which has no row",
                row.module
            );
        }
    }
}

#[test]
fn a_crate_is_used_only_where_the_architecture_says() {
    let mut wrong = vec![];
    let crates = table("crate");
    let sources = sources();
    for cells in &crates {
        let where_used = listed(&cells[1]);
        for name in listed(&cells[0]) {
            let name = name.replace('-', "_");
            for source in sources.iter().filter(|source| names(&source.code, &name)) {
                let module = source.module().join("::");
                let may = where_used.iter().any(|place| {
                    place == "any module"
                        || module == *place
                        || module.starts_with(&format!("{place}::"))
                });
                if !may {
                    wrong.push(format!("{} uses {name}", source.path));
                }
            }
        }
    }
    for (name, places) in RESERVED {
        for source in sources.iter().filter(|source| names(&source.code, name)) {
            if !places.iter().any(|place| source.path.starts_with(place)) {
                wrong.push(format!("{} uses {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_dependency_is_in_the_architecture_and_no_other() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let dependencies: BTreeSet<String> = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split([' ', '=', '.']).next().filter(|name| !name.is_empty()))
        .filter(|name| !name.starts_with('#'))
        .map(String::from)
        .collect();
    let crates = table("crate");
    let is_here = |cells: &&Vec<String>| !TO_COME.contains(&cells[1].as_str());
    let rows: BTreeSet<String> =
        crates.iter().filter(is_here).flat_map(|cells| listed(&cells[0])).collect();
    let unlisted: Vec<_> = dependencies.difference(&rows).collect();
    assert!(unlisted.is_empty(), "without a row in ARCHITECTURE.md: {unlisted:?}");
    let stale: Vec<_> = rows.difference(&dependencies).collect();
    assert!(stale.is_empty(), "rows of crates that Cargo.toml does not have: {stale:?}");
}

/// Whether code uses a path that begins with a name, such as `tantivy` or `std::env`.
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

#[test]
fn every_file_says_what_it_is() {
    let is_silent = |path: &PathBuf| !source(path).head.starts_with("//! ");
    let silent: Vec<_> = paths(&["src", "tests"]).into_iter().filter(is_silent).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn only_tests_import_everything_of_the_module_above() {
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|source| source.code.contains("use super::*"))
        .map(|source| source.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
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
    let mut lengths: Vec<usize> = sources().iter().map(length).collect();
    lengths.sort_unstable();
    assert!(
        lengths[lengths.len() * 95 / 100] <= MOST_FILES,
        "one file in twenty has {} lines or more",
        lengths[lengths.len() * 95 / 100]
    );
}

#[test]
fn no_function_is_long_and_most_are_short() {
    let (mut long, mut lengths) = (vec![], vec![]);
    for source in sources() {
        for function in functions(&source.code) {
            lengths.push(function.lines);
            if function.lines > FUNCTION {
                long.push(format!(
                    "{}: {} has {} lines",
                    source.path, function.head, function.lines
                ));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
    lengths.sort_unstable();
    let (median, most) = (lengths[lengths.len() / 2], lengths[lengths.len() * 95 / 100]);
    assert!(median <= MEDIAN_FUNCTION, "half of all functions have {median} lines or more");
    assert!(most <= MOST_FUNCTIONS, "one function in twenty has {most} lines or more");
}

#[test]
fn no_function_has_many_parameters() {
    let mut many = vec![];
    for source in sources() {
        for function in functions(&source.code) {
            if function.parameters > PARAMETERS {
                many.push(format!(
                    "{}: {} has {}",
                    source.path, function.head, function.parameters
                ));
            }
        }
    }
    assert!(many.is_empty(), "{many:#?}");
}

/// A function: its first line, its length in lines, and the number of its parameters.
struct Function<'a> {
    head: &'a str,
    lines: usize,
    parameters: usize,
}

/// Every function with a body. rustfmt puts the closing brace at the indentation of its first line.
fn functions(code: &str) -> Vec<Function<'_>> {
    let lines: Vec<&str> = code.lines().collect();
    let function = |(place, line): (usize, &&'_ str)| {
        let indent = line.len() - line.trim_start().len();
        let (before, _) = line.split_once("fn ")?;
        let is_head = before.split_whitespace().all(|word| {
            matches!(word, "pub" | "const" | "unsafe" | "async") || word.starts_with("pub(")
        });
        if !is_head {
            return None;
        }
        let end = format!("{}}}", " ".repeat(indent));
        let signature = lines[place..].iter().find(|line| line.ends_with(['{', '}', ';']))?;
        let length = match signature.chars().next_back() {
            Some(';') => return None,
            // An empty body ends on the first line.
            Some('}') => 1,
            _ => lines[place..].iter().position(|line| *line == end)? + 1,
        };
        let text = lines[place..place + length].join("\n");
        Some((place, length, parameters(&text)))
    };
    let found = lines.iter().enumerate().filter_map(function);
    found
        .map(|(place, lines_of, parameters)| Function {
            head: lines[place].trim(),
            lines: lines_of,
            parameters,
        })
        .collect()
}

/// The number of parameters of a function: the commas between its outer parentheses, not in nested
/// ones.
fn parameters(text: &str) -> usize {
    let name = text.find("fn ").map_or(0, |place| place + 3);
    let generics = text[name..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let Some(open) = text[name..].find('(').filter(|_| generics).map(|place| name + place + 1)
    else {
        return 0;
    };
    let (mut depth, mut count, mut is_filled) = (0, 0, false);
    let mut last = ' ';
    for c in text[open..].chars() {
        match c {
            '(' | '[' | '<' | '{' => depth += 1,
            ')' if depth == 0 => break,
            // The `>` of a `->` is not a bracket.
            '>' if last == '-' => {}
            ')' | ']' | '>' | '}' => depth -= 1,
            ',' if depth == 0 => (count, is_filled) = (count + 1, false),
            _ => {}
        }
        is_filled |= !c.is_whitespace() && c != ',';
        last = c;
    }
    count + usize::from(is_filled)
}

#[test]
fn the_tests_of_this_file_find_what_they_look_for() {
    let code = "use crate::a::{b, c::{D, E}};\nfn f<'a>(self, x: &[(u8, u8)], y: impl Fn(u8, u8) -> u8) {\n    super::g::h()\n}\n";
    let source = Source { path: "src/m/n/o.rs".into(), head: String::new(), code: code.into() };
    let paths: Vec<String> = named(&source).iter().map(|path| path.join("::")).collect();
    assert_eq!(paths, ["a::b", "a::c::D", "a::c::E", "m::n::g::h"]);
    let found = functions(&source.code);
    assert_eq!((found.len(), found[0].lines, found[0].parameters), (1, 3, 3));
    let cell = listed("`a`, b::{c, d}, e");
    assert_eq!(cell.into_iter().collect::<Vec<_>>(), ["a", "b::c", "b::d", "e"]);
    assert!(names("let x = tar::f();", "tar") && !names("my_tar::f(); a::tar::b", "tar"));
}

#[test]
fn links_in_the_documents_lead_somewhere() {
    let mut broken = vec![];
    for document in DOCUMENTS {
        let Ok(text) = fs::read_to_string(root().join(document)) else { continue };
        let folder = root().join(document).parent().unwrap().to_path_buf();
        for rest in text.split("](").skip(1) {
            let target = rest.split([')', '#']).next().unwrap_or_default();
            let is_to_come = TO_COME.iter().any(|name| target == format!("src/{name}/mod.rs"));
            let is_ours = !target.is_empty() && !target.contains("://") && !is_to_come;
            if is_ours && !folder.join(target).exists() {
                broken.push(format!("{document}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// The documents whose links are checked.
const DOCUMENTS: [&str; 7] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/query-language.md",
    "docs/output-schema.md",
    "benches/README.md",
];
