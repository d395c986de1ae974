//! `rerun`: asks the query of a receipt again.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Run;
use super::args::{Json, QueryLimits};
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::open::open_within;
use crate::app::{AppError, receipt};
use crate::render::{Format, Outcome};

/// Ask the query of a receipt again, and show what has changed.
///
/// `search --receipt FILE` and `export --receipt FILE` write receipts. The query is asked as it was understood
/// then: dates such as `7d` keep the days that they meant. The exit code is 0 if the same articles are found,
/// else 1.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline search ceasefire --from 2023-11 --receipt ceasefire.json
  dateline rerun ceasefire.json")]
pub(super) struct Rerun {
    /// The receipt
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    #[command(flatten)]
    output: Json,
    #[command(flatten)]
    limits: QueryLimits,
}

impl Run for Rerun {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let then = receipt::read(&self.file)?;
        let limits = self.limits.limits();
        let open = open_within(&env.index, &limits)?;
        let rerun = receipt::rerun(&open, then, limits, env.clock.clone())?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Rerun(&rerun))?;
        out.finish()?;
        Ok(Exit::found(rerun.added.is_empty() && rerun.left.is_empty()))
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}
