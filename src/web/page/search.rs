//! The hits of a query: how it was read, when they were published, the hits, and filters to narrow
//! it.

use maud::{Markup, html};

use super::facets::{self, Counted};
use super::histogram::{self, When};
use super::layout::{Page, Room, choices, row};
use super::{hits, nothing, pager, reading, words};
use crate::app::AppError;
use crate::app::outcome::SearchOutcome;
use crate::app::search::search;
use crate::app::settings::{SearchSettings, Sort};
use crate::web::address::Address;
use crate::web::site::Asking;

/// The length of a passage, in characters.
pub(super) const PASSAGE: usize = 280;

/// The page.
///
/// # Errors
/// If the query cannot be understood, or the index cannot be read.
pub(super) fn page(asking: &Asking, address: &Address) -> Result<Page, AppError> {
    let outcome = search(&asking.open, &settings(asking, address))?;
    if outcome.total == 0 {
        return nothing::page(asking, address, &outcome);
    }
    let mut body = vec![reading::read(address, &outcome.query)];
    body.push(reading::problems(address, &outcome.problems));
    body.push(reading::chosen(address, "/search"));
    let (when, facets) = match outcome.relaxed {
        true => (None, vec![]),
        false => (Some(histogram::count(asking, address)?), facets::counted(asking, address)?),
    };
    body.push(match &when {
        Some(when) => when.section(address, &heading(&outcome, Some(when))),
        None => relaxed(address, &outcome),
    });
    body.push(columns(address, &outcome, &facets));
    let title = match address.q.as_str() {
        "" => words::articles(outcome.total),
        q => format!("{q} · {}", words::articles(outcome.total)),
    };
    let mut page = Page::new(title, Room::Search, address, html! { @for part in body { (part) } });
    page.skips = vec![("#toolbar", words::SKIP_HITS), ("#narrow", words::SKIP_NARROW)];
    Ok(page)
}

/// The search that a page shows.
pub(super) fn settings(asking: &Asking, address: &Address) -> SearchSettings {
    SearchSettings {
        sort: address.sort,
        offset: address.offset(),
        limit: address.length(),
        passage: if address.titles { 0 } else { PASSAGE },
        narrow: address.page <= 1,
        ..SearchSettings::new(address.ask(asking.clock.clone(), asking.limits))
    }
}

fn heading(outcome: &SearchOutcome, when: Option<&When>) -> Markup {
    let span = when.and_then(|when| when.span.as_ref());
    html! {
        h1 id="h-when" {
            (words::articles(outcome.total))
            @if let Some((first, last)) = span {
                span class="span" {
                    ", " span class="iso" { (first) }
                    @if first != last { " to " span class="iso" { (last) } }
                }
            }
        }
    }
}

/// Says that no article holds all of the words, and which word none holds.
fn relaxed(address: &Address, outcome: &SearchOutcome) -> Markup {
    html! {
        section class="row" aria-labelledby="h-when" {
            p class="rail" { (words::FOUND) }
            div class="col" {
                h1 id="h-when" class="relaxed" { (words::RELAXED) }
                @for spelling in &outcome.spellings { p { (nothing::misspelt(address, spelling)) } }
            }
        }
    }
}

fn columns(address: &Address, outcome: &SearchOutcome, facets: &[Counted]) -> Markup {
    html! {
        div class=(if facets.is_empty() { "cols alone" } else { "cols" }) {
            section class="found" aria-labelledby="toolbar" {
                (toolbar(address, outcome, !facets.is_empty()))
                (hits::list(address, &outcome.hits))
                (pager::pager(address, outcome.total))
                @if !outcome.narrower.is_empty() { (narrower(address, outcome)) }
            }
            @if !facets.is_empty() { (facets::column(address, facets)) }
        }
    }
}

fn toolbar(address: &Address, outcome: &SearchOutcome, narrow: bool) -> Markup {
    let sorted = |sort: Sort, name: &'static str| {
        let to = address.with(|to| to.sort = Some(sort)).at("/search");
        (name, to, outcome.sort == sort)
    };
    let sorts = [
        sorted(Sort::Relevance, words::BEST),
        sorted(Sort::Newest, words::NEWEST),
        sorted(Sort::Oldest, words::OLDEST),
    ];
    let view = |titles: bool| address.with(|to| to.titles = titles).at("/search");
    let views = [
        (words::PASSAGES, view(false), !address.titles),
        (words::TITLES, view(true), address.titles),
    ];
    let (first, last) = (outcome.offset + 1, outcome.offset + outcome.hits.len());
    html! {
        div class="row tool" {
            div class="rail" {}
            div class="col" {
                h2 id="toolbar" tabindex="-1" {
                    @if outcome.hits.is_empty() { (words::articles(outcome.total)) }
                    @else { (words::range(first, last, outcome.total)) }
                }
                div class="opts" {
                    (choices(words::SORT, if address.q.is_empty() { &sorts[1..] } else { &sorts }))
                    (choices(words::VIEW, &views))
                    @if narrow { a class="tonarrow" href="#narrow" { (words::NARROW) } }
                }
            }
        }
    }
}

/// Suggests narrower queries for one that finds very many articles.
fn narrower(address: &Address, outcome: &SearchOutcome) -> Markup {
    row(
        "h-narrower",
        words::NARROWER,
        &html! {
            ul class="steps" {
                @for clause in &outcome.narrower {
                    li {
                        a href=(address.with(|to| only(to, &clause.text)).at("/search")) {
                            code dir="auto" { (clause.text) }
                        }
                        " " span class="quiet" { (words::articles(clause.alone)) }
                    }
                }
            }
        },
    )
}

/// Changes the state to a whole query, which includes its filters, and to nothing beside it.
pub(super) fn only(address: &mut Address, query: &str) {
    let (sort, titles, share) = (address.sort, address.titles, address.share);
    *address = Address { q: query.into(), sort, titles, share, ..Address::default() };
}
