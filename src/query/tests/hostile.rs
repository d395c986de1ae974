//! Hostile texts: each is refused in linear time by a limit that the diagnostic names.

use crate::query::{Context, Joiner, Limits, Parsed, parse};
use crate::when::{Clock, Day};

fn context(limits: Limits) -> Context {
    Context { limits, ..Context::new(Clock::on(Day::new(2023, 11, 15).unwrap())) }
}

/// Hostile texts, each with one form repeated `many` times.
fn hostile(many: usize) -> Vec<(&'static str, String)> {
    vec![
        ("parentheses", "(".repeat(10 * many)),
        ("balanced", "(".repeat(5 * many) + &")".repeat(5 * many)),
        ("closing", ")".repeat(10 * many)),
        ("not", "NOT ".repeat(2 * many) + "x"),
        ("minus", "-(".repeat(2 * many)),
        ("words", "word ".repeat(many)),
        ("or", "a OR ".repeat(many)),
        ("and", "AND ".repeat(many)),
        ("near", "a NEAR/5 ".repeat(many)),
        ("not near", "NOT NEAR/5 ".repeat(many)),
        ("functions", "atleast3 ".repeat(many)),
        ("calls", "atleast3(".repeat(many)),
        ("fields", "title:".repeat(many)),
        ("field groups", "title:(".repeat(many)),
        ("dates", "date(".repeat(many)),
        ("spaced fields", "from: ".repeat(many)),
        ("quotes", "\"".repeat(10 * many)),
        ("quoted", "\"a ".repeat(many)),
        ("weights", format!("a{}", "^1".repeat(many))),
        ("tildes", format!("{}a{}", "*~".repeat(many), "~".repeat(many))),
        ("patterns", "*a?".repeat(many)),
        ("dots", "a.".repeat(many)),
        ("hyphens", "a-*".repeat(many)),
        ("digits", "9".repeat(10 * many)),
        ("marks", "\u{301}".repeat(many)),
        ("equals", "=".repeat(10 * many)),
        ("phrase", format!("\"{}\"", "a ".repeat(many))),
        ("long date", format!("date:{}", "2023-".repeat(many))),
        ("range", format!("date:{}", "..".repeat(many))),
    ]
}

fn codes(parsed: &Parsed) -> Vec<&str> {
    parsed.diagnostics.iter().filter(|d| d.is_error()).map(|d| d.code).collect()
}

#[test]
fn a_text_that_is_too_long_is_refused_unread() {
    for (name, text) in hostile(100_000) {
        let parsed = parse(&text, &context(Limits::default()));
        assert_eq!(codes(&parsed), ["too-long"], "{name}");
    }
}

#[test]
fn without_a_limit_of_length_the_other_limits_hold() {
    let limits = Limits { bytes: usize::MAX, ..Limits::default() };
    for (name, text) in hostile(5_000) {
        for joiner in [Joiner::All, Joiner::Any] {
            let parsed = parse(&text, &Context { joiner, ..context(limits) });
            assert!(parsed.diagnostics.len() <= 81, "{name}");
            let deep = ["parentheses", "balanced", "minus", "near", "calls", "field groups"];
            let long = ["words", "or", "quoted", "phrase"];
            if deep.contains(&name) {
                assert!(codes(&parsed).contains(&"too-deep"), "{name} {:?}", codes(&parsed));
            }
            if long.contains(&name) {
                assert_eq!(codes(&parsed), ["too-many-clauses"], "{name}");
            }
        }
    }
}

#[test]
fn without_any_limit_of_clauses_a_long_text_is_still_read() {
    let limits = Limits { bytes: usize::MAX, clauses: usize::MAX, ..Limits::default() };
    for text in ["NOT ".repeat(200_000) + "x", "word ".repeat(100_000)] {
        assert!(parse(&text, &context(limits)).is_sound());
    }
}

#[test]
fn the_limit_of_depth_is_exact() {
    let nested = |depth: usize| "(".repeat(depth) + "x" + &")".repeat(depth);
    assert!(parse(&nested(32), &context(Limits::default())).is_sound());
    assert_eq!(codes(&parse(&nested(33), &context(Limits::default()))), ["too-deep"]);
    // Groups side by side are only one level deep.
    let beside = format!("{} {}", "(x) ".repeat(100), nested(32));
    assert!(parse(&beside, &context(Limits::default())).is_sound());
}

#[test]
fn the_limit_of_clauses_is_exact() {
    let words = |count: usize| "x ".repeat(count);
    assert!(parse(&words(256), &context(Limits::default())).is_sound());
    assert_eq!(codes(&parse(&words(257), &context(Limits::default()))), ["too-many-clauses"]);
}
