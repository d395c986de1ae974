//! The meaning of each node of the query language, by example.

use std::ops::ControlFlow;

use super::*;
use crate::article::{ArticleId, Dated, Evidence, Source};
use crate::query::ast::{MetaField, Nearness, NumberRange, Scope, Span, Term};
use crate::when::{DayRange, Period, Precision};

fn article(id: u128, title: &str, body: &str) -> Article {
    Article {
        id: ArticleId::from_hash(id << 100),
        title: title.into(),
        body: body.into(),
        lang: Some("en".into()),
        ..Article::default()
    }
}

fn dated(mut article: Article, day: &str, precision: Precision) -> Article {
    let day = Day::parse_iso(day).unwrap();
    let evidence = Evidence::new("test", "");
    article.date = Some(Dated { day, precision, instant: None, evidence, weak: false });
    article
}

fn word(text: &str) -> Span {
    Span::Term(Term::Word(text.into()))
}

fn words(text: &str) -> Vec<Term> {
    text.split(' ').map(|word| Term::Word(word.into())).collect()
}

fn anywhere(span: Span) -> Query {
    Query::Text { scope: Scope::Anywhere, span }
}

/// Whether the span occurs in a part of the text.
fn finds(scope: Scope, span: Span, title: &str, body: &str) -> bool {
    matches(&Query::Text { scope, span }, &article(1, title, body), &[Language::from_code("en")])
}

fn near(left: &str, right: &str, nearness: Nearness) -> Span {
    Span::Near { left: Box::new(word(left)), right: Box::new(word(right)), nearness }
}

#[test]
fn terms_match_in_their_own_ways() {
    let found = |term: Term| {
        finds(Scope::Anywhere, Span::Term(term), "", "The Elections of COVID-19 in the U.S.")
    };
    assert!(found(Term::Word("election".into())) && found(Term::Word("covid19".into())));
    assert!(found(Term::Exact("Elections".into())) && !found(Term::Exact("elections".into())));
    assert!(found(Term::Exact("U.S.".into())) && found(Term::Word("US".into())));
    assert!(found(Term::Pattern("elec*ns".into())) && !found(Term::Pattern("elec".into())));
    assert!(found(Term::Pattern("covid-1?".into())));
    assert!(
        found(Term::Fuzzy { word: "elektions".into(), edits: 1 })
            && !found(Term::Fuzzy { word: "elektion".into(), edits: 1 })
    );
}

#[test]
fn phrases_stay_within_a_title_or_a_paragraph() {
    let phrase = |text: &str, slop| Span::Phrase { terms: words(text), slop };
    let found = |span| {
        finds(Scope::Anywhere, span, "Peace talks", "Begin today.\n\nAnd end tomorrow night.")
    };
    assert!(found(phrase("peace talks", 0)));
    assert!(!found(phrase("talks begin", 0)) && !found(phrase("talks begin", 9)));
    assert!(!found(phrase("today and", 0)) && !found(phrase("tomorrow end", 0)));
    assert!(found(phrase("night end", 1)) && !found(phrase("night and", 1)));
}

#[test]
fn nearness_counts_positions_sentences_and_paragraphs() {
    let body = "Alpha beta gamma. Delta epsilon.\n\nZeta eta.";
    let found =
        |left, right, nearness| finds(Scope::Anywhere, near(left, right, nearness), "Title", body);
    assert!(
        found("alpha", "gamma", Nearness::Words(2)) && !found("alpha", "gamma", Nearness::Words(1))
    );
    assert!(found("gamma", "alpha", Nearness::Words(2)));
    assert!(!found("gamma", "alpha", Nearness::WordsInOrder(2)));
    assert!(
        found("gamma", "beta", Nearness::Sentence) && !found("gamma", "delta", Nearness::Sentence)
    );
    assert!(found("gamma", "delta", Nearness::Paragraph));
    assert!(
        !found("epsilon", "zeta", Nearness::Paragraph)
            && !found("epsilon", "zeta", Nearness::Words(9))
    );
    assert!(!found("title", "alpha", Nearness::Words(9)));
}

#[test]
fn not_near_leaves_what_stands_alone() {
    let span = |right: &str| Span::NotNear {
        left: Box::new(word("bank")),
        right: Box::new(word(right)),
        nearness: Nearness::Words(2),
    };
    let found = |right| {
        finds(Scope::Anywhere, span(right), "", "The river bank. A long way off the bank failed.")
    };
    assert!(found("river"));
    let only = finds(Scope::Anywhere, span("river"), "", "The river bank.");
    assert!(!only);
}

#[test]
fn scopes_are_parts_of_the_text() {
    let found = |scope, text| finds(scope, word(text), "One", "Two.\n\nThree.");
    assert!(found(Scope::Title, "one") && !found(Scope::Title, "two"));
    assert!(
        found(Scope::Lead, "two") && !found(Scope::Lead, "one") && !found(Scope::Lead, "three")
    );
    assert!(found(Scope::HeadlineLead, "one") && found(Scope::HeadlineLead, "two"));
    assert!(!found(Scope::HeadlineLead, "three"));
    assert!(found(Scope::Body, "three") && !found(Scope::Body, "one"));
}

#[test]
fn counts_and_first_words_are_tested() {
    let it = article(1, "Rain", "Rain and rain.\n\nMore rain.");
    let test = |query: Query| matches(&query, &it, &[Language::from_code("en")]);
    assert!(test(Query::AtLeast { times: 4, scope: Scope::Anywhere, span: word("rain") }));
    assert!(!test(Query::AtLeast { times: 4, scope: Scope::Body, span: word("rain") }));
    assert!(
        test(Query::First { words: 1, span: word("rain") })
            && !test(Query::First { words: 3, span: word("more") })
    );
    assert!(test(Query::First { words: 4, span: word("more") }));
    assert!(test(Query::Words(NumberRange { least: Some(5), most: Some(5) })));
}

#[test]
fn values_are_matched_by_their_words() {
    let mut it = article(1, "T", "B");
    it.source = Some(Source { name: "The Daily Planet".into(), evidence: Evidence::new("", "") });
    it.authors = vec!["Lois Lane".into(), "Clark Kent".into()];
    it.url = Some("https://example.org/a/b-c".into());
    let test =
        |field, text: &str| matches(&Query::Meta { field, terms: words(text) }, &it, &[None]);
    assert!(test(MetaField::Source, "daily planet") && !test(MetaField::Source, "the planet"));
    assert!(test(MetaField::Author, "kent") && !test(MetaField::Author, "lane clark"));
    assert!(
        test(MetaField::Lang, "en-GB")
            && test(MetaField::Lang, "EN")
            && !test(MetaField::Lang, "de")
    );
    assert!(test(MetaField::Url, "example.org") && test(MetaField::Url, "b-c"));
    let pattern =
        Query::Meta { field: MetaField::Author, terms: vec![Term::Pattern("cl*k".into())] };
    assert!(matches(&pattern, &it, &[None]));
}

#[test]
fn dates_are_tested_by_all_or_any_of_their_days() {
    let day = |text: &str| Day::parse_iso(text).unwrap();
    let month = dated(article(1, "", ""), "2023-11-01", Precision::Month);
    let range = DayRange::between(day("2023-11-10"), day("2024-01-01"));
    let test = |test, it: &Article| matches(&Query::Date(test), it, &[]);
    assert!(!test(DateTest::In(range), &month) && test(DateTest::Touches(range), &month));
    let whole = DayRange::between(day("2023-11-01"), day("2023-11-30"));
    assert!(test(DateTest::In(whole), &month));
    let any_year = DateTest::Pattern { year: None, month: Some(11), day: Some(5) };
    assert!(test(any_year, &dated(article(1, "", ""), "1999-11-05", Precision::Day)));
    assert!(!test(any_year, &month));
    let undated = article(1, "", "");
    assert!(
        test(DateTest::Missing, &undated) && !test(DateTest::In(DayRange::default()), &undated)
    );
}

#[test]
fn a_word_weighs_by_the_formula() {
    let scan = ReferenceEngine::new(vec![article(1, "", "rain"), article(2, "", "sun sun")]);
    let request = SearchRequest {
        query: anywhere(word("rain")),
        sort: Sort::Relevance,
        offset: 0,
        limit: 10,
        copies: true,
        count: true,
    };
    let found = scan.search(&request).unwrap();
    assert_eq!((found.hits.len(), found.total), (1, Some(1)));
    // Two articles of 3 and 4 entries: a term for each word, and two markers.
    let expected = (1.0f32 + 1.5 / 1.5).ln() * 2.2 / (1.0 + 1.2 * (0.25 + 0.75 * 3.0 / 3.5));
    assert!((found.hits[0].score - expected).abs() < 1e-6);
}

#[test]
fn titles_weigh_more_and_ties_go_by_id() {
    let scan = ReferenceEngine::new(vec![
        article(3, "Storm", "Nothing here"),
        article(2, "Nothing", "Storm here"),
        article(1, "Nothing", "Storm here"),
    ]);
    let request = SearchRequest {
        query: anywhere(word("storms")),
        sort: Sort::Relevance,
        offset: 0,
        limit: 10,
        copies: true,
        count: false,
    };
    let hits = scan.search(&request).unwrap().hits;
    let order: Vec<&str> = hits.iter().map(|hit| hit.article.body.as_str()).collect();
    assert_eq!(order, ["Nothing here", "Storm here", "Storm here"]);
    assert!(hits[1].article.id < hits[2].article.id && hits[1].score == hits[2].score);
}

#[test]
fn hits_are_counted_by_time_and_by_value() {
    let scan = ReferenceEngine::new(vec![
        dated(article(1, "a", ""), "2023-11-05", Precision::Day),
        dated(article(2, "b", ""), "2023-11-20", Precision::Day),
        dated(article(3, "c", ""), "2024-01-01", Precision::Year),
        article(4, "rivers", ""),
    ]);
    let request = TimelineRequest { query: Query::All, period: Period::Month };
    let points = scan.timeline(&request).unwrap();
    assert_eq!(points.iter().map(|point| point.count).collect::<Vec<_>>(), [2, 1]);
    let years = scan.facets(&Query::All, Facet::Year).unwrap();
    assert_eq!(years[0], Count { value: Some("2023".into()), count: 2 });
    let status = scan.status().unwrap();
    assert_eq!((status.articles, status.undated, status.years.len()), (4, 1, 2));
    assert_eq!(scan.suggest("riverz", 3).unwrap()[0].value.as_deref(), Some("rivers"));
    let mut exported = 0;
    scan.export(&Query::Not(Box::new(anywhere(word("a")))), &mut |_| {
        exported += 1;
        if exported < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
    .unwrap();
    assert_eq!(exported, 2);
}
