//! The terms of a word, as they are indexed and looked up.

use super::chars::{Script, is_gram, is_hyphen, is_mark, script};
use super::fold::fold;
use super::language::Language;
use super::words::{bare, clean, plain_form};
use super::{WORD_CHARS, WRITTEN};

/// What ends the stem of a term. No word contains it.
const STEM_END: char = '\0';

/// What precedes the way a word is written, where that is not its plain form.
const AS_WRITTEN: char = '\u{1}';

/// The end of a search term that says nothing about the word as written.
const STEM_ONLY: char = '\u{2}';

/// The sign of the words without a language, in the place of [`Language::letter`].
const NO_LANGUAGE: char = ' ';

/// A stem, folded, and the letter of its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stem {
    text: String,
    letter: char,
}

impl Stem {
    /// A plain form as the stem of a word without a language.
    fn plain(text: String) -> Stem {
        Stem { text, letter: NO_LANGUAGE }
    }

    /// The beginning of every term of this stem.
    pub(super) fn prefix(&self) -> String {
        joined(&[&self.text], &[STEM_END, self.letter])
    }

    /// The term for the stem alone.
    pub(super) fn alone(&self) -> String {
        joined(&[&self.text], &[STEM_END, self.letter, STEM_ONLY])
    }

    /// The one term of a word: the stem, what follows it in the plain form, and the spelling.
    /// `None` if the plain form does not begin with the stem, or looks like a pair of characters.
    fn with_ending(&self, plain: &str, spelling: &str) -> Option<String> {
        let ending = plain.strip_prefix(self.text.as_str())?;
        if plain.starts_with(is_gram) {
            return None;
        }
        let mut term = String::with_capacity(plain.len() + spelling.len() + 2);
        term.push_str(&self.text);
        term.extend([STEM_END, self.letter]);
        term.push_str(ending);
        term.push_str(spelling);
        Some(term)
    }
}

/// The terms of a word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Forms {
    /// The terms by which the word is found in any form: one, or two if the accents of the word
    /// change its stem.
    pub search: Vec<String>,
    /// The term for the word as written; `None` if the first search term says it too.
    pub written: Option<String>,
}

impl Forms {
    /// The term for the word as written.
    pub(super) fn into_written(self) -> Option<String> {
        self.written.or_else(|| self.search.into_iter().next())
    }
}

/// The terms of a word in a text of a language.
pub(super) fn forms(language: Option<Language>, word: &str) -> Forms {
    if let Some(language) = language.filter(|language| language.takes_ascii(word)) {
        return forms_of_ascii(language, word);
    }
    forms_of_any(language, word)
}

fn forms_of_any(language: Option<Language>, word: &str) -> Forms {
    let (written, plain) = (clean(word), plain_form(word));
    forms_of(&search_stems(language, word), &plain, &spelling(&plain, &written))
}

/// A fast path for a short word of ASCII letters, as most words are, in a language of Latin script:
/// such a word needs no cleaning and has no accents to fold.
fn forms_of_ascii(language: Language, word: &str) -> Forms {
    let plain = word.to_ascii_lowercase();
    let stem = Stem { text: fold(&language.stem(&plain)), letter: language.letter() };
    forms_of(&[stem], &plain, &spelling(&plain, word))
}

fn forms_of(stems: &[Stem], plain: &str, spelling: &str) -> Forms {
    let first = stems.first().and_then(|stem| stem.with_ending(plain, spelling));
    let written = first.is_none().then(|| {
        let mut term = String::from(WRITTEN);
        term.push_str(plain);
        term.push_str(spelling);
        term
    });
    let mut search: Vec<String> = stems.iter().map(Stem::alone).collect();
    if let (Some(first), Some(place)) = (first, search.first_mut()) {
        *place = first;
    }
    Forms { search, written }
}

/// The part of a term that tells the ways of writing a plain form apart: nothing for the plain form
/// itself, one letter for a capital or for capitals, the characters that differ with their places,
/// or the whole word.
fn spelling(plain: &str, written: &str) -> String {
    if plain == written {
        return String::new();
    }
    if is_capitalised(plain, written) {
        return joined(&[], &[AS_WRITTEN, 'c']);
    }
    if plain.to_uppercase() == written {
        return joined(&[], &[AS_WRITTEN, 'u']);
    }
    let whole = joined(&[], &[AS_WRITTEN, WRITTEN]) + written;
    match differences(plain, written) {
        Some(differences) if differences.len() < whole.len() => differences,
        _ => whole,
    }
}

fn is_capitalised(plain: &str, written: &str) -> bool {
    let (mut plain, mut written) = (plain.chars(), written.chars());
    let (Some(small), Some(capital)) = (plain.next(), written.next()) else { return false };
    plain.as_str() == written.as_str() && small.to_uppercase().eq([capital])
}

/// The characters of a word that differ from its plain form, each behind a sign for its place;
/// `None` for words of different length.
fn differences(plain: &str, written: &str) -> Option<String> {
    if plain.chars().count() != written.chars().count() {
        return None;
    }
    let mut differences = String::from(AS_WRITTEN);
    for (place, (small, c)) in (0..).zip(plain.chars().zip(written.chars())) {
        if small != c {
            differences.extend([sign_of_place(place)?, c]);
        }
    }
    Some(differences)
}

/// `A` to `Z` for the first 26 characters of a word, then characters beyond ASCII.
fn sign_of_place(place: u8) -> Option<char> {
    match place {
        0..26 => Some(char::from(b'A' + place)),
        _ => char::from_u32(0x100 + u32::from(place)),
    }
}

fn joined(texts: &[&str], signs: &[char]) -> String {
    let mut joined = texts.concat();
    joined.extend(signs);
    joined
}

/// The plain form of the word that a term stands for; `None` for markers, grams, and search terms
/// that do not say it.
pub fn plain_of_term(term: &str) -> Option<String> {
    let word = term.split(AS_WRITTEN).next()?;
    if let Some(plain) = word.strip_prefix(WRITTEN) {
        return Some(plain.to_owned());
    }
    let (stem, ending) = word.split_once(STEM_END)?;
    let ending = ending.get(1..).filter(|ending| !ending.starts_with(STEM_ONLY))?;
    Some(joined(&[stem, ending], &[]))
}

/// The stem at the beginning of a term, and the language it belongs to; the term itself for terms
/// without a stem.
pub fn stem_of_term(term: &str) -> (&str, Option<Language>) {
    let Some((stem, rest)) = term.split_once(STEM_END) else { return (term, None) };
    let letter = rest.chars().next();
    let language = Language::ALL.into_iter().find(|language| Some(language.letter()) == letter);
    (stem, language)
}

/// The beginning that the terms of a stem share in all languages; the prefix itself for other terms.
pub fn stem_range(prefix: &str) -> &str {
    prefix.find(STEM_END).and_then(|end| prefix.get(..=end)).unwrap_or(prefix)
}

/// The stems of a word in a text of a language: one, or two if the accents of the word change its
/// stem.
pub(super) fn search_stems(language: Option<Language>, word: &str) -> Vec<Stem> {
    if language.is_none() && is_simple(word) {
        return vec![Stem::plain(word.to_ascii_lowercase())];
    }
    stems(language, &bare(&clean(word))).unwrap_or_else(|| vec![Stem::plain(plain_form(word))])
}

/// The plain form of a word; a fast path for most words of URLs and paths.
pub(super) fn plain_of_word(word: &str) -> String {
    if is_simple(word) { word.to_ascii_lowercase() } else { plain_form(word) }
}

/// Whether a word differs from its plain form only in case.
fn is_simple(word: &str) -> bool {
    word.len() <= WORD_CHARS && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The stems of a hyphen compound as one word.
pub(super) fn joined_stems(language: Option<Language>, compound: &str) -> Vec<Stem> {
    let joined = join_parts(compound);
    stems(language, &joined).unwrap_or_else(|| vec![Stem::plain(plain_form(&joined))])
}

/// The parts of a hyphen compound as one word.
pub(super) fn join_parts(compound: &str) -> String {
    compound.split(is_hyphen).map(|part| bare(&clean(part))).collect()
}

/// The search term of a gram: the gram and the next one of its run, if any. `pair` is the text of
/// both.
pub(super) fn gram_form(gram: &str, pair: Option<&str>) -> String {
    let next = pair.and_then(|pair| pair.get(gram.len()..)).filter(|next| !next.is_empty());
    let first = plain_form(gram);
    next.map_or_else(|| first.clone(), |next| first.clone() + &plain_form(next))
}

/// The stems of a word; `None` if the word is not in the script of the language.
fn stems(language: Option<Language>, word: &str) -> Option<Vec<Stem>> {
    let language = language?;
    let lower = language.lower(word);
    if !is_written_in(language.script(), &lower) {
        return None;
    }
    let folded = fold(&lower);
    let stem = |text: String| Stem { text, letter: language.letter() };
    let mut stems = vec![stem(fold(&language.stem(&lower)))];
    if folded != lower {
        let other = stem(language.stem(&folded));
        if other != stems[0] {
            stems.push(other);
        }
    }
    Some(stems)
}

fn is_written_in(wanted: Script, word: &str) -> bool {
    let fits = |c: char| is_mark(c) || c == '\'' || (c.is_alphabetic() && script(c) == wanted);
    word.chars().all(fits) && word.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{Language, forms, forms_of_any};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_of_ascii_words_leads_where_the_long_one_does(word in "[a-zA-Z]{1,12}") {
            for language in Language::ALL.iter().copied().map(Some).chain([None]) {
                prop_assert_eq!(forms(language, &word), forms_of_any(language, &word));
            }
        }
    }
}
