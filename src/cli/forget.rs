//! `forget`: removes an archive from the index.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Run;
use super::environment::Environment;
use super::exit::Exit;
use super::output;
use crate::app::{self, AppError};
use crate::render::number::counted;
use crate::render::safe;

/// Remove an archive from the index. Its files stay as they are.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline forget wires
  dateline forget /mnt/gone/news")]
pub(super) struct Forget {
    /// Name of the archive, or its folder
    #[arg(value_name = "NAME|PATH", value_hint = ValueHint::AnyPath)]
    archive: PathBuf,
}

impl Run for Forget {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let (name, articles) = app::archives::forget(&env.index.as_path().into(), &self.archive)?;
        let articles = counted(articles, "article", "articles");
        let text = format!("archive `{name}` is forgotten: {articles} removed from the index");
        output::bytes(format!("{}\n", safe::line(&text)).as_bytes())?;
        Ok(Exit::Done)
    }
}
