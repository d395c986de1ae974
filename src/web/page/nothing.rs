//! The page if nothing was found: which word no article holds, which clause of the query empties
//! it, what would find something, and what the archive holds around the requested days. Each
//! suggestion is a link.

use maud::{Markup, html};

use super::chart::{defs, legend};
use super::layout::{Page, Room, row};
use super::search::only;
use super::{histogram, reading, words};
use crate::app::AppError;
use crate::app::ask::{ask as read, window};
use crate::app::outcome::{Advice, Clause, SearchOutcome, Spelling};
use crate::app::search::count;
use crate::app::settings::SearchSettings;
use crate::render::number::thousands;
use crate::web::address::Address;
use crate::web::site::Asking;

/// The page.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn page(
    asking: &Asking,
    address: &Address,
    outcome: &SearchOutcome,
) -> Result<Page, AppError> {
    let mut body = vec![reading::read(address, &outcome.query)];
    body.push(reading::problems(address, &outcome.problems));
    body.push(reading::chosen(address, "/search"));
    let around = around(asking, address)?;
    let held = around.is_none();
    let empty = Advice::default();
    let advice = outcome.advice.as_ref().unwrap_or(&empty);
    body.push(headline(advice.articles, held));
    body.extend(around);
    if !advice.spellings.is_empty() {
        body.push(row("h-mean", words::DID_YOU_MEAN, &html! {
            ul class="steps" { @for spelling in &advice.spellings { li { (misspelt(address, spelling)) } } }
        }));
    }
    if !advice.clauses.is_empty() {
        body.push(row("h-blame", words::BY_CLAUSE, &clauses(asking, address, &advice.clauses)?));
    }
    let proposals = proposals(asking, address, advice)?;
    if !proposals.is_empty() {
        body.push(row("h-or", words::OR, &html! {
            ul class="steps" {
                @for (text, to, count) in &proposals {
                    li { a href=(to) { (text) } " " span class="quiet" { (words::articles(*count)) } }
                }
            }
        }));
    }
    body.push(row(
        "h-cover",
        words::COVERAGE,
        &html! {
            p { (words::NOT_HELD) " " a href="/archive" { (words::WHAT_IT_HOLDS) } "." }
        },
    ));
    let title = format!("{} · 0 articles", address.q);
    Ok(Page::new(title, Room::Search, address, html! { @for part in body { (part) } }))
}

fn headline(articles: u64, held: bool) -> Markup {
    html! {
        section class="row" aria-labelledby="h-nil" {
            p class="rail" { (words::FOUND) }
            div class="col" {
                @if held {
                    h1 class="nil" id="h-nil" { "Nothing found in " (words::articles(articles)) "." }
                } @else {
                    h1 class="nil" id="h-nil" { (words::GAP) }
                    p { (words::GAP_MORE) }
                }
            }
        }
    }
}

/// A chart of the whole archive, if it holds nothing of the requested days.
fn around(asking: &Asking, address: &Address) -> Result<Option<Markup>, AppError> {
    let range = window(&address.ask(asking.clock.clone(), asking.limits));
    let days = asking.shared.days()?;
    let inside = |day| range.covers((day, day));
    if range.is_open() || days.is_empty() || days.iter().any(|point| inside(point.start)) {
        return Ok(None);
    }
    let all = histogram::count(asking, &Address::default())?;
    let shown = Address::default();
    Ok(Some(html! {
        (defs())
        section class="row charts" aria-labelledby="h-gap" {
            p class="rail unit" { (super::chart::unit(all.fine.period, false)) }
            div class="col" { div class="head" { h2 id="h-gap" { (words::GAP_AROUND) } p class="readout" aria-live="polite" {} } }
            (all.drawings(&shown, "/search", false))
            div class="col under" { (legend()) }
        }
    }))
}

/// A word that no article holds, with links to the query with each suggested word in its place.
pub(super) fn misspelt(address: &Address, spelling: &Spelling) -> Markup {
    let instead: Vec<&str> =
        spelling.instead.iter().filter_map(|count| count.value.as_deref()).collect();
    html! {
        (words::NO_WORD) " " code dir="auto" { (spelling.word) } "."
        @if !instead.is_empty() {
            " " (words::DID_YOU_MEAN) " "
            @for (place, word) in instead.iter().enumerate() {
                @if place > 0 { ", " }
                @let mended = replaced(&address.q, &spelling.word, word);
                a href=(address.with(|to| to.q = mended.clone()).at("/search")) {
                    code dir="auto" { (word) }
                }
            }
            "?"
        }
    }
}

/// The query with `word` replaced where it is a whole word; `by` alone if it is nowhere a whole
/// word.
fn replaced(query: &str, word: &str, by: &str) -> String {
    let is_letter = |c: char| c.is_alphanumeric();
    let whole = query.match_indices(word).find(|(place, _)| {
        let before = query[..*place].chars().next_back();
        let after = query[place + word.len()..].chars().next();
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    });
    match whole {
        Some((place, _)) => format!("{}{by}{}", &query[..place], &query[place + word.len()..]),
        None => by.into(),
    }
}

fn clauses(asking: &Asking, address: &Address, clauses: &[Clause]) -> Result<Markup, AppError> {
    // The query without one of its clauses: the others, each in canonical form.
    let rest = |left_out: usize| -> String {
        let others = clauses.iter().enumerate().filter(|(place, _)| *place != left_out);
        others.map(|(_, clause)| joined(&clause.text)).collect::<Vec<_>>().join(" AND ")
    };
    let leads = |query: &str, articles: u64| -> Result<bool, AppError> {
        let found = found(asking, &address.with(|to| only(to, query)))?;
        Ok(articles > 0 && found == articles)
    };
    let mut rows = vec![];
    for (place, clause) in clauses.iter().enumerate() {
        let alone = linked(address, &clause.text, clause.alone, leads(&clause.text, clause.alone)?);
        let without = match clause.without {
            Some(without) => linked(address, &rest(place), without, leads(&rest(place), without)?),
            None => html! { "–" },
        };
        rows.push(html! { tr { th scope="row" { code dir="auto" { (clause.text) } } td { (alone) } td { (without) } } });
    }
    Ok(html! {
        table class="nums advice" {
            thead { tr { th scope="col" { (words::CLAUSE) } th scope="col" { (words::ALONE) } th scope="col" { (words::WITHOUT) } } }
            tbody { @for row in rows { (row) } }
        }
    })
}

/// A clause as an operand of AND.
fn joined(clause: &str) -> String {
    if clause.contains(" OR ") { format!("({clause})") } else { clause.into() }
}

fn linked(address: &Address, query: &str, articles: u64, leads: bool) -> Markup {
    html! {
        @if articles == 0 { span class="zero" { "0" } }
        @else if leads { a href=(address.with(|to| only(to, query)).at("/search")) { (thousands(articles)) } }
        @else { (thousands(articles)) }
    }
}

type Proposal = (&'static str, String, u64);

/// Links to queries that would find something, each with the number of articles it finds.
fn proposals(
    asking: &Asking,
    address: &Address,
    advice: &Advice,
) -> Result<Vec<Proposal>, AppError> {
    let mut proposals = vec![];
    if let Some(any) = advice.any.filter(|_| !address.any) {
        let to = address.with(|to| to.any = true);
        proposals.push((words::ANY_INSTEAD, to.at("/search"), any));
    }
    let mut offer = |text: &'static str, to: &Address| -> Result<(), AppError> {
        let count = found(asking, to)?;
        if count > 0 {
            proposals.push((text, to.at("/search"), count));
        }
        Ok(())
    };
    if !address.from.is_empty() || !address.to.is_empty() {
        offer(
            words::ANY_DATE,
            &address.with(|to| {
                to.from.clear();
                to.to.clear()
            }),
        )?;
    }
    if !address.choices.is_empty() {
        offer(words::NO_CHOICES, &address.with(|to| to.choices.clear()))?;
    }
    Ok(proposals)
}

/// How many articles a page would find.
fn found(asking: &Asking, address: &Address) -> Result<u64, AppError> {
    let ask = address.ask(asking.clock.clone(), asking.limits);
    let settings = SearchSettings::new(ask);
    match read(&settings.ask).and_then(|asked| count(&asking.open, asked, &settings)) {
        Ok(outcome) => Ok(outcome.total),
        Err(AppError::Query(_)) => Ok(0),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn a_word_is_replaced_where_it_stands_whole() {
        assert_eq!(
            replaced("a brigde, title:brigde", "brigde", "bridge"),
            "a bridge, title:brigde"
        );
        assert_eq!(replaced("abrigde", "brigde", "bridge"), "bridge");
    }
}
