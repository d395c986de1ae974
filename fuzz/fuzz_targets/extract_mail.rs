//! Bytes as a message, or as the parts of a saved page.
#![no_main]

const SAVED: &[u8] = b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match bytes.split_first() {
    Some((choice, rest)) if choice % 2 == 0 => {
        dateline_fuzz::read("a.mht", &[SAVED, rest].concat());
    }
    _ => dateline_fuzz::read("a.eml", bytes),
});
