//! Interrupted indexing: what was read is kept, and another run ends with the same index as an
//! uninterrupted one.

use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::archive::Archive;

fn many() -> Archive {
    let text = |number: usize| {
        let day = number % 28 + 1;
        format!("date 2023-10-{day:02} Report {number}. {}", "The river rose again. ".repeat(60))
    };
    (0..400).fold(Archive::new(), |archive, number| {
        archive.file(&format!("paper/{number}.txt"), &text(number))
    })
}

fn start(archive: &Archive) -> Child {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .current_dir(archive.here())
        .args(["index", "news", "--threads", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn export(archive: &Archive) -> String {
    archive.answer(&["export"]).replace(archive.here().to_str().unwrap(), "")
}

#[test]
fn killed_at_any_moment_and_run_again_the_index_is_as_if_nothing_had_happened() {
    let unbroken = export(&many().index());
    let archive = many();
    for moment in [5, 40, 90, 160, 250] {
        let mut run = start(&archive);
        sleep(Duration::from_millis(moment));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    assert_eq!(export(&archive.index()), unbroken);
}

#[test]
fn interrupted_by_the_user_it_keeps_what_was_read_and_says_how_to_continue() {
    let archive = many();
    let run = start(&archive);
    sleep(Duration::from_millis(400));
    let signal = Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    assert!(signal.success());
    let done = run.wait_with_output().unwrap();
    let errors = String::from_utf8(done.stderr).unwrap();
    match done.status.code() {
        Some(130) => assert_eq!(
            errors,
            "interrupted: what was read is kept; run the same command again to continue\n"
        ),
        // The run had finished before the signal came.
        code => assert_eq!(code, Some(0)),
    }
    assert_eq!(archive.index().answer(&["search", "--count"]), "400\n");
}

#[test]
fn interrupted_inside_a_file_of_many_articles_it_gives_the_file_up_and_reads_it_the_next_time() {
    let text = "The river rose again. ".repeat(60);
    let line = |number| format!("{{\"title\": \"Report {number}\", \"body\": \"{text}\"}}\n");
    let archive = Archive::new().file("paper/all.jsonl", &(0..4000).map(line).collect::<String>());
    let run = start(&archive);
    sleep(Duration::from_millis(400));
    let signal = Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    assert!(signal.success());
    let done = run.wait_with_output().unwrap();
    let counted = archive.command(&["search", "--count"]).output().unwrap().stdout;
    let kept = String::from_utf8(counted).unwrap();
    match done.status.code() {
        Some(130) => assert_eq!(kept, "0\n"),
        code => assert_eq!((code, kept.as_str()), (Some(0), "4000\n")),
    }
    assert_eq!(archive.index().answer(&["search", "--count"]), "4000\n");
}

#[test]
fn a_second_writer_is_refused_and_told_who_holds_the_index() {
    let archive = many();
    let mut first = start(&archive);
    sleep(Duration::from_millis(150));
    let second = archive.command(&["index", "news"]).output().unwrap();
    if first.try_wait().unwrap().is_none() {
        assert_eq!(second.status.code(), Some(3));
        let errors = String::from_utf8(second.stderr).unwrap();
        assert!(errors.contains(&first.id().to_string()), "{errors}");
    }
    first.wait().unwrap();
}
