//! The language of the integration tests: a test lays out an archive, runs the program over it, and
//! compares its exit code, standard output and standard error as a whole.
//!
//! ```ignore
//! Archive::new().file("a.txt", "date 2023-11-05 Flood").index().search("flood").stdout("...").success();
//! ```
//!
//! The program runs in an empty folder with the archive in `news` and the index in `index`, on
//! 2023-11-10, without any environment variables. Values that differ between runs are masked: the
//! folder as `[here]`, durations and speeds as `[time]`, the size of the index as `[size]`. Scores,
//! which change with the ranking formula, are masked as `[score]`; the order of hits is compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use regex::Regex;
use tempfile::TempDir;

/// A folder with an archive and, after [`Archive::index`], an index.
pub(crate) struct Archive {
    folder: TempDir,
}

/// A run of the program, and its expected result.
#[must_use = "a run is made by saying how it ends"]
pub(crate) struct Run {
    archive: Archive,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    input: String,
    stdout: String,
    stderr: String,
}

impl Archive {
    /// An empty archive.
    pub(crate) fn new() -> Archive {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("news")).unwrap();
        Archive { folder }
    }

    /// A few articles of three sources and two years.
    pub(crate) fn newsroom() -> Archive {
        Archive::new()
            .file(
                "courier/2023/11/05/talks.txt",
                "date 2023-11-05 Ceasefire talks resume in Arlen. Envoys of both sides met on \
                 Sunday to discuss a truce.",
            )
            .file(
                "courier/2023/11/06/flood.txt",
                "
                Title: River floods old town of Lunden
                Date: 6 November 2023
                Author: Ada Berg

                Heavy rain flooded the old town of Lunden on Monday.

                Hundreds left their homes, and the market was closed.
                ",
            )
            .file(
                "herald.jsonl",
                "
                {\"id\":\"h1\",\"headline\":\"Budget passes after long debate\",\"body\":\"The budget passed on Tuesday. A tax on floods of goods was dropped.\",\"published_at\":\"2023-11-07T10:00:00Z\",\"source\":\"The Herald\",\"section\":\"Politics\"}
                {\"id\":\"h2\",\"headline\":\"Truce holds for a second year\",\"body\":\"The truce of Arlen has held for a year.\",\"published_at\":\"2022-03-01\",\"source\":\"The Herald\",\"section\":\"World\"}
                ",
            )
            .file("notes/undated.txt", "A market without a date\n\nThe market opened as it always had.")
    }

    /// Adds a file, without the common indentation of the text.
    pub(crate) fn file(self, path: &str, text: &str) -> Archive {
        self.bytes(path, unindent(text).as_bytes())
    }

    /// Adds a file with exactly these bytes.
    pub(crate) fn bytes(self, path: &str, bytes: &[u8]) -> Archive {
        let path = self.news().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Removes a file or a folder.
    pub(crate) fn without(self, path: &str) -> Archive {
        let path = self.news().join(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        self
    }

    /// The test folder, with links resolved.
    pub(crate) fn here(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    /// The folder of the archive.
    pub(crate) fn news(&self) -> PathBuf {
        self.here().join("news")
    }

    /// Indexes the archive, whatever its outcome.
    pub(crate) fn index(self) -> Archive {
        let done = self.command(&["index", "news", "--quiet"]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        self
    }

    /// Searches the index.
    pub(crate) fn search(self, query: &str) -> Run {
        self.run(&["search", query])
    }

    /// Runs the program with these arguments.
    pub(crate) fn run(self, arguments: &[&str]) -> Run {
        Run {
            archive: self,
            arguments: arguments.iter().map(|argument| argument.to_string()).collect(),
            variables: vec![],
            input: String::new(),
            stdout: String::new(),
            stderr: String::new(),
        }
    }

    /// The standard output of a successful run.
    pub(crate) fn answer(&self, arguments: &[&str]) -> String {
        let done = self.command(arguments).output().unwrap();
        let errors = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "dateline {arguments:?}: {errors}");
        String::from_utf8(done.stdout).unwrap()
    }

    /// Expects that a query finds nothing; the advice on standard error is not looked at.
    pub(crate) fn finds_nothing(self, query: &str) -> Archive {
        let done = self.command(&["search", "--count", query]).output().unwrap();
        assert_eq!(
            (done.stdout.as_slice(), done.status.code()),
            (b"0\n".as_slice(), Some(1)),
            "{query}"
        );
        self
    }

    /// The program as a command to run alongside the test.
    pub(crate) fn program(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(self.here()).env_clear().args(arguments);
        command.args(["--now", "2023-11-10", "--tz", "UTC"]);
        command
    }

    /// The program as a command.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(self.here()).env_clear().args(arguments);
        command.args(["--now", "2023-11-10", "--tz", "UTC"]);
        command
    }
}

impl Run {
    /// Adds an argument.
    pub(crate) fn with(mut self, argument: &str) -> Run {
        self.arguments.push(argument.into());
        self
    }

    /// Sets an environment variable.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Run {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Sets the standard input.
    pub(crate) fn input(mut self, text: &str) -> Run {
        self.input = unindent(text);
        self
    }

    /// Expects this standard output, without the common indentation.
    pub(crate) fn stdout(mut self, text: &str) -> Run {
        self.stdout = unindent(text);
        self
    }

    /// Expects this standard error, without the common indentation.
    pub(crate) fn stderr(mut self, text: &str) -> Run {
        self.stderr = unindent(text);
        self
    }

    /// Runs the program and expects exit code 0.
    pub(crate) fn success(self) -> Archive {
        self.exit(0)
    }

    /// Runs the program and expects this exit code.
    pub(crate) fn exit(self, code: i32) -> Archive {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        let mut command = self.archive.command(&arguments);
        let done = command.envs(self.variables).write_stdin(self.input).output().unwrap();
        let here = self.archive.here();
        let (stdout, stderr) = (masked(&done.stdout, &here), masked(&done.stderr, &here));
        let same = stdout == self.stdout && stderr == self.stderr;
        assert!(
            same && done.status.code() == Some(code),
            "dateline {}\n-- status {:?}, expected {code}\n-- stdout\n{stdout}-- expected\n{}\
             -- stderr\n{stderr}-- expected\n{}",
            self.arguments.join(" "),
            done.status.code(),
            self.stdout,
            self.stderr
        );
        self.archive
    }
}

/// Output in which the values that differ between runs are masked.
fn masked(bytes: &[u8], here: &Path) -> String {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m); (?:[0-9.]+ \w+ in )?[0-9.]+ s(?:, [0-9.]+ \w+/s)?$").unwrap()
    });
    static SECONDS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#""seconds":[0-9.]+"#).unwrap());
    static GENERATION: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(generation(?:":"| ))[0-9a-f]{16}"#).unwrap());
    static SIZE: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?m)^size .*$").unwrap());
    static SCORES: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
        [
            (r#""score":[0-9]+\.[0-9]+"#, r#""score":[score]"#),
            // The end of the line under a title: the short id and the score, possibly in colour.
            (
                r"(?m)(  (?:\x1b\[2m)?[0-9a-z]{8}(?:\x1b\[0m)?  (?:\x1b\[2m)?)[0-9]+\.[0-9]{2}((?:\x1b\[0m)?)$",
                "${1}[score]${2}",
            ),
            // Rank, score and id in a table.
            (r"(?m)^([0-9]+[,\t])[0-9]+\.[0-9]+([,\t][0-9a-z]{16}[,\t])", "${1}[score]${2}"),
        ]
        .map(|(pattern, mask)| (Regex::new(pattern).unwrap(), mask))
    });
    let text = String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
    let text = text.replace(here.to_str().unwrap(), "[here]");
    let text = TIME.replace_all(&text, "; [time]");
    let text = SIZE.replace_all(&text, "size      [size]");
    let text = SECONDS.replace_all(&text, r#""seconds":[time]"#);
    let text = GENERATION.replace_all(&text, "${1}[generation]").into_owned();
    SCORES.iter().fold(text, |text, (score, mask)| score.replace_all(&text, *mask).into_owned())
}

/// A text without its leading newline and without the indentation that all of its lines share.
pub(crate) fn unindent(text: &str) -> String {
    let Some(text) = text.strip_prefix('\n') else { return text.into() };
    let lines: Vec<&str> = text.lines().collect();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let shared = filled.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut plain: Vec<&str> = lines.iter().map(|line| line.get(shared..).unwrap_or("")).collect();
    if lines.last().is_some_and(|line| line.trim().is_empty()) {
        plain.pop();
    }
    plain.iter().map(|line| format!("{line}\n")).collect()
}
