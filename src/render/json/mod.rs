//! JSON Lines: one typed object per line, as documented in docs/output-schema.md. Fields are
//! written in the order of the types here. Adding a field keeps the [`VERSION`]; any other change
//! raises it.

mod archives;
mod articles;
mod copies;
mod crosstab;
mod document;
mod reading;
mod reports;
mod rerun;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};

use super::safe;

use crate::app::AppError;
use crate::app::crosstab::Crosstab;
use crate::app::export::Exported;
use crate::app::outcome::{
    ArchiveOutcome, CopiesOutcome, ExplainOutcome, Listed, Plan, Problem, ReadOutcome,
    SearchOutcome, SimilarOutcome, SourcesOutcome, Spelling, StatusOutcome, Summary,
    TimelineOutcome, VerifyOutcome,
};
use crate::app::receipt::Rerun;
use crate::article::Article;

pub use articles::VERSION;
pub use document::document;

/// Writes the hits of a search, its problems and its summary.
///
/// # Errors
/// If the output cannot be written.
pub fn search(out: &mut dyn Write, outcome: &SearchOutcome) -> io::Result<()> {
    for hit in &outcome.hits {
        line(out, &articles::Hit::new(hit, outcome.query_id.as_deref()))?;
    }
    problems(out, &outcome.problems, outcome.query_id.as_deref())?;
    line(out, &articles::SearchSummary::new(outcome))
}

/// Writes similar articles and the article they are similar to.
///
/// # Errors
/// If the output cannot be written.
pub fn similar(out: &mut dyn Write, outcome: &SimilarOutcome) -> io::Result<()> {
    for hit in &outcome.hits {
        line(out, &articles::Hit::new(hit, None))?;
    }
    problems(out, &outcome.problems, None)?;
    line(out, &articles::SimilarSummary::new(outcome))
}

/// Writes the copies of an article.
///
/// # Errors
/// If the output cannot be written.
pub fn copies(out: &mut dyn Write, outcome: &CopiesOutcome) -> io::Result<()> {
    outcome.copies.iter().try_for_each(|copy| line(out, &copies::CopyOf::new(copy)))?;
    line(out, &copies::CopiesSummary::new(outcome))
}

/// Writes a whole article.
///
/// # Errors
/// If the output cannot be written.
pub fn article(out: &mut dyn Write, article: &Article) -> io::Result<()> {
    line(out, &articles::WholeArticle::new(article))
}

/// Writes the end of an export: its problems and its summary.
///
/// # Errors
/// If the output cannot be written.
pub fn exported(out: &mut dyn Write, exported: &Exported) -> io::Result<()> {
    problems(out, &exported.problems, None)?;
    line(out, &articles::ExportSummary::new(exported))
}

/// Writes a timeline.
///
/// # Errors
/// If the output cannot be written.
pub fn timeline(out: &mut dyn Write, outcome: &TimelineOutcome) -> io::Result<()> {
    for bar in &outcome.bars {
        line(out, &reports::Period::new(bar, outcome))?;
    }
    problems(out, &outcome.problems, None)?;
    line(out, &reports::TimelineSummary::new(outcome))
}

/// Writes counts by facet value.
///
/// # Errors
/// If the output cannot be written.
pub fn sources(out: &mut dyn Write, outcome: &SourcesOutcome) -> io::Result<()> {
    for count in &outcome.counts {
        line(out, &reports::Value::new(count, outcome))?;
    }
    problems(out, &outcome.problems, None)?;
    line(out, &reports::SourcesSummary::new(outcome))
}

/// Writes a table of counts.
///
/// # Errors
/// If the output cannot be written.
pub fn crosstab(out: &mut dyn Write, table: &Crosstab) -> io::Result<()> {
    for row in &table.rows {
        line(out, &crosstab::TableRow::new(row, table))?;
    }
    problems(out, &table.problems, None)?;
    line(out, &crosstab::TableSummary::new(table))
}

/// Writes what has changed since a receipt was written.
///
/// # Errors
/// If the output cannot be written.
pub fn rerun(out: &mut dyn Write, rerun: &Rerun) -> io::Result<()> {
    rerun.added.iter().try_for_each(|added| line(out, &rerun::Change::added(added)))?;
    rerun.left.iter().try_for_each(|left| line(out, &rerun::Change::left(left)))?;
    line(out, &rerun::RerunSummary::new(rerun))
}

/// Writes what an index holds, and every file that was not read in full.
///
/// # Errors
/// If the output cannot be written.
pub fn status(out: &mut dyn Write, outcome: &StatusOutcome) -> io::Result<()> {
    line(out, &reports::Status::new(outcome))?;
    archives(out, &outcome.archives)?;
    outcome.status.files.iter().flat_map(reports::File::of).try_for_each(|file| line(out, &file))
}

/// Writes the archives of an index.
///
/// # Errors
/// If the output cannot be written.
pub fn archives(out: &mut dyn Write, listed: &[ArchiveOutcome]) -> io::Result<()> {
    listed.iter().map(archives::Archive::new).try_for_each(|archive| line(out, &archive))
}

/// Writes every damage found in an index, and how much of it was read.
///
/// # Errors
/// If the output cannot be written.
pub fn verify(out: &mut dyn Write, outcome: &VerifyOutcome) -> io::Result<()> {
    let damages = outcome.verification.damages.iter().map(reports::Damaged::new);
    damages.into_iter().try_for_each(|damage| line(out, &damage))?;
    line(out, &reports::VerifySummary::new(outcome))
}

/// Writes how a query was understood.
///
/// # Errors
/// If the output cannot be written.
pub fn explain(out: &mut dyn Write, outcome: &ExplainOutcome) -> io::Result<()> {
    problems(out, &outcome.problems, None)?;
    line(out, &reports::Explain::new(outcome))
}

/// Writes what indexing did.
///
/// # Errors
/// If the output cannot be written.
pub fn indexed(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    summary.notices.iter().map(archives::ArchiveNotice::new).try_for_each(|one| line(out, &one))?;
    let all = summary.refusals.iter().chain(&summary.refused_before);
    let refused = all.map(reports::File::refused);
    let incomplete = summary.incomplete.iter().map(reports::File::incomplete);
    refused.chain(incomplete).try_for_each(|file| line(out, &file))?;
    line(out, &reports::IndexSummary::new(summary))
}

/// Writes what indexing would do.
///
/// # Errors
/// If the output cannot be written.
pub fn planned(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    plan.notices.iter().map(archives::ArchiveNotice::new).try_for_each(|one| line(out, &one))?;
    plan.files.iter().try_for_each(|file| line(out, &reports::Planned::new(file)))?;
    line(out, &reports::PlanSummary::new(plan))
}

/// Writes how a file was read: each of its parts, its articles, and what could not be read.
///
/// # Errors
/// If the output cannot be written.
pub fn reading(out: &mut dyn Write, read: &ReadOutcome) -> io::Result<()> {
    let (path, root) = (read.path.to_string_lossy(), read.root.to_string_lossy());
    for piece in &read.trace.pieces {
        line(out, &reading::Read::new([&path, &root], piece))?;
        for explained in &piece.kept {
            line(out, &reading::Reasons::new(piece, explained))?;
        }
    }
    let mut problems = read.report.problems.iter();
    problems.try_for_each(|reason| line(out, &reports::File::unread(&path, reason)))
}

/// Writes the summary of a trace.
///
/// # Errors
/// If the output cannot be written.
pub fn read(out: &mut dyn Write, files: u64, articles: u64) -> io::Result<()> {
    line(out, &reading::ReadSummary::new(files, articles))
}

/// Writes spelling suggestions.
///
/// # Errors
/// If the output cannot be written.
pub fn suggested(out: &mut dyn Write, spelling: &Spelling) -> io::Result<()> {
    spelling.instead.iter().try_for_each(|count| line(out, &articles::Suggestion::new(count)))
}

/// Writes an input format.
///
/// # Errors
/// If the output cannot be written.
pub fn format(out: &mut dyn Write, format: &Listed) -> io::Result<()> {
    line(out, &reading::Format::new(format))
}

/// Writes an error.
///
/// # Errors
/// If the output cannot be written.
pub fn error(out: &mut dyn Write, error: &AppError, exit: u8) -> io::Result<()> {
    if let AppError::Query(list) = error {
        problems(out, list, None)?;
    }
    line(out, &articles::Failure::new(error, exit))
}

/// Writes the diagnostics about a query.
///
/// # Errors
/// If the output cannot be written.
pub fn problems(
    out: &mut dyn Write,
    problems: &[Problem],
    query_id: Option<&str>,
) -> io::Result<()> {
    problems.iter().try_for_each(|problem| line(out, &articles::Said::new(problem, query_id)))
}

/// Writes an object and a newline.
fn line(out: &mut dyn Write, object: &impl Serialize) -> io::Result<()> {
    object.serialize(&mut Serializer::with_formatter(&mut *out, Careful))?;
    out.write_all(b"\n")
}

/// Compact JSON that escapes every character that could control a terminal. It parses back to the
/// exact text.
struct Careful;

impl Formatter for Careful {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut plain = 0;
        for (place, letter) in fragment.char_indices().filter(|&(_, letter)| safe::steers(letter)) {
            out.write_all(&fragment.as_bytes()[plain..place])?;
            write!(out, "\\u{:04x}", u32::from(letter))?;
            plain = place + letter.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[plain..])
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        serde_json::ser::CompactFormatter.write_char_escape(out, escape)
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn every_character_survives_and_none_steers_a_terminal() {
        for letter in '\0'..=char::MAX {
            let mut out = vec![];
            line(&mut out, &letter.to_string()).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(!text.trim_end_matches('\n').chars().any(super::safe::steers), "{letter:?}");
            assert_eq!(serde_json::from_str::<String>(&text).unwrap(), letter.to_string());
        }
    }
}
