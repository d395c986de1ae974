//! An archive of files that are no files, change while they are read, or have impossible names:
//! each ends indexed or named, and nothing hangs.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::rig::{Options, Place, Skip, is_crash, said, within};

const TEXT: &str = "date 2023-11-05 Storm over the harbour. The ferry stayed in port.";

/// What a fixture must come to.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Indexed,
    Skipped,
    Refused,
    /// Whatever, as long as it is accounted for.
    Named,
}

type Fixture = (&'static str, End, fn(&Path) -> std::io::Result<()>);

fn text(path: &Path) -> std::io::Result<()> {
    fs::write(path, TEXT)
}

fn node(path: &Path, kind: FileType, device: u64) -> std::io::Result<()> {
    Ok(mknodat(CWD, path, kind, Mode::RWXU, device)?)
}

fn sparse(path: &Path, bytes: u64) -> std::io::Result<()> {
    File::create(path)?.set_len(bytes)
}

fn without_rights(path: &Path, is_folder: bool) -> std::io::Result<()> {
    if is_folder {
        fs::create_dir(path)?
    } else {
        text(path)?
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o000))
}

const FIXTURES: &[Fixture] = &[
    ("plain.txt", End::Indexed, text),
    ("pipe", End::Refused, |path| node(path, FileType::Fifo, 0)),
    ("pipe.txt", End::Refused, |path| node(path, FileType::Fifo, 0)),
    ("socket.txt", End::Refused, |path| UnixListener::bind(path).map(drop)),
    ("zero.txt", End::Refused, |path| {
        node(path, FileType::CharacterDevice, rustix::fs::makedev(1, 5))
    }),
    ("terminal.txt", End::Refused, |path| {
        node(path, FileType::CharacterDevice, rustix::fs::makedev(5, 0))
    }),
    ("random.json", End::Refused, |path| {
        node(path, FileType::CharacterDevice, rustix::fs::makedev(1, 9))
    }),
    ("disk.html", End::Refused, |path| {
        node(path, FileType::BlockDevice, rustix::fs::makedev(7, 250))
    }),
    ("link-to-file.txt", End::Skipped, |path| symlink("plain.txt", path)),
    ("link-to-itself.txt", End::Skipped, |path| symlink("link-to-itself.txt", path)),
    ("link-to-folder", End::Skipped, |path| symlink(".", path)),
    ("link-to-parent", End::Skipped, |path| symlink("..", path)),
    ("link-to-root", End::Skipped, |path| symlink("/", path)),
    ("link-to-nothing", End::Skipped, |path| symlink("nowhere", path)),
    ("link-to-zero.txt", End::Skipped, |path| symlink("/dev/zero", path)),
    ("link-to-proc", End::Skipped, |path| symlink("/proc", path)),
    ("link-to-memory.txt", End::Skipped, |path| symlink("/proc/self/mem", path)),
    ("link-a", End::Skipped, |path| symlink("link-b", path)),
    ("link-b", End::Skipped, |path| symlink("link-a", path)),
    ("link-of-long-target", End::Skipped, |path| symlink("x/".repeat(2000), path)),
    ("hard-link.txt", End::Indexed, |path| fs::hard_link(path.with_file_name("plain.txt"), path)),
    ("hard-link-2.txt", End::Indexed, |path| fs::hard_link(path.with_file_name("plain.txt"), path)),
    ("sparse-10T.txt", End::Refused, |path| sparse(path, 10 << 40)),
    ("sparse-10T.warc", End::Refused, |path| sparse(path, 10 << 40)),
    ("sparse-2G.json", End::Refused, |path| sparse(path, 2 << 30)),
    ("sparse-64M.txt", End::Named, |path| sparse(path, 64 << 20)),
    ("empty.txt", End::Named, |path| fs::write(path, "")),
    ("empty.json", End::Named, |path| fs::write(path, "")),
    ("empty.gz", End::Named, |path| fs::write(path, "")),
    ("empty.zip", End::Named, |path| fs::write(path, "")),
    ("one-byte.txt", End::Named, |path| fs::write(path, "a")),
    ("only-newlines.txt", End::Named, |path| fs::write(path, "\n\n\n")),
    ("nothing-but-zeros.txt", End::Named, |path| fs::write(path, [0; 5000])),
    ("closed.txt", End::Refused, |path| without_rights(path, false)),
    ("closed.jsonl", End::Refused, |path| without_rights(path, false)),
    ("closed-folder", End::Refused, |path| without_rights(path, true)),
    ("folder.txt", End::Named, |path| fs::create_dir(path)),
    ("folder.json", End::Named, |path| fs::create_dir(path)),
    ("empty-folder", End::Named, |path| fs::create_dir(path)),
    (".hidden.txt", End::Skipped, text),
    (".hidden-folder", End::Skipped, |path| fs::create_dir(path)),
    (" leading space.txt", End::Indexed, text),
    ("trailing space.txt ", End::Indexed, text),
    ("-rf.txt", End::Indexed, text),
    ("--rebuild", End::Indexed, text),
    ("*.txt", End::Indexed, text),
    ("$(reboot).txt", End::Indexed, text),
    ("new\nline.txt", End::Indexed, text),
    ("return\r.txt", End::Indexed, text),
    ("tab\t.txt", End::Indexed, text),
    ("escape\u{1b}[2J\u{1b}]0;x\u{7}.txt", End::Indexed, text),
    ("del\u{7f}.txt", End::Indexed, text),
    ("c1\u{9b}31m.txt", End::Indexed, text),
    ("bidi\u{202e}txt.exe", End::Named, text),
    ("line\u{2028}separator.txt", End::Indexed, text),
    (
        "marks\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}.txt",
        End::Indexed,
        text,
    ),
    ("a!/b", End::Named, |path| {
        fs::create_dir_all(path.parent().unwrap()).and_then(|()| text(path))
    }),
    ("quote\"quote'.txt", End::Indexed, text),
    ("back\\slash.txt", End::Indexed, text),
    ("\\xFF.txt", End::Indexed, text),
    ("東京.txt", End::Indexed, text),
    ("e\u{301}.txt", End::Indexed, text),
    ("é.txt", End::Indexed, text),
];

/// Names that are not UTF-8.
const NAMES: [&[u8]; 5] =
    [b"\xff.txt", b"latin\xe9.txt", b"half\xf0\x9f.txt", b"\xed\xa0\x80.txt", b"over\xc0\xaf.txt"];

pub(crate) fn run(options: &Options) -> Result<(), Skip> {
    for seed in options.seeds() {
        round(options, seed);
    }
    Ok(())
}

fn round(options: &Options, seed: u64) {
    let place = Place::new();
    let mut expected = vec![];
    for (name, end, make) in FIXTURES {
        match make(&place.news().join(name)) {
            Ok(()) => expected.push((*name, *end)),
            Err(cause) => options.count(format!("not made ({name:?}: {cause})")),
        }
    }
    for name in NAMES {
        text(&place.news().join(OsStr::from_bytes(name))).unwrap();
    }
    deep(&place.news());
    // As somebody whom modes bind, where the tests are run by root.
    let rights = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    let is_root = rustix::process::geteuid().is_root();
    if is_root {
        rustix::fs::chown(place.path(), Some(rustix::fs::Uid::from_raw(65534)), None).unwrap();
    }
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| restless(&place.news(), &stop));
        let index = place.command(&["index", "news", "--json"]);
        let mut command = if is_root {
            let mut command = std::process::Command::new("setpriv");
            command.args(rights).arg(index.get_program()).args(index.get_args());
            command.current_dir(place.path()).env_clear();
            command
        } else {
            index
        };
        let done = within(&mut command, 120);
        stop.store(true, Ordering::SeqCst);
        let Some(done) = done else { return options.find(seed, "hangs") };
        if is_crash(&done) || done.status.code() != Some(4) {
            return options.find(seed, said(&done));
        }
        judge(options, seed, &String::from_utf8(done.stdout).unwrap(), &expected);
    });
    terminal(options, seed, &place);
    let _ =
        fs::set_permissions(place.news().join("closed-folder"), fs::Permissions::from_mode(0o700));
}

/// Every fixture has ended as it must.
fn judge(options: &Options, seed: u64, report: &str, expected: &[(&str, End)]) {
    let lines: Vec<serde_json::Value> =
        report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let refused = |name: &str| {
        let end = format!("/news/{name}");
        lines.iter().any(|line| {
            line["outcome"] == "refused"
                && line["path"].as_str().is_some_and(|path| path.ends_with(&end))
        })
    };
    for (name, end) in expected {
        let wrong = match end {
            End::Refused => !refused(name),
            End::Indexed | End::Skipped => refused(name),
            End::Named => false,
        };
        if wrong {
            options.find(seed, format!("{name:?} did not end as it should"));
        }
        options.count("fixtures");
    }
    let summary = lines.last().unwrap();
    let number = |name: &str| summary[name].as_u64().unwrap();
    let ended = ["indexed", "unchanged", "skipped", "refused"].map(number).iter().sum::<u64>();
    if number("files") != ended {
        options.find(seed, format!("accounts: {summary}"));
    }
    let least = expected.iter().filter(|(_, end)| *end == End::Indexed).count() + NAMES.len() + 1;
    if number("articles") < least as u64 {
        options.find(seed, format!("{least} articles at least are expected: {summary}"));
    }
}

/// A folder in a folder, a thousand deep, with an article at the bottom; the path is longer than a
/// system call takes at once.
fn deep(news: &Path) {
    let folder = news.join("d/".repeat(1000));
    fs::create_dir_all(&folder).unwrap();
    text(&folder.join("bottom.txt")).unwrap();
}

/// Files that grow, shrink, vanish and are replaced while they are read.
fn restless(news: &Path, stop: &AtomicBool) {
    let path = |name: &str| news.join(name);
    let mut turn = 0_usize;
    while !stop.load(Ordering::SeqCst) {
        turn += 1;
        let _ = File::options()
            .append(true)
            .create(true)
            .open(path("growing.txt"))
            .map(|mut file| file.write_all(TEXT.as_bytes()));
        let _ = fs::write(path("shrinking.txt"), TEXT.repeat(2000 / (turn % 2000 + 1) + 1));
        let _ = fs::write(path("vanishing.txt"), TEXT);
        let _ = fs::remove_file(path("vanishing.txt"));
        let _ = fs::write(path("new.tmp"), TEXT.repeat(turn % 50 + 1));
        let _ = fs::rename(path("new.tmp"), path("replaced.txt"));
        let _ = fs::remove_file(path("turning.txt"));
        let _ = if turn.is_multiple_of(2) {
            text(&path("turning.txt"))
        } else {
            node(&path("turning.txt"), FileType::Fifo, 0)
        };
        if fs::metadata(path("growing.txt")).is_ok_and(|data| data.len() > 1 << 20) {
            let _ = fs::remove_file(path("growing.txt"));
        }
    }
}

/// No name of a file reaches the terminal as it is.
fn terminal(options: &Options, seed: u64, place: &Place) {
    for arguments in [
        &["status", "--all"][..],
        &["search", "storm", "-n", "100"],
        &["index", "news", "--dry-run"],
        &["search", "storm", "--format", "paths"],
        &["export", "--format", "csv"],
    ] {
        let done = place.run(arguments);
        let leaks = [&done.stdout, &done.stderr].into_iter().any(|bytes| {
            std::str::from_utf8(bytes).map_or(true, |text| {
                text.chars().any(|letter| {
                    (letter.is_control() && letter != '\n')
                        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                })
            })
        });
        if leaks || is_crash(&done) {
            options
                .find(seed, format!("{arguments:?}: {:?}", String::from_utf8_lossy(&done.stdout)));
        }
    }
}
