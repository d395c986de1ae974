//! Bytes as a file `a.eml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read("a.eml", bytes));
