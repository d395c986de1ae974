//! Wildcard patterns and fuzzy words: tests of the plain form of a whole word. An engine applies
//! them to its dictionary.

use super::chars::{is_apostrophe, is_gram, is_mark, is_word};
use super::fold::fold;
use super::words::{clean, plain_form, words};

/// A test of the plain form ([`super::plain_form`]) of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordTest {
    /// Matches a folded pattern: `*` is any run of characters, `?` is any one character.
    Like(String),
    /// Is at most this many edits away from the folded word. An edit inserts, deletes or replaces a
    /// character, or swaps two adjacent ones.
    Close(String, u8),
}

impl WordTest {
    /// Whether a plain form passes.
    pub fn accepts(&self, plain: &str) -> bool {
        match self {
            WordTest::Like(pattern) => is_like(pattern, plain),
            WordTest::Close(word, edits) => is_close(word, plain, (*edits).into()),
        }
    }

    /// The literal prefix of every word that passes.
    pub fn prefix(&self) -> &str {
        match self {
            WordTest::Like(pattern) => pattern.split(['*', '?']).next().unwrap_or(""),
            WordTest::Close(..) => "",
        }
    }
}

/// The tests of a pattern, one per position: the parts of a hyphen compound are adjacent, as are
/// the characters of a script without spaces.
pub fn pattern_word(pattern: &str) -> Vec<WordTest> {
    let mut pieces: Vec<String> = vec![String::new()];
    let mut after_gram = false;
    for c in pattern.chars() {
        let wild = matches!(c, '*' | '?');
        let held = wild || is_word(c) || is_mark(c) || is_apostrophe(c);
        if !held || (after_gram && is_word(c)) || (is_gram(c) && !only_wild(pieces.last())) {
            pieces.push(String::new());
        }
        if let (true, Some(piece)) = (held, pieces.last_mut()) {
            piece.push(c);
        }
        after_gram = is_gram(c) || (after_gram && (wild || is_mark(c)));
    }
    let piece = |piece: &String| WordTest::Like(fold(&clean(piece)));
    pieces.iter().filter(|piece| !piece.is_empty()).map(piece).collect()
}

fn only_wild(piece: Option<&String>) -> bool {
    piece.is_some_and(|piece| piece.chars().all(|c| matches!(c, '*' | '?')))
}

/// The tests of a fuzzy word, one per position.
pub fn fuzzy_word(word: &str, edits: u8) -> Vec<WordTest> {
    words(word).map(|word| WordTest::Close(plain_form(word.text), edits)).collect()
}

fn is_like(pattern: &str, word: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let word: Vec<char> = word.chars().collect();
    let (mut p, mut w) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while w < word.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p + 1, w));
                p += 1;
            }
            Some(&c) if c == '?' || c == word[w] => (p, w) = (p + 1, w + 1),
            _ => {
                let Some((after, from)) = star else { return false };
                star = Some((after, from + 1));
                (p, w) = (after, from + 1);
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// Whether the optimal string alignment distance is at most `edits`.
fn is_close(left: &str, right: &str, edits: usize) -> bool {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if left.len().abs_diff(right.len()) > edits {
        return false;
    }
    let mut before: Vec<usize> = vec![];
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && left[i - 1] == *b && *a == right[j - 1] {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|distance| *distance > edits) {
            return false;
        }
        before = std::mem::replace(&mut above, row);
    }
    above[right.len()] <= edits
}
