//! Expands a word, a pattern or a fuzzy word of a query to terms of the index. It reads only
//! dictionaries.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::Searcher;
use tantivy::index::SegmentReader;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy_fst::Automaton;

use super::automaton::Finder;
use super::term_set::TermSet;
use crate::analysis::{
    self, Kind, Language, TermTest, WordTest, exact_word, fuzzy_word, pattern_word, plain_form,
    plain_of_term, plain_word, query_word,
};
use crate::engine::local::write::schema::Fields;
use crate::query::ast;

/// The expansion of a query term: any of the alternatives, each a run of adjacent positions.
pub(crate) type Alternatives = Vec<Vec<Slot>>;

/// What a position of a run may hold.
#[derive(Clone, Debug)]
pub(crate) enum Slot {
    /// Any term: the position before has already tested this one.
    Anything,
    /// Any of these terms, all of which occur in the index. An empty set matches nothing.
    Terms(Arc<TermSet>),
}

/// Why a term could not be resolved.
#[derive(Debug)]
pub(crate) enum Unresolved {
    /// It expands to more words than allowed: the pattern and the limit.
    TooMany(String, usize),
    /// The index could not be read.
    Unreadable(tantivy::TantivyError),
}

impl<Error: Into<tantivy::TantivyError>> From<Error> for Unresolved {
    fn from(error: Error) -> Unresolved {
        Unresolved::Unreadable(error.into())
    }
}

/// The terms of the index for each plain form of a word.
pub(crate) type Words = BTreeMap<String, TermSet>;

/// Looks terms up in the dictionaries of one field.
pub(crate) struct Resolver<'i> {
    /// The fields of the index.
    pub fields: Fields,
    /// The state of the index.
    pub searcher: &'i Searcher,
    /// The languages of the articles.
    pub languages: &'i [Option<Language>],
    /// The maximum number of words, not counting case and accents, that a pattern may expand to.
    pub most_words: usize,
    /// The cache of earlier expansions.
    pub found: &'i FoundWords,
}

/// A cache of expansions for one state of an index. The same term is resolved again when hits are
/// counted, when a query is relaxed, and when dateline explains why it finds nothing.
#[derive(Default)]
pub(crate) struct FoundWords(Mutex<HashMap<(Field, ast::Term), Alternatives>>);

/// The maximum number of cached expansions.
const REMEMBERED: usize = 1024;

impl FoundWords {
    fn get(&self, key: &(Field, ast::Term)) -> Option<Alternatives> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: (Field, ast::Term), words: &Alternatives) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < REMEMBERED {
            known.insert(key, words.clone());
        }
    }
}

/// The first character of the scripts that are indexed as pairs of characters; only terms from here
/// on can be such pairs.
const FIRST_GRAM: &str = "\u{0E00}";

impl Resolver<'_> {
    /// Expands a query term in a field.
    ///
    /// # Errors
    /// When a pattern expands to too many words, or the index cannot be read.
    pub(crate) fn resolve(
        &self,
        field: Field,
        term: &ast::Term,
    ) -> Result<Alternatives, Unresolved> {
        let key = (field, term.clone());
        if let Some(known) = self.found.get(&key) {
            return Ok(known);
        }
        let words = self.look_up(field, term)?;
        self.found.keep(key, &words);
        Ok(words)
    }

    fn look_up(&self, field: Field, term: &ast::Term) -> Result<Alternatives, Unresolved> {
        let plain = !self.has_written(field);
        let tests = match term {
            ast::Term::Word(word) | ast::Term::Exact(word) if plain => {
                plain_word(word).alternatives
            }
            ast::Term::Word(word) => query_word(word, self.languages).alternatives,
            ast::Term::Exact(word) => exact_word(word).alternatives,
            ast::Term::Pattern(_) | ast::Term::Fuzzy { .. } => return self.many(field, term),
        };
        tests.into_iter().map(|run| self.run(field, run)).collect()
    }

    /// Expands a pattern or a fuzzy word.
    fn many(&self, field: Field, term: &ast::Term) -> Result<Alternatives, Unresolved> {
        let (tests, shown) = match term {
            ast::Term::Pattern(text) => (pattern_word(text), text.clone()),
            ast::Term::Fuzzy { word, edits } => {
                (fuzzy_word(word, *edits), format!("{word}~{edits}"))
            }
            ast::Term::Word(_) | ast::Term::Exact(_) => (vec![], String::new()),
        };
        self.tests(field, tests, &shown)
    }

    /// The words that pass a test: the terms of each plain form.
    ///
    /// # Errors
    /// When there are more forms than `most`, or the index cannot be read.
    pub(crate) fn words(
        &self,
        field: Field,
        test: &WordTest,
        most: usize,
    ) -> Result<Words, Unresolved> {
        let mut words = Words::new();
        let written = self.has_written(field);
        let mut take = |form: String, found: Found<'_>| {
            words.entry(form).or_default().add(found.segment, found.name, found.info);
            words.len() <= most
        };
        let mut try_term = |found: Found<'_>| {
            let form =
                if written { plain_of_term(found.name) } else { Some(found.name.to_owned()) };
            form.is_none_or(|form| !test.accepts(&form) || take(form, found))
        };
        match &Finder::new(&self.fields, written, test) {
            Some(Finder::Like(automaton)) => self.stream(field, automaton, &mut try_term)?,
            Some(Finder::Close(automaton)) => self.stream(field, automaton, &mut try_term)?,
            None => {}
        }
        if written {
            self.grams(field, test, &mut take)?;
        }
        if words.len() > most {
            return Err(Unresolved::TooMany(String::new(), most));
        }
        Ok(words)
    }

    /// All terms of a field.
    pub(crate) fn all(&self, field: Field) -> Result<Vec<String>, Unresolved> {
        let mut found = BTreeSet::new();
        self.from(field, "", &mut |term| {
            found.insert(term.name.to_owned());
            true
        })?;
        Ok(found.into_iter().collect())
    }

    fn has_written(&self, field: Field) -> bool {
        field == self.fields.text || field == self.fields.title
    }

    fn run(&self, field: Field, run: Vec<Vec<TermTest>>) -> Result<Vec<Slot>, Unresolved> {
        run.into_iter().map(|tests| self.slot(field, tests)).collect()
    }

    fn slot(&self, field: Field, tests: Vec<TermTest>) -> Result<Slot, Unresolved> {
        if tests.is_empty() {
            return Ok(Slot::Anything);
        }
        let mut set = TermSet::default();
        let mut ranges: BTreeMap<String, Vec<TermTest>> = BTreeMap::new();
        for test in tests {
            match &test {
                TermTest::Is(term) => set.join(TermSet::of(self.searcher, field, term)?),
                TermTest::StartsWith(prefix) => {
                    let stem = analysis::stem_range(prefix).to_owned();
                    ranges.entry(stem).or_default().push(test);
                }
            }
        }
        for (begin, tests) in ranges {
            self.from(field, &begin, &mut |found| {
                if tests.iter().any(|test| test.accepts(found.name)) {
                    set.add(found.segment, found.name, found.info);
                }
                true
            })?;
        }
        Ok(Slot::Terms(Arc::new(set)))
    }

    /// Hands over the terms that begin like this, segment by segment, until `take` wants no more.
    fn from(
        &self,
        field: Field,
        begin: &str,
        take: &mut dyn FnMut(Found<'_>) -> bool,
    ) -> Result<(), Unresolved> {
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().range().ge(begin).into_stream()?;
            while terms.advance() && terms.key().starts_with(begin.as_bytes()) {
                if found(segment, &terms).is_some_and(|found| !take(found)) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn tests(
        &self,
        field: Field,
        tests: Vec<WordTest>,
        pattern: &str,
    ) -> Result<Alternatives, Unresolved> {
        let mut run = Vec::with_capacity(tests.len());
        for test in tests {
            // `author:*` is every article with an author, however many words their names have.
            let is_any = matches!(&test, WordTest::Like(pattern) if pattern == "*");
            let most = match is_any && !self.has_written(field) {
                true => usize::MAX,
                false => self.most_words,
            };
            let words = self.words(field, &test, most).map_err(|error| match error {
                Unresolved::TooMany(_, most) => Unresolved::TooMany(pattern.into(), most),
                other => other,
            })?;
            let mut set = TermSet::default();
            words.into_values().for_each(|terms| set.join(terms));
            run.push(Slot::Terms(Arc::new(set)));
        }
        Ok(if run.is_empty() { vec![] } else { vec![run] })
    }

    fn stream<A: Automaton>(
        &self,
        field: Field,
        automaton: &A,
        take: &mut dyn FnMut(Found<'_>) -> bool,
    ) -> Result<(), Unresolved>
    where
        A::State: Clone,
    {
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().search(automaton).into_stream()?;
            while terms.advance() {
                if found(segment, &terms).is_some_and(|found| !take(found)) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Finds the pairs of characters whose first passes a test; they have no written form.
    fn grams(
        &self,
        field: Field,
        test: &WordTest,
        take: &mut dyn FnMut(String, Found<'_>) -> bool,
    ) -> Result<(), Unresolved> {
        let Some(begin) = gram_prefix(test) else { return Ok(()) };
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().range().ge(begin.max(FIRST_GRAM)).into_stream()?;
            while terms.advance() && terms.key().starts_with(begin.as_bytes()) {
                let Some(found) = found(segment, &terms) else { continue };
                let Some(form) = first_gram(found.name) else { continue };
                if test.accepts(&form) && !take(form, found) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

/// A term of the dictionary of a segment.
#[derive(Clone, Copy)]
struct Found<'t> {
    segment: &'t SegmentReader,
    name: &'t str,
    info: &'t TermInfo,
}

/// The plain form of the gram at the start of a term, if any.
fn first_gram(term: &str) -> Option<String> {
    let first = analysis::words(term).next();
    first.filter(|word| word.kind == Kind::Gram).map(|gram| plain_form(gram.text))
}

/// The prefix of every pair of characters whose first can pass a test; `None` if none can.
fn gram_prefix(test: &WordTest) -> Option<&str> {
    match test {
        // A gram is one character with few marks.
        WordTest::Close(word, edits) => {
            (word.chars().count() <= usize::from(*edits) + 4).then_some("")
        }
        // No gram has a plain form with an ASCII letter or digit.
        WordTest::Like(pattern) => {
            let begin = test.prefix();
            let may_pass = !pattern.contains(|c: char| c.is_ascii_alphanumeric());
            (may_pass && (begin.is_empty() || begin >= FIRST_GRAM)).then_some(begin)
        }
    }
}

fn found<'t, A: Automaton>(
    segment: &'t SegmentReader,
    terms: &'t TermStreamer<'_, A>,
) -> Option<Found<'t>>
where
    A::State: Clone,
{
    let name = std::str::from_utf8(terms.key()).ok()?;
    Some(Found { segment, name, info: terms.value() })
}
