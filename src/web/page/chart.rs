//! A timeline as a chart of links: each bar leads to its articles. Widths are percentages, so that
//! the chart fills its container while its text keeps its size, without inline styles. Time runs
//! from left to right in every language.

use maud::{Markup, html};

use super::axis::{Scale, Tick, ticks};
use super::words;
use crate::app::outcome::{Bar, TimelineOutcome};
use crate::app::settings::Period;
use crate::render::number::{counted, thousands};
use crate::render::text::timeline::label;
use crate::web::address::{Address, name_of_period};

/// How many consecutive empty periods make a gap, for days and for weeks; for longer periods, one
/// does.
const GAP_DAYS: usize = 28;
const GAP_WEEKS: usize = 4;
/// If the archive has fewer articles in a period than this, a share says little.
const FEW: u64 = 10;

/// A drawing of a timeline.
pub(super) struct Chart<'a> {
    /// The timeline.
    pub outcome: &'a TimelineOutcome,
    /// The state of the page, which a bar narrows.
    pub address: &'a Address,
    /// The path that its links lead to.
    pub path: &'a str,
    /// Whether to show percentages of the archive's articles of each period.
    pub share: bool,
    /// Its CSS class, which says for which screens it is.
    pub class: &'a str,
    /// The height of the tallest bar, in pixels.
    pub height: f64,
    /// The maximum number of labels under it.
    pub labels: usize,
}

impl Chart<'_> {
    /// The axis and the chart.
    pub(super) fn draw(&self) -> Markup {
        let scale = Scale::new(self.most(), self.share);
        let (first, last) = (self.outcome.bars.first(), self.outcome.bars.last());
        let name = |bar: Option<&Bar>| bar.map(|bar| self.label(bar)).unwrap_or_default();
        let whole = self.height + 34.0;
        html! {
            div class={ "plot " (self.class) } {
                p class="per" { (unit(self.outcome.period, self.share)) }
                svg class="axis" width="100%" height=(whole) aria-hidden="true" focusable="false" {
                    @for (value, text) in scale.steps() {
                        text x="100%" y=(self.y(value / scale.top) + 4.0) text-anchor="end" { (text) }
                    }
                }
                svg class="chart" width="100%" height=(whole) role="group"
                    aria-label=(words::when(self.outcome.period, &name(first), &name(last)))
                    data-hint=(words::BRUSH) data-unit=(unit(self.outcome.period, self.share)) {
                    @for (value, _) in scale.steps().into_iter().skip(1) {
                        line class="grid" x1="0" x2="100%" y1=(self.y(value / scale.top))
                            y2=(self.y(value / scale.top)) {}
                    }
                    line class="base" x1="0" x2="100%" y1=(self.height + 6.5) y2=(self.height + 6.5) {}
                    @for (place, bar) in self.outcome.bars.iter().enumerate() {
                        (self.bar(place, bar, &scale))
                    }
                    (self.ribbon())
                    @if self.outcome.compare.is_some() { (self.line(&scale)) }
                    rect class="brush" width="0" y="6" height=(self.height) {}
                    (self.labels())
                }
            }
        }
    }

    fn label(&self, bar: &Bar) -> String {
        label(bar.start, self.outcome.period)
    }

    /// The y coordinate, in pixels, of a share of the height.
    fn y(&self, share: f64) -> f64 {
        ((6.0 + self.height * (1.0 - share)) * 100.0).round() / 100.0
    }

    fn width(&self) -> f64 {
        100.0 / self.outcome.bars.len().max(1) as f64
    }

    fn value(&self, count: u64, bar: &Bar) -> f64 {
        match self.share {
            false => count as f64,
            true if bar.archive == 0 => 0.0,
            true => 100.0 * count as f64 / bar.archive as f64,
        }
    }

    fn most(&self) -> f64 {
        let values = self.outcome.bars.iter().flat_map(|bar| {
            let (count, other) = (self.value(bar.count, bar), self.value(bar.other, bar));
            // A period with few articles must not determine the scale of shares.
            let weighed = !self.share || bar.archive >= FEW;
            [count, other].map(|value| if weighed { value } else { 0.0 })
        });
        values.fold(0.0, f64::max)
    }

    fn bar(&self, place: usize, bar: &Bar, scale: &Scale) -> Markup {
        let (x, width) = (self.width() * place as f64, self.width());
        let says = self.says(bar);
        if self.is_gap(place) {
            return html! {
                g class="gap" { title { (says) } rect class="hole" x=(pc(x)) y="6" width=(pc(width)) height=(self.height) {} }
            };
        }
        if bar.count == 0 && bar.other == 0 {
            return html! {
                g class="zero" { title { (says) } rect class="hit" x=(pc(x)) y="0" width=(pc(width)) height=(self.height + 19.0) {} }
            };
        }
        let value = self.value(bar.count, bar);
        let tall = (value / scale.top).min(1.0);
        let name = self.label(bar);
        let narrowed = self.address.with(|address| {
            (address.from, address.to, address.by) = (name.clone(), name.clone(), None);
        });
        let class = if self.share && bar.archive < FEW { "val thin" } else { "val" };
        let top = self.y(tall).min(self.height + 5.0);
        html! {
            a class="bar" href=(narrowed.at(self.path)) data-a=(name) data-n=(bar.count) data-m=(bar.other)
                data-w=(bar.archive) {
                title { (says) }
                rect class="hit" x=(pc(x)) y="0" width=(pc(width)) height=(self.height + 19.0) {}
                @if bar.count > 0 {
                    rect class=(class) x=(pc(x + 0.08 * width)) y=(top) width=(pc(0.84 * width))
                        height=(self.height + 6.0 - top) {}
                }
            }
        }
    }

    /// The description of a bar, for its tooltip and for screen readers.
    fn says(&self, bar: &Bar) -> String {
        let name = self.label(bar);
        if bar.archive == 0 {
            return format!("{name}: {}", words::NOTHING_HELD);
        }
        let articles = counted(bar.count, "article", "articles");
        let other = match self.outcome.compare {
            Some(_) => format!(" and {}", thousands(bar.other)),
            None => String::new(),
        };
        let share = match self.share {
            true => format!(" ({:.1} %)", self.value(bar.count, bar)),
            false => String::new(),
        };
        format!("{name}: {articles}{other}{share}, of {} in the archive", thousands(bar.archive))
    }

    /// Whether the archive holds nothing here, for long enough to be a gap.
    fn is_gap(&self, place: usize) -> bool {
        let bars = &self.outcome.bars;
        let least = match self.outcome.period {
            Period::Day => GAP_DAYS,
            Period::Week => GAP_WEEKS,
            Period::Month | Period::Quarter | Period::Year | Period::Decade => 1,
        };
        let empty = |bar: &&Bar| bar.archive == 0;
        let before = bars[..place].iter().rev().take_while(empty).take(least).count();
        let after = bars[place..].iter().take_while(empty).take(least).count();
        bars[place].archive == 0 && before + after >= least
    }

    /// How much the archive holds, in five tints; the square root makes small numbers visible.
    fn ribbon(&self) -> Markup {
        let most = self.outcome.bars.iter().map(|bar| bar.archive).max().unwrap_or(0);
        let tint = |bar: &Bar| words::tint(bar.archive, most);
        let mut runs: Vec<(usize, usize, usize)> = vec![];
        for (place, bar) in self.outcome.bars.iter().enumerate() {
            match runs.last_mut() {
                Some((_, end, known)) if *known == tint(bar) => *end = place + 1,
                _ => runs.push((place, place + 1, tint(bar))),
            }
        }
        html! {
            g class="rib" aria-hidden="true" {
                @for (start, end, tint) in runs.into_iter().filter(|run| run.2 > 0) {
                    rect class=(format!("r{tint}")) x=(pc(self.width() * start as f64)) y=(self.height + 11.0)
                        width=(pc(self.width() * (end - start) as f64)) height="7" {}
                }
            }
        }
    }

    /// The second query as a line from period to period, broken at the gaps of the archive.
    fn line(&self, scale: &Scale) -> Markup {
        let bars = &self.outcome.bars;
        let x = |place: usize| pc(self.width() * (place as f64 + 0.5));
        let y = |bar: &Bar| self.y((self.value(bar.other, bar) / scale.top).min(1.0));
        let pairs = bars.windows(2).enumerate();
        let whole = pairs.filter(|(_, two)| two.iter().all(|bar| bar.archive > 0));
        html! {
            g class="cmps" aria-hidden="true" {
                @for (place, two) in whole {
                    line class="cmp" x1=(x(place)) y1=(y(&two[0])) x2=(x(place + 1)) y2=(y(&two[1])) {}
                }
                @if let [one] = bars.as_slice() { circle class="cmpd" cx="50%" cy=(y(one)) r="3" {} }
            }
        }
    }

    fn labels(&self) -> Markup {
        let starts: Vec<_> = self.outcome.bars.iter().map(|bar| bar.start).collect();
        let base = self.height + 18.0;
        html! {
            g class="ticks" aria-hidden="true" {
                @for Tick { place, text } in ticks(&starts, self.outcome.period, self.labels) {
                    @let x = pc(self.width() * (place as f64 + 0.5));
                    line class="tick" x1=(x) x2=(x) y1=(base) y2=(base + 4.0) {}
                    text x=(x) y=(base + 16.0) text-anchor="middle" { (text) }
                }
            }
        }
    }
}

/// The unit of a chart.
pub(super) fn unit(period: Period, share: bool) -> String {
    let period = name_of_period(period);
    match share {
        true => format!("% of the archive, by {period}"),
        false => format!("articles a {period}"),
    }
}

/// A percentage, no more precise than a pixel needs.
pub(super) fn pc(number: f64) -> String {
    format!("{}%", (number * 1000.0).round() / 1000.0)
}

/// The fill pattern of gaps, needed once on a page with charts.
pub(super) fn defs() -> Markup {
    html! {
        svg class="defs" width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)" { line class="hatch" x1="0" x2="0" y1="0" y2="5" {} }
            }
        }
    }
}

/// The legend of the tints and the hatching.
pub(super) fn legend() -> Markup {
    html! {
        p class="legend" {
            span class="lg" {
                svg width="64" height="8" aria-hidden="true" {
                    @for tint in 1..=5 {
                        rect class=(format!("r{tint}")) width="12" height="8" x=(13 * (tint - 1)) {}
                    }
                }
                " " (words::LESS_MORE)
            }
            " "
            span class="lg" {
                svg width="14" height="10" aria-hidden="true" { rect class="hole" width="14" height="10" {} }
                " " (words::NOTHING)
            }
        }
    }
}
