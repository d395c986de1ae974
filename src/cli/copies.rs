//! `copies`: shows the copies of an article.

use clap::Args;

use super::Run;
use super::args::Json;
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::open::open;
use crate::app::{self, AppError};
use crate::render::{Format, Outcome};

/// Show all copies of an article, in order of time.
///
/// Two articles are copies if most of the text of one stands in the other. docs/stories.md defines it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline copies k3m9x2ab
  dateline copies k3m9 --json")]
pub(super) struct Copies {
    /// Id of the article, or the start of it
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    output: Json,
}

impl Run for Copies {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let copies = app::copies::copies(&open(&env.index)?, &self.id)?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Copies(&copies))?;
        out.finish()?;
        Ok(Exit::found(copies.copies.len() > 1))
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}
