//! Receipts: what a query found in which state of an index, so that somebody else, or somebody later, can ask
//! it again and see what has changed.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use crate::engine;
use crate::query::{self, ast::Query};

use super::AppError;
use super::ask::{ask, blame};
use super::open::Open;
use super::outcome::Named;
use super::outlets;
use super::settings::{Ask, Clock, Limits};
use super::show::named;

/// The version of the file.
const VERSION: u32 = 1;

/// What a query found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Receipt {
    /// The version of the file.
    pub receipt: u32,
    /// The version of the program.
    pub dateline: String,
    /// The moment, in the zone of the clock; dates such as `7d` count from it.
    pub made: String,
    /// The query as it was typed.
    pub query: String,
    /// The query as it was understood: filters included, and every date resolved.
    pub understood: String,
    /// The index.
    pub index: IndexState,
    /// How many articles were found.
    pub articles: u64,
    /// xxh3-128 of their ids, each with a newline, in order; in hexadecimal.
    pub hash: String,
    /// Their ids, in order.
    pub ids: Vec<String>,
}

/// Which state of which index.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct IndexState {
    /// Where it is.
    pub location: String,
    /// A hash that changes with every commit.
    pub generation: String,
    /// Its archives.
    pub archives: Vec<ArchiveState>,
}

/// An archive of the index.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct ArchiveState {
    /// Its name.
    pub name: String,
    /// Its identity, which stays when it is renamed or moved.
    pub identity: String,
    /// The moment at which the last run over it ended.
    pub last_run: Option<String>,
}

/// What has changed since a receipt was written.
#[derive(Clone, Debug)]
pub struct Rerun {
    /// The receipt.
    pub then: Receipt,
    /// The same query now.
    pub now: Receipt,
    /// The articles that are found now and were not then.
    pub added: Vec<Named>,
    /// The articles that were found then and are not now.
    pub left: Vec<Left>,
}

/// An article that is no longer found.
#[derive(Clone, Debug)]
pub struct Left {
    /// Its id.
    pub id: String,
    /// The article, where the index still has it.
    pub article: Option<Named>,
}

/// The receipt of a request.
///
/// # Errors
/// If the query cannot be understood, or the index cannot be read.
pub fn receipt(open: &Open, what: &Ask) -> Result<Receipt, AppError> {
    let asked = outlets::named(open, what, ask(what)?)?;
    let found = found(open, &asked.query).map_err(|error| blame(&what.text, error))?;
    let ids: Vec<String> = found.into_iter().map(|found| found.id.to_string()).collect();
    Ok(made(open, what, query::display(&asked.query), ids))
}

fn made(open: &Open, what: &Ask, understood: String, ids: Vec<String>) -> Receipt {
    let archive = |archive: engine::Archive| ArchiveState {
        name: archive.name,
        identity: archive.identity,
        last_run: archive.last_run,
    };
    Receipt {
        receipt: VERSION,
        dateline: env!("CARGO_PKG_VERSION").into(),
        made: what.clock.moment(),
        query: what.text.clone(),
        understood,
        index: IndexState {
            location: open.location.to_string(),
            generation: open.generation.clone(),
            archives: open.engine.archives().into_iter().map(archive).collect(),
        },
        articles: ids.len() as u64,
        hash: format!("{:032x}", xxh3_128((ids.join("\n") + "\n").as_bytes())),
        ids,
    }
}

/// All articles that a query finds, in order of id.
fn found(open: &Open, query: &Query) -> Result<Vec<Named>, AppError> {
    let mut found = vec![];
    open.engine.export(query, &mut |article| {
        found.push(named(&article));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Writes a receipt to a file.
///
/// # Errors
/// If it cannot be written.
pub fn write(receipt: &Receipt, file: &Path) -> Result<(), AppError> {
    let text = serde_json::to_string_pretty(receipt);
    let text = text.map_err(|cause| AppError::Internal(cause.to_string()))? + "\n";
    fs::write(file, text).map_err(|cause| io_error("write", file, cause))
}

/// Reads a receipt.
///
/// # Errors
/// If the file cannot be read, is no receipt, or was written by a later version.
pub fn read(file: &Path) -> Result<Receipt, AppError> {
    let text = fs::read_to_string(file).map_err(|cause| io_error("read", file, cause))?;
    let wrong = |why: String| AppError::Usage(format!("{} is no receipt: {why}", file.display()));
    let receipt: Receipt = serde_json::from_str(&text).map_err(|cause| wrong(cause.to_string()))?;
    match receipt.receipt {
        VERSION => Ok(receipt),
        other => Err(wrong(format!("version {other}, and this program reads version {VERSION}"))),
    }
}

fn io_error(what: &str, file: &Path, cause: std::io::Error) -> AppError {
    AppError::Io { what: format!("cannot {what} {}", file.display()), cause }
}

/// Asks the query of a receipt again, as it was understood then.
///
/// # Errors
/// If the query is no longer understood, or the index cannot be read.
pub fn rerun(open: &Open, then: Receipt, limits: Limits, clock: Clock) -> Result<Rerun, AppError> {
    let what = Ask { limits, ..Ask::new(then.understood.clone(), clock) };
    let found = found(open, &ask(&what)?.query).map_err(|error| blame(&what.text, error))?;
    let before: BTreeSet<&str> = then.ids.iter().map(String::as_str).collect();
    let after: BTreeSet<&str> = found.iter().map(|found| found.id.as_str()).collect();
    let left = then.ids.iter().filter(|id| !after.contains(id.as_str()));
    let left = left.map(|id| left_article(open, id)).collect::<Result<_, AppError>>()?;
    let added = found.iter().filter(|found| !before.contains(found.id.as_str()));
    let added = added.cloned().collect();
    let ids = found.iter().map(|found| found.id.to_string()).collect();
    let what = Ask { text: then.query.clone(), ..what };
    let now = made(open, &what, then.understood.clone(), ids);
    Ok(Rerun { then, now, added, left })
}

fn left_article(open: &Open, id: &str) -> Result<Left, AppError> {
    let article = open.engine.article(id, 1)?.first().map(named);
    Ok(Left { id: id.to_string(), article })
}
