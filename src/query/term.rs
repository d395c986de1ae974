//! Reads one word of a query: plain, `=exact`, a pattern with `*` and `?`, or a fuzzy word with
//! `~1`. The rules are the same inside and outside quotation marks.
//!
//! ```text
//! chunk    = piece { separator piece }            separator: , ; dashes and ideographic stops
//! piece    = [ "=" ] letters [ "~" [ digit ] ]    punctuation around it is not part of it
//! pattern  = a piece of letters, "-", "'", "." with "*", or "?" before its end
//! ```

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::query::ast::Term;

/// Something about a chunk that deserves a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// A `?` was read as punctuation.
    QuestionMark,
    /// More than two edits were asked for.
    Spelling,
    /// A `*` or `?` outside a single word was not read as a wildcard.
    Wildcard,
    /// A word combined `=`, a wildcard and `~`; it can have only one of them.
    Mixed,
}

/// The terms of one piece of a chunk; more than one if a pattern or a fuzzy word is a compound.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub terms: Vec<Term>,
    /// The byte range of the piece in the chunk.
    pub place: Range<usize>,
    pub remark: Option<Remark>,
}

/// Whether the character can be part of a word.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether the text contains anything that can be searched for.
pub(super) fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Replaces a typographic apostrophe, hyphen or minus sign by the ASCII one.
pub(super) fn straight(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '＇' | 'ʼ' => '\'',
        '\u{2010}'..='\u{2013}' | '−' | '﹣' | '－' => '-',
        _ => c,
    }
}

/// Whether the character can stand for `-` before a word that must not occur.
pub(super) fn is_minus(c: char) -> bool {
    straight(c) == '-' || c == '—'
}

/// Splits a chunk without white space or quotation marks into pieces.
pub(super) fn pieces(chunk: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = None;
    let mut rest = chunk.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map(|&(_, next)| next);
        if separates(before, c, after) {
            found.extend(piece(chunk, start..at));
            start = at + c.len_utf8();
        }
        before = Some(c);
    }
    found.extend(piece(chunk, start..chunk.len()));
    found
}

fn separates(before: Option<char>, c: char, after: Option<char>) -> bool {
    let digits = |c: Option<char>| c.is_some_and(char::is_numeric);
    match c {
        ',' => !(digits(before) && digits(after)),
        ';' | '—' | '―' | '…' | '、' | '。' | '，' | '；' | '：' | '！' | '？' | '،' | '؛'
        | '؟' => true,
        '(' | ')' | '（' | '）' => true,
        _ => false,
    }
}

fn piece(chunk: &str, place: Range<usize>) -> Option<Piece> {
    let text: String = chunk[place.clone()].chars().map(straight).collect();
    if !has_word(&text) {
        return None;
    }
    let (text, exact) = leading_equals(&text);
    let (text, edits) = trailing_edits(text);
    let pattern = find_pattern(text, edits.is_some());
    let (terms, remark) = match (pattern, edits) {
        (Some(pattern), edits) => read_pattern(pattern, edits.unwrap_or(0), exact),
        (None, Some(edits @ 1..)) => read_spelling(text, edits, exact),
        (None, Some(0) | None) => read_word(text, exact),
    };
    Some(Piece { terms, place, remark })
}

fn read_pattern(pattern: &str, edits: u8, exact: bool) -> (Vec<Term>, Option<Remark>) {
    let lone = |part: &str| part.contains(['*', '?']) && !has_word(part);
    let dropped = pattern.split(['-', '.']).any(lone);
    let remark = match () {
        () if edits > 0 || exact => Some(Remark::Mixed),
        () if dropped => Some(Remark::Wildcard),
        () => None,
    };
    let read = |part: &str| {
        let part = part.trim_matches('\'');
        match part.contains(['*', '?']) {
            true => Term::Pattern(part.into()),
            false => Term::Word(trim(part).into()),
        }
    };
    (parts(pattern).map(read).collect(), remark)
}

fn read_spelling(text: &str, edits: u8, exact: bool) -> (Vec<Term>, Option<Remark>) {
    let spelled = |part: &str| match find_pattern(part, false) {
        Some(pattern) => Term::Pattern(pattern.into()),
        None => Term::Fuzzy { word: trim(part).into(), edits: edits.min(2) },
    };
    let remark = exact.then_some(Remark::Mixed);
    (parts(text).map(spelled).collect(), remark.or((edits > 2).then_some(Remark::Spelling)))
}

fn read_word(text: &str, exact: bool) -> (Vec<Term>, Option<Remark>) {
    let word = trim(text);
    if exact {
        return (vec![Term::Exact(word.into())], None);
    }
    let remark = match () {
        () if word.contains(['*', '?']) && !word.contains("://") => Some(Remark::Wildcard),
        () if text.ends_with('?') => Some(Remark::QuestionMark),
        () => None,
    };
    (vec![Term::Word(word.into())], remark)
}

fn leading_equals(text: &str) -> (&str, bool) {
    let inner = text.trim_start_matches(|c| !is_letter(c) && !matches!(c, '=' | '*' | '?'));
    match inner.strip_prefix('=') {
        Some(rest) => (rest.trim_start_matches('='), true),
        None => (text, false),
    }
}

/// Strips all suffixes such as `~`, `~1` or `~0.8` and returns the edits of the last one; 1 if it
/// has no number.
fn trailing_edits(text: &str) -> (&str, Option<u8>) {
    let mut found = None;
    let mut rest = text;
    let first = text.find(char::is_alphanumeric).unwrap_or(text.len());
    while let Some((word, edits)) = split_edits(rest).filter(|(word, _)| word.len() > first) {
        found = found.or(Some(edits));
        rest = word;
    }
    (rest, found)
}

fn split_edits(text: &str) -> Option<(&str, u8)> {
    let end = text.trim_end_matches(|c| !is_letter(c) && !matches!(c, '~' | '#' | '+'));
    let (word, number) = end.rsplit_once('~')?;
    let numeric = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let ends = word.ends_with(|c| is_letter(c) || matches!(c, '*' | '?' | '~' | '#' | '+'));
    let edits = match number {
        "" => 1,
        _ if number.contains('.') => 3,
        _ => number.parse().unwrap_or(u8::MAX),
    };
    (numeric && ends).then_some((word, edits))
}

/// The pattern in a text, if any: `*` and `?` are wildcards only in a word or a compound.
fn find_pattern(text: &str, keep_question: bool) -> Option<&str> {
    let plain = |c: char| is_letter(c) || matches!(c, '-' | '\'' | '.' | '*' | '?');
    let is_pattern = |text: &&str| text.contains(['*', '?']) && text.chars().all(plain);
    let whole = trim_pattern(text, keep_question);
    [whole, trim_pattern(trim(text), false)].into_iter().find(is_pattern)
}

fn trim_pattern(text: &str, keep_question: bool) -> &str {
    let wild = |c: char| is_letter(c) || matches!(c, '*' | '?');
    let text = text.trim_start_matches(|c| !wild(c));
    if keep_question {
        text.trim_end_matches(|c| !wild(c))
    } else {
        text.trim_end_matches(|c| !is_letter(c) && c != '*')
    }
}

/// The words of a compound such as `anti-govern*`; a pattern never spans two words.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['-', '.']).filter(|part| has_word(part))
}

/// Strips the punctuation around a word and any `~` suffix.
fn trim(text: &str) -> &str {
    trim_punctuation(trailing_edits(trim_punctuation(text)).0)
}

/// Strips punctuation around a word; `U.S.`, `C#` and `C++` keep the punctuation that belongs to
/// them.
fn trim_punctuation(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let inner = text.trim_end_matches(|c| !is_letter(c));
    let tail = &text[inner.len()..];
    let kept = match tail.chars().next() {
        Some('.') if is_acronym(inner) => 1,
        Some('#') => 1,
        Some('+') if tail.starts_with("++") => 2,
        _ => 0,
    };
    &text[..inner.len() + kept]
}

fn is_acronym(text: &str) -> bool {
    let mut letters = text.split('.');
    text.contains('.') && letters.all(|part| part.chars().count() == 1)
}
