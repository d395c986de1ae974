//! `kill -9` at a random moment of `index`: what an earlier run acknowledged is there, the index
//! opens, and the next run ends as an unbroken one does.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::rig::{Options, Place, Random, Skip, restore};

pub(crate) fn run(options: &Options) -> Result<(), Skip> {
    let place = Place::new();
    place.write(0..120);
    place.update().unwrap();
    let (acknowledged, before) = (place.digest().unwrap(), place.path().join("before"));
    restore(&place.index, &before);
    place.write(120..400);
    std::fs::remove_file(place.news().join("3.txt")).unwrap();
    let start = Instant::now();
    place.update().unwrap();
    let whole = start.elapsed();
    let unbroken = place.digest().unwrap();
    for seed in options.seeds() {
        let mut random = Random::new(seed);
        // Every other round starts from nothing, and is killed more than once.
        let fresh = seed % 2 == 0;
        if fresh {
            drop(std::fs::remove_dir_all(&place.index))
        } else {
            restore(&before, &place.index)
        }
        for _ in 0..1 + seed % 3 {
            let micros = random.below(whole.as_micros() as usize * 11 / 10) as u64;
            killed(&place, Duration::from_micros(micros), options);
            match place.digest() {
                Ok(now) if now == unbroken => options.count("ended before the kill or whole"),
                Ok(now) if !fresh && now == acknowledged => options.count("killed, as before"),
                Ok(now) if fresh && now.lines().count() == 1 => options.count("killed, empty"),
                Err(why) if fresh && why.contains("there is no index") => {
                    options.count("killed, none begun");
                }
                Ok(now) => options.find(seed, format!("{} lines", now.lines().count())),
                Err(why) => options.find(seed, why),
            }
        }
        match place.update().and_then(|()| place.digest()) {
            Ok(now) if now == unbroken => options.count("rounds"),
            Ok(_) => options.find(seed, "the next run ends with another index"),
            Err(why) => options.find(seed, why),
        }
    }
    Ok(())
}

fn killed(place: &Place, after: Duration, options: &Options) {
    let mut command = place.command(&["index", "news", "--quiet"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    options.count("kills");
}
