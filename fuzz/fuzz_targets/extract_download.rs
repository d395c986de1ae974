//! Bytes as a download of an archive service: references, labelled text, or RTF.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match bytes.split_first() {
    Some((choice, rest)) if choice % 2 == 0 => {
        dateline_fuzz::read("a.rtf", &[b"{\\rtf1\\ansi ", rest].concat());
    }
    _ => dateline_fuzz::read("a.ris", bytes),
});
