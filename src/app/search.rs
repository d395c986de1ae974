//! Ranked hits for a query, with their passages. If no article holds all of the words, the best
//! ones that hold some. The index is opened by the caller, so that it can answer many searches.

use crate::engine::passage::Passages;
use crate::engine::{EngineError, Hit, SearchRequest, SearchResponse, Sort};
use crate::query::{self, ast::Query};

use super::AppError;
use super::ask::{Asked, ask, blame};
use super::copies;
use super::open::Open;
use super::outcome::{SearchOutcome, ShownHit};
use super::outlets;
use super::settings::SearchSettings;
use super::suggestions;

/// The number of hits from which narrower queries are suggested.
const MANY: u64 = 1_000;

/// Answers a search.
///
/// # Errors
/// If the query cannot be understood, or the index cannot be read.
pub fn search(open: &Open, settings: &SearchSettings) -> Result<SearchOutcome, AppError> {
    answer(open, ask(&settings.ask)?, settings)
}

/// Answers a query that has already been read from `settings.ask`.
///
/// # Errors
/// If the index cannot be read.
pub fn answer(
    open: &Open,
    asked: Asked,
    settings: &SearchSettings,
) -> Result<SearchOutcome, AppError> {
    let Asked { query, problems } = outlets::named(open, &settings.ask, asked)?;
    let sort = settings.sort.unwrap_or_else(|| natural_order(&query));
    let response = open.engine.search(&request(&query, sort, settings));
    let mut response = response.map_err(|error| blame(&settings.ask.text, error.into()))?;
    let mut answered = query.clone();
    let may_relax = sort == Sort::Relevance && !settings.all && !settings.ask.any;
    if total(&response) == 0
        && may_relax
        && let Some(some) = query::relax(&query)
    {
        response = open.engine.search(&request(&some, sort, settings))?;
        answered = some;
    }
    let total = total(&response);
    let relaxed = total > 0 && answered != query;
    let advice = if total == 0 { Some(suggestions::advise(open, &query)?) } else { None };
    let spellings = if relaxed { suggestions::spellings(open, &query)? } else { vec![] };
    let narrower = match settings.narrow && !relaxed && total > MANY {
        true => suggestions::narrower(open, &query, total)?,
        false => vec![],
    };
    let stories = response.stories.unwrap_or(total);
    let hits = shown(open, settings, &answered, response.hits, relaxed)?;
    Ok(SearchOutcome {
        query_id: None,
        query: query::display(&query),
        sort,
        offset: settings.offset,
        total,
        stories,
        relaxed,
        hits,
        advice,
        spellings,
        narrower,
        problems,
    })
}

/// Counts the articles that a query finds, exactly; it never relaxes the query.
///
/// # Errors
/// If the index cannot be read.
pub fn count(
    open: &Open,
    asked: Asked,
    settings: &SearchSettings,
) -> Result<SearchOutcome, AppError> {
    let none = SearchSettings { limit: 0, offset: 0, all: true, narrow: false, ..settings.clone() };
    answer(open, asked, &none)
}

fn natural_order(query: &Query) -> Sort {
    if query.has_text() { Sort::Relevance } else { Sort::Newest }
}

fn request(query: &Query, sort: Sort, settings: &SearchSettings) -> SearchRequest {
    let (offset, limit) = (settings.offset, settings.limit);
    let copies = settings.copies;
    SearchRequest { query: query.clone(), sort, offset, limit, count: true, copies }
}

fn total(response: &SearchResponse) -> u64 {
    response.total.unwrap_or(response.hits.len() as u64)
}

/// Hits as shown, each with its best passage and, if not all of the words had to match, with the
/// parts of the query that it lacks.
pub(super) fn shown(
    open: &Open,
    settings: &SearchSettings,
    query: &Query,
    hits: Vec<Hit>,
    relaxed: bool,
) -> Result<Vec<ShownHit>, EngineError> {
    let mut passages = Passages::new(query, &open.languages);
    let find = |(place, Hit { mut article, score, copies }): (usize, Hit)| {
        let copies = copies::summary(open, &article, copies)?;
        let (passage, title_highlights) = passages.of(&article, settings.passage);
        let lacks = if relaxed { passages.lacks(&article) } else { vec![] };
        article.body = String::new();
        Ok(ShownHit {
            rank: settings.offset + place + 1,
            score,
            article,
            title_highlights,
            passage: Some(passage).filter(|passage| !passage.text.is_empty()),
            lacks,
            copies,
        })
    };
    hits.into_iter().enumerate().map(find).collect()
}
