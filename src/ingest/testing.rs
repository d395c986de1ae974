//! What the tests of the formats share: a document of a text, and a collector of drafts.

use crate::ingest::document::{Document, Extract, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};

/// What an extractor handed over.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// The articles.
    pub articles: Vec<Draft>,
    /// The problems.
    pub problems: Vec<String>,
    /// The refusal, if there was one.
    pub refusal: Option<Refusal>,
}

impl Drafts for Collected {
    fn article(&mut self, draft: Draft) -> bool {
        self.articles.push(draft);
        true
    }

    fn problem(&mut self, problem: String) {
        self.problems.push(problem);
    }

    fn next_record(&mut self) -> u64 {
        self.articles.len() as u64 + 1
    }
}

/// A document of a text without a sidecar.
pub(super) fn document(text: &str) -> Document<'_> {
    Document { path: "archive/file.xml", bytes: text.as_bytes(), text, sidecar: None }
}

/// What an extractor gives for a text.
pub(super) fn collect(extract: Extract, text: &str) -> Collected {
    collect_document(extract, document(text))
}

/// What an extractor gives for a document.
pub(super) fn collect_document(extract: Extract, document: Document<'_>) -> Collected {
    let mut collected = Collected::default();
    collected.refusal = extract(document, &Options::default(), &mut collected).err();
    collected
}

/// The dates of a draft as `rule: text`, best first.
pub(super) fn dates(draft: &Draft) -> Vec<String> {
    let mut dates: Vec<_> = draft.dates.iter().collect();
    dates.sort_by_key(|date| (date.rank, 100 - date.confidence));
    dates.iter().map(|date| format!("{}: {}", date.evidence.rule, date.evidence.text)).collect()
}
