//! [`LocalIndex`]: one state of an index, and the answers over it. How each question is answered is
//! said in the modules beside this one.

pub(super) mod automaton;
pub(super) mod chunks;
pub(super) mod compile;
pub(super) mod facets;
pub(super) mod filters;
pub(super) mod grouped;
pub(super) mod newest;
pub(super) mod postings;
pub(super) mod resolve;
pub(super) mod sources;
pub(super) mod span_query;
pub(super) mod statistics;
pub(super) mod status;
pub(super) mod suggest;
mod term_set;
pub(super) mod top_k;
pub(super) mod word_query;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::query::{EnableScoring, Query as TantivyQuery, Weight};
use tantivy::{Index, ReloadPolicy, Searcher, TantivyDocument};

use super::store::directory::IndexDirectory;
use super::store::errors::{engine_error, io_error};
use super::store::{archives, manifest, run, stories};
use super::write::schema::{self, Fields};
use super::write::{document, file_table};
use crate::analysis::Language;
use crate::article::{Article, ArticleId};
use crate::engine::archive::Places;
use crate::engine::stories::Stories;
use crate::engine::{
    Archive, Count, Engine, EngineError, Facet, FileRecord, Hit, ReadOptions, SearchRequest,
    SearchResponse, Sort, Status, Stop, TimelinePoint, TimelineRequest, Unfinished,
};
use crate::query::ast::Query;
use compile::Compiler;
use resolve::FoundWords;
use sources::Sources;
use statistics::Statistics;
use top_k::{RankedDoc, Ranking};

/// How many hits can be asked for, those passed over included.
const MOST_HITS: usize = 10_000;

/// An index as of its last commit before it was opened. Nothing is written, and a writer beside it
/// changes nothing of what is seen.
#[derive(Clone)]
pub struct LocalIndex {
    folder: PathBuf,
    fields: Fields,
    searcher: Searcher,
    archives: Vec<Archive>,
    places: Places,
    unfinished: Option<Unfinished>,
    languages: Vec<Option<Language>>,
    sources: Arc<Sources>,
    stories: Arc<Stories>,
    statistics: Arc<Statistics>,
    most_words: usize,
    found: Arc<FoundWords>,
    stop: Stop,
}

impl LocalIndex {
    /// Opens the index of a folder.
    ///
    /// # Errors
    /// [`EngineError::Missing`], [`EngineError::NotAnIndex`], [`EngineError::Version`] or
    /// [`EngineError::Damaged`].
    pub fn open(path: &Path) -> Result<LocalIndex, EngineError> {
        if !path.is_dir() {
            return Err(EngineError::Missing(path.to_path_buf()));
        }
        let directory = IndexDirectory::reader(path)?;
        let held = directory.hold_files().map_err(|cause| io_error("locking", path, cause))?;
        let Some(files) = manifest::files(path)? else {
            return Err(EngineError::Missing(path.to_path_buf()));
        };
        directory.know(files);
        let fail = |error| engine_error(path, error);
        let index = Index::open(directory).map_err(fail)?;
        schema::register(&index);
        let (archives, searcher) = one_state(path, &index)?;
        let stories = Arc::new(stories::read(path, false)?);
        drop(held);
        let languages = facets::languages(&searcher).map_err(fail)?;
        let (_, fields) = schema::schema();
        let statistics = Arc::new(Statistics::new(fields, searcher.clone()));
        let sources = Arc::new(Sources::new(searcher.clone()));
        Ok(LocalIndex {
            folder: path.to_path_buf(),
            fields,
            places: Places::of(&archives),
            archives,
            unfinished: run::unfinished(path),
            searcher,
            languages,
            sources,
            stories,
            statistics,
            most_words: ReadOptions::default().max_expansions,
            found: Arc::default(),
            stop: Stop::default(),
        })
    }

    /// The same, with another limit to the number of words, case and accents aside, that a pattern
    /// or a misspelled word may stand for (1,024 by default).
    #[must_use]
    pub fn with_max_expansions(mut self, most: usize) -> LocalIndex {
        self.most_words = most;
        self.found = Arc::default();
        self
    }

    fn compile(
        &self,
        query: &Query,
        statistics: Option<&Statistics>,
    ) -> Result<Box<dyn TantivyQuery>, EngineError> {
        self.compiler(statistics).compile(query)
    }

    fn compiler<'i>(&'i self, statistics: Option<&'i Statistics>) -> Compiler<'i> {
        Compiler {
            fields: self.fields,
            searcher: &self.searcher,
            languages: &self.languages,
            statistics,
            most_words: self.most_words,
            found: &self.found,
            places: &self.places,
            stop: &self.stop,
            folder: &self.folder,
        }
    }

    fn scored(&self, query: &Query) -> Result<Box<dyn Weight>, EngineError> {
        self.stop.check()?;
        let scoring =
            EnableScoring::enabled_from_statistics_provider(&*self.statistics, &self.searcher);
        self.compile(query, Some(&self.statistics))?
            .weight(scoring)
            .map_err(|error| self.error(error))
    }

    fn unscored(&self, query: &Query) -> Result<Box<dyn Weight>, EngineError> {
        self.stop.check()?;
        let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
        self.compile(query, None)?.weight(scoring).map_err(|error| self.error(error))
    }

    /// The stories that hits are grouped by, if they are.
    fn grouping(&self, request: &SearchRequest) -> Option<&Stories> {
        Some(&*self.stories).filter(|stories| !request.copies && !stories.is_empty())
    }

    fn found(&self, request: &SearchRequest, wanted: usize) -> Result<Vec<RankedDoc>, EngineError> {
        let best = Ranking::new(wanted, self.grouping(request));
        let found = match request.sort {
            Sort::Relevance => {
                let weight = self.scored(&request.query)?;
                let bounds = self.statistics.score_bounds().map_err(|error| self.error(error))?;
                top_k::by_score(&self.searcher, weight.as_ref(), best, &bounds, &self.stop)
            }
            Sort::Newest | Sort::Oldest => {
                let weight = self.unscored(&request.query)?;
                newest::by_day(&self.searcher, weight.as_ref(), best, request.sort)
            }
        };
        self.whole(found)
    }

    /// An answer, unless it was cut short.
    fn whole<T>(&self, answer: tantivy::Result<T>) -> Result<T, EngineError> {
        self.stop.check()?;
        answer.map_err(|error| self.error(error))
    }

    fn stored(&self, found: &RankedDoc) -> Result<Article, EngineError> {
        let document: TantivyDocument =
            self.searcher.doc(found.address).map_err(|error| self.error(error))?;
        let mut article = document::stored(&self.fields, &document)?;
        self.sources.show(&mut article).map_err(|error| self.error(error))?;
        self.places.show(&mut article);
        Ok(article)
    }

    /// A hit, with the number of its copies where `stories` group them.
    fn hit(&self, found: &RankedDoc, stories: Option<&Stories>) -> Result<Hit, EngineError> {
        let article = self.stored(found)?;
        let beside = |stories: &Stories| {
            let entry = stories.of(article.id.order())?;
            Some(stories.members(entry.story).count() - 1)
        };
        let copies = stories.and_then(beside).unwrap_or(0);
        Ok(Hit { article, score: found.score, copies })
    }

    /// How many articles and how many stories a query finds.
    fn counts(&self, request: &SearchRequest) -> Result<(u64, u64), EngineError> {
        let Some(stories) = self.grouping(request) else {
            let articles = self.count(&request.query)?;
            return Ok((articles, articles));
        };
        let weight = self.unscored(&request.query)?;
        self.whole(grouped::count(&self.searcher, weight.as_ref(), stories))
    }

    fn error(&self, error: tantivy::TantivyError) -> EngineError {
        engine_error(&self.folder, error)
    }
}

impl Engine for LocalIndex {
    fn until(&self, stop: &Stop) -> Box<dyn Engine> {
        Box::new(LocalIndex { stop: stop.clone(), ..self.clone() })
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError> {
        let wanted = request.offset.saturating_add(request.limit);
        if wanted > MOST_HITS {
            let limit = format!(
                "hits can be asked for up to number {MOST_HITS}, not {wanted}; \
                 narrow the query, or export all it finds"
            );
            return Err(EngineError::Limit(limit));
        }
        let mut response = SearchResponse::default();
        if request.limit > 0 {
            let found = self.found(request, wanted)?;
            let stories = self.grouping(request);
            let shown = found.iter().skip(request.offset);
            let hits = shown.map(|found| self.hit(found, stories));
            response.hits = hits.collect::<Result<_, _>>()?;
        }
        if request.count {
            let (articles, stories) = self.counts(request)?;
            (response.total, response.stories) = (Some(articles), Some(stories));
        }
        Ok(response)
    }

    fn count(&self, query: &Query) -> Result<u64, EngineError> {
        let weight = self.unscored(query)?;
        self.whole(top_k::count(&self.searcher, weight.as_ref()))
    }

    fn timeline(&self, request: &TimelineRequest) -> Result<Vec<TimelinePoint>, EngineError> {
        let weight = self.unscored(&request.query)?;
        self.whole(facets::timeline(&self.searcher, weight.as_ref(), request.period))
    }

    fn facets(&self, query: &Query, facet: Facet) -> Result<Vec<Count>, EngineError> {
        let weight = self.unscored(query)?;
        let spellings = self.sources.spellings().map_err(|error| self.error(error))?;
        self.whole(facets::facets(&self.searcher, weight.as_ref(), facet, spellings))
    }

    fn export(
        &self,
        query: &Query,
        each: &mut dyn FnMut(Article) -> ControlFlow<()>,
    ) -> Result<(), EngineError> {
        let weight = self.unscored(query)?;
        let found = top_k::by_id(&self.searcher, weight.as_ref());
        for found in self.whole(found)? {
            self.stop.check()?;
            if each(self.stored(&found)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn article(&self, prefix: &str, limit: usize) -> Result<Vec<Article>, EngineError> {
        let weight = filters::Filter::Id(self.fields.id, prefix.into());
        let found = top_k::by_id(&self.searcher, &weight);
        let found = found.map_err(|error| self.error(error))?;
        found.iter().take(limit).map(|found| self.stored(found)).collect()
    }

    fn copies(&self, article: &Article) -> Result<Vec<Article>, EngineError> {
        let Some(entry) = self.stories.of(article.id.order()) else {
            return Ok(vec![article.clone()]);
        };
        let mut copies = vec![];
        for order in self.stories.members(entry.story) {
            copies.extend(self.article(&ArticleId::prefix_of(order), 1)?);
        }
        Ok(copies)
    }

    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError> {
        Ok(self.languages.clone())
    }

    fn files(&self) -> Result<Vec<FileRecord>, EngineError> {
        file_table::files(&self.searcher, &self.folder, &self.places)
    }

    fn archives(&self) -> Vec<Archive> {
        self.archives.clone()
    }

    fn unfinished(&self) -> Option<Unfinished> {
        self.unfinished.clone()
    }

    fn status(&self) -> Result<Status, EngineError> {
        let spellings = self.sources.spellings().map_err(|error| self.error(error))?;
        let status = status::status(&self.searcher, &self.folder, spellings)?;
        let (files, archives) = (self.files()?, self.archives.clone());
        Ok(Status { files, archives, unfinished: self.unfinished.clone(), ..status })
    }

    fn suggest(&self, word: &str, limit: usize) -> Result<Vec<Count>, EngineError> {
        let compiler = self.compiler(None);
        suggest::suggest(&compiler.resolver(), word, limit)
            .map_err(|error| compiler.unresolved(error))
    }
}

/// The archives and the articles of one and the same commit.
fn one_state(folder: &Path, index: &Index) -> Result<(Vec<Archive>, Searcher), EngineError> {
    let mut before = archives::read(folder)?;
    loop {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let searcher = reader.map_err(|error| engine_error(folder, error))?.searcher();
        let after = archives::read(folder)?;
        // A writer may have gone on between the two readings.
        if before == after {
            return Ok((after, searcher));
        }
        before = after;
    }
}
