//! The report of a run. Every file that was seen counts as indexed, unchanged, skipped or refused, and the
//! articles of the index are those before plus added minus removed.

use crate::app::AppError;
use crate::app::outcome::{Refusal, Summary};
use crate::article::Article;
use crate::engine::{FileOutcome, FileRecord};

/// The report while the run is going on.
#[derive(Default)]
pub(super) struct RunReport {
    /// The counts.
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
    /// Counts a file that is unchanged.
    pub(super) fn unchanged(&mut self, record: &FileRecord) {
        self.summary.seen += 1;
        match record.outcome {
            FileOutcome::Skipped(_) => self.summary.skipped += 1,
            FileOutcome::Indexed | FileOutcome::Refused(_) => self.summary.unchanged += 1,
        }
    }

    /// Counts a file that was read.
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

    /// Adds the counts of the articles of a file.
    pub(super) fn found(&mut self, found: &ArticleCounts) {
        self.summary.undated += found.undated;
        self.summary.sourceless += found.sourceless;
        self.summary.text += found.text;
    }

    /// Counts a path that a rule skipped.
    pub(super) fn skipped(&mut self) {
        self.summary.seen += 1;
        self.summary.skipped += 1;
    }

    /// Counts a path that could not be opened.
    pub(super) fn unreadable(&mut self, before: Option<&FileRecord>, now: &FileRecord) {
        self.summary.seen += 1;
        self.refuse(before, now);
    }

    /// Counts a vanished file.
    pub(super) fn vanished(&mut self, record: &FileRecord) {
        self.summary.vanished += 1;
        self.summary.removed += record.articles;
    }

    /// Checks the totals and returns the summary; `before` is the number of articles in the index before
    /// the run.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the totals do not add up.
    pub(super) fn finish(mut self, before: u64) -> Result<Summary, AppError> {
        let summary = &mut self.summary;
        summary.refusals.sort();
        summary.refused_before.sort();
        summary.incomplete.sort();
        summary.lost.sort();
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

    /// Counts a refused file. One that was refused before for the same reason and has not changed since is
    /// listed separately.
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
        self.summary.incomplete.extend(problems(record));
    }

    /// Lists the problems of a file of which content is missing.
    pub(super) fn lost(&mut self, record: &FileRecord) {
        self.summary.lost.extend(problems(record));
    }
}

fn problems(record: &FileRecord) -> impl Iterator<Item = Refusal> + '_ {
    record.problems.iter().map(|reason| Refusal { path: record.path(), reason: reason.clone() })
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
        let summary = report.finish(3).unwrap();
        assert_eq!((summary.updated, summary.added, summary.removed), (3, 2, 0));
    }

    #[test]
    fn a_file_that_cannot_be_read_any_more_loses_its_articles() {
        let mut report = RunReport::default();
        let refused = record(0, FileOutcome::Refused("broken".into()));
        report.read(Some(&record(3, FileOutcome::Indexed)), &refused);
        let summary = report.finish(3).unwrap();
        assert_eq!((summary.removed, summary.refusals.len()), (3, 1));
    }

    #[test]
    fn accounts_that_do_not_balance_are_an_internal_error() {
        let mut lost = RunReport::default();
        lost.read(None, &record(2, FileOutcome::Indexed));
        lost.summary.articles = 1;
        assert!(lost.finish(0).is_err());
        let mut unseen = RunReport::default();
        unseen.summary.refused = 1;
        assert!(unseen.finish(0).is_err());
    }
}
