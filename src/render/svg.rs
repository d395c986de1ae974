//! A timeline as an SVG to embed in an article: axis, labels, light and dark theme. It needs no
//! script and loads nothing.

use std::io::{self, Write};

use super::number::{percent, thousands};
use super::safe;
use super::text::timeline::{label, name};
use super::wrap::cut;
use crate::app::outcome::{Bar, TimelineOutcome};

const WIDTH: f64 = 840.0;
const HEIGHT: f64 = 392.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 88.0;
const BOTTOM: f64 = 44.0;

/// The distance between lines of text above the chart.
const LINE: f64 = 24.0;

/// The width in columns of a line of text above the chart: a bold letter is about 9 units wide.
const COLUMNS: usize = 80;

/// The maximum number of labels under the axis.
const LABELS: usize = 8;

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#444}.title{font-size:16px;\
font-weight:600;fill:#111}.a{fill:#2166ac}.b{fill:#b2512d}.gap{fill:#0001}\
.line{stroke:#ccc;stroke-width:1}.paper{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#bbb}\
.title{fill:#eee}.a{fill:#67a9cf}.b{fill:#ef8a62}.gap{fill:#fff1}.line{stroke:#444}\
.paper{fill:#181818}}";

/// Writes a timeline; with `share`, as percentages of all articles of each period.
///
/// # Errors
/// If the output cannot be written.
pub fn timeline(out: &mut dyn Write, outcome: &TimelineOutcome, share: bool) -> io::Result<()> {
    let chart = Chart::new(outcome, share);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\
         <style>{STYLE}</style><rect class=\"paper\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>"
    )?;
    title(out, outcome, share)?;
    chart.scale(out)?;
    for (place, bar) in outcome.bars.iter().enumerate() {
        chart.bar(out, place, bar)?;
    }
    chart.labels(out)?;
    writeln!(out, "</svg>")
}

/// The caption above the chart: what is counted, one line per query, and in which unit.
fn title(out: &mut dyn Write, outcome: &TimelineOutcome, share: bool) -> io::Result<()> {
    let what = if outcome.query.is_empty() { "all articles" } else { &outcome.query };
    let first = if outcome.compare.is_some() { "title a" } else { "title" };
    let mut lines = vec![(first, what.to_string())];
    lines.extend(outcome.compare.iter().map(|other| ("title b", other.clone())));
    lines.push(("unit", unit(outcome, share)));
    let above = (lines.len() - 1) as f64 * LINE;
    for ((class, text), place) in lines.iter().zip(0_u32..) {
        let y = TOP - 16.0 - above + f64::from(place) * LINE;
        let text = escape(&cut(text, COLUMNS));
        writeln!(out, "<text class=\"{class}\" x=\"{LEFT}\" y=\"{y}\">{text}</text>")?;
    }
    Ok(())
}

fn unit(outcome: &TimelineOutcome, share: bool) -> String {
    let unit = if share { "share of all articles" } else { "articles" };
    let gap = outcome.bars.iter().any(|bar| bar.archive == 0);
    let gap = if gap { "; grey: nothing in the archive" } else { "" };
    format!("{unit} by {}{gap}", name(outcome.period))
}

struct Chart<'a> {
    outcome: &'a TimelineOutcome,
    share: bool,
    top: f64,
    step: f64,
}

impl Chart<'_> {
    fn new(outcome: &TimelineOutcome, share: bool) -> Chart<'_> {
        let step = (WIDTH - LEFT - RIGHT) / outcome.bars.len().max(1) as f64;
        let mut chart = Chart { outcome, share, top: 0.0, step };
        let values = outcome.bars.iter().flat_map(|bar| [(bar.count, bar), (bar.other, bar)]);
        let most = values.map(|(count, bar)| chart.value(count, bar)).fold(0.0, f64::max);
        chart.top = round_up(most);
        chart
    }

    fn value(&self, count: u64, bar: &Bar) -> f64 {
        if self.share { count as f64 / bar.archive.max(1) as f64 } else { count as f64 }
    }

    fn height(&self, value: f64) -> f64 {
        value / self.top * (HEIGHT - TOP - BOTTOM)
    }

    /// Up to five horizontal lines, from 0 to the top, each with its value.
    fn scale(&self, out: &mut dyn Write) -> io::Result<()> {
        for quarter in 0..=4u32 {
            let value = self.top * f64::from(quarter) / 4.0;
            if !self.share && value.fract() != 0.0 {
                continue;
            }
            let y = HEIGHT - BOTTOM - self.height(value);
            let text = if self.share { percent(value) } else { thousands(value as u64) };
            let (end, x, base) = (WIDTH - RIGHT, LEFT - 8.0, y + 4.0);
            writeln!(
                out,
                "<line class=\"line\" x1=\"{LEFT}\" x2=\"{end}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
                 <text x=\"{x}\" y=\"{base:.1}\" text-anchor=\"end\">{text}</text>"
            )?;
        }
        Ok(())
    }

    fn bar(&self, out: &mut dyn Write, place: usize, bar: &Bar) -> io::Result<()> {
        let x = LEFT + place as f64 * self.step;
        if bar.archive == 0 {
            let (step, height) = (self.step, HEIGHT - TOP - BOTTOM);
            return writeln!(
                out,
                "<rect class=\"gap\" x=\"{x:.2}\" y=\"{TOP}\" width=\"{step:.2}\" height=\"{height}\"/>"
            );
        }
        let width = self.step * if self.step > 3.0 { 0.8 } else { 1.0 };
        if self.outcome.compare.is_none() {
            return self.column(out, "a", (x, width), (bar.count, bar));
        }
        self.column(out, "a", (x, width / 2.0), (bar.count, bar))?;
        self.column(out, "b", (x + width / 2.0, width / 2.0), (bar.other, bar))
    }

    fn column(
        &self,
        out: &mut dyn Write,
        class: &str,
        (x, width): (f64, f64),
        (count, bar): (u64, &Bar),
    ) -> io::Result<()> {
        if count == 0 {
            return Ok(());
        }
        let height = self.height(self.value(count, bar));
        let y = HEIGHT - BOTTOM - height;
        let label = label(bar.start, self.outcome.period);
        let shown = thousands(count);
        writeln!(
            out,
            "<rect class=\"{class}\" x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" \
             height=\"{height:.2}\"><title>{label}: {shown}</title></rect>"
        )
    }

    fn labels(&self, out: &mut dyn Write) -> io::Result<()> {
        let every = self.outcome.bars.len().div_ceil(LABELS).max(1);
        let y = HEIGHT - BOTTOM + 20.0;
        for (place, bar) in self.outcome.bars.iter().enumerate().step_by(every) {
            let x = LEFT + (place as f64 + 0.4) * self.step;
            let label = label(bar.start, self.outcome.period);
            writeln!(out, "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{label}</text>")?;
        }
        Ok(())
    }
}

/// Rounds up to 1, 2, 4, 6, 8 or 10 times a power of ten, so that a quarter of it is a round
/// number.
fn round_up(most: f64) -> f64 {
    if most <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(most.log10().floor());
    let steps = [1.0, 2.0, 4.0, 6.0, 8.0, 10.0];
    steps.into_iter().map(|step| step * power).find(|&top| top >= most).unwrap_or(most)
}

fn escape(text: &str) -> String {
    let safe = safe::line(text);
    safe.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{escape, round_up};
    use crate::app::outcome::{Bar, TimelineOutcome};
    use crate::when::{Day, Period};

    #[test]
    fn the_scale_ends_at_a_round_number() {
        assert_eq!([0.0, 1.0, 7.0, 45.0, 101.0].map(round_up), [1.0, 1.0, 8.0, 60.0, 200.0]);
    }

    #[test]
    fn two_queries_stand_above_each_other_and_a_long_one_is_cut() {
        let start = Day::new(2023, 11, 1).unwrap();
        let outcome = TimelineOutcome {
            query: "oil ".repeat(40),
            compare: Some("gas".into()),
            period: Period::Month,
            bars: vec![Bar { start, count: 0, other: 0, archive: 0 }],
            total: 0,
            undated: 0,
            problems: vec![],
        };
        let mut out = vec![];
        super::title(&mut out, &outcome, false).unwrap();
        let expected = format!(
            "<text class=\"title a\" x=\"64\" y=\"24\">{}…</text>\n\
             <text class=\"title b\" x=\"64\" y=\"48\">gas</text>\n\
             <text class=\"unit\" x=\"64\" y=\"72\">articles by month; grey: nothing in the archive</text>\n",
            "oil ".repeat(19) + "oil"
        );
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn a_query_cannot_add_markup() {
        assert_eq!(escape("<b a=\"&\">\u{1b}"), "&lt;b a=&quot;&amp;&quot;&gt;&lt;U+001B&gt;");
    }
}
