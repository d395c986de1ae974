//! Random articles and queries over a few words, so that queries find something; small enough to be
//! read when a test fails.

use proptest::prelude::*;
use proptest::sample::select;

use crate::analysis::word_count;
use crate::article::{Article, ArticleId, Dated, Evidence, Source};
use crate::query::ast::{DateTest, MetaField, Nearness, NumberRange, Query, Scope, Span, Term};
use crate::when::{Day, DayRange, Precision};

const WORDS: [&str; 40] = [
    "flood",
    "floods",
    "Flooding",
    "river",
    "council",
    "election",
    "Elections",
    "élection",
    "cafe",
    "café",
    "U.S.",
    "US",
    "COVID-19",
    "covid",
    "19",
    "1,234",
    "1234",
    "3.5",
    "twice-told",
    "5.1.2024",
    "e.g.",
    "don't",
    "O’Brien",
    "Straße",
    "Häuser",
    "haus",
    "東京都",
    "東京",
    "Москва",
    "غزة",
    "کتابخانه",
    "كتابخانه",
    "ירושלים",
    "กรุงเทพ",
    "दिल्ली",
    "서울",
    "서울시",
    "a",
    "the",
    "Cher",
];
const PATTERNS: [&str; 14] = [
    "flo*", "*tion", "el?ction", "c*", "f*d", "*", "caf?", "us*", "1*", "東*", "?", "covid-*",
    "غ*", "서*",
];
const NAMES: [&str; 6] = ["Daily Flood", "The Council", "flood", "東京新聞", "Élan", "DAILY flood"];

pub(super) fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let word = (select(&WORDS[..]), select(&[" ", " ", " ", ", ", ". ", "? "][..]));
    prop::collection::vec(word, words)
        .prop_map(|words| words.into_iter().flat_map(|(word, end)| [word, end]).collect())
}

/// Mostly of two months, so that days are shared; else of any time from the year -500 to 9999.
pub(super) fn day() -> impl Strategy<Value = Day> {
    let number = prop_oneof![6 => 19_000_i64..19_060, 1 => -902_000_i64..=2_932_896];
    number.prop_map(|number| Day::from_number(number).unwrap())
}

fn dated() -> impl Strategy<Value = Dated> {
    let precision =
        select(&[Precision::Day, Precision::Day, Precision::Month, Precision::Year][..]);
    (day(), precision, any::<bool>()).prop_map(|(day, precision, weak)| Dated {
        day: precision.interval(day).0,
        precision,
        instant: None,
        evidence: Evidence::new("test", ""),
        weak,
    })
}

fn name() -> impl Strategy<Value = String> {
    select(&NAMES[..]).prop_map(String::from)
}

/// An article without an id.
fn article() -> impl Strategy<Value = Article> {
    let body = prop::collection::vec(text(0..9), 0..4).prop_map(|parts| parts.join("\n\n"));
    let lang = prop::option::of(select(&["en", "de", "fr", "ja", "xx"][..]));
    let meta = (
        prop::option::of(name()),
        prop::collection::vec(name(), 0..3),
        prop::option::of(name()),
        prop::collection::vec(name(), 0..3),
    );
    (text(0..4), body, lang, prop::option::of(dated()), meta).prop_map(
        |(title, body, lang, date, (source, authors, section, tags))| Article {
            words: word_count(&body),
            title,
            body,
            lang: lang.map(String::from),
            date,
            source: source.map(|name| Source { name, evidence: Evidence::new("test", "") }),
            url: section.as_ref().map(|_| "https://news.example.org/2023/flood-river".into()),
            path: "/archive/daily/flood 1.txt".into(),
            authors,
            section,
            tags,
            ..Article::default()
        },
    )
}

/// A few articles, each with an id of its own.
pub(super) fn articles(most: usize) -> impl Strategy<Value = Vec<Article>> {
    prop::collection::vec((article(), any::<u128>()), 1..most).prop_map(|articles| {
        let numbered = |(number, (mut article, hash)): (u128, (Article, u128))| {
            article.id = ArticleId::from_hash(hash & !(0xff << 100) | number << 100);
            article
        };
        (0..).zip(articles).map(numbered).collect()
    })
}

fn term() -> impl Strategy<Value = Term> {
    let word = || select(&WORDS[..]).prop_map(String::from);
    prop_oneof![
        6 => word().prop_map(Term::Word),
        1 => word().prop_map(Term::Exact),
        1 => select(&PATTERNS[..]).prop_map(|pattern| Term::Pattern(pattern.into())),
        1 => (word(), 1_u8..3).prop_map(|(word, edits)| Term::Fuzzy { word, edits }),
    ]
}

fn nearness() -> impl Strategy<Value = Nearness> {
    prop_oneof![
        3 => (1_u32..6).prop_map(Nearness::Words),
        2 => (1_u32..6).prop_map(Nearness::WordsInOrder),
        1 => Just(Nearness::Sentence),
        1 => Just(Nearness::Paragraph),
    ]
}

fn span() -> impl Strategy<Value = Span> {
    let leaf = prop_oneof![
        3 => term().prop_map(Span::Term),
        2 => (prop::collection::vec(term(), 2..4), select(&[0_u32, 0, 0, 1, 3][..]))
            .prop_map(|(terms, slop)| Span::Phrase { terms, slop }),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        let pair = || (inner.clone().prop_map(Box::new), inner.clone().prop_map(Box::new));
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Span::Any),
            (pair(), nearness()).prop_map(|((a, b), near)| Span::Near {
                left: a,
                right: b,
                nearness: near
            }),
            (pair(), nearness()).prop_map(|((a, b), near)| Span::NotNear {
                left: a,
                right: b,
                nearness: near
            }),
        ]
    })
}

fn scope() -> impl Strategy<Value = Scope> {
    use Scope::{Anywhere, Body, HeadlineLead, Lead, Title};
    select(&[Anywhere, Anywhere, Anywhere, Title, Lead, HeadlineLead, Body][..])
}

fn date_test() -> impl Strategy<Value = DateTest> {
    let range = || {
        (prop::option::of(day()), prop::option::of(day()))
            .prop_map(|(first, last)| DayRange { first, last })
    };
    let pattern =
        (prop::option::of(2021_i32..2023), prop::option::of(1_u32..4), prop::option::of(1_u32..32));
    prop_oneof![
        range().prop_map(DateTest::In),
        range().prop_map(DateTest::Touches),
        pattern.prop_map(|(year, month, day)| DateTest::Pattern { year, month, day }),
        Just(DateTest::Missing),
    ]
}

fn meta() -> impl Strategy<Value = Query> {
    use MetaField::{Author, Lang, Path, Section, Source, Tag, Url};
    let field = select(&[Source, Author, Section, Tag, Lang, Url, Path][..]);
    const NAMED: [&str; 9] =
        ["flood", "Floods", "daily", "council", "東京", "elan", "en", "river", "https"];
    let word = prop_oneof![
        4 => select(&NAMED[..]).prop_map(|word| Term::Word(word.into())),
        1 => term(),
    ];
    (field, prop::collection::vec(word, 1..3))
        .prop_map(|(field, terms)| Query::Meta { field, terms })
}

fn value() -> impl Strategy<Value = Query> {
    let field = select(&[MetaField::Source, MetaField::Author, MetaField::Section][..]);
    (field, name()).prop_map(|(field, value)| Query::Value { field, value })
}

pub(super) fn range() -> impl Strategy<Value = NumberRange> {
    (prop::option::of(0_u64..20), prop::option::of(0_u64..20))
        .prop_map(|(least, most)| NumberRange { least, most })
}

/// A query of any kind.
pub(super) fn query() -> impl Strategy<Value = Query> {
    let leaf = prop_oneof![
        8 => (scope(), span()).prop_map(|(scope, span)| Query::Text { scope, span }),
        1 => (1_u32..4, scope(), span())
            .prop_map(|(least, scope, span)| Query::AtLeast { times: least, scope, span }),
        1 => (1_u32..8, span()).prop_map(|(words, span)| Query::First { words, span }),
        1 => meta(),
        1 => value(),
        1 => date_test().prop_map(Query::Date),
        1 => range().prop_map(Query::Words),
        1 => select(&["", "0", "z", "7", "zz"][..]).prop_map(|id| Query::Id(id.into())),
        1 => select(&[Query::All, Query::Nothing][..]),
    ];
    leaf.prop_recursive(6, 16, 3, |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 0..4).prop_map(Query::And),
            3 => prop::collection::vec(inner.clone(), 0..4).prop_map(Query::Or),
            1 => inner.clone().prop_map(|query| Query::Not(Box::new(query))),
            1 => (inner, select(&[0.5_f32, 2.0, 3.0][..]))
                .prop_map(|(query, weight)| Query::Boost { query: Box::new(query), weight }),
        ]
    })
}
