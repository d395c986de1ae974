//! What a search brings the index up to date with before it answers, and how that is read. The
//! other ways of reading are those of `index`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

/// What is indexed before a search.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Indexing first")]
pub(crate) struct Afresh {
    /// First bring the index up to date with this folder or file; give it once for each
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub archive: Vec<PathBuf>,
    /// With --archive: show a source of this name, or of this host, as NAME; may be given several times
    #[arg(long, requires = "archive", value_name = "ALIAS=NAME", value_parser = super::alias)]
    pub alias: Vec<(String, String)>,
    /// With --archive: read every file as this format, whatever it looks like
    #[arg(long = "as", requires = "archive", value_name = "FORMAT")]
    pub as_format: Option<String>,
}
