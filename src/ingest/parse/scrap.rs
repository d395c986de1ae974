//! The whole text of a scrap of HTML, such as a newsletter or a chapter: paragraphs parted by a blank
//! line. What of a web page is its article is not asked here.

use std::collections::HashMap;

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

/// How many names of characters are looked up for one scrap.
const NAMES: usize = 4096;

/// Names of characters and what they stand for, each looked up once.
type Names = HashMap<String, Option<String>>;

/// The text of a scrap of HTML.
pub fn text(html: &str) -> String {
    let mut names = Names::new();
    let mut push = |paragraphs: &mut [String], text: &str| push(paragraphs, text, &mut names);
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
fn push(paragraphs: &mut [String], text: &str, names: &mut Names) {
    let Some(last) = paragraphs.last_mut() else { return };
    let resolved = resolve(text, names);
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

/// A text with its character references resolved; those that are none stay.
fn resolve(text: &str, names: &mut Names) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(34).position(|byte| byte == b';');
        let name = end.and_then(|end| rest.get(1..end));
        match name.and_then(|name| Some((look_up(name, names)?, name.len() + 2))) {
            Some((meaning, length)) => {
                resolved.push_str(&meaning);
                rest = &rest[length..];
            }
            None => {
                resolved.push('&');
                rest = &rest[1..];
            }
        }
    }
    resolved.push_str(rest);
    resolved
}

fn look_up(name: &str, names: &mut Names) -> Option<String> {
    if let Some(known) = names.get(name) {
        return known.clone();
    }
    let meaning = if names.len() < NAMES { reference(name) } else { None };
    if names.len() < NAMES {
        names.insert(name.to_string(), meaning.clone());
    }
    meaning
}

/// What a reference without its `&` and `;` stands for.
pub fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|c| *c != '\0').map(String::from);
    }
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) || name.is_empty() {
        return None;
    }
    let written = format!("&{name};");
    let known = dom_query::Document::fragment(&*written).text().to_string();
    (known != written).then_some(known)
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
