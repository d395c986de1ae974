//! Articles in, hits out.

use super::support::{Folder, article};
use crate::engine::local::LocalIndex;
use crate::engine::{Engine, SearchRequest, Sort};
use crate::query::ast::{DateTest, Query, Scope, Span, Term};
use crate::when::{Day, DayRange};

fn ids(index: &LocalIndex, query: Query, sort: Sort) -> Vec<String> {
    let request = SearchRequest { query, sort, offset: 0, limit: 10, count: true, copies: true };
    let response = index.search(&request).unwrap();
    assert_eq!(response.total, Some(response.hits.len() as u64));
    response.hits.into_iter().map(|hit| hit.article.title).collect()
}

fn word(word: &str) -> Query {
    Query::Text { scope: Scope::Anywhere, span: Span::Term(Term::Word(word.into())) }
}

#[test]
fn articles_that_went_in_are_found() {
    let folder = Folder::new();
    folder.write(&[
        article(1, "Flood", "The river rose over its banks.", Some("2023-11-05")),
        article(2, "Election", "Voters elected a council. The flood was far.", None),
        article(3, "Harvest", "Rain came late this year", Some("2024-01-01")),
    ]);
    let index = folder.index();
    assert_eq!(ids(&index, word("floods"), Sort::Relevance), ["Flood", "Election"]);
    let both = Query::And(vec![word("flood"), word("elections")]);
    assert_eq!(ids(&index, both, Sort::Relevance), ["Election"]);
    let not = Query::And(vec![word("flood"), Query::Not(Box::new(word("voters")))]);
    assert_eq!(ids(&index, not, Sort::Relevance), ["Flood"]);
    let only_not = Query::Not(Box::new(word("flood")));
    assert_eq!(ids(&index, only_not, Sort::Relevance), ["Harvest"]);
    let phrase = ["river", "rose"].map(|word| Term::Word(word.into())).to_vec();
    let phrase =
        Query::Text { scope: Scope::Anywhere, span: Span::Phrase { terms: phrase, slop: 0 } };
    assert_eq!(ids(&index, phrase, Sort::Relevance), ["Flood"]);
    let since = DayRange { first: Day::parse_iso("2023-12-01"), last: None };
    assert_eq!(ids(&index, Query::Date(DateTest::In(since)), Sort::Relevance), ["Harvest"]);
    assert_eq!(ids(&index, Query::All, Sort::Newest), ["Harvest", "Flood", "Election"]);
    assert_eq!(ids(&index, Query::All, Sort::Oldest), ["Flood", "Harvest", "Election"]);
    assert_eq!(index.files().unwrap().len(), 4);
    let status = index.status().unwrap();
    assert_eq!((status.articles, status.undated), (3, 1));
}

#[test]
fn alternatives_that_share_a_word_do_not_disturb_each_other() {
    let folder = Folder::new();
    folder.write(&[article(1, "Wide", "", None), article(2, "", "a river", None)]);
    let phrase = |words: [&str; 2]| Span::Phrase {
        terms: words.iter().map(|word| Term::Word((*word).into())).collect(),
        slop: 1,
    };
    let either = Span::Any(vec![phrase(["river", "a"]), phrase(["wide", "a"])]);
    let found =
        ids(&folder.index(), Query::Text { scope: Scope::Body, span: either }, Sort::Relevance);
    assert_eq!(found, [""]);
}
