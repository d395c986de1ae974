//! `move`: tells the index that an archive has moved.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Run;
use super::environment::Environment;
use super::exit::Exit;
use super::output;
use crate::app::{self, AppError};
use crate::render::safe;

/// Tell the index that an archive has moved.
///
/// No file is read again, and articles keep their ids. `dateline index NEW` recognises a moved
/// archive by itself, once it is no longer where it was.
#[derive(Args, Debug)]
#[command(after_help = "Example:
  dateline move news /mnt/disk2/news")]
pub(super) struct Move {
    /// Name of the archive, or the folder where it was
    #[arg(value_name = "OLD", value_hint = ValueHint::AnyPath)]
    old: PathBuf,
    /// Folder where it is now
    #[arg(value_name = "NEW", value_hint = ValueHint::AnyPath)]
    new: PathBuf,
}

impl Run for Move {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let index = env.index.as_path().into();
        let (name, from) = app::archives::relocate(&index, &self.old, &self.new)?;
        let to = self.new.canonicalize().unwrap_or_else(|_| self.new.clone());
        let text = format!("archive `{name}` is in {} now; it was in {from}", to.display());
        output::bytes(format!("{}\n", safe::line(&text)).as_bytes())?;
        Ok(Exit::Done)
    }
}
