//! Searches beside a writer: each sees a commit as a whole, and never an older one than before.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use dateline::article::{Article, ArticleId};
use dateline::engine::local::{LocalIndex, LocalWriter, WriterOptions};
use dateline::engine::{Engine, FileKey, FileOutcome, FileRecord, Sink};
use dateline::query::ast::Query;

use crate::rig::{Options, Place, Skip};

/// Articles of a commit.
const BATCH: u64 = 7;

pub(crate) fn run(options: &Options) -> Result<(), Skip> {
    let place = Place::new();
    let (ended, committed, searches) =
        (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let writer = LocalWriter::open(&place.index, &WriterOptions::default()).unwrap();
    commit(&writer, 0);
    committed.store(1, Ordering::SeqCst);
    thread::scope(|scope| {
        let readers: Vec<_> =
            (0..2).map(|_| scope.spawn(|| read(&place, &ended, &committed, &searches))).collect();
        for number in options.seeds().skip(1).map(|seed| seed - options.seed) {
            commit(&writer, number);
            committed.store(number + 1, Ordering::SeqCst);
        }
        ended.store(true, Ordering::SeqCst);
        for reader in readers {
            let wrong = reader.join().unwrap();
            wrong.iter().for_each(|what| options.find(options.seed, what));
        }
    });
    let (searches, commits) = (searches.into_inner(), committed.into_inner());
    options.count(format!("run of {searches} searches over {commits} commits"));
    Ok(())
}

/// Replaces one file of an earlier commit, and adds one.
fn commit(writer: &LocalWriter, number: u64) {
    for file in [number, number / 2] {
        writer.remove(FileKey(file)).unwrap();
        for part in 0..BATCH {
            let id = ArticleId::from_hash((u128::from(file * BATCH + part) + 1) << 90);
            let article = Article { id, body: "The river rose.".into(), ..Article::default() };
            writer.add(FileKey(file), &article).unwrap();
        }
        writer.record(&record(file)).unwrap();
    }
    writer.commit().unwrap();
}

fn record(file: u64) -> FileRecord {
    FileRecord {
        key: FileKey(file),
        origin: FileKey(file),
        archive: "".into(),
        relative: format!("/news/{file}"),
        root: "".into(),
        size: 1,
        mtime: 1,
        hash: None,
        fingerprint: "".into(),
        articles: BATCH,
        outcome: FileOutcome::Indexed,
        problems: vec![],
    }
}

fn read(
    place: &Place,
    ended: &AtomicBool,
    committed: &AtomicU64,
    searches: &AtomicU64,
) -> Vec<String> {
    let mut wrong = vec![];
    while !ended.load(Ordering::SeqCst) && wrong.len() < 10 {
        let least = committed.load(Ordering::SeqCst);
        let counted = LocalIndex::open(&place.index).and_then(|index| {
            (0..100).map(|_| index.count(&Query::All)).collect::<Result<Vec<_>, _>>()
        });
        match counted {
            Ok(counts) => {
                let (first, most) = (counts[0], (committed.load(Ordering::SeqCst) + 1) * BATCH);
                let same = counts.iter().all(|count| *count == first);
                if !same || first % BATCH != 0 || first < least * BATCH || first > most {
                    wrong.push(format!("{first} articles after {least} commits of {BATCH}"));
                }
                searches.fetch_add(100, Ordering::Relaxed);
            }
            Err(error) => wrong.push(error.to_string()),
        }
    }
    wrong
}
