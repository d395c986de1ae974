//! No foreign text controls a terminal, in any field and through any sink.

use std::io::{self, Write};

use super::style::Look;
use super::table::{End, Separator};
use super::{
    ARTICLES, COUNTS, Format, HITS, Outcome, TIMELINE, json, problem, svg, table, text, write,
};
use crate::app::AppError;
use crate::app::crosstab::{Cell, Crosstab, Head, Row};
use crate::app::export::Exported;
use crate::app::outcome::{
    Advice, ArchiveOutcome, Article, Bar, Clause, Cost, Count, Damage, ExplainOutcome, Facet, Fate,
    FileOutcome, FileRecord, Looked, Named, Passage, Plan, Problem, Query, Refusal, SearchOutcome,
    ShownHit, Sort, SourcesOutcome, Spelling, Status, StatusOutcome, Summary, TimelineOutcome,
    Verification, VerifyOutcome,
};
use crate::app::read::Reading;
use crate::app::receipt::{IndexState, Left, Receipt, Rerun};
use crate::article::{ArticleId, Dated, Evidence, Source};
use crate::diagnostic::Diagnostic;
use crate::engine::FileKey;
use crate::when::{Day, Period, Precision};

/// How many code points a field contains at once.
const RUN: usize = 256;

/// One in this many of the code points without special treatment is tested; 1 tests all of them.
const STEP: u32 = 61;

type Sink<'a> = (&'static str, Box<dyn Fn(&mut dyn Write) -> io::Result<()> + 'a>);

/// Characters that must not be in any output, except for newlines.
fn leaks(letter: char) -> bool {
    let code = u32::from(letter);
    let control = code < 0x20 || (0x7F..0xA0).contains(&code);
    let bidi = matches!(code, 0x61C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069);
    (control && letter != '\n') || bidi
}

fn evidence(text: &str) -> Evidence {
    Evidence::new(text, text)
}

fn reading(text: &str) -> Reading {
    Reading { article: article(text), title: vec![], body: vec![] }
}

fn receipt(text: &str) -> Receipt {
    let index = IndexState { location: text.into(), generation: text.into(), archives: vec![] };
    Receipt {
        receipt: 1,
        dateline: text.into(),
        made: text.into(),
        query: text.into(),
        understood: text.into(),
        index,
        articles: 1,
        hash: text.into(),
        ids: vec![text.into()],
    }
}

fn rerun(text: &str) -> Rerun {
    let named = Named { id: ArticleId::from_hash(1), date: Some(text.into()), title: text.into() };
    let left = [None, Some(named.clone())].map(|article| Left { id: text.into(), article });
    Rerun { then: receipt(text), now: receipt(text), added: vec![named], left: left.into() }
}

fn crosstab(text: &str) -> Crosstab {
    let cell = Cell { count: 1, all: 2 };
    let row = Row { head: Head::Query(text.into()), whole: cell, cells: vec![cell] };
    let columns = vec![Head::Value(Some(text.into()))];
    Crosstab { query: text.into(), columns, rows: vec![row], total: 1, ..Crosstab::default() }
}

fn article(text: &str) -> Article {
    Article {
        id: ArticleId::from_hash(1),
        guid: Some(text.into()),
        title: text.into(),
        body: format!("{text}\n\n{text}"),
        date: Some(Dated {
            day: Day::new(2023, 11, 5).unwrap(),
            precision: Precision::Day,
            instant: Some(text.into()),
            evidence: evidence(text),
            weak: false,
        }),
        refused_dates: vec![evidence(text)],
        source: Some(Source { name: text.into(), evidence: evidence(text) }),
        authors: vec![text.into()],
        section: Some(text.into()),
        tags: vec![text.into()],
        lang: Some(text.into()),
        url: Some(text.into()),
        path: text.into(),
        notes: vec![text.into()],
        ..Article::default()
    }
}

fn problem_of(text: &str) -> Problem {
    let end = text.len();
    let diagnostic = Diagnostic::error("code", 0..end, text).hint(text);
    Problem { subject: "--from".into(), text: text.into(), diagnostic }
}

fn count(text: &str) -> Count {
    Count { value: Some(text.into()), count: 1 }
}

fn found(text: &str) -> SearchOutcome {
    let passage = Passage { text: text.into(), highlights: whole(text), opens: true, closes: true };
    let hit = ShownHit {
        rank: 1,
        score: 1.0,
        article: article(text),
        title_highlights: whole(text),
        lacks: vec![],
        copies: None,
        passage: Some(passage),
    };
    SearchOutcome {
        query_id: Some(text.into()),
        query: text.into(),
        sort: Sort::Relevance,
        offset: 0,
        total: 1,
        stories: 1,
        relaxed: true,
        hits: vec![hit],
        advice: None,
        spellings: vec![Spelling { word: text.into(), instead: vec![count(text)] }],
        narrower: vec![Clause { text: text.into(), alone: 1, without: None }],
        problems: vec![problem_of(text)],
    }
}

fn whole(text: &str) -> Vec<std::ops::Range<usize>> {
    std::iter::once(0..text.len()).collect()
}

fn nothing(text: &str) -> SearchOutcome {
    let clause = Clause { text: text.into(), alone: 1, without: Some(1) };
    let spelling = Spelling { word: text.into(), instead: vec![count(text)] };
    let advice =
        Advice { articles: 1, clauses: vec![clause], spellings: vec![spelling], any: Some(1) };
    SearchOutcome { hits: vec![], total: 0, advice: Some(advice), ..found(text) }
}

fn record(text: &str, outcome: FileOutcome) -> FileRecord {
    FileRecord {
        key: FileKey(1),
        origin: FileKey(1),
        archive: text.into(),
        relative: text.into(),
        root: "".into(),
        size: 1,
        mtime: 1,
        hash: None,
        fingerprint: "".into(),
        articles: 1,
        outcome,
        problems: vec![text.into(), text.into()],
    }
}

fn status(text: &str) -> StatusOutcome {
    let files = vec![
        record(text, FileOutcome::Refused(text.into())),
        record(text, FileOutcome::Skipped(text.into())),
        record(text, FileOutcome::Indexed),
    ];
    let status = Status {
        sources: vec![count(text)],
        years: vec![count(text)],
        langs: vec![count(text)],
        files,
        ..Status::default()
    };
    let archive = ArchiveOutcome {
        name: text.into(),
        root: text.into(),
        is_there: false,
        articles: 1,
        files: 1,
        last_run: Some(text.into()),
        is_stale: true,
        options: vec![text.into()],
    };
    StatusOutcome { index: text.into(), status, archives: vec![archive] }
}

fn timeline(text: &str) -> TimelineOutcome {
    let bar = Bar { start: Day::new(2023, 11, 1).unwrap(), count: 1, other: 1, archive: 2 };
    TimelineOutcome {
        query: text.into(),
        compare: Some(text.into()),
        period: Period::Month,
        bars: vec![bar],
        total: 1,
        undated: 1,
        problems: vec![problem_of(text)],
    }
}

fn sources(text: &str) -> SourcesOutcome {
    SourcesOutcome {
        query: text.into(),
        by: Facet::Author,
        total: 1,
        counts: vec![count(text)],
        problems: vec![problem_of(text)],
    }
}

fn explain(text: &str) -> ExplainOutcome {
    let looked = Looked { word: text.into(), terms: vec![text.into()], articles: Some(1) };
    ExplainOutcome {
        canonical: text.into(),
        query: Query::All,
        tree: vec![(0, text.into()), (1, text.into())],
        today: (Day::new(2023, 11, 5).unwrap(), text.into()),
        dates: vec![(text.into(), text.into())],
        words: vec![looked],
        cost: Some(Cost { postings: 1, positions: 1 }),
        total: Some(1),
        problems: vec![problem_of(text)],
    }
}

fn verified(text: &str) -> VerifyOutcome {
    let damages = vec![Damage::new(text, text)];
    VerifyOutcome {
        index: text.into(),
        verification: Verification { damages, ..Verification::default() },
    }
}

fn refusals(text: &str) -> Vec<Refusal> {
    vec![Refusal { path: text.into(), reason: text.into() }]
}

fn errors(text: &str) -> [AppError; 4] {
    let candidates =
        vec![Named { id: ArticleId::from_hash(1), date: Some("2023".into()), title: text.into() }];
    [
        AppError::Usage(text.into()),
        AppError::NoSuchPath(text.into()),
        AppError::Ambiguous { prefix: text.into(), candidates },
        AppError::Query(vec![problem_of(text)]),
    ]
}

fn texts<'a>(run: &'a str, look: &'a Look) -> Vec<Sink<'a>> {
    vec![
        ("hits", Box::new(|out| text::hits::search(out, &found(run), look))),
        ("nothing", Box::new(|out| text::hits::search(out, &nothing(run), look))),
        ("rerun", Box::new(|out| text::rerun::rerun(out, &rerun(run), look))),
        ("table", Box::new(|out| text::crosstab::crosstab(out, &crosstab(run), false, look))),
        ("article", Box::new(|out| text::article::reading(out, &reading(run), true, look))),
        ("why", Box::new(|out| text::article::why_date(out, &article(run), look))),
        ("status", Box::new(|out| text::status::status(out, &status(run), true, look))),
        ("few", Box::new(|out| text::status::status(out, &status(run), false, look))),
        ("timeline", Box::new(|out| text::timeline::timeline(out, &timeline(run), true, look))),
        ("sources", Box::new(|out| text::sources::sources(out, &sources(run), look))),
        ("explain", Box::new(|out| text::explain::explain(out, &explain(run), look))),
        ("verify", Box::new(|out| text::verify::verify(out, &verified(run), look))),
        (
            "plan",
            Box::new(|out| {
                let files = vec![(Fate::New, run.into()), (Fate::Vanished, run.into())];
                text::indexed::planned(out, &Plan { files, ..Plan::default() }, look)
            }),
        ),
        ("refusals", Box::new(|out| problem::refusals(out, &refusals(run), 9, look))),
        (
            "errors",
            Box::new(|out| {
                errors(run).iter().try_for_each(|error| problem::error(out, error, look))
            }),
        ),
        ("hits.csv", Box::new(|out| table::hits(out, Separator::Comma, &found(run).hits, None))),
        ("hits.tsv", Box::new(|out| table::hits(out, Separator::Tab, &found(run).hits, None))),
        ("article.csv", Box::new(|out| table::article(out, Separator::Comma, &article(run)))),
        ("article.tsv", Box::new(|out| table::article(out, Separator::Tab, &article(run)))),
        ("sources.csv", Box::new(|out| table::sources(out, Separator::Comma, &sources(run)))),
        ("table.tsv", Box::new(|out| table::crosstab(out, Separator::Tab, &crosstab(run), false))),
        ("timeline.csv", Box::new(|out| table::timeline(out, Separator::Comma, &timeline(run)))),
        ("paths", Box::new(|out| table::bare(out, run, End::Line))),
        ("svg", Box::new(|out| svg::timeline(out, &timeline(run), false))),
    ]
}

fn objects(run: &str) -> Vec<Sink<'_>> {
    let summary = move || Summary {
        refusals: refusals(run),
        incomplete: refusals(run),
        ..Summary::default()
    };
    let plan = move || Plan { files: vec![(Fate::New, run.into())], ..Plan::default() };
    vec![
        ("hit", Box::new(|out| json::search(out, &found(run)))),
        ("nothing", Box::new(|out| json::search(out, &nothing(run)))),
        ("rerun", Box::new(|out| json::rerun(out, &rerun(run)))),
        ("table", Box::new(|out| json::crosstab(out, &crosstab(run)))),
        ("article", Box::new(|out| json::article(out, &article(run)))),
        ("timeline", Box::new(|out| json::timeline(out, &timeline(run)))),
        ("sources", Box::new(|out| json::sources(out, &sources(run)))),
        ("status", Box::new(|out| json::status(out, &status(run)))),
        ("explain", Box::new(|out| json::explain(out, &explain(run)))),
        ("verify", Box::new(|out| json::verify(out, &verified(run)))),
        ("indexed", Box::new(move |out| json::indexed(out, &summary()))),
        ("planned", Box::new(move |out| json::planned(out, &plan()))),
        (
            "errors",
            Box::new(|out| errors(run).iter().try_for_each(|error| json::error(out, error, 2))),
        ),
    ]
}

fn written(sink: &Sink<'_>) -> String {
    let mut out = vec![];
    (sink.1)(&mut out).unwrap();
    String::from_utf8(out).unwrap_or_else(|_| panic!("{} is no UTF-8", sink.0))
}

/// Code points in runs: all those that a writer could treat specially, and a sample of the rest
/// ([`super::safe`] itself is tested with every one). The spaces between them keep combining marks
/// apart.
fn runs() -> Vec<String> {
    let chosen = |letter: &char| {
        let code = u32::from(*letter);
        code < 0x3000 || super::safe::steers(*letter) || code % STEP == 0
    };
    let all: Vec<char> = ('\0'..=char::MAX).filter(chosen).collect();
    all.chunks(RUN).map(|run| run.iter().flat_map(|&letter| [letter, ' ']).collect()).collect()
}

#[test]
fn no_code_point_steers_a_terminal_through_any_sink() {
    let look = Look::plain();
    for run in runs() {
        for sink in texts(&run, &look) {
            let is_ours = |letter: char| letter == '\t' && sink.0.ends_with("tsv");
            let text = written(&sink);
            let leak = text.chars().find(|&letter| leaks(letter) && !is_ours(letter));
            assert_eq!(leak, None, "{} from {:?}", sink.0, run.chars().next());
        }
    }
}

#[test]
fn every_outcome_is_written_in_the_formats_that_are_listed_for_it_and_in_no_other() {
    let look = Look::plain();
    let (hits, bars, counts) = (found("x"), timeline("x"), sources("x"));
    let (article, exported) = (article("x"), Exported::default());
    let (shown, table) = (reading("x"), crosstab("x"));
    let outcomes = [
        (Outcome::Search(&hits, End::Line), HITS),
        (Outcome::BatchEntry(&hits, End::Nul), HITS),
        (Outcome::Timeline(&bars, true), TIMELINE),
        (Outcome::Sources(&counts), COUNTS),
        (Outcome::Exported(&article), ARTICLES),
        (Outcome::ExportEnd(&exported), ARTICLES),
        (Outcome::Article(&shown, true), &[Format::Text, Format::Json]),
        (Outcome::Crosstab(&table, false), COUNTS),
    ];
    for (outcome, formats) in outcomes {
        for format in Format::ALL {
            let written = write(outcome, format, &mut vec![], &look);
            let kind = written.err().map(|error| error.kind());
            let expected = (!formats.contains(&format)).then_some(io::ErrorKind::Unsupported);
            assert_eq!(kind, expected, "{format:?} of {outcome:?}");
        }
    }
}

#[test]
fn every_code_point_gives_valid_json_that_reads_back_as_it_was() {
    for run in runs() {
        for sink in objects(&run) {
            let text = written(&sink);
            assert_eq!(text.chars().find(|&letter| leaks(letter)), None, "{}", sink.0);
            for line in text.lines() {
                let object: serde_json::Value = serde_json::from_str(line)
                    .unwrap_or_else(|error| panic!("{}: {error}", sink.0));
                for field in ["title", "path", "query", "index", "file"] {
                    let exact = object.get(field).and_then(serde_json::Value::as_str);
                    let is_tree = sink.0 == "explain" && field == "query";
                    assert!(is_tree || exact.is_none_or(|v| v == run), "{}: {field}", sink.0);
                }
            }
        }
    }
}

#[test]
fn a_name_of_any_byte_is_shown_without_steering_a_terminal() {
    use std::os::unix::ffi::OsStrExt;
    let look = Look::plain();
    for byte in 0..=255_u8 {
        let name = std::ffi::OsStr::from_bytes(&[b'a', byte, b'b', 0xE2, byte]).to_os_string();
        let error = AppError::NoSuchPath(name.into());
        let sink: Sink<'_> = ("error", Box::new(|out| problem::error(out, &error, &look)));
        assert_eq!(written(&sink).chars().find(|&letter| leaks(letter)), None, "{byte}");
    }
}

#[test]
fn with_colours_only_our_own_sequences_are_there() {
    let look = Look { colour: true, ..Look::plain() };
    let run: String = ('\0'..'\u{300}').collect();
    for sink in texts(&run, &look) {
        let text = written(&sink);
        let ours = text.split('\u{1b}').skip(1).all(|rest| {
            let end = rest.find('m');
            end.is_some_and(|end| {
                rest.starts_with('[')
                    && rest[1..end].bytes().all(|b| b.is_ascii_digit() || b == b';')
            })
        });
        assert!(ours, "{}", sink.0);
    }
}
