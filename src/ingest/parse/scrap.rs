//! The whole text of a scrap of HTML, such as a newsletter or a chapter: paragraphs parted by a blank
//! line. What of a web page is its article is not asked here.

use super::entity::decode;

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 28] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "tr",
];
/// Elements whose text is not for reading.
const UNREAD: [&str; 5] = ["head", "script", "style", "template", "noscript"];

/// The text of a scrap of HTML.
pub fn text(html: &str) -> String {
    let mut paragraphs = vec![String::new()];
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push(&mut paragraphs, &rest[..open]);
        rest = &rest[open..];
        match tag(rest) {
            Some((name, length)) => {
                let closing = rest.starts_with("</");
                mark(&mut paragraphs, &name);
                rest = &rest[length..];
                if !closing && UNREAD.contains(&name.as_str()) {
                    rest = behind(rest, &name);
                }
            }
            None => {
                push(&mut paragraphs, "<");
                rest = &rest[1..];
            }
        }
    }
    push(&mut paragraphs, rest);
    let filled = paragraphs.iter().map(|paragraph| paragraph.trim());
    filled.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The name of the tag, comment or declaration at the start of a text, and its length.
fn tag(text: &str) -> Option<(String, usize)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some(("!".into(), comment.find("-->").map_or(text.len(), |end| end + 7)));
    }
    let inside = text[1..].trim_start_matches('/');
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
        return None;
    }
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let length = text.find('>').map_or(text.len(), |end| end + 1);
    Some((name.to_ascii_lowercase(), length))
}

/// What follows the end of an element that is not read.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    let end = text.match_indices("</").find(|(at, _)| {
        text.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name))
    });
    end.map_or("", |(at, _)| &text[at..])
}

fn mark(paragraphs: &mut Vec<String>, name: &str) {
    let last = paragraphs.last_mut().filter(|last| !last.is_empty());
    match last {
        Some(_) if BLOCKS.contains(&name) => paragraphs.push(String::new()),
        Some(last) if name == "br" => last.push('\n'),
        _ => {}
    }
}

/// Adds running text: white space is one space, character references are resolved.
fn push(paragraphs: &mut [String], text: &str) {
    let Some(last) = paragraphs.last_mut() else { return };
    let resolved = decode(text);
    let mut spaced = last.is_empty() || last.ends_with(char::is_whitespace);
    for character in resolved.chars() {
        let space = character.is_whitespace();
        if space && !spaced {
            last.push(' ');
        } else if !space && !matches!(character, '\u{200b}' | '\u{200c}' | '\u{ad}' | '\u{34f}') {
            last.push(character);
        }
        spaced = space;
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn paragraphs_are_kept_and_scripts_are_not_read() {
        let html = "<style>p { x }</style><p>One  <b>ferry</b>\n left.</p><div>Two<br>came &amp; \
                    stayed&hellip; &#x41;</div><SCRIPT>if (a < b) {}</script><!-- no --><li>x";
        assert_eq!(text(html), "One ferry left.\n\nTwo\ncame & stayed… A\n\nx");
    }

    #[test]
    fn what_is_no_markup_stays() {
        assert_eq!(text("3 < 4 &c; R&D <"), "3 < 4 &c; R&D <");
        assert_eq!(text("<p"), "");
        assert_eq!(text("a<script>b"), "a");
    }
}
