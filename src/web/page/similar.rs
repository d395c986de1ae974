//! Similar articles: a few beside an article, more on a page of their own.

use maud::{Markup, html};

use super::layout::{Page, Room};
use super::text::{date, direction, tag};
use super::{hits, words};
use crate::app::AppError;
use crate::app::outcome::SimilarOutcome;
use crate::app::settings::{Ask, Model, SimilarSettings};
use crate::app::similar::similar;
use crate::web::address::Address;
use crate::web::site::Asking;

/// How many are shown beside an article, and on the page.
const FEW: usize = 5;
const MANY: usize = 30;

/// How many shared words are named.
const WORDS: usize = 6;

fn find(
    asking: &Asking,
    id: &str,
    limit: usize,
    passage: usize,
) -> Result<SimilarOutcome, AppError> {
    let ask = Ask { limits: asking.limits, ..Ask::new("", asking.clock.clone()) };
    let model = Model::Id(id.into());
    similar(&asking.open, &SimilarSettings { model, ask, limit, copies: false, passage })
}

/// A few similar articles.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn few(asking: &Asking, id: &str) -> Result<SimilarOutcome, AppError> {
    find(asking, id, FEW, 0)
}

/// The page.
///
/// # Errors
/// If there is no such article, or the index cannot be read.
pub(super) fn page(asking: &Asking, address: &Address, id: &str) -> Result<Page, AppError> {
    let outcome = find(asking, id, MANY, super::search::PASSAGE)?;
    let like = &outcome.model;
    let body = html! {
        section class="row" aria-labelledby="h-sim" {
            p class="rail" { (words::SIMILAR) }
            div class="col" {
                h1 class="nil" id="h-sim" {
                    a href=(address.of_article(like.id.as_str(), address.hit)) { bdi { (like.title) } }
                }
                (common(&outcome))
            }
        }
        (hits::list(&address.with(|to| to.titles = false), &outcome.hits))
    };
    Ok(Page::new(format!("{} · {}", words::SIMILAR, like.title), Room::Search, address, body))
}

fn common(outcome: &SimilarOutcome) -> Markup {
    let words: Vec<&str> =
        outcome.keywords.iter().take(WORDS).map(|key| key.word.as_str()).collect();
    html! {
        @if !words.is_empty() { p class="quiet" { (words::ALIKE_BY) " " bdi { (words.join(", ")) } } }
    }
}

/// The section of similar articles beside an article.
pub(super) fn section(address: &Address, outcome: &SimilarOutcome) -> Markup {
    if outcome.hits.is_empty() {
        return html! {};
    }
    let asked = address.with(|to| to.sort = None);
    html! {
        section aria-labelledby="h-s" {
            h2 id="h-s" { (words::SIMILAR) }
            ol class="sim" {
                @for found in &outcome.hits {
                    @let article = &found.article;
                    li {
                        a href=(asked.of_article(article.id.as_str(), None)) lang=[tag(article.lang.as_deref())]
                            dir=(direction(article.lang.as_deref())) {
                            @if article.title.is_empty() { (words::UNTITLED) } @else { (article.title) }
                        }
                        span {
                            @match date(article) { Some(date) => (date), None => (words::UNDATED) }
                            @if let Some(source) = article.source_name() { " · " bdi { (source) } }
                        }
                    }
                }
            }
            (common(outcome))
            p class="quiet" {
                a href=(address.with(|to| to.hit = address.hit).at(&format!("/similar/{}", outcome.model.id))) {
                    (words::MORE_SIMILAR)
                }
            }
        }
    }
}
