//! Bringing an index up to date: only what changed is read.

use crate::archive::Archive;

#[test]
fn unchanged_files_are_not_read_again() {
    Archive::newsroom()
        .index()
        .run(&["index", "news"])
        .stdout("@")
        .success()
        .run(&["index", "news", "--full"])
        .stdout("@")
        .success();
}

#[test]
fn changed_new_and_vanished_files_are_brought_up_to_date() {
    Archive::newsroom()
        .index()
        .without("notes")
        .file("courier/2023/11/05/talks.txt", "date 2023-11-05 Talks broke off. No truce in Arlen.")
        .file("courier/2023/11/08/new.txt", "date 2023-11-08 A bridge opens. The bridge is open.")
        .run(&["index", "news", "--dry-run"])
        .stdout("@")
        .success()
        .run(&["index", "news"])
        .stdout("@")
        .success()
        .search("market OR bridge OR broke")
        .with("--format")
        .with("paths")
        .stdout("@")
        .success();
}

#[test]
fn a_file_that_was_only_touched_is_not_taken_in_again() {
    let archive = Archive::new().file("a.txt", "date 2023-11-05 Flood in Lunden.").index();
    let file = std::fs::File::options().append(true).open(archive.news().join("a.txt")).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    archive.run(&["index", "news"]).stdout("@").success();
}

#[test]
fn a_part_of_the_archive_can_be_brought_up_to_date_alone() {
    Archive::newsroom()
        .index()
        .without("notes")
        .run(&["index", "news/courier"])
        .stdout("@")
        .success();
}

#[test]
fn the_order_of_the_work_changes_nothing_of_the_result() {
    let whole = Archive::newsroom().index();
    let parts = Archive::newsroom();
    for threads in ["1", "3"] {
        parts.answer(&["index", "news", "--full", "--threads", threads]);
    }
    let export = |archive: &Archive| {
        archive.answer(&["export"]).replace(archive.here().to_str().unwrap(), "")
    };
    assert_eq!(export(&whole), export(&parts));
}
