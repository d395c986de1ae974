//! Nothing is lost, and what is damaged is refused.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::support::{Folder, article, record};
use crate::engine::local::store::manifest::FORMAT;
use crate::engine::local::{LocalIndex, LocalWriter, WriterOptions};
use crate::engine::{Engine, EngineError, FileKey, Sink};
use crate::query::ast::Query;

fn three() -> Vec<crate::article::Article> {
    (1..4).map(|number| article(number, "Flood", "The river rose.", None)).collect()
}

fn count(folder: &Folder) -> u64 {
    folder.index().count(&Query::All).unwrap()
}

fn open_error(folder: &Folder) -> EngineError {
    LocalIndex::open(&folder.path()).err().expect("the index should be refused")
}

#[test]
fn a_second_writer_is_told_who_holds_the_lock() {
    let folder = Folder::new();
    let first = folder.writer();
    let refused = LocalWriter::open(&folder.path(), &WriterOptions::default()).unwrap_err();
    let EngineError::Locked { holder, .. } = refused else { panic!("{refused}") };
    assert!(holder.starts_with(&format!("process {} on ", std::process::id())), "{holder}");
    assert!(holder.contains(" since 20"), "{holder}");
    first.close().unwrap();
    folder.writer().close().unwrap();
}

#[test]
fn a_folder_that_is_not_an_index_is_left_alone() {
    let folder = Folder::new();
    assert!(matches!(open_error(&folder), EngineError::Missing(_)));
    fs::create_dir(folder.path()).unwrap();
    assert!(matches!(open_error(&folder), EngineError::Missing(_)));
    fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    assert!(matches!(open_error(&folder), EngineError::NotAnIndex(_)));
    let rebuild = WriterOptions { rebuild: true, ..WriterOptions::default() };
    let refused = LocalWriter::open(&folder.path(), &rebuild).unwrap_err();
    assert!(matches!(refused, EngineError::NotAnIndex(_)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_index_of_another_format_is_refused_until_it_is_rebuilt() {
    let folder = Folder::new();
    folder.write(&three());
    let manifest = folder.path().join("dateline.json");
    let ours = fs::read_to_string(&manifest).unwrap();
    let other = ours.replace(&format!("\"format\":{FORMAT}"), "\"format\":9999");
    // Another format may have anything where ours has text.
    for other in [other.replace("\"checksums\":", "\"checksums\":1,\"were\":"), other] {
        fs::write(&manifest, other).unwrap();
        let EngineError::Version { found, .. } = open_error(&folder) else { panic!() };
        assert_eq!(found, "9999");
    }
    let refused = LocalWriter::open(&folder.path(), &WriterOptions::default()).unwrap_err();
    assert!(matches!(refused, EngineError::Version { .. }));
    let rebuild = WriterOptions { rebuild: true, ..WriterOptions::default() };
    LocalWriter::open(&folder.path(), &rebuild).unwrap().close().unwrap();
    assert_eq!(count(&folder), 0);
}

#[test]
fn a_file_that_is_cut_or_gone_is_damage() {
    let folder = Folder::new();
    folder.write(&three());
    let files = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    for path in files.filter(|path| !path.to_string_lossy().ends_with("lock")) {
        if path.ends_with(".managed.json") {
            continue;
        }
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        let cut = LocalIndex::open(&folder.path());
        // The line end after the manifest is the one byte that nobody misses.
        if !path.ends_with("dateline.json") {
            assert!(matches!(cut, Err(EngineError::Damaged { .. })), "{}", path.display());
        }
        fs::remove_file(&path).unwrap();
        let gone = LocalIndex::open(&folder.path());
        let refused = |error: &EngineError| {
            matches!(error, EngineError::Damaged { .. } | EngineError::NotAnIndex(_))
        };
        assert!(gone.is_err_and(|error| refused(&error)), "{}", path.display());
        fs::write(&path, whole).unwrap();
    }
    assert_eq!(count(&folder), 3);
}

#[test]
fn only_the_owner_can_read_an_index() {
    let folder = Folder::new();
    folder.write(&three());
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.path()), 0o700);
    for entry in fs::read_dir(folder.path()).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[test]
fn what_was_not_committed_is_not_there() {
    let folder = Folder::new();
    folder.write(&three());
    let writer = folder.writer();
    writer.add(FileKey(7), &article(7, "Late", "Too late.", None)).unwrap();
    writer.record(&record(7, 1)).unwrap();
    writer.remove(FileKey(0)).unwrap();
    assert_eq!(count(&folder), 3);
    drop(writer);
    assert_eq!(count(&folder), 3);
}

#[test]
fn the_writer_tells_the_files_of_the_last_commit_in_order_of_path() {
    let folder = Folder::new();
    folder.write(&three());
    let writer = folder.writer();
    writer.record(&record(2000, 0)).unwrap();
    let paths = |writer: &LocalWriter| -> Vec<String> {
        writer.files().unwrap().into_iter().map(|record| record.path()).collect()
    };
    let written = ["/archive/0.txt", "/archive/1.txt", "/archive/1000.txt", "/archive/2.txt"];
    assert_eq!(paths(&writer), written);
    writer.commit().unwrap();
    assert_eq!(paths(&writer).len(), 5);
    writer.close().unwrap();
}

#[test]
fn twelve_small_changes_are_merged_before_the_writer_has_closed_and_eleven_are_not() {
    for (changes, segments) in [(11, 11), (12, 1)] {
        let folder = Folder::new();
        let writer = folder.writer();
        for key in 0..changes {
            writer.add(FileKey(key), &article(key.into(), "Flood", "The river.", None)).unwrap();
            writer.record(&record(key, 1)).unwrap();
            writer.commit().unwrap();
        }
        writer.close().unwrap();
        let meta = fs::read_to_string(folder.path().join("meta.json")).unwrap();
        assert_eq!(meta.matches("segment_id").count(), segments, "{meta}");
        assert_eq!(count(&folder), changes);
    }
}

#[test]
fn articles_of_a_file_that_was_not_read_to_its_end_go() {
    let folder = Folder::new();
    folder.write(&three());
    let writer = folder.writer();
    writer.add(FileKey(7), &article(7, "Half", "Only half.", None)).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    assert_eq!(count(&folder), 4);
    let writer = folder.writer();
    writer.commit().unwrap();
    writer.close().unwrap();
    assert_eq!(count(&folder), 3);
}

#[test]
fn a_file_that_changed_keeps_no_old_article() {
    let folder = Folder::new();
    folder.write(&three());
    let writer = folder.writer();
    writer.remove(FileKey(1)).unwrap();
    writer.add(FileKey(1), &article(8, "New", "All new.", None)).unwrap();
    writer.add(FileKey(1), &article(9, "New", "All new.", None)).unwrap();
    writer.record(&record(1, 2)).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    let index = folder.index();
    assert_eq!(index.count(&Query::All).unwrap(), 4);
    assert!(index.article(three()[1].id.as_str(), 1).unwrap().is_empty());
    let records = index.files().unwrap();
    assert_eq!(records.len(), 4);
    assert!(records.iter().any(|record| record.key == FileKey(1) && record.articles == 2));
}

#[test]
fn deletions_that_a_killed_writer_left_do_not_stand_in_the_way_of_the_next() {
    let folder = Folder::new();
    let options = WriterOptions { threads: 1, ..WriterOptions::default() };
    let writer = LocalWriter::open(&folder.path(), &options).unwrap();
    for number in 0..20 {
        let article = article(number.into(), "Flood", "The river rose.", None);
        writer.add(FileKey(number), &article).unwrap();
        writer.record(&record(number, 1)).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    let files = || fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let before: Vec<_> = files().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    let remove = || {
        let writer = folder.writer();
        writer.remove(FileKey(1)).unwrap();
        writer.commit().unwrap();
        writer.close().unwrap();
        assert_eq!(count(&folder), 19);
    };
    remove();
    // As it is for a writer that was killed before it named what it had written.
    before.iter().for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
    let left = files().filter(|path| path.extension().is_some_and(|end| end == "del"));
    assert_eq!((count(&folder), left.count()), (20, 1));
    remove();
}

#[test]
fn a_full_disk_ends_the_writer_with_its_reason() {
    let folder = Folder::new();
    let writer = folder.writer();
    writer.add(FileKey(1), &article(1, "Flood", "The river rose.", None)).unwrap();
    // A folder that is gone fails as a full disk does: when files are to be made.
    fs::rename(folder.path(), folder.path().with_extension("away")).unwrap();
    let first = writer.commit().unwrap_err();
    assert!(matches!(first, EngineError::Io { .. }), "{first}");
    let then = writer.add(FileKey(2), &article(2, "Flood", "Again.", None)).unwrap_err();
    assert!(then.to_string().contains("nothing more is written"), "{then}");
    assert!(writer.commit().is_err());
}

const CHILD_FOLDER: &str = "DATELINE_TEST_FOLDER";

/// Not a test of its own: the process that [`a_killed_writer_loses_nothing`] kills.
#[test]
fn a_writer_that_is_killed() {
    #[expect(clippy::disallowed_methods, reason = "how a test tells its child process what to do")]
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else { return };
    let writer = LocalWriter::open(folder.as_ref(), &WriterOptions::default()).unwrap();
    let first = writer.files().unwrap().len() as u64;
    for number in first..first + 1000 {
        let body = "The river rose. ".repeat(number as usize % 50);
        let article = article(u128::from(number) + 1, "Flood", &body, None);
        writer.add(FileKey(number), &article).unwrap();
        writer.record(&record(number, 1)).unwrap();
        writer.commit().unwrap();
        println!("\ncommitted {}", number + 1);
    }
}

#[test]
fn a_killed_writer_loses_nothing() {
    let folder = Folder::new();
    let mut committed = 0;
    for round in 0_u64..5 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "engine::local::tests::safety::a_writer_that_is_killed"])
            .args(["--nocapture", "--test-threads=1"])
            .env(CHILD_FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut acknowledged = |line: &str| {
            if let Some(number) = line.strip_prefix("committed ") {
                committed = committed.max(number.parse::<u64>().unwrap());
            }
            line.starts_with("committed ")
        };
        lines.by_ref().map_while(Result::ok).find(|line| acknowledged(line));
        std::thread::sleep(Duration::from_millis(37 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        lines.map_while(Result::ok).for_each(|line| {
            acknowledged(&line);
        });
        assert!(committed > 0);
        assert!(count(&folder) >= committed);
        assert_eq!(folder.index().files().unwrap().len() as u64, count(&folder));
    }
}
