//! `archives`: lists the archives that the index remembers.

use clap::Args;

use super::Run;
use super::args::Json;
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::{self, AppError};
use crate::render::{Format, Outcome};

/// List the archives of the index: where they are, how they are read, and when they were last.
///
/// `dateline index` alone updates all of them.
#[derive(Args, Debug)]
pub(super) struct Archives {
    #[command(flatten)]
    output: Json,
}

impl Run for Archives {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let archives = app::archives::archives(&env.index.as_path().into())?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Archives(&archives))?;
        out.finish()?;
        Ok(Exit::Done)
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}
