//! A timeline as a bar chart that fits the width. A period without hits has no bar; a period for
//! which the archive holds nothing at all is marked as a gap.

use std::io::{self, Write};

use crate::app::outcome::{Bar, TimelineOutcome};
use crate::render::chart;
use crate::render::number::{counted, percent, thousands};
use crate::render::safe;
use crate::render::style::{Look, Role};
use crate::when::{Day, Period};

/// How many consecutive gaps are folded into one line.
const FOLD: usize = 3;

/// Writes a timeline; with `share`, as percentages of all articles of each period.
///
/// # Errors
/// If the output cannot be written.
pub fn timeline(
    out: &mut dyn Write,
    outcome: &TimelineOutcome,
    share: bool,
    look: &Look,
) -> io::Result<()> {
    if outcome.bars.is_empty() {
        return nothing(out, outcome);
    }
    let chart = Chart::new(outcome, share, look);
    let is_gap = |bar: &Bar| bar.archive == 0;
    for run in outcome.bars.chunk_by(|one, other| is_gap(one) == is_gap(other)) {
        match run {
            [first, .., last] if is_gap(first) && run.len() >= FOLD => {
                chart.gap(out, first, last)?
            }
            bars => bars.iter().try_for_each(|bar| chart.bar(out, bar))?,
        }
    }
    footer(out, outcome, look)
}

fn nothing(out: &mut dyn Write, outcome: &TimelineOutcome) -> io::Result<()> {
    match outcome.undated {
        0 => writeln!(out, "Nothing found."),
        undated => {
            let undated = counted(undated, "article", "articles");
            writeln!(out, "Nothing found that has a date; {undated} without one.")
        }
    }
}

fn footer(out: &mut dyn Write, outcome: &TimelineOutcome, look: &Look) -> io::Result<()> {
    let undated = match outcome.undated {
        0 => String::new(),
        undated => format!(", and {} without a date", thousands(undated)),
    };
    let total = counted(outcome.total, "article", "articles");
    let unit = name(outcome.period);
    writeln!(out, "{}", look.paint(Role::Quiet, &format!("{total} by {unit}{undated}")))?;
    if let Some(compare) = &outcome.compare {
        let (one, other) = (look.paint(Role::Bar, "█"), look.paint(Role::OtherBar, "█"));
        writeln!(out, "{one} {}", safe::line(&outcome.query))?;
        writeln!(out, "{other} {}", safe::line(compare))?;
    }
    Ok(())
}

/// The name of a period.
pub fn name(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Quarter => "quarter",
        Period::Year => "year",
        Period::Decade => "decade",
    }
}

/// A period as a short label: `2023-11-05`, `2023-W45`, `2023-11`, `2023-Q4`, `2023`.
pub fn label(start: Day, period: Period) -> String {
    let (year, month, _) = start.parts();
    let day = start.to_string();
    let cut = |from_end: usize| day[..day.len() - from_end].to_string();
    match period {
        Period::Day => day,
        Period::Week => week(start),
        Period::Month => cut(3),
        Period::Quarter => format!("{year:04}-Q{}", month.div_ceil(3)),
        Period::Year => cut(6),
        Period::Decade => format!("{}s", cut(6)),
    }
}

/// An ISO 8601 week, which belongs to the year of its Thursday.
fn week(monday: Day) -> String {
    let thursday = monday.plus(3);
    let new_year = thursday.start_of(Period::Year);
    let week = (thursday.number() - new_year.number()) / 7 + 1;
    format!("{:04}-W{week:02}", thursday.parts().0)
}

struct Chart<'a> {
    period: Period,
    share: bool,
    compare: bool,
    most: f64,
    labels: usize,
    numbers: usize,
    room: usize,
    look: &'a Look,
}

impl Chart<'_> {
    fn new<'a>(outcome: &TimelineOutcome, share: bool, look: &'a Look) -> Chart<'a> {
        let compare = outcome.compare.is_some();
        let mut chart = Chart {
            period: outcome.period,
            share,
            compare,
            most: 0.0,
            labels: 0,
            numbers: 0,
            room: 0,
            look,
        };
        for bar in &outcome.bars {
            for count in [bar.count, bar.other] {
                chart.most = chart.most.max(chart.value(count, bar));
                chart.numbers = chart.numbers.max(chart.number(count, bar).len());
            }
            chart.labels = chart.labels.max(label(bar.start, chart.period).len());
        }
        chart.room = look.width.saturating_sub(chart.labels + chart.numbers + 4).max(8);
        chart
    }

    fn value(&self, count: u64, bar: &Bar) -> f64 {
        if self.share { count as f64 / bar.archive.max(1) as f64 } else { count as f64 }
    }

    fn number(&self, count: u64, bar: &Bar) -> String {
        if self.share { percent(self.value(count, bar)) } else { thousands(count) }
    }

    fn bar(&self, out: &mut dyn Write, bar: &Bar) -> io::Result<()> {
        let label = format!("{:<1$}", label(bar.start, self.period), self.labels);
        let label = self.look.paint(Role::Date, &label).to_string();
        if bar.archive == 0 {
            let fill = " ".repeat(self.numbers);
            return writeln!(out, "{label}  {fill}  {}", self.look.paint(Role::Quiet, "gap"));
        }
        self.row(out, &label, (bar.count, bar), Role::Bar)?;
        if self.compare {
            let empty = " ".repeat(self.labels);
            self.row(out, &empty, (bar.other, bar), Role::OtherBar)?;
        }
        Ok(())
    }

    fn row(
        &self,
        out: &mut dyn Write,
        label: &str,
        (count, bar): (u64, &Bar),
        role: Role,
    ) -> io::Result<()> {
        let number = format!("{:>1$}", self.number(count, bar), self.numbers);
        let drawn = chart::bar(self.value(count, bar), self.most, self.room);
        if drawn.is_empty() {
            return writeln!(out, "{label}  {number}");
        }
        writeln!(out, "{label}  {number}  {}", self.look.paint(role, &drawn))
    }

    fn gap(&self, out: &mut dyn Write, first: &Bar, last: &Bar) -> io::Result<()> {
        let (first, last) = (label(first.start, self.period), label(last.start, self.period));
        let text = format!("gap: the archive holds nothing from {first} to {last}");
        writeln!(out, "{}", self.look.paint(Role::Quiet, &text))
    }
}

#[cfg(test)]
mod tests {
    use super::label;
    use crate::when::{Day, Period};

    #[test]
    fn periods_have_the_names_people_use() {
        let day = Day::parse_iso("2023-10-02").unwrap();
        assert_eq!(label(day, Period::Week), "2023-W40");
        assert_eq!(label(day, Period::Month), "2023-10");
        assert_eq!(label(day, Period::Quarter), "2023-Q4");
        assert_eq!(label(day, Period::Year), "2023");
        let monday = Day::parse_iso("2024-12-30").unwrap();
        assert_eq!(label(monday, Period::Week), "2025-W01");
    }
}
