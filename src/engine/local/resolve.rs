//! Which terms of the index a word, a pattern or a misspelled word of a query stands for. It reads
//! dictionaries, no articles.

use std::collections::{BTreeMap, HashSet};

use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy::{Searcher, Term};
use tantivy_fst::Automaton;

use super::automaton::Finder;
use super::schema::Fields;
use crate::analysis::{
    self, Kind, Language, TermTest, WRITTEN, WordTest, exact_word, fuzzy_word, pattern_word,
    plain_form, query_word,
};
use crate::query::ast;

/// What stands for a term of a query: any of the alternatives, each a run of adjacent positions,
/// each position any of the terms of the index. A position without terms is a position that
/// anything may take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The alternatives; all their terms occur in the index.
    pub alternatives: Vec<Vec<Vec<String>>>,
}

/// Why a term could not be resolved.
#[derive(Debug)]
pub enum Unresolved {
    /// It stands for more words than allowed: the pattern and that number.
    TooMany(String, usize),
    /// The index could not be read.
    Unreadable(tantivy::TantivyError),
}

impl<Error: Into<tantivy::TantivyError>> From<Error> for Unresolved {
    fn from(error: Error) -> Unresolved {
        Unresolved::Unreadable(error.into())
    }
}

/// Looks terms up in the dictionaries of one field.
pub struct Resolver<'i> {
    /// The fields of the index.
    pub fields: Fields,
    /// The state of the index.
    pub searcher: &'i Searcher,
    /// The languages of its articles.
    pub languages: &'i [Option<Language>],
    /// How many words, case and accents aside, a pattern may stand for.
    pub most_words: usize,
}

/// The first character of any script that is indexed in pairs of characters: terms from here on may
/// be such pairs.
const FIRST_GRAM: &str = "\u{0E00}";

impl Resolver<'_> {
    /// What stands for a term of a query in a field.
    ///
    /// # Errors
    /// When a pattern stands for too many words, or the index cannot be read.
    pub fn resolve(&self, field: Field, term: &ast::Term) -> Result<Resolved, Unresolved> {
        let plain = !self.has_written(field);
        let tests = match term {
            ast::Term::Word(word) if plain => query_word(word, &[None]).alternatives,
            ast::Term::Word(word) => query_word(word, self.languages).alternatives,
            ast::Term::Exact(word) if plain => query_word(word, &[None]).alternatives,
            ast::Term::Exact(word) => exact_word(word).alternatives,
            ast::Term::Pattern(pattern) => return self.tests(field, pattern_word(pattern), pattern),
            ast::Term::Fuzzy(word, edits) => {
                return self.tests(field, fuzzy_word(word, *edits), &format!("{word}~{edits}"));
            }
        };
        let mut alternatives = Vec::new();
        for run in tests {
            alternatives.extend(self.run(field, run)?);
        }
        Ok(Resolved { alternatives })
    }

    /// The words that pass a test, with the number of articles that hold each form of them.
    pub fn words(
        &self,
        field: Field,
        test: &WordTest,
        most: usize,
    ) -> Result<BTreeMap<String, u64>, Unresolved> {
        let begin = if self.has_written(field) { WRITTEN.to_string() } else { String::new() };
        let mut found = BTreeMap::new();
        let mut forms = HashSet::new();
        let mut take = |term: &str, articles: u64| {
            let word = term.strip_prefix(begin.as_str()).unwrap_or(term);
            let form = if begin.is_empty() { word.to_owned() } else { plain_form(word) };
            if test.accepts(&form) && first_gram(word).is_none() {
                forms.insert(form);
                *found.entry(term.to_owned()).or_default() += articles;
            }
            forms.len() <= most
        };
        let finder = Finder::new(&self.fields, &begin, test);
        match &finder {
            Some(Finder::Like(automaton)) => self.stream(field, automaton, &mut take)?,
            Some(Finder::Close(automaton)) => self.stream(field, automaton, &mut take)?,
            None => {}
        }
        self.grams(field, test, &mut |form, term, articles| {
            forms.insert(form.to_owned());
            *found.entry(term.to_owned()).or_default() += articles;
            forms.len() <= most
        })?;
        if forms.len() > most {
            return Err(Unresolved::TooMany(String::new(), most));
        }
        Ok(found)
    }

    fn has_written(&self, field: Field) -> bool {
        field == self.fields.text || field == self.fields.title
    }

    /// The terms of a run; none if nothing in the index stands for one of its positions.
    fn run(
        &self,
        field: Field,
        run: Vec<Vec<TermTest>>,
    ) -> Result<Option<Vec<Vec<String>>>, Unresolved> {
        let mut positions = Vec::with_capacity(run.len());
        for tests in run {
            let anything = tests.is_empty();
            let mut terms = Vec::new();
            for test in tests {
                match test {
                    TermTest::Is(term) => terms.extend(self.present(field, term)?),
                    TermTest::StartsWith(begin) => terms.extend(self.starting(field, &begin)?),
                }
            }
            if terms.is_empty() && !anything {
                return Ok(None);
            }
            positions.push(terms);
        }
        Ok(Some(positions))
    }

    fn present(&self, field: Field, term: String) -> Result<Option<String>, Unresolved> {
        let articles = self.searcher.doc_freq(&Term::from_field_text(field, &term))?;
        Ok((articles > 0).then_some(term))
    }

    fn starting(&self, field: Field, begin: &str) -> Result<Vec<String>, Unresolved> {
        let mut found = HashSet::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().range().ge(begin).into_stream()?;
            while terms.advance() && terms.key().starts_with(begin.as_bytes()) {
                found.extend(text(&terms).map(str::to_owned));
            }
        }
        Ok(sorted(found))
    }

    fn tests(
        &self,
        field: Field,
        tests: Vec<WordTest>,
        pattern: &str,
    ) -> Result<Resolved, Unresolved> {
        let mut run = Vec::with_capacity(tests.len());
        for test in tests {
            let words = self.words(field, &test, self.most_words).map_err(|error| match error {
                Unresolved::TooMany(_, most) => Unresolved::TooMany(pattern.into(), most),
                other => other,
            })?;
            if words.is_empty() {
                return Ok(Resolved::default());
            }
            run.push(words.into_keys().collect());
        }
        let alternatives = if run.is_empty() { vec![] } else { vec![run] };
        Ok(Resolved { alternatives })
    }

    fn stream<A: Automaton>(
        &self,
        field: Field,
        automaton: &A,
        take: &mut dyn FnMut(&str, u64) -> bool,
    ) -> Result<(), Unresolved>
    where
        A::State: Clone,
    {
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().search(automaton).into_stream()?;
            while terms.advance() {
                let articles = terms.value().doc_freq.into();
                if text(&terms).is_some_and(|term| !take(term, articles)) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Pairs of characters whose first passes a test: they have no written form.
    fn grams(
        &self,
        field: Field,
        test: &WordTest,
        take: &mut dyn FnMut(&str, &str, u64) -> bool,
    ) -> Result<(), Unresolved> {
        let Some(begin) = gram_prefix(test) else { return Ok(()) };
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().range().ge(begin.max(FIRST_GRAM)).into_stream()?;
            while terms.advance() && terms.key().starts_with(begin.as_bytes()) {
                let articles = terms.value().doc_freq.into();
                let Some(term) = text(&terms) else { continue };
                let Some(form) = first_gram(term) else { continue };
                if test.accepts(&form) && !take(&form, term, articles) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

/// The plain form of the gram that a term begins with, if it begins with one.
fn first_gram(term: &str) -> Option<String> {
    let first = analysis::words(term).next();
    first.filter(|word| word.kind == Kind::Gram).map(|gram| plain_form(gram.text))
}

/// What a pair of characters must begin with for its first to pass; `None` if none can.
fn gram_prefix(test: &WordTest) -> Option<&str> {
    match test {
        // A gram is one character and its marks, of which a word has few.
        WordTest::Close(word, edits) => {
            (word.chars().count() <= usize::from(*edits) + 4).then_some("")
        }
        WordTest::Like(_) => {
            let begin = test.prefix();
            (begin.is_empty() || begin >= FIRST_GRAM).then_some(begin)
        }
    }
}

fn text<'s, A: Automaton>(terms: &'s TermStreamer<'_, A>) -> Option<&'s str>
where
    A::State: Clone,
{
    std::str::from_utf8(terms.key()).ok()
}

fn sorted(found: HashSet<String>) -> Vec<String> {
    let mut found: Vec<String> = found.into_iter().collect();
    found.sort_unstable();
    found
}
