//! `similar`: finds articles like another.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Run;
use super::args::{HitOptions, Selection, formats};
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::open::open_within;
use crate::app::settings::{Model, SimilarSettings};
use crate::app::{self, AppError};
use crate::render::{self, Format, Outcome};

/// Find articles like another one.
///
/// They share the words that distinguish it from the rest of the index. Copies of its text are left
/// out.
#[derive(Args, Debug)]
#[command(mut_arg("format", |arg| formats(arg, render::HITS)))]
#[command(after_help = "Examples:
  dateline similar k3m9x2ab
  dateline similar k3m9x2ab 'source:courier date:2024'
  dateline similar draft.txt --copies")]
pub(super) struct Similar {
    /// Id of an article or the start of it, or a file with one article, which need not be indexed
    #[arg(value_name = "ID|FILE", value_hint = ValueHint::FilePath)]
    model: String,
    /// Show copies of the article, too
    #[arg(long)]
    copies: bool,
    #[command(flatten)]
    hits: HitOptions,
    #[command(flatten)]
    selection: Selection,
}

impl Run for Similar {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        self.hits.check()?;
        let settings = self.settings(env);
        let open = open_within(&env.index, &settings.ask.limits)?;
        let similar = app::similar::similar(&open, &settings)?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Similar(&similar, self.hits.end()))?;
        out.finish()?;
        Ok(Exit::found(!similar.hits.is_empty()))
    }

    fn format(&self) -> Format {
        self.hits.output.format(render::HITS)
    }
}

impl Similar {
    fn settings(&self, env: &Environment) -> SimilarSettings {
        let path = PathBuf::from(&self.model);
        let model = if path.exists() { Model::File(path) } else { Model::Id(self.model.clone()) };
        SimilarSettings {
            model,
            ask: self.selection.ask(false, env),
            limit: self.hits.limit,
            copies: self.copies,
            passage: self.hits.passage_length,
        }
    }
}
