//! Outcomes in, bytes out, to any [`Write`]. [`write()`] is the only place that knows which
//! outcomes can be written in which formats. This module decides nothing else: [`crate::app`]
//! determines the content, and the caller decides where it goes and whether it has colours.
//!
//! To add a format, add a variant of [`Format`], an arm of [`write()`] and a file beside this one.
//! To add an outcome, add a variant of [`Outcome`] and an arm for each of its formats.

pub mod chart;
pub mod flags;
pub mod json;
pub mod number;
pub mod problem;
pub mod safe;
pub mod style;
pub mod svg;
pub mod table;
pub mod text;
pub mod wrap;

use std::io::{self, Write};

use crate::app::crosstab::Crosstab;
use crate::app::export::Exported;
use crate::app::outcome::{
    ArchiveOutcome, Article, CopiesOutcome, ExplainOutcome, Listed, Plan, Problem, ReadOutcome,
    SearchOutcome, SimilarOutcome, SourcesOutcome, StatusOutcome, Summary, TimelineOutcome,
    VerifyOutcome,
};
use crate::app::read::Reading;
use crate::app::receipt::Rerun;
pub use style::Look;
pub use table::End;
use table::Separator;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Text for a person, fitted to the width of a terminal.
    Text,
    /// JSON Lines, as docs/output-schema.md describes them.
    Json,
    /// Comma-separated values with a header.
    Csv,
    /// Tab-separated values with a header.
    Tsv,
    /// The path of each article.
    Paths,
    /// The id of each article.
    Ids,
    /// An SVG image.
    Svg,
}

/// The formats of hits. The first format of each of these lists is the default.
pub const HITS: &[Format] =
    &[Format::Text, Format::Json, Format::Csv, Format::Tsv, Format::Paths, Format::Ids];
/// The formats of whole articles.
pub const ARTICLES: &[Format] = &[Format::Json, Format::Csv, Format::Tsv];
/// The formats of counts by facet value.
pub const COUNTS: &[Format] = &[Format::Text, Format::Json, Format::Csv, Format::Tsv];
/// The formats of a timeline.
pub const TIMELINE: &[Format] =
    &[Format::Text, Format::Json, Format::Csv, Format::Tsv, Format::Svg];

/// What can be written: the whole answer of a command, or one part of an answer that comes in
/// parts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// The hits of a search, and what ends a bare path or id.
    Search(&'a SearchOutcome, End),
    /// How many articles a search finds.
    Count(&'a SearchOutcome),
    /// The start of the answers to a batch of queries.
    BatchStart,
    /// The answer to a query of a batch.
    BatchEntry(&'a SearchOutcome, End),
    /// A query of a batch that cannot be answered, by its id.
    BatchError(&'a str, &'a [Problem]),
    /// Similar articles, and what ends a bare path or id.
    Similar(&'a SimilarOutcome, End),
    /// The copies of an article.
    Copies(&'a CopiesOutcome),
    /// A whole article with the matches of a query, and whether it is the first of several.
    Article(&'a Reading, bool),
    /// Why an article has its date and its source.
    WhyDate(&'a Article),
    /// The start of an export.
    ExportStart,
    /// An article of an export.
    Exported(&'a Article),
    /// The end of an export.
    ExportEnd(&'a Exported),
    /// What has changed since a receipt was written.
    Rerun(&'a Rerun),
    /// A timeline, and whether to show shares of all articles.
    Timeline(&'a TimelineOutcome, bool),
    /// Counts by facet value.
    Sources(&'a SourcesOutcome),
    /// Counts by two things at once, and whether to show shares of all articles.
    Crosstab(&'a Crosstab, bool),
    /// What an index holds, and whether to list everything.
    Status(&'a StatusOutcome, bool),
    /// The archives of an index.
    Archives(&'a [ArchiveOutcome]),
    /// The result of verifying an index.
    Verify(&'a VerifyOutcome),
    /// How a query is understood.
    Explain(&'a ExplainOutcome),
    /// An input format.
    Listed(&'a Listed),
    /// What indexing did.
    Indexed(&'a Summary),
    /// What indexing would do.
    Planned(&'a Plan),
    /// How a file is read, and whether it is the first of several.
    Read(&'a ReadOutcome, bool),
    /// The end of several [`Outcome::Read`]: the number of files and of articles.
    ReadEnd(u64, u64),
}

/// Writes an outcome. Only JSON includes the diagnostics about the query
/// ([`Format::has_problems`]).
///
/// # Errors
/// If the output cannot be written, or the outcome does not have this format.
pub fn write(
    outcome: Outcome<'_>,
    format: Format,
    out: &mut dyn Write,
    look: &Look,
) -> io::Result<()> {
    match format {
        Format::Text => write_text(outcome, out, look),
        Format::Json => write_json(outcome, out),
        Format::Csv => write_table(outcome, Separator::Comma, out),
        Format::Tsv => write_table(outcome, Separator::Tab, out),
        Format::Paths => write_bare(outcome, out, |article| &article.path),
        Format::Ids => write_bare(outcome, out, |article| article.id.as_str()),
        Format::Svg => match outcome {
            Outcome::Timeline(timeline, share) => svg::timeline(out, timeline, share),
            _ => Err(unsupported(Format::Svg)),
        },
    }
}

fn write_text(outcome: Outcome<'_>, out: &mut dyn Write, look: &Look) -> io::Result<()> {
    match outcome {
        Outcome::Search(found, _) => text::hits::search(out, found, look),
        Outcome::Count(found) => text::hits::count(out, found),
        Outcome::BatchEntry(found, _) => text::hits::batch_entry(out, found, look),
        Outcome::Similar(similar, _) => text::similar::similar(out, similar, look),
        Outcome::Copies(copies) => text::copies::copies(out, copies, look),
        Outcome::Article(reading, first) => text::article::reading(out, reading, first, look),
        Outcome::WhyDate(article) => text::article::why_date(out, article, look),
        Outcome::Rerun(rerun) => text::rerun::rerun(out, rerun, look),
        Outcome::Timeline(timeline, share) => text::timeline::timeline(out, timeline, share, look),
        Outcome::Sources(sources) => text::sources::sources(out, sources, look),
        Outcome::Crosstab(table, share) => text::crosstab::crosstab(out, table, share, look),
        Outcome::Status(status, all) => text::status::status(out, status, all, look),
        Outcome::Archives(archives) => text::archives::archives(out, archives, look),
        Outcome::Verify(verify) => text::verify::verify(out, verify, look),
        Outcome::Explain(explain) => text::explain::explain(out, explain, look),
        Outcome::Listed(listed) => text::formats::format(out, listed, look),
        Outcome::Indexed(summary) => text::indexed::indexed(out, summary),
        Outcome::Planned(plan) => text::indexed::planned(out, plan, look),
        Outcome::Read(read, first) => text::reading::reading(out, read, first, look),
        Outcome::BatchStart | Outcome::BatchError(..) | Outcome::ReadEnd(..) => Ok(()),
        Outcome::ExportStart | Outcome::Exported(_) | Outcome::ExportEnd(_) => {
            Err(unsupported(Format::Text))
        }
    }
}

fn write_json(outcome: Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    match outcome {
        Outcome::Search(found, _) | Outcome::Count(found) | Outcome::BatchEntry(found, _) => {
            json::search(out, found)
        }
        Outcome::BatchError(id, problems) => json::problems(out, problems, Some(id)),
        Outcome::Similar(similar, _) => json::similar(out, similar),
        Outcome::Copies(copies) => json::copies(out, copies),
        Outcome::Article(Reading { article, .. }, _)
        | Outcome::WhyDate(article)
        | Outcome::Exported(article) => json::article(out, article),
        Outcome::ExportEnd(exported) => json::exported(out, exported),
        Outcome::Rerun(rerun) => json::rerun(out, rerun),
        Outcome::Timeline(timeline, _) => json::timeline(out, timeline),
        Outcome::Sources(sources) => json::sources(out, sources),
        Outcome::Crosstab(table, _) => json::crosstab(out, table),
        Outcome::Status(status, _) => json::status(out, status),
        Outcome::Archives(archives) => json::archives(out, archives),
        Outcome::Verify(verify) => json::verify(out, verify),
        Outcome::Explain(explain) => json::explain(out, explain),
        Outcome::Listed(listed) => json::format(out, listed),
        Outcome::Indexed(summary) => json::indexed(out, summary),
        Outcome::Planned(plan) => json::planned(out, plan),
        Outcome::Read(read, _) => json::reading(out, read),
        Outcome::ReadEnd(files, articles) => json::read(out, files, articles),
        Outcome::BatchStart | Outcome::ExportStart => Ok(()),
    }
}

fn write_table(outcome: Outcome<'_>, separator: Separator, out: &mut dyn Write) -> io::Result<()> {
    match outcome {
        Outcome::Search(SearchOutcome { hits, .. }, _)
        | Outcome::Similar(SimilarOutcome { hits, .. }, _) => {
            table::hit_header(out, separator, false)?;
            table::hits(out, separator, hits, None)
        }
        Outcome::BatchStart => table::hit_header(out, separator, true),
        Outcome::BatchEntry(found, _) => {
            table::hits(out, separator, &found.hits, found.query_id.as_deref())
        }
        Outcome::ExportStart => table::article_header(out, separator),
        Outcome::Exported(article) => table::article(out, separator, article),
        Outcome::Timeline(timeline, _) => table::timeline(out, separator, timeline),
        Outcome::Sources(sources) => table::sources(out, separator, sources),
        Outcome::Crosstab(counts, share) => table::crosstab(out, separator, counts, share),
        Outcome::Count(found) => text::hits::count(out, found),
        Outcome::BatchError(..) | Outcome::ExportEnd(_) => Ok(()),
        _ => Err(unsupported(match separator {
            Separator::Comma => Format::Csv,
            Separator::Tab => Format::Tsv,
        })),
    }
}

/// Writes one value of each hit, and nothing else.
fn write_bare(
    outcome: Outcome<'_>,
    out: &mut dyn Write,
    value: fn(&Article) -> &str,
) -> io::Result<()> {
    match outcome {
        Outcome::Search(SearchOutcome { hits, .. }, end)
        | Outcome::BatchEntry(SearchOutcome { hits, .. }, end)
        | Outcome::Similar(SimilarOutcome { hits, .. }, end) => {
            hits.iter().try_for_each(|hit| table::bare(out, value(&hit.article), end))
        }
        Outcome::Count(found) => text::hits::count(out, found),
        Outcome::BatchStart | Outcome::BatchError(..) => Ok(()),
        _ => Err(unsupported(Format::Paths)),
    }
}

fn unsupported(format: Format) -> io::Error {
    let message = format!("this answer has no form as {}", format.name());
    io::Error::new(io::ErrorKind::Unsupported, message)
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 7] = [
        Format::Text,
        Format::Json,
        Format::Csv,
        Format::Tsv,
        Format::Paths,
        Format::Ids,
        Format::Svg,
    ];

    /// Its name on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Paths => "paths",
            Format::Ids => "ids",
            Format::Svg => "svg",
        }
    }

    /// A short description.
    pub fn about(self) -> &'static str {
        match self {
            Format::Text => "Text to read in a terminal",
            Format::Json => "JSON Lines; docs/output-schema.md describes the objects",
            Format::Csv => "Comma-separated values with a header",
            Format::Tsv => "Tab-separated values with a header",
            Format::Paths => "The path of each article",
            Format::Ids => "The id of each article",
            Format::Svg => "A picture",
        }
    }

    /// The format with this name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Whether the output includes the diagnostics about the query. For other formats, the caller
    /// shows them separately.
    pub fn has_problems(self) -> bool {
        self == Format::Json
    }
}

impl<'a> Outcome<'a> {
    /// The diagnostics about the query.
    pub fn problems(&self) -> &'a [Problem] {
        match *self {
            Outcome::Search(SearchOutcome { problems, .. }, _)
            | Outcome::Count(SearchOutcome { problems, .. })
            | Outcome::BatchEntry(SearchOutcome { problems, .. }, _)
            | Outcome::Similar(SimilarOutcome { problems, .. }, _)
            | Outcome::ExportEnd(Exported { problems, .. })
            | Outcome::Timeline(TimelineOutcome { problems, .. }, _)
            | Outcome::Sources(SourcesOutcome { problems, .. })
            | Outcome::Crosstab(Crosstab { problems, .. }, _)
            | Outcome::Explain(ExplainOutcome { problems, .. }) => problems,
            Outcome::BatchError(_, problems) => problems,
            Outcome::BatchStart
            | Outcome::Copies(_)
            | Outcome::Article(..)
            | Outcome::WhyDate(_)
            | Outcome::ExportStart
            | Outcome::Exported(_)
            | Outcome::Rerun(_)
            | Outcome::Status(..)
            | Outcome::Archives(_)
            | Outcome::Verify(_)
            | Outcome::Listed(_)
            | Outcome::Indexed(_)
            | Outcome::Planned(_)
            | Outcome::Read(..)
            | Outcome::ReadEnd(..) => &[],
        }
    }
}

#[cfg(test)]
mod tests;
