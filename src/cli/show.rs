//! `show`: shows whole articles.

use clap::Args;

use super::Run;
use super::args::Json;
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::open::open;
use crate::app::settings::Ask;
use crate::app::{AppError, read};
use crate::render::{Format, Outcome};

/// Show whole articles.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline show k3m9x2ab
  dateline show k3m9x2ab p7d1 --query 'ceasefire OR truce'
  dateline show courier/2023/11/05/talks.txt
  dateline show k3m9 --why-date")]
pub(super) struct Show {
    /// Id of an article, or the start of it, or the path of a file or the end of it
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// Mark what a query matches
    #[arg(long, value_name = "QUERY", conflicts_with = "why_date")]
    query: Option<String>,
    /// Show where its date and its source were found, instead of its text
    #[arg(long)]
    why_date: bool,
    #[command(flatten)]
    output: Json,
}

impl Run for Show {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let open = open(&env.index)?;
        let query = self.query.as_ref().map(|text| Ask::new(text, env.clock.clone()));
        // All are looked for before any is shown.
        let readings = self.ids.iter().map(|id| read::read_all(&open, id, query.as_ref()));
        let readings: Vec<_> = readings.collect::<Result<_, _>>()?;
        let mut out = Output::paged(self.format(), env);
        for (place, reading) in readings.iter().flatten().enumerate() {
            out.write(match self.why_date {
                true => Outcome::WhyDate(&reading.article),
                false => Outcome::Article(reading, place == 0),
            })?;
        }
        out.finish()?;
        Ok(Exit::Done)
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}
