//! The command line as clap reads it: what may be said, and the help. It acts on nothing;
//! [`super::commands`] does.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};

mod afresh;
mod limits;
mod similar;
mod timeline;

pub(super) use afresh::Afresh;
pub(super) use limits::QueryLimits;
pub(super) use similar::Similar;
pub(super) use timeline::Timeline;

use super::choices::{Color, CountFormat, ExportFormat, HitFormat, Order, Value};

/// Full-text search over a news archive.
///
/// `dateline index FOLDER` builds an index of the articles in a folder, or brings it up to date;
/// `dateline search WORDS` finds them, best first.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
#[command(after_help = "Examples:
  dateline index ~/news
  dateline search ceasefire talks --from 2023-11 --to 2024-02
  dateline search '\"prime minister\" -resigns source:guardian'
  dateline search --on yesterday
  dateline timeline election --by month

The index lies in --index DIR, else in DATELINE_INDEX, else in ./index.
Exit codes: 0 found or done, 1 nothing found, 2 usage or query error, 3 the index cannot be used,
4 indexed but some files could not be read, 5 I/O error, 130 interrupted.")]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

/// What every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The index folder [default: $DATELINE_INDEX, else ./index]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub index: Option<PathBuf>,
    /// The moment that `today` and the like are counted from, such as 2023-11-05
    #[arg(long, global = true, value_name = "MOMENT")]
    pub now: Option<String>,
    /// The time zone that decides which day it is, such as Europe/Paris [default: the system's]
    #[arg(long, global = true, value_name = "ZONE")]
    pub tz: Option<String>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Never show the output in a pager
    #[arg(long, global = true)]
    pub no_pager: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Index(Index),
    Search(Search),
    Show(Show),
    Similar(Similar),
    Export(Export),
    Timeline(Timeline),
    Sources(Sources),
    Status(Status),
    Verify(Verify),
    Explain(Explain),
    Formats(Formats),
    Completions(Completions),
    Man(Man),
}

/// Index an archive, or bring its index up to date.
///
/// Unchanged files are not read again, changed ones replace their articles, and what is gone from
/// the archive leaves the index. It may be interrupted at any time: running it again goes on.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline index ~/news
  dateline index ~/news ~/wires --source 'The Daily Example'
  dateline index dump.jsonl --map title=headline,body=content.text,date=published_at
  dateline index ~/news --alias 'jpost.com=The Jerusalem Post'
  dateline index ~/news --dry-run
  dateline index --explain ~/news/page.html

A file sources.toml in a folder of the archive that is given here holds aliases as --alias does:
  \"jpost.com\" = \"The Jerusalem Post\"
  \"The Daily Example\" = [\"daily\", \"example.com\"]")]
pub(super) struct Index {
    /// Folders and files of the archive
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
    /// Read every file again, changed or not
    #[arg(long)]
    pub full: bool,
    /// Say what would be done, by size and time of modification, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Say how these files are read and where each field comes from, and do nothing; the member of a
    /// container is named as `file.zip!/a/b.html`
    #[arg(long, conflicts_with_all = ["dry_run", "full", "rebuild"])]
    pub explain: bool,
    /// Throw away what the index holds and start anew, also where it is damaged or of another version
    #[arg(long)]
    pub rebuild: bool,
    /// How many files are read at a time [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Memory for the index writer, in MB
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = clap::value_parser!(u32).range(64..=65536))]
    pub memory: u32,
    /// Show no progress, and name no refused files
    #[arg(long, short)]
    pub quiet: bool,
    /// Answer in JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// How files are read.
#[derive(Args, Debug, Default)]
pub(super) struct Reading {
    /// The source of articles that do not name theirs
    #[arg(long = "source", value_name = "NAME")]
    pub name: Option<String>,
    /// Show a source of this name, or of this host, as NAME; may be given several times
    #[arg(long, value_name = "ALIAS=NAME", value_parser = alias)]
    pub alias: Vec<(String, String)>,
    /// Read every file as this format, whatever it looks like: a name that `dateline formats` lists
    #[arg(long = "as", value_name = "FORMAT")]
    pub format: Option<String>,
    /// Where a record holds a field: FIELD=PATH, such as title=headline or body=content.text
    #[arg(long, value_name = "FIELD=PATH", value_delimiter = ',', value_parser = mapping)]
    pub map: Vec<(String, String)>,
    /// Keep paragraphs that repeat over most pages of a source, such as cookie notices, and the ends
    /// of titles that do
    #[arg(long)]
    pub keep_boilerplate: bool,
    /// Take the day a file was last modified where no other date is found
    #[arg(long)]
    pub date_from_mtime: bool,
}

/// Find articles, best first.
///
/// All words must occur; where no article has them all, the best matches with any of them are shown
/// under a line that says so. A query of dates alone lists what it finds, newest first.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline search ceasefire talks
  dateline search '\"climate summit\" OR cop28' --from 2023-11 --to 2023-12
  dateline search '(strike OR walkout) -football' --source guardian --sort newest
  dateline search 'title:budget date:2023-11..2024-02'
  dateline search --on 2023-11-05
  dateline search flood --archive ~/news
A query that starts with - stands in quotes after --:  dateline search -- '-football strike'

dateline explain QUERY says how a query is understood.")]
pub(super) struct Search {
    #[command(flatten)]
    pub which: Which,
    /// In what order [default: relevance, and newest for a query without words]
    #[arg(long, value_name = "ORDER")]
    pub sort: Option<Order>,
    /// How many hits to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// How many hits to pass over
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Any of the words will do, from the start
    #[arg(long, conflicts_with = "all")]
    pub any: bool,
    /// All of the words must occur, even if nothing is found
    #[arg(long)]
    pub all: bool,
    /// Print how many articles there are, and nothing else
    #[arg(long, conflicts_with_all = ["limit", "offset", "sort", "batch"])]
    pub count: bool,
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
    /// Answer every query of a file, one a line, `id<TAB>query`; - reads from standard input
    #[arg(long, value_name = "FILE", conflicts_with = "query", value_hint = ValueHint::FilePath)]
    pub batch: Option<PathBuf>,
    #[command(flatten)]
    pub afresh: Afresh,
}

/// Which articles are meant.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Which articles")]
pub(super) struct Which {
    /// Words, \"phrases\", -word, OR, parentheses, title: source: date: and more; nothing for every
    /// article
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Published on this day, or in this month or year, or later
    #[arg(long, visible_alias = "since", value_name = "DATE")]
    pub from: Option<String>,
    /// Published on this day, or in this month or year, or earlier
    #[arg(long, visible_alias = "until", value_name = "DATE")]
    pub to: Option<String>,
    /// Published on this day, or in this month or year
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "to"])]
    pub on: Option<String>,
    /// Find an article of which only the month or the year is known by each day of it
    #[arg(long)]
    pub loose_dates: bool,
    /// From this source; given several times, from any of them
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// From this section
    #[arg(long, value_name = "NAME")]
    pub section: Vec<String>,
    /// By this author
    #[arg(long, value_name = "NAME")]
    pub author: Vec<String>,
    /// In this language, such as en
    #[arg(long, value_name = "CODE")]
    pub lang: Vec<String>,
    /// With these words in the title
    #[arg(long, value_name = "WORDS")]
    pub title: Option<String>,
    #[command(flatten)]
    pub limits: QueryLimits,
}

/// Show a whole article.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline show k3m9x2ab
  dateline show k3m9 --why-date")]
pub(super) struct Show {
    /// The article's id, or the start of it
    #[arg(value_name = "ID")]
    pub id: String,
    /// Say where its date and its source were found, instead of its text
    #[arg(long)]
    pub why_date: bool,
    /// Answer in JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Write every matching article, whole, in order of id.
///
/// Nothing is capped: with no query, the whole archive.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline export > archive.jsonl
  dateline export 'flood date:2023' --format csv > floods.csv")]
pub(super) struct Export {
    #[command(flatten)]
    pub which: Which,
    /// In what form
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub format: ExportFormat,
    /// Answer in JSON Lines: --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// Show how many articles there are per source, section, author, language or year.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline sources
  dateline sources ceasefire --by year")]
pub(super) struct Sources {
    #[command(flatten)]
    pub which: Which,
    /// By what to count
    #[arg(long, value_name = "VALUE", default_value = "source")]
    pub by: Value,
    /// In what form to answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: CountFormat,
    /// Answer in JSON Lines: --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// Show what the index holds: coverage in time and by source, and what was refused and why.
#[derive(Args, Debug)]
pub(super) struct Status {
    /// Name every source, every year, and every file that was skipped
    #[arg(long)]
    pub all: bool,
    /// Answer in JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Check every byte of the index.
///
/// Each file is compared with the checksum it was written with, then every article is read. What is
/// damaged is named, with exit code 3; nothing is changed.
#[derive(Args, Debug)]
pub(super) struct Verify {
    /// Answer in JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Show how a query is understood.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline explain 'ceasefire date:last-month'
  dateline explain 'title:(budget OR deficit) -sport'")]
pub(super) struct Explain {
    #[command(flatten)]
    pub which: Which,
    /// Answer in JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// List the file formats that are read, what each gives, and what it is known by.
///
/// They are tried in this order; the name of one is what `index --as` takes.
#[derive(Args, Debug)]
pub(super) struct Formats {
    /// Answer in JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Write a completion script for a shell.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Write the manual page.
#[derive(Args, Debug)]
#[command(after_help = "Example:
  dateline man | man -l -")]
pub(super) struct Man {}

fn alias(text: &str) -> Result<(String, String), String> {
    match text.split_once('=').map(|(alias, name)| (alias.trim(), name.trim())) {
        Some((alias, name)) if !alias.is_empty() && !name.is_empty() => {
            Ok((alias.into(), name.into()))
        }
        _ => Err("write ALIAS=NAME, such as jpost.com=The Jerusalem Post".into()),
    }
}

fn mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, path)) if !field.is_empty() && !path.is_empty() => {
            Ok((field.trim().into(), path.trim().into()))
        }
        _ => Err("write FIELD=PATH, such as title=headline".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
