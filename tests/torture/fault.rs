//! One system call of `index` fails, by strace: once, or from then on. No run crashes, hangs or
//! says that it was done when it was not; the next run ends as an unbroken one does.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::rig::{Options, Place, Random, Skip, has, is_crash, restore, said, within};

/// Calls that are made to fail, and how: those that read, those that write.
const CALLS: [(&str, &[&str]); 15] = [
    ("write", &["ENOSPC", "EIO"]),
    ("fsync", &["EIO", "ENOSPC"]),
    ("fdatasync", &["EIO", "ENOSPC"]),
    ("rename", &["EIO", "ENOSPC", "EACCES"]),
    ("openat", &["EMFILE", "EACCES", "EIO", "ENOSPC"]),
    ("unlink", &["EIO", "EACCES"]),
    ("read", &["EIO"]),
    ("statx", &["EIO", "EACCES"]),
    ("getdents64", &["EIO"]),
    ("flock", &["ENOLCK", "EINTR"]),
    ("ftruncate", &["EIO"]),
    ("mkdir", &["ENOSPC", "EACCES"]),
    ("lseek", &["EIO"]),
    ("mmap", &["ENOMEM"]),
    ("clone3", &["EAGAIN"]),
];

/// Seconds after which a run is said to hang.
const HANGS: u64 = 60;

/// The file of the calls that were made, beside the archive.
const TRACE: &str = "trace";

pub(crate) fn run(options: &Options) -> Result<(), Skip> {
    if !has("strace", "-V") {
        return Err(Skip("there is no strace; Debian's package is called so".into()));
    }
    let place = Place::new();
    place.write(0..24);
    place.update().unwrap();
    let before = place.path().join("before");
    restore(&place.index, &before);
    place.write(24..40);
    fs::remove_file(place.news().join("5.txt")).unwrap();
    let calls = calls_of(&place)?;
    let whole = place.digest().unwrap();
    for seed in options.seeds() {
        let mut random = Random::new(seed);
        let fresh = seed % 3 == 0;
        if fresh {
            drop(fs::remove_dir_all(&place.index))
        } else {
            restore(&before, &place.index)
        }
        let (call, errors) = random.pick(&CALLS);
        let number = random.below(calls.get(*call).copied().unwrap_or(1)) + 1;
        let for_ever = if random.below(2) == 0 { "+" } else { "" };
        let error = random.pick(errors);
        let fault = format!("{call}:error={error}:when={number}{for_ever}");
        let Some(done) = within(&mut traced(&place, &["-e", &format!("inject={fault}")]), HANGS)
        else {
            options.find(seed, format!("{fault}: hangs"));
            continue;
        };
        match done.status.code() {
            _ if !has_begun(&place) => options.count("before the program began"),
            // Nobody can go on without memory: the program ends there, and loses nothing.
            None if is_without_memory(&said(&done)) => options.count("without memory"),
            _ if is_crash(&done) => options.find(seed, format!("{fault}: {}", said(&done))),
            Some(0) if place.digest().as_ref() != Ok(&whole) => {
                options.find(seed, format!("{fault}: said to be done, and is not"));
            }
            Some(code) => options.count(format!("ended with {code}")),
            None => {}
        }
        if let Err(why) = place.update() {
            options.find(seed, format!("{fault}: the next run: {why}"));
        } else if place.digest().as_ref() != Ok(&whole) {
            options.find(seed, format!("{fault}: the next run ends with another index"));
        }
        options.count("rounds");
    }
    Ok(())
}

/// Whether the loader came to its end, which is where it makes this call.
fn has_begun(place: &Place) -> bool {
    let trace = fs::read(place.path().join(TRACE)).unwrap();
    String::from_utf8_lossy(&trace).contains("set_robust_list(")
}

fn is_without_memory(said: &str) -> bool {
    said.contains("memory allocation of")
        || said.contains("failed to allocate an alternative stack")
}

fn traced(place: &Place, strace: &[&str]) -> Command {
    let index = place.command(&["index", "news", "--threads", "1"]);
    let mut command = Command::new("strace");
    command.current_dir(place.path()).env_clear().args(["-f", "-o", TRACE]).args(strace);
    command.arg(index.get_program()).args(index.get_args()).stdin(std::process::Stdio::null());
    command
}

/// How often an unbroken run makes each call.
fn calls_of(place: &Place) -> Result<BTreeMap<String, usize>, Skip> {
    let counts = place.path().join("counts");
    let index = place.command(&["index", "news", "--threads", "1"]);
    let mut command = Command::new("strace");
    command.current_dir(place.path()).env_clear().args(["-f", "-c", "-o"]).arg(&counts);
    command.arg(index.get_program()).args(index.get_args());
    let Some(done) = within(&mut command, HANGS) else { return Err(Skip("strace hangs".into())) };
    if !done.status.success() {
        return Err(Skip(format!("strace: {}", said(&done))));
    }
    let table = fs::read_to_string(counts).unwrap();
    let row = |line: &str| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        Some((columns.last()?.to_string(), columns.get(3)?.parse().ok()?))
    };
    Ok(table.lines().filter_map(row).collect())
}
