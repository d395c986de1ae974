//! Files of an index are damaged: every answer is right or refused, never wrong; `verify` finds
//! whatever is not as it was, and rebuilding mends it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::rig::{Options, Place, Random, Skip, is_crash, restore, said};

/// What is asked of the damaged index: everything that reads another part of it.
const QUESTIONS: [&[&str]; 6] = [
    &["search", "harbour flood", "--json"],
    &["search", "\"the river\" OR mini* date:2023-10", "--sort", "newest", "--json"],
    &["timeline", "--by", "day", "--json"],
    &["sources", "bridge", "--json"],
    &["status", "--all"],
    &["export", "market"],
];

pub(crate) fn run(options: &Options) -> Result<(), Skip> {
    let place = Place::new();
    // Several segments, one with deletions.
    for end in [80, 140, 180] {
        place.write(end - 60..end);
        place.update().unwrap();
    }
    // A dictionary of which more is read at once than what is compared at once.
    fs::write(place.news().join("words.txt"), invented(150_000)).unwrap();
    place.update().unwrap();
    assert!(fs::metadata(largest_dictionary(&place.index)).unwrap().len() > 512 << 10);
    fs::remove_file(place.news().join("30.txt")).unwrap();
    place.update().unwrap();
    let (sound, whole) = (place.path().join("sound"), place.digest().unwrap());
    restore(&place.index, &sound);
    let right: Vec<Output> = QUESTIONS.iter().map(|question| place.run(question)).collect();
    for seed in options.seeds() {
        let mut random = Random::new(seed);
        restore(&sound, &place.index);
        let (done, file) = damage(&place.index, &mut random);
        let what = format!("{done} {}", file.file_name().unwrap().to_string_lossy());
        let mut refused = 0;
        for (question, right) in QUESTIONS.iter().zip(&right) {
            let answer = place.run(question);
            match answer.status.code() {
                _ if is_crash(&answer) => options.find(seed, format!("{what}: {}", said(&answer))),
                Some(3) => refused += 1,
                _ if same(&answer, right) => {}
                _ => options.find(seed, format!("{what}: wrong: {question:?} {}", said(&answer))),
            }
        }
        let verified = place.run(&["verify"]);
        match (verified.status.code(), refused) {
            _ if is_crash(&verified) => options.find(seed, format!("{what}: {}", said(&verified))),
            (Some(3), 0) => options.count("found by verify alone"),
            (Some(3), _) => options.count("refused"),
            (Some(0), 0) => options.count("harmless"),
            _ => options.find(seed, format!("{what}: refused, and verify: {}", said(&verified))),
        }
        if seed % 20 == 0 {
            mended(&place, &whole, options, seed);
        }
        options.count("rounds");
    }
    Ok(())
}

/// So many words that nobody uses.
fn invented(words: usize) -> String {
    let mut random = Random::new(77);
    let letter = |random: &mut Random| char::from(b'a' + random.below(26) as u8);
    let mut word = || (0..9).map(|_| letter(&mut random)).collect::<String>();
    (0..words).map(|_| word()).collect::<Vec<_>>().join(" ")
}

fn largest_dictionary(index: &Path) -> PathBuf {
    let files = fs::read_dir(index).unwrap().map(|entry| entry.unwrap().path());
    let dictionaries = files.filter(|path| path.extension().is_some_and(|end| end == "term"));
    dictionaries.max_by_key(|path| fs::metadata(path).unwrap().len()).unwrap()
}

/// Bytes and time of the index are not compared: only what is in it.
fn same(answer: &Output, right: &Output) -> bool {
    let text = |output: &Output| {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let lines = text.lines().filter(|line| !line.starts_with("size "));
        lines.collect::<Vec<_>>().join("\n")
    };
    answer.status.code() == right.status.code() && text(answer) == text(right)
}

fn mended(place: &Place, whole: &str, options: &Options, seed: u64) {
    let done = place.run(&["index", "news", "--rebuild", "--quiet"]);
    match place.digest() {
        Ok(now) if now == whole => options.count("rebuilt"),
        Ok(_) => options.find(seed, "the rebuilt index is another"),
        Err(why) => options.find(seed, format!("not rebuilt: {} {why}", said(&done))),
    }
}

fn damage(index: &Path, random: &mut Random) -> (&'static str, PathBuf) {
    let entries = fs::read_dir(index).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| fs::metadata(path).unwrap().len() > 0);
    files.sort();
    let path = match random.below(4) {
        0 => largest_dictionary(index),
        _ => random.pick(&files).clone(),
    };
    let mut bytes = fs::read(&path).unwrap();
    let place = random.below(bytes.len());
    let what = match random.below(8) {
        0..3 => {
            bytes[place] ^= 1 << random.below(8);
            "a bit flipped in"
        }
        3 => {
            bytes[place] = random.next() as u8;
            "a byte changed in"
        }
        4 => {
            bytes.truncate(place);
            "cut:"
        }
        5 => {
            let end = bytes.len().min(place + 512);
            bytes[place..end].fill(0);
            "512 bytes of nothing in"
        }
        6 => {
            bytes.extend_from_slice(b"more");
            "longer:"
        }
        _ => {
            fs::remove_file(&path).unwrap();
            return ("gone:", path);
        }
    };
    fs::write(&path, bytes).unwrap();
    (what, path)
}
