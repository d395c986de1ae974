//! The index finds what the reference engine finds: the same articles, in the same order, with the
//! same scores; with several segments, after files were removed, and after all were merged.
//!
//! `PROPTEST_CASES` says how many queries are tried (256 by default).

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::ops::ControlFlow;

use super::generate;
use super::support::{Folder, record};
use crate::analysis;
use crate::article::Article;
use crate::engine::local::LocalIndex;
use crate::engine::reference::ReferenceEngine;
use crate::engine::{Engine, Facet, Hit, SearchRequest, Sink, Sort, TimelineRequest};
use crate::ingest::source::walk::SourceFile;
use crate::ingest::{self, IngestOptions};
use crate::query::ast::Query;
use crate::query::simplify;
use crate::when::{Day, Period};

/// How many queries are tried over the same articles: making an index takes longer than asking.
const QUERIES: u32 = 32;

fn config() -> Config {
    let cases = Config::default().cases.div_ceil(QUERIES);
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// What happens to articles on their way into the index.
#[derive(Clone, Debug)]
struct Story {
    articles: Vec<Article>,
    /// Files of so many articles; a commit after so many files.
    file: usize,
    commit: usize,
    /// Files that are removed again.
    removed: Vec<bool>,
}

fn story() -> impl Strategy<Value = Story> {
    let removed = prop::collection::vec(prop::bool::weighted(0.3), 30);
    (generate::articles(30), 1_usize..4, 1_usize..12, removed)
        .prop_map(|(articles, file, commit, removed)| Story { articles, file, commit, removed })
}

impl Story {
    fn files(&self) -> impl Iterator<Item = (usize, &[Article])> {
        self.articles.chunks(self.file).enumerate()
    }

    /// The articles that are left in the end.
    fn kept(&self) -> Vec<Article> {
        let kept = self.files().filter(|(number, _)| !self.removed[*number]);
        kept.flat_map(|(_, articles)| articles.iter().cloned()).collect()
    }
}

/// Writes all the articles.
fn write(folder: &Folder, story: &Story) {
    let writer = folder.writer();
    for (number, articles) in story.files() {
        let record = record(number as u64, articles.len() as u64);
        for article in articles {
            writer.add(record.key, article).unwrap();
        }
        writer.record(&record).unwrap();
        if (number + 1) % story.commit == 0 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    writer.close().unwrap();
}

/// Removes what is to be removed.
fn remove(folder: &Folder, story: &Story) {
    let writer = folder.writer();
    for (number, _) in story.files().filter(|(number, _)| story.removed[*number]) {
        writer.remove(record(number as u64, 0).key).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
}

fn merge(folder: &Folder) {
    let writer = folder.writer();
    writer.merge_all().unwrap();
    writer.close().unwrap();
}

fn request(query: &Query, sort: Sort) -> SearchRequest {
    let (offset, limit, copies) = (0, 100, false);
    SearchRequest { query: query.clone(), sort, offset, limit, count: true, copies }
}

fn ids(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.article.id.as_str()).collect()
}

/// Equal, but for neighbours whose scores are the same within the tolerance.
fn same_ranking(ours: &[Hit], theirs: &[Hit]) -> Result<(), TestCaseError> {
    prop_assert_eq!(ours.len(), theirs.len());
    let near = |a: f32, b: f32| (a - b).abs() <= 1e-4 * a.abs().max(1.0);
    for (our, their) in ours.iter().zip(theirs) {
        prop_assert!(near(our.score, their.score), "{} {}", our.score, their.score);
        let same = theirs.iter().find(|their| their.article.id == our.article.id);
        prop_assert!(same.is_some_and(|same| near(same.score, our.score)), "{:?}", our.article.id);
    }
    Ok(())
}

fn agree(index: &LocalIndex, scan: &ReferenceEngine, query: &Query) -> Result<(), TestCaseError> {
    let search = |engine: &dyn Engine, sort| engine.search(&request(query, sort)).unwrap();
    for sort in [Sort::Newest, Sort::Oldest] {
        let (ours, theirs) = (search(index, sort), search(scan, sort));
        prop_assert_eq!(ids(&ours.hits), ids(&theirs.hits), "{:?} {:?}", sort, query);
        prop_assert_eq!(ours.total, theirs.total, "{:?}", query);
        let simple = scan.search(&request(&simplify(query.clone()), sort)).unwrap();
        prop_assert_eq!(ids(&simple.hits), ids(&theirs.hits), "simplified: {:?}", query);
    }
    let (ours, theirs) = (search(index, Sort::Relevance), search(scan, Sort::Relevance));
    same_ranking(&ours.hits, &theirs.hits)?;
    let few = SearchRequest { offset: 1, limit: 2, ..request(query, Sort::Relevance) };
    let few = index.search(&few).unwrap();
    let whole = ours.hits.iter().skip(1).take(2).cloned().collect::<Vec<_>>();
    prop_assert_eq!(few.hits, whole, "pruned: {:?}", query);
    for facet in [Facet::Source, Facet::Author, Facet::Year] {
        let (ours, theirs) = (index.facets(query, facet), scan.facets(query, facet));
        prop_assert_eq!(ours.unwrap(), theirs.unwrap());
    }
    let timeline = TimelineRequest { query: query.clone(), period: Period::Week };
    prop_assert_eq!(index.timeline(&timeline).unwrap(), scan.timeline(&timeline).unwrap());
    Ok(())
}

fn all_agree(
    index: &LocalIndex,
    scan: &ReferenceEngine,
    queries: &[Query],
) -> Result<(), TestCaseError> {
    for query in queries {
        agree(index, scan, query)
            .map_err(|error| TestCaseError::fail(format!("{error}\nquery: {query:?}")))?;
    }
    for word in ["flod", "elections", "COVID", "haus"] {
        prop_assert_eq!(index.suggest(word, 3).unwrap(), scan.suggest(word, 3).unwrap());
    }
    Ok(())
}

#[test]
fn the_index_agrees_with_the_reference_engine() {
    let queries = prop::collection::vec(generate::query(), QUERIES as usize);
    let mut runner = TestRunner::new(config());
    let outcome = runner.run(&(story(), queries), |(story, queries)| {
        let folder = Folder::new();
        write(&folder, &story);
        all_agree(&folder.index(), &ReferenceEngine::new(story.articles.clone()), &queries)?;
        remove(&folder, &story);
        let left = ReferenceEngine::new(story.kept());
        all_agree(&folder.index(), &left, &queries)?;
        merge(&folder);
        all_agree(&folder.index(), &left, &queries)
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// Text files as a user may keep them: each a date, a headline and paragraphs.
fn text_files() -> impl Strategy<Value = Vec<String>> {
    let body = prop::collection::vec(generate::text(0..12), 1..4);
    let file = (generate::day(), generate::text(1..4), body)
        .prop_map(|(day, title, body)| format!("date {day}\n{title}\n\n{}\n", body.join("\n\n")));
    prop::collection::vec(file, 1..12)
}

/// The articles that `ingest` makes of text files.
fn ingested(texts: &[String]) -> Vec<Article> {
    let folder = tempfile::tempdir().unwrap();
    let options = IngestOptions::on(Day::parse_iso("2024-06-01").unwrap());
    let mut articles = vec![];
    for (number, text) in texts.iter().enumerate() {
        let path = folder.path().join(format!("{number}.txt"));
        std::fs::write(&path, text).unwrap();
        let file = SourceFile::at(&path).unwrap();
        ingest::articles(&file, &options, None, &mut |article| {
            articles.push(article);
            ControlFlow::Continue(())
        });
    }
    articles
}

/// Any query, or one by the number of words, which is where the two could count differently.
fn query_of_ingested() -> impl Strategy<Value = Query> {
    prop_oneof![2 => generate::query(), 1 => generate::range().prop_map(Query::Words)]
}

#[test]
fn the_engines_agree_over_articles_that_were_read_from_files() {
    let queries = prop::collection::vec(query_of_ingested(), QUERIES as usize);
    let mut runner = TestRunner::new(config());
    let outcome = runner.run(&(text_files(), queries), |(texts, queries)| {
        let articles = ingested(&texts);
        for article in &articles {
            prop_assert_eq!(article.words, analysis::word_count(&article.body));
        }
        let folder = Folder::new();
        folder.write(&articles);
        all_agree(&folder.index(), &ReferenceEngine::new(articles), &queries)
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
