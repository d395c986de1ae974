//! `index`: builds or updates an index. Also implements `search --archive`, which does so first.

use std::io::{Write, stderr};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueHint};

use super::Run;
use super::args::{Json, alias};
use super::environment::{Environment, note_index};
use super::exit::Exit;
use super::output::Output;
use super::progress::{Bar, stop_on_interrupt};
use crate::app::index::{self, Progress};
use crate::app::outcome::{FileOutcome, Notice, Summary};
use crate::app::settings::{ArchiveOptions, IndexSettings};
use crate::app::{self, AppError};
use crate::render::{Format, Outcome, problem, text};

/// How many refused files are named; `status` lists them all.
const NAMED: usize = 20;

/// Build the index of an archive, or update it.
///
/// index reads files that are new or have changed, and removes the articles of files that are gone.
/// It may be interrupted at any time; run it again to continue.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline index ~/news
  dateline index ~/news ~/wires --source 'The Daily Example'
  dateline index dump.jsonl --map title=headline,body=content.text
  dateline index ~/news --alias 'jpost.com=The Jerusalem Post'
  dateline index ~/news --dry-run
  dateline index --explain ~/news/page.html

Aliases can also stand in a file sources.toml in a folder that is indexed:
  \"jpost.com\" = \"The Jerusalem Post\"
  \"The Daily Example\" = [\"daily\", \"example.com\"]")]
pub(super) struct Index {
    /// Archives (folders, or single files), parts of them, or names of archives that the index knows
    /// [default: all archives of the index]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Call the archive NAME [default: the name of its folder]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Remove the articles of files that are gone, even if that is more than half of them
    #[arg(long)]
    prune: bool,
    /// Let GROUP, a name or a number, read the index from now on
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// Report every refused file, not only those that are new or have changed, and exit with 4
    #[arg(long)]
    strict: bool,
    /// Read every file again, changed or not
    #[arg(long)]
    full: bool,
    /// Show what would be done, by size and time of modification, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Show how files are read and where each field comes from, and do nothing; name a member of a
    /// container as `file.zip!/a/b.html`
    #[arg(long, conflicts_with_all = ["dry_run", "full", "rebuild"])]
    explain: bool,
    /// Delete the index first, even if it is damaged or of another version
    #[arg(long)]
    rebuild: bool,
    /// Number of files to read at a time [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Memory for writing the index, in MB
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = clap::value_parser!(u32).range(64..=65536))]
    memory: u32,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    output: Json,
    #[command(flatten)]
    reading: Reading,
}

/// How files are read.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Reading options")]
struct Reading {
    /// Source of articles that name none
    #[arg(long = "source", value_name = "NAME")]
    source: Option<String>,
    /// Show the source ALIAS, or the source at the host ALIAS, as NAME; repeat it for several
    #[arg(long, value_name = "ALIAS=NAME", value_parser = alias)]
    alias: Vec<(String, String)>,
    /// Read every file as FORMAT, a name from `dateline formats`
    #[arg(long = "as", value_name = "FORMAT")]
    format: Option<String>,
    /// Read text that is not UTF-8 and has no byte order mark as CHARSET, such as cp850 or macintosh
    #[arg(long, value_name = "CHARSET")]
    charset: Option<String>,
    /// Read FIELD from PATH in each record, such as title=headline or body=content.text
    #[arg(long, value_name = "FIELD=PATH", value_delimiter = ',', value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Keep paragraphs and title endings that repeat on most pages of a source, such as cookie
    /// notices
    #[arg(long)]
    keep_boilerplate: bool,
    /// Date an article by its file's time of modification if no other date is found
    #[arg(long)]
    date_from_mtime: bool,
    /// Read only files that match GLOB, or lie in a folder that does, such as '*.html' or /politics;
    /// repeat it for several
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Leave out files and folders that match GLOB, such as drafts or '*.tmp'; repeat it for several.
    /// A file .datelineignore in a folder holds such patterns, one a line
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Read files and folders whose names start with a dot
    #[arg(long)]
    hidden: bool,
    /// Follow symbolic links, wherever they lead; a file that several lead to is read once
    #[arg(long)]
    follow: bool,
    /// Forget the remembered reading options of the archive first
    #[arg(long)]
    reset_options: bool,
}

impl Reading {
    fn options(&self) -> ArchiveOptions {
        ArchiveOptions {
            source: self.source.clone(),
            aliases: self.alias.clone(),
            charset: self.charset.clone(),
            format: self.format.clone(),
            map: self.map.clone(),
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            hidden: self.hidden,
            follow: self.follow,
            keep_boilerplate: self.keep_boilerplate,
            date_from_mtime: self.date_from_mtime,
        }
    }
}

/// An archive to index before a search, and how it is read.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Indexing first")]
pub(super) struct Refresh {
    /// Search this archive only; index it first if it is a path. NAME is one from `dateline archives`
    /// if there is no such path; repeat it for several
    #[arg(long, value_name = "PATH|NAME", value_hint = ValueHint::AnyPath)]
    archive: Vec<PathBuf>,
    /// With --archive: show the source ALIAS as NAME, as `dateline index` does
    #[arg(long, requires = "archive", value_name = "ALIAS=NAME", value_parser = alias)]
    alias: Vec<(String, String)>,
    /// With --archive: read every file as FORMAT, as `dateline index` does
    #[arg(long = "as", requires = "archive", value_name = "FORMAT")]
    as_format: Option<String>,
    /// With --archive: read text that is not UTF-8 as CHARSET, as `dateline index` does
    #[arg(long, requires = "archive", value_name = "CHARSET")]
    charset: Option<String>,
}

impl Run for Index {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let settings = self.settings(env);
        if self.explain {
            return self.explain(&settings, env);
        }
        let mut out = Output::plain(self.format(), env);
        let exit = if self.dry_run {
            out.write(Outcome::Planned(&index::plan(&settings)?))?;
            Exit::Done
        } else {
            let summary = build(&settings, self.quiet, env)?;
            if let Some(group) = &self.group {
                app::archives::share(&settings.index, group)?;
            }
            if !self.quiet || self.format() == Format::Json {
                out.write(Outcome::Indexed(&summary))?;
            }
            exit(&summary)
        };
        out.finish()?;
        Ok(exit)
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}

impl Index {
    /// Whether the command names archives.
    pub(super) fn names_archives(&self) -> bool {
        !self.paths.is_empty()
    }

    fn settings(&self, env: &Environment) -> IndexSettings {
        let usual = IndexSettings::new(&env.index, &self.paths, env.clock.clone());
        let reading = &self.reading;
        IndexSettings {
            options: reading.options(),
            reset: reading.reset_options,
            name: self.name.clone(),
            prune: self.prune,
            strict: self.strict,
            full: self.full,
            rebuild: self.rebuild,
            memory: self.memory as usize * 1_000_000,
            threads: self.threads.map_or(usual.threads, usize::from),
            ..usual
        }
    }

    /// Shows how files are read.
    fn explain(&self, settings: &IndexSettings, env: &Environment) -> Result<Exit, AppError> {
        let mut out = Output::paged(self.format(), env);
        let most = if self.format() == Format::Text { text::reading::SHOWN } else { usize::MAX };
        let (mut files, mut articles, mut any_refused) = (0, 0, false);
        index::explain::explain(settings, most, &mut |read| {
            files += 1;
            articles += read.report.articles;
            any_refused |= matches!(read.report.outcome, FileOutcome::Refused(_));
            out.write(Outcome::Read(&read, files == 1))
        })?;
        out.write(Outcome::ReadEnd(files, articles))?;
        out.finish()?;
        Ok(if any_refused { Exit::Refused } else { Exit::Done })
    }
}

impl Refresh {
    /// Whether there is something to index.
    pub(super) fn is_wanted(&self) -> bool {
        self.archive.iter().any(|archive| archive.exists())
    }

    /// The names of the archives to search, once they have been indexed.
    ///
    /// # Errors
    /// If the index has no such archive.
    pub(super) fn names(&self, env: &Environment) -> Result<Vec<String>, AppError> {
        let index = env.index.as_path().into();
        self.archive.iter().map(|archive| app::archives::name(&index, archive)).collect()
    }

    fn settings(&self, env: &Environment) -> IndexSettings {
        let paths = self.archive.iter().filter(|archive| archive.exists());
        IndexSettings {
            options: ArchiveOptions {
                aliases: self.alias.clone(),
                charset: self.charset.clone(),
                format: self.as_format.clone(),
                ..ArchiveOptions::default()
            },
            ..IndexSettings::new(&env.index, paths, env.clock.clone())
        }
    }
}

/// Updates the index before a search, and reports on standard error what it did.
///
/// # Errors
/// If the index cannot be updated.
pub(super) fn refresh(refresh: &Refresh, env: &Environment) -> Result<Summary, AppError> {
    let summary = build(&refresh.settings(env), false, env)?;
    text::indexed::indexed(&mut stderr().lock(), &summary)?;
    Ok(summary)
}

fn exit(summary: &Summary) -> Exit {
    match summary {
        Summary { interrupted: true, .. } => Exit::Interrupted,
        _ if !summary.refusals.is_empty() || summary.has_warning() || !summary.lost.is_empty() => {
            Exit::Refused
        }
        _ => Exit::Done,
    }
}

/// Builds or updates an index, with a progress bar on a terminal.
fn build(settings: &IndexSettings, quiet: bool, env: &Environment) -> Result<Summary, AppError> {
    let progress = Arc::new(Progress::default());
    stop_on_interrupt(&progress);
    let bar = if quiet { None } else { Bar::show(progress.clone()) };
    let summary = index::index(settings, &progress);
    drop(bar);
    let summary = summary?;
    let mut errors = stderr().lock();
    let shown = summary.notices.iter().filter(|notice| !quiet || notice.event.is_warning());
    let shown: Vec<Notice> = shown.cloned().collect();
    text::archives::notices(&mut errors, &shown, &env.error_look)?;
    problem::refusals(&mut errors, &summary.refusals, NAMED, &env.error_look)?;
    problem::incomplete(&mut errors, &summary.lost, NAMED, &env.error_look)?;
    note_index(&env.index);
    if summary.interrupted {
        writeln!(
            errors,
            "interrupted: what was read is kept; run the same command again to continue"
        )?;
    }
    Ok(summary)
}

fn mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, path)) if !field.is_empty() && !path.is_empty() => {
            Ok((field.trim().into(), path.trim().into()))
        }
        _ => Err("write FIELD=PATH, such as title=headline".into()),
    }
}
