//! Tests that break things on purpose, one a subcommand: processes are killed, system calls fail,
//! disks fill up, bits flip. Nothing here is timed but what must not hang.
//!
//! `cargo test --release --test torture -- --help` says what there is. Every round has a seed of
//! its own, printed with whatever it finds; `--seed N --rounds 1` runs it again. LEDGER.md beside
//! this file keeps what was run.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]
#![expect(clippy::disallowed_methods, reason = "a test without threads left cannot go on")]
#![expect(clippy::exit, reason = "a signal ends the program once what it started has ended")]
#![expect(clippy::print_stdout, reason = "a test that says what it does")]

mod damage;
mod fault;
mod full;
mod inputs;
mod kill;
mod power;
mod queries;
mod races;
mod reading;
mod rig;
mod special;

use std::process::ExitCode;

use rig::Options;

const HELP: &str = "Breaks dateline on purpose and looks whether anything was lost.

Usage: cargo test --release --test torture -- KIND [--rounds N] [--seed N] [--seconds N]
       [--program PATH] [--no-skip]

  kill      kill -9 at a random moment of `index`; the next run ends as an unbroken one
  fault     one system call fails, once or from then on (needs strace)
  full      the disk is full at every size, then larger again (needs root and tmpfs)
  power     the disk as it would be after a power cut, ext4 on a loop (needs root and XFS)
  power-xfs the same with XFS on the loop
  damage    bits flip, files are cut, swapped or gone: no wrong answer, and `verify` names the file
  races     two writers at once: one wins, the other is told who holds the index
  reading   searches beside a writer see whole batches only
  queries   hostile queries: no panic, no hang
  inputs    the fixtures with bytes changed: no extractor panics or hangs
  special   files that are no files, change while they are read or have impossible names
  all       each of them, a few rounds

Exit: 0 nothing found, 1 something found. What cannot be done on this machine is said and skipped;
with --no-skip it counts as found.";

/// A kind of torture, and how many rounds `all` gives it.
type Kind = (&'static str, fn(&Options) -> Result<(), rig::Skip>, u64);

const KINDS: [Kind; 11] = [
    ("kill", kill::run, 40),
    ("fault", fault::run, 60),
    ("full", full::run, 16),
    ("power", power::ext4, 20),
    ("power-xfs", power::xfs, 20),
    ("damage", damage::run, 150),
    ("races", races::run, 20),
    ("reading", reading::run, 40),
    ("queries", queries::run, 4000),
    ("inputs", inputs::run, 1500),
    ("special", special::run, 1),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let chosen = arguments.first().map_or("--help", String::as_str);
    let kinds: Vec<&Kind> =
        KINDS.iter().filter(|(name, ..)| chosen == *name || chosen == "all").collect();
    if kinds.is_empty() {
        println!("{HELP}");
        return ExitCode::from(u8::from(chosen != "--help") * 2);
    }
    rig::leave_nothing_behind();
    let is_strict = arguments.iter().any(|argument| argument == "--no-skip");
    let mut found = 0;
    for (name, run, few) in kinds {
        let options = Options::read(&arguments, *few);
        println!("== {name}: {} rounds from seed {}", options.rounds, options.seed);
        match run(&options) {
            Ok(()) => println!("{name}: {}", options.summary()),
            Err(rig::Skip(why)) => {
                println!("{name}: SKIPPED: {why}");
                found += u64::from(is_strict);
            }
        }
        found += options.findings();
    }
    ExitCode::from(u8::from(found > 0))
}
