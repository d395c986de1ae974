//! What an engine can be asked.

use serde::{Deserialize, Serialize};

use crate::query::ast::Query;
use crate::when::Period;

/// The order of hits. Ties are broken by article id, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The newest first, undated articles last.
    Newest,
    /// The oldest first, undated articles last.
    Oldest,
}

/// A question for ranked hits.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchRequest {
    /// Which articles.
    pub query: Query,
    /// In what order.
    pub sort: Sort,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to give at the most; 0 gives none.
    pub limit: usize,
    /// Whether the exact number of all hits is wanted.
    pub count: bool,
    /// Whether every copy of an article is a hit of its own; else one of each story is, and offset and
    /// limit count stories.
    pub copies: bool,
}

/// A question for hits over time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRequest {
    /// Which articles; undated ones are not counted.
    pub query: Query,
    /// Counted by what.
    pub period: Period,
}

/// A value of an article that hits can be counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Facet {
    /// The outlet.
    Source,
    /// The section.
    Section,
    /// Each author.
    Author,
    /// The language.
    Lang,
    /// The year of publication.
    Year,
}
