//! How a query is understood: its tree, its dates, and how each word is looked up.

use maud::html;

use super::layout::{Page, Room, row};
use super::{reading, words};
use crate::app::AppError;
use crate::app::explain::explain_over;
use crate::render::number::thousands;
use crate::web::address::Address;
use crate::web::site::Asking;

/// The page.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn page(asking: &Asking, address: &Address) -> Result<Page, AppError> {
    let ask = address.ask(asking.clock.clone(), asking.limits);
    let outcome = explain_over(Some(&asking.open), &ask)?;
    let (today, zone) = &outcome.today;
    let body = html! {
        h1 class="vh" { "How the query is understood" }
        (reading::read(address, &outcome.canonical))
        (reading::problems(address, &outcome.problems))
        (row("h-tree", "Meaning", &html! {
            ul class="tree" {
                @for (depth, line) in &outcome.tree { li class=(format!("d{}", depth.min(&9))) { code dir="auto" { (line) } } }
            }
        }))
        @if !outcome.dates.is_empty() {
            (row("h-dates", "Dates", &html! {
                table class="lang" { tbody {
                    @for (clause, meaning) in &outcome.dates { tr { th scope="row" { code { (clause) } } td { (meaning) } } }
                } }
                p class="quiet" { "Today is " span class="iso" { (today) } " in " (zone) "." }
            }))
        }
        @if !outcome.words.is_empty() {
            (row("h-words", "Words", &html! {
                table class="nums" {
                    thead { tr { th scope="col" { "Word" } th scope="col" { (words::ARTICLES) } th scope="col" { "looked up as" } } }
                    tbody {
                        @for word in &outcome.words {
                            tr {
                                th scope="row" { code dir="auto" { (word.word) } }
                                td { (word.articles.map(thousands).unwrap_or_default()) }
                                td class="terms" dir="auto" { (word.terms.join("; ")) }
                            }
                        }
                    }
                }
            }))
        }
        @if let Some(total) = outcome.total {
            (row("h-total", words::FOUND, &html! {
                p { a href=(address.with(|_| {}).at("/search")) { (words::articles(total)) } }
            }))
        }
    };
    Ok(Page::new("Explain", Room::Search, address, body))
}
