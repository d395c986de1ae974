//! What all kinds share: random numbers with a seed, an archive, the program, and what is found.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// Why a kind cannot be run on this machine.
pub(crate) struct Skip(pub String);

/// How often, from which seed, and what came of it.
pub(crate) struct Options {
    pub rounds: u64,
    pub seed: u64,
    /// When no new round begins.
    end: Option<Instant>,
    findings: Cell<u64>,
    counts: RefCell<BTreeMap<String, u64>>,
}

impl Options {
    pub(crate) fn read(arguments: &[String], few: u64) -> Options {
        let number = |name: &str| {
            let place = arguments.iter().position(|argument| argument == name)?;
            arguments.get(place + 1)?.parse().ok()
        };
        Options {
            rounds: number("--rounds").unwrap_or(few),
            seed: number("--seed").unwrap_or(1),
            end: number("--seconds").map(|after| Instant::now() + Duration::from_secs(after)),
            findings: Cell::new(0),
            counts: RefCell::default(),
        }
    }

    /// Every round's seed.
    pub(crate) fn seeds(&self) -> impl Iterator<Item = u64> {
        let end = self.end;
        let goes_on = move |_: &u64| end.is_none_or(|end| Instant::now() < end);
        (self.seed..self.seed + self.rounds).take_while(goes_on)
    }

    /// Counts how a round ended.
    pub(crate) fn count(&self, what: impl Into<String>) {
        *self.counts.borrow_mut().entry(what.into()).or_default() += 1;
    }

    /// Says what is wrong, and how to see it again.
    pub(crate) fn find(&self, seed: u64, what: impl Display) {
        println!("FOUND at --seed {seed} --rounds 1: {what}");
        self.findings.set(self.findings.get() + 1);
    }

    pub(crate) fn findings(&self) -> u64 {
        self.findings.get()
    }

    pub(crate) fn summary(&self) -> String {
        let counts = self.counts.borrow();
        let counts: Vec<String> =
            counts.iter().map(|(what, number)| format!("{number} {what}")).collect();
        format!("{} found; {}", self.findings(), counts.join(", "))
    }
}

/// Random numbers: splitmix64.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// A place with an archive in `news` and an index in `index`.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    /// Where the index lies.
    pub index: PathBuf,
}

const WORDS: [&str; 24] = [
    "harbour", "council", "flood", "bridge", "market", "strike", "minister", "budget", "river",
    "school", "ferry", "storm", "election", "truce", "mayor", "railway", "harvest", "hospital",
    "museum", "verdict", "island", "pilot", "tariff", "orchard",
];

impl Place {
    pub(crate) fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("news")).unwrap();
        let index = folder.path().join("index");
        Place { folder, index }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn news(&self) -> PathBuf {
        self.path().join("news")
    }

    /// Writes files of articles: every fourth holds several.
    pub(crate) fn write(&self, files: std::ops::Range<usize>) {
        for number in files {
            if number % 4 == 0 {
                let lines: Vec<String> = (0..5).map(|part| record(number, part)).collect();
                fs::write(self.news().join(format!("{number}.jsonl")), lines.join("\n")).unwrap();
            } else {
                let day = number % 28 + 1;
                let text = format!("date 2023-10-{day:02} Report {number}. {}", prose(number));
                fs::write(self.news().join(format!("{number}.txt")), text).unwrap();
            }
        }
    }

    /// The program, ready to run over this place.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.current_dir(self.path()).env_clear().args(arguments);
        command.args(["--now", "2024-01-10", "--tz", "UTC", "--index"]).arg(&self.index);
        command.stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Everything that the index holds, as far as a reader can tell; or why it cannot be read.
    pub(crate) fn digest(&self) -> Result<String, String> {
        let (verified, export) = (self.run(&["verify"]), self.run(&["export"]));
        // An index without articles is sound, and nothing is found in it.
        let is_read = matches!(export.status.code(), Some(0 | 1));
        for (done, well) in [(&verified, verified.status.success()), (&export, is_read)] {
            if !well {
                return Err(said(done));
            }
        }
        let here = self.path().to_str().unwrap();
        Ok(String::from_utf8(export.stdout).unwrap().replace(here, ""))
    }

    /// Brings the index up to date.
    ///
    /// The end is an error where it is not the usual one.
    pub(crate) fn update(&self) -> Result<(), String> {
        let done = self.run(&["index", "news", "--quiet"]);
        if done.status.code() == Some(0) { Ok(()) } else { Err(said(&done)) }
    }
}

/// The program that is tortured: the one built with these tests, or that of `--program`.
fn program() -> String {
    let mut arguments = std::env::args();
    let given = arguments.find(|argument| argument == "--program").and(arguments.next());
    given.unwrap_or_else(|| env!("CARGO_BIN_EXE_dateline").into())
}

fn prose(number: usize) -> String {
    let mut random = Random::new(number as u64 + 77);
    let words: Vec<&str> = (0..60).map(|_| *random.pick(&WORDS)).collect();
    words.chunks(9).map(|words| format!("The {}.", words.join(" "))).collect::<Vec<_>>().join(" ")
}

fn record(number: usize, part: usize) -> String {
    let body = prose(number * 10 + part);
    format!(
        r#"{{"id":"{number}-{part}","headline":"Item {number} {part}","body":"{body}","published_at":"2023-09-0{}","source":"The {} Gazette"}}"#,
        part + 1,
        WORDS[number % WORDS.len()]
    )
}

/// How a run ended, in words.
pub(crate) fn said(done: &Output) -> String {
    let text = [done.stderr.as_slice(), done.stdout.as_slice()].concat();
    let text: String = String::from_utf8_lossy(&text).chars().take(600).collect();
    format!("{:?}: {text}", done.status)
}

/// Whether a run ended as no run should: by a signal, by a panic, by a broken trace.
pub(crate) fn is_crash(done: &Output) -> bool {
    let text = String::from_utf8_lossy(&done.stderr);
    let ended = done.status.code();
    ended.is_none_or(|code| code > 100 && code != 130)
        || text.contains("panicked")
        || text.contains("internal error")
}

/// The group of processes that is waited for, 0 if there is none.
static GROUP: AtomicI32 = AtomicI32::new(0);

/// Sees to it that nothing that was started is left behind when this program is told to end.
pub(crate) fn leave_nothing_behind() {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).unwrap();
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            end_group();
            std::process::exit(130);
        }
    });
}

fn end_group() {
    if let Some(group) = Pid::from_raw(GROUP.load(Ordering::Relaxed)) {
        let _ = kill_process_group(group, Signal::KILL);
    }
}

/// Runs a command to its end, or kills it and what it started after some time: `None` if it hangs.
pub(crate) fn within(command: &mut Command, seconds: u64) -> Option<Output> {
    command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    GROUP.store(child.id() as i32, Ordering::Relaxed);
    let start = Instant::now();
    let hangs = loop {
        if child.try_wait().unwrap().is_some() {
            break false;
        }
        if start.elapsed() >= Duration::from_secs(seconds) {
            end_group();
            break true;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    GROUP.store(0, Ordering::Relaxed);
    let done = child.wait_with_output().unwrap();
    if hangs { None } else { Some(done) }
}

/// Copies a folder of files over another.
pub(crate) fn restore(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    let _ = fs::create_dir(to);
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// Whether a program can be started at all.
pub(crate) fn has(program: &str, argument: &str) -> bool {
    let mut tried = Command::new(program);
    tried.arg(argument).stdout(Stdio::null()).stderr(Stdio::null());
    tried.status().is_ok_and(|status| status.success())
}

/// Runs a helper program that has to succeed.
///
/// # Errors
/// Where it does not, its name.
pub(crate) fn helper(program: &str, arguments: &[&str]) -> Result<(), Skip> {
    let done = Command::new(program).args(arguments).output();
    match done {
        Ok(done) if done.status.success() => Ok(()),
        Ok(done) => Err(Skip(format!("{program} {arguments:?}: {}", said(&done)))),
        Err(cause) => Err(Skip(format!("{program}: {cause}"))),
    }
}
