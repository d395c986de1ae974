//! One thin function a command: settings in, an operation, its outcome written, an exit code out.

mod index;
mod reports;
mod search;

use std::io::{Write, stderr};

use clap::CommandFactory;

use super::args::{self, Cli, Command};
use super::exit::Exit;
use super::output::{fail, plain};
use super::settings::Surroundings;
use crate::app::AppError;
use crate::render::{Look, problem};

/// What a command gives.
type Done = Result<Exit, AppError>;

/// Runs a command.
pub(super) fn run(cli: Cli) -> Exit {
    let around = match Surroundings::read(&cli.global) {
        Ok(around) => around,
        Err(error) => return complain(&error),
    };
    let (done, as_json) = match cli.command {
        Command::Index(command) => (index::index(&command, &around), command.json),
        Command::Search(command) => (search::search(&command, &around), command.is_json()),
        Command::Similar(command) => (search::similar(&command, &around), command.is_json()),
        Command::Show(command) => (reports::show(&command, &around), command.json),
        Command::Export(command) => (reports::export(&command, &around), command.is_json()),
        Command::Timeline(command) => (reports::timeline(&command, &around), command.is_json()),
        Command::Sources(command) => (reports::sources(&command, &around), command.is_json()),
        Command::Status(command) => (reports::status(&command, &around), command.json),
        Command::Verify(command) => (reports::verify(&command, &around), command.json),
        Command::Explain(command) => (reports::explain(&command, &around), command.json),
        Command::Formats(command) => (reports::formats(&command, &around), command.json),
        Command::Completions(command) => (completions(&command), false),
        Command::Man(_) => (man(), false),
    };
    done.unwrap_or_else(|error| fail(&error, as_json, &around))
}

/// Says what went wrong before the surroundings were known.
fn complain(error: &AppError) -> Exit {
    // Where even this cannot be written, the exit code still says it.
    let _ = problem::error(&mut stderr().lock(), error, &Look::plain());
    Exit::of(error)
}

fn completions(command: &args::Completions) -> Done {
    let mut script = vec![];
    clap_complete::generate(command.shell, &mut Cli::command(), "dateline", &mut script);
    plain().write_all(&script)?;
    Ok(Exit::Done)
}

fn man() -> Done {
    let mut page = vec![];
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    plain().write_all(&page)?;
    Ok(Exit::Done)
}
