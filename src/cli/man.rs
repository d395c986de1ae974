//! `man`: writes the manual page.

use clap::{Args, CommandFactory};

use super::environment::Environment;
use super::exit::Exit;
use super::{Cli, Run, output};
use crate::app::AppError;

/// Write the manual page.
#[derive(Args, Debug)]
#[command(after_help = "Example:
  dateline man | man -l -")]
pub(super) struct Man {}

impl Run for Man {
    fn run(&self, _: &Environment) -> Result<Exit, AppError> {
        let mut page = vec![];
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        output::bytes(&page)?;
        Ok(Exit::Done)
    }
}
