//! Facts that were replaced: names and numbers in whose place another text has others. A form filled in
//! anew (weather, prices, results, one release for each region) has many of them; a copy has few.

use super::align::{Gap, gaps};
use super::words::{Kind, Word};

/// A longer gap is a part that was written anew.
const MOST_WORDS: usize = 12;

/// The share of the letters of a word that may differ in another spelling of it.
const SPELLING: (usize, usize) = (2, 5);

/// A text and its words.
#[derive(Clone, Copy)]
pub(super) struct Read<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Its words.
    pub(super) words: &'t [Word],
}

/// In how many places of two texts facts are replaced by others.
pub(super) fn replaced(one: Read<'_>, other: Read<'_>) -> usize {
    let hashes = |read: Read<'_>| read.words.iter().map(|word| word.hash).collect::<Vec<u64>>();
    let gaps = gaps(&hashes(one), &hashes(other));
    let are_others = |(gap, other_gap): &Gap| {
        let part = Read { words: &one.words[gap.clone()], ..one };
        let other_part = Read { words: &other.words[other_gap.clone()], ..other };
        part.words.len().max(other_part.words.len()) <= MOST_WORDS
            && are_other_facts(part, other_part)
    };
    gaps.iter().filter(|gap| are_others(gap)).count()
}

/// Whether each of two parts has a fact that the other has not, and not in another spelling.
fn are_other_facts(one: Read<'_>, other: Read<'_>) -> bool {
    let (own, others) = (own_words(one, other), own_words(other, one));
    let has_fact = |words: &[&Word]| words.iter().any(|word| word.kind != Kind::Word);
    has_fact(&own)
        && has_fact(&others)
        && !are_spellings(&texts(one.text, &own), &texts(other.text, &others))
}

/// The words of a part that another lacks.
fn own_words<'t>(one: Read<'t>, other: Read<'_>) -> Vec<&'t Word> {
    let stands = |word: &Word| other.words.iter().any(|known| known.hash == word.hash);
    one.words.iter().filter(|word| !stands(word)).collect()
}

fn texts(text: &str, words: &[&Word]) -> Vec<String> {
    words.iter().map(|word| text[word.place.clone()].to_lowercase()).collect()
}

/// Whether two lists of words may be spellings of each other: one begins like the other (`Aug`), has the
/// first letters of its words (`U S`, `United States`), or differs in few letters, as after a misprint or a
/// misreading. Other numbers are no spellings.
fn are_spellings(one: &[String], other: &[String]) -> bool {
    let (joined, other_joined) = (one.concat(), other.concat());
    let digits = joined.chars().chain(other_joined.chars()).filter(char::is_ascii_digit).count();
    if digits == joined.chars().count() + other_joined.chars().count() {
        return false;
    }
    let begins = |one: &str, other: &str| digits == 0 && other.starts_with(one);
    begins(&joined, &other_joined)
        || begins(&other_joined, &joined)
        || initials(one) == other_joined
        || initials(other) == joined
        || differ_in_few_letters(&joined, &other_joined)
}

fn initials(words: &[String]) -> String {
    words.iter().filter_map(|word| word.chars().next()).collect()
}

fn differ_in_few_letters(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (share, of) = SPELLING;
    distance(&one, &other) * of <= one.len().max(other.len()) * share
}

/// The Levenshtein distance.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, c) in one.iter().enumerate() {
        let mut diagonal = above;
        row[0] = above + 1;
        for (at, d) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(c != d);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}
