//! Files that were well-formed once: the fixtures of the project with bytes changed, cut, doubled
//! and mixed, read in this process as `index` reads them. None makes an extractor panic or takes
//! longer than ten seconds.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dateline::engine::FileOutcome;
use dateline::ingest::source::walk::SourceFile;
use dateline::ingest::{IngestOptions, articles};
use dateline::when::Day;

use crate::rig::{Options, Place, Random, Skip};

/// What parsers trip over.
const BITS: [&[u8]; 26] = [
    b"<",
    b">",
    b"</",
    b"<!--",
    b"<![CDATA[",
    b"&#0;",
    b"&#x110000;",
    b"&amp",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"\\u",
    b"\\ud800",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n\n",
    b"\t",
    b"9999999999999999999999",
    b"-",
    b"date: ",
    b"=?utf-8?B?",
];

pub(crate) fn run(options: &Options) -> Result<(), Skip> {
    let place = Place::new();
    let seeds = fixtures();
    for seed in options.seeds() {
        let mut random = Random::new(seed);
        let (path, bytes) = random.pick(&seeds);
        let bytes = mutated(bytes, &mut random, &seeds);
        let name = match (random.below(8), path.extension()) {
            (0, _) | (_, None) => "a".into(),
            (_, Some(extension)) => format!("a.{}", extension.to_string_lossy()),
        };
        let file = place.news().join(name);
        fs::write(&file, &bytes).unwrap();
        let start = Instant::now();
        let what = read(&file);
        let took = start.elapsed();
        fs::remove_file(&file).unwrap();
        match what {
            Ok(end) => options.count(end),
            Err(why) => options.find(seed, format!("{}: {why}", path.display())),
        }
        if took > Duration::from_secs(10) {
            options.find(seed, format!("{}: {took:?}", path.display()));
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<&'static str, String> {
    let file = SourceFile::at(path)?;
    let options = IngestOptions::on(Day::new(2024, 1, 10).unwrap());
    let mut given = 0;
    let report = articles(&file, &options, None, &mut |_| {
        given += 1;
        ControlFlow::Continue(())
    });
    if report.articles != given {
        return Err(format!("{given} articles, and {} in the report", report.articles));
    }
    let refusal = match &report.outcome {
        FileOutcome::Refused(reason) => Some(reason),
        FileOutcome::Indexed | FileOutcome::Skipped(_) => None,
    };
    match report.problems.iter().chain(refusal).find(|why| why.contains("the program failed")) {
        Some(panic) => Err(panic.clone()),
        None => Ok(match report.outcome {
            FileOutcome::Indexed => "indexed",
            FileOutcome::Skipped(_) => "skipped",
            FileOutcome::Refused(_) => "refused",
        }),
    }
}

fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![];
    for folder in ["tests/data", "examples/archive"] {
        gather(&root.join(folder), &mut files);
    }
    files.sort();
    files
}

fn gather(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            let bytes = fs::read(&path).unwrap();
            files.push((path, bytes));
        }
    }
}

fn mutated(bytes: &[u8], random: &mut Random, seeds: &[(PathBuf, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.below(12) {
        let place = random.below(bytes.len() + 1);
        let end = (place + random.below(200)).min(bytes.len());
        match random.below(9) {
            0 => bytes.truncate(place),
            1 => drop(bytes.drain(place..end)),
            2 => drop(bytes.splice(place..place, bytes[place..end].to_vec())),
            3 => drop(bytes.splice(place..place, bytes[place..end].repeat(1 + random.below(300)))),
            4 => {
                let other = &random.pick(seeds).1;
                let from = random.below(other.len() + 1);
                let to = (from + random.below(400)).min(other.len());
                drop(bytes.splice(place..place, other[from..to].to_vec()));
            }
            5 if place < bytes.len() => bytes[place] ^= 1 << random.below(8),
            6 if place < bytes.len() => bytes[place] = random.next() as u8,
            _ => drop(bytes.splice(place..place, random.pick(&BITS).to_vec())),
        }
    }
    bytes
}
