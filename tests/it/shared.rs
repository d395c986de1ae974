//! An index that other users read: permissions, another user, a read-only file system. Tests that
//! this machine does not allow are skipped with a message.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use crate::archive::Archive;

/// The user id and group id of `nobody`.
const NOBODY: &str = "65534";

fn indexed() -> Archive {
    let archive = Archive::new().file("a.txt", "date 2023-11-05 Flood in Lunden.").index();
    fs::set_permissions(archive.here(), Permissions::from_mode(0o755)).unwrap();
    archive
}

/// Runs the program as `nobody`; `None` if that is not allowed.
fn as_nobody(archive: &Archive, arguments: &[&str]) -> Option<Output> {
    let ids = [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"), "--clear-groups".into()];
    let nobody = || {
        let mut command = Command::new("setpriv");
        command.args(&ids).current_dir(archive.here());
        command
    };
    if !nobody().arg("true").status().is_ok_and(|status| status.success()) {
        leave_out("run as another user");
        return None;
    }
    // Nobody may not be able to reach the program where it was built. Another process copies it: a
    // file that this one writes is busy as long as a child of another test holds its descriptor.
    let program = archive.here().join("dateline");
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_dateline")).arg(&program).status();
    assert!(copied.unwrap().success());
    fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    Some(nobody().arg(program).args(arguments).args(["--now", "2023-11-10"]).output().unwrap())
}

#[expect(clippy::print_stderr, reason = "what is left out must be seen")]
fn leave_out(what: &str) {
    eprintln!("LEFT OUT: this machine does not let the tests {what}");
}

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_reader_without_rights_is_told_what_to_ask_for_and_reads_once_a_group_may() {
    let archive = indexed();
    let Some(refused) = as_nobody(&archive, &["search", "flood"]) else { return };
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(3), "{told}");
    assert!(told.contains("permission denied (the folder belongs to user "), "{told}");
    assert!(told.contains("`dateline index --group GROUP`"), "{told}");
    archive.answer(&["index", "--group", NOBODY]);
    let found = as_nobody(&archive, &["search", "flood", "--count"]).unwrap();
    assert_eq!((found.status.code(), found.stdout), (Some(0), b"1\n".to_vec()));
    // Files written by a later run are readable, too.
    let archive = archive.file("b.txt", "date 2023-11-06 Another flood.").index();
    let found = as_nobody(&archive, &["search", "flood", "--count"]).unwrap();
    assert_eq!((found.status.code(), found.stdout), (Some(0), b"2\n".to_vec()));
    let refused = as_nobody(&archive, &["index"]).unwrap();
    assert_eq!(refused.status.code(), Some(3));
}

#[test]
fn the_files_of_an_index_take_over_the_rights_of_its_folder() {
    let archive = Archive::new().file("a.txt", "date 2023-11-05 Flood in Lunden.");
    let folder = archive.here().join("index");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o750)).unwrap();
    let archive = archive.index();
    assert_eq!(mode(&folder), 0o750);
    for entry in fs::read_dir(archive.here().join("index")).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o640);
    }
}

#[test]
fn an_index_on_a_read_only_file_system_is_searched_and_not_updated() {
    let archive = indexed();
    let there = archive.here().join("readonly");
    fs::create_dir(&there).unwrap();
    let mount = |arguments: &[&str]| {
        let mut command = Command::new("mount");
        let done = command.args(arguments).current_dir(archive.here()).output();
        done.is_ok_and(|done| done.status.success())
    };
    if !mount(&["--bind", "index", "readonly"]) {
        leave_out("mount a folder");
        return;
    }
    let is_read_only = mount(&["-o", "remount,bind,ro", "readonly"]);
    let run = |arguments: &[&str]| archive.command(arguments).output().unwrap();
    let found = run(&["search", "flood", "--count", "--index", "readonly"]);
    let refused = run(&["index", "news", "--index", "readonly"]);
    let gone = Command::new("umount").arg(&there).status().unwrap();
    assert!(gone.success() && is_read_only);
    assert_eq!(found.stdout, b"1\n");
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(3), "{told}");
    assert!(told.contains("is on a read-only file system"), "{told}");
}

#[test]
fn a_folder_that_holds_only_a_gitignore_is_an_empty_index() {
    let archive = Archive::new().file("a.txt", "date 2023-11-05 Flood in Lunden.");
    let folder = archive.here().join("index");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(".gitignore"), "*\n").unwrap();
    let archive = archive.index();
    assert_eq!(archive.answer(&["search", "flood", "--count"]), "1\n");
    assert!(archive.here().join("index/.gitignore").is_file());
}

#[test]
fn an_index_of_this_format_that_was_kept_is_opened() {
    let archive = Archive::new();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/index-8");
    let done = Command::new("cp").args(["-r", kept, "index"]).current_dir(archive.here()).status();
    assert!(done.unwrap().success());
    archive
        .run(&["search", "flood", "--format", "paths"])
        .stdout("/news/a.txt\n")
        .success()
        .run(&["verify"])
        .stdout("index is sound: 1 article of 1 file in 6 index files, 2.7 kB\n")
        .success();
}
