//! The accounts of a run: every file that was seen ends in one column, and the articles of the
//! index are those before, plus what came, less what went.

use crate::app::AppError;
use crate::app::outcome::{Refusal, Summary};
use crate::article::Article;
use crate::engine::{FileOutcome, FileRecord};

/// The accounts, while they are being kept.
#[derive(Default)]
pub(super) struct RunReport {
    /// The columns.
    pub summary: Summary,
}

/// What the articles of one file have and lack.
#[derive(Debug, Default)]
pub(super) struct ArticleCounts {
    undated: u64,
    sourceless: u64,
    text: u64,
}

impl ArticleCounts {
    /// Counts an article.
    pub(super) fn note(&mut self, article: &Article) {
        self.undated += u64::from(article.date.is_none());
        self.sourceless += u64::from(article.source.is_none());
        self.text += (article.title.len() + article.body.len()) as u64;
    }
}

impl RunReport {
    /// A file that is in the index as it is.
    pub(super) fn unchanged(&mut self, record: &FileRecord) {
        self.summary.seen += 1;
        match record.outcome {
            FileOutcome::Skipped(_) => self.summary.skipped += 1,
            FileOutcome::Indexed | FileOutcome::Refused(_) => self.summary.unchanged += 1,
        }
    }

    /// A file that was read.
    pub(super) fn read(&mut self, before: Option<&FileRecord>, now: &FileRecord) {
        self.summary.seen += 1;
        self.summary.bytes += now.size;
        match &now.outcome {
            FileOutcome::Indexed => self.summary.indexed += 1,
            FileOutcome::Skipped(_) => self.summary.skipped += 1,
            FileOutcome::Refused(_) => self.refuse(before, now),
        }
        self.incomplete(now);
        let has_moved = before.is_some_and(|before| before.key != now.key);
        self.summary.moved += u64::from(has_moved);
        let before = before.map_or(0, |record| record.articles);
        self.summary.updated += before.min(now.articles);
        self.summary.added += now.articles.saturating_sub(before);
        self.summary.removed += before.saturating_sub(now.articles);
    }

    /// Articles of a file that was read, by what they have and lack.
    pub(super) fn found(&mut self, found: &ArticleCounts) {
        self.summary.undated += found.undated;
        self.summary.sourceless += found.sourceless;
        self.summary.text += found.text;
    }

    /// A path that the walk passed over by rule.
    pub(super) fn passed(&mut self) {
        self.summary.seen += 1;
        self.summary.skipped += 1;
    }

    /// A path that the walk could not enter or open.
    pub(super) fn closed(&mut self, before: Option<&FileRecord>, now: &FileRecord) {
        self.summary.seen += 1;
        self.refuse(before, now);
    }

    /// A file that is gone.
    pub(super) fn vanished(&mut self, record: &FileRecord) {
        self.summary.vanished += 1;
        self.summary.removed += record.articles;
    }

    /// The summary, once it is sure that nothing was lost on the way; `before` counts the articles
    /// of the index before the run.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the accounts do not balance.
    pub(super) fn balance(mut self, before: u64) -> Result<Summary, AppError> {
        let summary = &mut self.summary;
        summary.refusals.sort();
        summary.refused_before.sort();
        summary.incomplete.sort();
        let ended = summary.indexed + summary.unchanged + summary.skipped + summary.refused;
        if summary.seen != ended {
            let message = format!("{} files were seen and {ended} accounted for", summary.seen);
            return Err(AppError::Internal(message));
        }
        let expected = (before + summary.added).checked_sub(summary.removed);
        if expected != Some(summary.articles) {
            let message = format!(
                "the index should hold {before} + {} - {} articles and holds {}",
                summary.added, summary.removed, summary.articles
            );
            return Err(AppError::Internal(message));
        }
        Ok(self.summary)
    }

    /// What was refused for the same reason before, and has not changed since, is counted apart.
    fn refuse(&mut self, before: Option<&FileRecord>, now: &FileRecord) {
        let FileOutcome::Refused(reason) = &now.outcome else { return };
        self.summary.refused += 1;
        let same = |before: &FileRecord| {
            (&before.outcome, before.size, before.mtime) == (&now.outcome, now.size, now.mtime)
        };
        let refusal = Refusal { path: now.path(), reason: reason.clone() };
        match before.is_some_and(same) {
            true => self.summary.refused_before.push(refusal),
            false => self.summary.refusals.push(refusal),
        }
    }

    fn incomplete(&mut self, record: &FileRecord) {
        let problem = |reason: &String| Refusal { path: record.path(), reason: reason.clone() };
        self.summary.incomplete.extend(record.problems.iter().map(problem));
    }
}

#[cfg(test)]
mod tests {
    use super::RunReport;
    use crate::engine::{FileKey, FileOutcome, FileRecord};

    fn record(articles: u64, outcome: FileOutcome) -> FileRecord {
        FileRecord {
            key: FileKey(1),
            origin: FileKey(1),
            archive: "news".into(),
            relative: "a.txt".into(),
            root: "/news".into(),
            size: 10,
            mtime: 0,
            hash: None,
            fingerprint: "".into(),
            articles,
            outcome,
            problems: vec![],
        }
    }

    #[test]
    fn a_changed_file_updates_what_it_had_and_adds_what_is_new() {
        let mut report = RunReport::default();
        let (before, now) = (record(3, FileOutcome::Indexed), record(5, FileOutcome::Indexed));
        report.read(Some(&before), &now);
        report.summary.articles = 5;
        let summary = report.balance(3).unwrap();
        assert_eq!((summary.updated, summary.added, summary.removed), (3, 2, 0));
    }

    #[test]
    fn a_file_that_cannot_be_read_any_more_loses_its_articles() {
        let mut report = RunReport::default();
        let refused = record(0, FileOutcome::Refused("broken".into()));
        report.read(Some(&record(3, FileOutcome::Indexed)), &refused);
        let summary = report.balance(3).unwrap();
        assert_eq!((summary.removed, summary.refusals.len()), (3, 1));
    }

    #[test]
    fn accounts_that_do_not_balance_are_an_internal_error() {
        let mut lost = RunReport::default();
        lost.read(None, &record(2, FileOutcome::Indexed));
        lost.summary.articles = 1;
        assert!(lost.balance(0).is_err());
        let mut unseen = RunReport::default();
        unseen.summary.refused = 1;
        assert!(unseen.balance(0).is_err());
    }
}
