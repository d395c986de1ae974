//! Bytes as a file of running text: plain, in a light markup, or subtitles.
#![no_main]

const NAMES: [&str; 8] =
    ["a.txt", "a.md", "a.adoc", "a.rst", "a.org", "a.wiki", "a.srt", "a.erb"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read_as_one(&NAMES, bytes));
