//! The list of what the library offers, docs/public-api.txt, says what the code says: a change of it is a change
//! that somebody made, and has to be in CHANGELOG.md. Where it does not, the true list is written beside the test,
//! to be copied.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::fs;
use std::path::{Path, PathBuf};

const LIST: &str = "docs/public-api.txt";

/// The modules of the program, which the library does not offer.
const PROGRAM: [&str; 3] = ["cli", "web", "main"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        if path.is_dir() && name != "tests" {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && name != "tests" {
            found.push(path);
        }
    }
}

/// The path of a module: `engine::local` for src/engine/local/mod.rs; empty for src/lib.rs.
fn module(path: &Path) -> String {
    let path = path.strip_prefix(root().join("src")).unwrap().to_str().unwrap();
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { String::new() } else { path.replace('/', "::") }
}

/// The type of an `impl` line, such as `Day` of `impl<'a> Display for Day {`.
fn implemented(line: &str) -> Option<String> {
    let rest = line.strip_prefix("impl")?.trim_end_matches('{').trim();
    let rest = rest.rsplit(" for ").next()?.split(" where").next()?;
    let rest = if rest.starts_with('<') { rest.split_once("> ")?.1 } else { rest };
    Some(rest.split('<').next()?.trim().to_string())
}

/// What a line offers, such as `fn new` or `struct Day`.
fn offered(line: &str) -> Option<String> {
    let item = line.trim_start().strip_prefix("pub ")?;
    let item = item.replace("const fn", "fn").replace("unsafe fn", "fn");
    let (kind, rest) = item.split_once(' ')?;
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let kinds = ["fn", "struct", "enum", "trait", "type", "const", "static", "mod", "use"];
    let name = if kind == "use" { rest.trim_end_matches(';').to_string() } else { name };
    kinds.contains(&kind).then(|| format!("{kind} {name}"))
}

/// Every public item, a line each, sorted. The lint `unreachable_pub` makes sure that whatever says `pub` can be
/// reached.
fn items() -> String {
    let mut found = vec![];
    files(&root().join("src"), &mut found);
    let mut items = vec![];
    for path in found {
        let module = module(&path);
        if PROGRAM.contains(&module.split("::").next().unwrap()) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap();
        let mut of = String::new();
        for line in text.lines() {
            if !line.starts_with([' ', '}']) {
                of = implemented(line).map(|name| format!("{name}::")).unwrap_or_default();
            }
            if let Some(item) = offered(line) {
                items.push(format!("{module}: {of}{item}"));
            }
        }
    }
    items.sort();
    items.dedup();
    items.into_iter().map(|item| item + "\n").collect()
}

#[test]
fn the_list_of_the_public_items_is_true() {
    let items = items();
    let listed = fs::read_to_string(root().join(LIST)).unwrap_or_default();
    let written = Path::new(env!("CARGO_TARGET_TMPDIR")).join("public-api.txt");
    fs::write(&written, &items).unwrap();
    let gone: Vec<&str> =
        listed.lines().filter(|line| !items.contains(&format!("{line}\n"))).collect();
    let new: Vec<&str> =
        items.lines().filter(|line| !listed.contains(&format!("{line}\n"))).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "{LIST} is no longer true; {} is.\ngone: {gone:#?}\nnew: {new:#?}",
        written.display()
    );
}

#[test]
fn items_and_the_types_they_belong_to_are_found() {
    assert_eq!(
        implemented("impl<'a, T: Fn(u8)> Iterator for Words<'a> {").as_deref(),
        Some("Words")
    );
    assert_eq!(implemented("impl Day {").as_deref(), Some("Day"));
    assert_eq!(offered("    pub const fn new(year: i32) -> Day {").as_deref(), Some("fn new"));
    assert_eq!(offered("pub use fold::fold;").as_deref(), Some("use fold::fold"));
    assert_eq!(offered("pub(crate) fn hidden() {"), None);
}
