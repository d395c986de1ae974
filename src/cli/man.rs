//! `man`: writes the manual page.

use clap::{Args, CommandFactory};

use super::environment::Environment;
use super::exit::Exit;
use super::{Cli, Run, output};
use crate::app::AppError;

/// Write the manual page of the program, or of one command.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline man | man -l -
  dateline man search > dateline-search.1")]
pub(super) struct Man {
    /// A command
    command: Option<String>,
}

impl Run for Man {
    fn run(&self, _: &Environment) -> Result<Exit, AppError> {
        let mut page = vec![];
        let mut program = Cli::command();
        program.build();
        let described = match &self.command {
            None => program,
            Some(name) => {
                let found = program.find_subcommand(name).cloned();
                let missing = || AppError::Usage(format!("there is no command `{name}`"));
                found.ok_or_else(missing)?
            }
        };
        clap_mangen::Man::new(described).render(&mut page)?;
        output::bytes(&page)?;
        Ok(Exit::Done)
    }
}
