//! The index that queries are measured on, and the queries in the form an engine takes.

use std::path::PathBuf;
use std::sync::OnceLock;

use dateline::app::ask::ask;
use dateline::app::settings::Ask;
use dateline::engine::local::{LocalIndex, LocalWriter, WriterOptions};
use dateline::engine::{FileKey, SearchRequest, Sink, Sort};
use dateline::query::ast::Query;
use dateline::query::simplify;
use dateline::when::{Clock, Day};

/// The number of articles in the invented index.
const ARTICLES: usize = 2_000;

/// The index that queries are measured on.
pub(crate) fn index() -> &'static LocalIndex {
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
    for article in crate::articles::articles(ARTICLES) {
        writer.add(FileKey(1), &article).expect("an article that can be written");
    }
    writer.commit().expect("a commit");
    writer.close().expect("the end of writing");
    let index = LocalIndex::open(&folder).expect("the index that was just written");
    // Open files stay readable on the systems where benchmarks run.
    let _ = std::fs::remove_dir_all(&folder);
    index
}

/// Parses and simplifies a query.
pub(crate) fn query(text: &str) -> Query {
    let clock = Clock::on(Day::new(2026, 11, 1).expect("a day"));
    let ask = &Ask::new(text, clock);
    simplify(self::ask(ask).expect("a query that can be understood").query)
}

/// A request for the first ten hits of a query.
pub(crate) fn request(text: &str, sort: Sort) -> SearchRequest {
    SearchRequest { query: query(text), sort, offset: 0, limit: 10, count: false, copies: false }
}
