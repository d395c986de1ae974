//! `timeline`: counts articles over time.

use clap::{Args, ValueEnum};

use super::Run;
use super::args::{OutputFormat, Selection, formats};
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::open::open_within;
use crate::app::settings::{Period, TimelineSettings};
use crate::app::{self, AppError};
use crate::render::{self, Format, Outcome};

/// Count articles per day, week, month, quarter, year or decade.
///
/// Periods without articles are shown. A period for which the archive holds nothing at all is marked
/// as a gap.
#[derive(Args, Debug)]
#[command(mut_arg("format", |arg| formats(arg, render::TIMELINE)))]
#[command(after_help = "Examples:
  dateline timeline ceasefire --by month
  dateline timeline climate --share --by year
  dateline timeline inflation --compare recession --format svg > chart.svg")]
pub(super) struct Timeline {
    /// Length of a period
    #[arg(long, value_name = "PERIOD", default_value = "auto")]
    by: By,
    /// Show percentages of all articles in each period
    #[arg(long)]
    share: bool,
    /// Count a second query beside the first
    #[arg(long, value_name = "QUERY")]
    compare: Option<String>,
    #[command(flatten)]
    output: OutputFormat,
    #[command(flatten)]
    selection: Selection,
}

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// The shortest that keeps the chart readable.
    Auto,
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
    /// The period; `None` to choose it automatically.
    fn period(self) -> Option<Period> {
        match self {
            By::Auto => None,
            By::Day => Some(Period::Day),
            By::Week => Some(Period::Week),
            By::Month => Some(Period::Month),
            By::Quarter => Some(Period::Quarter),
            By::Year => Some(Period::Year),
            By::Decade => Some(Period::Decade),
        }
    }
}

impl Run for Timeline {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let settings = TimelineSettings {
            ask: self.selection.ask(false, env),
            by: self.by.period(),
            compare: self.compare.clone(),
        };
        let open = open_within(&env.index, &settings.ask.limits)?;
        let timeline = app::timeline::timeline(&open, &settings)?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Timeline(&timeline, self.share))?;
        out.finish()?;
        Ok(Exit::found(timeline.total > 0))
    }

    fn format(&self) -> Format {
        self.output.format(render::TIMELINE)
    }
}
