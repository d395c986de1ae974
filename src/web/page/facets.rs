//! The facet values of the hits, to narrow a search by. The values of one facet are joined with OR,
//! and the facets with AND. The counts of a facet respect all choices but its own, so that each
//! count is what its link finds.

use maud::{Markup, html};

use super::chart::pc;
use super::words;
use crate::app::AppError;
use crate::app::outcome::Count;
use crate::app::settings::{Ask, Facet, SourcesSettings};
use crate::app::sources::sources;
use crate::render::number::thousands;
use crate::web::address::{Address, Choice, FACETS, name_of_facet};
use crate::web::site::Asking;

/// How many values are shown at once, in addition to the chosen ones.
const FEW: usize = 6;
/// How many values are behind "more"; the API has all of them.
const MOST: usize = 500;

/// A facet and its counts.
pub(super) type Counted = (Facet, Vec<Count>);

/// Counts the hits by every facet.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn counted(asking: &Asking, address: &Address) -> Result<Vec<Counted>, AppError> {
    let ask = address.ask(asking.clock.clone(), asking.limits);
    let count = |(facet, _): (Facet, &str)| {
        let mut ask: Ask = ask.clone();
        ask.filters.retain(|filter| filter.facet != facet);
        let counted = sources(&asking.open, &SourcesSettings { ask, by: facet })?;
        Ok((facet, counted.counts))
    };
    FACETS.into_iter().map(count).collect()
}

/// The column of facets.
pub(super) fn column(address: &Address, facets: &[Counted]) -> Markup {
    html! {
        aside class="narrow" id="narrow" aria-labelledby="h-narrow" tabindex="-1" {
            h2 id="h-narrow" { (words::NARROW) }
            p class="note" { (words::NARROW_NOTE) }
            @for (facet, counts) in facets { (one(address, *facet, counts)) }
            p class="backtop" { a href="#toolbar" { (words::BACK_TOP) } }
        }
    }
}

fn one(address: &Address, facet: Facet, counts: &[Count]) -> Markup {
    let id = format!("f-{}", name_of_facet(facet));
    let state = |value: Option<&str>| {
        let of = |choice: &&Choice| choice.facet == facet && choice.value.as_deref() == value;
        address.choices.iter().find(of).map(|choice| choice.out)
    };
    let counts = ordered(facet, counts);
    let (chosen, others): (Vec<&Count>, Vec<&Count>) =
        counts.iter().partition(|count| state(count.value.as_deref()).is_some());
    // A choice that matches nothing any more is still shown, so that it can be removed.
    let gone = address.choices.iter().filter(|choice| {
        choice.facet == facet && !counts.iter().any(|count| count.value == choice.value)
    });
    let gone: Vec<Count> =
        gone.map(|choice| Count { value: choice.value.clone(), count: 0 }).collect();
    let most = counts.iter().map(|count| count.count).max().unwrap_or(1);
    let shown = |count: &Count| value(address, (facet, state(count.value.as_deref())), count, most);
    let few = if others.len() <= FEW + 1 { others.len() } else { FEW };
    html! {
        @if counts.is_empty() && gone.is_empty() {
        } @else if counts.len() == 1 && chosen.is_empty() && gone.is_empty() {
            section class="facet" aria-labelledby=(id) {
                h3 id=(id) { (words::facet(facet)) }
                p class="sole" { bdi { (named(facet, &counts[0])) } }
            }
        } @else {
            section class="facet" aria-labelledby=(id) {
                h3 id=(id) { (words::facet(facet)) }
                ul {
                    @for count in chosen { (shown(count)) }
                    @for count in &gone { (shown(count)) }
                    @for count in &others[..few] { (shown(count)) }
                }
                @if others.len() > few { (more(facet, &others[few..], &shown)) }
            }
        }
    }
}

/// Sorted by count, largest first; years are sorted newest first.
fn ordered(facet: Facet, counts: &[Count]) -> Vec<Count> {
    let mut counts = counts.to_vec();
    if facet == Facet::Year {
        let year = |count: &Count| count.value.as_deref().and_then(|year| year.parse::<i32>().ok());
        counts.sort_by_key(|count| std::cmp::Reverse(year(count)));
    }
    counts
}

fn more(facet: Facet, rest: &[&Count], shown: &dyn Fn(&Count) -> Markup) -> Markup {
    let name = words::facet(facet);
    let filter = format!("filter-{}", name_of_facet(facet));
    html! {
        details class="more" {
            summary { (thousands(rest.len() as u64)) " more" span class="vh" { " " (name) } }
            p class="ff" hidden {
                label class="vh" for=(filter) { (words::FILTER) ": " (name) }
                input id=(filter) type="search" placeholder=(words::FILTER) autocomplete="off" spellcheck="false";
            }
            ul tabindex="0" aria-label=(name) { @for count in rest.iter().take(MOST) { (shown(count)) } }
            @if rest.len() > MOST {
                p class="note" { "and " (thousands((rest.len() - MOST) as u64)) " others" }
            }
        }
    }
}

fn named(facet: Facet, count: &Count) -> &str {
    match (&count.value, facet) {
        (None, facet) => words::none_of(facet),
        (Some(code), Facet::Lang) => words::language(code),
        (Some(value), Facet::Source | Facet::Section | Facet::Author | Facet::Year) => value,
    }
}

fn value(
    address: &Address,
    (facet, state): (Facet, Option<bool>),
    count: &Count,
    most: u64,
) -> Markup {
    let name = named(facet, count);
    let to = |out: bool| address.toggled(facet, count.value.as_deref(), out).at("/search");
    let articles = words::articles(count.count);
    let (class, sign, says) = match state {
        Some(true) => ("neg", "−", format!("No longer without {name}")),
        Some(false) => ("sel", "✓", format!("No longer only {name}: {articles}")),
        None => ("", "", format!("Only {name}: {articles}")),
    };
    let undo = state.unwrap_or(false);
    html! {
        li class=(class) {
            a class="v" href=(to(undo)) aria-label=(says) {
                span class="box" aria-hidden="true" { (sign) }
                @if state == Some(true) { s dir="auto" { (name) } } @else { span dir="auto" { (name) } }
            }
            span class="n" aria-hidden="true" { (thousands(count.count)) }
            @if state.is_none() {
                a class="not" href=(to(true)) aria-label={ "Without " (name) } title={ "Without " (name) } { "−" }
            } @else { span {} }
            svg class="fb" width="100%" height="2" aria-hidden="true" {
                rect width=(pc(100.0 * count.count as f64 / most.max(1) as f64)) height="2" {}
            }
        }
    }
}
