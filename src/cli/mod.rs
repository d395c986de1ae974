//! The command line: arguments in, an exit code out. Only this module reads the environment and
//! prints; [`crate::app`] decides what is found, and [`crate::render`] how it looks.
//!
//! A command is one file with its arguments and its `run`. To add one, add a file and, here, a
//! variant and an arm.

mod archives;
mod args;
mod completions;
mod copies;
mod environment;
mod exit;
mod explain;
mod export;
mod forget;
mod formats;
mod help;
mod index;
mod man;
mod open;
mod output;
mod pager;
mod progress;
mod relocate;
mod rerun;
mod search;
mod serve;
mod show;
mod similar;
mod sources;
mod status;
mod table;
mod timeline;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::AppError;
use crate::render::Format;
use args::Global;
use environment::Environment;
use exit::Exit;

/// Full-text search over a news archive.
///
/// `dateline index FOLDER` builds an index of the articles in a folder, or updates it;
/// `dateline search WORDS` finds articles, best first.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Examples:
  dateline index ~/news
  dateline search ceasefire talks --from 2023-11 --to 2024-02
  dateline search '\"prime minister\" -resigns source:guardian'
  dateline search --on yesterday
  dateline timeline election --by month

The index is in --index DIR, else in the folder that DATELINE_INDEX names, else in ./index. Where there
is none and no archive is named, it is the one that was made last.

Exit codes:
    0  found, or done
    1  nothing found, or a rerun that finds other articles
    2  wrong usage, or a query that cannot be understood
    3  the index cannot be used
    4  indexed, but some files could not be read
    5  input or output failed
  130  interrupted")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Index),
    Search(search::Search),
    Show(show::Show),
    Open(open::Open),
    Similar(similar::Similar),
    Copies(copies::Copies),
    Export(export::Export),
    Rerun(rerun::Rerun),
    Timeline(timeline::Timeline),
    Sources(sources::Sources),
    Table(table::Table),
    Status(status::Status),
    Archives(archives::Archives),
    Move(relocate::Move),
    Forget(forget::Forget),
    Verify(verify::Verify),
    Explain(explain::Explain),
    Serve(serve::Serve),
    Formats(formats::Formats),
    Completions(completions::Completions),
    Man(man::Man),
    Help(help::Help),
}

/// A command with its arguments.
trait Run {
    /// Runs the command.
    ///
    /// # Errors
    /// If it has no answer.
    fn run(&self, env: &Environment) -> Result<Exit, AppError>;

    /// The format of the answer, or of the error in its place.
    fn format(&self) -> Format {
        Format::Text
    }
}

impl Command {
    fn as_run(&self) -> &dyn Run {
        match self {
            Command::Index(command) => command,
            Command::Search(command) => command,
            Command::Show(command) => command,
            Command::Open(command) => command,
            Command::Similar(command) => command,
            Command::Copies(command) => command,
            Command::Export(command) => command,
            Command::Rerun(command) => command,
            Command::Timeline(command) => command,
            Command::Sources(command) => command,
            Command::Table(command) => command,
            Command::Status(command) => command,
            Command::Archives(command) => command,
            Command::Move(command) => command,
            Command::Forget(command) => command,
            Command::Verify(command) => command,
            Command::Explain(command) => command,
            Command::Serve(command) => command,
            Command::Formats(command) => command,
            Command::Completions(command) => command,
            Command::Man(command) => command,
            Command::Help(command) => command,
        }
    }
}

/// Runs the program with its arguments, the first of which is the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = args::with_excluded_words(arguments.into_iter().collect());
    let steers = arguments.iter().any(|argument| output::steers(argument));
    let exit = match Cli::try_parse_from(arguments) {
        Ok(cli) => run_command(&cli),
        Err(usage) => {
            // Help and version are answers, which clap prints to standard output.
            let is_answer = !usage.use_stderr();
            // If even this cannot be written, nothing is left to do.
            let _ = output::usage(&usage, steers);
            if is_answer { Exit::Done } else { Exit::Usage }
        }
    };
    exit.into()
}

fn run_command(cli: &Cli) -> Exit {
    let makes = matches!(&cli.command, Command::Index(index) if index.names_archives());
    let env = match Environment::read(&cli.global, makes) {
        Ok(env) => env,
        Err(error) => return output::fail_early(&error),
    };
    let command = cli.command.as_run();
    if env.is_last {
        output::note(
            &format!("using the index in {}, the one made last", env.index.display()),
            &env,
        );
    }
    command.run(&env).unwrap_or_else(|error| output::fail(&error, command.format(), &env))
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
