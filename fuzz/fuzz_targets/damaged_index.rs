//! An index with bytes changed: refused, or answered as if nothing had happened.
#![no_main]

use std::fs;
use std::path::PathBuf;

use dateline::app::open::open;
use dateline::app::search::search;
use dateline::app::settings::{Ask, SearchSettings};
use dateline::engine;

thread_local! {
    static SOUND: Vec<(String, Vec<u8>)> = dateline_fuzz::in_folder(|folder| {
        let (archive, index) = (folder.join("sound-news"), folder.join("sound"));
        fs::create_dir(&archive).expect("a folder can be made");
        for number in 1..20 {
            let text = format!("date 2023-10-{number:02} Flood {number}. The river of Lunden rose.");
            fs::write(archive.join(format!("{number}.txt")), text).expect("a file can be written");
        }
        dateline_fuzz::build(&archive, &index);
        let entries = fs::read_dir(index).expect("a folder").map(|entry| entry.expect("an entry"));
        let mut files: Vec<_> = entries
            .map(|entry| (entry.file_name().into_string().expect("a name"), fs::read(entry.path()).expect("bytes")))
            .collect();
        files.sort();
        files
    });
}

libfuzzer_sys::fuzz_target!(|changes: &[u8]| {
    let folder: PathBuf = dateline_fuzz::in_folder(|folder| folder.join("damaged"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).expect("a folder can be made");
    SOUND.with(|sound| {
        let mut files = sound.clone();
        for change in changes.chunks_exact(4) {
            let number = usize::from(change[0]) % files.len();
            let bytes = &mut files[number].1;
            if !bytes.is_empty() {
                let place = usize::from(u16::from_le_bytes([change[1], change[2]])) % bytes.len();
                bytes[place] ^= change[3];
            }
        }
        files.iter().for_each(|(name, bytes)| fs::write(folder.join(name), bytes).expect("a write"));
    });
    let _ = engine::verify(&folder.as_path().into());
    let Ok(open) = open(&folder) else { return };
    for text in ["flood", "riv* date:2023-10-03..", ""] {
        let ask = Ask::new(text, dateline_fuzz::clock());
        if let Ok(outcome) = search(&open, &SearchSettings::new(ask)) {
            let right = if text.starts_with("riv") { 17 } else { 19 };
            assert_eq!(outcome.total, right, "a wrong answer");
        }
    }
});
