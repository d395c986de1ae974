//! Which files of an archive are read, and which are left out.

use crate::archive::Archive;

fn paths(archive: Archive, options: &[&str]) -> String {
    let arguments: Vec<&str> =
        ["index", "news", "--quiet"].iter().chain(options).copied().collect();
    archive.answer(&arguments);
    let here = archive.news().display().to_string() + "/";
    archive.answer(&["search", "--format", "paths"]).replace(&here, "")
}

fn archive() -> Archive {
    Archive::new()
        .file("a/one.txt", "date 2023-11-05 Flood in Lunden.")
        .file("a/two.html", "<title>Talks resume</title><p>Talks resumed in Arlen on Monday.</p>")
        .file("drafts/three.txt", "date 2023-11-04 Draft of a report.")
        .file(".hidden.txt", "date 2023-11-03 Hidden away in Lunden.")
}

#[test]
fn only_files_that_are_included_and_not_excluded_are_read() {
    let all = "a/one.txt\ndrafts/three.txt\na/two.html\n";
    assert_eq!(paths(archive(), &[]), all);
    assert_eq!(paths(archive(), &["--include", "*.txt"]), "a/one.txt\ndrafts/three.txt\n");
    assert_eq!(paths(archive(), &["--include", "*.txt", "--exclude", "/drafts"]), "a/one.txt\n");
    let hidden = "a/one.txt\ndrafts/three.txt\n.hidden.txt\na/two.html\n";
    assert_eq!(paths(archive(), &["--hidden"]), hidden);
}

#[test]
fn a_file_of_patterns_leaves_out_what_lies_below_its_folder() {
    let archive = archive().file("a/.datelineignore", "*.html").file("b/two.html", "<p>Kept.</p>");
    assert_eq!(paths(archive, &[]), "a/one.txt\ndrafts/three.txt\nb/two.html\n");
}

#[test]
fn a_pattern_that_cannot_be_read_is_an_error_and_nothing_is_indexed() {
    archive()
        .run(&["index", "news", "--exclude", "{a"])
        .stderr("
                error: the pattern `{a` cannot be read: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)
                ")
        .exit(2)
        .run(&["index", "news", "--map", "tilte=kop"])
        .stderr("
                error: --map tilte=kop: no article has a field `tilte`; did you mean `title=kop`?
                ")
        .exit(2);
}

#[test]
fn another_index_inside_the_archive_is_left_alone() {
    let archive = archive();
    archive.answer(&["index", "news", "--quiet", "--index", "news/b/index"]);
    assert_eq!(paths(archive, &[]), "a/one.txt\ndrafts/three.txt\na/two.html\n");
}
