//! An article to read: its text with every match, the evidence for its metadata, how to cite it,
//! and similar articles. It is shown as text only: nothing in it is loaded or run.

use maud::{Markup, html};

use super::layout::{Page, Room};
use super::text::{self, direction, in_words, is_link, marked, story, tag};
use super::{similar, words};
use crate::app::AppError;
use crate::app::outcome::{Article, Evidence};
use crate::app::read::{Reading, read};
use crate::app::search::search;
use crate::app::settings::SearchSettings;
use crate::render::number::{counted, thousands};
use crate::web::address::Address;
use crate::web::site::Asking;

/// How many matches are numbered, so that links can lead to them.
const NUMBERED: usize = 60;

/// The page.
///
/// # Errors
/// If there is no such article, or the index cannot be read.
pub(super) fn page(asking: &Asking, address: &Address, id: &str) -> Result<Page, AppError> {
    let reading = read(&asking.open, id, &address.ask(asking.clock.clone(), asking.limits))?;
    let article = &reading.article;
    let way = way(asking, address, article)?;
    let alike = similar::few(asking, article.id.as_str())?;
    let (lang, dir) = (tag(article.lang.as_deref()), direction(article.lang.as_deref()));
    let title = match article.title.as_str() {
        "" => words::UNTITLED,
        title => title,
    };
    let body = html! {
        (way)
        div class="readcols" {
            (matches(&reading))
            article class="story" lang=[lang.as_deref()] dir=(dir) {
                h1 dir=(dir) { @if article.title.is_empty() { (title) } @else { (marked(title, &reading.title)) } }
                (byline(article))
                div class="text" { (story(&article.body, &reading.body, 1)) }
            }
            aside class="aside side" aria-label=(words::ABOUT) {
                (facts(article))
                (cite(asking, article))
                (similar::section(address, &alike))
            }
        }
    };
    Ok(Page::new(title, Room::Search, address, body))
}

/// Links back to the hits, and to the previous and the next one.
fn way(asking: &Asking, address: &Address, article: &Article) -> Result<Markup, AppError> {
    let Some(hit) = address.hit else {
        return Ok(if address.is_blank() {
            html! {}
        } else {
            crumb(address, None, &[])
        });
    };
    let settings = SearchSettings {
        sort: address.sort,
        offset: hit.saturating_sub(2),
        limit: 3,
        passage: 0,
        ..SearchSettings::new(address.ask(asking.clock.clone(), asking.limits))
    };
    let found = match search(&asking.open, &settings) {
        Ok(found) => found,
        Err(error @ AppError::Engine(_)) => return Err(error),
        // A query with an error has no hits to go to.
        Err(_) => return Ok(crumb(address, None, &[])),
    };
    let is_this = found.hits.iter().any(|f| f.rank == hit && f.article.id == article.id);
    if !is_this {
        return Ok(crumb(address, None, &[]));
    }
    let beside = |rank: usize| {
        let other = found.hits.iter().find(|found| found.rank == rank);
        other.map(|other| address.of_article(other.article.id.as_str(), Some(rank)))
    };
    let steps = [
        ("prev", words::PREVIOUS_HIT, beside(hit.wrapping_sub(1))),
        ("next", words::NEXT_HIT, beside(hit + 1)),
    ];
    Ok(crumb(address, Some((hit, found.total)), &steps))
}

type Step = (&'static str, &'static str, Option<String>);

fn crumb(address: &Address, place: Option<(usize, u64)>, steps: &[Step]) -> Markup {
    let hit = place.map_or(1, |(hit, _)| hit);
    let page = (hit - 1) / address.length() + 1;
    let back = Address { page, hit: None, ..address.clone() }.at("/search");
    let back = if place.is_some() { format!("{back}#hit-{hit}") } else { back };
    html! {
        div class="row crumb" {
            p class="rail" {
                @if let Some((hit, total)) = place {
                    "Hit " (thousands(hit as u64)) " of " (thousands(total))
                }
            }
            div class="col" {
                a rel="up" href=(back) { (words::TO_HITS) }
                @for (rel, text, to) in steps {
                    @match to {
                        Some(to) => a rel=(rel) href=(to) { (text) },
                        None => span class="off" aria-disabled="true" role="link" { (text) },
                    }
                }
            }
        }
    }
}

/// The number of matches, with a link to each.
fn matches(reading: &Reading) -> Markup {
    let count = text::count(&reading.article.body, &reading.body);
    html! {
        section class="matches" aria-labelledby="h-m" {
            h2 class="rail" id="h-m" {
                @if count > 0 { (counted(count as u64, "match", "matches")) }
                @else { span class="vh" { "No matches" } }
            }
            @if count > 0 {
                ol {
                    @for number in 1..=count.min(NUMBERED) { li { a href=(format!("#m{number}")) { (number) } } }
                    @if count > NUMBERED { li class="dots" { "…" } }
                }
                p class="step js" hidden {
                    button type="button" class="plain prevm" { (words::PREVIOUS) }
                    button type="button" class="plain nextm" { (words::NEXT) }
                }
                p class="pos" role="status" {}
            }
        }
    }
}

fn byline(article: &Article) -> Markup {
    let mut parts: Vec<Markup> = vec![match (in_words(article), &article.date) {
        (Some(words), Some(date)) => {
            let day = text::weekday(article).map(|day| format!("{day}, ")).unwrap_or_default();
            html! { time datetime=(date.show()) { (day) (words) } }
        }
        _ => html! { span class="nodate" { (words::UNDATED) } },
    }];
    parts.extend(article.source_name().map(|source| html! { b dir="auto" { (source) } }));
    parts.extend(article.section.as_deref().map(|section| html! { bdi { (section) } }));
    if !article.authors.is_empty() {
        parts.push(html! { "by " bdi { (article.authors.join(", ")) } });
    }
    parts.push(html! { (counted(article.words.into(), "word", "words")) });
    html! {
        p class="by" lang="en" dir="ltr" {
            @for (place, part) in parts.iter().enumerate() {
                @if place > 0 { span aria-hidden="true" { " · " } }
                (part)
            }
        }
    }
}

fn evidence(evidence: &Evidence) -> Markup {
    html! {
        span class="ev" {
            (words::FOUND_IN) " " bdi { (evidence.rule) }
            @if !evidence.text.is_empty() { ": " code dir="auto" { (evidence.text) } }
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

fn facts(article: &Article) -> Markup {
    let raw = format!("/api/v1/articles/{}", article.id);
    html! {
        section aria-labelledby="h-f" {
            h2 id="h-f" { (words::KNOWN_FROM) }
            dl class="facts" {
                (date(article))
                (source(article))
                @if let Some(lang) = &article.lang { (fact(words::LANGUAGE, &html! { bdi { (words::language(lang)) } })) }
                @if !article.tags.is_empty() { (fact(words::TAGS, &html! { bdi { (article.tags.join(", ")) } })) }
                (fact(words::FILE, &html! { code dir="ltr" { (&article.relative_path) } }))
                @if let Some(url) = &article.url { (fact(words::ADDRESS, &link(url))) }
                @if let Some(guid) = &article.guid { (fact(words::GUID, &html! { code dir="ltr" { (guid) } })) }
                @if article.title_derived { (fact(words::NOTES, &html! { (words::DERIVED) })) }
                @for note in &article.notes { (fact(words::NOTES, &html! { bdi { (note) } })) }
                (fact(words::ID, &html! {
                    code { (article.id.as_str()) } " " span class="ev" { a href=(raw) { (words::RAW) } }
                }))
            }
        }
    }
}

fn date(article: &Article) -> Markup {
    let known = match &article.date {
        Some(date) => html! {
            span class="iso" { (date.show()) }
            @if let Some(instant) = &date.instant { ", " span class="iso" { (instant) } }
            " " (evidence(&date.evidence))
        },
        None => html! { (words::NOT_KNOWN) },
    };
    html! {
        (fact(words::DATE, &known))
        @for refused in &article.refused_dates {
            div {
                dt { (words::NOT_BELIEVED) }
                dd class="not-used" { s { bdi { (refused.text) } } " " span class="ev" { bdi { (refused.rule) } } }
            }
        }
    }
}

fn source(article: &Article) -> Markup {
    fact(
        words::SOURCE,
        &match &article.source {
            Some(source) => html! { bdi { (source.name) } " " (evidence(&source.evidence)) },
            None => html! { (words::NOT_KNOWN) },
        },
    )
}

fn link(url: &str) -> Markup {
    html! {
        @if is_link(url) {
            a class="orig" rel="noreferrer noopener external" href=(url) {
                bdi { (url.split_once("://").map_or(url, |(_, rest)| rest)) }
            }
            " " span class="ev" { (words::LEAVES) }
        } @else { bdi { (url) } " " span class="ev" { (words::NOT_A_LINK) } }
    }
}

fn cite(asking: &Asking, article: &Article) -> Markup {
    let today = text::day_in_words(asking.clock.today());
    let authors = article.authors.join(", ");
    html! {
        section aria-labelledby="h-c" {
            h2 id="h-c" { (words::CITE) }
            p class="cite" id="cite" dir="auto" {
                @if !authors.is_empty() { (authors) (if authors.ends_with('.') { " " } else { ". " }) }
                "“" (article.title) (if article.title.ends_with(['.', '?', '!']) { "” " } else { ".” " })
                @if let Some(source) = article.source_name() { cite { (source) } ", " }
                (in_words(article).unwrap_or_else(|| words::UNDATED.into())) ". "
                @if let Some(url) = &article.url { (url) ". " }
                "Read in a local archive (dateline " (article.id.short()) "), " (today) "."
            }
            p class="js" hidden { button type="button" class="copy" data-of="#cite" { (words::COPY_CITATION) } }
        }
    }
}
