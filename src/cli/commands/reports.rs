//! The commands that show, count and explain: everything but `index` and `search`.

use std::io::{self, Write};

use super::Done;
use crate::app;
use crate::app::open::{open, open_within};
use crate::app::outcome::Article;
use crate::app::settings::{SourcesSettings, TimelineSettings};
use crate::cli::args;
use crate::cli::choices::{ChartFormat, CountFormat, ExportFormat};
use crate::cli::exit::Exit;
use crate::cli::output::{paged, plain, warn};
use crate::cli::settings::Surroundings;
use crate::render::table::{self, Separator};
use crate::render::{json, svg, text};

/// Shows an article, or why it has its date.
pub(super) fn show(command: &args::Show, around: &Surroundings) -> Done {
    let article = app::show::show(&open(&around.index)?, &command.id)?;
    if command.json {
        let mut out = plain();
        json::article(&mut out, &article)?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let mut out = paged(around);
    if command.why_date {
        text::article::why_date(&mut out, &article, &around.look)?;
    } else {
        text::article::article(&mut out, &article, &around.look)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Writes every matching article.
pub(super) fn export(command: &args::Export, around: &Surroundings) -> Done {
    let format = command.format();
    let mut out = plain();
    let mut failed: Option<io::Error> = None;
    let ask = around.ask(&command.which, false);
    let open = open_within(&around.index, &ask.limits)?;
    export_header(&mut out, format)?;
    let exported = app::export::export(&open, &ask, &mut |article| {
        failed = export_article(&mut out, format, &article).err();
        failed.is_none()
    })?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    if format == ExportFormat::Json {
        json::problems(&mut out, &exported.problems, None)?;
        json::exported(&mut out, exported.articles)?;
    } else {
        warn(&exported.problems, around)?;
    }
    out.flush()?;
    Ok(Exit::found(exported.articles > 0))
}

fn export_header(out: &mut dyn Write, format: ExportFormat) -> io::Result<()> {
    match format {
        ExportFormat::Json => Ok(()),
        ExportFormat::Csv => table::article_header(out, Separator::Comma),
        ExportFormat::Tsv => table::article_header(out, Separator::Tab),
    }
}

fn export_article(out: &mut dyn Write, format: ExportFormat, article: &Article) -> io::Result<()> {
    match format {
        ExportFormat::Json => json::article(out, article),
        ExportFormat::Csv => table::article(out, Separator::Comma, article),
        ExportFormat::Tsv => table::article(out, Separator::Tab, article),
    }
}

/// Shows articles over time.
pub(super) fn timeline(command: &args::Timeline, around: &Surroundings) -> Done {
    let settings = TimelineSettings {
        ask: around.ask(&command.which, false),
        by: command.by.period(),
        compare: command.compare.clone(),
    };
    let open = open_within(&around.index, &settings.ask.limits)?;
    let outcome = app::timeline::timeline(&open, &settings)?;
    let format = command.format();
    let mut out = if format == ChartFormat::Text { paged(around) } else { plain() };
    if format != ChartFormat::Json {
        warn(&outcome.problems, around)?;
    }
    match format {
        ChartFormat::Text => {
            text::timeline::timeline(&mut out, &outcome, command.share, &around.look)?;
        }
        ChartFormat::Json => json::timeline(&mut out, &outcome)?,
        ChartFormat::Csv => table::timeline(&mut out, Separator::Comma, &outcome)?,
        ChartFormat::Tsv => table::timeline(&mut out, Separator::Tab, &outcome)?,
        ChartFormat::Svg => svg::timeline(&mut out, &outcome, command.share)?,
    }
    out.flush()?;
    Ok(Exit::found(outcome.total > 0))
}

/// Shows articles by a value.
pub(super) fn sources(command: &args::Sources, around: &Surroundings) -> Done {
    let ask = around.ask(&command.which, false);
    let settings = SourcesSettings { ask, by: command.by.into() };
    let open = open_within(&around.index, &settings.ask.limits)?;
    let outcome = app::sources::sources(&open, &settings)?;
    let format = command.format();
    let mut out = if format == CountFormat::Text { paged(around) } else { plain() };
    if format != CountFormat::Json {
        warn(&outcome.problems, around)?;
    }
    match format {
        CountFormat::Text => text::sources::sources(&mut out, &outcome, &around.look)?,
        CountFormat::Json => json::sources(&mut out, &outcome)?,
        CountFormat::Csv => table::sources(&mut out, Separator::Comma, &outcome)?,
        CountFormat::Tsv => table::sources(&mut out, Separator::Tab, &outcome)?,
    }
    out.flush()?;
    Ok(Exit::found(outcome.total > 0))
}

/// Shows what the index holds.
pub(super) fn status(command: &args::Status, around: &Surroundings) -> Done {
    let outcome = app::status::status(&around.index)?;
    let mut out = if command.json { plain() } else { paged(around) };
    if command.json {
        json::status(&mut out, &outcome)?;
    } else {
        text::status::status(&mut out, &outcome, command.all, &around.look)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Checks every byte of the index.
pub(super) fn verify(command: &args::Verify, around: &Surroundings) -> Done {
    let outcome = app::verify::verify(&around.index)?;
    let mut out = plain();
    if command.json {
        json::verify(&mut out, &outcome)?;
    } else {
        text::verify::verify(&mut out, &outcome, &around.look)?;
    }
    out.flush()?;
    let sound = outcome.verification.damages.is_empty();
    Ok(if sound { Exit::Done } else { Exit::Index })
}

/// Explains a query.
pub(super) fn explain(command: &args::Explain, around: &Surroundings) -> Done {
    let ask = around.ask(&command.which, false);
    let outcome = app::explain::explain(&around.index, &ask)?;
    let mut out = if command.json { plain() } else { paged(around) };
    if command.json {
        json::explain(&mut out, &outcome)?;
    } else {
        warn(&outcome.problems, around)?;
        text::explain::explain(&mut out, &outcome, &around.look)?;
    }
    out.flush()?;
    let wrong = outcome.problems.iter().any(|problem| problem.diagnostic.is_error());
    Ok(if wrong { Exit::Usage } else { Exit::Done })
}

/// Lists the formats that are read.
pub(super) fn formats(command: &args::Formats, around: &Surroundings) -> Done {
    let mut out = if command.json { plain() } else { paged(around) };
    for format in app::formats::formats() {
        if command.json {
            json::format(&mut out, &format)?;
        } else {
            text::formats::format(&mut out, &format, &around.look)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}
