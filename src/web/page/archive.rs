//! What the archive holds: how much, from which sources and days, and what could not be read and
//! why.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::layout::{Page, Room, row};
use super::table::{Coverage, Row};
use super::text::{day_in_words, message};
use super::words;
use crate::app::AppError;
use crate::app::outcome::{FileOutcome, Status};
use crate::app::settings::Facet;
use crate::app::shared::Overview;
use crate::render::number::{bytes, counted, thousands};
use crate::web::address::Address;
use crate::web::site::Asking;

/// The maximum numbers of sources and of files shown; the API lists all of them.
const SOURCES: usize = 200;
const FILES: usize = 500;

/// The page.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn page(asking: &Asking, address: &Address) -> Result<Page, AppError> {
    let held = asking.shared.overview()?;
    let status = &held.status;
    let mut body = vec![html! { h1 class="vh" { (words::WHAT_IT_HOLDS) } }];
    body.push(row("h-st", words::STATE, &state(asking, &held)));
    body.push(row(
        "h-co",
        words::COVERAGE,
        &html! {
            p class="quiet" { (words::COVERAGE_NOTE) }
            (coverage(asking, status, SOURCES)?.table())
        },
    ));
    body.push(files(&held));
    let body = html! { @for part in body { (part) } };
    Ok(Page::new(words::ARCHIVE, Room::Archive, address, body))
}

/// The first and the last day, in words.
pub(super) fn days(status: &Status) -> String {
    match (status.first, status.last) {
        (Some(first), Some(last)) if first == last => format!(", {}", day_in_words(first)),
        (Some(first), Some(last)) => format!(", {} to {}", day_in_words(first), day_in_words(last)),
        _ => String::new(),
    }
}

fn state(asking: &Asking, held: &Overview) -> Markup {
    let status = &held.status;
    let without = |facet: Facet| Address::default().toggled(facet, None, false).at("/search");
    let lang =
        |code: Option<&str>| Address::default().toggled(Facet::Lang, code, false).at("/search");
    html! {
        p class="lede" {
            (words::articles(status.articles)) " in " (counted(held.files, "file", "files")) (days(status)) "."
        }
        dl class="facts wide" {
            @if let Some(updated) = &status.updated {
                div { dt { (words::UP_TO_DATE) } dd { "since " time datetime=(updated) { (updated) } } }
            }
            div { dt { (words::NO_DATE) } dd { (some(status.undated, &without(Facet::Year))) } }
            div { dt { (words::NO_SOURCE) } dd { (some(status.sourceless, &without(Facet::Source))) } }
            div {
                dt { (words::LANGUAGES) }
                dd {
                    @for (place, count) in status.langs.iter().enumerate() {
                        @if place > 0 { ", " }
                        @let code = count.value.as_deref();
                        a href=(lang(code)) { (code.map_or(words::none_of(Facet::Lang), words::language)) }
                        " " (thousands(count.count))
                    }
                }
            }
            div {
                dt { (words::INDEX) }
                dd {
                    code dir="ltr" { (asking.shared.location()) } ", " (bytes(status.bytes)) ". "
                    @if !held.roots.is_empty() {
                        (words::TO_READ_NEW) " "
                        code dir="ltr" { "dateline index" @for root in held.roots.iter().take(5) { " " (root) } }
                    }
                }
            }
        }
    }
}

fn some(count: u64, to: &str) -> Markup {
    html! {
        @if count > 0 { a href=(to) { (words::articles(count)) } } @else { (words::articles(0)) }
    }
}

/// Article counts by source and year.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn coverage(
    asking: &Asking,
    status: &Status,
    most: usize,
) -> Result<Coverage, AppError> {
    let year = |day: Option<crate::app::outcome::Day>| day.map_or(0, |day| day.parts().0);
    let (columns, years) = Coverage::columns(year(status.first), year(status.last));
    let mut rows: Vec<Row> = vec![];
    for count in status.sources.iter().take(most) {
        let source = count.value.clone();
        let mut counts: BTreeMap<i32, u64> = BTreeMap::new();
        for (year, articles) in asking.shared.years_of(source.as_deref())?.iter() {
            *counts.entry(year.div_euclid(years) * years).or_default() += articles;
        }
        rows.push(Row { source, total: count.count, counts });
    }
    let columns = if status.first.is_none() { vec![] } else { columns };
    Ok(Coverage { columns, years, rows })
}

fn files(held: &Overview) -> Markup {
    let (mut refused, mut skipped, mut part) = (vec![], vec![], vec![]);
    for record in &held.status.files {
        match &record.outcome {
            FileOutcome::Refused(reason) => refused.push((&record.relative, reason)),
            FileOutcome::Skipped(reason) => skipped.push((&record.relative, reason)),
            FileOutcome::Indexed => {}
        }
        part.extend(record.problems.iter().map(|problem| (&record.relative, problem)));
    }
    let count = |files: &[(&String, &String)]| counted(files.len() as u64, "file", "files");
    html! {
        @if !refused.is_empty() {
            (row("h-re", words::REFUSED, &html! {
                p { (count(&refused)) " " (words::REFUSED_MORE) }
                (listed(&refused, words::REFUSED))
            }))
        }
        @if !part.is_empty() {
            (row("h-in", words::IN_PART, &html! {
                p { (count(&part)) " " (words::IN_PART_MORE) }
                (listed(&part, words::IN_PART))
            }))
        }
        @if !skipped.is_empty() {
            (row("h-sk", words::SKIPPED, &html! {
                details {
                    summary { (count(&skipped)) " " (words::SKIPPED_MORE) }
                    (listed(&skipped, words::SKIPPED))
                }
            }))
        }
    }
}

fn listed(files: &[(&String, &String)], caption: &str) -> Markup {
    html! {
        table class="files" {
            caption class="vh" { (caption) }
            thead { tr { th scope="col" { (words::FILE) } th scope="col" { (words::WHY) } } }
            tbody {
                @for (path, reason) in files.iter().take(FILES) {
                    tr { td { code dir="ltr" { (path) } } td { (message(reason)) } }
                }
            }
        }
        @if files.len() > FILES {
            p class="quiet" { "and " (thousands((files.len() - FILES) as u64)) " more: " a href="/api/v1/status" { "all of them" } }
        }
    }
}
