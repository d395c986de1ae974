//! Turns a word of a query into tests of index terms. The counterpart of [`super::tokens`]: a query
//! for any word of a text, spelled as in the text, finds that word.

use super::Language;
use super::forms::{Stem, forms, gram_form, join_parts, joined_stems, plain_of_word, search_stems};
use super::words::{Kind, Word, plain_form, words};

/// The tests of a query word. A match is any of the alternatives; an alternative is a run of
/// adjacent positions, each with a list of tests of which one must pass.
///
/// A position without tests accepts any term: the position before it has already tested it (the
/// second character of a pair). Without alternatives, nothing matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// The alternatives.
    pub alternatives: Vec<Vec<Vec<TermTest>>>,
}

/// A test of a term of the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermTest {
    /// The term equals this one.
    Is(String),
    /// The term has this prefix: a stem with its language, or the first of two characters.
    StartsWith(String),
}

impl TermTest {
    /// Whether a term passes.
    pub fn accepts(&self, term: &str) -> bool {
        match self {
            TermTest::Is(wanted) => term == wanted,
            TermTest::StartsWith(begin) => term.starts_with(begin.as_str()),
        }
    }
}

/// The lookup of a word in any of its forms, in an index of texts in these languages. A compound
/// such as `COVID-19` matches its adjacent parts or the joined word.
pub fn query_word(word: &str, languages: &[Option<Language>]) -> Lookup {
    let tests = |make: &dyn Fn(Option<Language>) -> Vec<Stem>| {
        let stems = languages.iter().flat_map(|language| make(*language));
        any_of(stems.map(|stem| TermTest::StartsWith(stem.prefix())))
    };
    parts_or_joined(word, &|part| tests(&|language| search_stems(language, part)), &|compound| {
        tests(&|language| joined_stems(language, compound))
    })
}

/// The lookup of a word among [`plain_words`].
pub fn plain_word(word: &str) -> Lookup {
    let is = |term: String| vec![TermTest::Is(term)];
    let joined = |compound: &str| is(plain_form(&join_parts(compound)));
    parts_or_joined(word, &|part| is(plain_of_word(part)), &joined)
}

/// The lookup of the parts of a word, or of its compounds as one word each.
fn parts_or_joined(
    word: &str,
    of_part: &dyn Fn(&str) -> Vec<TermTest>,
    of_compound: &dyn Fn(&str) -> Vec<TermTest>,
) -> Lookup {
    let parts: Vec<Word<'_>> = words(word).collect();
    let mut alternatives = vec![run(&parts, &|part| of_part(part.text))];
    let compound = |part: &Word<'_>| part.kind == Kind::Plain && part.opens.is_some();
    if parts.iter().any(compound) {
        let joined = join(&parts);
        let test = |part: &Word<'_>| part.opens.map_or_else(|| of_part(part.text), of_compound);
        alternatives.push(run(&joined, &test));
    }
    alternatives.retain(|run| !run.is_empty());
    Lookup { alternatives }
}

/// The lookup of a word as written: not stemmed, with case and accents.
pub fn exact_word(word: &str) -> Lookup {
    let parts: Vec<Word<'_>> = words(word).collect();
    let run = run(&parts, &|part| written_tests(part.text));
    Lookup { alternatives: if run.is_empty() { vec![] } else { vec![run] } }
}

/// The terms of a short text without a language: folded, not stemmed, one per position; pairs of
/// characters in scripts without spaces. [`plain_word`] finds them.
pub fn plain_words(text: &str) -> Vec<String> {
    let form = |word: Word<'_>| match word.kind {
        Kind::Plain => plain_of_word(word.text),
        Kind::Gram => gram_form(word.text, word.opens),
    };
    words(text).map(form).collect()
}

/// The words, keeping only the first part of each compound.
fn join<'t>(parts: &[Word<'t>]) -> Vec<Word<'t>> {
    let mut end = 0;
    let mut joined = Vec::new();
    for part in parts {
        if part.place.start < end {
            continue;
        }
        if let (Kind::Plain, Some(whole)) = (part.kind, part.opens) {
            end = part.place.start + whole.len();
        }
        joined.push(part.clone());
    }
    joined
}

fn run(parts: &[Word<'_>], plain: &dyn Fn(&Word<'_>) -> Vec<TermTest>) -> Vec<Vec<TermTest>> {
    let mut in_run = false;
    let mut positions = Vec::with_capacity(parts.len());
    for (place, part) in parts.iter().enumerate() {
        let tests = match part.kind {
            Kind::Plain => plain(part),
            Kind::Gram => gram_tests(part, in_run, place + 1 == parts.len()),
        };
        in_run = part.kind == Kind::Gram && part.opens.is_some();
        positions.push(tests);
    }
    positions
}

/// The tests of a gram. If the last gram stands alone, its term is a prefix, since the text may
/// have another gram after it; a lone gram that other words follow must match exactly.
fn gram_tests(gram: &Word<'_>, in_run: bool, last: bool) -> Vec<TermTest> {
    let term = gram_form(gram.text, gram.opens);
    match (gram.opens, last, in_run) {
        (Some(_), ..) | (None, false, _) => vec![TermTest::Is(term)],
        (None, true, false) => vec![TermTest::StartsWith(term)],
        (None, true, true) => vec![],
    }
}

/// The tests for a word as written, in a text of any language.
fn written_tests(word: &str) -> Vec<TermTest> {
    let languages = Language::ALL.into_iter().map(Some).chain([None]);
    let terms = languages.filter_map(|language| forms(language, word).into_written());
    any_of(terms.map(TermTest::Is))
}

fn any_of(tests: impl Iterator<Item = TermTest>) -> Vec<TermTest> {
    let mut tests: Vec<TermTest> = tests.collect();
    tests.sort();
    tests.dedup();
    tests
}
