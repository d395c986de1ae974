//! Measures the time of each kind of query in one process. It does not test what they find.
//!
//! `cargo bench --bench queries` measures on a small index of invented articles, or, if
//! `DATELINE_BENCH_INDEX` is set to an index folder, on that index.

use dateline::engine::{Engine, Facet, Sort, TimelineRequest};
use dateline::when::Period;

mod articles;
mod index;

use index::{index, query, request};

fn main() {
    divan::main();
}

/// The ten best hits, including reading their articles.
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
