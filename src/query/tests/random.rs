//! Properties of random queries and random texts.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::query::ast::{DateTest, MetaField, Nearness, NumberRange, Query, Scope, Span, Term};
use crate::query::{Context, Joiner, Limits, display, parse, simplify, term};
use crate::when::{Clock, Day, DayRange};

/// The number of random queries in a run, scaled by `PROPTEST_CASES` / 256 (256 is the default).
const QUERIES: u32 = 2_000;
/// The number of random texts in a run, scaled in the same way.
const TEXTS: u32 = 20_000;

/// Fragments of texts that are syntax or look like it.
const FRAGMENTS: &[&str] = &[
    "gaza",
    "hospital",
    "AND",
    "OR",
    "NOT",
    "BUT",
    "and",
    "or",
    "not",
    "same",
    "SAME",
    "NEAR",
    "NEAR/5",
    "w/5",
    "pre/3",
    "/s",
    "/p",
    "/5",
    "adj5",
    "near2",
    "|",
    "adj",
    "/F3/",
    "caps(",
    "TI(",
    "hlead(",
    "ns=",
    "date aft 2021",
    "[1 TO 2]",
    "liab!",
    "/n5/",
    "NOT NEAR/2",
    "(",
    ")",
    "((",
    "\"",
    "“",
    "”",
    "«",
    "-",
    "–",
    "—",
    "~",
    "~1",
    "~5",
    "~0",
    "^",
    "^2",
    "^0",
    "^1.5",
    "=",
    "*",
    "?",
    "!",
    "elect!",
    "wor*",
    "w?rd",
    ":",
    "title:",
    "body:",
    "hlead:",
    "source:",
    "date:",
    "words:",
    "id:",
    "from:",
    "to:",
    "path:",
    "url:",
    "titel:",
    "hl=",
    "rst=",
    "wc>",
    "atleast3",
    "atleast3(",
    "first50(",
    "headline(",
    "date(",
    "from 1/11/2023 to 30/11/2023",
    "date",
    "date from 1/1/2023 to 1/1/2023",
    "after 2023",
    "before",
    "2023-11-05",
    "2023",
    "2023-Q4",
    "..",
    ">=",
    "<",
    "*-11-05",
    "missing",
    "last-week",
    "7d",
    "nov",
    "(s)",
    "U.S.",
    "COVID-19",
    "O'Brien",
    "don’t",
    "10:30",
    "https://a.b/c?d=e",
    "C++",
    "AT&T",
    "5,000",
    "加沙",
    "กรุงเทพ",
    "غزة",
    "e\u{301}",
    "\u{200b}",
    "\u{0}",
    "\u{202e}",
    "🙂",
    ".",
    ",",
    "…",
    "&&",
    "||",
    "|",
    "\\",
    "\t",
    "\n",
    "ß",
    "İ",
    "１２",
];

fn config(cases: u32) -> ProptestConfig {
    let max_global_rejects = 1 << 28;
    let cases = (u64::from(cases) * u64::from(ProptestConfig::default().cases) / 256) as u32;
    ProptestConfig { cases, max_global_rejects, failure_persistence: None, ..Default::default() }
}

fn context(joiner: Joiner) -> Context {
    let clock = Clock::on(Day::new(2023, 11, 15).unwrap());
    let limits = Limits { bytes: 1 << 20, depth: 64, clauses: 1 << 16, ..Limits::default() };
    Context { limits, joiner, ..Context::new(clock) }
}

fn text() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        8 => prop::sample::select(FRAGMENTS).prop_map(String::from),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    let joint = prop_oneof![2 => Just(" "), 1 => Just("")];
    vec((fragment, joint), 0..14)
        .prop_map(|parts| parts.into_iter().map(|(part, joint)| part + joint).collect())
}

/// Terms as parsed from texts, so that they are in normal form.
fn terms() -> impl Strategy<Value = Term> {
    let chunk = prop_oneof![
        6 => "[=]?[a-zA-Zäéß0-9]{1,6}[*?~']{0,2}[a-z0-9.-]{0,3}(~0|~1|~2)?",
        2 => prop::sample::select(FRAGMENTS).prop_map(String::from),
        2 => "\\PC{1,8}",
    ];
    chunk.prop_filter_map("holds a word", |chunk| {
        let words: String = chunk.split_whitespace().take(1).collect();
        let quoted = words.split(['"', '“', '”', '„', '‟', '«', '»', '＂', '「', '」', '『', '』']);
        let words = quoted.flat_map(term::pieces).flat_map(|piece| piece.terms).next();
        words.filter(|_| !chunk.contains(char::is_control))
    })
}

fn scope() -> impl Strategy<Value = Scope> {
    use Scope::{Anywhere, Body, HeadlineLead, Lead, Title};
    prop::sample::select(&[Anywhere, Anywhere, Title, Lead, HeadlineLead, Body][..])
}

fn compared() -> impl Strategy<Value = MetaField> {
    meta_field().prop_filter("values of it are compared", |field| field.is_compared())
}

fn meta_field() -> impl Strategy<Value = MetaField> {
    use MetaField::{Author, Lang, Path, Section, Source, Tag, Url};
    prop::sample::select(&[Source, Author, Section, Tag, Lang, Url, Path][..])
}

fn nearness() -> impl Strategy<Value = Nearness> {
    prop_oneof![
        (0..9_u32).prop_map(Nearness::Words),
        (0..9_u32).prop_map(Nearness::WordsInOrder),
        Just(Nearness::Sentence),
        Just(Nearness::Paragraph),
    ]
}

fn spans() -> impl Strategy<Value = Span> {
    let leaf = prop_oneof![
        terms().prop_map(Span::Term),
        (vec(terms(), 0..4), 0..4_u32).prop_map(|(terms, slop)| Span::Phrase { terms, slop }),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            vec(inner, 0..4).prop_map(Span::Any),
            (boxed.clone(), boxed.clone(), nearness()).prop_map(|(a, b, n)| Span::Near {
                left: a,
                right: b,
                nearness: n
            }),
            (boxed.clone(), boxed, nearness()).prop_map(|(a, b, n)| Span::NotNear {
                left: a,
                right: b,
                nearness: n
            }),
        ]
    })
}

fn range() -> impl Strategy<Value = DayRange> {
    let day = || {
        let number = Day::MIN.number()..=Day::MAX.number();
        prop::option::of(number.prop_map(|number| Day::from_number(number).unwrap()))
    };
    (day(), day()).prop_map(|(first, last)| DayRange { first, last })
}

fn date_test() -> impl Strategy<Value = DateTest> {
    let year = prop::option::of(-9999..=9999_i32);
    let part = |most: u32| prop::option::of(0..=most);
    prop_oneof![
        range().prop_map(DateTest::In),
        range().prop_map(DateTest::Touches),
        (year, part(13), part(32)).prop_map(|(year, month, day)| DateTest::Pattern {
            year,
            month,
            day
        }),
        Just(DateTest::Missing),
        Just(DateTest::Sure),
    ]
}

fn leaves() -> impl Strategy<Value = Query> {
    let number = || prop::option::of(0..2000_u64);
    prop_oneof![
        1 => Just(Query::All),
        1 => Just(Query::Nothing),
        6 => (scope(), spans()).prop_map(|(scope, span)| Query::Text { scope, span }),
        1 => (0..5_u32, scope(), spans()).prop_map(|(n, scope, s)| Query::AtLeast { times: n, scope, span: s }),
        1 => (0..99_u32, spans()).prop_map(|(n, span)| Query::First { words: n, span }),
        2 => (meta_field(), vec(terms(), 0..4)).prop_map(|(field, terms)| Query::Meta { field, terms }),
        1 => (compared(), "[A-Z][a-z]{1,6}( [A-Za-z'&.-]{1,6}[a-z]){0,2}")
            .prop_map(|(field, value)| Query::Value { field, value }),
        1 => "[0-9a-z]{0,16}".prop_map(Query::Id),
        1 => (number(), number())
            .prop_map(|(least, most)| Query::Words(NumberRange { least, most })),
        3 => date_test().prop_map(Query::Date),
    ]
}

fn queries() -> impl Strategy<Value = Query> {
    leaves().prop_recursive(6, 24, 4, |inner| {
        let weight = prop_oneof![Just(1.0_f32), Just(0.1), Just(1e9), 0.001..100_f32];
        prop_oneof![
            3 => vec(inner.clone(), 0..4).prop_map(Query::And),
            3 => vec(inner.clone(), 0..4).prop_map(Query::Or),
            2 => inner.clone().prop_map(|query| Query::Not(Box::new(query))),
            1 => (inner, weight).prop_map(|(query, weight)| Query::Boost { query: Box::new(query), weight }),
        ]
    })
}

proptest! {
    #![proptest_config(config(QUERIES))]

    #[test]
    fn a_query_in_its_normal_form_is_read_back_from_its_text(query in queries()) {
        let query = simplify(query);
        prop_assert_eq!(&simplify(query.clone()), &query, "simplify is idempotent");
        let text = display(&query);
        let parsed = parse(&text, &context(Joiner::All));
        prop_assert!(parsed.is_sound(), "{} {:?}", text, parsed.diagnostics);
        prop_assert_eq!(parsed.query, query, "{}", text);
    }
}

proptest! {
    #![proptest_config(config(TEXTS))]

    #[test]
    fn any_text_is_understood_and_its_meaning_survives_its_text(text in text()) {
        for joiner in [Joiner::All, Joiner::Any] {
            let parsed = parse(&text, &context(joiner));
            for problem in &parsed.diagnostics {
                prop_assert!(text.get(problem.place.clone()).is_some(), "{:?}", problem);
            }
            let shown = display(&parsed.query);
            let again = parse(&shown, &context(Joiner::All));
            prop_assert!(again.is_sound(), "{} {:?}", shown, again.diagnostics);
            prop_assert_eq!(&again.query, &parsed.query, "{}", shown);
        }
    }
}

#[test]
fn an_operator_with_a_control_character_in_it_is_read_as_its_words() {
    let parsed = parse("rain NOT\u{7f}SAME ", &context(Joiner::All));
    let shown = display(&parsed.query);
    assert_eq!(shown, "rain AND \"NOT SAME\"");
    assert_eq!(parse(&shown, &context(Joiner::All)).query, parsed.query);
}
