//! The page of a failure: what is wrong, then what to do.

use maud::{Markup, html};

use super::layout::{Page, Room, row};
use super::{reading, words};
use crate::app::AppError;
use crate::app::error::EngineError;
use crate::app::outcome::Named;
use crate::web::address::Address;
use crate::web::failure::Failure;

/// The text of a failure: a label, a headline, and the rest.
struct Notice {
    label: &'static str,
    headline: String,
    more: Markup,
}

/// The page of a failure.
pub(super) fn page(failure: &Failure, address: &Address) -> Page {
    let (problems, notice) = notice(failure, address);
    let body = html! {
        (problems)
        section class="row" aria-labelledby="h-e" {
            p class="rail" { (notice.label) }
            div class="col" { h1 class="nil" id="h-e" { (notice.headline) } (notice.more) }
        }
        (details(failure))
    };
    let mut page = Page::new(notice.headline.trim_end_matches('.'), Room::Search, address, body);
    page.wrong = matches!(failure, Failure::App(AppError::Query(_)));
    page
}

fn notice(failure: &Failure, address: &Address) -> (Markup, Notice) {
    let none = html! {};
    let plain = |label, headline: &str, more| {
        (none.clone(), Notice { label, headline: headline.into(), more })
    };
    match failure {
        Failure::App(AppError::Query(problems)) => {
            let more = html! { p { "Change it in the box above, or see " a href="/help" { "how to ask" } "." } };
            let headline = "The query cannot be answered as it is.".into();
            (reading::problems(address, problems), Notice { label: words::ERROR, headline, more })
        }
        Failure::App(AppError::Ambiguous { candidates, .. }) => plain(
            words::FOUND,
            "Several articles have an id that starts so.",
            named(address, candidates),
        ),
        Failure::App(AppError::NoSuchArticle(id)) => {
            let more = html! { p { "It may have left the archive, or the id is of another index: " code { (id) } "." } };
            plain(words::FOUND, "There is no article with this id.", more)
        }
        Failure::App(AppError::Engine(error)) => (none, index(error)),
        Failure::Busy => {
            let more = html! { p { "It will be tried again in 2 seconds." } };
            plain("Busy", "dateline is busy with other searches.", more)
        }
        Failure::TooLong(most) => {
            let headline = format!(
                "This search took longer than {} seconds and was stopped.",
                most.as_secs_f64()
            );
            plain("Stopped", &headline, html! { p { "Add a date, or more letters." } })
        }
        Failure::NotFound => plain(
            "Not found",
            "There is nothing at this address.",
            html! { p { a href="/" { "To the start" } } },
        ),
        Failure::Panic(_) => {
            let more = html! { p { "What went wrong stands where dateline was started. Other pages are still answered." } };
            plain(words::ERROR, "This page could not be made.", more)
        }
        Failure::App(_) | Failure::Parameter(..) => {
            let message = failure.message();
            plain(
                words::ERROR,
                "This cannot be answered.",
                html! { p { (super::text::message(&message)) "." } },
            )
        }
    }
}

fn named(address: &Address, candidates: &[Named]) -> Markup {
    html! {
        ul class="steps" {
            @for Named { id, date, title } in candidates {
                li {
                    a href=(address.of_article(id.as_str(), None)) { bdi { (title) } }
                    " " span class="quiet" { (date.as_deref().unwrap_or(words::UNDATED)) }
                }
            }
        }
    }
}

/// What is wrong with the index, and what to do.
fn index(error: &EngineError) -> Notice {
    let steps = |steps: Vec<Markup>| {
        html! {
            h2 { (words::WHAT_TO_DO) }
            ol class="steps big" { @for step in steps { li { (step) } } }
            p { a href="" { (words::LOOK_AGAIN) } }
        }
    };
    match error {
        EngineError::Missing(folder) => Notice {
            label: "No index",
            headline: "There is no index here yet.".into(),
            more: html! {
                p class="lede" { "dateline looked in " code dir="ltr" { (folder.display()) } " and found no index. It needs one before it can search." }
                (steps(vec![
                    html! { "Make an index of a folder of articles, in a terminal. This page answers as soon as it is there; nothing needs to be started again." pre { code { "dateline index ~/news" } } },
                    html! { "If the index lies elsewhere, stop dateline with Ctrl-C and say where." pre { code { "dateline serve --index FOLDER" } } },
                ]))
            },
        },
        EngineError::Version { .. } => Notice {
            label: "Old index",
            headline: "This index was made by another dateline.".into(),
            more: steps(vec![
                html! { "Index the archive again; it is read from your files." pre { code { "dateline index --rebuild FOLDER" } } },
            ]),
        },
        EngineError::Damaged { what, .. } => Notice {
            label: "Damaged",
            headline: "The index is damaged.".into(),
            more: html! {
                p class="lede" { (what) ". Your articles are not touched." }
                (steps(vec![
                    html! { "See what is damaged." pre { code { "dateline verify" } } },
                    html! { "Index the archive again." pre { code { "dateline index --rebuild FOLDER" } } },
                ]))
            },
        },
        EngineError::NotAnIndex(folder) => Notice {
            label: "No index",
            headline: "This folder holds something that is not an index.".into(),
            more: html! { p { code dir="ltr" { (folder.display()) } ": name another one with " code { "--index" } "." } },
        },
        EngineError::Stopped => Notice {
            label: "Stopped",
            headline: "This search took too long and was stopped.".into(),
            more: html! { p { "Add a date, or more letters." } },
        },
        error => Notice {
            label: words::ERROR,
            headline: "This cannot be answered.".into(),
            more: html! { p { (super::text::message(&error.to_string())) "." } },
        },
    }
}

fn details(failure: &Failure) -> Markup {
    let plain = matches!(
        failure,
        Failure::NotFound | Failure::App(AppError::Query(_) | AppError::NoSuchArticle(_))
    );
    html! {
        @if !plain {
            (row("h-d", words::DETAILS, &html! {
                details {
                    summary { (words::FOR_A_REPORT) }
                    pre { code { "dateline " (env!("CARGO_PKG_VERSION")) "\n" (failure.message()) } }
                }
            }))
        }
    }
}
