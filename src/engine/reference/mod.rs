//! The reference engine: checks every article in memory for every query. It defines the meaning of
//! the query language and is the oracle of the tests: every engine must find what it finds. It is
//! not meant to be fast, and it stores nothing.
//!
//! [`super::matching`] decides where a query matches in an article; [`score`] computes the score.

pub mod score;

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::analysis::{Language, fuzzy_word};
use crate::article::Article;
use crate::query::ast::{DateTest, Query};
use crate::when::Day;

use super::spellings::Spellings;
use super::stories::group::Verdicts;
use super::stories::{Entry, Member, RunningText, Sketch, Stories, group};
use super::{
    Archive, Count, Engine, EngineError, Facet, FileRecord, Hit, SearchRequest, SearchResponse,
    Sort, Status, Stop, TimelinePoint, TimelineRequest,
};

use crate::engine::matching::document::Document;
use crate::engine::matching::find::Finder;
use crate::engine::matching::term::plain;
use score::Statistics;

pub use crate::engine::matching::find::matches;

/// An engine over articles in memory.
#[derive(Clone)]
pub struct ReferenceEngine {
    articles: Vec<Article>,
    documents: Arc<[Document]>,
    languages: Vec<Option<Language>>,
    spellings: Spellings,
    stories: Stories,
}

impl ReferenceEngine {
    /// Makes an engine over these articles.
    pub fn new(mut articles: Vec<Article>) -> ReferenceEngine {
        articles.sort_by(|one, other| one.id.cmp(&other.id));
        let documents = articles.iter().map(Document::new).collect();
        let languages: BTreeSet<Option<Language>> =
            articles.iter().map(crate::engine::language).collect();
        let named = |article: &Article| Some((article.source_name()?.to_string(), day(article)));
        let spellings = Spellings::of(articles.iter().filter_map(named));
        let stories = stories(&articles);
        ReferenceEngine {
            stories,
            articles,
            documents,
            languages: languages.into_iter().collect(),
            spellings,
        }
    }

    /// A copy of an article with its source spelled as displayed.
    fn shown(&self, article: &Article) -> Article {
        let mut article = article.clone();
        self.spellings.show(&mut article);
        article
    }

    /// A finder for each article that the query finds, in order of id.
    fn found(&self, query: &Query) -> Vec<Finder<'_>> {
        let finders = self
            .articles
            .iter()
            .zip(self.documents.iter())
            .map(|(article, document)| Finder { article, document, languages: &self.languages });
        finders.filter(|finder| finder.matches(query)).collect()
    }

    fn scored(&self, query: &Query, sort: Sort) -> Vec<Hit> {
        let statistics = (sort == Sort::Relevance).then(|| Statistics::new(&self.documents));
        let hit = |finder: Finder<'_>| Hit {
            article: self.shown(finder.article),
            score: statistics.as_ref().map_or(0.0, |counted| counted.score(query, &finder)),
            copies: self.copies_of(finder.article).count().saturating_sub(1),
        };
        self.found(query).into_iter().map(hit).collect()
    }
}

impl ReferenceEngine {
    /// All articles of the story of one, in order of time; none if it has no copy.
    fn copies_of(&self, article: &Article) -> impl Iterator<Item = &Article> {
        let story = self.stories.of(article.id.order()).map(|entry| entry.story);
        let orders = story.into_iter().flat_map(|story| self.stories.members(story));
        orders.filter_map(|order| self.articles.iter().find(|one| one.id.order() == order))
    }

    /// The hits without those that follow a copy; of copies that rank alike the earliest is shown.
    fn one_of_each_story(&self, hits: Vec<Hit>, sort: Sort) -> Vec<Hit> {
        let mut shown: Vec<Hit> = vec![];
        let mut places: BTreeMap<u32, usize> = BTreeMap::new();
        for hit in hits {
            let entry = |hit: &Hit| self.stories.of(hit.article.id.order());
            let Some(Entry { story, rank, .. }) = entry(&hit) else {
                shown.push(hit);
                continue;
            };
            match places.get(&story).map(|place| &mut shown[*place]) {
                None => {
                    places.insert(story, shown.len());
                    shown.push(hit);
                }
                Some(before) => {
                    let alike = match sort {
                        Sort::Relevance => before.score == hit.score,
                        Sort::Newest | Sort::Oldest => day(&before.article) == day(&hit.article),
                    };
                    let earlier = entry(before).is_some_and(|before| rank < before.rank);
                    if alike && earlier {
                        *before = hit;
                    }
                }
            }
        }
        shown
    }
}

/// The stories of articles.
fn stories(articles: &[Article]) -> Stories {
    let texts: Vec<RunningText> = articles.iter().map(|one| RunningText::of(&one.body)).collect();
    let member = |article: &Article| Member {
        order: article.id.order(),
        day: day(article).map_or(i64::MAX, Day::number),
        sketch: Sketch::of(&article.body),
    };
    let members: Vec<Member> = articles.iter().map(member).collect();
    let mut proof =
        |one: usize, other: usize| Ok::<_, Infallible>(texts[one].is_copy_of(&texts[other]));
    let Ok(stories) = group(&members, &Verdicts::default(), &mut proof);
    stories
}

impl Engine for ReferenceEngine {
    /// Returns a clone; this engine ignores `stop`.
    fn until(&self, _stop: &Stop) -> Box<dyn Engine> {
        Box::new(self.clone())
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError> {
        let mut hits = self.scored(&request.query, request.sort);
        let total = request.count.then_some(hits.len() as u64);
        // The articles are in order of id, and the sort is stable, so ties stay in order of id.
        match request.sort {
            Sort::Relevance => hits.sort_by(|one, other| other.score.total_cmp(&one.score)),
            Sort::Newest => hits.sort_by_key(|hit| std::cmp::Reverse(day(&hit.article))),
            Sort::Oldest => {
                hits.sort_by_key(|hit| day(&hit.article).map_or((1, 0), |day| (0, day.number())))
            }
        }
        match request.copies {
            true => hits.iter_mut().for_each(|hit| hit.copies = 0),
            false => hits = self.one_of_each_story(hits, request.sort),
        }
        let stories = total.map(|_| hits.len() as u64);
        let hits = hits.into_iter().skip(request.offset).take(request.limit).collect();
        Ok(SearchResponse { hits, total, stories })
    }

    fn count(&self, query: &Query) -> Result<u64, EngineError> {
        Ok(self.found(query).len() as u64)
    }

    fn timeline(&self, request: &TimelineRequest) -> Result<Vec<TimelinePoint>, EngineError> {
        let mut counts: BTreeMap<Day, u64> = BTreeMap::new();
        for day in self.found(&request.query).iter().filter_map(|finder| day(finder.article)) {
            *counts.entry(day.start_of(request.period)).or_default() += 1;
        }
        Ok(counts.into_iter().map(|(start, count)| TimelinePoint { start, count }).collect())
    }

    fn facets(&self, query: &Query, facet: Facet) -> Result<Vec<Count>, EngineError> {
        let found = self.found(query);
        Ok(counted(found.iter().flat_map(|finder| values(&self.shown(finder.article), facet))))
    }

    fn export(
        &self,
        query: &Query,
        each: &mut dyn FnMut(Article) -> ControlFlow<()>,
    ) -> Result<(), EngineError> {
        for finder in self.found(query) {
            if each(self.shown(finder.article)).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn article(&self, prefix: &str, limit: usize) -> Result<Vec<Article>, EngineError> {
        let named = self.articles.iter().filter(|article| article.id.as_str().starts_with(prefix));
        Ok(named.take(limit).map(|article| self.shown(article)).collect())
    }

    fn copies(&self, article: &Article) -> Result<Vec<Article>, EngineError> {
        let copies: Vec<Article> = self.copies_of(article).map(|copy| self.shown(copy)).collect();
        Ok(if copies.is_empty() { vec![article.clone()] } else { copies })
    }

    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError> {
        Ok(self.languages.clone())
    }

    fn files(&self) -> Result<Vec<FileRecord>, EngineError> {
        Err(EngineError::Unsupported("which files were read".into()))
    }

    fn archives(&self) -> Vec<Archive> {
        vec![]
    }

    fn status(&self) -> Result<Status, EngineError> {
        let days = || self.articles.iter().filter_map(day);
        let missing = Query::Date(DateTest::Missing);
        let mut years = self.facets(&Query::All, Facet::Year)?;
        years.retain(|count| count.value.is_some());
        years.sort_by_key(|count| count.value.as_deref().and_then(|year| year.parse::<i32>().ok()));
        Ok(Status {
            articles: self.articles.len() as u64,
            undated: self.count(&missing)?,
            sourceless: self.articles.iter().filter(|article| article.source.is_none()).count()
                as u64,
            first: days().min(),
            last: days().max(),
            sources: self.facets(&Query::All, Facet::Source)?,
            years,
            langs: self.facets(&Query::All, Facet::Lang)?,
            ..Status::default()
        })
    }

    fn suggest(&self, word: &str, limit: usize) -> Result<Vec<Count>, EngineError> {
        let edits = if word.chars().count() < 5 { 1 } else { 2 };
        let [test] = &fuzzy_word(word, edits)[..] else { return Ok(vec![]) };
        let asked = crate::analysis::plain_form(word);
        let alike = |document: &Document| -> BTreeSet<String> {
            let words = document.text.iter().filter_map(|(term, entry)| plain(term, entry.form));
            words.filter(|plain| *plain != asked && test.accepts(plain)).collect()
        };
        let mut counts = counted(self.documents.iter().flat_map(alike).map(Some));
        let one_away = fuzzy_word(word, 1);
        let is_far = |count: &Count| {
            let form = count.value.as_deref().unwrap_or_default();
            !one_away.iter().all(|test| test.accepts(form))
        };
        counts.sort_by_key(is_far);
        counts.truncate(limit);
        Ok(counts)
    }
}

fn day(article: &Article) -> Option<Day> {
    article.date.as_ref().map(|date| date.day)
}

/// The distinct values that an article is counted under; `None` if it has none.
fn values(article: &Article, facet: Facet) -> BTreeSet<Option<String>> {
    let one = |value: Option<String>| BTreeSet::from([value]);
    match facet {
        Facet::Source => one(article.source_name().map(str::to_owned)),
        Facet::Section => one(article.section.clone()),
        Facet::Author if article.authors.is_empty() => one(None),
        Facet::Author => article.authors.iter().cloned().map(Some).collect(),
        Facet::Lang => one(article.lang.clone()),
        Facet::Year => one(day(article).map(|day| day.parts().0.to_string())),
    }
}

/// Counts values, in descending order of count, then by name, with `None` before all names.
fn counted(values: impl Iterator<Item = Option<String>>) -> Vec<Count> {
    let mut counts: BTreeMap<Option<String>, u64> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<Count> =
        counts.into_iter().map(|(value, count)| Count { value, count }).collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.count));
    counts
}

#[cfg(test)]
mod tests;
