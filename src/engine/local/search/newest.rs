//! The newest or the oldest hits of a query. Where much is found, days are looked through from the end
//! that is wanted, more at a time as long as there are too few hits: most documents are never looked at.

use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::query::{Scorer, Weight};
use tantivy::{DocId, DocSet, Searcher, TERMINATED};

use super::top_k::{RankedDoc, Ranking, is_alive, key, orders};
use crate::engine::Sort;

/// Which part of the days of a segment is looked through first.
const FIRST_PART: i64 = 64;
/// How many times more days are looked through where the last ones had too few hits.
const MORE: i64 = 4;
/// A query that finds less than one in so many documents is followed through its hits instead.
const RARE: u64 = 16;

/// The newest or the oldest articles; undated ones last.
pub(crate) fn by_day(
    searcher: &Searcher,
    weight: &dyn Weight,
    mut best: Ranking<'_>,
    sort: Sort,
) -> tantivy::Result<Vec<RankedDoc>> {
    let mut segments = Vec::new();
    for (number, reader) in (0..).zip(searcher.segment_readers()) {
        let Some(orders) = orders(reader)? else { continue };
        let days: Option<Column<i64>> = reader.fast_fields().column_opt("day")?;
        let days = days.filter(|days| days.values.num_vals() > 0);
        segments.push(Segment { number, reader, orders, days, sort });
    }
    // What the first ones have makes others needless.
    segments.sort_by_key(|segment| std::cmp::Reverse(segment.reach(0)));
    for segment in segments {
        segment.offer_all(weight, &mut best)?;
    }
    Ok(best.into_ranked(|_| 0.0))
}

struct Segment<'s> {
    number: u32,
    reader: &'s SegmentReader,
    orders: Column<u64>,
    days: Option<Column<i64>>,
    sort: Sort,
}

impl Segment<'_> {
    /// The sort key of a document; greater is better.
    fn sort_key(&self, doc: DocId) -> i64 {
        match self.days.as_ref().and_then(|days| days.first(doc)) {
            None => i64::MIN,
            Some(day) if self.sort == Sort::Oldest => -day,
            Some(day) => day,
        }
    }

    /// The greatest sort key that a document can have behind so many of the best days.
    fn reach(&self, passed: i64) -> i64 {
        self.days.as_ref().map_or(i64::MIN, |days| match self.sort {
            Sort::Oldest => -(days.min_value() + passed),
            Sort::Newest | Sort::Relevance => days.max_value() - passed,
        })
    }

    fn offer_all(&self, weight: &dyn Weight, best: &mut Ranking<'_>) -> tantivy::Result<()> {
        if best.threshold().is_some_and(|least| self.reach(0) < least) {
            return Ok(());
        }
        let mut hits = weight.scorer(self.reader, 1.0)?;
        match &self.days {
            Some(days)
                if u64::from(hits.size_hint()) * RARE >= u64::from(self.reader.max_doc()) =>
            {
                self.offer_by_days(days, weight, hits, best)
            }
            _ => {
                while hits.doc() != TERMINATED {
                    self.offer(hits.doc(), best);
                    hits.advance();
                }
                Ok(())
            }
        }
    }

    /// Looks through the days until no other can be wanted, and then for what has none.
    fn offer_by_days(
        &self,
        days: &Column<i64>,
        weight: &dyn Weight,
        hits: Box<dyn Scorer>,
        best: &mut Ranking<'_>,
    ) -> tantivy::Result<()> {
        let mut hits = Some(hits);
        let (first, last) = (days.min_value(), days.max_value());
        let (mut passed, mut width) = (0, (last.saturating_sub(first) / FIRST_PART).max(1));
        let mut docs = Vec::new();
        while passed <= last.saturating_sub(first) {
            if best.threshold().is_some_and(|least| self.reach(passed) < least) {
                return Ok(());
            }
            let window = match self.sort {
                Sort::Oldest => first + passed..=last.min(first + passed + width - 1),
                Sort::Newest | Sort::Relevance => {
                    first.max(last - passed - width + 1)..=last - passed
                }
            };
            docs.clear();
            days.get_docids_for_value_range(window, 0..self.reader.max_doc(), &mut docs);
            let hits = hits.take().map_or_else(|| weight.scorer(self.reader, 1.0), Ok)?;
            self.offer_found(&docs, hits, best);
            (passed, width) = (passed + width, width.saturating_mul(MORE));
        }
        if best.threshold().is_none_or(|least| least == i64::MIN) {
            weight.for_each_no_score(self.reader, &mut |docs| {
                let undated = docs.iter().filter(|doc| days.first(**doc).is_none());
                undated.for_each(|doc| self.offer(*doc, best));
            })?;
        }
        Ok(())
    }

    /// Offers those of some documents, in order, that a query finds.
    fn offer_found(&self, docs: &[DocId], mut hits: Box<dyn Scorer>, best: &mut Ranking<'_>) {
        for doc in docs.iter().copied() {
            if hits.doc() < doc {
                hits.seek(doc);
            }
            if hits.doc() == doc {
                self.offer(doc, best);
            }
        }
    }

    fn offer(&self, doc: DocId, best: &mut Ranking<'_>) {
        let sort_key = self.sort_key(doc);
        if is_alive(self.reader, doc) && best.threshold().is_none_or(|least| least <= sort_key) {
            best.offer(key(sort_key, &self.orders, self.number, doc));
        }
    }
}
