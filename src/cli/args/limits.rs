//! The flags that raise the limits of a query.

use clap::Args;

/// How large a query may be.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Limits of a query")]
pub(crate) struct QueryLimits {
    /// Bytes of its text [default: 8192]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1 << 24))]
    pub max_bytes: Option<u32>,
    /// Parentheses within one another [default: 32]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    pub max_depth: Option<u32>,
    /// Words and filters [default: 256]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=65536))]
    pub max_clauses: Option<u32>,
    /// Words of the index that a pattern or a spelling stands for [default: 1024]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    pub max_expansions: Option<u32>,
}
