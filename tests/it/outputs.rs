//! The output formats; and nothing in an article controls a terminal.

use crate::archive::Archive;

#[test]
fn each_form_holds_the_same_hits() {
    let archive = Archive::newsroom().index();
    let lines =
        |format: &str| archive.answer(&["search", "truce", "--format", format]).lines().count();
    assert_eq!(["json", "csv", "tsv", "paths", "ids"].map(lines), [3, 3, 3, 2, 2]);
}

#[test]
fn paths_can_end_in_a_nul() {
    let archive = Archive::newsroom().index();
    let paths = archive.answer(&["search", "talks", "--format", "paths", "-0"]);
    assert!(paths.ends_with("talks.txt\0"), "{paths:?}");
}

#[test]
fn colours_are_used_where_they_are_asked_for() {
    Archive::newsroom()
        .index()
        .search("market")
        .with("--limit=1")
        .with("--color=always")
        .stdout("
                1. \u{1b}[1mA \u{1b}[0m\u{1b}[1m\u{1b}[31mmarket\u{1b}[0m\u{1b}[1m without a date\u{1b}[0m
                   \u{1b}[32mundated\u{1b}[0m  \u{1b}[36mnotes\u{1b}[0m  \u{1b}[2mnkvh3qbm\u{1b}[0m  \u{1b}[2m[score]\u{1b}[0m
                   The \u{1b}[1m\u{1b}[31mmarket\u{1b}[0m opened as it always had.
                   \u{1b}[2mnews/notes/undated.txt\u{1b}[0m

                \u{1b}[2m1 of 2 articles\u{1b}[0m
                ")
        .success();
}

#[test]
fn the_environment_says_where_the_index_lies_and_whether_colours_are_used() {
    let archive = Archive::newsroom();
    archive.answer(&["index", "news", "--index", "elsewhere"]);
    archive
        .run(&["search", "talks", "--count"])
        .variable("DATELINE_INDEX", "elsewhere")
        .stdout("1\n")
        .success()
        .run(&["sources", "talks", "--index", "elsewhere"])
        .variable("CLICOLOR_FORCE", "1")
        .variable("NO_COLOR", "1")
        .stdout(
            "
            courier  1  100.0%  ████████████████████████████████████████
            1 article
            ",
        )
        .success();
}

#[test]
fn an_article_cannot_steer_the_terminal() {
    let title = "Title: Red \u{1b}[31mflood\u{7} \u{202e}alert\n\nText \u{9b}2J of the \u{1b}]0;flood\u{7}.\n";
    let archive = Archive::new().bytes("a\u{1b}b.txt", title.as_bytes()).index();
    for format in ["text", "json", "csv", "tsv", "paths", "ids"] {
        let answer = archive.answer(&["search", "flood", "--format", format]);
        let steers = |c: char| !"\n\t".contains(c) && (c.is_control() || c == '\u{202e}');
        assert!(!answer.contains(steers), "{format}: {answer:?}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let mut archive = Archive::new();
    for number in 0..200 {
        archive = archive
            .file(&format!("{number}.txt"), &format!("Flood {number}\n\n{}", "word ".repeat(400)));
    }
    let archive = archive.index();
    let mut export = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .current_dir(archive.here())
        .arg("export")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    export.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
    let done = export.wait_with_output().unwrap();
    assert_eq!((done.status.code(), done.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn help_completions_and_the_manual_are_written() {
    let archive = Archive::new();
    for arguments in
        [&["--help"][..], &["search", "--help"], &["completions", "bash"], &["man"], &["formats"]]
    {
        assert!(archive.answer(arguments).len() > 20, "{arguments:?}");
    }
}

#[test]
fn help_explains_topics_and_the_manual_has_a_page_for_each_command() {
    let archive = Archive::new();
    let dates = archive.answer(&["help", "dates"]);
    assert!(dates.starts_with("## Dates\n") && dates.contains("last-month"), "{dates}");
    assert!(!dates.contains("## Limits"), "{dates}");
    assert!(archive.answer(&["help", "query"]).starts_with("# The query language\n"));
    assert!(archive.answer(&["help", "exit-codes"]).starts_with("Exit codes:\n    0  found"));
    assert_eq!(archive.answer(&["help", "search"]), archive.answer(&["search", "--help"]));
    let page = archive.answer(&["man", "search"]);
    assert!(page.contains(".TH dateline-search 1") && page.contains("text output"), "{page}");
    archive
        .run(&["help", "timelin"])
        .stderr(
            "
                error: unrecognized subcommand 'timelin'

                  tip: a similar subcommand exists: 'timeline'

                Usage: dateline [OPTIONS] <COMMAND>

                For more information, try '--help'.
                ",
        )
        .exit(2);
}

#[test]
fn a_nul_ends_paths_and_ids_alone() {
    Archive::newsroom()
        .index()
        .run(&["search", "flood", "-0", "--format", "csv"])
        .stderr("error: -0 needs --format paths or --format ids\n")
        .exit(2)
        .run(&["search", "flood", "-0"])
        .stderr("error: -0 needs --format paths or --format ids\n")
        .exit(2);
}
