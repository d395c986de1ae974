//! The meaning of texts beyond the examples of the documentation, and their diagnostics.

use crate::diagnostic::Hint;
use crate::query::ast::{DateTest, Query, Scope, Span, Term};
use crate::query::{Context, Joiner, Parsed, clauses, date_range, display, parse, relax, simplify};
use crate::when::{Clock, Day, DayRange};

fn clock() -> Clock {
    Clock::on(Day::new(2023, 11, 15).unwrap())
}

fn all() -> Context {
    Context::new(clock())
}

fn any() -> Context {
    Context { joiner: Joiner::Any, ..all() }
}

/// The canonical text, then each diagnostic with its place: `!` is an error, `?` a warning, `.` a
/// note.
fn read(text: &str, context: &Context) -> String {
    let parsed = parse(text, context);
    let remark = |d: &crate::diagnostic::Diagnostic| {
        let mark = [" .", " ?", " !"][d.severity as usize];
        format!("{mark}{}:{}", d.code, &text[d.place.clone()])
    };
    display(&parsed.query) + &parsed.diagnostics.iter().map(remark).collect::<String>()
}

fn check(context: &Context, table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(&read(text, context), expected, "{text}");
    }
}

fn hints(text: &str) -> Vec<String> {
    let phrase = |hint| match hint {
        Hint::Phrase(phrase) => phrase,
        Hint::Raise(limit) => format!("{limit:?}"),
    };
    parse(text, &all()).diagnostics.into_iter().flat_map(|d| d.hints).map(phrase).collect()
}

#[test]
fn a_word_is_a_place_anywhere() {
    let word = |text: &str| Query::Text {
        scope: Scope::Anywhere,
        span: Span::Term(Term::Word(text.into())),
    };
    assert_eq!(parse("gaza", &all()).query, word("gaza"));
    assert_eq!(parse("\"gaza\"", &all()).query, word("gaza"));
    assert_eq!(parse("", &all()), Parsed { query: Query::All, diagnostics: vec![] });
    assert_eq!(parse(" \n", &all()).query, Query::All);
}

#[test]
fn what_is_ignored_or_closed_is_said() {
    check(
        &all(),
        &[
            ("gaza & rafah", "gaza AND rafah .punctuation:&"),
            ("- / gaza", "gaza .punctuation:- .punctuation:/"),
            ("?!", "NOT * .punctuation:?! ?no-words:?!"),
            ("()", "NOT * ?empty-group:() ?no-words:()"),
            ("gaza \"\"", "gaza ?empty-quote:\"\""),
            ("\"gaza strip", "\"gaza strip\" ?unclosed-quote:\""),
            ("12\" vinyl", "12 AND vinyl ?unclosed-quote:\""),
            ("(gaza rafah", "gaza AND rafah ?unclosed-parenthesis:("),
            ("gaza) rafah", "gaza AND rafah ?stray-parenthesis:)"),
            ("word~4", "word~2 ?spelling:word~4"),
            ("gaza^0", "gaza ?weight:^0"),
            ("\"gaza\"~3", "gaza ?slop:~3"),
            ("\"a b\"~", "\"a b\" ?slop:~"),
            ("a/b*c", "\"a/b*c\" ?wildcard:a/b*c"),
            ("=elect*", "elect* ?mixed-term:=elect*"),
            ("covid-*", "covid ?wildcard:covid-*"),
            ("who?", "who .question-mark:who?"),
            ("stop the press!", "stop AND the AND press .exclamation-mark:press!"),
        ],
    );
}

#[test]
fn operators_that_join_nothing_are_words() {
    check(
        &all(),
        &[
            ("AND gaza", "\"AND\" AND gaza ?dangling-operator:AND"),
            ("gaza OR", "gaza AND \"OR\" ?dangling-operator:OR"),
            ("gaza NOT", "gaza AND \"NOT\" ?dangling-operator:NOT"),
            ("a AND OR b", "(a AND \"AND\") OR b ?dangling-operator:AND .or-with-spaces:OR"),
            ("NEAR/5 gaza", "\"NEAR/5\" AND gaza ?dangling-operator:NEAR/5"),
            ("title: ", "title ?field-without-value:title"),
            ("title:AND x", "title:\"AND\" AND x"),
            ("NOT NOT gaza", "gaza"),
            ("a NEAR b", "a NEAR/4 b .distance:NEAR"),
            ("a NEAR/0 b", "NOT * ?distance:NEAR/0"),
        ],
    );
}

#[test]
fn lower_case_operators_are_words_unless_the_search_comes_from_elsewhere() {
    check(
        &all(),
        &[
            ("war or peace", "war AND \"or\" AND peace .lower-case-operator:or"),
            ("a AND b and c", "a AND b AND \"and\" AND c .lower-case-operator:and"),
            ("x near5 y and z", "x NEAR/5 y AND z .lower-case-operator:and"),
            ("x near5 y AND w and z", "x NEAR/5 y AND w AND z .lower-case-operator:and"),
            ("x w/5 y same z", "x NEAR/5 y /p z .lower-case-operator:same"),
        ],
    );
    let sentence = "the long war and the short peace or what is left of it";
    assert!(parse(sentence, &all()).diagnostics.is_empty());
}

#[test]
fn only_known_names_are_fields() {
    check(
        &all(),
        &[
            ("10:30", "10:30"),
            ("note:this Iran:talks", "note:this AND Iran:talks"),
            ("titel:gaza", "titel AND gaza ?unknown-field:titel"),
            ("Title:gaza", "title:gaza"),
            ("title: gaza", "title:gaza .space-after-field:title"),
            ("from: the editor", "from AND the AND editor ?field-without-value:from"),
            ("title:a,b", "title:\"a b\""),
            ("source:*", "source:*"),
            ("title:*", "NOT * ?no-words:*"),
        ],
    );
    assert_eq!(hints("auhtor:smith"), ["did you mean `author:`?"]);
}

#[test]
fn what_has_no_place_cannot_be_near() {
    for text in [
        "(a b) NEAR/5 c",
        "a NEAR/5 source:bbc",
        "a NEAR/5 (NOT b)",
        "title:a NEAR/5 body:b",
        "a NEAR/5 b^2",
        "atleast3(a b)",
        "atleast0(a)",
        "title:first5(a)",
        "atleast3(x) NEAR/5 y",
        "atleast3 atleast3 x",
    ] {
        let parsed = parse(text, &all());
        let errors: Vec<_> = parsed.diagnostics.iter().filter(|d| d.is_error()).collect();
        assert_eq!(errors.len(), 1, "{text} {errors:?}");
        assert!(!errors[0].hints.is_empty(), "{text}");
    }
    check(&all(), &[("title:a NEAR/5 title:b", "title:(a NEAR/5 b)")]);
}

#[test]
fn dates_that_are_none_say_what_would_be() {
    let nearest = |text: &str| hints(text).pop().unwrap_or_default();
    assert_eq!(nearest("date:2023-13-05"), "did you mean `2023-05-13`?");
    assert_eq!(nearest("date:2023-02-30"), "the last day of that month is `2023-02-28`");
    assert_eq!(nearest("date:yesterdy"), "did you mean `yesterday`?");
    for text in ["date:banana", "from:missing", "to:2023..", "date:2023-11-05T", "words:x"] {
        assert!(!parse(text, &all()).is_sound(), "{text}");
    }
    check(
        &all(),
        &[
            ("date:2024..2023", "NOT * ?empty-range:2024..2023"),
            ("date:2023 date:2022", "NOT * ?contradiction:date:2023 date:2022"),
            (
                "date:1/11/2023..30/11/2023",
                "date:2023-11-01..2023-11-30 ?ambiguous-date:1/11/2023..30/11/2023",
            ),
            (
                "date:1/11/2023..11/30/2023",
                "date:2023-01-11..2023-11-30 ?ambiguous-date:1/11/2023..11/30/2023",
            ),
            ("date:>9999", "NOT * ?empty-range:>9999"),
        ],
    );
}

#[test]
fn a_range_of_days_is_read_alone() {
    let range = |text: &str| date_range(text, &clock()).map(|(range, _)| range.to_string());
    assert_eq!(range("2023-11"), Ok("2023-11-01..2023-11-30".into()));
    assert_eq!(range(" 2023.. "), Ok("2023-01-01..".into()));
    assert_eq!(range("last-week"), Ok("2023-11-06..2023-11-12".into()));
    for text in ["missing", "*-11-05", "soon", ""] {
        let problem = date_range(text, &clock()).unwrap_err();
        assert_eq!(problem.place, 0..text.len());
        assert!(!problem.hints.is_empty());
    }
    for (text, code) in [
        ("2024..2023", "empty-range"),
        ("01/08/2024", "ambiguous-date"),
        ("2024-08-05T14:30:00Z", "time-of-day"),
    ] {
        let (_, remarks) = date_range(text, &clock()).unwrap();
        assert_eq!(remarks.iter().map(|remark| remark.code).collect::<Vec<_>>(), [code]);
        assert_eq!(remarks[0].place, 0..text.len());
    }
}

#[test]
fn no_hint_on_a_date_is_false() {
    assert_eq!(hints("date:2023-02-30"), ["the last day of that month is `2023-02-28`"]);
    assert_eq!(hints("date:2023-30-11"), ["did you mean `2023-11-30`?"]);
    for text in ["date:2023-13-45", "date:45-13-2023", "date:5-8-24", "date:12345-8-5"] {
        assert!(!hints(text).concat().contains("last day"), "{text}");
    }
}

#[test]
fn loose_dates_are_found_by_each_of_their_days() {
    let loose = Context { loose_dates: true, ..all() };
    let range = DayRange::on(Day::new(2023, 11, 5).unwrap());
    assert_eq!(parse("date:2023-11-05", &loose).query, Query::Date(DateTest::Touches(range)));
    check(&all(), &[("date:~2023-11-05", "date:~2023-11-05")]);
}

#[test]
fn with_any_a_space_is_a_choice_of_words_and_filters_hold() {
    check(
        &any(),
        &[
            ("gaza rafah", "gaza OR rafah"),
            (
                "gaza rafah -sport date:2023-11-05",
                "(gaza OR rafah) AND NOT sport AND date:2023-11-05",
            ),
            ("a b AND c", "a OR (b AND c)"),
            ("source:(bbc reuters)", "source:bbc OR source:reuters"),
            ("source:bbc lang:en", "source:bbc AND lang:en"),
            (
                "the ?slip? effect",
                "the OR slip OR effect .question-mark:?slip? .question-mark:slip?",
            ),
        ],
    );
}

#[test]
fn running_text_in_capitals_is_words() {
    check(
        &any(),
        &[
            (
                "THE ROLE OF RADIO AND TELEVISION, NOT SOURCE: X",
                "THE OR ROLE OR OF OR RADIO OR \"AND\" OR TELEVISION OR \"NOT\" OR SOURCE OR X \
              .capitals:AND .capitals:NOT",
            ),
            ("NON-USE (ANY TYPES).", "NON-USE OR ANY OR TYPES .punctuation:."),
        ],
    );
}

#[test]
fn relaxing_keeps_the_filters() {
    let relaxed = |text: &str| relax(&parse(text, &all()).query).map(|query| display(&query));
    assert_eq!(relaxed("a b"), Some("a OR b".into()));
    assert_eq!(
        relaxed("a \"b c\" -d source:bbc date:2023-11-05").as_deref(),
        Some("(a OR \"b c\") AND NOT d AND source:bbc AND date:2023-11-05")
    );
    for text in ["a", "a date:2023", "a OR b", "date:2023 source:bbc", "NOT a", ""] {
        assert_eq!(relaxed(text), None, "{text}");
    }
}

#[test]
fn clauses_are_words_and_filters() {
    let count = |text: &str| clauses(&parse(text, &all()).query);
    assert_eq!(count("a \"b c\" (d NEAR/5 e*) -f date:2023 *"), 7);
    assert_eq!(count(""), 0);
}

#[test]
fn the_normal_form_keeps_every_word_and_each_filter_once() {
    check(
        &all(),
        &[
            ("gaza gaza", "gaza AND gaza"),
            ("gaza * gaza", "gaza AND gaza"),
            ("source:bbc a source:bbc", "source:bbc AND a"),
            ("(a (b (c)))", "a AND b AND c"),
            ("a OR (b OR c)", "a OR b OR c"),
            ("a OR *", "a OR *"),
            ("source:a OR *", "*"),
            ("source:a^3 a^1", "source:a AND a"),
            ("date:*-02-30 OR a", "a"),
            ("date:2023-*-* from:2023-05", "date:2023-*-* AND date:2023-05-01.."),
            ("NOT (NOT source:a)", "source:a"),
            ("NOT (NOT a)", "NOT (NOT a)"),
        ],
    );
    let empty = Query::Text { scope: Scope::Title, span: Span::Any(vec![]) };
    assert_eq!(simplify(empty), Query::Nothing);
}

#[test]
fn many_remarks_are_counted_rather_than_kept() {
    let parsed = parse(&". ".repeat(500), &all());
    assert_eq!(parsed.diagnostics.len(), 41);
    let last = parsed.diagnostics.last().unwrap();
    assert_eq!(last.code, "more-remarks");
}

#[test]
fn days_before_and_after_another_are_asked_for_in_words_too() {
    for (phrase, days) in [
        ("before 2023-11-05", "..2023-11-04"),
        ("bef 2023", "..2022-12-31"),
        ("after 2023-11-05", "2023-11-06.."),
        ("aft 2023", "2024-01-01.."),
        ("since 2023-11-05", "2023-11-05.."),
        ("until 2023-11-05", "..2023-11-05"),
        ("from 2023-11-01 to 2023-11-05", "2023-11-01..2023-11-05"),
        ("this-quarter", "2023-10-01..2023-12-31"),
        ("last-quarter", "2023-07-01..2023-09-30"),
    ] {
        assert_eq!(read(&format!("date({phrase})"), &all()), format!("date:{days}"), "{phrase}");
    }
}
