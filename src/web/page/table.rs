//! Numbers as tables: the coverage of the archive by source and time, and a timeline.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::words;
use crate::app::outcome::TimelineOutcome;
use crate::app::settings::Facet;
use crate::render::number::thousands;
use crate::render::text::timeline::label;
use crate::web::address::{Address, name_of_period};

/// The articles of one source.
pub(super) struct Row {
    /// The source; `None` for articles without one.
    pub source: Option<String>,
    /// How many articles it has in total.
    pub total: u64,
    /// How many articles each column has, by the first year of the column.
    pub counts: BTreeMap<i32, u64>,
}

/// Article counts by source and by year, decade or century.
pub(super) struct Coverage {
    /// The first year of each column.
    pub columns: Vec<i32>,
    /// The number of years per column.
    pub years: i32,
    /// The sources, largest first.
    pub rows: Vec<Row>,
}

/// Up to this many years have a column each; more are grouped by decade.
const YEARS: i32 = 24;
/// Up to this many decades have a column each; more are grouped by century.
const DECADES: i32 = 30;

impl Coverage {
    /// The first years of the columns that cover `first` to `last`, and the years per column.
    pub(super) fn columns(first: i32, last: i32) -> (Vec<i32>, i32) {
        let width = match last - first {
            span if span < YEARS => 1,
            span if span < 10 * DECADES => 10,
            _ => 100,
        };
        let start = first.div_euclid(width) * width;
        let count = usize::try_from((last - start) / width + 1).unwrap_or(1);
        ((0..count as i32).map(|place| start + place * width).collect(), width)
    }

    /// The table; each number is a link to its articles.
    pub(super) fn table(&self) -> Markup {
        let most = self.rows.iter().flat_map(|row| row.counts.values()).max().copied().unwrap_or(0);
        html! {
            div class="scroll bare" tabindex="0" role="region" aria-label=(words::COVERAGE_NOTE) {
                table class="heat" {
                    thead {
                        tr {
                            th scope="col" { (words::SOURCE) }
                            th scope="col" { (words::ALL) }
                            @for column in &self.columns { th scope="col" { (self.name(*column)) } }
                        }
                    }
                    tbody { @for row in &self.rows { (self.row(row, most)) } }
                }
            }
        }
    }

    fn name(&self, column: i32) -> String {
        match self.years {
            1 => column.to_string(),
            _ => format!("{column}s"),
        }
    }

    fn row(&self, row: &Row, most: u64) -> Markup {
        let all = Address::default().toggled(Facet::Source, row.source.as_deref(), false);
        let cell = |column: i32, count: u64| {
            let (from, to) = match self.years {
                1 => (column.to_string(), column.to_string()),
                years => (column.to_string(), (column + years - 1).to_string()),
            };
            let to = all.with(|address| (address.from, address.to) = (from, to)).at("/search");
            html! {
                td class=(format!("q{}", words::tint(count, most))) { a href=(to) { (thousands(count)) } }
            }
        };
        html! {
            tr {
                th scope="row" {
                    bdi { (row.source.as_deref().unwrap_or(words::none_of(Facet::Source))) }
                }
                td class="tot" { a href=(all.at("/search")) { (thousands(row.total)) } }
                @for column in &self.columns {
                    @match row.counts.get(column) {
                        Some(count) => (cell(*column, *count)),
                        None => td class="q0" { span aria-label="0" role="img" { "·" } },
                    }
                }
            }
        }
    }
}

/// A timeline as a table; each period is a link to its articles.
pub(super) fn periods(outcome: &TimelineOutcome, address: &Address, names: (&str, &str)) -> Markup {
    let compare = outcome.compare.is_some();
    let share = |count: u64, archive: u64| match archive {
        0 => "–".to_string(),
        archive => format!("{:.1}", 100.0 * count as f64 / archive as f64),
    };
    let to = |start: &str| {
        let start = start.to_string();
        address.with(|address| {
            (address.from, address.to) = (start.clone(), start);
            (address.by, address.share) = (None, None);
            address.versus.clear();
        })
    };
    html! {
        details class="astable" id="table" {
            summary { (words::AS_TABLE) }
            div class="scroll" tabindex="0" role="region" aria-label=(words::AS_TABLE) {
                table class="nums" {
                    thead {
                        tr {
                            th scope="col" { (capital(name_of_period(outcome.period))) }
                            th scope="col" { bdi { (names.0) } }
                            @if compare { th scope="col" { bdi { (names.1) } } }
                            th scope="col" { (words::ARCHIVE) }
                            th scope="col" { "% " bdi { (names.0) } }
                            @if compare { th scope="col" { "% " bdi { (names.1) } } }
                        }
                    }
                    tbody {
                        @for bar in &outcome.bars {
                            @let name = label(bar.start, outcome.period);
                            tr {
                                th scope="row" { a href=(to(&name).at("/search")) { (name) } }
                                td { (thousands(bar.count)) }
                                @if compare { td { (thousands(bar.other)) } }
                                td { (thousands(bar.archive)) }
                                td { (share(bar.count, bar.archive)) }
                                @if compare { td { (share(bar.other, bar.archive)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::Coverage;

    #[test]
    fn many_years_are_shown_by_decades() {
        assert_eq!(Coverage::columns(2020, 2022), (vec![2020, 2021, 2022], 1));
        assert_eq!(Coverage::columns(1988, 2024), (vec![1980, 1990, 2000, 2010, 2020], 10));
        assert_eq!(Coverage::columns(-44, 2024).1, 100);
    }
}
