//! Example queries for someone new to the archive, made from its own sources, years and words. Each
//! finds something.

use crate::engine::{EngineError, Facet, SearchRequest, Sort, Status};
use crate::query::ast::Query;
use crate::query::{Context, parse};
use crate::when::{Clock, Day};

use super::filters::Filter;
use super::open::Open;
use super::similar::keywords;

/// A query to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The query.
    pub query: String,
    /// What it asks for, in a few words.
    pub means: String,
    /// How many articles it finds.
    pub articles: u64,
}

/// How many articles are searched for the words of one example.
const MODELS: usize = 5;

/// Up to three example queries.
///
/// # Errors
/// If the index cannot be read.
pub fn examples(open: &Open, status: &Status) -> Result<Vec<Example>, EngineError> {
    let source = status.sources.iter().find_map(|count| count.value.clone());
    let year =
        status.years.iter().max_by_key(|count| count.count).and_then(|count| count.value.clone());
    let mut examples = vec![];
    if let Some(source) = source {
        let of = Filter::only(Facet::Source, vec![Some(source.clone())]);
        let means = format!("a word, in {source}");
        examples.extend(within(
            open,
            &of,
            1,
            &|words| format!("{} source:=\"{source}\"", words[0]),
            means,
        )?);
    }
    if let Some(year) = year {
        let of = Filter::only(Facet::Year, vec![Some(year.clone())]);
        let means = format!("a word, in the year {year}");
        examples.extend(within(open, &of, 1, &|words| format!("{} date:{year}", words[0]), means)?);
    }
    let any = Filter::only(Facet::Source, vec![]);
    let near = |words: &[String]| format!("{} NEAR/20 {}", words[0], words[1]);
    examples.extend(within(open, &any, 2, &near, "two words close together".into())?);
    Ok(examples)
}

/// Builds an example from the words of an article that matches a filter.
fn within(
    open: &Open,
    filter: &Filter,
    least: usize,
    write: &dyn Fn(&[String]) -> String,
    means: String,
) -> Result<Option<Example>, EngineError> {
    let query = filter.query().unwrap_or(Query::All);
    let (offset, limit) = (0, MODELS);
    let newest =
        SearchRequest { query, sort: Sort::Newest, offset, limit, count: false, copies: true };
    for hit in open.engine.search(&newest)?.hits {
        let mut words = keywords(open, &hit.article)?;
        // A word that more articles hold makes a better example than the rarest one.
        words.retain(|key| key.word.chars().all(char::is_alphabetic) && key.word.len() > 3);
        words.truncate(8);
        words.sort_by_key(|key| std::cmp::Reverse(key.articles));
        let words: Vec<String> = words.into_iter().map(|key| key.word.to_lowercase()).collect();
        if words.len() < least {
            continue;
        }
        let text = write(&words);
        let articles = open.engine.count(&meaning(&text))?;
        if articles > 0 {
            return Ok(Some(Example { query: text, means, articles }));
        }
    }
    Ok(None)
}

/// Parses an example query. It contains no relative date, so the clock does not matter.
fn meaning(text: &str) -> Query {
    parse(text, &Context::new(Clock::on(Day::MIN))).query
}
