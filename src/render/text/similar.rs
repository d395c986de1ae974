//! Similar articles: the article they are similar to, the shared words, the hits, and what was left
//! out.

use std::io::{self, Write};

use super::hits;
use crate::app::outcome::SimilarOutcome;
use crate::render::number::counted;
use crate::render::safe;
use crate::render::style::{Look, Role};

/// How many of the words are shown.
const WORDS: usize = 10;

/// Writes the articles most similar to another.
///
/// # Errors
/// If the output cannot be written.
pub fn similar(out: &mut dyn Write, outcome: &SimilarOutcome, look: &Look) -> io::Result<()> {
    let title = safe::line(&outcome.model.title);
    let date = outcome.model.date.as_deref().unwrap_or("undated");
    writeln!(out, "Like {} ({date})", look.paint(Role::Title, &title))?;
    let words = outcome.keywords.iter().take(WORDS).map(|keyword| safe::line(&keyword.word));
    let words = words.collect::<Vec<_>>().join(", ");
    if !words.is_empty() {
        writeln!(out, "by the words {}", look.paint(Role::Quiet, &words))?;
    }
    writeln!(out)?;
    hits::list(out, &outcome.hits, look)?;
    if outcome.hits.is_empty() {
        writeln!(out, "No other article is like it.")?;
    }
    if outcome.copies > 0 {
        let copies = counted(outcome.copies, "copy", "copies");
        let line = format!("{copies} of it left out; --copies shows them");
        writeln!(out, "{}", look.paint(Role::Quiet, &line))?;
    }
    Ok(())
}
