//! How a query is understood: its canonical text, its tree, its dates, and how each word is looked
//! up.

use std::io::{self, Write};

use crate::app::outcome::{Cost, ExplainOutcome, Looked};
use crate::render::number::counted;
use crate::render::safe;
use crate::render::style::{Look, Role};

/// Writes how a query is understood.
///
/// # Errors
/// If the output cannot be written.
pub fn explain(out: &mut dyn Write, outcome: &ExplainOutcome, look: &Look) -> io::Result<()> {
    heading(out, "understood as", look)?;
    writeln!(out, "  {}", safe::line(&outcome.canonical))?;
    if outcome.tree.len() > 1 {
        heading(out, "which means", look)?;
    }
    for (depth, line) in outcome.tree.iter().filter(|_| outcome.tree.len() > 1) {
        writeln!(out, "  {}{}", "  ".repeat(*depth), safe::line(line))?;
    }
    dates(out, outcome, look)?;
    words(out, &outcome.words, look)?;
    if let Some(Cost { postings, positions }) = outcome.cost.filter(|cost| cost.postings > 0) {
        heading(out, "cost", look)?;
        let compared = counted(positions, "article", "articles");
        let read = counted(postings, "posting", "postings");
        writeln!(out, "  reads about {read}, compares positions in at most {compared}")?;
    }
    match outcome.total {
        Some(total) => writeln!(out, "\nfinds {}", counted(total, "article", "articles")),
        None if outcome.problems.iter().any(|problem| problem.diagnostic.is_error()) => Ok(()),
        None => writeln!(out, "\nthere is no index yet, so nothing is counted"),
    }
}

fn dates(out: &mut dyn Write, outcome: &ExplainOutcome, look: &Look) -> io::Result<()> {
    if outcome.dates.is_empty() {
        return Ok(());
    }
    let (today, zone) = &outcome.today;
    heading(out, "dates", look)?;
    for (clause, meaning) in &outcome.dates {
        writeln!(out, "  {}: {}", safe::line(clause), safe::line(meaning))?;
    }
    writeln!(out, "  today is {today} ({})", safe::line(zone))
}

fn words(out: &mut dyn Write, words: &[Looked], look: &Look) -> io::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    heading(out, "words", look)?;
    for Looked { word, terms, articles } in words {
        let articles = match articles {
            Some(articles) => format!(": {}", counted(*articles, "article", "articles")),
            None => String::new(),
        };
        writeln!(out, "  {}{articles}", safe::line(word))?;
        if !terms.is_empty() {
            let shown = look.paint(Role::Quiet, "looked up as").to_string();
            writeln!(out, "    {shown} {}", safe::line(&terms.join("  or  ")))?;
        }
    }
    Ok(())
}

fn heading(out: &mut dyn Write, text: &str, look: &Look) -> io::Result<()> {
    writeln!(out, "{}", look.paint(Role::Title, text))
}
