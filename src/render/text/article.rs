//! One whole article: its metadata, then its text.

use std::io::{self, Write};
use std::ops::Range;

use super::hits::write_runs;
use crate::app::read::Reading;
use crate::article::{Article, Evidence};
use crate::render::number::thousands;
use crate::render::safe;
use crate::render::style::{Look, Role};
use crate::render::wrap::{columns, wrap};

/// The maximum width of running text in columns; longer lines are hard to read.
const COMFORTABLE: usize = 88;

/// Writes an article with the matches of a query; a line sets it apart from the one before it.
///
/// # Errors
/// If the output cannot be written.
pub fn reading(out: &mut dyn Write, reading: &Reading, first: bool, look: &Look) -> io::Result<()> {
    let (article, width) = (&reading.article, look.width.min(COMFORTABLE));
    if !first {
        let line = look.paint(Role::Quiet, &"─".repeat(width)).to_string();
        writeln!(out, "\n{line}\n")?;
    }
    if !article.title.is_empty() {
        lines(out, &article.title, &reading.title, Some(Role::Title), look)?;
        writeln!(out)?;
    }
    facts(out, article, look)?;
    let mut start = 0;
    for paragraph in article.body.split("\n\n") {
        let end = start + paragraph.len();
        let inside = reading.body.iter().filter(|mark| start <= mark.start && mark.end <= end);
        let marks: Vec<Range<usize>> =
            inside.map(|mark| mark.start - start..mark.end - start).collect();
        writeln!(out)?;
        lines(out, paragraph, &marks, None, look)?;
        start = end + 2;
    }
    Ok(())
}

fn lines(
    out: &mut dyn Write,
    text: &str,
    marks: &[Range<usize>],
    role: Option<Role>,
    look: &Look,
) -> io::Result<()> {
    for line in wrap(text, marks, look.width.min(COMFORTABLE)) {
        write_runs(out, &line, role, look)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes how the date and the source of an article were found, and which dates were rejected.
///
/// # Errors
/// If the output cannot be written.
pub fn why_date(out: &mut dyn Write, article: &Article, look: &Look) -> io::Result<()> {
    fact(out, "id", article.id.as_str(), look)?;
    match &article.date {
        None => fact(out, "date", "none: no rule found one", look)?,
        Some(date) => {
            fact(out, "date", &date.show(), look)?;
            evidence(out, &date.evidence, look)?;
            if date.weak {
                fact(out, "", "weak: taken because nothing better was found", look)?;
            }
            optional(out, "instant", date.instant.as_deref(), look)?;
        }
    }
    for refused in &article.refused_dates {
        fact(out, "refused", &refused.text, look)?;
        fact(out, "", &refused.rule, look)?;
    }
    match &article.source {
        None => fact(out, "source", "none: no rule found one", look),
        Some(source) => {
            fact(out, "source", &source.name, look)?;
            evidence(out, &source.evidence, look)
        }
    }
}

fn evidence(out: &mut dyn Write, evidence: &Evidence, look: &Look) -> io::Result<()> {
    fact(out, "", &format!("from {}: {}", evidence.rule, evidence.text), look)
}

fn facts(out: &mut dyn Write, article: &Article, look: &Look) -> io::Result<()> {
    let date = article.date.as_ref().map_or("undated".to_string(), |date| date.show());
    fact(out, "date", &date, look)?;
    optional(out, "source", article.source_name(), look)?;
    optional(out, "by", Some(article.authors.join(", ").as_str()), look)?;
    optional(out, "section", article.section.as_deref(), look)?;
    optional(out, "tags", Some(article.tags.join(", ").as_str()), look)?;
    optional(out, "language", article.lang.as_deref(), look)?;
    optional(out, "url", article.url.as_deref(), look)?;
    optional(out, "guid", article.guid.as_deref(), look)?;
    fact(out, "words", &thousands(article.words.into()), look)?;
    fact(out, "id", article.id.as_str(), look)?;
    fact(out, "path", look.path(&article.path), look)?;
    article.notes.iter().try_for_each(|note| fact(out, "note", note, look))
}

fn optional(out: &mut dyn Write, name: &str, value: Option<&str>, look: &Look) -> io::Result<()> {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => fact(out, name, value, look),
        None => Ok(()),
    }
}

fn fact(out: &mut dyn Write, name: &str, value: &str, look: &Look) -> io::Result<()> {
    let fill = " ".repeat(9usize.saturating_sub(columns(name)));
    writeln!(out, "{}{fill}{}", look.paint(Role::Quiet, name), safe::line(value))
}
