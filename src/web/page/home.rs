//! The start page: what the archive holds, up to three example queries made from it, and how to
//! search.

use maud::{Markup, html};

use super::archive::{coverage, days};
use super::chart::{defs, legend, unit};
use super::histogram::count;
use super::layout::{Page, Room, row};
use super::words;
use crate::app::AppError;
use crate::app::examples::Example;
use crate::app::outcome::FileOutcome;
use crate::app::settings::Facet;
use crate::app::shared::Overview;
use crate::render::number::{counted, thousands};
use crate::web::address::Address;
use crate::web::site::Asking;

/// How many sources the table shows.
const SOURCES: usize = 8;

/// The page.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn page(asking: &Asking, address: &Address) -> Result<Page, AppError> {
    let held = asking.shared.overview()?;
    let all = Address::default();
    let when = count(asking, &all)?;
    let examples = asking.shared.examples()?;
    let body = html! {
        (defs())
        h1 class="vh" { (words::NAME) ": " (words::SEARCH_LABEL) }
        (row("h-has", words::ARCHIVE, &summary(&held)))
        @if !examples.is_empty() { (row("h-try", words::TRY, &tries(&examples))) }
        @if !when.fine.bars.is_empty() {
            section class="row charts" aria-labelledby="h-cov" {
                p class="rail unit" { (unit(when.fine.period, false)) }
                div class="col" {
                    div class="head" { h2 id="h-cov" { (words::HOLDS_BY) } p class="readout" aria-live="polite" {} }
                }
                a class="skipbars" href="#h-who" { (words::SKIP_BARS) }
                (when.drawings(&all, "/search", false))
                div class="col under" {
                    (legend())
                    @if when.fine.undated > 0 {
                        a href=(all.toggled(Facet::Year, None, false).at("/search")) {
                            (thousands(when.fine.undated)) " undated"
                        }
                    }
                }
            }
        }
        @if held.status.sources.len() > 1 {
            section class="row" aria-labelledby="h-who" {
                h2 class="rail" id="h-who" tabindex="-1" { (words::SOURCES) }
                div class="col" {
                    (coverage(asking, &held.status, SOURCES)?.table())
                    @if held.status.sources.len() > SOURCES {
                        p class="quiet" { a href="/archive" { "all " (thousands(held.status.sources.len() as u64)) } }
                    }
                }
            }
        }
        (row("h-how", words::HOW_TO_ASK, &how()))
    };
    Ok(Page::new(words::SEARCH, Room::Search, address, body))
}

fn summary(held: &Overview) -> Markup {
    let status = &held.status;
    let sources = status.sources.iter().filter(|count| count.value.is_some()).count() as u64;
    let refused =
        status.files.iter().filter(|file| matches!(file.outcome, FileOutcome::Refused(_)));
    let refused = refused.count() as u64;
    let undated = Address::default().toggled(Facet::Year, None, false).at("/search");
    html! {
        p class="lede" {
            (words::articles(status.articles))
            @if sources > 0 { " from " (counted(sources, "source", "sources")) }
            (days(status)) "."
            @if status.undated > 0 {
                " " a href=(undated) {
                    (thousands(status.undated)) (if status.undated == 1 { " has no date" } else { " have no date" })
                } "."
            }
            @if let Some(updated) = &status.updated { " Last brought up to date at " time datetime=(updated) { (updated) } "." }
            @if refused > 0 { " " a href="/archive" { (counted(refused, "file", "files")) " could not be read" } "." }
        }
    }
}

fn tries(examples: &[Example]) -> Markup {
    html! {
        ul class="try" {
            @for example in examples {
                li {
                    a href=(Address { q: example.query.clone(), ..Address::default() }.at("/search")) dir="auto" { (example.query) }
                    span { (example.means) ", " (words::articles(example.articles)) }
                }
            }
        }
    }
}

fn how() -> Markup {
    html! {
        table class="lang" {
            tbody {
                @for (write, finds) in words::FIRST_STEPS {
                    tr { th scope="row" { code { (write) } } td { (finds) } }
                }
            }
        }
        p class="quiet" { a href="/help" { (words::WHOLE_LANGUAGE) } }
    }
}
