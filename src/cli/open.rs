//! `open`: shows an article where it came from, in a browser or an editor.

use std::path::Path;
use std::process::{Command, Stdio};

use clap::Args;

use super::Run;
use super::environment::Environment;
use super::exit::Exit;
use crate::app::open::open;
use crate::app::{AppError, show};

/// Open an article in the browser, by its address, or its file in an editor.
///
/// The browser is $BROWSER, else `xdg-open` (`open` on macOS); the editor is $VISUAL, else $EDITOR. An article
/// without a web address is opened as a file, by the browser's command unless --editor is given.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline open k3m9x2ab
  dateline open k3m9x2ab --editor")]
pub(super) struct Open {
    /// Id of the article, or the start of it
    #[arg(value_name = "ID")]
    id: String,
    /// Open the file it was read from in an editor
    #[arg(long, short = 'e')]
    editor: bool,
}

impl Run for Open {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let article = show::show(&open(&env.index)?, &self.id)?;
        let address = article.url.filter(|url| is_web_address(url));
        if self.editor {
            let editor = env.editor.as_deref();
            let editor = editor.ok_or_else(|| usage("no editor is set: set VISUAL or EDITOR"))?;
            return start(editor, &file(&article.path)?);
        }
        match address {
            Some(address) => start(&env.browser, &address),
            None => start(&env.browser, &file(&article.path)?),
        }
    }
}

fn usage(text: &str) -> AppError {
    AppError::Usage(text.to_string())
}

/// Whether a program that is told to open this will take it for a page of the web, and nothing else.
fn is_web_address(url: &str) -> bool {
    let starts = ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
    starts && !url.contains(|c: char| c.is_control() || c.is_whitespace())
}

/// The file of a path, which may go on into a container.
fn file(path: &str) -> Result<String, AppError> {
    let file = path.split("!/").next().unwrap_or(path);
    match Path::new(file).exists() {
        true => Ok(file.to_string()),
        false => Err(usage(&format!("{file} is not there: is its disk mounted?"))),
    }
}

/// Runs a command, which may have arguments of its own, and waits for it.
fn start(command: &str, what: &str) -> Result<Exit, AppError> {
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or_default();
    let ran = Command::new(program).args(words).arg(what).stdin(Stdio::inherit()).status();
    match ran {
        Ok(status) if status.success() => Ok(Exit::Done),
        Ok(status) => Err(usage(&format!("`{command}` could not open {what}: {status}"))),
        Err(cause) => Err(AppError::Io { what: format!("cannot run `{program}`"), cause }),
    }
}
