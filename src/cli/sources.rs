//! `sources`: counts articles by source or by another value.

use clap::{Args, ValueEnum};

use super::Run;
use super::args::{OutputFormat, Selection, formats};
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::open::open_within;
use crate::app::settings::{Facet, SourcesSettings};
use crate::app::{self, AppError};
use crate::render::{self, Format, Outcome};

/// Count articles per source, section, author, language or year.
#[derive(Args, Debug)]
#[command(mut_arg("format", |arg| formats(arg, render::COUNTS)))]
#[command(after_help = "Examples:
  dateline sources
  dateline sources ceasefire --by year")]
pub(super) struct Sources {
    /// Value to count by
    #[arg(long, value_name = "VALUE", default_value = "source")]
    by: By,
    #[command(flatten)]
    output: OutputFormat,
    #[command(flatten)]
    selection: Selection,
}

/// A value that articles are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// The outlet.
    Source,
    /// The section.
    Section,
    /// Each author.
    Author,
    /// The language.
    Lang,
    /// The year of publication.
    Year,
}

impl From<By> for Facet {
    fn from(by: By) -> Facet {
        match by {
            By::Source => Facet::Source,
            By::Section => Facet::Section,
            By::Author => Facet::Author,
            By::Lang => Facet::Lang,
            By::Year => Facet::Year,
        }
    }
}

impl Run for Sources {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let settings = SourcesSettings { ask: self.selection.ask(false, env), by: self.by.into() };
        let open = open_within(&env.index, &settings.ask.limits)?;
        let sources = app::sources::sources(&open, &settings)?;
        let mut out = Output::paged(self.format(), env);
        out.write(Outcome::Sources(&sources))?;
        out.finish()?;
        Ok(Exit::found(sources.total > 0))
    }

    fn format(&self) -> Format {
        self.output.format(render::COUNTS)
    }
}
