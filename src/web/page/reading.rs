//! How a query was read, the diagnostics about it, and the filters beside it.

use maud::{Markup, html};

use super::text::message;
use super::words;
use crate::app::outcome::{Problem, Severity};
use crate::render::flags::hint as hint_in_words;
use crate::web::address::{Address, Choice};

/// The query as it was read, below the search box.
pub(super) fn read(address: &Address, canonical: &str) -> Markup {
    html! {
        div class="row read" {
            p class="rail" { (words::READ_AS) }
            p class="col" {
                @if canonical.is_empty() || canonical == "*" {
                    span id="read" { (words::EVERY_ARTICLE) }
                } @else {
                    code class="canon" id="read" dir="auto" { (canonical) }
                }
                " " a class="quiet" href=(address.with(|_| {}).at("/explain")) { (words::EXPLAIN) }
            }
        }
    }
}

/// The diagnostics about what was typed, each with its place marked.
pub(super) fn problems(address: &Address, problems: &[Problem]) -> Markup {
    html! { @for problem in problems { (one(address, problem)) } }
}

fn one(address: &Address, problem: &Problem) -> Markup {
    let Problem { subject, text, diagnostic } = problem;
    let (class, word) = match diagnostic.severity {
        Severity::Note => ("note", words::NOTE),
        Severity::Warning => ("warning", words::WARNING),
        Severity::Error => ("error", words::ERROR),
    };
    let start = text.floor_char_boundary(diagnostic.place.start.min(text.len()));
    let end = text.ceil_char_boundary(diagnostic.place.end.clamp(start, text.len()));
    let label = if subject == "query" { "" } else { subject.trim_start_matches("--") };
    html! {
        div class={ "row prob " (class) } {
            p class="rail" { (word) }
            div class="col" {
                @if !text.is_empty() {
                    p class="echo" dir="auto" tabindex="0" role="group" aria-label=(words::READ_AS) {
                        @if !label.is_empty() { span class="quiet" { (label) " " } }
                        code { (text[..start]) span class="at" { (text[start..end]) } (text[end..]) }
                    }
                }
                p {
                    (message(&diagnostic.message)) "."
                    @for hint in &diagnostic.hints { " " span class="hint" { (message(&sentence(&hint_in_words(hint)))) } }
                    (mended(address, problem))
                }
            }
        }
    }
}

/// Suggested replacements, as links to whole queries.
fn mended(address: &Address, problem: &Problem) -> Markup {
    let queries = problem.mended();
    html! {
        @if !queries.is_empty() {
            " " (words::OR_SEARCH) " "
            @for (place, query) in queries.iter().enumerate() {
                @if place > 0 { ", " }
                a href=(address.with(|to| instead(to, &problem.subject, query)).at("/search")) {
                    code dir="auto" { (query) }
                }
            }
        }
    }
}

fn instead(address: &mut Address, subject: &str, text: &str) {
    match subject {
        "--from" => address.from = text.into(),
        "--to" => address.to = text.into(),
        _ => address.q = text.into(),
    }
}

/// A hint as a sentence.
fn sentence(hint: &str) -> String {
    let mut letters = hint.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if hint.ends_with('?') { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// The filters, each with a link that removes it.
pub(super) fn chosen(address: &Address, path: &str) -> Markup {
    if !address.is_narrowed() && !address.any {
        return html! {};
    }
    let mut chips: Vec<(String, Address)> = vec![];
    for (name, value, clear) in [
        (words::FROM, &address.from, (|to: &mut Address| to.from.clear()) as fn(&mut Address)),
        (words::TO, &address.to, |to: &mut Address| to.to.clear()),
    ] {
        if !value.is_empty() {
            chips.push((format!("{} {value}", name.to_lowercase()), address.with(clear)));
        }
    }
    if address.any {
        chips.push((words::ANY_WORDS.into(), address.with(|to| to.any = false)));
    }
    for Choice { facet, value, out } in &address.choices {
        let text = value.as_deref().unwrap_or(words::none_of(*facet));
        let sign = if *out { "− " } else { "" };
        let name = words::facet(*facet).to_lowercase();
        chips.push((
            format!("{sign}{name} {text}"),
            address.toggled(*facet, value.as_deref(), *out),
        ));
    }
    let clear = address.with(|to| {
        (to.from, to.to, to.choices, to.any) = Default::default();
    });
    html! {
        section class="row chips" aria-labelledby="h-chips" {
            h2 class="rail" id="h-chips" { (words::CHOSEN) }
            div class="col" {
                ul {
                    @for (text, without) in &chips {
                        li {
                            a href=(without.at(path)) {
                                span class="vh" { (words::TAKE_AWAY) " " }
                                bdi { (text) } span class="x" aria-hidden="true" { "×" }
                            }
                        }
                    }
                    @if chips.len() > 1 { li { a class="clear" href=(clear.at(path)) { (words::CLEAR) } } }
                }
            }
        }
    }
}
