//! Tests of passages: examples, and properties of any text.

use proptest::prelude::*;

use super::*;
use crate::query::ast::{DateTest, Nearness, Scope, Span, Term};

const ENGLISH: [Option<Language>; 1] = [Some(Language::English)];

fn article(title: &str, body: &str) -> Article {
    Article {
        title: title.into(),
        body: body.into(),
        lang: Some("en".into()),
        ..Article::default()
    }
}

fn word(text: &str) -> Span {
    Span::Term(Term::Word(text.into()))
}

fn phrase(text: &str) -> Span {
    Span::Phrase { terms: text.split(' ').map(|word| Term::Word(word.into())).collect(), slop: 0 }
}

fn text(span: Span) -> Query {
    Query::Text { scope: Scope::Anywhere, span }
}

/// The passage with highlights in brackets and dots where a sentence is cut.
fn show(query: &Query, body: &str, length: usize) -> String {
    let (passage, _) = Passages::new(query, &ENGLISH).of(&article("", body), length);
    let mut out = passage.text.clone();
    for range in passage.highlights.iter().rev() {
        out.insert(range.end, ']');
        out.insert(range.start, '[');
    }
    let dots = |cut: bool| if cut { "…" } else { "" };
    format!("{}{out}{}", dots(passage.opens), dots(passage.closes))
}

const BODY: &str = "The harbour was calm. Ships lay at anchor.\n\nA storm came at night. The storm \
    warning had been given. Nobody   heard the\nwarning about storms.\n\nIn the morning it was over.";

#[test]
fn a_passage_begins_with_the_sentence_of_its_hit() {
    assert_eq!(show(&text(word("anchors")), BODY, 30), "Ships lay at [anchor].");
    assert_eq!(show(&text(word("morning")), BODY, 30), "In the [morning] it was over.");
}

#[test]
fn a_phrase_is_highlighted_as_a_whole_and_only_as_a_phrase() {
    assert_eq!(
        show(&text(phrase("storm warning")), BODY, 45),
        "The [storm warning] had been given."
    );
}

#[test]
fn the_passage_with_the_most_parts_wins() {
    let both = Query::And(vec![text(word("warning")), text(word("nobody"))]);
    assert_eq!(show(&both, BODY, 50), "[Nobody] heard the [warning] about storms.");
}

#[test]
fn words_under_not_are_never_highlighted() {
    let query = Query::And(vec![text(word("harbour")), Query::Not(Box::new(text(word("calm"))))]);
    assert_eq!(show(&query, BODY, 25), "The [harbour] was calm.");
}

#[test]
fn neighbours_are_highlighted_and_what_lies_between_is_not() {
    let near = Span::Near {
        left: Box::new(word("heard")),
        right: Box::new(word("storm")),
        nearness: Nearness::Words(5),
    };
    assert_eq!(show(&text(near), BODY, 50), "Nobody [heard] the warning about [storms].");
}

#[test]
fn patterns_and_misspellings_highlight_what_they_matched() {
    let query = Query::Or(vec![
        text(Span::Term(Term::Pattern("harb*".into()))),
        text(Span::Term(Term::Fuzzy { word: "clam".into(), edits: 1 })),
    ]);
    assert_eq!(show(&query, BODY, 25), "The [harbour] was [calm].");
}

#[test]
fn without_a_hit_in_the_body_the_passage_is_its_beginning() {
    assert_eq!(
        show(&Query::Date(DateTest::Missing), BODY, 45),
        "The harbour was calm. Ships lay at anchor."
    );
    let titled = Query::Text { scope: Scope::Title, span: word("storm") };
    assert_eq!(show(&titled, BODY, 30), "The harbour was calm.");
    assert_eq!(show(&Query::All, "", 30), "");
}

#[test]
fn long_sentences_are_cut_between_words() {
    let body = format!("{} needle {} end.", "straw ".repeat(100), "hay ".repeat(100));
    let shown = show(&text(word("needle")), &body, 60);
    assert_eq!(shown, "…straw straw straw [needle] hay hay hay hay hay hay hay hay…");
    assert_eq!(show(&Query::All, &body, 20), "straw straw straw…");
}

#[test]
fn chinese_words_are_highlighted_whole() {
    assert_eq!(
        show(&text(word("北京大学")), "他在北京大学学习。然后回家。", 40),
        "他在[北京大学]学习。然后回家。"
    );
}

#[test]
fn titles_are_highlighted_too() {
    let query = Query::Or(vec![
        text(phrase("storm warning")),
        Query::Text { scope: Scope::Body, span: word("for") },
    ]);
    let title = "Storm warning for the storm coast";
    let (_, found) = Passages::new(&query, &ENGLISH).of(&article(title, BODY), 0);
    assert_eq!(found.iter().map(|place| &title[place.clone()]).collect::<Vec<_>>(), [&title[..13]]);
}

#[test]
fn an_article_has_the_passage_that_it_has_by_itself_whatever_was_read_before_it() {
    let query = Query::And(vec![text(word("storms")), text(word("calm"))]);
    let articles = [
        article("Storm at sea", BODY),
        article("Calm", "No storm.\n\nA calm sea."),
        article("", ""),
    ];
    let alone = |one: &Article| Passages::new(&query, &ENGLISH).of(one, 60);
    let mut passages = Passages::new(&query, &ENGLISH);
    let together: Vec<_> = articles.iter().map(|one| passages.of(one, 60)).collect();
    assert_eq!(together, articles.iter().map(alone).collect::<Vec<_>>());
    assert_eq!(together[0].1, vec![Range { start: 0, end: 5 }]);
}

proptest! {
    #[test]
    fn any_text_has_a_passage(
        body in prop_oneof!["[ab .\n]{0,80}", "\\PC{0,60}", "[北京大学 。a]{0,60}"],
        asked in "[ab北京]{1,2}",
        length in 0usize..50,
    ) {
        for query in [text(word(&asked)), text(phrase("a b")), Query::All] {
            let (passage, _) = Passages::new(&query, &[None, ENGLISH[0]]).of(&article("", &body), length);
            prop_assert!(passage.text.chars().count() <= length);
            prop_assert!(!passage.text.contains("  "));
            let mut last = 0;
            for range in passage.highlights {
                prop_assert!(last <= range.start && range.start < range.end);
                prop_assert!(passage.text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}
