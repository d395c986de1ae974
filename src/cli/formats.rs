//! `formats`: lists the file formats that are read.

use clap::Args;

use super::Run;
use super::args::Json;
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::{self, AppError};
use crate::render::{Format, Outcome};

/// List the file formats that dateline reads.
///
/// For each: what an article gets from it, and how it is recognised. Formats are tried in this order;
/// `index --as` takes their names.
#[derive(Args, Debug)]
pub(super) struct Formats {
    #[command(flatten)]
    output: Json,
}

impl Run for Formats {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let mut out = Output::paged(self.format(), env);
        for listed in app::formats::formats() {
            out.write(Outcome::Listed(&listed))?;
        }
        out.finish()?;
        Ok(Exit::Done)
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}
