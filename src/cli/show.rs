//! `show`: shows a whole article.

use clap::Args;

use super::Run;
use super::args::Json;
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::open::open;
use crate::app::{self, AppError};
use crate::render::{Format, Outcome};

/// Show a whole article.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline show k3m9x2ab
  dateline show k3m9 --why-date")]
pub(super) struct Show {
    /// Id of the article, or the start of it
    #[arg(value_name = "ID")]
    id: String,
    /// Show where its date and its source were found, instead of its text
    #[arg(long)]
    why_date: bool,
    #[command(flatten)]
    output: Json,
}

impl Run for Show {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let article = app::show::show(&open(&env.index)?, &self.id)?;
        let mut out = Output::paged(self.format(), env);
        out.write(match self.why_date {
            true => Outcome::WhyDate(&article),
            false => Outcome::Article(&article),
        })?;
        out.finish()?;
        Ok(Exit::Done)
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}
