//! Argument groups that several commands share.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Args, ValueEnum, ValueHint};

use super::environment::Environment;
use crate::app::AppError;
use crate::app::settings::{Ask, Limits};
use crate::render::{End, Format, HITS};

/// What every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// Index folder [default: $DATELINE_INDEX, else ./index, else the one made last]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub index: Option<PathBuf>,
    /// Take MOMENT for the current time, such as 2023-11-05: `today`, `7d` and the like count from it
    #[arg(long, global = true, value_name = "MOMENT")]
    pub now: Option<String>,
    /// Time zone that decides which day it is, such as Europe/Paris [default: the system's]
    #[arg(long, global = true, value_name = "ZONE")]
    pub tz: Option<String>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Do not show the output in a pager
    #[arg(long, global = true)]
    pub no_pager: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A query and its filters. Flatten it last in a command: its help headings apply to the arguments
/// after it.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Filters")]
pub(super) struct Selection {
    /// Words, "phrases", -excluded, OR, (groups), title:, source:, date: and more [default: every
    /// article]
    #[arg(value_name = "QUERY", help_heading = None)]
    query: Vec<String>,
    /// Published on this day, in this month or in this year, or later
    #[arg(long, visible_alias = "since", value_name = "DATE")]
    from: Option<String>,
    /// Published on this day, in this month or in this year, or earlier
    #[arg(long, visible_alias = "until", value_name = "DATE")]
    to: Option<String>,
    /// Published on this day, in this month or in this year
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "to"])]
    on: Option<String>,
    /// Include articles of which only the month or year is known, where it touches the dates
    #[arg(long)]
    loose_dates: bool,
    /// From the source of this name, else from those with it in their names; repeat it for several
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// From this section; repeat it for several
    #[arg(long, value_name = "NAME")]
    section: Vec<String>,
    /// By this author; repeat it for several
    #[arg(long, value_name = "NAME")]
    author: Vec<String>,
    /// In this language, such as en; repeat it for several
    #[arg(long, value_name = "CODE")]
    lang: Vec<String>,
    /// With these words in the title
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,
    #[command(flatten)]
    limits: QueryLimits,
}

/// How large a query may be.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Query limits")]
pub(super) struct QueryLimits {
    /// Bytes of the query [default: 8192]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1 << 24))]
    max_bytes: Option<u32>,
    /// Depth of nested parentheses [default: 32]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    max_depth: Option<u32>,
    /// Words and filters [default: 256]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=65536))]
    max_clauses: Option<u32>,
    /// Words of the index that a wildcard or `~` may match [default: 1024]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    max_expansions: Option<u32>,
}

/// How hits are shown.
#[derive(Args, Debug)]
pub(super) struct HitOptions {
    /// Number of hits to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Characters of each article to show, about; 0 shows none
    #[arg(long, value_name = "N", default_value_t = 240)]
    pub passage_length: usize,
    #[command(flatten)]
    pub output: OutputFormat,
    /// End each path or id with a NUL and write its exact bytes, for xargs -0
    #[arg(long, short = '0')]
    null: bool,
}

/// The format of an answer; [`formats`] says which there are.
#[derive(Args, Debug)]
pub(super) struct OutputFormat {
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = parser(&Format::ALL))]
    format: Option<Format>,
    /// Write JSON Lines; the same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// The format of an answer that is text or JSON.
#[derive(Args, Debug)]
pub(super) struct Json {
    /// Write JSON Lines
    #[arg(long)]
    json: bool,
}

impl Selection {
    /// The request; with `any`, a space between words means "or".
    pub(super) fn ask(&self, any: bool, env: &Environment) -> Ask {
        Ask {
            text: self.query.join(" "),
            from: self.from.clone(),
            to: self.to.clone(),
            on: self.on.clone(),
            sources: self.source.clone(),
            sections: self.section.clone(),
            authors: self.author.clone(),
            langs: self.lang.clone(),
            archives: vec![],
            title: self.title.clone(),
            filters: vec![],
            any,
            limits: self.limits.limits(),
            loose_dates: self.loose_dates,
            clock: env.clock.clone(),
        }
    }
}

impl QueryLimits {
    /// The size limits of a query.
    pub(super) fn limits(&self) -> Limits {
        let usual = Limits::default();
        let or = |asked: Option<u32>, usual: usize| asked.map_or(usual, |asked| asked as usize);
        Limits {
            bytes: or(self.max_bytes, usual.bytes),
            depth: or(self.max_depth, usual.depth),
            clauses: or(self.max_clauses, usual.clauses),
            expansions: or(self.max_expansions, usual.expansions),
        }
    }
}

impl HitOptions {
    /// What ends a bare path or id.
    pub(super) fn end(&self) -> End {
        if self.null { End::Nul } else { End::Line }
    }

    /// Refuses a NUL behind what is neither a path nor an id.
    ///
    /// # Errors
    /// If the format has no bare paths or ids.
    pub(super) fn check(&self) -> Result<(), AppError> {
        match self.output.format(HITS) {
            Format::Paths | Format::Ids => Ok(()),
            _ if !self.null => Ok(()),
            _ => Err(AppError::Usage("-0 needs --format paths or --format ids".into())),
        }
    }
}

impl OutputFormat {
    /// The requested format, else the default: the first of `formats`.
    pub(super) fn format(&self, formats: &[Format]) -> Format {
        let usual = || formats.first().copied().unwrap_or(Format::Json);
        if self.json { Format::Json } else { self.format.unwrap_or_else(usual) }
    }
}

impl Json {
    /// The format.
    pub(super) fn format(&self) -> Format {
        if self.json { Format::Json } else { Format::Text }
    }
}

/// Lets `--format` accept these formats, the first of which is the default.
pub(super) fn formats(argument: Arg, formats: &'static [Format]) -> Arg {
    let usual = formats.first().map_or("json", |format| format.name());
    argument.value_parser(parser(formats)).help(format!("Output format [default: {usual}]"))
}

fn parser(formats: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    let value = |format: &Format| PossibleValue::new(format.name()).help(format.about());
    PossibleValuesParser::new(formats.iter().map(value))
        .try_map(|name| Format::named(&name).ok_or_else(|| format!("there is no format `{name}`")))
}

/// The commands that take a query.
const WITH_QUERY: [&str; 6] = ["search", "timeline", "export", "sources", "similar", "explain"];

/// The arguments, where `-word` in a query is no flag: no command has one of several letters behind
/// a single dash. A space before it tells the parser so, and the query does not mind.
pub(super) fn with_excluded_words(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let command = |argument: &OsString| WITH_QUERY.iter().any(|name| argument == name);
    let Some(start) = arguments.iter().position(command) else { return arguments };
    for argument in arguments.iter_mut().skip(start + 1).take_while(|argument| *argument != "--") {
        let Some(word) = argument.to_str().and_then(|text| text.strip_prefix('-')) else {
            continue;
        };
        let mut letters = word.chars();
        let (first, second) = (letters.next(), letters.next());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        if (letter(first) && letter(second)) || matches!(first, Some('"' | '(' | '=')) {
            *argument = format!(" -{word}").into();
        }
    }
    arguments
}

/// Reads `ALIAS=NAME`.
pub(super) fn alias(text: &str) -> Result<(String, String), String> {
    match text.split_once('=').map(|(alias, name)| (alias.trim(), name.trim())) {
        Some((alias, name)) if !alias.is_empty() && !name.is_empty() => {
            Ok((alias.into(), name.into()))
        }
        _ => Err("write ALIAS=NAME, such as jpost.com=The Jerusalem Post".into()),
    }
}
