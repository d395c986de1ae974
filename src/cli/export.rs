//! `export`: writes every matching article.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Run;
use super::args::{OutputFormat, Selection, formats};
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::open::open_within;
use crate::app::{self, AppError, receipt};
use crate::render::{self, Format, Outcome};

/// Write every matching article in full, ordered by id.
///
/// There is no limit: without a query, export writes the whole archive.
#[derive(Args, Debug)]
#[command(mut_arg("format", |arg| formats(arg, render::ARTICLES)))]
#[command(after_help = "Examples:
  dateline export > archive.jsonl
  dateline export 'flood date:2023' --format csv > floods.csv")]
pub(super) struct Export {
    #[command(flatten)]
    output: OutputFormat,
    /// Write to FILE what was asked and what was found, for `dateline rerun`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    receipt: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
}

impl Run for Export {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let ask = self.selection.ask(false, env);
        let open = open_within(&env.index, &ask.limits)?;
        let mut out = Output::plain(self.format(), env);
        out.write(Outcome::ExportStart)?;
        let exported = app::export::export(&open, &ask, &mut |article| {
            out.write(Outcome::Exported(&article))
        })?;
        out.write(Outcome::ExportEnd(&exported))?;
        out.finish()?;
        if let Some(file) = &self.receipt {
            receipt::write(&receipt::receipt(&open, &ask)?, file)?;
        }
        Ok(Exit::found(exported.articles > 0))
    }

    fn format(&self) -> Format {
        self.output.format(render::ARTICLES)
    }
}
