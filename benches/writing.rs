//! Measures how fast articles are indexed: the analysis, one extractor, the writer alone, and the
//! whole pipeline from files. It does not test what is indexed; queries are in `queries.rs`.

use std::path::Path;

use dateline::analysis::{Language, Tokens, analyse};
use dateline::app::index::{Progress, index};
use dateline::app::settings::IndexSettings;
use dateline::article::Article;
use dateline::engine::local::{LocalWriter, WriterOptions};
use dateline::engine::{FileKey, Sink};
use dateline::when::{Clock, Day};
use divan::Bencher;
use divan::counter::BytesCount;

mod articles;

/// How many articles each benchmark indexes.
const ARTICLES: usize = 500;

fn main() {
    divan::main();
}

fn articles() -> (Vec<Article>, BytesCount) {
    let articles: Vec<Article> = articles::articles(ARTICLES).collect();
    let bytes: usize =
        articles.iter().map(|article| article.title.len() + article.body.len()).sum();
    (articles, BytesCount::new(bytes))
}

/// Analyses text into terms, after a first pass has seen all of its words.
#[divan::bench]
fn analysis(bencher: Bencher<'_, '_>) {
    let (articles, bytes) = articles();
    let mut tokens = Tokens::default();
    bencher.counter(bytes).bench_local(|| {
        for article in &articles {
            analyse(Some(Language::English), &article.title, &article.body, &mut tokens);
        }
        tokens.len()
    });
}

/// Writes articles that are ready: the cost of the writer without walking and reading.
#[divan::bench(sample_count = 10)]
fn ready_articles(bencher: Bencher<'_, '_>) {
    let (articles, bytes) = articles();
    bencher.counter(bytes).with_inputs(folder).bench_local_values(|folder| {
        let writer = LocalWriter::open(folder.path(), &WriterOptions::default()).expect("an index");
        for (article, key) in articles.iter().zip(0..) {
            writer.add(FileKey(key), article).expect("an article is taken in");
        }
        writer.commit().expect("a commit");
        folder
    });
}

/// Indexes files of one article each: the whole pipeline.
#[divan::bench(sample_count = 10)]
fn files(bencher: Bencher<'_, '_>) {
    let (articles, bytes) = articles();
    let archive = folder();
    for article in &articles {
        write(archive.path(), article);
    }
    bencher.counter(bytes).with_inputs(folder).bench_local_values(|folder| {
        run(folder.path(), archive.path());
        folder
    });
}

/// Indexes one JSON Lines file of many articles: the whole pipeline.
#[divan::bench(sample_count = 10)]
fn json_lines(bencher: Bencher<'_, '_>) {
    let (articles, bytes) = articles();
    let archive = folder();
    let line = |article: &Article| {
        serde_json::json!({"title": article.title, "date": "2020-03-01", "body": article.body})
            .to_string()
    };
    let lines: Vec<String> = articles.iter().map(line).collect();
    std::fs::write(archive.path().join("all.jsonl"), lines.join("\n")).expect("a file");
    bencher.counter(bytes).with_inputs(folder).bench_local_values(|folder| {
        run(folder.path(), archive.path());
        folder
    });
}

fn run(index_folder: &Path, archive: &Path) {
    let clock = Clock::on(Day::new(2023, 11, 15).expect("a day"));
    let settings = IndexSettings::new(index_folder.join("index"), [archive], clock);
    let summary = index(&settings, &Progress::default()).expect("an index");
    assert_eq!(summary.articles, ARTICLES as u64, "all articles are read");
}

fn write(archive: &Path, article: &Article) {
    let text = format!("Title: {}\nDate: 2020-03-01\n\n{}\n", article.title, article.body);
    std::fs::write(archive.join(format!("{}.txt", article.id)), text).expect("a file");
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}
