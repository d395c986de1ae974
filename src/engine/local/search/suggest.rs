//! Suggests words of the index with a similar spelling ("did you mean").

use tantivy::index::SegmentReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, TERMINATED};

use super::postings::Group;
use super::resolve::{Resolver, Unresolved};
use super::term_set::TermSet;
use crate::analysis::{fuzzy_word, plain_form};
use crate::engine::Count;

/// The maximum number of plain forms considered; a short word is close to most others.
const MOST_FORMS: usize = 100_000;

/// A plain form, its terms, and an upper bound on the number of articles that contain it.
struct Candidate {
    form: String,
    terms: TermSet,
    most: u64,
}

/// Suggests at most `limit` words: those one edit away, then, for words of five characters or more,
/// those two edits away; in each group the words in most articles first.
pub(crate) fn suggest(
    resolver: &Resolver<'_>,
    word: &str,
    limit: usize,
) -> Result<Vec<Count>, Unresolved> {
    let edits = if word.chars().count() < 5 { 1 } else { 2 };
    let [test] = &fuzzy_word(word, edits)[..] else { return Ok(vec![]) };
    let asked = plain_form(word);
    let mut words = resolver.words(resolver.fields.text, test, MOST_FORMS)?;
    words.remove(&asked);
    let candidate = |(form, terms): (String, TermSet)| {
        let most = terms.most_documents();
        Candidate { form, terms, most }
    };
    let candidates = words.into_iter().map(candidate);
    let one_away = fuzzy_word(word, 1);
    let is_near = |candidate: &Candidate| one_away.iter().all(|test| test.accepts(&candidate.form));
    let (near, far): (Vec<_>, Vec<_>) = candidates.partition(is_near);
    let mut best = most_frequent(resolver, near, limit)?;
    if best.len() < limit {
        best.extend(most_frequent(resolver, far, limit - best.len())?);
    }
    Ok(best)
}

/// The candidates that occur in most articles, then by name.
fn most_frequent(
    resolver: &Resolver<'_>,
    mut candidates: Vec<Candidate>,
    limit: usize,
) -> Result<Vec<Count>, Unresolved> {
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.most));
    let mut best: Vec<Count> = Vec::new();
    for candidate in candidates {
        let worst = best.last().filter(|_| best.len() >= limit).map_or(0, |worst| worst.count);
        if candidate.most < worst {
            break;
        }
        let count = articles(resolver, &candidate.terms)?;
        best.push(Count { value: Some(candidate.form), count });
        best.retain(|count| count.count > 0);
        best.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        best.truncate(limit);
    }
    Ok(best)
}

/// The number of articles that contain any of the terms.
fn articles(resolver: &Resolver<'_>, terms: &TermSet) -> Result<u64, Unresolved> {
    let mut count = 0;
    for segment in resolver.searcher.segment_readers() {
        let field = resolver.fields.text;
        let mut group = Group::open(segment, field, terms, IndexRecordOption::Basic)?;
        let mut doc = group.doc();
        while doc < TERMINATED {
            count += u64::from(is_alive(segment, doc));
            doc = group.seek(doc + 1);
        }
    }
    Ok(count)
}

fn is_alive(segment: &SegmentReader, doc: DocId) -> bool {
    !segment.is_deleted(doc)
}
