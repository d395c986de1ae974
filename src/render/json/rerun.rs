//! The JSON objects of a rerun. docs/output-schema.md documents them.

use serde::Serialize;

use super::articles::VERSION;
use crate::app::outcome::Named;
use crate::app::receipt::{Left, Receipt, Rerun};

#[derive(Serialize)]
#[serde(tag = "type", rename = "change")]
pub(super) struct Change<'a> {
    change: &'static str,
    id: &'a str,
    in_index: bool,
    title: Option<&'a str>,
    date: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct RerunSummary<'a> {
    version: u32,
    query: &'a str,
    same: u64,
    added: usize,
    left: usize,
    then: State<'a>,
    now: State<'a>,
}

#[derive(Serialize)]
struct State<'a> {
    made: &'a str,
    dateline: &'a str,
    generation: &'a str,
    articles: u64,
    hash: &'a str,
}

impl<'a> Change<'a> {
    pub(super) fn added(added: &'a Named) -> Change<'a> {
        Change::of("added", added.id.as_str(), Some(added))
    }

    pub(super) fn left(left: &'a Left) -> Change<'a> {
        Change::of("left", &left.id, left.article.as_ref())
    }

    fn of(change: &'static str, id: &'a str, article: Option<&'a Named>) -> Change<'a> {
        Change {
            change,
            id,
            in_index: article.is_some(),
            title: article.map(|article| article.title.as_str()),
            date: article.and_then(|article| article.date.as_deref()),
        }
    }
}

impl<'a> RerunSummary<'a> {
    pub(super) fn new(rerun: &'a Rerun) -> RerunSummary<'a> {
        RerunSummary {
            version: VERSION,
            query: &rerun.then.understood,
            same: rerun.now.articles - rerun.added.len() as u64,
            added: rerun.added.len(),
            left: rerun.left.len(),
            then: State::new(&rerun.then),
            now: State::new(&rerun.now),
        }
    }
}

impl<'a> State<'a> {
    fn new(receipt: &'a Receipt) -> State<'a> {
        State {
            made: &receipt.made,
            dateline: &receipt.dateline,
            generation: &receipt.index.generation,
            articles: receipt.articles,
            hash: &receipt.hash,
        }
    }
}
