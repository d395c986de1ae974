//! `table`: counts articles by two things at once.

use clap::{Args, ValueEnum};

use super::Run;
use super::args::{OutputFormat, Selection, formats};
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::open::open_within;
use crate::app::settings::{Axis, CrosstabSettings, Facet, Period, Rows};
use crate::app::{self, AppError};
use crate::render::{self, Format, Outcome};

/// Count articles in a table: by source and month, for instance.
///
/// Without a query it counts the whole archive. A row is a value, a period, or a query of its own.
#[derive(Args, Debug)]
#[command(mut_arg("format", |arg| formats(arg, render::COUNTS)))]
#[command(after_help = "Examples:
  dateline table ceasefire --rows source --columns month
  dateline table --row ceasefire --row 'truce OR armistice' --columns year --share
  dateline table climate --rows section --columns year --format csv > climate.csv")]
pub(super) struct Table {
    /// What the rows are
    #[arg(long, value_name = "VALUE", default_value = "source")]
    rows: By,
    /// A query that is a row; repeat it for several
    #[arg(long, value_name = "QUERY", conflicts_with = "rows")]
    row: Vec<String>,
    /// What the columns are
    #[arg(long, value_name = "VALUE", default_value = "year")]
    columns: By,
    /// Show percentages of all articles with the same filters in each cell
    #[arg(long)]
    share: bool,
    /// Number of sources, sections, authors or languages to show: those with most articles
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    output: OutputFormat,
    #[command(flatten)]
    selection: Selection,
}

/// What the rows or the columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// The outlet.
    Source,
    /// The section.
    Section,
    /// Each author.
    Author,
    /// The language.
    Lang,
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

impl By {
    fn axis(self) -> Axis {
        match self {
            By::Source => Axis::Facet(Facet::Source),
            By::Section => Axis::Facet(Facet::Section),
            By::Author => Axis::Facet(Facet::Author),
            By::Lang => Axis::Facet(Facet::Lang),
            By::Day => Axis::Period(Period::Day),
            By::Week => Axis::Period(Period::Week),
            By::Month => Axis::Period(Period::Month),
            By::Quarter => Axis::Period(Period::Quarter),
            By::Year => Axis::Period(Period::Year),
            By::Decade => Axis::Period(Period::Decade),
        }
    }
}

impl Run for Table {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let rows = match self.row.as_slice() {
            [] => Rows::By(self.rows.axis()),
            queries => Rows::Queries(queries.to_vec()),
        };
        let settings = CrosstabSettings {
            ask: self.selection.ask(false, env),
            rows,
            columns: self.columns.axis(),
            limit: self.limit,
        };
        let open = open_within(&env.index, &settings.ask.limits)?;
        let table = app::crosstab::crosstab(&open, &settings)?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Crosstab(&table, self.share))?;
        out.finish()?;
        Ok(Exit::found(table.total > 0))
    }

    fn format(&self) -> Format {
        self.output.format(render::COUNTS)
    }
}
