//! The command line of `timeline`.

use clap::Args;

use super::Which;
use crate::cli::choices::{By, ChartFormat};

/// Show how many articles there are per day, week, month or year.
///
/// A period without articles is shown; one of which the archive holds nothing at all is marked as a
/// gap.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline timeline ceasefire --by month
  dateline timeline climate --share --by year
  dateline timeline inflation --compare recession --format svg > chart.svg")]
pub(crate) struct Timeline {
    #[command(flatten)]
    pub which: Which,
    /// By what to count
    #[arg(long, value_name = "PERIOD", default_value = "auto")]
    pub by: By,
    /// In per cent of all articles of each period
    #[arg(long)]
    pub share: bool,
    /// A second query to count beside the first
    #[arg(long, value_name = "QUERY")]
    pub compare: Option<String>,
    /// In what form to answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ChartFormat,
    /// Answer in JSON Lines: --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}
