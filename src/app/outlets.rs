//! What `--source NAME` means: the source of that whole name where there is one, else every source
//! with the name as a part of its own, and a note that says so.

use crate::diagnostic::Diagnostic;
use crate::engine::{Count, EngineError, Facet};
use crate::query::ast::{MetaField, Query, Term};
use crate::query::nearest;

use super::ask::Asked;
use super::open::Open;
use super::outcome::Problem;
use super::settings::Ask;

/// How many names a note lists.
const NAMES: usize = 5;

/// The query with each `--source` as the index knows it.
///
/// # Errors
/// If the index cannot be read.
pub fn named(open: &Open, ask: &Ask, mut asked: Asked) -> Result<Asked, EngineError> {
    for name in &ask.sources {
        let (part, whole) = (part(name), whole(name));
        if open.engine.count(&whole)? > 0 {
            asked.query = replaced(asked.query, &part, &whole);
        } else {
            let text = name.clone();
            let diagnostic = remark(open, name, &part)?;
            asked.problems.push(Problem { subject: "--source".into(), text, diagnostic });
        }
    }
    Ok(asked)
}

/// The articles of every source that has the words of the name in its own.
fn part(name: &str) -> Query {
    let terms = name.split_whitespace().map(|word| Term::Word(word.into())).collect();
    Query::Meta { field: MetaField::Source, terms }
}

fn whole(name: &str) -> Query {
    Query::Value { field: MetaField::Source, value: name.trim().into() }
}

/// The query with another filter in the place of one that all of it, or one choice, must meet.
fn replaced(query: Query, filter: &Query, by: &Query) -> Query {
    let each = |parts: Vec<Query>| parts.into_iter().map(|part| replaced(part, filter, by));
    match query {
        query if query == *filter => by.clone(),
        Query::And(parts) => Query::And(each(parts).collect()),
        Query::Or(parts) => Query::Or(each(parts).collect()),
        query => query,
    }
}

fn remark(open: &Open, name: &str, part: &Query) -> Result<Diagnostic, EngineError> {
    let place = 0..name.len();
    let counts = open.engine.facets(part, Facet::Source)?;
    let found = names(&counts);
    if !found.is_empty() {
        let more = if found.len() > NAMES { ", ..." } else { "" };
        let listed: Vec<_> = found.iter().take(NAMES).map(|name| format!("`{name}`")).collect();
        let message = format!(
            "no source has the whole name `{name}`; it is read as a part of: {}{more}",
            listed.join(", ")
        );
        return Ok(Diagnostic::note("part-of-source", place, message));
    }
    let counts = open.engine.facets(&Query::All, Facet::Source)?;
    let known = names(&counts);
    let lower: Vec<String> = known.iter().map(|name| name.to_lowercase()).collect();
    let near = nearest(name, lower.iter().map(String::as_str));
    let meant = near.and_then(|near| lower.iter().position(|name| name == near));
    let problem = Diagnostic::warning("no-source", place, format!("no source is named `{name}`"));
    Ok(match meant {
        Some(meant) => problem.hint(format!("did you mean `{}`?", known[meant])),
        None => problem.hint("`dateline sources` lists the sources"),
    })
}

fn names(counts: &[Count]) -> Vec<&str> {
    counts.iter().filter_map(|count| count.value.as_deref()).collect()
}
