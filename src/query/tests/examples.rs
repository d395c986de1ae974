//! Every example of docs/query-language.md, run.

use crate::query::{Context, Limits, display, parse};
use crate::when::{Clock, Day};

const DOCUMENT: &str = include_str!("../../../docs/query-language.md");

fn examples() -> Vec<(&'static str, &'static str)> {
    let blocks = DOCUMENT.split("\n```\n").skip(1).step_by(2);
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.split_once("  =>  "));
    lines.map(|(query, canonical)| (query.trim(), canonical.trim())).collect()
}

#[test]
fn every_example_means_what_the_document_says() {
    let context = Context::new(Clock::on(Day::new(2023, 11, 15).unwrap()));
    let mut wrong = Vec::new();
    for (text, canonical) in examples() {
        let parsed = parse(text, &context);
        let shown = display(&parsed.query);
        if shown != canonical || !parsed.is_sound() {
            wrong.push(format!("{text}  =>  {shown}  not  {canonical} {:?}", parsed.diagnostics));
        }
        assert_eq!(parse(canonical, &context).query, parsed.query, "{canonical}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let lines = DOCUMENT.lines().filter(|line| line.contains("  =>  ")).count();
    assert_eq!(examples().len(), lines, "an example stands outside of a block");
    assert!(lines > 100);
}

#[test]
fn the_limits_are_those_of_the_document() {
    let Limits { bytes, depth, clauses, expansions } = Limits::default();
    for (limit, code) in [
        (bytes, "too-long"),
        (depth, "too-deep"),
        (clauses, "too-many-clauses"),
        (expansions, "too-many-expansions"),
    ] {
        let row = DOCUMENT.lines().find(|line| line.contains(code)).unwrap();
        let number = row.split('|').nth(2).unwrap().replace(',', "");
        assert_eq!(number.trim().parse(), Ok(limit), "{row}");
    }
}
