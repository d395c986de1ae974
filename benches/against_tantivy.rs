//! Compares each kind of query with tantivy's own query of that kind, in turn, over the same
//! articles: the cost of language support, exact scores and the order of hits on top of tantivy.
//! Both sides read the ten hits that they return.
//!
//! `cargo bench --bench against_tantivy` measures on invented articles, or, if
//! `DATELINE_BENCH_INDEX` is set to an index folder, on the articles of that index. A word as an
//! argument selects the kinds whose names contain it. tantivy's index has one field with title and
//! body, whose words are lower-cased and stemmed as English, the day as a fast field, and the
//! article stored and compressed as ours is.

#![expect(clippy::print_stdout, reason = "a table is what it is run for")]

use std::hint::black_box;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use dateline::analysis::{Word, words};
use dateline::article::Article;
use dateline::engine::{Engine, Sort, TimelineRequest};
use dateline::query::ast::Query as OurQuery;
use dateline::when::Period;
use frostem::{Algorithm, Stemmer};
use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, FuzzyTermQuery, PhraseQuery, Query, RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexSettings, Order, Searcher, TantivyDocument, Term};

mod articles;
mod index;

use index::{index, query, request};

/// The number of rounds, and the minimum duration of a measurement.
const ROUNDS: (usize, Duration) = (9, Duration::from_millis(60));

fn main() {
    // Cargo's `--test` only checks that the benchmark runs.
    let rounds =
        if std::env::args().any(|arg| arg == "--test") { (1, Duration::ZERO) } else { ROUNDS };
    let peer = Peer::of_our_index();
    let (articles, segments) = (peer.searcher.num_docs(), peer.searcher.segment_readers().len());
    println!("{articles} articles ({segments} segments of tantivy), median of {} rounds", rounds.0);
    println!("| kind | dateline, ms | tantivy, ms | ratio |\n|---|---|---|---|");
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let is_asked = |name: &str| asked.is_empty() || asked.iter().any(|part| name.contains(part));
    for (name, ours, theirs) in kinds(&peer).into_iter().filter(|kind| is_asked(kind.0)) {
        let (mut own, mut other) = (vec![], vec![]);
        for _ in 0..rounds.0 {
            own.push(time(&*ours, rounds.1));
            other.push(time(&*theirs, rounds.1));
        }
        let (own, other) = (median(own), median(other));
        println!("| {name} | {own:.3} | {other:.3} | {:.2} |", own / other);
    }
}

/// The mean time of a piece of work in milliseconds, repeated for at least `least`.
fn time(work: &dyn Fn(), least: Duration) -> f64 {
    work();
    let (start, mut times) = (Instant::now(), 0);
    loop {
        work();
        times += 1;
        if start.elapsed() >= least {
            return start.elapsed().as_secs_f64() * 1e3 / f64::from(times);
        }
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

type Kind<'a> = (&'static str, Box<dyn Fn() + 'a>, Box<dyn Fn() + 'a>);

/// Every kind of query, in our syntax and as tantivy's own query.
fn kinds(peer: &Peer) -> Vec<Kind<'_>> {
    let word = |word: &str| peer.word(word);
    let both = |one, other| BooleanQuery::intersection(vec![one, other]);
    let days = || -> Box<dyn Query> {
        let bound = |day: &str| {
            let day = dateline::when::Day::parse_iso(day).expect("a day").number();
            std::ops::Bound::Included(Term::from_field_i64(peer.day, day))
        };
        Box::new(RangeQuery::new(bound("2019-01-01"), bound("2021-12-31")))
    };
    let prefix = RegexQuery::from_pattern("gov.*", peer.text).expect("a pattern");
    let fuzzy = FuzzyTermQuery::new(Term::from_field_text(peer.text, "goverment"), 2, true);
    vec![
        ("word", best("government"), peer.best(word("govern"))),
        ("word, common", best("the"), peer.best(word("the"))),
        ("two words", best("government price"), {
            peer.best(Box::new(both(word("govern"), word("price"))))
        }),
        ("phrase", best("\"prime minister\""), peer.best(peer.phrase(&["prime", "minist"], 0))),
        ("phrase, common", best("\"of the\""), peer.best(peer.phrase(&["of", "the"], 0))),
        ("NEAR/5", best("prime NEAR/5 minister"), peer.best(peer.phrase(&["prime", "minist"], 5))),
        ("prefix", best("gov*"), peer.best(Box::new(prefix))),
        ("fuzzy", best("goverment~2"), peer.best(Box::new(fuzzy))),
        ("date range + word", best("price date:2019..2021"), {
            peer.best(Box::new(both(word("price"), days())))
        }),
        ("newest 10", first("*", Sort::Newest), peer.newest(Box::new(AllQuery))),
        ("newest 10 of a word", first("the", Sort::Newest), peer.newest(word("the"))),
        ("count", count("government price"), {
            peer.count(Box::new(both(word("govern"), word("price"))))
        }),
        ("timeline", timeline("government"), peer.timeline(word("govern"))),
    ]
}

fn best(text: &str) -> Box<dyn Fn()> {
    first(text, Sort::Relevance)
}

fn first(text: &str, sort: Sort) -> Box<dyn Fn()> {
    let request = request(text, sort);
    Box::new(move || drop(black_box(index().search(&request).expect("hits"))))
}

fn count(text: &str) -> Box<dyn Fn()> {
    let query: OurQuery = query(text);
    Box::new(move || _ = black_box(index().count(&query).expect("a count")))
}

fn timeline(text: &str) -> Box<dyn Fn()> {
    let request = TimelineRequest { query: query(text), period: Period::Month };
    Box::new(move || drop(black_box(index().timeline(&request).expect("a timeline"))))
}

/// A text tokenized into the stems of its words.
fn stemmed(text: String) -> PreTokenizedString {
    let stemmer = Stemmer::new(Algorithm::English);
    let stem = |(position, word): (usize, Word<'_>)| Token {
        position,
        text: stemmer.stem(&word.text.to_lowercase()).into_owned(),
        ..Token::default()
    };
    let tokens = words(&text).enumerate().map(stem).collect();
    PreTokenizedString { text, tokens }
}

/// An index built with tantivy alone, as a user of tantivy would build it.
struct Peer {
    text: Field,
    day: Field,
    searcher: Searcher,
}

impl Peer {
    fn of_our_index() -> Peer {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing);
        let text = schema.add_text_field("text", options);
        let day = schema.add_i64_field("day", FAST | INDEXED);
        let stored = schema.add_bytes_field("stored", STORED);
        let zstd = ZstdCompressor { compression_level: Some(3) };
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(zstd),
            docstore_blocksize: 32 * 1024,
            ..IndexSettings::default()
        };
        let builder = Index::builder().schema(schema.build()).settings(settings);
        let peer = builder.create_from_tempdir().expect("a new index");
        let mut writer = peer.writer_with_num_threads(2, 112 << 20).expect("a writer");
        let mut each = |article: Article| {
            let mut document = TantivyDocument::new();
            document.add_pre_tokenized_text(
                text,
                stemmed(format!("{}\n{}", article.title, article.body)),
            );
            document.add_bytes(stored, &serde_json::to_vec(&article).expect("an article as JSON"));
            if let Some(date) = &article.date {
                document.add_i64(day, date.day.number());
            }
            writer.add_document(document).expect("a document that is taken in");
            ControlFlow::Continue(())
        };
        index().export(&OurQuery::All, &mut each).expect("all articles");
        writer.commit().expect("a commit");
        writer.wait_merging_threads().expect("the end of merging");
        let searcher = peer.reader().expect("a reader").searcher();
        Peer { text, day, searcher }
    }

    fn word(&self, stem: &str) -> Box<dyn Query> {
        let term = Term::from_field_text(self.text, stem);
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
    }

    fn phrase(&self, stems: &[&str], slop: u32) -> Box<dyn Query> {
        let mut phrase =
            PhraseQuery::new(stems.iter().map(|s| Term::from_field_text(self.text, s)).collect());
        phrase.set_slop(slop);
        Box::new(phrase)
    }

    fn read(&self, address: tantivy::DocAddress) {
        black_box(self.searcher.doc::<TantivyDocument>(address).expect("a document"));
    }

    fn best(&self, query: Box<dyn Query>) -> Box<dyn Fn() + '_> {
        let best = TopDocs::with_limit(10).order_by_score();
        Box::new(move || {
            let hits = self.searcher.search(&query, &best).expect("hits");
            hits.into_iter().for_each(|(_, address)| self.read(address));
        })
    }

    fn newest(&self, query: Box<dyn Query>) -> Box<dyn Fn() + '_> {
        Box::new(move || {
            let newest = TopDocs::with_limit(10).order_by_fast_field::<i64>("day", Order::Desc);
            let hits = self.searcher.search(&query, &newest).expect("hits");
            hits.into_iter().for_each(|(_, address)| self.read(address));
        })
    }

    fn count(&self, query: Box<dyn Query>) -> Box<dyn Fn() + '_> {
        Box::new(move || _ = black_box(self.searcher.search(&query, &Count).expect("a count")))
    }

    fn timeline(&self, query: Box<dyn Query>) -> Box<dyn Fn() + '_> {
        let asked = r#"{"months": {"histogram": {"field": "day", "interval": 30}}}"#;
        let asked: Aggregations = serde_json::from_str(asked).expect("an aggregation");
        Box::new(move || {
            let months = AggregationCollector::from_aggs(asked.clone(), Default::default());
            black_box(self.searcher.search(&query, &months).expect("a histogram"));
        })
    }
}
