//! Collects the results of reading one file: gives articles their ids, removes boilerplate, hands
//! the articles on, and keeps the report and the trace.

use std::collections::HashSet;
use std::ops::ControlFlow;

use xxhash_rust::xxh3::xxh3_64;

use super::FileReport;
use super::article::dates;
use super::article::normalise::{Context, Normalised, normalise};
use super::boilerplate::Boilerplate;
use super::boilerplate::filter::{Filter, Held};
use super::draft::{Draft, Drafts, EmptyRecords};
use super::parse::{metadata, record};
use super::trace::{Explained, Trace, Why};
use crate::article::{Article, ArticleId};
use crate::engine::archive::article_id;

/// The maximum number of problems kept for one file.
const MAX_PROBLEMS: usize = 100;

/// The results of reading one file so far.
pub struct Collector<'a> {
    each: &'a mut dyn FnMut(Article) -> ControlFlow<()>,
    filter: Filter<'a>,
    /// Hashes of the article keys seen so far.
    keys: HashSet<u64>,
    empty_records: EmptyRecords,
    /// The number of records of the document so far.
    records: u64,
    problem_count: u64,
    /// The fields that the sidecar of the file gives for its article.
    pub sidecar: Option<Draft>,
    /// The fields that a manifest gives for the article of the file.
    pub entry: Option<Draft>,
    /// Whether the file changed while it was read.
    pub changed: bool,
    /// Whether no more articles are wanted.
    pub stopped: bool,
    /// The report so far; the caller sets its outcome at the end.
    pub report: FileReport,
    /// The trace so far; empty if tracing is off.
    pub trace: Trace,
}

impl<'a> Collector<'a> {
    /// A collector that hands articles to `each` until `each` returns `false`. `folder` holds the
    /// boilerplate of the folder; it is unused if boilerplate is kept.
    pub fn new(
        each: &'a mut dyn FnMut(Article) -> ControlFlow<()>,
        folder: Option<&'a Boilerplate>,
        keep_boilerplate: bool,
        trace: Trace,
    ) -> Collector<'a> {
        Collector {
            each,
            filter: Filter::new(folder, keep_boilerplate),
            keys: HashSet::new(),
            empty_records: EmptyRecords::default(),
            records: 0,
            problem_count: 0,
            sidecar: None,
            entry: None,
            changed: false,
            stopped: false,
            report: FileReport::default(),
            trace,
        }
    }

    /// Adds an article.
    fn take(&mut self, id: ArticleId, normalised: Normalised, context: &Context<'_>) {
        let why = self.trace.is_kept().then(|| self.why(&normalised, context));
        let article = Article { id, ..normalised.article };
        let held = Held { article, format: context.format, why, removed: vec![] };
        let ready = self.filter.take(held);
        self.hand_on(ready);
    }

    fn why(&self, normalised: &Normalised, context: &Context<'_>) -> Why {
        Why {
            piece: self.trace.pieces.len().saturating_sub(1),
            format: context.format.map_or("", |format| format.name),
            origins: normalised.origins.clone(),
            declared: normalised.declared.clone(),
            dates: dates::weigh(&normalised.dates, context.options.today, normalised.order),
        }
    }

    fn hand_on(&mut self, ready: Vec<Held>) {
        for Held { article, why, removed, .. } in ready {
            if self.stopped {
                return;
            }
            if let Some(why) = why {
                self.trace.article(Explained { article: article.clone(), why, left_out: removed });
            }
            self.stopped = (self.each)(article).is_break();
        }
    }

    /// Records a problem: content that could not be read, where and why.
    pub fn problem(&mut self, problem: String) {
        self.report.is_incomplete = true;
        self.passed_over(problem);
    }

    /// Records what was passed over although nothing is missing: records that hold no article, members
    /// that are not articles, single bytes that are not of the charset.
    pub fn passed_over(&mut self, problem: String) {
        self.problem_count += 1;
        if self.report.problems.len() < MAX_PROBLEMS {
            self.report.problems.push(problem);
        }
    }

    /// Reports how many records of a document held no article; call it at the end of the document.
    pub fn end_document(&mut self) {
        self.records = 0;
        if let Some(phrase) = std::mem::take(&mut self.empty_records).phrase() {
            self.passed_over(phrase);
        }
    }

    /// Hands on the articles held back by the filter; call it at the end of the file.
    pub fn end_file(&mut self) {
        let ready = self.filter.finish();
        self.hand_on(ready);
        if self.changed {
            self.report.problems.insert(0, "it changed while it was read".into());
        }
        let more = self.problem_count.saturating_sub(MAX_PROBLEMS as u64);
        if more > 0 {
            self.report.problems.push(format!("and {more} more"));
        }
    }

    /// The id of an article: a hash of its file and its key; repeated keys are numbered.
    fn id(&mut self, draft: &Draft, context: &Context<'_>) -> ArticleId {
        let mut name = vec![];
        name.extend(draft.member.iter().flat_map(|member| member.bytes().chain([0])));
        name.extend(draft.key.as_bytes());
        let length = name.len();
        let mut again = 1u32;
        while !self.keys.insert(xxh3_64(&name)) {
            again += 1;
            name.truncate(length);
            name.extend(format!("\0{again}").as_bytes());
        }
        article_id(context.file.origin, &name)
    }
}

/// Receives the drafts of one document: fills in what its container and its sidecar give,
/// normalises each draft, and hands the article to the collector.
pub struct Normalising<'d, 'a> {
    /// The context of the document.
    pub context: &'d Context<'d>,
    /// The collector that receives the articles.
    pub collector: &'d mut Collector<'a>,
}

impl Drafts for Normalising<'_, '_> {
    fn article(&mut self, mut draft: Draft) -> bool {
        let Normalising { context, collector } = self;
        if draft.key.is_empty() {
            draft.key = collector.report.articles.to_string();
        }
        collector.report.articles += 1;
        if let Some(within) = &context.within {
            within.complete(&mut draft);
        }
        if let Some(entry) = collector.entry.take() {
            metadata::overrule(&mut draft, entry);
        }
        if let Some(sidecar) = collector.sidecar.take() {
            record::complete(&mut draft, sidecar);
        }
        let id = collector.id(&draft, context);
        collector.take(id, normalise(draft, context), context);
        !collector.stopped
    }

    fn problem(&mut self, problem: String) {
        self.collector.problem(problem);
    }

    fn passed_over(&mut self, problem: String) {
        self.collector.passed_over(problem);
    }

    fn empty_records(&mut self, empty_records: EmptyRecords) {
        self.collector.empty_records.add(empty_records);
    }

    fn lines_before(&self) -> u64 {
        self.context.lines_before
    }

    fn next_record(&mut self) -> u64 {
        self.collector.records += 1;
        self.collector.records
    }
}
