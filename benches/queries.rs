//! How long each kind of query takes in one process. Not a test of what they find.
//!
//! `cargo bench --bench queries` builds a small index of invented articles and measures on it; with
//! `DATELINE_BENCH_INDEX` set to an index folder it measures on that one.

use std::path::PathBuf;
use std::sync::OnceLock;

use dateline::app::ask::ask;
use dateline::app::settings::Ask;
use dateline::engine::local::{LocalIndex, LocalWriter, WriterOptions};
use dateline::engine::{Engine, Facet, FileKey, SearchRequest, Sink, Sort, TimelineRequest};
use dateline::query::ast::Query;
use dateline::query::simplify;
use dateline::when::{Clock, Day, Period};

mod invented;

/// How many articles the invented index has.
const ARTICLES: usize = 2_000;

fn main() {
    divan::main();
}

fn index() -> &'static LocalIndex {
    static INDEX: OnceLock<LocalIndex> = OnceLock::new();
    INDEX.get_or_init(|| {
        #[expect(clippy::disallowed_methods, reason = "a benchmark has no command line of its own")]
        let named = std::env::var_os("DATELINE_BENCH_INDEX").map(PathBuf::from);
        match named {
            Some(folder) => LocalIndex::open(&folder).expect("an index that can be opened"),
            None => invented_index(),
        }
    })
}

fn invented_index() -> LocalIndex {
    let folder = tempfile::tempdir().expect("a temporary folder").keep();
    let writer = LocalWriter::open(&folder, &WriterOptions::default()).expect("a new index");
    for article in invented::articles(ARTICLES) {
        writer.add(FileKey(1), &article).expect("an article that can be written");
    }
    writer.commit().expect("a commit");
    writer.close().expect("the end of writing");
    let index = LocalIndex::open(&folder).expect("the index that was just written");
    // What is open stays readable on the systems that this is measured on.
    let _ = std::fs::remove_dir_all(&folder);
    index
}

fn query(text: &str) -> Query {
    let clock = Clock::on(Day::new(2026, 11, 1).expect("a day"));
    let ask = &Ask::new(text, clock);
    simplify(self::ask(ask).expect("a query that can be understood").query)
}

fn request(text: &str, sort: Sort) -> SearchRequest {
    SearchRequest { query: query(text), sort, offset: 0, limit: 10, count: false }
}

/// The ten best hits, their articles read.
#[divan::bench(args = [
    "government",
    "price",
    "government price",
    "the of",
    "president OR price OR market",
    "\"of the\"",
    "\"prime minister\"",
    "of NEAR/5 the",
    "prime NEAR/5 minister",
    "gov*",
    "the*",
    "goverment~2",
    "price date:1987-03",
    "price date:2019..2021",
    "title:price",
    "government -price",
])]
fn best(bencher: divan::Bencher, text: &str) {
    let (index, request) = (index(), request(text, Sort::Relevance));
    bencher.bench(|| index.search(&request).expect("hits"));
}

/// The ten newest hits.
#[divan::bench(args = ["the", "government", "*"])]
fn newest(bencher: divan::Bencher, text: &str) {
    let (index, request) = (index(), request(text, Sort::Newest));
    bencher.bench(|| index.search(&request).expect("hits"));
}

/// The exact number of hits.
#[divan::bench(args = ["the", "government price", "\"of the\"", "the*"])]
fn count(bencher: divan::Bencher, text: &str) {
    let (index, query) = (index(), query(text));
    bencher.bench(|| index.count(&query).expect("a count"));
}

/// Hits by month.
#[divan::bench(args = ["the", "government", "*"])]
fn timeline(bencher: divan::Bencher, text: &str) {
    let (index, query) = (index(), query(text));
    let request = TimelineRequest { query, period: Period::Month };
    bencher.bench(|| index.timeline(&request).expect("a timeline"));
}

/// Hits by source.
#[divan::bench(args = ["the", "*"])]
fn sources(bencher: divan::Bencher, text: &str) {
    let (index, query) = (index(), query(text));
    bencher.bench(|| index.facets(&query, Facet::Source).expect("counts"));
}
