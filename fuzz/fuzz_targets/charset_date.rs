//! Bytes decoded, and every date in them read.
#![no_main]

use dateline::ingest::source::charset::{CharsetSource, decode};
use dateline::ingest::article::dates::{DayOrder, find, order_in, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let decoded = decode(bytes, Some("x-unknown"));
    let _: &CharsetSource = &decoded.charset.found;
    let order: DayOrder = order_in(&decoded.text);
    let _ = read(&decoded.text, order);
    if let Some((_, place)) = find(&decoded.text, order) {
        assert!(decoded.text.get(place).is_some());
    }
});
