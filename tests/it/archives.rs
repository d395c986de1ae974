//! The index remembers its archives: it recognises them, keeps ids, and loses nothing by accident.

use std::fs;
use std::process::Command;

use crate::archive::Archive;

fn newsroom() -> Archive {
    Archive::new()
        .file("2024-01-01.txt", "Flood in Lunden. The old town is under water.")
        .file("2024-01-02.txt", "Talks resume in Arlen. Both sides met on Sunday.")
        .file("paper/2024-01-03.txt", "Bridge opens. The bridge is open again.")
}

/// Writes a file outside of the archive `news`.
fn beside(archive: &Archive, path: &str, text: &str) {
    let path = archive.here().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn ids(archive: &Archive) -> String {
    archive.answer(&["search", "--sort", "oldest", "-n", "99", "--format", "ids"])
}

fn rename(archive: &Archive, from: &str, to: &str) {
    fs::rename(archive.here().join(from), archive.here().join(to)).unwrap();
}

#[test]
fn files_of_one_name_in_two_archives_have_ids_of_their_own() {
    let archive = Archive::new().file("2024-01-01.txt", "Flood in Lunden.");
    beside(&archive, "wires/2024-01-01.txt", "Flood in Arlen.");
    archive.answer(&["index", "news", "wires"]);
    let ids = ids(&archive);
    let ids: Vec<&str> = ids.lines().collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
    for id in ids {
        archive.answer(&["show", id]);
    }
}

#[test]
fn archives_are_listed_and_updated_together_with_the_options_they_were_indexed_with() {
    let archive = newsroom();
    beside(&archive, "wires/a.txt", "date 2024-01-01 A wire.");
    archive.answer(&["index", "news", "--source", "The Quay", "--exclude", "paper"]);
    archive.answer(&["index", "wires", "--name", "agency"]);
    beside(&archive, "wires/b.txt", "date 2024-01-02 Another wire.");
    beside(&archive, "news/2024-01-04.txt", "Ferry returns. The ferry is back.");
    beside(&archive, "news/paper/2024-01-05.txt", "Left out. Nothing to see.");
    archive
        .run(&["index"])
        .stdout("
                6 files = 2 indexed + 3 unchanged + 1 skipped + 0 refused; 2 added, 0 updated, 0 removed, 2 undated, 1 sourceless; 5 articles in all; [time]
                ")
        .success()
        .run(&["archives"])
        .stdout("
                agency  wires
                  2 articles in 2 files; last run 2023-11-10
                news  news
                  3 articles in 3 files; last run 2023-11-10
                  --source 'The Quay' --exclude paper
                ")
        .success()
        .run(&["sources"])
        .stdout("
                The Quay  3   60.0%  ████████████████████████████████████████
                (none)    2   40.0%  ██████████████████████████▋
                5 articles
                ")
        .success();
}

#[test]
fn other_options_replace_those_that_were_remembered_and_it_is_said() {
    let archive = newsroom();
    archive.answer(&["index", "news", "--source", "The Quay"]);
    archive
        .run(&["index", "news", "--exclude", "paper"])
        .stdout("
                3 files = 0 indexed + 2 unchanged + 1 skipped + 0 refused, 1 gone; 0 added, 0 updated, 1 removed; 2 articles in all; [time]
                ")
        .stderr("
                note: archive `news` is read with other options from now on: --source 'The Quay' --exclude paper (before: --source 'The Quay')
                ")
        .success()
        .run(&["index", "news", "--reset-options", "--quiet"])
        .success()
        .run(&["search", "--count"])
        .stdout("3\n")
        .success();
}

#[test]
fn a_moved_archive_is_recognised_and_its_articles_keep_their_ids() {
    let archive = newsroom().index();
    let before = ids(&archive);
    rename(&archive, "news", "elsewhere");
    let archive = archive
        .run(&["index", "elsewhere"])
        .stdout("
                3 files = 0 indexed + 3 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 3 articles in all; [time]
                ")
        .stderr("
                note: archive `news` was moved from [here]/news to [here]/elsewhere; its articles keep their ids
                ")
        .success()
        .run(&["search", "ferry OR flood", "--format", "paths"])
        .stdout("
                [here]/elsewhere/2024-01-01.txt
                ")
        .success();
    assert_eq!(ids(&archive), before);
}

#[test]
fn a_copy_of_an_archive_is_an_archive_of_its_own_and_it_is_said() {
    let archive = newsroom().index();
    let here = archive.here();
    let copied = Command::new("cp").args(["-a", "news", "copy"]).current_dir(here).status();
    assert!(copied.unwrap().success());
    archive
        .run(&["index", "copy"])
        .stdout("
                3 files = 3 indexed + 0 unchanged + 0 skipped + 0 refused; 3 added, 0 updated, 0 removed, 3 undated, 2 sourceless; 6 articles in all; [time]
                ")
        .stderr("
                note: [here]/copy holds the same files as archive `news`; it is an archive of its own, `copy`
                ")
        .success();
}

#[test]
fn an_archive_can_be_moved_and_forgotten_by_name() {
    let archive = newsroom().index();
    rename(&archive, "news", "elsewhere");
    beside(&archive, "other/a.txt", "Something else.");
    archive
        .run(&["move", "news", "other"])
        .stderr("
                error: [here]/other does not hold the files of archive `news`; index it as an archive of its own
                ")
        .exit(2)
        .run(&["move", "news", "elsewhere"])
        .stdout("
                archive `news` is in [here]/elsewhere now; it was in [here]/news
                ")
        .success()
        .run(&["index"])
        .stdout("
                3 files = 0 indexed + 3 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 3 articles in all; [time]
                ")
        .success()
        .run(&["forget", "wires"])
        .stderr("
                error: the index has no archive `wires`; its archives: `news`
                ")
        .exit(2)
        .run(&["forget", "news"])
        .stdout("
                archive `news` is forgotten: 3 articles removed from the index
                ")
        .success()
        .run(&["search", "--count"])
        .stdout("0\n")
        .stderr("
                Nothing found: the index holds no articles yet.
                ")
        .exit(1);
}

#[test]
fn a_file_that_is_renamed_or_moved_inside_its_archive_keeps_the_ids_of_its_articles() {
    let archive = newsroom().index();
    let before = ids(&archive);
    rename(&archive, "news/paper/2024-01-03.txt", "news/2024-01-03.txt");
    let archive = archive
        .run(&["index"])
        .stdout("
                3 files = 1 indexed + 2 unchanged + 0 skipped + 0 refused, 1 moved; 0 added, 1 updated, 0 removed, 1 undated, 1 sourceless; 3 articles in all; [time]
                ")
        .success();
    assert_eq!(ids(&archive), before);
    // A new file at the old path is another article.
    let archive = archive.file("paper/2024-01-03.txt", "Ferry returns.").index();
    let now = ids(&archive);
    assert_eq!(now.lines().collect::<std::collections::BTreeSet<_>>().len(), 4, "{now}");
}

#[test]
fn nothing_is_removed_where_an_archive_is_gone_empty_or_has_lost_more_than_half_its_files() {
    let archive = newsroom().index();
    rename(&archive, "news", "away");
    let archive = archive
        .run(&["index"])
        .stdout("
                0 files = 0 indexed + 0 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 3 articles in all; [time]
                ")
        .stderr("
                warning: archive `news` is not there: mount its disk, say where it is with `dateline move news FOLDER`, or `dateline forget news` ([here]/news); nothing was removed
                ")
        .exit(4);
    fs::create_dir(archive.news()).unwrap();
    let archive = archive
        .run(&["index", "news", "--quiet"])
        .stderr("
                warning: archive `news` is empty ([here]/news) and had 3 files with articles; nothing was removed: if they are gone for good, add --prune, or `dateline forget news`
                ")
        .exit(4);
    fs::rename(archive.here().join("away/paper"), archive.here().join("news/paper")).unwrap();
    archive
        .run(&["index", "--quiet"])
        .stderr("
                warning: archive `news` has lost 2 of 3 files with articles ([here]/news); nothing was removed: if they are gone for good, add --prune
                ")
        .exit(4)
        .run(&["index", "--prune"])
        .stdout("
                1 file = 0 indexed + 1 unchanged + 0 skipped + 0 refused, 2 gone; 0 added, 0 updated, 2 removed; 1 article in all; [time]
                ")
        .success();
}

#[test]
fn an_archive_inside_another_stays_an_archive_of_its_own() {
    let archive = newsroom();
    archive.answer(&["index", "news/paper"]);
    archive.answer(&["index", "news"]);
    archive
        .run(&["archives"])
        .stdout(
            "
                news  news
                  2 articles in 2 files; last run 2023-11-10
                paper  news/paper
                  1 article in 1 file; last run 2023-11-10
                ",
        )
        .success();
}

#[test]
fn a_search_of_an_archive_by_name_or_path_answers_from_it_alone() {
    let archive = newsroom();
    beside(&archive, "wires/2024-01-01.txt", "Flood in Arlen.");
    archive.answer(&["index", "news"]);
    archive.answer(&["index", "wires", "--name", "agency"]);
    archive
        .run(&["search", "flood", "--archive", "agency", "--format", "paths"])
        .stdout("
                [here]/wires/2024-01-01.txt
                ")
        .success()
        .run(&["search", "flood", "--archive", "wires", "--format", "paths"])
        .stdout("
                [here]/wires/2024-01-01.txt
                ")
        .stderr("
                1 file = 0 indexed + 1 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 4 articles in all; [time]
                ")
        .success()
        .run(&["search", "archive:agency flood", "--count"])
        .stdout("1\n")
        .success()
        .run(&["search", "flood", "--archive", "nowhere"])
        .stderr("
                error: the index has no archive `nowhere`; its archives: `agency`, `news`
                ")
        .exit(2);
}

#[test]
fn a_refused_file_is_reported_once_and_every_time_where_that_is_wanted() {
    let archive = newsroom().bytes("broken.zip", b"PK\x03\x04 and no more");
    let first = archive.command(&["index", "news", "--quiet"]).output().unwrap();
    assert_eq!((first.status.code(), first.stdout.len()), (Some(4), 0));
    assert!(String::from_utf8(first.stderr).unwrap().starts_with("refused: news/broken.zip: "));
    let archive = archive.run(&["index", "--quiet"]).success();
    let strict = archive.command(&["index", "--quiet", "--strict"]).output().unwrap();
    assert_eq!(strict.status.code(), Some(4));
    assert!(String::from_utf8(strict.stderr).unwrap().starts_with("refused: news/broken.zip: "));
}

#[test]
fn links_and_hidden_files_are_named_with_what_to_do() {
    let archive = newsroom().file(".hidden.txt", "Hidden away.");
    std::os::unix::fs::symlink("2024-01-01.txt", archive.news().join("link.txt")).unwrap();
    let status = archive.index().answer(&["status", "--all"]);
    for line in [
        "1 file: hidden: its name starts with a dot; --hidden reads it\n    news/.hidden.txt",
        "1 file: a symbolic link; --follow follows it\n    news/link.txt",
    ] {
        assert!(status.contains(line), "{status}");
    }
}

#[test]
fn a_run_that_was_interrupted_is_told_of_until_one_has_ended() {
    let archive = newsroom().index();
    fs::write(archive.here().join("index/run.json"), r#"{"run":"process 1 on a host since then"}"#)
        .unwrap();
    let warning = "an index run was interrupted (process 1 on a host since then); `dateline index` continues where it stopped\n";
    assert!(archive.answer(&["status"]).contains(warning));
    let archive = archive
        .run(&["search", "flood", "--format", "paths"])
        .stdout(
            "
                [here]/news/2024-01-01.txt
                ",
        )
        .success();
    let told = archive.command(&["search", "flood"]).output().unwrap().stderr;
    assert_eq!(String::from_utf8(told).unwrap(), format!("warning: {warning}"));
    let told = archive.index().command(&["search", "flood"]).output().unwrap().stderr;
    assert_eq!(String::from_utf8(told).unwrap(), "");
}

#[test]
fn the_index_that_was_made_last_is_used_where_none_is_named_and_none_is_here() {
    let archive = newsroom();
    let data = archive.here().join("data");
    let data = data.to_str().unwrap();
    let made = archive.command(&["index", "news", "--index", "far/index"]);
    let made = { made }.env("XDG_DATA_HOME", data).output().unwrap();
    assert!(made.status.success());
    archive
        .run(&["search", "flood", "--count"])
        .variable("XDG_DATA_HOME", data)
        .stdout("1\n")
        .stderr(
            "
                note: using the index in [here]/far/index, the one made last
                ",
        )
        .success();
}
