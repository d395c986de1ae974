//! Hits: the day at the side, then title, source and passage, each in the direction of its script.

use maud::{Markup, html};

use super::text::{date, direction, marked, tag, weekday};
use super::words;
use crate::app::outcome::{Article, Passage, Precision, ShownHit};
use crate::web::address::Address;

/// The hits of a page.
pub(super) fn list(address: &Address, hits: &[ShownHit]) -> Markup {
    let first = hits.first().map_or(1, |hit| hit.rank);
    html! {
        ol class=(if address.titles { "hits titles" } else { "hits" }) start=(first) {
            @for found in hits { (hit(address, found)) }
        }
    }
}

fn hit(address: &Address, found: &ShownHit) -> Markup {
    let article = &found.article;
    let (lang, dir) = (tag(article.lang.as_deref()), direction(article.lang.as_deref()));
    let to = address.of_article(article.id.as_str(), Some(found.rank));
    html! {
        li class="hit" id=(format!("hit-{}", found.rank)) {
            p class="rail when" { (when(article)) }
            div class="col" dir=(dir) {
                h3 lang=[lang.as_deref()] dir=(dir) {
                    a href=(to) {
                        @if article.title.is_empty() { (words::UNTITLED) }
                        @else { (marked(&article.title, &found.title_highlights)) }
                    }
                }
                (meta(article))
                @if !found.lacks.is_empty() {
                    p class="lacks" {
                        (words::LACKS)
                        @for part in &found.lacks { " " s { code dir="auto" { (part) } } }
                    }
                }
                @if let Some(passage) = found.passage.as_ref().filter(|_| !address.titles) {
                    p class="passage" lang=[lang.as_deref()] dir=(dir) { (shown(passage)) }
                }
            }
        }
    }
}

/// The passage, with ellipses where text was cut off.
fn shown(passage: &Passage) -> Markup {
    html! {
        @if passage.opens { "… " }
        (marked(&passage.text, &passage.highlights))
        @if passage.closes { " …" }
    }
}

fn when(article: &Article) -> Markup {
    let loose = match article.date.as_ref().map(|date| date.precision) {
        Some(Precision::Month) => Some(words::LOOSE_MONTH),
        Some(Precision::Year) => Some(words::LOOSE_YEAR),
        Some(Precision::Day) | None => None,
    };
    html! {
        @match date(article) {
            Some(date) => (date),
            None => span class="nodate" { (words::UNDATED) },
        }
        @if let Some(more) = weekday(article).or(loose) { " " span class="sub" { (more) } }
    }
}

/// Source, section and authors.
pub(super) fn meta(article: &Article) -> Markup {
    let mut others: Vec<&str> = article.section.as_deref().into_iter().collect();
    others.extend(article.authors.iter().map(String::as_str));
    html! {
        p class="meta" {
            @if let Some(source) = article.source_name() { b class="src" dir="auto" { (source) } }
            @for (place, other) in others.iter().enumerate() {
                @if place > 0 || article.source_name().is_some() { span aria-hidden="true" { " · " } }
                span dir="auto" { (other) }
            }
        }
    }
}
