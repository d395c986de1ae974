//! Updating an index: only what changed is read.

use crate::archive::Archive;

#[test]
fn unchanged_files_are_not_read_again() {
    Archive::newsroom()
        .index()
        .run(&["index", "news"])
        .stdout("
                4 files = 0 indexed + 4 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 5 articles in all; [time]
                ")
        .success()
        .run(&["index", "news", "--full"])
        .stdout("
                4 files = 4 indexed + 0 unchanged + 0 skipped + 0 refused; 0 added, 5 updated, 0 removed, 1 undated; 5 articles in all; [time]
                ")
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
        .stdout("
                changed  news/courier/2023/11/05/talks.txt
                new      news/courier/2023/11/08/new.txt
                gone     news/notes/undated.txt
                4 files: 1 new, 1 changed, 2 unchanged; 1 gone; nothing was changed
                ")
        .success()
        .run(&["index", "news"])
        .stdout("
                4 files = 2 indexed + 2 unchanged + 0 skipped + 0 refused, 1 gone; 1 added, 1 updated, 1 removed; 5 articles in all; [time]
                ")
        .success()
        .search("market OR bridge OR broke")
        .with("--format")
        .with("paths")
        .stdout("
                [here]/news/courier/2023/11/08/new.txt
                [here]/news/courier/2023/11/05/talks.txt
                [here]/news/courier/2023/11/06/flood.txt
                ")
        .success();
}

#[test]
fn a_file_that_was_only_touched_is_not_taken_in_again() {
    let archive = Archive::new().file("a.txt", "date 2023-11-05 Flood in Lunden.").index();
    let file = std::fs::File::options().append(true).open(archive.news().join("a.txt")).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    archive.run(&["index", "news"]).stdout("
                1 file = 0 indexed + 1 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 1 article in all; [time]
                ").success();
}

#[test]
fn a_part_of_the_archive_can_be_brought_up_to_date_alone() {
    Archive::newsroom()
        .index()
        .without("notes")
        .run(&["index", "news/courier"])
        .stdout("
                2 files = 0 indexed + 2 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 5 articles in all; [time]
                ")
        .success();
}

#[test]
fn an_article_keeps_its_id_and_source_when_a_part_of_the_archive_is_indexed_alone() {
    let changed = |archive: Archive| {
        archive
            .file("courier/2023/11/05/talks.txt", "date 2023-11-05 Talks broke off in Arlen.")
            .file("courier/2023/11/08/new.txt", "date 2023-11-08 A bridge opens.")
    };
    let whole = changed(Archive::newsroom()).index();
    let parts = changed(Archive::newsroom().index());
    parts.answer(&["index", "news/courier"]);
    let ids = |archive: &Archive| archive.answer(&["search", "-n", "99", "--format", "ids"]);
    assert_eq!(ids(&whole), ids(&parts));
    assert_eq!(whole.answer(&["sources"]), parts.answer(&["sources"]));
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
