//! Indexes a folder, searches it and counts over time, with the library alone:
//!
//! ```text
//! cargo run --no-default-features --example library -- examples/archive bridge
//! ```

#![expect(clippy::print_stdout, reason = "an example that shows what it finds")]

use std::env;
use std::error::Error;

use dateline::app::index::{Progress, index};
use dateline::app::open::open;
use dateline::app::search::search;
use dateline::app::settings::{
    Ask, Clock, IndexSettings, Period, SearchSettings, TimelineSettings, Zone,
};
use dateline::app::timeline::timeline;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let archive = arguments.next().ok_or("usage: library FOLDER WORDS...")?;
    let words = arguments.collect::<Vec<_>>().join(" ");
    let folder = env::temp_dir().join(format!("dateline-example-{}", std::process::id()));
    let clock = Clock::system(Zone::Machine)?;

    let settings = IndexSettings::new(&folder, [&archive], clock.clone());
    let summary = index(&settings, &Progress::default())?;
    println!("{} articles in {archive}", summary.articles);

    let open = open(&folder)?;
    let ask = Ask::new(&words, clock);
    for hit in search(&open, &SearchSettings::new(ask.clone()))?.hits {
        let date = hit.article.date.as_ref().map(|date| date.show()).unwrap_or_default();
        println!("{:>2}. {date:<10}  {}", hit.rank, hit.article.title);
    }
    let settings = TimelineSettings { ask, by: Some(Period::Month), compare: None };
    for bar in timeline(&open, &settings)?.bars {
        println!("{}  {:>4} of {}", bar.start, bar.count, bar.archive);
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
