//! The whole line: the bytes of a file into an index, which is read back and searched.
#![no_main]

use std::fs;

use dateline::app::open::open;
use dateline::app::search::search;
use dateline::app::settings::{Ask, SearchSettings};
use dateline::engine;
use dateline::render::json;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (name, bytes) = match bytes.split_first() {
        Some((kind, rest)) => (["a.txt", "a.json", "a.html", "a.xml", "a"][*kind as usize % 5], rest),
        None => ("a", bytes),
    };
    dateline_fuzz::in_folder(|folder| {
        let (archive, index) = (folder.join("news"), folder.join("index"));
        let _ = fs::remove_dir_all(&archive);
        let _ = fs::remove_dir_all(&index);
        fs::create_dir(&archive).expect("a folder can be made");
        fs::write(archive.join(name), bytes).expect("a file can be written");
        dateline_fuzz::build(&archive, &index);
        assert_eq!(engine::verify(&index.as_path().into()).expect("an index").damages, []);
        let open = open(&index).expect("a sound index opens");
        let ask = Ask::new("", dateline_fuzz::clock());
        let outcome = search(&open, &SearchSettings::new(ask)).expect("an answer");
        let mut lines = vec![];
        json::search(&mut lines, &outcome).expect("a vector takes every write");
        assert!(std::str::from_utf8(&lines).is_ok());
    });
});
