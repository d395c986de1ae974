//! Articles in, hits out.

use std::path::Path;

use crate::article::{Article, ArticleId, Dated, Evidence};
use crate::engine::local::{LocalIndex, LocalWriter, WriterOptions};
use crate::engine::{Engine, FileKey, FileOutcome, FileRecord, SearchRequest, Sink, Sort};
use crate::query::ast::{DateTest, Query, Scope, Span, Term};
use crate::when::{Day, DayRange, Precision};

fn article(number: u128, title: &str, body: &str, day: Option<&str>) -> Article {
    Article {
        id: ArticleId::from_hash(number << 100),
        title: title.into(),
        body: body.into(),
        lang: Some("en".into()),
        date: day.map(|day| Dated {
            day: Day::parse_iso(day).unwrap(),
            precision: Precision::Day,
            instant: None,
            evidence: Evidence::new("test", day),
        }),
        ..Article::default()
    }
}

fn record(key: u64, articles: u64) -> FileRecord {
    FileRecord {
        key: FileKey(key),
        path: format!("/archive/{key}.txt"),
        root: "/archive".into(),
        size: 1,
        mtime: 1,
        hash: "00".into(),
        recipe: "00".into(),
        articles,
        outcome: FileOutcome::Indexed,
        problems: vec![],
    }
}

fn build(folder: &Path, articles: &[Article]) {
    let writer = LocalWriter::open(folder, &WriterOptions::default()).unwrap();
    for (key, article) in (0..).zip(articles) {
        writer.add(FileKey(key), article).unwrap();
        writer.record(&record(key, 1)).unwrap();
    }
    writer.record(&record(1000, 0)).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
}

fn ids(index: &LocalIndex, query: Query, sort: Sort) -> Vec<String> {
    let request = SearchRequest { query, sort, offset: 0, limit: 10, count: true };
    let response = index.search(&request).unwrap();
    assert_eq!(response.total, Some(response.hits.len() as u64));
    response.hits.into_iter().map(|hit| hit.article.title).collect()
}

fn word(word: &str) -> Query {
    Query::Text(Scope::Anywhere, Span::Term(Term::Word(word.into())))
}

#[test]
fn articles_that_went_in_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    build(
        &path,
        &[
            article(1, "Flood", "The river rose over its banks.", Some("2023-11-05")),
            article(2, "Election", "Voters elected a council. The flood was far.", None),
            article(3, "Harvest", "Rain came late this year", Some("2024-01-01")),
        ],
    );
    let index = LocalIndex::open(&path).unwrap();
    assert_eq!(ids(&index, word("floods"), Sort::Relevance), ["Flood", "Election"]);
    let both = Query::And(vec![word("flood"), word("elections")]);
    assert_eq!(ids(&index, both, Sort::Relevance), ["Election"]);
    let not = Query::And(vec![word("flood"), Query::Not(Box::new(word("voters")))]);
    assert_eq!(ids(&index, not, Sort::Relevance), ["Flood"]);
    let only_not = Query::Not(Box::new(word("flood")));
    assert_eq!(ids(&index, only_not, Sort::Relevance), ["Harvest"]);
    let phrase = ["river", "rose"].map(|word| Term::Word(word.into())).to_vec();
    let phrase = Query::Text(Scope::Anywhere, Span::Phrase(phrase, 0));
    assert_eq!(ids(&index, phrase, Sort::Relevance), ["Flood"]);
    let since = DayRange { first: Day::parse_iso("2023-12-01"), last: None };
    assert_eq!(ids(&index, Query::Date(DateTest::In(since)), Sort::Relevance), ["Harvest"]);
    assert_eq!(ids(&index, Query::All, Sort::Newest), ["Harvest", "Flood", "Election"]);
    assert_eq!(ids(&index, Query::All, Sort::Oldest), ["Flood", "Harvest", "Election"]);
    assert_eq!(index.files().unwrap().len(), 4);
    let status = index.status().unwrap();
    assert_eq!((status.articles, status.undated), (3, 1));
}
