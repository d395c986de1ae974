//! The chart of publication dates above the hits, drawn twice: fine for wide screens and a mouse,
//! coarse for fingers. If a range was chosen, the whole span is shown above it.

use maud::{Markup, html};

use super::chart::{Chart, defs, legend, pc};
use super::layout::choices;
use super::words;
use crate::app::AppError;
use crate::app::ask::window;
use crate::app::outcome::{Bar, TimelineOutcome};
use crate::app::settings::{Ask, Period, TimelineSettings};
use crate::app::timeline::{TimelinePoint, days};
use crate::render::text::timeline::label;
use crate::web::address::{Address, PERIODS};
use crate::web::site::Asking;

/// The maximum number of bars of the fine drawing, and of the coarse one.
const FINE: u64 = 150;
const COARSE: u64 = 16;

/// The articles of a query over time.
pub(super) struct When {
    /// By a short period.
    pub fine: TimelineOutcome,
    /// By a long period, in few bars.
    pub coarse: TimelineOutcome,
    /// The first and the last day with an article.
    pub span: Option<(String, String)>,
    /// The whole span, if a part of it was chosen.
    pub whole: Option<TimelineOutcome>,
    /// How many articles of the second query have a date.
    pub other: u64,
}

/// Counts the articles of a page over time.
///
/// # Errors
/// If a query cannot be understood, or the index cannot be read.
pub(super) fn count(asking: &Asking, address: &Address) -> Result<When, AppError> {
    let ask = address.ask(asking.clock.clone(), asking.limits);
    let compare = Some(address.versus.clone()).filter(|text| !text.is_empty());
    let archive = asking.shared.days()?;
    let range = window(&ask);
    let found =
        days(&asking.open, &TimelineSettings { ask: ask.clone(), by: address.by, compare })?;
    let span = found.span.map(|(first, last)| (first.to_string(), last.to_string()));
    let found = found.over(range, &archive);
    let chosen = |most| address.by.unwrap_or_else(|| found.readable(most, &PERIODS));
    let other = found.other_total();
    let fine = found.by(chosen(FINE), &archive)?;
    let coarse = found.by(chosen(COARSE), &archive)?;
    let whole = match range.is_open() {
        true => None,
        false => Some(whole(asking, ask, &archive)?),
    };
    Ok(When { fine, coarse, span, whole, other })
}

fn whole(
    asking: &Asking,
    ask: Ask,
    archive: &[TimelinePoint],
) -> Result<TimelineOutcome, AppError> {
    let ask = Ask { from: None, to: None, ..ask };
    let found = days(&asking.open, &TimelineSettings { ask, by: None, compare: None })?;
    let period =
        found.readable(FINE, &[Period::Month, Period::Quarter, Period::Year, Period::Decade]);
    found.by(period, archive)
}

impl When {
    /// Both drawings.
    pub(super) fn drawings(&self, address: &Address, path: &str, big: bool) -> Markup {
        let share = address.share.unwrap_or(false);
        let (fine, coarse) = if big { (284.0, 180.0) } else { (106.0, 66.0) };
        let chart = |outcome, class, height, labels| {
            Chart { outcome, address, path, share, class, height, labels }.draw()
        };
        html! {
            (chart(&self.fine, "fine", fine, 10))
            (chart(&self.coarse, "coarse", coarse, 5))
        }
    }

    /// The section above the hits: how many there are, and when they were published.
    pub(super) fn section(&self, address: &Address, heading: &Markup) -> Markup {
        let share = address.share.unwrap_or(false);
        let show = |share: bool| address.with(|to| to.share = share.then_some(true)).at("/search");
        let kinds = [(words::ARTICLES, show(false), !share), (words::SHARE, show(true), share)];
        html! {
            (defs())
            section class="row charts" aria-labelledby="h-when" {
                p class="rail unit" { (super::chart::unit(self.fine.period, share)) }
                div class="col" {
                    div class="head" {
                        (heading)
                        p class="readout" aria-live="polite" {}
                        (choices(words::WHEN, &kinds))
                    }
                }
                @if let Some(whole) = &self.whole { div class="col" { (self.context(address, whole)) } }
                a class="skipbars" href="#toolbar" { (words::SKIP_BARS) }
                (self.drawings(address, "/search", false))
                (self.under(address))
            }
        }
    }

    fn under(&self, address: &Address) -> Markup {
        let to = address.with(|to| (to.sort, to.titles) = (None, false)).at("/timeline");
        let undated = address.toggled(crate::app::settings::Facet::Year, None, false);
        html! {
            div class="col under" {
                (legend())
                p class="acts" {
                    @if self.fine.undated > 0 {
                        a href=(undated.at("/search")) {
                            (crate::render::number::thousands(self.fine.undated)) " undated"
                        }
                    }
                    a href=(to) { (words::OPEN_TIMELINE) } a href={ (to) "#table" } { (words::AS_TABLE) }
                }
            }
        }
    }

    /// The whole span as a small chart with the chosen window, and links to the neighbouring
    /// windows.
    fn context(&self, address: &Address, whole: &TimelineOutcome) -> Markup {
        let (Some(first), Some(last)) = (whole.bars.first(), whole.bars.last()) else {
            return html! {};
        };
        let inside = |bar: &Bar| {
            let window = (self.fine.bars.first(), self.fine.bars.last());
            let (Some(start), Some(end)) = window else { return false };
            bar.start.end_of(whole.period) >= start.start
                && bar.start <= end.start.end_of(self.fine.period)
        };
        let most = whole.bars.iter().map(|bar| bar.count).max().unwrap_or(1).max(1) as f64;
        let width = 100.0 / whole.bars.len() as f64;
        let places: Vec<usize> =
            (0..whole.bars.len()).filter(|place| inside(&whole.bars[*place])).collect();
        let year = |bar: &Bar| label(bar.start, Period::Year);
        html! {
            p class="ctx" {
                (self.beside(address, false))
                span { (year(first)) }
                svg height="24" width="100%" role="img" aria-label=(words::WINDOW) {
                    @for (place, bar) in whole.bars.iter().enumerate().filter(|(_, bar)| bar.count > 0) {
                        @let tall = 1.0 + 20.0 * (bar.count as f64 / most).sqrt();
                        rect class=(if inside(bar) { "now" } else { "was" }) x=(pc(width * place as f64))
                            width=(pc(width * 0.9)) y=(pixels(22.0 - tall)) height=(pixels(tall)) {}
                    }
                    @if let (Some(from), Some(to)) = (places.first(), places.last()) {
                        rect class="win" x=(pc(width * *from as f64)) y="0.75"
                            width=(pc((width * (to - from + 1) as f64).max(0.5))) height="22.5" {}
                    }
                    line class="base" x1="0" x2="100%" y1="22.5" y2="22.5" {}
                }
                span { (year(last)) }
                (self.beside(address, true))
                a href=(address.with(|to| { to.from.clear(); to.to.clear() }).at("/search")) {
                    (words::WHOLE_SPAN)
                }
            }
        }
    }

    /// The window of the same length before or after this one.
    fn beside(&self, address: &Address, later: bool) -> Markup {
        let (Some(start), Some(end)) = (self.fine.bars.first(), self.fine.bars.last()) else {
            return html! {};
        };
        let (start, end) = (start.start, end.start.end_of(self.fine.period));
        let length = end.number() - start.number() + 1;
        let (from, to) = match later {
            false => (start.plus(-length), start.plus(-1)),
            true => (end.plus(1), end.plus(length)),
        };
        let address = address.with(|address| {
            (address.from, address.to) = (from.to_string(), to.to_string());
        });
        html! {
            a href=(address.at("/search")) {
                @if later { (words::LATER) " →" } @else { "← " (words::EARLIER) }
            }
        }
    }
}

fn pixels(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
