//! `completions`: writes a completion script for a shell.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::environment::Environment;
use super::exit::Exit;
use super::{Cli, Run, output};
use crate::app::AppError;

/// Write a completion script for a shell.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish")]
pub(super) struct Completions {
    /// Shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Run for Completions {
    fn run(&self, _: &Environment) -> Result<Exit, AppError> {
        let mut script = vec![];
        clap_complete::generate(self.shell, &mut Cli::command(), "dateline", &mut script);
        output::bytes(&script)?;
        Ok(Exit::Done)
    }
}
