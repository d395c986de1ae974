//! Makes foreign text safe to print: no control character, escape sequence or bidi override of an
//! article, a path or a query reaches a terminal. Colours are chosen elsewhere.
//!
//! The conversion is not reversible: for the exact text, use JSON, which escapes instead.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::char::is_combining_mark;

/// How many combining marks a character may carry; the rest are dropped.
pub const MARKS: usize = 8;

/// A text of several lines. Newlines are kept, a tab becomes a space, and any other character that
/// could control a terminal is shown as `<U+001B>`.
pub fn text(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

/// A text for one line, such as a name: like [`text`], but newlines are shown as `<U+000A>`.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// Whether a character could control a terminal, or change the direction of the text after it.
pub fn steers(letter: char) -> bool {
    letter.is_control() || is_bidi_control(letter) || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// The characters with the Unicode property Bidi_Control.
fn is_bidi_control(letter: char) -> bool {
    matches!(letter,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn clean(text: &str, lines: bool) -> Cow<'_, str> {
    let plain = text.is_ascii() && !text.bytes().any(|byte| steers(byte.into()));
    if plain { Cow::Borrowed(text) } else { Cow::Owned(cleaned(text, lines)) }
}

fn cleaned(text: &str, lines: bool) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    let mut marks = 0;
    for letter in text.chars() {
        marks = if is_combining_mark(letter) { marks + 1 } else { 0 };
        match letter {
            '\n' if lines => safe.push('\n'),
            '\t' => safe.push(' '),
            _ if steers(letter) => write_code(&mut safe, letter),
            _ if marks > MARKS => {}
            _ => safe.push(letter),
        }
    }
    safe
}

fn write_code(safe: &mut String, letter: char) {
    write!(safe, "<U+{:04X}>", u32::from(letter)).expect("a string takes every write");
}

#[cfg(test)]
mod tests {
    use super::{MARKS, line, text};

    fn every_character() -> impl Iterator<Item = char> {
        ('\0'..=char::MAX).filter(|letter| letter.len_utf8() > 0)
    }

    #[test]
    fn no_character_that_steers_a_terminal_gets_through() {
        let bidi: Vec<char> = "\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\
            \u{2066}\u{2067}\u{2068}\u{2069}"
            .chars()
            .collect();
        for letter in every_character() {
            let shown = text(&letter.to_string()).into_owned();
            let named = line(&letter.to_string()).into_owned();
            assert!(!shown.chars().any(|c| c != '\n' && c.is_control()), "{letter:?}");
            assert!(!named.chars().any(char::is_control), "{letter:?}");
            assert!(!shown.chars().any(|c| bidi.contains(&c)), "{letter:?}");
            assert!(!shown.is_empty(), "{letter:?} vanished");
        }
    }

    #[test]
    fn what_is_harmless_stays_as_it_is() {
        for plain in
            ["Ceasefire in Gaza\nsecond line", "O’Brien — “naïve”", "خبرگزاری می‌گوید", "東京"]
        {
            assert_eq!(text(plain), plain);
        }
    }

    #[test]
    fn escapes_overrides_and_newlines_of_names_are_shown() {
        assert_eq!(text("\u{1b}[31mred"), "<U+001B>[31mred");
        assert_eq!(text("a\u{202e}b\tc"), "a<U+202E>b c");
        assert_eq!(line("a\nb\u{85}"), "a<U+000A>b<U+0085>");
        assert_eq!(text("a\nb\u{7f}"), "a\nb<U+007F>");
    }

    #[test]
    fn a_pile_of_marks_is_cut() {
        let pile = format!("e{}x", "\u{301}".repeat(100));
        assert_eq!(text(&pile).chars().count(), 1 + MARKS + 1);
    }
}
