//! `explain`: shows how a query is understood.

use clap::Args;

use super::Run;
use super::args::{Json, Selection};
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::{self, AppError};
use crate::render::{Format, Outcome};

/// Show how a query is understood.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline explain 'ceasefire date:last-month'
  dateline explain 'title:(budget OR deficit) -sport'")]
pub(super) struct Explain {
    #[command(flatten)]
    output: Json,
    #[command(flatten)]
    selection: Selection,
}

impl Run for Explain {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let explain = app::explain::explain(&env.index, &self.selection.ask(false, env))?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Explain(&explain))?;
        out.finish()?;
        let is_wrong = explain.problems.iter().any(|problem| problem.diagnostic.is_error());
        Ok(if is_wrong { Exit::Usage } else { Exit::Done })
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}
