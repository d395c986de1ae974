//! Splits a text into words, independent of language. [`super::forms`] makes the terms of a word.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::WORD_CHARS;
use super::chars::{
    Script, is_apostrophe, is_gram, is_hyphen, is_ignored, is_mark, is_word, script,
};
use super::fold::fold;

/// The maximum number of parts of a hyphen compound that is also indexed as one word; a longer
/// chain is a sentence in a URL.
const COMPOUND_PARTS: usize = 6;

/// The maximum number of digit groups examined to decide whether they form one number.
const NUMBER_GROUPS: usize = 12;

/// A word, at one position of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word as in the text, including invisible characters such as soft hyphens.
    pub text: &'t str,
    /// The byte range of the word in the text.
    pub place: Range<usize>,
    /// The kind of word.
    pub kind: Kind,
    /// The text that begins with this word: the whole hyphen compound whose first part it is, or
    /// this gram and the next one of its run.
    pub opens: Option<&'t str>,
}

/// The two kinds of word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A run of letters and digits.
    Plain,
    /// One character, with its marks, of a script that puts no spaces between words.
    Gram,
}

/// The words of a text, in order.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
    /// The end of the current compound; later parts of it do not begin another.
    compound: usize,
    /// The end of a run of digits that is not one number; each of its groups is a word.
    digits: usize,
}

/// The words of a text, in order; each takes one position.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, compound: 0, digits: 0 }
}

/// The plain form of a word: without case, accents, the dots of an acronym and the separators of
/// thousands. It is never empty unless the word is.
pub fn plain_form(word: &str) -> String {
    let clean = clean(word);
    let folded = fold(&bare(&clean));
    if folded.is_empty() { clean } else { folded }
}

/// A word as written, normalised to NFKC, with one kind of apostrophe and no invisible characters,
/// and truncated to [`WORD_CHARS`] characters.
pub(super) fn clean(word: &str) -> String {
    if word.is_ascii() {
        return word.get(..WORD_CHARS).unwrap_or(word).to_owned();
    }
    let shown = word.chars().take(WORD_CHARS).filter(|c| !is_ignored(*c));
    let one = shown.map(|c| if is_apostrophe(c) { '\'' } else { c });
    let cleaned: String = one.nfkc().take(WORD_CHARS).collect();
    if cleaned.is_empty() { word.chars().take(WORD_CHARS).collect() } else { cleaned }
}

/// A cleaned word without grouping punctuation: `U.S.` is `US`, `1,234.5` is `1234.5`.
pub(super) fn bare(word: &str) -> String {
    if !word.contains(['.', ',', '"', '״']) {
        return word.to_owned();
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return bare_number(word);
    }
    word.chars().filter(|c| !matches!(c, '.' | '"' | '״')).collect()
}

/// Normalises a number: a point before the fraction, no separators of thousands.
fn bare_number(word: &str) -> String {
    let marks: Vec<(usize, char)> = word.match_indices(['.', ',']).filter_map(first_char).collect();
    let Some(&(last, end)) = marks.last() else { return word.to_owned() };
    let thousands = match marks[..] {
        [(at, ',')] if word.len() - at == 4 => ',',
        [_] => return word.to_owned(),
        _ => marks[0].1,
    };
    let (whole, fraction) = if end == thousands { (word, "") } else { word.split_at(last) };
    let mut number = whole.replace(thousands, "");
    if !fraction.is_empty() {
        number.push('.');
        number.push_str(&fraction[1..]);
    }
    number
}

fn first_char((at, text): (usize, &str)) -> Option<(usize, char)> {
    text.chars().next().map(|c| (at, c))
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        let start = next_start(self.text, self.at)?;
        let is_ascii = self.text.as_bytes()[start].is_ascii();
        let is_gram = !is_ascii && char_at(self.text, start).is_some_and(is_gram);
        Some(if is_gram { self.gram(start) } else { self.plain(start) })
    }
}

impl<'t> Words<'t> {
    fn gram(&mut self, start: usize) -> Word<'t> {
        let end = gram_end(self.text, start);
        self.at = end;
        let next = skip_ignored(self.text, end);
        let pair = char_at(self.text, next).is_some_and(is_gram);
        let opens = pair.then(|| &self.text[start..gram_end(self.text, next)]);
        Word { text: &self.text[start..end], place: start..end, kind: Kind::Gram, opens }
    }

    fn plain(&mut self, start: usize) -> Word<'t> {
        let text = self.text;
        let end = ascii_end(text.as_bytes(), start).unwrap_or_else(|| self.end_of_plain(start));
        self.at = end;
        let mut opens = None;
        let may_open = matches!(text.as_bytes().get(end), Some(b'-' | 0x80..));
        if may_open && start >= self.compound && hyphen_before_word(text, end).is_some() {
            let (whole, parts) = self.compound_end(end);
            self.compound = whole;
            opens = (parts <= COMPOUND_PARTS).then(|| &text[start..whole]);
        }
        Word { text: &text[start..end], place: start..end, kind: Kind::Plain, opens }
    }

    fn end_of_plain(&mut self, start: usize) -> usize {
        if start >= self.digits && self.text.as_bytes()[start].is_ascii_digit() {
            match number_end(self.text.as_bytes(), start) {
                Ok(end) => return run_end(self.text, start, end),
                Err(run) => self.digits = run,
            }
        }
        acronym_end(self.text, start).unwrap_or_else(|| run_end(self.text, start, start))
    }

    /// The end of the compound whose first part ends at `first`, and its number of parts, counted
    /// up to one more than [`COMPOUND_PARTS`].
    fn compound_end(&mut self, first: usize) -> (usize, usize) {
        let digits = self.digits;
        let (mut end, mut parts) = (first, 1);
        while let Some(next) = hyphen_before_word(self.text, end) {
            parts += 1;
            if parts > COMPOUND_PARTS {
                break;
            }
            end = self.end_of_plain(next);
        }
        self.digits = digits;
        (end, parts)
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The byte offset of the next word.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                return Some(at);
            }
            at += 1;
        } else {
            let c = char_at(text, at)?;
            if is_word(c) && !is_apostrophe(c) && !is_ignored(c) {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
    None
}

/// The end of a word of ASCII letters and digits that begins with a letter; `None` if the next byte
/// leaves it open. A shortcut for most words of most texts.
fn ascii_end(bytes: &[u8], start: usize) -> Option<usize> {
    let run = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let starts_word = bytes[start].is_ascii_alphabetic();
    let is_settled = match bytes.get(start + run) {
        Some(b'.') => run > 1,
        Some(b'\'' | 0x80..) => false,
        _ => true,
    };
    (starts_word && is_settled).then_some(start + run)
}

/// The end of a run of letters, digits and marks that begins at `start` and is already scanned up
/// to `at`.
fn run_end(text: &str, start: usize, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
            end = at;
        }
        let Some(c) = char_at(text, at) else { return end };
        let next = at + c.len_utf8();
        if is_apostrophe(c) {
            if !starts_plain(text, next) || is_elided(&text[start..at]) {
                return end;
            }
            at = next;
        } else if is_ignored(c) {
            at = next;
        } else if is_mark(c) || (is_word(c) && !is_gram(c)) {
            (at, end) = (next, next);
        } else if matches!(c, '"' | '״') && is_gershayim(&text[start..at], &text[next..]) {
            at = next;
        } else {
            return end;
        }
    }
}

fn starts_plain(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|c| is_word(c) && !is_gram(c) && !is_apostrophe(c))
}

/// Whether a quotation mark between `before` and `after` is part of a Hebrew acronym: it precedes
/// the last letter.
fn is_gershayim(before: &str, after: &str) -> bool {
    let hebrew = |c: char| script(c) == Script::Hebrew && c.is_alphabetic();
    let mut rest = after.chars();
    before.chars().next_back().is_some_and(hebrew)
        && rest.next().is_some_and(hebrew)
        && !rest.next().is_some_and(is_word)
}

/// Elided words, separate words before an apostrophe, in French, Italian and Catalan.
const ELIDED: [&str; 40] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "v", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un",
    "gl", "all", "dall", "dell", "nell", "sull", "coll", "agl", "dagl", "degl", "negl", "sugl",
    "quell", "quest", "bell", "sant", "anch", "com", "dov", "cos", "tutt", "mezz", "nessun",
    "ciascun", "alcun",
];

fn is_elided(before: &str) -> bool {
    before.len() <= 7 && ELIDED.iter().any(|elided| elided.eq_ignore_ascii_case(before))
}

/// The end of an acronym such as `U.S.` or `e.g.`: two or more letters, each followed by a dot that
/// is optional after the last.
fn acronym_end(text: &str, start: usize) -> Option<usize> {
    let (mut at, mut letters, mut end) = (start, 0, start);
    while let Some(c) = char_at(text, at).filter(|c| c.is_alphabetic() && starts_plain(text, at)) {
        let next = at + c.len_utf8();
        if text[next..].starts_with('.') {
            letters += 1;
            at = next + 1;
            end = at;
            continue;
        }
        if !char_at(text, next).is_some_and(|c| is_word(c) || is_mark(c) || is_apostrophe(c)) {
            letters += 1;
            end = next;
        }
        break;
    }
    (letters >= 2).then_some(end)
}

/// The end of a number with its thousands and fraction. If the points and commas do not form one
/// number (a date, an address), `Err` with the end of the run of digits, points and commas.
fn number_end(bytes: &[u8], start: usize) -> Result<usize, usize> {
    let digits = |from: usize| {
        bytes[from..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |n| from + n)
    };
    let mut end = digits(start);
    let first = end - start;
    let mut groups: Vec<(u8, usize)> = Vec::new();
    while matches!(bytes.get(end), Some(b'.' | b',')) && groups.len() < NUMBER_GROUPS {
        let next = digits(end + 1);
        if next == end + 1 {
            break;
        }
        groups.push((bytes[end], next - end - 1));
        end = next;
    }
    if is_number(first, &groups) { Ok(end) } else { Err(end) }
}

/// Whether groups of digits, each with its separator and length, are the thousands and the fraction
/// of one number.
fn is_number(first: usize, groups: &[(u8, usize)]) -> bool {
    let [(mark, _), .., last] = groups else { return true };
    let whole = if last.0 == *mark { groups } else { &groups[..groups.len() - 1] };
    let thousands = whole.last().is_some_and(|group| group.1 == 3);
    // Indian numbers have groups of two: 1,00,000.
    thousands && first <= 3 && whole.iter().all(|g| g.0 == *mark && (g.1 == 3 || g.1 == 2))
}

fn hyphen_before_word(text: &str, at: usize) -> Option<usize> {
    let hyphen = char_at(text, at).filter(|c| is_hyphen(*c))?;
    let next = at + hyphen.len_utf8();
    starts_plain(text, next).then_some(next)
}

fn skip_ignored(text: &str, at: usize) -> usize {
    at + text[at..].chars().take_while(|c| is_ignored(*c)).map(char::len_utf8).sum::<usize>()
}

fn gram_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for (at, c) in text[start..].char_indices() {
        if at > 0 && !is_mark(c) && !is_ignored(c) {
            break;
        }
        if at == 0 || is_mark(c) && !is_ignored(c) {
            end = start + at + c.len_utf8();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ascii_end, words};

    proptest! {
        #[test]
        fn the_shortcut_for_ascii_words_cuts_as_the_long_way_does(
            text in "([a-zA-Z]{1,3}|[0-9]{1,2}|[.,'\"\\- é’\u{ad}中]){0,12}",
        ) {
            for start in (0..text.len()).filter(|&start| text.is_char_boundary(start)) {
                if let Some(end) = ascii_end(text.as_bytes(), start) {
                    prop_assert_eq!(words(&text).end_of_plain(start), end, "{} in {:?}", start, text);
                }
            }
        }
    }
}
