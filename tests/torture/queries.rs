//! Hostile queries, run in this process: none panics, none takes longer than two seconds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use dateline::app::open::open;
use dateline::app::search::search;
use dateline::app::settings::{Ask, SearchSettings};
use dateline::when::{Clock, Day};

use crate::rig::{Options, Place, Random, Skip};

/// What queries are made of.
const PIECES: [&str; 62] = [
    "harbour",
    "flood",
    "the",
    "river",
    "report",
    "mini",
    "zzzz",
    "é",
    "東京",
    "نفت",
    "\u{202e}",
    "\0",
    "\u{1b}[2J",
    "\u{301}",
    "🦀",
    "O’Brien",
    "U.S.",
    "10:30",
    "*",
    "?",
    "a*",
    "*a",
    "*a*",
    "??????",
    "h?rb*",
    "flod~",
    "flod~2",
    "~",
    "=Flood",
    "\"",
    "“",
    "”",
    "'",
    "(",
    ")",
    "((((",
    "))))",
    "AND",
    "OR",
    "NOT",
    "-",
    "--",
    "+",
    "NEAR/5",
    "NEAR/99999",
    "pre/3",
    "w/2",
    "/s",
    "/p",
    "atleast3(flood)",
    "atleast999(",
    "title:",
    "body:",
    "source:*",
    "date:2023-10",
    "date:..",
    "date:99999-99-99",
    "words:>500",
    "words:>99999999999999999999",
    "^2",
    "^-1e309",
    "id:a",
];

pub(crate) fn run(options: &Options) -> Result<(), Skip> {
    let place = Place::new();
    place.write(0..400);
    place.update().unwrap();
    let open = open(&place.index).unwrap();
    let clock = Clock::on(Day::new(2024, 1, 10).unwrap());
    let mut times = vec![];
    for seed in options.seeds() {
        let text = query(&mut Random::new(seed));
        let settings = SearchSettings::new(Ask::new(text.clone(), clock.clone()));
        let start = Instant::now();
        let answered = catch_unwind(AssertUnwindSafe(|| search(&open, &settings)));
        let took = start.elapsed();
        times.push(took);
        match answered {
            Err(_) => options.find(seed, format!("panic: {text:?}")),
            Ok(_) if took > Duration::from_secs(2) => {
                options.find(seed, format!("{took:?}: {text:?}"));
            }
            Ok(Ok(outcome)) if outcome.total > 0 => options.count("found something"),
            Ok(Ok(_)) => options.count("found nothing"),
            Ok(Err(_)) => options.count("refused"),
        }
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    options.count(format!(
        "set of times: median {:?}, p99.9 {:?}, most {:?}",
        at(0.5),
        at(0.999),
        at(1.0)
    ));
    Ok(())
}

fn query(random: &mut Random) -> String {
    match random.below(20) {
        0 => "(".repeat(1 + random.below(5000)),
        1 => "NOT ".repeat(1 + random.below(1500)) + "flood",
        2 => format!("{}flood{}", "(-".repeat(random.below(60)), ")".repeat(random.below(60))),
        3 => vec![*random.pick(&PIECES); 1 + random.below(600)].join(" "),
        4 => (0..random.below(400)).map(|_| char::from(random.next() as u8)).collect(),
        5 => (0..random.below(200))
            .filter_map(|_| char::from_u32(random.next() as u32 % 0x11_0000))
            .collect(),
        _ => {
            let glue = ["", " ", " ", " "];
            (0..1 + random.below(40))
                .map(|_| format!("{}{}", random.pick(&PIECES), random.pick(&glue)))
                .collect()
        }
    }
}
