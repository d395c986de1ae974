//! The command line of `similar`.

use clap::{Args, ValueHint};

use super::Which;
use crate::cli::choices::HitFormat;

/// Find articles like another.
///
/// They hold the words that set it apart from the rest of the index. Copies of its text are left
/// out.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline similar k3m9x2ab
  dateline similar k3m9x2ab 'source:courier date:2024'
  dateline similar draft.txt --copies")]
pub(crate) struct Similar {
    /// The article's id, or the start of it; or a file with one article, which need not be indexed
    #[arg(value_name = "ID|FILE", value_hint = ValueHint::FilePath)]
    pub model: String,
    #[command(flatten)]
    pub which: Which,
    /// How many to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Show copies of the article, too
    #[arg(long)]
    pub copies: bool,
    /// About how many characters of each article to show; 0 for none
    #[arg(long, value_name = "N", default_value_t = 240)]
    pub passage_length: usize,
    /// In what form to answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: HitFormat,
    /// Answer in JSON Lines: --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// End each path or id with a NUL and leave its bytes as they are: for xargs -0
    #[arg(long, short = '0')]
    pub null: bool,
}
