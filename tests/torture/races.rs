//! Two writers at once: one wins, the other ends with exit code 3 and names the winner.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::rig::{Options, Place, Random, Skip, said};

pub(crate) fn run(options: &Options) -> Result<(), Skip> {
    let place = Place::new();
    place.write(0..300);
    place.update().unwrap();
    let whole = place.digest().unwrap();
    for seed in options.seeds() {
        let mut random = Random::new(seed);
        let _ = std::fs::remove_dir_all(&place.index);
        let started = Instant::now();
        let spawn = || {
            let mut command = place.command(&["index", "news", "--quiet"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let first = spawn();
        std::thread::sleep(Duration::from_micros(random.below(20_000) as u64));
        let second = spawn();
        let ids = [first.id(), second.id()];
        let waits = [first, second].map(|child| {
            std::thread::spawn(move || (child.wait_with_output().unwrap(), started.elapsed()))
        });
        let ends = waits.map(|wait| wait.join().unwrap());
        let codes = [ends[0].0.status.code(), ends[1].0.status.code()];
        match codes {
            [Some(0), Some(0)] => options.count("one after the other"),
            [Some(0), Some(3)] | [Some(3), Some(0)] => {
                let loser = usize::from(codes[1] == Some(3));
                let (done, took) = &ends[loser];
                let text = String::from_utf8_lossy(&done.stderr);
                let named = text.contains(&format!("process {} on", ids[1 - loser]));
                let vague = text.contains("another process");
                if *took > Duration::from_secs(1) {
                    options.count("losers that took more than a second");
                }
                match (named, vague) {
                    (true, _) => options.count("losers that name the holder"),
                    (_, true) => options.count("losers that name no holder"),
                    _ => options.find(seed, said(done)),
                }
            }
            _ => options.find(seed, format!("{}\n{}", said(&ends[0].0), said(&ends[1].0))),
        }
        if place.digest().as_ref() != Ok(&whole) {
            options.find(seed, "the index is not whole");
        }
        options.count("rounds");
    }
    Ok(())
}
