//! Converts a line of Markdown to plain text: removes emphasis, link addresses, list and quote
//! marks, and HTML. It works line by line, so that no document causes recursion.

use super::{entity, markup};

/// The text of a line of Markdown.
pub fn line(line: &str) -> String {
    let trimmed = line.trim();
    if is_rule(trimmed) || trimmed.starts_with("```") {
        return String::new();
    }
    let text = trimmed.trim_start_matches(['>', ' ']);
    let text = text
        .strip_prefix("- ")
        .or(text.strip_prefix("+ "))
        .or(text.strip_prefix("* "))
        .unwrap_or(text);
    let text = unlinked(text);
    let text = unmarked(&text);
    if markup::is_markup(&text) {
        markup::to_text(&text)
    } else {
        entity::decode(&text).into_owned()
    }
}

/// A line that only draws a horizontal rule or separates the head of a table.
fn is_rule(line: &str) -> bool {
    let marks = |set: &str| line.len() >= 3 && line.chars().all(|c| set.contains(c));
    marks("- ") || marks("* ") || marks("_ ") || line.starts_with('|') && marks("|-: ")
}

/// Replaces `[text](address)` and `![text](address)` by the text, and `<https://...>` by the
/// address.
fn unlinked(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let (before, inside) = (&rest[..open], &rest[open + 1..]);
        let Some((label, after)) = link(inside) else {
            text.push_str(&rest[..open + 1]);
            rest = inside;
            continue;
        };
        text.push_str(before.strip_suffix('!').unwrap_or(before));
        text.push_str(label);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The label of a link and the text after the link, given the text after its `[`.
fn link(inside: &str) -> Option<(&str, &str)> {
    let close = inside.find(']')?;
    let (label, after) = (&inside[..close], &inside[close + 1..]);
    let target = after.strip_prefix('(')?;
    let mut depth = 1;
    for (place, byte) in target.bytes().enumerate().take(4096) {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((label.trim_start_matches('['), &target[place + 1..]));
        }
    }
    None
}

/// Removes marks of emphasis and code, and backslash escapes.
fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.char_indices().peekable();
    let (mut before, mut open) = (' ', false);
    // A mark without a partner is literal: the asterisk of a footnote, an accent.
    let lone = |mark: char| text.matches(mark).count() == 1 && !text.starts_with(mark);
    let (star, tick, last) = (lone('*'), lone('`'), last_closing(text));
    while let Some((place, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let kept = match c {
            '\\' if next.is_ascii_punctuation() => {
                plain.push(next);
                before = next;
                characters.next();
                continue;
            }
            '*' => star || before.is_whitespace() && next.is_whitespace(),
            '`' => tick,
            '~' => next != '~' && before != '~',
            '_' => {
                let run = text[place..].find(|c| c != '_').unwrap_or(text.len() - place);
                let next = text[place + run..].chars().next().unwrap_or(' ');
                let kept = is_underline([before, next], &mut open, last.is_some_and(|l| l > place));
                plain.push_str(&text[place..place + if kept { run } else { 0 }]);
                before = c;
                characters.by_ref().take(run - 1).for_each(|_| {});
                continue;
            }
            _ => true,
        };
        if kept {
            plain.push(c);
        }
        before = c;
    }
    plain
}

/// Whether an underscore between two characters is literal rather than a mark of emphasis: within
/// words, in handles and addresses (`@_ann_`), and if no partner follows.
fn is_underline([before, next]: [char; 2], open: &mut bool, closed: bool) -> bool {
    let starts = before.is_whitespace() || "([{\"'“‘*~>|—–-".contains(before);
    match next.is_alphanumeric() {
        true => {
            *open |= starts && closed;
            !(starts && closed)
        }
        false => before.is_whitespace() || !std::mem::take(open),
    }
}

/// The last underscore that can close an emphasis: after a word, and not before one.
fn last_closing(text: &str) -> Option<usize> {
    let ends = |place: &usize| {
        let mut before = text[..*place].chars().rev().skip_while(|c| *c == '_');
        let mut next = text[*place..].chars().skip_while(|c| *c == '_');
        before.next().is_some_and(|c| !c.is_whitespace())
            && !next.next().is_some_and(char::is_alphanumeric)
    };
    text.rmatch_indices('_').map(|(place, _)| place).take(64).find(ends)
}

#[cfg(test)]
mod tests {
    use super::line;
    use proptest::prelude::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (written, read) in [
            ("**Published:** 2016-02-26", "Published: 2016-02-26"),
            ("> A [storm](https://example.org/a_(b)) came", "A storm came"),
            ("![the quay](q.png)", "the quay"),
            ("- snake_case and *two* words", "snake_case and two words"),
            ("3 * 4 \\* 5", "3 * 4 * 5"),
            ("__two__ and _one_.", "two and one."),
            ("by ann__field of @_ann_ (_of course_)", "by ann__field of @_ann_ (of course)"),
            (
                "https://quay.example/?v=_ec4j #tide _sea_level",
                "https://quay.example/?v=_ec4j #tide _sea_level",
            ),
            ("a [b] c", "a [b] c"),
            ("the harbour* closed", "the harbour* closed"),
            ("`pesh and zabar", "pesh and zabar"),
            ("zabar and `pesh", "zabar and `pesh"),
            ("<p>One</p>", "\n\nOne\n\n"),
            ("* * *", ""),
            ("|---|:-:|", ""),
        ] {
            assert_eq!(line(written), read, "{written}");
        }
    }

    proptest! {
        #[test]
        fn no_line_panics(text in "[\\[\\]()!*_`~\\\\<>a é-]{0,60}") {
            line(&text);
        }
    }
}
