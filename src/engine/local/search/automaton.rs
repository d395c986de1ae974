//! Finds the words of a dictionary that pass a test of their plain form, without scanning the whole
//! dictionary. The caller then checks each candidate with the test itself ([`WordTest`]).
//!
//! A dictionary holds words as written; in a text field, a prefix marks their terms
//! ([`crate::analysis::written_word`]). The automaton folds each character separately and follows
//! both branches if folding depends on the context (dots and commas inside acronyms and numbers,
//! marks). It may accept a word that does not pass the test, but never rejects one that does.

use tantivy::Term;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy_fst::Automaton;

use crate::analysis::{BOTH, WRITTEN, WordTest, fold};
use crate::engine::local::write::schema::Fields;

/// An automaton over the bytes of terms: the prefix of a written word, if terms are marked, then a
/// word, which it folds.
pub(crate) struct Folding<Test> {
    marked: bool,
    test: Test,
}

/// A state of the automaton.
#[derive(Clone)]
pub(crate) enum Place<Set> {
    /// Before the prefix of a written word.
    Mark,
    /// Where a language tag may follow.
    Tag,
    /// Inside the word: the states of the test, and the bytes of an incomplete character with their
    /// number.
    Word(Set, [u8; 4], usize),
    /// No continuation can match.
    Dead,
}

/// A nondeterministic automaton over characters.
pub(crate) trait CharTest {
    /// A set of states.
    type Set: Clone;
    /// The start states.
    fn start(&self) -> Self::Set;
    /// The states after reading a text.
    fn step(&self, set: &Self::Set, text: &str) -> Self::Set;
    /// The union of two sets.
    fn both(&self, left: Self::Set, right: Self::Set) -> Self::Set;
    /// Whether a word may end in one of the states.
    fn may_end(&self, set: &Self::Set) -> bool;
    /// Whether any continuation may still match.
    fn may_go_on(&self, set: &Self::Set) -> bool;
}

impl<Test: CharTest> Folding<Test> {
    /// An automaton over words or, if `marked`, over the written words among the terms of a text.
    pub(crate) fn new(marked: bool, test: Test) -> Folding<Test> {
        Folding { marked, test }
    }

    fn begin(&self) -> Place<Test::Set> {
        Place::Word(self.test.start(), [0; 4], 0)
    }

    fn mark(&self, byte: u8) -> Place<Test::Set> {
        match char::from(byte) {
            WRITTEN => self.begin(),
            BOTH => Place::Tag,
            _ => Place::Dead,
        }
    }

    fn character(&self, set: &Test::Set, c: char) -> Test::Set {
        let mut buffer = [0; 4];
        let folded = fold(c.encode_utf8(&mut buffer));
        let stepped = self.test.step(set, &folded);
        // A plain form has dots and commas only in numbers, where a comma may become a point.
        if c == ',' {
            let point = self.test.step(set, ".");
            return self.test.both(self.test.both(stepped, point), set.clone());
        }
        if matches!(c, '.' | '"' | '״') {
            return self.test.both(stepped, set.clone());
        }
        // A character that folds to nothing alone (a mark) may stay after a letter of its script.
        if folded.is_empty() {
            return self.test.both(stepped, self.test.step(set, c.encode_utf8(&mut buffer)));
        }
        stepped
    }

    fn word(&self, set: &Test::Set, mut bytes: [u8; 4], length: usize) -> Place<Test::Set> {
        let Some(read) = bytes.get(..length) else { return Place::Dead };
        match std::str::from_utf8(read) {
            Ok(text) => {
                let set = text.chars().fold(set.clone(), |set, c| self.character(&set, c));
                if self.test.may_go_on(&set) { Place::Word(set, [0; 4], 0) } else { Place::Dead }
            }
            Err(cause) if cause.error_len().is_some() => Place::Dead,
            Err(_) => {
                bytes[length..].fill(0);
                Place::Word(set.clone(), bytes, length)
            }
        }
    }
}

impl<Test: CharTest> Automaton for Folding<Test> {
    type State = Place<Test::Set>;

    fn start(&self) -> Self::State {
        if self.marked { Place::Mark } else { self.begin() }
    }

    fn is_match(&self, place: &Self::State) -> bool {
        matches!(place, Place::Word(set, _, 0) if self.test.may_end(set))
    }

    fn can_match(&self, place: &Self::State) -> bool {
        !matches!(place, Place::Dead)
    }

    fn accept(&self, place: &Self::State, byte: u8) -> Self::State {
        match place {
            Place::Dead => Place::Dead,
            Place::Mark => self.mark(byte),
            Place::Tag if byte.is_ascii_uppercase() => self.begin(),
            Place::Tag => self.accept(&self.begin(), byte),
            Place::Word(set, bytes, length) => {
                let mut bytes = *bytes;
                let Some(next) = bytes.get_mut(*length) else { return Place::Dead };
                *next = byte;
                self.word(set, bytes, length + 1)
            }
        }
    }
}

/// A wildcard pattern. A state is the number of pattern characters already matched.
pub(crate) struct Like {
    pattern: Vec<char>,
}

impl Like {
    /// The test of a folded pattern.
    pub(crate) fn new(pattern: &str) -> Like {
        Like { pattern: pattern.chars().collect() }
    }

    /// Adds a state, and the states after the stars that follow it, since a star may match nothing.
    fn add(&self, mut place: usize, set: &mut Vec<usize>) {
        while !set.contains(&place) {
            set.push(place);
            if self.pattern.get(place) == Some(&'*') {
                place += 1;
            }
        }
    }
}

impl CharTest for Like {
    type Set = Vec<usize>;

    fn start(&self) -> Vec<usize> {
        let mut set = Vec::new();
        self.add(0, &mut set);
        set
    }

    fn step(&self, set: &Vec<usize>, text: &str) -> Vec<usize> {
        text.chars().fold(set.clone(), |set, c| {
            let mut next = Vec::with_capacity(set.len() + 1);
            for place in set {
                match self.pattern.get(place) {
                    Some('*') => self.add(place, &mut next),
                    Some(wanted) if *wanted == '?' || *wanted == c => {
                        self.add(place + 1, &mut next);
                    }
                    _ => {}
                }
            }
            next
        })
    }

    fn both(&self, mut left: Vec<usize>, right: Vec<usize>) -> Vec<usize> {
        for place in right {
            if !left.contains(&place) {
                left.push(place);
            }
        }
        left
    }

    fn may_end(&self, set: &Vec<usize>) -> bool {
        set.contains(&self.pattern.len())
    }

    fn may_go_on(&self, set: &Vec<usize>) -> bool {
        !set.is_empty()
    }
}

/// A fuzzy word. The states are those of a Levenshtein automaton that counts a transposition of
/// adjacent characters as one edit.
pub(crate) struct Close {
    automaton: DfaWrapper,
}

impl Close {
    /// The test of a folded word; `None` for more edits than the automaton supports.
    pub(crate) fn new(fields: &Fields, word: &str, edits: u8) -> Option<Close> {
        let term = Term::from_field_text(fields.text, word);
        let automaton = FuzzyTermQuery::new(term, edits, true).automaton().ok()?;
        Some(Close { automaton })
    }
}

impl CharTest for Close {
    type Set = Vec<u32>;

    fn start(&self) -> Vec<u32> {
        vec![self.automaton.start()]
    }

    fn step(&self, set: &Vec<u32>, text: &str) -> Vec<u32> {
        let step =
            |place: &u32| text.bytes().fold(*place, |at, byte| self.automaton.accept(&at, byte));
        set.iter().map(step).filter(|place| self.automaton.can_match(place)).collect()
    }

    fn both(&self, mut left: Vec<u32>, right: Vec<u32>) -> Vec<u32> {
        left.extend(right);
        left.sort_unstable();
        left.dedup();
        left
    }

    fn may_end(&self, set: &Vec<u32>) -> bool {
        set.iter().any(|place| self.automaton.is_match(place))
    }

    fn may_go_on(&self, set: &Vec<u32>) -> bool {
        !set.is_empty()
    }
}

/// The automaton of a test.
pub(crate) enum Finder {
    /// For a wildcard pattern.
    Like(Folding<Like>),
    /// For a fuzzy word.
    Close(Folding<Close>),
}

impl Finder {
    /// The automaton for a test, over the written words of a text if `marked`, otherwise over terms
    /// that are all words; `None` if it cannot be built.
    pub(crate) fn new(fields: &Fields, marked: bool, test: &WordTest) -> Option<Finder> {
        Some(match test {
            WordTest::Like(pattern) => Finder::Like(Folding::new(marked, Like::new(pattern))),
            WordTest::Close(word, edits) => {
                Finder::Close(Folding::new(marked, Close::new(fields, word, *edits)?))
            }
        })
    }
}
