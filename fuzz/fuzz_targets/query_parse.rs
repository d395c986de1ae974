//! A query is understood: never a panic, every place inside the text, the canonical form stable.
#![no_main]

use dateline::query::{Context, display, parse, simplify};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let context = Context::new(dateline_fuzz::clock());
    let parsed = parse(text, &context);
    for diagnostic in &parsed.diagnostics {
        assert!(diagnostic.place.start <= diagnostic.place.end, "{diagnostic:?}");
        assert!(diagnostic.place.end <= text.len(), "{diagnostic:?}");
    }
    if parsed.is_sound() {
        let _ = display(&simplify(parsed.query));
    }
});
