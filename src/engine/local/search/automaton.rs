//! Finds the words of a dictionary that pass a test of their plain form, without scanning the whole
//! dictionary. The caller then checks each candidate with the test itself ([`WordTest`]).
//!
//! A dictionary of values holds plain forms. In the dictionary of a text, a term says a plain form as
//! [`crate::analysis`] describes: a stem and what follows it, or the whole word behind a mark.

use tantivy::Term;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy_fst::Automaton;

use crate::analysis::{WORD_CHARS, WRITTEN, WordTest, is_gram};
use crate::engine::local::write::schema::Fields;

/// An automaton over the bytes of terms that follows the plain forms they say.
pub(crate) struct Plain<Test> {
    of_text: bool,
    test: Test,
}

/// A state of the automaton.
#[derive(Clone)]
pub(crate) enum Place<Set> {
    /// Inside a word.
    In(Part, Reached<Set>),
    /// Behind the end of a stem, where the letter of the language follows.
    Letter(Reached<Set>),
    /// Behind a word that passes.
    Passed,
    /// No continuation can match.
    Dead,
}

/// The parts of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The first character of a term of a text.
    First,
    /// A stem.
    Stem,
    /// What follows a stem, or a whole plain form.
    End,
}

/// The states of the test, and the bytes of an incomplete character with their number.
#[derive(Clone)]
pub(crate) struct Reached<Set> {
    set: Set,
    bytes: [u8; 4],
    length: usize,
}

/// A nondeterministic automaton over characters.
pub(crate) trait CharTest {
    /// A set of states.
    type Set: Clone;
    /// The start states.
    fn start(&self) -> Self::Set;
    /// The states after reading a text.
    fn step(&self, set: &Self::Set, text: &str) -> Self::Set;
    /// Whether a word may end in one of the states.
    fn may_end(&self, set: &Self::Set) -> bool;
    /// Whether any continuation may still match.
    fn may_go_on(&self, set: &Self::Set) -> bool;
}

impl<Test: CharTest> Plain<Test> {
    /// An automaton over the terms of a text, or over values.
    pub(crate) fn new(of_text: bool, test: Test) -> Plain<Test> {
        Plain { of_text, test }
    }

    fn begin(&self) -> Reached<Test::Set> {
        Reached { set: self.test.start(), bytes: [0; 4], length: 0 }
    }

    /// The place after one more byte of a word.
    fn step(&self, part: Part, reached: &Reached<Test::Set>, byte: u8) -> Place<Test::Set> {
        let (mut bytes, length) = (reached.bytes, reached.length + 1);
        let Some(next) = bytes.get_mut(reached.length) else { return Place::Dead };
        *next = byte;
        let Some(read) = bytes.get(..length) else { return Place::Dead };
        match std::str::from_utf8(read) {
            // Not a stem, but a pair of characters.
            Ok(text) if part == Part::First && text.chars().any(is_gram) => Place::Dead,
            Ok(text) => {
                let set = self.test.step(&reached.set, text);
                let part = if part == Part::First { Part::Stem } else { part };
                match self.test.may_go_on(&set) {
                    true => Place::In(part, Reached { set, bytes: [0; 4], length: 0 }),
                    false => Place::Dead,
                }
            }
            Err(cause) if cause.error_len().is_some() => Place::Dead,
            Err(_) => Place::In(part, Reached { set: reached.set.clone(), bytes, length }),
        }
    }

    /// The place after a byte of a term of a text, inside a part.
    fn step_in_term(&self, part: Part, reached: &Reached<Test::Set>, byte: u8) -> Place<Test::Set> {
        match (part, byte) {
            (Part::First, byte) if reached.length == 0 && char::from(byte) == WRITTEN => {
                Place::In(Part::End, self.begin())
            }
            (Part::Stem, 0) => Place::Letter(reached.clone()),
            (Part::End, 1) if self.test.may_end(&reached.set) => Place::Passed,
            (part, byte) => self.step(part, reached, byte),
        }
    }
}

impl<Test: CharTest> Automaton for Plain<Test> {
    type State = Place<Test::Set>;

    fn start(&self) -> Self::State {
        let part = if self.of_text { Part::First } else { Part::End };
        Place::In(part, self.begin())
    }

    fn is_match(&self, place: &Self::State) -> bool {
        match place {
            Place::Passed => true,
            Place::In(Part::End, reached) => reached.length == 0 && self.test.may_end(&reached.set),
            Place::In(..) | Place::Letter(_) | Place::Dead => false,
        }
    }

    fn can_match(&self, place: &Self::State) -> bool {
        !matches!(place, Place::Dead)
    }

    fn accept(&self, place: &Self::State, byte: u8) -> Self::State {
        match place {
            Place::Dead => Place::Dead,
            Place::Passed => Place::Passed,
            Place::Letter(reached) => Place::In(Part::End, reached.clone()),
            Place::In(part, reached) if self.of_text => self.step_in_term(*part, reached, byte),
            Place::In(part, reached) => self.step(*part, reached, byte),
        }
    }
}

/// A wildcard pattern. A state is the number of pattern characters already matched.
pub(crate) struct Like {
    pattern: Vec<char>,
}

/// A set of states of a pattern, one bit each: a pattern has at most [`WORD_CHARS`] characters.
#[derive(Clone, Copy, Default)]
pub(crate) struct States([u64; 4]);

const _: () = assert!(WORD_CHARS < 4 * 64, "a state for each character, and the last one");

impl States {
    fn has(&self, state: usize) -> bool {
        self.0.get(state / 64).is_some_and(|bits| bits >> (state % 64) & 1 == 1)
    }

    fn insert(&mut self, state: usize) {
        if let Some(bits) = self.0.get_mut(state / 64) {
            *bits |= 1 << (state % 64);
        }
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        let of_word = |(word, bits): (usize, u64)| {
            let rest = std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
            let rest = rest.take_while(|bits| *bits != 0);
            rest.map(move |bits| word * 64 + bits.trailing_zeros() as usize)
        };
        self.0.into_iter().enumerate().flat_map(of_word)
    }
}

impl Like {
    /// The test of a folded pattern.
    pub(crate) fn new(pattern: &str) -> Like {
        Like { pattern: pattern.chars().collect() }
    }

    /// Adds a state, and the states after the stars that follow it, since a star may match nothing.
    fn add(&self, mut state: usize, states: &mut States) {
        while !states.has(state) && state <= self.pattern.len() {
            states.insert(state);
            if self.pattern.get(state) == Some(&'*') {
                state += 1;
            }
        }
    }
}

impl CharTest for Like {
    type Set = States;

    fn start(&self) -> States {
        let mut states = States::default();
        self.add(0, &mut states);
        states
    }

    fn step(&self, states: &States, text: &str) -> States {
        text.chars().fold(*states, |states, c| {
            let mut next = States::default();
            for state in states.iter() {
                match self.pattern.get(state) {
                    Some('*') => self.add(state, &mut next),
                    Some(wanted) if *wanted == '?' || *wanted == c => {
                        self.add(state + 1, &mut next);
                    }
                    _ => {}
                }
            }
            next
        })
    }

    fn may_end(&self, states: &States) -> bool {
        states.has(self.pattern.len())
    }

    fn may_go_on(&self, states: &States) -> bool {
        states.0 != [0; 4]
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
    type Set = u32;

    fn start(&self) -> u32 {
        self.automaton.start()
    }

    fn step(&self, state: &u32, text: &str) -> u32 {
        text.bytes().fold(*state, |state, byte| self.automaton.accept(&state, byte))
    }

    fn may_end(&self, state: &u32) -> bool {
        self.automaton.is_match(state)
    }

    fn may_go_on(&self, state: &u32) -> bool {
        self.automaton.can_match(state)
    }
}

/// The automaton of a test.
pub(crate) enum Finder {
    /// For a wildcard pattern.
    Like(Plain<Like>),
    /// For a fuzzy word.
    Close(Plain<Close>),
}

impl Finder {
    /// The automaton for a test, over the terms of a text, or over values; `None` if it cannot be built.
    pub(crate) fn new(fields: &Fields, of_text: bool, test: &WordTest) -> Option<Finder> {
        Some(match test {
            WordTest::Like(pattern) => Finder::Like(Plain::new(of_text, Like::new(pattern))),
            WordTest::Close(word, edits) => {
                Finder::Close(Plain::new(of_text, Close::new(fields, word, *edits)?))
            }
        })
    }
}
