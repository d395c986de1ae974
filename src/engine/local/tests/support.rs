//! An index in a folder that goes away with the test.

use std::path::PathBuf;

use crate::article::{Article, ArticleId, Dated, Evidence};
use crate::engine::local::{LocalIndex, LocalWriter, WriterOptions};
use crate::engine::{FileKey, FileOutcome, FileRecord, Sink};
use crate::when::{Day, Precision};

/// A place for an index.
pub(super) struct Folder {
    root: tempfile::TempDir,
}

impl Folder {
    pub(super) fn new() -> Folder {
        Folder { root: tempfile::tempdir().unwrap() }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.root.path().join("index")
    }

    pub(super) fn writer(&self) -> LocalWriter {
        LocalWriter::open(&self.path(), &WriterOptions::default()).unwrap()
    }

    pub(super) fn index(&self) -> LocalIndex {
        LocalIndex::open(&self.path()).unwrap()
    }

    /// Writes articles, each a file of its own, and one file without any.
    pub(super) fn write(&self, articles: &[Article]) {
        let writer = self.writer();
        for (key, article) in (0..).zip(articles) {
            writer.add(FileKey(key), article).unwrap();
            writer.record(&record(key, 1)).unwrap();
        }
        writer.record(&record(1000, 0)).unwrap();
        writer.commit().unwrap();
        writer.close().unwrap();
    }
}

/// An English article.
pub(super) fn article(number: u128, title: &str, body: &str, day: Option<&str>) -> Article {
    Article {
        id: ArticleId::from_hash(number << 100),
        title: title.into(),
        body: body.into(),
        lang: Some("en".into()),
        date: day.map(|day| Dated {
            day: Day::parse_iso(day).unwrap(),
            precision: Precision::Day,
            instant: None,
            evidence: Evidence::new("test", day),
            weak: false,
        }),
        ..Article::default()
    }
}

/// The record of a file.
pub(super) fn record(key: u64, articles: u64) -> FileRecord {
    FileRecord {
        key: FileKey(key),
        origin: FileKey(key),
        archive: "".into(),
        relative: format!("/archive/{key}.txt"),
        root: "".into(),
        size: 1,
        mtime: 1,
        hash: Some(0),
        fingerprint: "00".into(),
        articles,
        outcome: FileOutcome::Indexed,
        problems: vec![],
    }
}
