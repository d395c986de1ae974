//! What texts mean, and what is said about them.

use crate::query::{Context, Joiner, Parsed, display, parse};
use crate::when::{Clock, Day};

fn context() -> Context {
    Context::new(Clock::on(Day::new(2023, 11, 15).unwrap()))
}

fn any() -> Context {
    Context { joiner: Joiner::Any, ..context() }
}

/// The canonical text, then the codes of what is said.
fn told(parsed: &Parsed) -> String {
    let codes = parsed.diagnostics.iter().map(|d| format!(" [{:?} {}]", d.severity, d.code));
    display(&parsed.query) + &codes.collect::<String>()
}

#[test]
fn smoke() {
    for text in include_str!("/tmp/q.txt").lines() {
        println!("{text}\n    => {}", told(&parse(text, &context())));
        println!("    any {}", told(&parse(text, &any())));
    }
}
