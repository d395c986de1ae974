//! The running text of an article, and when two are copies: docs/stories.md says it in words.

use super::facts::{self, Read};
use super::words::{BRIEF_WORDS, Kind, LEAST_WORDS, RUN, Reading, Word, each_word};

/// Up to how many words a text counts as short, and needs more in common.
const SHORT_WORDS: usize = 120;

/// The share of the runs of the shorter text that the longer one must hold, where the shorter is short,
/// and where it is not.
const SHARED_SHORT: f64 = 0.65;
const SHARED: f64 = 0.55;

/// Where less than this share is held, no more than that share of the words of the shorter text may lie in
/// stretches of so many words without a common run: changes all over a text are edits, and a new part
/// beside an old one is another report.
const MOSTLY_SHARED: f64 = 0.75;
const MOST_LOST: f64 = 0.1;
const LOST_STRETCH: usize = 12;

/// How many times longer the longer text may be. It tells a cut article from a page that holds many.
const LONGER: usize = 3;

/// Names and numbers must be held as often as other words are: this part of the share of all words, and no
/// less than that.
const SHARED_FACTS: f64 = 0.85;
const LEAST_FACTS: f64 = 0.6;

/// One fact may be replaced by another, as in a correction, and one more for so many words.
const WORDS_PER_FACT: usize = 400;

/// What is compared of a text.
#[derive(Clone, Debug, Default)]
pub struct RunningText {
    body: String,
    words: Vec<Word>,
    content: u64,
    /// The different runs of words, sorted.
    runs: Vec<u64>,
    /// The runs in the order in which they stand in the text.
    in_order: Vec<u64>,
    /// The different words with the word before each, sorted.
    pairs: Vec<u64>,
    /// Those of them whose word is a name.
    names: Vec<u64>,
    /// Those of them whose word is a number.
    numbers: Vec<u64>,
}

impl RunningText {
    /// The running text of a body.
    pub fn of(body: &str) -> RunningText {
        let mut text = RunningText { body: body.to_owned(), ..RunningText::default() };
        let mut reading = Reading::default();
        each_word(body, &mut |word| {
            text.in_order.extend(reading.read(word));
            let pair = reading.pair();
            text.pairs.push(pair);
            match word.kind {
                Kind::Name => text.names.push(pair),
                Kind::Number => text.numbers.push(pair),
                Kind::Word => {}
            }
            text.words.push(word.clone());
        });
        text.content = reading.content;
        text.runs.clone_from(&text.in_order);
        for list in [&mut text.runs, &mut text.pairs, &mut text.names, &mut text.numbers] {
            list.sort_unstable();
            list.dedup();
        }
        text
    }

    /// Whether two texts are copies.
    pub fn is_copy_of(&self, other: &RunningText) -> bool {
        let size = |text: &RunningText| (text.runs.len(), text.content);
        let (short, long) = if size(self) <= size(other) { (self, other) } else { (other, self) };
        if short.words.len() < LEAST_WORDS {
            return false;
        }
        if short.content == long.content && short.words.len() == long.words.len() {
            return true;
        }
        short.words.len() >= BRIEF_WORDS
            && long.runs.len() <= LONGER * short.runs.len()
            && short.stands_in(long)
            && short.has_facts_in(&short.names, long)
            && short.has_facts_in(&short.numbers, long)
            && facts::replaced(short.read(), long.read()) <= 1 + short.words.len() / WORDS_PER_FACT
    }

    /// The share of the runs of this text that stand in the other, from 0 to 1.
    pub fn share_in(&self, other: &RunningText) -> f64 {
        share(&self.runs, &other.runs)
    }

    fn read(&self) -> Read<'_> {
        Read { text: &self.body, words: &self.words }
    }

    fn is_short(&self) -> bool {
        self.words.len() < SHORT_WORDS
    }

    /// Whether enough of this text stands in a longer one.
    fn stands_in(&self, long: &RunningText) -> bool {
        let least = if self.is_short() { SHARED_SHORT } else { SHARED };
        let shared = share(&self.runs, &long.runs);
        shared >= MOSTLY_SHARED || (shared >= least && self.lost_in(long) <= MOST_LOST)
    }

    /// The share of the words of this text in long stretches without a run that the other has.
    fn lost_in(&self, other: &RunningText) -> f64 {
        let (mut lost, mut stretch) = (0, 0);
        let mut covered = 0;
        let ends = std::iter::repeat_n(None, RUN - 1);
        for run in self.in_order.iter().map(Some).chain(ends) {
            if run.is_some_and(|run| other.runs.binary_search(run).is_ok()) {
                covered = RUN;
            }
            if covered == 0 {
                stretch += 1;
                continue;
            }
            covered -= 1;
            lost += if stretch >= LOST_STRETCH { stretch } else { 0 };
            stretch = 0;
        }
        lost += if stretch >= LOST_STRETCH { stretch } else { 0 };
        lost as f64 / self.words.len().max(1) as f64
    }

    /// Whether another text has as much of some facts of this one as of its words, or of a text that is
    /// not short all but one.
    fn has_facts_in(&self, facts: &[u64], other: &RunningText) -> bool {
        let number = facts.len() as f64;
        let least = LEAST_FACTS.max(SHARED_FACTS * share(&self.pairs, &other.pairs)) * number;
        let spared = if self.is_short() { 0.0 } else { 1.0 };
        share(facts, &other.pairs) * number + spared >= least
    }
}

/// The share of the values of one sorted list that another has.
fn share(of: &[u64], other: &[u64]) -> f64 {
    let mut rest = other.iter().copied().peekable();
    let held = of.iter().filter(|value| {
        while rest.next_if(|next| next < *value).is_some() {}
        rest.peek() == Some(*value)
    });
    let held = held.count();
    if of.is_empty() { 0.0 } else { held as f64 / of.len() as f64 }
}
