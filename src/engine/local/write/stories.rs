//! Brings the stories up to date with a commit: sketches come from their column, texts from the store.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use foldhash::fast::RandomState;
use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::{DocAddress, Searcher, TantivyDocument};

use super::document;
use super::schema::Fields;
use crate::engine::EngineError;
use crate::engine::local::store::directory::IndexDirectory;
use crate::engine::local::store::errors::engine_error;
use crate::engine::local::store::stories;
use crate::engine::stories::{Member, RunningText, Sketch, Stories, group};

/// How many texts are kept at hand.
const TEXTS: usize = 512;

/// Writes the stories of the articles that are committed, unless they are those that were written last.
///
/// # Errors
/// When the index cannot be read or written.
pub(crate) fn update(
    folder: &Path,
    directory: &IndexDirectory,
    searcher: &Searcher,
    fields: &Fields,
) -> Result<(), EngineError> {
    let fail = |error| engine_error(folder, error);
    // Whatever is wrong with those that were written, all of them can be found again.
    let before = stories::read(folder, true).unwrap_or_default();
    let (mut members, mut places) = (vec![], vec![]);
    for (number, segment) in (0..).zip(searcher.segment_readers()) {
        take_members(segment, number, &mut members, &mut places).map_err(fail)?;
    }
    let sum = members.iter().fold(0, |sum: u64, member| sum.wrapping_add(member.sum()));
    if before.covers(sum) {
        return Ok(());
    }
    let mut texts = Texts { searcher, fields, places: &places, at_hand: HashMap::default() };
    let mut proof = |one, other| Ok(texts.of(one)?.is_copy_of(&*texts.of(other)?));
    let found: Result<Stories, EngineError> = group(&members, before.verdicts(), &mut proof);
    let content = found?.covering(sum).to_bytes();
    directory.write_stories(&content).map_err(|cause| stories::unwritten(folder, cause))
}

/// Adds the articles of a segment, and where each lies.
fn take_members(
    segment: &SegmentReader,
    number: u32,
    members: &mut Vec<Member>,
    places: &mut Vec<DocAddress>,
) -> tantivy::Result<()> {
    let columns = segment.fast_fields();
    let Some(orders) = columns.column_opt::<u64>("order")? else { return Ok(()) };
    let Some(sketches) = columns.column_opt::<u64>("sketch")? else { return Ok(()) };
    let days: Option<Column<i64>> = columns.column_opt("day")?;
    let mut values = vec![];
    for doc in segment.doc_ids_alive() {
        let Some(order) = orders.first(doc) else { continue };
        values.clear();
        values.extend(sketches.values_for_doc(doc));
        let day = days.as_ref().and_then(|days| days.first(doc)).unwrap_or(i64::MAX);
        members.push(Member { order, day, sketch: Sketch::from_values(&values) });
        places.push(DocAddress::new(number, doc));
    }
    Ok(())
}

/// The texts of the articles of an index, by their places in the list of members.
struct Texts<'t> {
    searcher: &'t Searcher,
    fields: &'t Fields,
    places: &'t [DocAddress],
    at_hand: HashMap<usize, Arc<RunningText>, RandomState>,
}

impl Texts<'_> {
    fn of(&mut self, member: usize) -> Result<Arc<RunningText>, EngineError> {
        if let Some(text) = self.at_hand.get(&member) {
            return Ok(text.clone());
        }
        let read = self.searcher.doc::<TantivyDocument>(self.places[member]);
        let article = read
            .map_err(|error| EngineError::Internal(format!("the text of an article: {error}")))
            .and_then(|document| document::stored(self.fields, &document))?;
        let text = Arc::new(RunningText::of(&article.body));
        if self.at_hand.len() >= TEXTS {
            self.at_hand.clear();
        }
        self.at_hand.insert(member, text.clone());
        Ok(text)
    }
}
