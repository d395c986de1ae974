//! Measures the throughput of reading each kind of file, in bytes per second: opening, recognising,
//! extracting, dates, language and the rest, without an index. It does not test what is read.

use dateline::article::Article;
use dateline::ingest::source::walk::SourceFile;
use dateline::ingest::{IngestOptions, articles};
use dateline::when::Day;
use divan::Bencher;
use divan::counter::BytesCount;
use std::ops::ControlFlow;

mod articles;

/// How many articles a file contains, in formats that hold several.
const ARTICLES: usize = 200;

/// A file extension, and how to write articles to a file of that kind.
type Kind = (&'static str, fn(&[Article]) -> String);

/// Every kind of file that is measured.
const KINDS: &[Kind] = &[
    ("txt", text),
    ("md", markdown),
    ("html", html),
    ("jsonl", json_lines),
    ("csv", table),
    ("xml", feed),
    ("mbox", mailbox),
];

fn main() {
    divan::main();
}

#[divan::bench(args = KINDS.iter().map(|kind| kind.0))]
fn files(bencher: Bencher<'_, '_>, extension: &str) {
    let (_, written) = KINDS.iter().find(|kind| kind.0 == extension).expect("a kind of file");
    let stories: Vec<Article> = articles::articles(ARTICLES).collect();
    let text = written(&stories);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(format!("a.{extension}"));
    std::fs::write(&path, &text).expect("a file");
    let file = SourceFile::at(&path).expect("a file");
    let options = IngestOptions::on(Day::new(2026, 11, 1).expect("a day"));
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let mut found = 0;
        articles(&file, &options, None, &mut |_| {
            found += 1;
            ControlFlow::Continue(())
        });
        assert!(found == 1 || found == ARTICLES, "{found} articles in a.{extension}");
    });
}

/// The paragraphs of some articles, for formats that hold a single article.
fn paragraphs(articles: &[Article]) -> impl Iterator<Item = &str> {
    articles.iter().take(20).flat_map(|article| article.body.split("\n\n"))
}

fn text(articles: &[Article]) -> String {
    let body: Vec<&str> = paragraphs(articles).collect();
    format!("Title: {}\nDate: 2020-03-01\n\n{}\n", articles[0].title, body.join("\n\n"))
}

fn markdown(articles: &[Article]) -> String {
    let body: Vec<&str> = paragraphs(articles).collect();
    format!("---\ntitle: {}\ndate: 2020-03-01\n---\n\n{}\n", articles[0].title, body.join("\n\n"))
}

fn html(articles: &[Article]) -> String {
    let body: String = paragraphs(articles).map(|text| format!("<p>{text}</p>\n")).collect();
    let title = &articles[0].title;
    let day = "<meta property=\"article:published_time\" content=\"2020-03-01T10:00:00Z\">";
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{title}</title>{day}</head><body>\
         <nav><a href=\"/\">Home</a></nav><article><h1>{title}</h1>\n{body}</article></body></html>"
    )
}

fn json_lines(articles: &[Article]) -> String {
    each(articles, |title, body| {
        format!("{}\n", serde_json::json!({"title": title, "date": "2020-03-01", "body": body}))
    })
}

fn table(articles: &[Article]) -> String {
    let rows = each(articles, |title, body| format!("\"{title}\",2020-03-01,\"{body}\"\r\n"));
    format!("title,date,text\r\n{rows}")
}

fn feed(articles: &[Article]) -> String {
    let items = each(articles, |title, body| {
        format!(
            "<item><title>{title}</title><pubDate>Sun, 01 Mar 2020 10:00:00 GMT</pubDate>\
             <description>{body}</description></item>\n"
        )
    });
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Wire</title>{items}</channel></rss>"
    )
}

fn mailbox(articles: &[Article]) -> String {
    each(articles, |title, body| {
        format!(
            "From wire@wire.example Sun Mar  1 10:00:00 2020\nFrom: wire@wire.example\n\
             Date: Sun, 1 Mar 2020 10:00:00 +0000\nSubject: {title}\n\n{body}\n\n"
        )
    })
}

fn each(articles: &[Article], write: impl Fn(&str, &str) -> String) -> String {
    articles.iter().map(|article| write(&article.title, &article.body)).collect()
}
