//! `status`: shows what the index holds.

use clap::Args;

use super::Run;
use super::args::Json;
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::{self, AppError};
use crate::render::{Format, Outcome};

/// Show what the index holds: articles by source, year and language, and files that were refused.
#[derive(Args, Debug)]
pub(super) struct Status {
    /// List every source, every year and every skipped file
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: Json,
}

impl Run for Status {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let status = app::status::status(&env.index)?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Status(&status, self.all))?;
        out.finish()?;
        Ok(Exit::Done)
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}
