//! Draws diagnostics about a text: the message, the text with a caret under the place, and the
//! hints. Also draws errors without a place.

use std::io::{self, Write};

use super::flags;
use super::safe;
use super::style::{Look, Role};
use super::text;
use super::wrap::columns;
use crate::app::AppError;
use crate::app::outcome::{Advice, Named, Problem, Refusal, Unfinished};
use crate::diagnostic::Severity;

/// How many characters of the text are shown on each side of the place.
const AROUND: usize = 60;

/// Draws an error.
///
/// # Errors
/// If the output cannot be written.
pub fn error(out: &mut dyn Write, error: &AppError, look: &Look) -> io::Result<()> {
    if let AppError::Query(list) = error {
        return problems(out, list, look);
    }
    headline(out, Severity::Error, &flags::message(error), look)?;
    match error {
        AppError::Ambiguous { candidates, .. } => named(out, candidates, look),
        AppError::NoSuchArticle(_) => hint(out, "`dateline search` shows the id of each hit", look),
        _ => Ok(()),
    }
}

/// Draws a note.
///
/// # Errors
/// If the output cannot be written.
pub fn note(out: &mut dyn Write, text: &str, look: &Look) -> io::Result<()> {
    headline(out, Severity::Note, text, look)
}

/// Says why a query finds nothing, and what would find something.
///
/// # Errors
/// When the output cannot be written.
pub fn advice(out: &mut dyn Write, advice: &Advice, look: &Look) -> io::Result<()> {
    text::hits::nothing(out, advice, look)
}

/// Warns of an unfinished index run, unless it is still active.
///
/// # Errors
/// If the output cannot be written.
pub fn unfinished(out: &mut dyn Write, run: &Unfinished, look: &Look) -> io::Result<()> {
    match run.is_running {
        true => Ok(()),
        false => headline(out, Severity::Warning, &flags::unfinished(run), look),
    }
}

/// Draws diagnostics, each with its place.
///
/// # Errors
/// If the output cannot be written.
pub fn problems(out: &mut dyn Write, problems: &[Problem], look: &Look) -> io::Result<()> {
    problems.iter().try_for_each(|problem| draw(out, problem, look))
}

/// Names at most `limit` of the files that were refused, and says where to find the rest.
///
/// # Errors
/// If the output cannot be written.
pub fn refusals(
    out: &mut dyn Write,
    refusals: &[Refusal],
    limit: usize,
    look: &Look,
) -> io::Result<()> {
    files(out, "refused", refusals, limit, look)
}

/// Writes what is missing of files that were indexed only in part, one line a problem, up to `limit`.
///
/// # Errors
/// If the output cannot be written.
pub fn incomplete(
    out: &mut dyn Write,
    lost: &[Refusal],
    limit: usize,
    look: &Look,
) -> io::Result<()> {
    files(out, "incomplete", lost, limit, look)
}

fn files(
    out: &mut dyn Write,
    label: &str,
    files: &[Refusal],
    limit: usize,
    look: &Look,
) -> io::Result<()> {
    for Refusal { path, reason } in files.iter().take(limit) {
        let path = safe::line(look.path(path)).into_owned();
        writeln!(out, "{}: {path}: {}", look.paint(Role::Warning, label), safe::line(reason))?;
    }
    match files.len().saturating_sub(limit) {
        0 => Ok(()),
        more => writeln!(out, "and {more} more: `dateline status` names them all"),
    }
}

fn draw(out: &mut dyn Write, problem: &Problem, look: &Look) -> io::Result<()> {
    let Problem { subject, text, diagnostic } = problem;
    headline(out, diagnostic.severity, &diagnostic.message, look)?;
    let (before, marked, after) = excerpt(text, diagnostic.place.start, diagnostic.place.end);
    if !text.is_empty() {
        let label = if subject == "query" { String::new() } else { format!("{subject} ") };
        writeln!(out, "  {label}{before}{marked}{after}")?;
        let indent = " ".repeat(2 + columns(&label) + columns(&before));
        let carets = "^".repeat(columns(&marked).max(1));
        writeln!(out, "{indent}{}", look.paint(role(diagnostic.severity), &carets))?;
    }
    diagnostic.hints.iter().try_for_each(|text| hint(out, &flags::hint(text), look))
}

fn headline(out: &mut dyn Write, severity: Severity, message: &str, look: &Look) -> io::Result<()> {
    let label = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    writeln!(out, "{}: {}", look.paint(role(severity), label), safe::line(message))
}

fn hint(out: &mut dyn Write, text: &str, look: &Look) -> io::Result<()> {
    writeln!(out, "  {}: {}", look.paint(Role::Hint, "hint"), safe::line(text))
}

fn named(out: &mut dyn Write, articles: &[Named], look: &Look) -> io::Result<()> {
    for Named { id, date, title } in articles {
        let date = date.as_deref().unwrap_or("undated");
        writeln!(
            out,
            "  {}  {date:10}  {}",
            look.paint(Role::Quiet, id.as_str()),
            safe::line(title)
        )?;
    }
    Ok(())
}

fn role(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warning,
        Severity::Note => Role::Hint,
    }
}

/// The text around a place, on one line and safe to print: before it, the place, and after it.
fn excerpt(text: &str, start: usize, end: usize) -> (String, String, String) {
    let start = text.floor_char_boundary(start.min(text.len()));
    let end = text.ceil_char_boundary(end.clamp(start, text.len()));
    let before: String = last_characters(&text[..start]);
    let marked: String = first_characters(&text[start..end]);
    let after: String = first_characters(&text[end..]);
    (before, marked, after)
}

fn first_characters(text: &str) -> String {
    let end = text.char_indices().nth(AROUND).map_or(text.len(), |(place, _)| place);
    let more = if end < text.len() { "…" } else { "" };
    format!("{}{more}", safe::line(&text[..end]))
}

fn last_characters(text: &str) -> String {
    let start = text.char_indices().rev().nth(AROUND - 1).map_or(0, |(place, _)| place);
    let more = if start > 0 { "…" } else { "" };
    format!("{more}{}", safe::line(&text[start..]))
}

#[cfg(test)]
mod tests {
    use super::problems;
    use crate::app::outcome::Problem;
    use crate::diagnostic::Diagnostic;
    use crate::render::style::Look;

    fn drawn(text: &str, diagnostic: Diagnostic) -> String {
        let mut out = vec![];
        let problem = Problem { subject: "query".into(), text: text.into(), diagnostic };
        problems(&mut out, &[problem], &Look::plain()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        let diagnostic = Diagnostic::error("unclosed-quote", 5..12, "this quote is never closed")
            .hint("write `\"gaza\"`");
        assert_eq!(
            drawn("word \"gaza x", diagnostic),
            "error: this quote is never closed\n  word \"gaza x\n       ^^^^^^^\n  hint: write `\"gaza\"`\n"
        );
    }

    #[test]
    fn the_caret_counts_columns_and_a_place_past_the_end_is_no_panic() {
        let wide = drawn("東京 x", Diagnostic::warning("x", 7..8, "m"));
        assert_eq!(wide, "warning: m\n  東京 x\n       ^\n");
        assert!(drawn("é", Diagnostic::note("x", 1..99, "m")).contains('^'));
        let long = drawn(&"x".repeat(9000), Diagnostic::note("x", 4000..4001, "m"));
        assert!(long.lines().all(|line| line.chars().count() < 140), "{long}");
    }

    #[test]
    fn a_query_cannot_steer_the_terminal_through_its_diagnostic() {
        let text = "a\u{1b}[2J\u{202e}b";
        let shown = drawn(text, Diagnostic::error("x", 1..2, text));
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'));
    }
}
