//! Filters on metadata of articles, such as day, number of words and id. They never contribute to a
//! score.

use std::fmt;

use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, TERMINATED, Term};

use crate::engine::Facet;
use crate::engine::local::write::schema::{WEAKLY_DATED, facet_column};
use crate::engine::values::is_value;
use crate::query::ast::{DateTest, MetaField, NumberRange};
use crate::when::{Day, DayRange};

/// A test of a single article.
#[derive(Clone, Debug)]
pub(crate) enum Filter {
    /// Tests the date.
    Date(DateTest),
    /// Tests the number of words of the body.
    Words(NumberRange),
    /// Tests the values of a field, as facets count them.
    Value(MetaField, String),
    /// Tests the prefix of the id, in the field that holds ids.
    Id(Field, String),
}

impl Query for Filter {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Filter {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        match self {
            Filter::Date(test) => by_date(reader, *test),
            Filter::Words(range) => by_words(reader, *range),
            Filter::Value(field, value) => by_value(reader, *field, value),
            Filter::Id(field, prefix) => by_id(reader, *field, prefix),
        }
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("filter", 0.0))
    }
}

fn by_date(reader: &SegmentReader, test: DateTest) -> tantivy::Result<Box<dyn Scorer>> {
    let columns = reader.fast_fields();
    let Some(first) = columns.column_opt::<i64>("day")? else { return undated(reader, test) };
    let last = columns.column_opt::<i64>("day_end")?.unwrap_or_else(|| first.clone());
    let max_doc = reader.max_doc();
    let days = move |doc| Some((first.first(doc)?, last.first(doc)?));
    match test {
        DateTest::In(range) => {
            let (least, most) = ends(range);
            scan(max_doc, move |doc| days(doc).is_some_and(|(a, b)| least <= a && b <= most))
        }
        DateTest::Touches(range) if range.is_empty() => nothing(),
        DateTest::Touches(range) => {
            let (least, most) = ends(range);
            scan(max_doc, move |doc| days(doc).is_some_and(|(a, b)| a <= most && least <= b))
        }
        DateTest::Pattern { year, month, day } => scan(max_doc, move |doc| {
            let whole_day = days(doc).filter(|(a, b)| a == b);
            whole_day.and_then(|(number, _)| Day::from_number(number)).is_some_and(|found| {
                let (y, m, d) = found.parts();
                year.is_none_or(|year| year == y)
                    && month.is_none_or(|month| month == m)
                    && day.is_none_or(|day| day == d)
            })
        }),
        DateTest::Sure => {
            let weak = weakly_dated(reader)?;
            scan(max_doc, move |doc| days(doc).is_some() && weak.binary_search(&doc).is_err())
        }
        DateTest::Missing => {
            let Some(articles) = columns.column_opt::<u64>("order")? else { return nothing() };
            scan(max_doc, move |doc| articles.first(doc).is_some() && days(doc).is_none())
        }
    }
}

/// The documents whose date has only weak evidence, in order.
fn weakly_dated(reader: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
    let kind = reader.schema().get_field("kind")?;
    let term = Term::from_field_text(kind, WEAKLY_DATED);
    let index = reader.inverted_index(kind)?;
    let postings = index.read_postings(&term, IndexRecordOption::Basic)?;
    let mut found = vec![];
    if let Some(mut documents) = postings {
        while documents.doc() != TERMINATED {
            found.push(documents.doc());
            documents.advance();
        }
    }
    Ok(found)
}

/// The scorer for a segment in which no article has a date.
fn undated(reader: &SegmentReader, test: DateTest) -> tantivy::Result<Box<dyn Scorer>> {
    match (test, reader.fast_fields().column_opt::<u64>("order")?) {
        (DateTest::Missing, Some(articles)) => {
            scan(reader.max_doc(), move |doc| articles.first(doc).is_some())
        }
        _ => nothing(),
    }
}

fn ends(range: DayRange) -> (i64, i64) {
    let least = range.first.map_or(i64::MIN, Day::number);
    (least, range.last.map_or(i64::MAX, Day::number))
}

fn by_words(reader: &SegmentReader, range: NumberRange) -> tantivy::Result<Box<dyn Scorer>> {
    let column: Option<Column<u64>> = reader.fast_fields().column_opt("words")?;
    let Some(column) = column else { return nothing() };
    let range = range.least.unwrap_or(0)..=range.most.unwrap_or(u64::MAX);
    scan(reader.max_doc(), move |doc| column.first(doc).is_some_and(|words| range.contains(&words)))
}

/// A field has few values compared to its articles: each value is compared once, and articles are
/// then matched by the ordinals of the equal values.
fn by_value(
    reader: &SegmentReader,
    field: MetaField,
    asked: &str,
) -> tantivy::Result<Box<dyn Scorer>> {
    let facet = match field {
        MetaField::Source => Facet::Source,
        MetaField::Author => Facet::Author,
        MetaField::Section => Facet::Section,
        MetaField::Lang => Facet::Lang,
        MetaField::Tag | MetaField::Url | MetaField::Path => return nothing(),
    };
    let column = facet_column(facet).map(|name| reader.fast_fields().str(name)).transpose()?;
    let Some(column) = column.flatten() else { return nothing() };
    let mut values = column.dictionary().stream()?;
    let mut wanted = vec![];
    while values.advance() {
        if is_value(field, asked, &String::from_utf8_lossy(values.key())) {
            wanted.push(values.term_ord());
        }
    }
    match wanted.is_empty() {
        true => nothing(),
        false => scan(reader.max_doc(), move |doc| {
            column.term_ords(doc).any(|ord| wanted.contains(&ord))
        }),
    }
}

fn by_id(reader: &SegmentReader, field: Field, prefix: &str) -> tantivy::Result<Box<dyn Scorer>> {
    let mut found = documents_by_id(reader, field, prefix)?;
    found.sort_unstable();
    found.dedup();
    Ok(Box::new(ConstScorer::new(Listed { documents: found, at: 0 }, 0.0)))
}

/// The documents whose id has a prefix, in order of id, including deleted documents.
pub(crate) fn documents_by_id(
    reader: &SegmentReader,
    field: Field,
    prefix: &str,
) -> tantivy::Result<Vec<DocId>> {
    let index = reader.inverted_index(field)?;
    let mut ids = index.terms().range().ge(prefix).into_stream()?;
    let mut found = Vec::new();
    while ids.advance() && ids.key().starts_with(prefix.as_bytes()) {
        let mut documents =
            index.read_postings_from_terminfo(ids.value(), IndexRecordOption::Basic)?;
        while documents.doc() != TERMINATED {
            found.push(documents.doc());
            documents.advance();
        }
    }
    Ok(found)
}

fn nothing() -> tantivy::Result<Box<dyn Scorer>> {
    Ok(Box::new(EmptyScorer))
}

fn scan(
    max_doc: DocId,
    test: impl Fn(DocId) -> bool + Send + 'static,
) -> tantivy::Result<Box<dyn Scorer>> {
    let mut scan = Scan { doc: 0, max_doc, test };
    scan.settle();
    Ok(Box::new(scan))
}

/// The documents that pass a test, found by a scan.
struct Scan<Test> {
    doc: DocId,
    max_doc: DocId,
    test: Test,
}

impl<Test: Fn(DocId) -> bool> Scan<Test> {
    /// Moves to the first document that passes, starting at the current one.
    fn settle(&mut self) -> DocId {
        while self.doc < self.max_doc {
            if (self.test)(self.doc) {
                return self.doc;
            }
            self.doc += 1;
        }
        self.doc = TERMINATED;
        TERMINATED
    }
}

impl<Test: Fn(DocId) -> bool + Send + 'static> DocSet for Scan<Test> {
    fn advance(&mut self) -> DocId {
        self.doc = self.doc.saturating_add(1).min(TERMINATED);
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.doc = self.doc.max(target);
        self.settle()
    }

    /// Tests only the document that an intersection asks for.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.doc = target;
        if target >= self.max_doc {
            self.doc = TERMINATED;
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        match (self.test)(target) {
            true => SeekDangerResult::Found,
            false => SeekDangerResult::SeekLowerBound(target + 1),
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.max_doc
    }
}

impl<Test: Fn(DocId) -> bool + Send + 'static> Scorer for Scan<Test> {
    fn score(&mut self) -> Score {
        0.0
    }
}

/// A list of documents.
struct Listed {
    documents: Vec<DocId>,
    at: usize,
}

impl fmt::Debug for Listed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Listed({})", self.documents.len())
    }
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.documents.len());
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.documents.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.documents.len() as u32
    }
}
