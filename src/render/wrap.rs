//! Wraps a text with marked ranges into lines of a given width. It counts columns, not characters,
//! and breaks lines at spaces, after wide characters (whose scripts use no spaces), and inside a
//! word only if it must.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::safe;

/// A character that is safe to print, and whether it is marked.
type Marked = (char, bool);

/// A run of characters that are all marked or all unmarked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters, safe to print.
    pub text: String,
    /// Whether they are marked.
    pub marked: bool,
}

/// Makes a text safe and wraps it into lines of at most `width` columns; `marks` are byte ranges.
pub fn wrap(text: &str, marks: &[Range<usize>], width: usize) -> Vec<Vec<Run>> {
    let width = width.max(8);
    let mut lines = vec![];
    for (start, line) in lines_of(text) {
        lines.extend(fill(&marked(line, start, marks), width).into_iter().map(runs));
    }
    lines
}

/// Makes a text safe and returns it as one line of runs, however long; `marks` are byte ranges.
pub fn runs_of(text: &str, marks: &[Range<usize>]) -> Vec<Run> {
    runs(&marked(text, 0, marks))
}

/// The width of a text in columns; the text must be safe to print already.
pub fn columns(text: &str) -> usize {
    text.chars().map(|letter| letter.width().unwrap_or(0)).sum()
}

/// Truncates a text to at most `width` columns, with an ellipsis if something was cut off.
pub fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_string();
    }
    let mut kept = String::new();
    let mut used = 1;
    for letter in text.chars() {
        used += letter.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(letter);
    }
    kept.push('…');
    kept
}

fn lines_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n').scan(0, |start, line| {
        let here = *start;
        *start += line.len() + 1;
        Some((here, line))
    })
}

/// The characters of one line of a marked text; the line starts at byte `start`.
fn marked(line: &str, start: usize, marks: &[Range<usize>]) -> Vec<Marked> {
    let mut letters = vec![];
    let mut from = 0;
    let boundaries = marks.iter().flat_map(|mark| [mark.start, mark.end]);
    let boundaries = boundaries.filter_map(|place| place.checked_sub(start));
    let inside = boundaries.filter(|&place| place <= line.len() && line.is_char_boundary(place));
    for to in inside.chain([line.len()]) {
        if to > from {
            let is_marked = marks.iter().any(|mark| mark.contains(&(start + from)));
            letters.extend(safe::line(&line[from..to]).chars().map(|letter| (letter, is_marked)));
            from = to;
        }
    }
    letters
}

fn fill(letters: &[Marked], width: usize) -> Vec<&[Marked]> {
    let mut lines = vec![];
    let mut start = 0;
    while start < letters.len() {
        let end = end_of_line(&letters[start..], width) + start;
        lines.push(trimmed(&letters[start..end]));
        start = end;
    }
    if lines.is_empty() { vec![&[]] } else { lines }
}

/// The length of the next line in characters, up to the last possible break.
fn end_of_line(letters: &[Marked], width: usize) -> usize {
    let (mut used, mut end) = (0, 0);
    for (place, &(letter, _)) in letters.iter().enumerate() {
        used += letter.width().unwrap_or(0);
        if used > width && letter != ' ' {
            return if end > 0 { end } else { place.max(1) };
        }
        if letter == ' ' || letter.width() == Some(2) {
            end = place + 1;
        }
    }
    letters.len()
}

fn trimmed(line: &[Marked]) -> &[Marked] {
    let end = line.iter().rposition(|&(letter, _)| letter != ' ').map_or(0, |place| place + 1);
    &line[..end]
}

fn runs(line: &[Marked]) -> Vec<Run> {
    let alike = line.chunk_by(|(_, one), (_, other)| one == other);
    let run = |run: &[Marked]| Run {
        text: run.iter().map(|(letter, _)| letter).collect(),
        marked: run.first().is_some_and(|&(_, marked)| marked),
    };
    alike.map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::{columns, cut, wrap};

    fn lines(text: &str, width: usize) -> Vec<String> {
        let whole = |line: Vec<super::Run>| line.into_iter().map(|run| run.text).collect();
        wrap(text, &[], width).into_iter().map(whole).collect()
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(lines("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        assert_eq!(lines("aaaaaaaaaaaa b", 8), ["aaaaaaaa", "aaaa b"]);
    }

    #[test]
    fn wide_characters_break_anywhere_and_count_twice() {
        assert_eq!(lines("東京都知事選挙", 8), ["東京都知", "事選挙"]);
        assert_eq!(columns("東京"), 4);
        assert_eq!(cut("東京都知事", 7), "東京都…");
    }

    #[test]
    fn marks_survive_the_breaking_of_lines() {
        let wrapped = wrap("one two three four", std::slice::from_ref(&(4..13)), 9);
        let marked: Vec<_> = wrapped.iter().flatten().filter(|run| run.marked).collect();
        assert_eq!(marked.len(), 2);
        assert_eq!((marked[0].text.as_str(), marked[1].text.as_str()), ("two", "three"));
    }
}
