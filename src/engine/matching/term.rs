//! Turns a term of a query into tests of single positions, and finds where a document passes them.

use std::collections::BTreeMap;

use crate::analysis::{
    Form, Kind, Language, Lookup, TermTest, Tokens, WordTest, exact_word, fuzzy_word, pattern_word,
    plain_form, plain_of_term, plain_word, query_word, words,
};
use crate::engine::spans::{Interval, adjacent, any};
use crate::query::ast::Term;

/// Matches a term of a query. Each element is an alternative: a run of tests of adjacent positions.
pub struct TermMatcher(pub Vec<Vec<Test>>);

/// A test of one position.
pub enum Test {
    /// The position has any of these terms; an empty list accepts anything.
    Terms(Vec<TermTest>),
    /// The position has a word that passes.
    Word(WordTest),
}

/// The terms of a document's text or title that pass a test, each with the positions of its
/// entries. A word of a weighted title has several entries, so its position occurs several times.
pub type Hits<'d> = BTreeMap<&'d str, Vec<u32>>;

impl TermMatcher {
    /// Makes the tests of a term for an index with these languages.
    pub fn new(term: &Term, languages: &[Option<Language>]) -> TermMatcher {
        match term {
            Term::Word(word) => TermMatcher::of_lookup(query_word(word, languages)),
            Term::Exact(word) => TermMatcher::of_lookup(exact_word(word)),
            Term::Pattern(pattern) => TermMatcher::of_words(pattern_word(pattern)),
            Term::Fuzzy { word, edits } => TermMatcher::of_words(fuzzy_word(word, *edits)),
        }
    }

    /// Makes the tests of a term for values that are indexed as plain words, where a word as written
    /// is the same as the word.
    pub fn plain(term: &Term) -> TermMatcher {
        match term {
            Term::Word(word) | Term::Exact(word) => TermMatcher::of_lookup(plain_word(word)),
            Term::Pattern(_) | Term::Fuzzy { .. } => TermMatcher::new(term, &[]),
        }
    }

    fn of_lookup(lookup: Lookup) -> TermMatcher {
        let run = |run: Vec<Vec<TermTest>>| run.into_iter().map(Test::Terms).collect();
        TermMatcher(lookup.alternatives.into_iter().map(run).collect())
    }

    fn of_words(tests: Vec<WordTest>) -> TermMatcher {
        let run: Vec<Test> = tests.into_iter().map(Test::Word).collect();
        TermMatcher(if run.is_empty() { vec![] } else { vec![run] })
    }

    /// Where the term occurs.
    pub fn places(&self, tokens: &Tokens) -> Vec<Interval> {
        let runs: Vec<Vec<Interval>> = self.0.iter().map(|run| places(run, tokens)).collect();
        any(&runs)
    }
}

/// Where the tests of a run pass at adjacent positions.
pub fn places(run: &[Test], tokens: &Tokens) -> Vec<Interval> {
    let sets: Vec<Vec<Interval>> = run.iter().map(|test| test.places(tokens)).collect();
    adjacent(&sets)
}

impl Test {
    /// The terms that pass, with their positions.
    pub fn hits<'d>(&self, tokens: &'d Tokens) -> Hits<'d> {
        let mut hits = Hits::new();
        for (term, entry) in tokens.iter() {
            let passes = match self {
                Test::Terms(tests) => tests.iter().any(|test| test.accepts(term)),
                Test::Word(test) => plain(term, entry.form).is_some_and(|word| test.accepts(&word)),
            };
            if passes {
                hits.entry(term).or_default().push(entry.position);
            }
        }
        hits
    }

    fn places(&self, tokens: &Tokens) -> Vec<Interval> {
        let all = |tests: &Test| matches!(tests, Test::Terms(tests) if tests.is_empty());
        let mut positions: Vec<u32> = if all(self) {
            tokens.iter().map(|(_, entry)| entry.position).collect()
        } else {
            self.hits(tokens).into_values().flatten().collect()
        };
        positions.sort_unstable();
        positions.dedup();
        positions.into_iter().map(Interval::at).collect()
    }
}

/// The plain form of the word that an index term stands for, or of the first character of a pair in
/// a script without spaces; `None` for stems and markers.
pub fn plain(term: &str, form: Form) -> Option<String> {
    match form {
        Form::Written => plain_of_term(term),
        Form::Search => plain_of_term(term).or_else(|| {
            let first = words(term).next().filter(|word| word.kind == Kind::Gram)?;
            Some(plain_form(first.text))
        }),
        Form::Marker => None,
    }
}
