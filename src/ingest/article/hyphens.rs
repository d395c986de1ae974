//! Rejoins words hyphenated at line ends, for every format. The formats themselves join lines into
//! paragraphs.

use std::borrow::Cow;
use std::collections::HashSet;

/// Marks of a broken word: hyphens, the soft hyphen, and the sign that OCR programs mistake one
/// for.
const MARKS: [char; 4] = ['-', '\u{2010}', '\u{ad}', '¬'];

/// Prefixes that usually keep their hyphen.
const PREFIXES: [&str; 10] =
    ["well", "self", "ex", "non", "half", "all", "ill", "quasi", "vice", "cross"];

/// Words that follow a hyphen that replaces the end of a compound: `Nord- und Südkai`.
const JOINING: [&str; 8] = ["und", "oder", "bis", "en", "of", "och", "og", "ja"];

/// Whether a character marks a word that continues on the next line.
pub fn is_mark(c: char) -> bool {
    MARKS.contains(&c)
}

/// Rejoins the words of a text that are broken at line ends. The hyphen stays if a compound is more
/// likely: if the text contains it, if both parts are words of the text, after a prefix that
/// usually has one, after a digit, or unless a lower-case letter follows.
pub fn joined(text: &str) -> Cow<'_, str> {
    let mut words = None;
    let mut joined = String::new();
    let mut kept = 0;
    for (end, _) in text.match_indices('\n') {
        let Some((at, mark)) = mark_before(text, end).filter(|(at, _)| *at >= kept) else {
            continue;
        };
        let Some((first, second, next)) = parts(text, at, end) else { continue };
        let known = words.get_or_insert_with(|| Words::of(text));
        joined.push_str(&text[kept..at]);
        let plain = matches!(mark, '-' | '\u{2010}');
        if JOINING.contains(&second) {
            joined.push_str("- ");
        } else if plain && known.is_compound(first, second) {
            joined.push('-');
        }
        kept = next;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    joined.push_str(&text[kept..]);
    Cow::Owned(joined)
}

/// The mark at the end of the line that ends at byte `end`, with its offset.
fn mark_before(text: &str, end: usize) -> Option<(usize, char)> {
    let line = text[..end].trim_end_matches([' ', '\t', '\r']);
    let (at, mark) = line.char_indices().next_back()?;
    is_mark(mark).then_some((at, mark))
}

/// The two parts of the word broken by the mark at `at`, and the offset of the second, on the line
/// after the one that ends at `end`.
fn parts(text: &str, at: usize, end: usize) -> Option<(&str, &str, usize)> {
    let rest = text[end + 1..].trim_start_matches([' ', '\t']);
    let letter = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
    let before = &text[..at];
    let first = &before[before.trim_end_matches(letter).len()..];
    let second = &rest[..rest.len() - rest.trim_start_matches(letter).len()];
    let whole = !first.is_empty() && !second.is_empty();
    whole.then(|| (first, second, text.len() - rest.len()))
}

/// The words and compounds of a text, in lower case.
struct Words(HashSet<String>);

impl Words {
    fn of(text: &str) -> Words {
        let outer = |c: char| !c.is_alphanumeric();
        let (mut words, mut broken) = (HashSet::new(), false);
        for word in text.split_whitespace() {
            // The parts of a broken word are not words of the text.
            let part = std::mem::replace(&mut broken, word.ends_with(is_mark)) || broken;
            let bare = word.trim_matches(outer);
            if !part && !bare.is_empty() {
                words.insert(bare.to_lowercase());
            }
        }
        Words(words)
    }

    /// Whether two parts are more likely a compound with a hyphen than one word.
    fn is_compound(&self, first: &str, second: &str) -> bool {
        if !second.starts_with(char::is_lowercase) || first.ends_with(|c: char| c.is_numeric()) {
            return true;
        }
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        let whole = |word: &str| word.chars().count() >= 3 && self.0.contains(word);
        !self.0.contains(&format!("{first}{second}"))
            && (self.0.contains(&format!("{first}-{second}"))
                || PREFIXES.contains(&first.as_str())
                || whole(&first) && whole(&second))
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_word_broken_at_a_line_end_is_whole_again() {
        for (text, whole) in [
            ("the inter-\nnational com-\n  mittee", "the international committee"),
            ("it was car\u{ad}\nried and de¬\nclared", "it was carried and declared"),
            ("der Hafen-\nmeister", "der Hafenmeister"),
            (
                "a harbour-master, the harbour-\nmaster said",
                "a harbour-master, the harbour-master said",
            ),
            (
                "a harbourmaster, the harbour-\nmaster said",
                "a harbourmaster, the harbourmaster said",
            ),
            ("the well-\nknown quay", "the well-known quay"),
            ("the years 1898-\n99", "the years 1898-99"),
            ("Nord-\nund Südkai", "Nord- und Südkai"),
            ("Baden-\nBaden", "Baden-Baden"),
            ("one -\ntwo", "one -\ntwo"),
            ("a list-\n\nnext", "a list-\n\nnext"),
            ("no end-", "no end-"),
        ] {
            assert_eq!(joined(text), whole, "{text}");
        }
    }
}
