//! `help`: how a command is used, or a topic that several commands share.

use std::ffi::OsString;

use clap::{Args, CommandFactory, Parser};

use super::environment::Environment;
use super::exit::Exit;
use super::{Cli, Run, output};
use crate::app::AppError;

const LANGUAGE: &str = include_str!("../../docs/query-language.md");

/// Explain a command, or one of the topics `query`, `dates` and `exit-codes`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline help search
  dateline help dates")]
pub(super) struct Help {
    /// A command, or `query`, `dates`, `exit-codes`
    #[arg(value_name = "COMMAND|TOPIC")]
    topic: Option<String>,
}

impl Run for Help {
    fn run(&self, _: &Environment) -> Result<Exit, AppError> {
        let text = match self.topic.as_deref() {
            Some("query") => LANGUAGE.to_string(),
            Some("dates") => section(LANGUAGE, "## Dates").to_string(),
            Some("exit-codes") => exit_codes(),
            Some(command) => return of_command(command),
            None => Cli::command().render_long_help().to_string(),
        };
        output::bytes(text.as_bytes())?;
        Ok(Exit::Done)
    }
}

/// The part of a document from a heading to the next of its rank.
fn section<'a>(document: &'a str, heading: &str) -> &'a str {
    let part = document.find(heading).map_or(document, |at| &document[at..]);
    part[heading.len()..].find("\n## ").map_or(part, |end| &part[..heading.len() + end + 1])
}

/// The list of exit codes, as the help of the program ends with it.
fn exit_codes() -> String {
    let help = Cli::command().render_long_help().to_string();
    let codes = help.find("Exit codes:").map_or(help.as_str(), |at| &help[at..]);
    format!("{}\n", codes.trim_end())
}

/// The help of a command, or the error that there is none.
fn of_command(name: &str) -> Result<Exit, AppError> {
    let asked = ["dateline", name, "--help"].map(OsString::from);
    let Err(answer) = Cli::try_parse_from(asked) else { return Ok(Exit::Done) };
    output::usage(&answer, output::steers(name.as_ref()))?;
    Ok(if answer.use_stderr() { Exit::Usage } else { Exit::Done })
}
