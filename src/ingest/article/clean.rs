//! Cleans plain text: control characters, whitespace, paragraphs. [`crate::ingest::parse::markup`]
//! handles markup.

use crate::analysis::sentences;

/// The maximum size of a body in bytes: 16 MiB.
pub const MAX_BODY: usize = 16 << 20;
/// The note on an article whose body is cut.
pub const CUT: &str = "the text was cut at 16 MiB";
/// The maximum size of a title in bytes: 4 KiB.
pub const MAX_TITLE: usize = 4 << 10;

/// Cleans a body: separates paragraphs by one blank line, collapses runs of spaces, and removes
/// control characters and invisible characters such as soft hyphens.
pub fn body(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut breaks = 0;
    let mut after_return = false;
    let mut space = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let returned = std::mem::replace(&mut after_return, c == '\r');
        if c.is_ascii_graphic() {
            // Most of most texts: a run at a time.
            let (run, after) = rest.split_at(graphic(rest));
            separate(&mut tidy, std::mem::take(&mut breaks), std::mem::take(&mut space));
            tidy.push_str(run);
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '\n' if returned => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{C}' | '\u{B}' => breaks += 1,
            '\u{2029}' => breaks += 2,
            c if c.is_whitespace() => space = true,
            c if is_dropped(c) => {}
            c => {
                separate(&mut tidy, std::mem::take(&mut breaks), std::mem::take(&mut space));
                tidy.push(c);
            }
        }
    }
    tidy
}

/// The number of graphic ASCII characters at the start of a text.
fn graphic(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_graphic).count()
}

fn separate(tidy: &mut String, breaks: usize, space: bool) {
    if tidy.is_empty() {
        return;
    }
    match breaks {
        0 if space => tidy.push(' '),
        0 => {}
        1 => tidy.push('\n'),
        _ => tidy.push_str("\n\n"),
    }
}

/// Cleans a single line: collapses whitespace, line breaks included, and removes control
/// characters.
pub fn line(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut space = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Most of most texts: a run at a time.
        let length = graphic(rest).max(c.len_utf8());
        let (run, after) = rest.split_at(length);
        rest = after;
        if c.is_whitespace() {
            space = true;
        } else if !is_dropped(c) {
            separate(&mut tidy, 0, std::mem::take(&mut space));
            tidy.push_str(run);
        }
    }
    tidy
}

/// Whether a character is never part of a text: control characters and invisible ones.
fn is_dropped(c: char) -> bool {
    c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{AD}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Truncates a text to at most `bytes` bytes at a character boundary, and returns whether it was
/// longer.
pub fn cut(text: &mut String, bytes: usize) -> bool {
    let longer = text.len() > bytes;
    if longer {
        text.truncate(text.floor_char_boundary(bytes));
    }
    longer
}

/// Whether a character belongs to a script without spaces between words (Han, Hiragana, Katakana).
pub fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFF)
}

/// Whether a text in a script without spaces has spaces between its words, as tokenised text does.
pub fn is_spaced(text: &str) -> bool {
    let (mut ideographs, mut spaces) = (0, 0);
    let mut before = [' '; 2];
    for c in text.chars().take(600) {
        ideographs += u32::from(is_ideograph(c));
        spaces += u32::from(before[1] == ' ' && is_ideograph(before[0]) && is_ideograph(c));
        before = [before[1], c];
    }
    ideographs >= 20 && spaces * 5 >= ideographs
}

/// Removes the spaces next to characters of a script without spaces.
pub fn unspaced(text: &str) -> String {
    let joins = |c: char| is_ideograph(c) || matches!(c as u32, 0x3000..=0x303F | 0xFF00..=0xFFEF);
    let mut joined = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        let between = joins(before) || characters.peek().is_some_and(|&next| joins(next));
        if c != ' ' || !between {
            joined.push(c);
        }
        before = c;
    }
    joined
}

/// The first sentence of a text, cut between words at about `most` characters.
pub fn first_sentence(text: &str, most: usize) -> String {
    let paragraph = text.trim_start().split("\n\n").next().unwrap_or("");
    let head: String = line(paragraph).chars().take(most * 4).collect();
    let sentence = &head[..sentences(&head).first().map_or(0, |first| first.end)];
    if sentence.chars().count() <= most {
        return sentence.trim_end_matches(['.', '。', ' ']).to_string();
    }
    let cut: usize = sentence.chars().take(most).map(char::len_utf8).sum();
    let words = sentence[..cut].rfind(' ').filter(|&space| space > cut / 2).unwrap_or(cut);
    format!("{}…", sentence[..words].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::{body, cut, first_sentence, is_spaced, line, unspaced};
    use proptest::prelude::*;

    #[test]
    fn paragraphs_are_kept_and_everything_between_them_is_not() {
        assert_eq!(body("\r\n a \u{7} b\r\nc\r\n\r\n\r\n \t\r\nd\u{AD}e \n"), "a b\nc\n\nde");
        assert_eq!(line(" a\n b\u{1b}[0m\t\u{FEFF}c "), "a b[0m c");
    }

    #[test]
    fn the_spaces_of_a_tokenised_text_go_and_those_between_latin_words_stay() {
        let tokens = "港 で 1 月 31 日 、 嵐 が 来 た。 Blue Harbour の 船 は 出 なかっ た と 町 の 人 が 言う 。";
        assert!(is_spaced(tokens));
        let joined = "港で1月31日、嵐が来た。Blue Harbourの船は出なかったと町の人が言う。";
        assert_eq!(unspaced(tokens), joined);
        assert!(!is_spaced(joined));
        assert!(!is_spaced("東京 大阪 京都"));
    }

    #[test]
    fn a_first_sentence_stops_at_its_full_stop_or_between_words() {
        assert_eq!(first_sentence("The U.S. fleet left. It rained.", 80), "The U.S. fleet left");
        assert_eq!(first_sentence("港口关闭。今天下雨。", 80), "港口关闭");
        assert_eq!(first_sentence("One two three four", 11), "One two…");
        assert_eq!(first_sentence("", 80), "");
    }

    proptest! {
        #[test]
        fn tidy_text_stays_as_it_is(text in "\\PC{0,40}[\r\n\t ]{0,4}\\PC{0,40}", at in 0usize..90) {
            let once = body(&text);
            prop_assert_eq!(&body(&once), &once);
            let mut short = once;
            cut(&mut short, at);
            prop_assert!(short.len() <= at);
            first_sentence(&short, at);
        }
    }
}
