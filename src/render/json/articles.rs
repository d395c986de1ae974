//! The JSON objects of articles, and of diagnostics and errors, with their fields in the order
//! written. docs/output-schema.md documents them.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use super::copies::Beside;
use crate::app::AppError;
use crate::app::export::Exported;
use crate::app::outcome::{
    Advice, Clause, Count, Keyword, Problem, SearchOutcome, ShownHit, SimilarOutcome, Sort,
    Spelling,
};
use crate::article::{Article, Evidence};
use crate::diagnostic::Severity;
use crate::render::flags;
use crate::when::Precision;

/// The version of the output schema.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(tag = "type", rename = "hit")]
pub(super) struct Hit<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    query_id: Option<&'a str>,
    rank: usize,
    score: f32,
    #[serde(flatten)]
    about: About<'a>,
    title_highlights: Vec<[usize; 2]>,
    passage: Option<&'a str>,
    highlights: Vec<[usize; 2]>,
    passage_cut: [bool; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    lacks: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<Beside<'a>>,
}

/// The fields that hits and whole articles share.
#[derive(Serialize)]
pub(super) struct About<'a> {
    id: &'a str,
    guid: Option<&'a str>,
    title: &'a str,
    title_derived: bool,
    date: Option<String>,
    precision: Option<Precision>,
    instant: Option<&'a str>,
    source: Option<&'a str>,
    authors: &'a [String],
    section: Option<&'a str>,
    tags: &'a [String],
    lang: Option<&'a str>,
    url: Option<&'a str>,
    path: &'a str,
    archive: &'a str,
    relative_path: &'a str,
    words: u32,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "article")]
pub(super) struct WholeArticle<'a> {
    #[serde(flatten)]
    whole: Whole<'a>,
}

/// Every field of an article.
#[derive(Serialize)]
pub(super) struct Whole<'a> {
    #[serde(flatten)]
    about: About<'a>,
    body: &'a str,
    date_evidence: Option<&'a Evidence>,
    date_weak: Option<bool>,
    source_evidence: Option<&'a Evidence>,
    refused_dates: &'a [Evidence],
    notes: &'a [String],
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct SearchSummary<'a> {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    query_id: Option<&'a str>,
    query: &'a str,
    sort: Sort,
    offset: usize,
    hits: usize,
    total: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    stories: Option<u64>,
    relaxed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Help<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spellings: Vec<Spelled<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    narrower: Vec<Narrower<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct SimilarSummary<'a> {
    version: u32,
    id: &'a str,
    title: &'a str,
    date: Option<&'a str>,
    query: &'a str,
    keywords: Vec<Key<'a>>,
    hits: usize,
    copies: u64,
}

#[derive(Serialize)]
struct Key<'a> {
    word: &'a str,
    articles: u64,
    weight: f32,
}

#[derive(Serialize)]
struct Help<'a> {
    clauses: Vec<Part<'a>>,
    spellings: Vec<Spelled<'a>>,
    any: Option<u64>,
}

#[derive(Serialize)]
struct Narrower<'a> {
    query: &'a str,
    articles: u64,
}

#[derive(Serialize)]
struct Part<'a> {
    query: &'a str,
    alone: u64,
    without: Option<u64>,
}

#[derive(Serialize)]
struct Spelled<'a> {
    word: &'a str,
    instead: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary")]
pub(super) struct ExportSummary {
    version: u32,
    articles: u64,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "suggestion")]
pub(super) struct Suggestion<'a> {
    word: &'a str,
    articles: u64,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "problem")]
pub(super) struct Said<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    query_id: Option<&'a str>,
    severity: Severity,
    code: &'a str,
    message: &'a str,
    subject: &'a str,
    text: &'a str,
    start: usize,
    end: usize,
    hints: Vec<Cow<'a, str>>,
    mended: Vec<String>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "error")]
pub(super) struct Failure {
    version: u32,
    message: String,
    exit: u8,
}

impl<'a> Hit<'a> {
    pub(super) fn new(found: &'a ShownHit, query_id: Option<&'a str>) -> Hit<'a> {
        let passage = found.passage.as_ref();
        Hit {
            query_id,
            rank: found.rank,
            score: found.score,
            about: About::new(&found.article),
            title_highlights: in_characters(&found.article.title, &found.title_highlights),
            passage: passage.map(|passage| passage.text.as_str()),
            highlights: passage
                .map(|passage| in_characters(&passage.text, &passage.highlights))
                .unwrap_or_default(),
            passage_cut: passage.map(|passage| [passage.opens, passage.closes]).unwrap_or_default(),
            lacks: Some(found.lacks.as_slice()).filter(|lacks| !lacks.is_empty()),
            copies: found.copies.as_ref().map(Beside::new),
        }
    }
}

impl<'a> About<'a> {
    pub(super) fn new(article: &'a Article) -> About<'a> {
        let date = article.date.as_ref();
        About {
            id: article.id.as_str(),
            guid: article.guid.as_deref(),
            title: &article.title,
            title_derived: article.title_derived,
            date: date.map(|date| date.show()),
            precision: date.map(|date| date.precision),
            instant: date.and_then(|date| date.instant.as_deref()),
            source: article.source_name(),
            authors: &article.authors,
            section: article.section.as_deref(),
            tags: &article.tags,
            lang: article.lang.as_deref(),
            url: article.url.as_deref(),
            path: &article.path,
            archive: &article.archive,
            relative_path: &article.relative_path,
            words: article.words,
        }
    }
}

impl<'a> WholeArticle<'a> {
    pub(super) fn new(article: &'a Article) -> WholeArticle<'a> {
        WholeArticle { whole: Whole::new(article) }
    }
}

impl<'a> Whole<'a> {
    pub(super) fn new(article: &'a Article) -> Whole<'a> {
        Whole {
            about: About::new(article),
            body: &article.body,
            date_evidence: article.date.as_ref().map(|date| &date.evidence),
            date_weak: article.date.as_ref().map(|date| date.weak),
            source_evidence: article.source.as_ref().map(|source| &source.evidence),
            refused_dates: &article.refused_dates,
            notes: &article.notes,
        }
    }
}

impl<'a> SearchSummary<'a> {
    pub(super) fn new(outcome: &'a SearchOutcome) -> SearchSummary<'a> {
        SearchSummary {
            version: VERSION,
            query_id: outcome.query_id.as_deref(),
            query: &outcome.query,
            sort: outcome.sort,
            offset: outcome.offset,
            hits: outcome.hits.len(),
            total: outcome.total,
            stories: Some(outcome.stories).filter(|stories| *stories != outcome.total),
            relaxed: outcome.relaxed,
            advice: outcome.advice.as_ref().map(Help::new),
            spellings: outcome.spellings.iter().map(Spelled::new).collect(),
            narrower: outcome.narrower.iter().map(Narrower::new).collect(),
        }
    }
}

impl<'a> SimilarSummary<'a> {
    pub(super) fn new(outcome: &'a SimilarOutcome) -> SimilarSummary<'a> {
        let key = |Keyword { word, articles, weight }: &'a Keyword| Key {
            word,
            articles: *articles,
            weight: *weight,
        };
        SimilarSummary {
            version: VERSION,
            id: outcome.model.id.as_str(),
            title: &outcome.model.title,
            date: outcome.model.date.as_deref(),
            query: &outcome.query,
            keywords: outcome.keywords.iter().map(key).collect(),
            hits: outcome.hits.len(),
            copies: outcome.copies,
        }
    }
}

impl<'a> Help<'a> {
    fn new(advice: &'a Advice) -> Help<'a> {
        let clauses = advice.clauses.iter().map(|clause| Part {
            query: &clause.text,
            alone: clause.alone,
            without: clause.without,
        });
        let spellings = advice.spellings.iter().map(Spelled::new);
        Help { clauses: clauses.collect(), spellings: spellings.collect(), any: advice.any }
    }
}

impl<'a> Spelled<'a> {
    fn new(spelling: &'a Spelling) -> Spelled<'a> {
        let instead = spelling.instead.iter().filter_map(|count| count.value.as_deref());
        Spelled { word: &spelling.word, instead: instead.collect() }
    }
}

impl<'a> Suggestion<'a> {
    pub(super) fn new(count: &'a Count) -> Suggestion<'a> {
        Suggestion { word: count.value.as_deref().unwrap_or_default(), articles: count.count }
    }
}

impl<'a> Narrower<'a> {
    fn new(clause: &'a Clause) -> Narrower<'a> {
        Narrower { query: &clause.text, articles: clause.alone }
    }
}

impl ExportSummary {
    pub(super) fn new(exported: &Exported) -> ExportSummary {
        ExportSummary { version: VERSION, articles: exported.articles }
    }
}

impl<'a> Said<'a> {
    pub(super) fn new(problem: &'a Problem, query_id: Option<&'a str>) -> Said<'a> {
        let Problem { subject, text, diagnostic } = problem;
        let place = in_characters(text, std::slice::from_ref(&diagnostic.place));
        let [start, end] = place.first().copied().unwrap_or_default();
        Said {
            query_id,
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: &diagnostic.message,
            subject,
            text,
            start,
            end,
            hints: diagnostic.hints.iter().map(flags::hint).collect(),
            mended: problem.mended(),
        }
    }
}

impl Failure {
    pub(super) fn new(error: &AppError, exit: u8) -> Failure {
        Failure { version: VERSION, message: flags::message(error), exit }
    }
}

/// Converts byte ranges of a text to ranges in characters (Unicode code points).
fn in_characters(text: &str, places: &[Range<usize>]) -> Vec<[usize; 2]> {
    let count = |byte: usize| text.char_indices().take_while(|(at, _)| *at < byte).count();
    places.iter().map(|place| [count(place.start), count(place.end)]).collect()
}
