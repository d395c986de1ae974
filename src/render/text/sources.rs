//! Counts by source or another facet, with shares and bars.

use std::io::{self, Write};

use crate::app::outcome::{Count, SourcesOutcome};
use crate::render::chart;
use crate::render::number::{counted, percent, thousands};
use crate::render::safe;
use crate::render::style::{Look, Role};
use crate::render::wrap::{columns, cut};

/// Writes counts by facet value.
///
/// # Errors
/// If the output cannot be written.
pub fn sources(out: &mut dyn Write, outcome: &SourcesOutcome, look: &Look) -> io::Result<()> {
    if outcome.total == 0 {
        return writeln!(out, "Nothing found.");
    }
    counts(out, &outcome.counts, outcome.total, look)?;
    writeln!(out, "{}", look.paint(Role::Quiet, &counted(outcome.total, "article", "articles")))
}

/// Writes a table of counts: value, count, share of the total, bar.
///
/// # Errors
/// If the output cannot be written.
pub fn counts(out: &mut dyn Write, counts: &[Count], total: u64, look: &Look) -> io::Result<()> {
    let names: Vec<String> = counts.iter().map(|count| name(count, look.width / 3)).collect();
    let widest = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    let most = counts.iter().map(|count| count.count).max().unwrap_or(0);
    let digits = thousands(most).len();
    let room = look.width.saturating_sub(widest + digits + 12).clamp(8, 40);
    for (count, name) in counts.iter().zip(&names) {
        let fill = " ".repeat(widest - columns(name));
        let share = percent(count.count as f64 / total.max(1) as f64);
        let bar = chart::bar(count.count as f64, most as f64, room);
        let bar = look.paint(Role::Bar, &bar);
        let number = thousands(count.count);
        writeln!(
            out,
            "{}{fill}  {number:>digits$}  {share:>6}  {bar}",
            look.paint(Role::Source, name)
        )?;
    }
    Ok(())
}

fn name(count: &Count, width: usize) -> String {
    match count.value.as_deref() {
        Some(value) => cut(&safe::line(value), width),
        None => "(none)".into(),
    }
}
