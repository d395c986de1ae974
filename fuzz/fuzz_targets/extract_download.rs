//! Bytes as a file `a.ris`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read("a.ris", bytes));
