//! An index that many requests query at once, and that may be replaced meanwhile. Each request gets
//! an [`Open`] of its own over one state of the index, which stops when its answer is no longer
//! wanted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::analysis::Language;
use crate::engine::{
    self, Engine, EngineError, Facet, FileOutcome, IndexLocation, Status, TimelinePoint,
    TimelineRequest,
};
use crate::query::Limits;
use crate::query::ast::Query;
use crate::when::Period;

pub use crate::engine::Stop;

use super::AppError;
use super::examples::{Example, examples};
use super::filters::Filter;
use super::open::{Open, open_within};

/// One state of an index.
pub struct Shared {
    location: IndexLocation,
    generation: String,
    engine: Box<dyn Engine>,
    languages: Vec<Option<Language>>,
    stamp: Stamp,
    overview: OnceLock<Arc<Overview>>,
    days: OnceLock<Arc<Vec<TimelinePoint>>>,
    examples: OnceLock<Arc<Vec<Example>>>,
    by_year: Mutex<Years>,
}

/// The articles of each source by year, for the sources requested so far.
type Years = HashMap<Option<String>, Arc<Vec<(i32, u64)>>>;

/// What an index holds, cached as long as the index is open. Of its files, it keeps only those that
/// were not read in full.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// What it holds.
    pub status: Status,
    /// How many files were read.
    pub files: u64,
    /// The folders and files that were given to index.
    pub roots: Vec<Arc<str>>,
}

/// Tells one state of an index from the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp(String);

impl Stamp {
    /// The stamp of an index, whether or not it can be opened.
    pub fn of(location: &IndexLocation) -> Stamp {
        Stamp(engine::stamp(location))
    }

    /// The stamp as text: letters, digits and hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Shared {
    /// Opens an index as of its last commit.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open(location: &IndexLocation, limits: &Limits) -> Result<Shared, EngineError> {
        // Read before opening, so that a commit in between is noticed the next time.
        let stamp = Stamp::of(location);
        let Open { engine, location, generation, languages } =
            open_within(location.clone(), limits)?;
        let (overview, days, examples, by_year) = Default::default();
        Ok(Shared {
            location,
            generation,
            engine,
            languages,
            stamp,
            overview,
            days,
            examples,
            by_year,
        })
    }

    /// An index that answers one request until `stop` is raised.
    pub fn ask(&self, stop: &Stop) -> Open {
        Open {
            engine: self.engine.until(stop),
            location: self.location.clone(),
            generation: self.generation.clone(),
            languages: self.languages.clone(),
        }
    }

    /// Where the index is.
    pub fn location(&self) -> &IndexLocation {
        &self.location
    }

    /// The stamp of this state of the index.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// What the index holds; read once.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn overview(&self) -> Result<Arc<Overview>, EngineError> {
        if let Some(overview) = self.overview.get() {
            return Ok(overview.clone());
        }
        let mut status = self.engine.status()?;
        let files = status.files.len() as u64;
        let mut roots: Vec<Arc<str>> = status.files.iter().map(|file| file.root.clone()).collect();
        roots.sort();
        roots.dedup();
        status
            .files
            .retain(|file| file.outcome != FileOutcome::Indexed || !file.problems.is_empty());
        let overview = Arc::new(Overview { status, files, roots });
        Ok(self.overview.get_or_init(|| overview).clone())
    }

    /// The articles of a source by year, without undated ones; read once for each source.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn years_of(&self, source: Option<&str>) -> Result<Arc<Vec<(i32, u64)>>, EngineError> {
        let source = source.map(String::from);
        if let Some(known) = self.years().get(&source) {
            return Ok(known.clone());
        }
        let of = Filter::only(Facet::Source, vec![source.clone()]).query().unwrap_or(Query::All);
        let counts = self.engine.facets(&of, Facet::Year)?;
        let year = |value: Option<&str>| value.and_then(|year| year.parse().ok());
        let years =
            counts.iter().filter_map(|count| Some((year(count.value.as_deref())?, count.count)));
        let years = Arc::new(years.collect::<Vec<_>>());
        self.years().insert(source, years.clone());
        Ok(years)
    }

    fn years(&self) -> std::sync::MutexGuard<'_, Years> {
        self.by_year.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Example queries made from what the index holds; computed once.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn examples(&self) -> Result<Arc<Vec<Example>>, AppError> {
        if let Some(examples) = self.examples.get() {
            return Ok(examples.clone());
        }
        let overview = self.overview()?;
        let made = Arc::new(examples(&self.ask(&Stop::default()), &overview.status)?);
        Ok(self.examples.get_or_init(|| made).clone())
    }

    /// The number of articles of the whole index by day, without empty days; read once.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn days(&self) -> Result<Arc<Vec<TimelinePoint>>, EngineError> {
        if let Some(days) = self.days.get() {
            return Ok(days.clone());
        }
        let all = TimelineRequest { query: Query::All, period: Period::Day };
        let days = Arc::new(self.engine.timeline(&all)?);
        Ok(self.days.get_or_init(|| days).clone())
    }
}
