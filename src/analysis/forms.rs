//! The terms of a word, as they are indexed and looked up.

use super::chars::{Script, is_hyphen, is_mark, script};
use super::fold::fold;
use super::language::Language;
use super::words::{bare, clean, plain_form};
use super::{BOTH, WORD_CHARS, WRITTEN};

/// The terms of a word.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Forms {
    /// One term that serves as both search term and written term.
    Both(String),
    /// The search terms, and the written term.
    Apart(Vec<String>, String),
}

/// The terms of a word in a text of a language.
pub(super) fn forms(language: Option<Language>, word: &str) -> Forms {
    if let Some(language) = language.filter(|language| language.takes_ascii(word)) {
        return forms_of_ascii(language, word);
    }
    forms_of_any(language, word)
}

fn forms_of_any(language: Option<Language>, word: &str) -> Forms {
    let (search, written) = (search_forms(language, word), clean(word));
    match search.as_slice() {
        [one] if without_tag(one) == written => Forms::Both(both_form(one)),
        _ => Forms::Apart(search, joined(&[WRITTEN], &written)),
    }
}

/// A fast path for a short word of ASCII letters, as most words are, in a language of Latin script:
/// such a word needs no cleaning and has no accents to fold.
fn forms_of_ascii(language: Language, word: &str) -> Forms {
    let stem = fold(&language.stem(&word.to_ascii_lowercase()));
    if stem == word {
        return Forms::Both(joined(&[BOTH, language.letter()], word));
    }
    Forms::Apart(vec![joined(&[language.letter()], &stem)], joined(&[WRITTEN], word))
}

/// A word with a prefix of signs that say what kind of term it is.
fn joined(signs: &[char], word: &str) -> String {
    let mut joined = String::with_capacity(signs.len() + word.len());
    joined.extend(signs);
    joined.push_str(word);
    joined
}

/// The term that replaces a search term if the word is written exactly like it.
pub(super) fn both_form(search: &str) -> String {
    joined(&[BOTH], search)
}

/// The written word that a term stands for; `None` for markers and plain search terms.
pub fn written_word(term: &str) -> Option<&str> {
    term.strip_prefix(WRITTEN).or_else(|| term.strip_prefix(BOTH).map(without_tag))
}

/// Removes the language tag of a search term. Folded text has no other ASCII capital.
fn without_tag(search: &str) -> &str {
    search.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(search)
}

/// The search terms of a word in a text of a language: one, or two if the accents of the word
/// change its stem.
pub(super) fn search_forms(language: Option<Language>, word: &str) -> Vec<String> {
    if language.is_none() && is_simple(word) {
        return vec![word.to_ascii_lowercase()];
    }
    stems(language, &bare(&clean(word))).unwrap_or_else(|| vec![plain_form(word)])
}

/// Whether a word differs from its plain form only in case, as most words of URLs and paths do.
fn is_simple(word: &str) -> bool {
    word.len() <= WORD_CHARS && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The search terms of a hyphen compound as one word.
pub(super) fn joined_forms(language: Option<Language>, compound: &str) -> Vec<String> {
    let joined: String = compound.split(is_hyphen).map(|part| bare(&clean(part))).collect();
    stems(language, &joined).unwrap_or_else(|| vec![plain_form(&joined)])
}

/// The search term of a gram: the gram and the next one of its run, if any. `pair` is the text of
/// both.
pub(super) fn gram_form(gram: &str, pair: Option<&str>) -> String {
    let next = pair.and_then(|pair| pair.get(gram.len()..)).filter(|next| !next.is_empty());
    let first = plain_form(gram);
    next.map_or_else(|| first.clone(), |next| first.clone() + &plain_form(next))
}

/// The tagged stems of a word; `None` if the word is not in the script of the language.
fn stems(language: Option<Language>, word: &str) -> Option<Vec<String>> {
    let language = language?;
    let lower = language.lower(word);
    if !is_written_in(language.script(), &lower) {
        return None;
    }
    let folded = fold(&lower);
    let tag = |stem: &str| joined(&[language.letter()], stem);
    let mut forms = vec![tag(&fold(&language.stem(&lower)))];
    if folded != lower {
        let other = tag(&language.stem(&folded));
        if other != forms[0] {
            forms.push(other);
        }
    }
    Some(forms)
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
