//! The command line: arguments in, an exit code out. It is the one room that reads the environment
//! and the one that prints; what is found and how it looks is decided elsewhere.

mod args;
mod choices;
mod commands;
mod exit;
mod output;
mod pager;
mod progress;
mod settings;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::Cli;
use exit::Exit;

/// Runs the program with its arguments, the first of which is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let steers = arguments.iter().any(|argument| output::steers(argument));
    let exit = match Cli::try_parse_from(arguments) {
        Ok(cli) => commands::run(cli),
        Err(usage) => {
            // Help and version are answers, and clap prints them to standard output.
            let answer = !usage.use_stderr();
            // Nothing is left to do where even this cannot be written.
            let _ = output::usage(&usage, steers);
            if answer { Exit::Done } else { Exit::Usage }
        }
    };
    exit.into()
}
