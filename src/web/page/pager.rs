//! Links to the other pages of hits, up to the last hit that can be requested, and then to
//! everything as a file.

use maud::{Markup, html};

use super::words;
use crate::render::number::thousands;
use crate::web::address::Address;

/// The number of the last hit that can be requested.
pub(super) const LAST: u64 = 10_000;

/// How many pages are linked on either side of the current one.
const AROUND: usize = 3;

/// Links to the pages of this many hits.
pub(super) fn pager(address: &Address, total: u64) -> Markup {
    let length = address.length();
    let last = usize::try_from(total.min(LAST)).unwrap_or(usize::MAX).div_ceil(length);
    let page = address.page.max(1);
    html! {
        div class="row" {
            div class="rail" {}
            div class="col pager" {
                @if last > 1 {
                    nav aria-label=(words::PAGES) {
                        ul {
                            li { (step(address, page - 1, last, ("prev", words::PREVIOUS))) }
                            @for number in numbers(page, last) {
                                @match number {
                                    Some(number) => li class="pg" { (numbered(address, number, page)) },
                                    None => li class="dots" { "…" },
                                }
                            }
                            li { (step(address, page + 1, last, ("next", words::NEXT))) }
                        }
                    }
                }
                (all(address, total))
            }
        }
    }
}

fn to(address: &Address, page: usize) -> String {
    Address { page, hit: None, ..address.clone() }.at("/search")
}

fn step(address: &Address, page: usize, last: usize, (rel, text): (&str, &str)) -> Markup {
    html! {
        @if (1..=last).contains(&page) { a rel=(rel) href=(to(address, page)) { (text) } }
        @else { span class="off" aria-disabled="true" role="link" { (text) } }
    }
}

fn numbered(address: &Address, number: usize, page: usize) -> Markup {
    html! {
        a href=(to(address, number)) aria-current=[(number == page).then_some("page")] {
            (thousands(number as u64))
        }
    }
}

/// The first page, the last one and those around the current one; `None` where pages are left out.
fn numbers(page: usize, last: usize) -> Vec<Option<usize>> {
    let near = page.saturating_sub(AROUND)..=page + AROUND;
    let shown =
        (1..=last).filter(|number| *number == 1 || *number == last || near.contains(number));
    let mut numbers: Vec<Option<usize>> = vec![];
    let mut before = 0;
    for number in shown {
        if number > before + 1 {
            numbers.push(None);
        }
        numbers.push(Some(number));
        before = number;
    }
    numbers
}

/// Links to everything that was found, as a file.
fn all(address: &Address, total: u64) -> Markup {
    let to = |format: &str| {
        let address = address.with(|address| {
            (address.sort, address.titles, address.share, address.by) = Default::default();
        });
        let query = address.write();
        let joint = if query.is_empty() { "?" } else { "&" };
        format!("/api/v1/export{query}{joint}format={format}")
    };
    html! {
        p class="quiet all" {
            @if total > LAST {
                (format!("The page shows hits up to number {}. There are {}. ", thousands(LAST), thousands(total)))
            }
            (words::EXPORT) ": "
            a href=(to("jsonl")) download { "JSON Lines" } " " a href=(to("csv")) download { "CSV" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn the_first_the_last_and_those_around_are_shown() {
        let shown = |page, last| -> Vec<usize> {
            numbers(page, last).into_iter().map(Option::unwrap_or_default).collect()
        };
        assert_eq!(shown(1, 3), [1, 2, 3]);
        assert_eq!(shown(1, 46), [1, 2, 3, 4, 0, 46]);
        assert_eq!(shown(20, 46), [1, 0, 17, 18, 19, 20, 21, 22, 23, 0, 46]);
    }
}
