//! A timeline of one query, or of two beside each other, with a table of the numbers and as files.

use maud::{Markup, html};

use super::chart::{defs, legend, unit};
use super::histogram::{When, count};
use super::layout::{Page, Room, choices};
use super::{reading, table, words};
use crate::app::AppError;
use crate::render::number::thousands;
use crate::web::address::{Address, PERIODS, name_of_period};
use crate::web::site::Asking;

/// The maximum number of rows of the table; the file has all of them.
const ROWS: usize = 1_500;

/// The page. By default, two queries are compared by their share of the archive.
///
/// # Errors
/// If a query cannot be understood, there would be too many bars, or the index cannot be read.
pub(super) fn page(asking: &Asking, address: &Address) -> Result<Page, AppError> {
    let when = count(asking, address)?;
    let share = address.share.unwrap_or(!address.versus.is_empty());
    let address = Address { share: Some(share), ..address.clone() };
    let names = names(&address);
    let title = match address.versus.as_str() {
        "" => format!("{} · {}", words::TIMELINE, names.0),
        _ => format!("{} · {} · {}", words::TIMELINE, names.0, names.1),
    };
    let body = html! {
        (defs())
        (form(&address, &title))
        (reading::problems(&address, &when.fine.problems))
        (reading::chosen(&address, "/timeline"))
        (chart(&when, &address, (&names.0, &names.1)))
        section class="row" aria-labelledby="h-note" {
            h2 class="rail" id="h-note" { (words::HOW_TO_READ) }
            div class="col" { p class="lede" { (if share { words::READ_SHARE } else { words::READ_COUNTS }) } }
        }
    };
    Ok(Page::new(title, Room::Timeline, &address, body))
}

/// The names of the queries: as they were typed.
fn names(address: &Address) -> (String, String) {
    let named = |text: &str| match text {
        "" => words::EVERY_ARTICLE.to_string(),
        text => text.to_string(),
    };
    (named(&address.q), named(&address.versus))
}

fn form(address: &Address, title: &str) -> Markup {
    html! {
        section class="row" aria-labelledby="h-t" {
            p class="rail" { (words::COMPARED) }
            div class="col" {
                h1 class="vh" id="h-t" { (title) }
                form class="two" action="/timeline" method="get" {
                    p {
                        span class="key k1" aria-hidden="true" {}
                        label for="qa" { (words::FIRST_QUERY) }
                        input id="qa" name="q" type="search" value=(address.q) dir="auto" autocomplete="off" spellcheck="false";
                    }
                    p {
                        span class="key k2" aria-hidden="true" {}
                        label for="qb" { (words::SECOND_QUERY) }
                        input id="qb" name="vs" type="search" value=(address.versus) dir="auto" autocomplete="off" spellcheck="false";
                    }
                    @for (name, value) in [("from", &address.from), ("to", &address.to)] {
                        @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
                    }
                    @for (name, value) in address.chosen() { input type="hidden" name=(name) value=(value); }
                    p { button type="submit" { (words::DRAW) } }
                }
            }
        }
    }
}

fn chart(when: &When, address: &Address, names: (&str, &str)) -> Markup {
    let share = address.share.unwrap_or(false);
    let compare = when.fine.compare.is_some();
    let some = !when.fine.bars.is_empty();
    html! {
        section class="row charts" aria-labelledby="h-c" {
            p class="rail unit" { (unit(when.fine.period, share)) }
            div class="col" {
                div class="head" {
                    h2 id="h-c" {
                        b class="k1t" dir="auto" { (names.0) } " " (words::articles(when.fine.total))
                        @if compare { ", " b class="k2t" dir="auto" { (names.1) } " " (words::articles(when.other)) }
                    }
                    p class="readout" aria-live="polite" {}
                }
                (switches(address))
            }
            @if some {
                a class="skipbars" href="#after" { (words::SKIP_BARS) }
                (when.drawings(address, "/timeline", true))
            }
            div class="col under" id="after" tabindex="-1" {
                @if compare || share { (marks(compare, share, names)) }
                (legend())
                @if some { (saves(address)) }
                @if when.fine.undated > 0 { p { (thousands(when.fine.undated)) " undated" } }
                @if when.fine.bars.len() <= ROWS { (table::periods(&when.fine, address, names)) }
            }
        }
    }
}

fn switches(address: &Address) -> Markup {
    let to = |by| address.with(|to| to.by = by).at("/timeline");
    let mut periods = vec![(words::AUTO, to(None), address.by.is_none())];
    periods.extend(
        PERIODS
            .into_iter()
            .map(|period| (name_of_period(period), to(Some(period)), address.by == Some(period))),
    );
    let shown = |share: bool| address.with(|to| to.share = Some(share)).at("/timeline");
    let share = address.share == Some(true);
    let kinds = [(words::ARTICLES, shown(false), !share), (words::SHARE, shown(true), share)];
    html! {
        div class="head ctl" { (choices(words::BY, &periods)) (choices(words::SHOW, &kinds)) }
    }
}

/// What bars and line stand for.
fn marks(compare: bool, share: bool, names: (&str, &str)) -> Markup {
    html! {
        p class="legend" {
            @if compare {
                span class="lg" {
                    svg width="14" height="10" aria-hidden="true" { rect class="val" width="14" height="10" {} }
                    " " bdi { (names.0) } ": bars"
                }
                " "
                span class="lg" {
                    svg width="18" height="10" aria-hidden="true" { line class="cmp" x1="0" x2="18" y1="5" y2="5" {} }
                    " " bdi { (names.1) } ": line"
                }
                " "
            }
            @if share {
                span class="lg" {
                    svg width="14" height="10" aria-hidden="true" {
                        rect class="val thin" x="1" y="1" width="12" height="8" {}
                    }
                    " " (words::TOO_FEW)
                }
            }
        }
    }
}

fn saves(address: &Address) -> Markup {
    let query = address.with(|_| {}).write();
    let to = |format: &str| format!("/api/v1/timeline{query}&format={format}");
    html! {
        p class="acts" {
            (words::SAVE_AS) " "
            a href=(to("svg")) download="timeline.svg" { "SVG" } " "
            button type="button" class="png js" hidden { "PNG" } " "
            a href=(to("csv")) download="timeline.csv" { "CSV" }
        }
    }
}
