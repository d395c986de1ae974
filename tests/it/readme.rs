//! The README is true: every command block in it is run, and its output is compared with what the
//! README shows.
//!
//! Commands run in a scratch folder with a copy of the project's `examples`. A stand-in for `cargo`
//! runs the program under test for `cargo run ... -- ARGUMENTS`, and does nothing for other
//! commands, which would rebuild the program or run this test inside itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use regex::Regex;
use tempfile::TempDir;

const STAND_IN: &str = r#"#!/bin/sh
case "$1" in
  run) while [ "$1" != "--" ]; do shift; done; shift; exec dateline "$@" ;;
  test | install) exit 0 ;;
  *) echo "the README runs cargo $1, which the test does not know" >&2; exit 1 ;;
esac
"#;

struct Scratch {
    folder: TempDir,
    tools: TempDir,
}

struct Block {
    kind: String,
    text: String,
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn blocks(markdown: &str) -> Vec<Block> {
    let fence = Regex::new(r"(?ms)^```(\w+)\n(.*?)^```").expect("the pattern is well formed");
    fence
        .captures_iter(markdown)
        .map(|found| Block { kind: found[1].to_string(), text: found[2].to_string() })
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

impl Scratch {
    fn new() -> Scratch {
        let scratch = Scratch { folder: TempDir::new().unwrap(), tools: TempDir::new().unwrap() };
        copy(&project("examples"), &scratch.folder.path().join("examples"));
        let cargo = scratch.tools.path().join("cargo");
        fs::write(&cargo, STAND_IN).unwrap();
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        scratch
    }

    fn run(&self, command: &str) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_dateline"));
        let folders = [self.tools.path(), program.parent().unwrap()].map(Path::to_path_buf);
        let path = std::env::join_paths(
            folders.into_iter().chain(std::env::split_paths("/usr/local/bin:/usr/bin:/bin")),
        );
        Command::new("bash")
            .args(["-euo", "pipefail", "-c", command])
            .current_dir(self.folder.path())
            .env("PATH", path.unwrap())
            .env_remove("DATELINE_INDEX")
            // The index that was made last is remembered there; tests beside this one make others.
            .env("HOME", self.tools.path())
            .env_remove("XDG_DATA_HOME")
            .output()
            .unwrap()
    }
}

/// Masks times and speeds, which differ between runs.
fn steady(text: &str) -> String {
    let figures = Regex::new(r"\d+(\.\d+)? (ms|s|kB/s|MB/s|kB|MB)\b").expect("well formed");
    figures.replace_all(text, "# $2").into_owned()
}

fn printed(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    steady(&(text(&output.stdout) + &text(&output.stderr)))
}

#[test]
fn every_command_of_the_readme_runs() {
    let readme = fs::read_to_string(project("README.md")).unwrap();
    let scratch = Scratch::new();
    let commands: Vec<Block> =
        blocks(&readme).into_iter().filter(|block| block.kind == "sh").collect();
    assert!(!commands.is_empty());
    for block in commands {
        let output = scratch.run(&block.text);
        assert!(output.status.success(), "{}\n{}", block.text, printed(&output));
    }
}

#[test]
fn every_session_of_the_readme_shows_what_comes() {
    let readme = fs::read_to_string(project("README.md")).unwrap();
    let scratch = Scratch::new();
    let sessions: Vec<Block> =
        blocks(&readme).into_iter().filter(|block| block.kind == "console").collect();
    assert!(!sessions.is_empty());
    for session in sessions {
        for step in session.text.split("$ ").skip(1) {
            let (command, expected) = step.split_once('\n').unwrap();
            let output = scratch.run(&format!("{command} 2>&1"));
            assert_eq!(printed(&output).trim_end(), steady(expected).trim_end(), "{command}");
        }
    }
}
