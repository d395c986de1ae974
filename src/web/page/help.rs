//! Help: the query language, the keys, privacy, and the API.

use maud::html;

use super::layout::{Page, Room, keys, row};
use super::words;
use crate::web::address::Address;

/// The page. It needs no index.
pub(super) fn page(address: &Address) -> Page {
    let all = words::FIRST_STEPS.iter().chain(words::LANGUAGE_LIST);
    let language = html! {
        p { (words::LANGUAGE_MORE) }
        table class="lang" {
            thead { tr { th scope="col" { "Write" } th scope="col" { "To find" } } }
            tbody { @for (write, finds) in all { tr { th scope="row" { code { (write) } } td { (finds) } } } }
        }
    };
    let body = html! {
        h1 class="vh" { (words::HELP) }
        (row("h-l", words::THE_LANGUAGE, &language))
        (row("h-k", words::KEYS, &html! {
            (keys())
            p class="quiet" { "Every key has a link or a button that does the same. " (words::SINGLE) ": press " kbd { "?" } " to turn them off." }
        }))
        (row("h-p", words::PRIVACY, &html! { p { (words::PRIVACY_MORE) } }))
        (row("h-a", words::API, &html! {
            p { "The same answers as JSON, at " code { "/api/v1/" } ": " a href="/api/v1/openapi.json" { "what can be asked" } "." }
        }))
    };
    Page::new(words::HELP, Room::Help, address, body)
}
