//! A query is answered over a small index.
#![no_main]

use std::fs;
use std::sync::OnceLock;

use dateline::app::open::open;
use dateline::app::search::search;
use dateline::app::settings::{Ask, SearchSettings};

fn index() -> &'static std::path::Path {
    static INDEX: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let archive = folder.path().join("news");
        fs::create_dir(&archive).expect("a folder can be made");
        for number in 1..28 {
            let text = format!("date 2023-10-{number:02} Flood {number}. The river of Lunden rose.");
            fs::write(archive.join(format!("{number}.txt")), text).expect("a file can be written");
        }
        dateline_fuzz::build(&archive, &folder.path().join("index"));
        folder
    });
    folder.path()
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    thread_local! {
        static OPEN: dateline::app::open::Open =
            open(&index().join("index")).expect("a sound index opens");
    }
    OPEN.with(|open| {
        let settings = SearchSettings::new(Ask::new(text, dateline_fuzz::clock()));
        if let Ok(outcome) = search(open, &settings) {
            assert!(outcome.total <= 27);
            assert!(outcome.hits.len() as u64 <= outcome.total);
        }
    });
});
