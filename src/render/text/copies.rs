//! The copies of an article, one per line, and the line about copies below a hit.

use std::io::{self, Write};

use crate::app::outcome::{CopiesOutcome, Copy, CopySummary};
use crate::render::number::{counted, percent};
use crate::render::safe;
use crate::render::style::{Look, Role};
use crate::when::Day;

/// The most outlets that are named below a hit.
const OUTLETS: usize = 3;

/// Writes all copies of an article in order of time.
///
/// # Errors
/// If the output cannot be written.
pub fn copies(out: &mut dyn Write, outcome: &CopiesOutcome, look: &Look) -> io::Result<()> {
    let title = safe::line(&outcome.model.title);
    let date = outcome.model.date.as_deref().unwrap_or("undated");
    writeln!(out, "Copies of {} ({date})\n", look.paint(Role::Title, &title))?;
    outcome.copies.iter().try_for_each(|copy| one(out, copy, outcome, look))?;
    let count = counted(outcome.copies.len() as u64, "article", "articles");
    let line = if outcome.copies.len() == 1 { "No copy of it.".into() } else { count };
    writeln!(out, "\n{}", look.paint(Role::Quiet, &line))
}

fn one(out: &mut dyn Write, copy: &Copy, outcome: &CopiesOutcome, look: &Look) -> io::Result<()> {
    let article = &copy.article;
    let date = article.date.as_ref().map_or("undated".to_string(), |date| date.show());
    let source = article.source_name().map_or("-".into(), safe::line);
    let is_model = article.id == outcome.model.id;
    let common = match is_model {
        true => "this article".into(),
        false => format!("{} of the text, {} added", percent(copy.common), percent(copy.added)),
    };
    let (date, source) = (look.paint(Role::Date, &date), look.paint(Role::Source, &source));
    let id = article.id.short();
    writeln!(out, "{date}  {source}  {}  {common}", look.paint(Role::Quiet, id))?;
    let title = safe::line(&article.title);
    writeln!(out, "  {}", look.paint(Role::Title, &title))
}

/// The line below a hit: how many copies there are, in which outlets, and when.
pub(super) fn beside(copies: &CopySummary) -> String {
    let number = counted(copies.number as u64, "copy", "copies");
    let mut facts: Vec<String> =
        copies.sources.iter().take(OUTLETS).map(|name| safe::line(name).into()).collect();
    if copies.sources.len() > OUTLETS {
        facts.push(format!("{} more", copies.sources.len() - OUTLETS));
    }
    facts.extend(copies.days.map(span));
    if facts.is_empty() {
        format!("+{number}")
    } else {
        format!("+{number} ({})", facts.join(", "))
    }
}

/// A range of days; what the last shares with the first is left out.
fn span((first, last): (Day, Day)) -> String {
    let (first_text, last_text) = (first.to_string(), last.to_string());
    let same = |parts: usize| {
        first_text.rsplitn(parts, '-').last() == last_text.rsplitn(parts, '-').last()
    };
    let tail = |parts: usize| last_text.splitn(parts, '-').last().unwrap_or_default();
    if first == last {
        first_text.clone()
    } else if same(2) {
        format!("{first_text} to {}", tail(3))
    } else if same(3) {
        format!("{first_text} to {}", tail(2))
    } else {
        format!("{first_text} to {last_text}")
    }
}
