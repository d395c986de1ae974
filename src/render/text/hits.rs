//! Ranked hits: title, date, source, id and score, the best passage, the path. If nothing was
//! found: why, and what would find something.

use std::io::{self, Write};

use super::copies;
use crate::app::outcome::{Advice, Clause, Passage, SearchOutcome, ShownHit, Spelling};
use crate::article::Article;
use crate::render::number::{counted, thousands};
use crate::render::safe;
use crate::render::style::{Look, Role};
use crate::render::wrap::{Run, columns, runs_of, wrap};

/// Writes the hits of a search, or why there are none.
///
/// # Errors
/// If the output cannot be written.
pub fn search(out: &mut dyn Write, outcome: &SearchOutcome, look: &Look) -> io::Result<()> {
    if let Some(advice) = &outcome.advice {
        return nothing(out, advice, look);
    }
    if outcome.relaxed {
        outcome.spellings.iter().try_for_each(|spelling| misspelled(out, spelling))?;
        writeln!(out, "No article has all of these words. These have some of them:\n")?;
    }
    list(out, &outcome.hits, look)?;
    footer(out, outcome, look)
}

/// Writes the answer to one query of a batch: its id and text, its hits, and a blank line.
///
/// # Errors
/// If the output cannot be written.
pub fn batch_entry(out: &mut dyn Write, outcome: &SearchOutcome, look: &Look) -> io::Result<()> {
    let id = outcome.query_id.as_deref().unwrap_or_default();
    writeln!(out, "== {}: {}\n", safe::line(id), safe::line(&outcome.query))?;
    search(out, outcome, look)?;
    writeln!(out)
}

/// Writes only the number of articles found.
///
/// # Errors
/// If the output cannot be written.
pub fn count(out: &mut dyn Write, outcome: &SearchOutcome) -> io::Result<()> {
    writeln!(out, "{}", outcome.total)
}

/// Writes hits, one below the other.
///
/// # Errors
/// If the output cannot be written.
pub fn list(out: &mut dyn Write, hits: &[ShownHit], look: &Look) -> io::Result<()> {
    let widest = hits.last().map_or(1, |hit| hit.rank.to_string().len());
    for hit in hits {
        found(out, hit, widest, look)?;
        writeln!(out)?;
    }
    Ok(())
}

fn found(out: &mut dyn Write, hit: &ShownHit, widest: usize, look: &Look) -> io::Result<()> {
    let article = &hit.article;
    let indent = " ".repeat(widest + 2);
    write!(out, "{:>widest$}. ", hit.rank)?;
    title(out, article, hit, look)?;
    writeln!(out, "{indent}{}", facts(article, hit.score, look))?;
    if let Some(passage) = &hit.passage {
        excerpt(out, passage, &indent, look)?;
    }
    lacks(out, hit, &indent, look)?;
    if let Some(copies) = &hit.copies {
        let line = copies::beside(copies);
        writeln!(out, "{indent}{}", look.paint(Role::Quiet, &line))?;
    }
    let path = safe::line(look.path(&article.path)).into_owned();
    writeln!(out, "{indent}{}", look.paint(Role::Quiet, &path))
}

/// What a hit of a relaxed answer does not have.
fn lacks(out: &mut dyn Write, hit: &ShownHit, indent: &str, look: &Look) -> io::Result<()> {
    if hit.lacks.is_empty() {
        return Ok(());
    }
    let line = format!("missing: {}", hit.lacks.join(", "));
    for line in wrap(&safe::line(&line), &[], look.width.saturating_sub(columns(indent))) {
        out.write_all(indent.as_bytes())?;
        write_runs(out, &line, Some(Role::Quiet), look)?;
        writeln!(out)?;
    }
    Ok(())
}

fn title(out: &mut dyn Write, article: &Article, hit: &ShownHit, look: &Look) -> io::Result<()> {
    if article.title.is_empty() {
        return writeln!(out, "{}", look.paint(Role::Quiet, "(no title)"));
    }
    let runs = runs_of(&article.title, &hit.title_highlights);
    write_runs(out, &runs, Some(Role::Title), look)?;
    writeln!(out)
}

/// Date, source, id and score on one line. Unknown values are left out, except for the date.
fn facts(article: &Article, score: f32, look: &Look) -> String {
    let date = article.date.as_ref().map_or("undated".to_string(), |date| date.show());
    let source = article.source_name().map(safe::line);
    let score = if score > 0.0 { format!("{score:.2}") } else { String::new() };
    let parts = [
        look.paint(Role::Date, &date).to_string(),
        source.map(|name| look.paint(Role::Source, &name).to_string()).unwrap_or_default(),
        look.paint(Role::Quiet, article.id.short()).to_string(),
        if score.is_empty() { score } else { look.paint(Role::Quiet, &score).to_string() },
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn excerpt(out: &mut dyn Write, passage: &Passage, indent: &str, look: &Look) -> io::Result<()> {
    let (start, end) =
        (if passage.opens { "… " } else { "" }, if passage.closes { " …" } else { "" });
    let text = format!("{start}{}{end}", passage.text.replace('\n', " "));
    let shifted =
        passage.highlights.iter().map(|mark| mark.start + start.len()..mark.end + start.len());
    let marks: Vec<_> = shifted.collect();
    for line in wrap(&text, &marks, look.width.saturating_sub(columns(indent))) {
        out.write_all(indent.as_bytes())?;
        write_runs(out, &line, None, look)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes runs of text, those that match in a role of their own, the others in another or in none.
pub(super) fn write_runs(
    out: &mut dyn Write,
    runs: &[Run],
    plain: Option<Role>,
    look: &Look,
) -> io::Result<()> {
    for run in runs {
        match (run.marked, plain) {
            (true, _) => write!(out, "{}", look.paint(Role::Match, &run.text))?,
            (false, Some(role)) => write!(out, "{}", look.paint(role, &run.text))?,
            (false, None) => out.write_all(run.text.as_bytes())?,
        }
    }
    Ok(())
}

/// How many articles were found and, if they are fewer, how many stories.
fn total(outcome: &SearchOutcome) -> String {
    let articles = counted(outcome.total, "article", "articles");
    if outcome.stories == outcome.total {
        return articles;
    }
    format!("{}, {articles}", counted(outcome.stories, "story", "stories"))
}

fn footer(out: &mut dyn Write, outcome: &SearchOutcome, look: &Look) -> io::Result<()> {
    let total = total(outcome);
    let line = match (outcome.hits.first(), outcome.hits.last()) {
        (Some(_), Some(last)) if outcome.offset == 0 && last.rank as u64 == outcome.stories => {
            total
        }
        (Some(only), Some(_)) if outcome.hits.len() == 1 => {
            format!("{} of {total}", thousands(only.rank as u64))
        }
        (Some(first), Some(last)) => {
            let (first, last) = (thousands(first.rank as u64), thousands(last.rank as u64));
            format!("{first} to {last} of {total}")
        }
        _ => format!("{total}, none of them past the first {}", thousands(outcome.offset as u64)),
    };
    writeln!(out, "{}", look.paint(Role::Quiet, &line))?;
    for Clause { text, alone, .. } in &outcome.narrower {
        let line = format!("narrower: {}   {}", safe::line(text), thousands(*alone));
        writeln!(out, "{}", look.paint(Role::Quiet, &line))?;
    }
    Ok(())
}

/// Writes why nothing was found, and what would find something.
///
/// # Errors
/// When the output cannot be written.
pub fn nothing(out: &mut dyn Write, advice: &Advice, look: &Look) -> io::Result<()> {
    if advice.articles == 0 {
        return writeln!(out, "Nothing found: the index holds no articles yet.");
    }
    writeln!(out, "Nothing found in {}.", counted(advice.articles, "article", "articles"))?;
    clauses(out, &advice.clauses, look)?;
    let more = !advice.spellings.is_empty() || advice.any.is_some();
    if more && advice.clauses.len() > 1 {
        writeln!(out)?;
    }
    advice.spellings.iter().try_for_each(|spelling| misspelled(out, spelling))?;
    match advice.any {
        Some(any) => writeln!(out, "With --any: {}.", counted(any, "article", "articles")),
        None => Ok(()),
    }
}

fn misspelled(out: &mut dyn Write, spelling: &Spelling) -> io::Result<()> {
    let word = safe::line(&spelling.word);
    let instead = spelling.instead.iter().filter_map(|count| count.value.as_deref());
    let instead: Vec<_> = instead.map(safe::line).collect();
    if instead.is_empty() {
        return writeln!(out, "No article has the word `{word}`.");
    }
    writeln!(out, "No article has the word `{word}`. Did you mean: {}?", instead.join(", "))
}

fn clauses(out: &mut dyn Write, clauses: &[Clause], look: &Look) -> io::Result<()> {
    let [_, _, ..] = clauses else { return Ok(()) };
    let shown: Vec<String> = clauses.iter().map(|clause| safe::line(&clause.text).into()).collect();
    let widest = shown.iter().map(|text| columns(text)).max().unwrap_or(0).min(look.width / 2);
    writeln!(out)?;
    for (clause, text) in clauses.iter().zip(&shown) {
        let fill = " ".repeat(widest.saturating_sub(columns(text)));
        let without = clause
            .without
            .map_or(String::new(), |without| format!("   without it: {}", thousands(without)));
        writeln!(out, "  {text}{fill}   alone: {}{without}", thousands(clause.alone))?;
    }
    Ok(())
}
