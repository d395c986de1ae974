//! The stories of an index: a function of the articles in it, whatever runs it took to get there; and
//! pages of hits that count stories.

use proptest::prelude::*;

use super::support::{Folder, article, record};
use crate::article::Article;
use crate::engine::local::LocalIndex;
use crate::engine::local::store::stories;
use crate::engine::reference::ReferenceEngine;
use crate::engine::{Engine, EngineError, Hit, SearchRequest, Sink, Sort};
use crate::query::ast::{Query, Scope, Span, Term};

/// Bodies of which every third is the same text with another word at its end.
fn body(number: usize) -> String {
    let words = |from: usize, to: usize| {
        let word = |at: usize| format!("w{}", (at * 31 + number % 3 * 7_919) % 100_003);
        (from..to).map(word).collect::<Vec<_>>().join(" ")
    };
    format!("flood {} end{number}", words(0, 60).replace('w', "word"))
}

fn articles(number: usize) -> Vec<Article> {
    let days = ["2023-11-05", "2023-11-02", "2023-12-01", "2022-01-09"];
    let one = |at: usize| article(at as u128 + 1, "Storm", &body(at), Some(days[at % days.len()]));
    (0..number).map(one).collect()
}

fn write(folder: &Folder, articles: &[(usize, Article)], removed: &[usize]) {
    let writer = folder.writer();
    for number in removed {
        writer.remove(record(*number as u64, 0).key).unwrap();
    }
    for (number, article) in articles {
        let record = record(*number as u64, 1);
        writer.add(record.key, article).unwrap();
        writer.record(&record).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
}

fn written(folder: &Folder) -> Vec<u8> {
    stories::read(&folder.path(), true).unwrap().to_bytes()
}

fn request(query: Query, sort: Sort) -> SearchRequest {
    SearchRequest { query, sort, offset: 0, limit: 10, count: true, copies: false }
}

fn flood() -> Query {
    Query::Text { scope: Scope::Anywhere, span: Span::Term(Term::Word("flood".into())) }
}

fn ids(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.article.id.as_str()).collect()
}

fn index(number: usize) -> (Folder, LocalIndex, ReferenceEngine) {
    let folder = Folder::new();
    let numbered: Vec<_> = articles(number).into_iter().enumerate().collect();
    write(&folder, &numbered, &[]);
    let index = folder.index();
    (folder, index, ReferenceEngine::new(articles(number)))
}

#[test]
fn one_copy_of_each_story_is_a_hit_and_the_earliest_is_shown() {
    let (_folder, index, scan) = index(11);
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let (ours, theirs) = (
            index.search(&request(flood(), sort)).unwrap(),
            scan.search(&request(flood(), sort)).unwrap(),
        );
        assert_eq!(ids(&ours.hits), ids(&theirs.hits), "{sort:?}");
        assert_eq!((ours.total, ours.stories), (Some(11), Some(3)));
        assert_eq!((theirs.total, theirs.stories), (Some(11), Some(3)));
        assert_eq!(ours.hits.iter().map(|hit| hit.copies).sum::<usize>(), 11 - 3);
    }
    let first = &index.search(&request(flood(), Sort::Oldest)).unwrap().hits[0].article;
    let copies = index.copies(first).unwrap();
    assert!(copies.is_sorted_by_key(|copy| copy.date.as_ref().map(|date| date.day)));
    assert_eq!(copies, scan.copies(first).unwrap());
    assert_eq!(copies[0].id, first.id);
}

#[test]
fn pages_of_stories_are_those_of_one_long_page() {
    let (_folder, index, _) = index(11);
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let whole = index.search(&request(flood(), sort)).unwrap().hits;
        for limit in 1..4 {
            for offset in 0..4 {
                let page = SearchRequest { offset, limit, ..request(flood(), sort) };
                let page = index.search(&page).unwrap().hits;
                let part: Vec<Hit> = whole.iter().skip(offset).take(limit).cloned().collect();
                assert_eq!(ids(&page), ids(&part), "{sort:?} {offset} {limit}");
            }
        }
    }
}

#[test]
fn a_file_of_stories_that_is_not_what_was_written_is_damage() {
    let (folder, ..) = index(4);
    let file = folder.path().join("stories.bin");
    let content = std::fs::read(&file).unwrap();
    for wrong in [Some(content[..content.len() - 1].to_vec()), Some(vec![]), None] {
        match wrong {
            Some(wrong) => std::fs::write(&file, wrong).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        let opened = LocalIndex::open(&folder.path());
        assert!(matches!(opened.err(), Some(EngineError::Damaged { .. })));
        let damages = crate::engine::local::verify(&folder.path()).unwrap().damages;
        assert_eq!(damages.len(), 1, "{damages:?}");
        std::fs::write(&file, &content).unwrap();
    }
    assert!(LocalIndex::open(&folder.path()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stories_are_the_same_in_any_order_by_any_runs_and_after_any_removal(
        order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle(),
        runs in prop::collection::vec(1_usize..6, 4),
        removed in prop::collection::vec(any::<bool>(), 12),
    ) {
        let all = articles(12);
        let numbered = |number: usize| (number, all[number].clone());
        let folder = Folder::new();
        let mut rest = order.as_slice();
        for run in runs {
            let (now, later) = rest.split_at(run.min(rest.len()));
            write(&folder, &now.iter().map(|at| numbered(*at)).collect::<Vec<_>>(), &[]);
            rest = later;
        }
        let gone: Vec<usize> = (0..12).filter(|at| removed[*at]).collect();
        write(&folder, &rest.iter().map(|at| numbered(*at)).collect::<Vec<_>>(), &[]);
        write(&folder, &[], &gone);
        let scratch = Folder::new();
        let left: Vec<_> = (0..12).filter(|at| !removed[*at]).map(numbered).collect();
        write(&scratch, &left, &[]);
        prop_assert_eq!(written(&folder), written(&scratch));
    }
}
