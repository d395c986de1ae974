//! Converts HTML fragments, such as a field of a record or a newsletter, into text: removes tags,
//! keeps paragraphs, decodes entities. It does not find articles in a page;
//! [`crate::ingest::format::html`] does.

use super::elements::{Flow, flow};
use super::entity::decode;
use crate::ingest::article::clean;

/// What separates the cells of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cells {
    /// A space: a table holds data.
    Spaced,
    /// A blank line: a table lays out a page, as in newsletters.
    Paragraphs,
}

/// Elements that show that a text is HTML, besides those that [`flow`] knows.
const RUNNING: [&str; 16] = [
    "a", "abbr", "b", "cite", "code", "em", "font", "html", "i", "img", "small", "span", "strong",
    "sub", "sup", "u",
];

/// Whether a text holds tags of HTML, rather than a `<` here and there.
pub fn is_markup(text: &str) -> bool {
    let tags = text.match_indices('<').filter_map(|(place, _)| tag(&text[place..]));
    let is_html = |name: &str| flow(name) != Flow::Inline || RUNNING.contains(&name);
    tags.take(64).any(|tag| is_html(&tag.name))
}

/// The text of a piece of HTML: paragraphs separated by a blank line.
pub fn to_text(html: &str) -> String {
    text(html, Cells::Spaced)
}

fn text(html: &str, cells: Cells) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(place) = rest.find('<') {
        text.push_str(&decode(&rest[..place]).replace(['\n', '\r', '\t'], " "));
        rest = &rest[place..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if let Some(tag) = tag(rest) {
            rest = pass(&tag, &rest[tag.length..], cells, &mut text);
        } else {
            text.push('<');
            rest = &rest[1..];
        }
    }
    text.push_str(&decode(rest).replace(['\n', '\r', '\t'], " "));
    text
}

/// The text of a page with a table layout, such as a newsletter or a chapter: cleaned, and without
/// the padding characters of newsletter previews.
pub fn layout(html: &str) -> String {
    let mut text = text(html, Cells::Paragraphs);
    text.retain(|c| !matches!(c, '\u{200c}' | '\u{34f}'));
    clean::body(&text)
}

/// Writes the effect of a tag; returns the text after it, or after its element if that is skipped.
fn pass<'a>(tag: &Tag, rest: &'a str, cells: Cells, text: &mut String) -> &'a str {
    let name = tag.name.as_str();
    let flow = flow(name);
    text.push_str(match flow {
        _ if name == "br" => "\n",
        Flow::Cell if cells == Cells::Spaced => " ",
        Flow::Inline | Flow::Skip => "",
        Flow::Cell | Flow::Line | Flow::Item | Flow::Block | Flow::Lines => "\n\n",
    });
    if tag.closes || flow != Flow::Skip {
        return rest;
    }
    let lower = |place: usize| {
        let close = rest.get(place + 2..place + 2 + name.len());
        close.is_some_and(|close| close.eq_ignore_ascii_case(name))
    };
    let close = rest.match_indices("</").map(|(place, _)| place).find(|&place| lower(place));
    close.map_or("", |place| &rest[place..])
}

struct Tag {
    name: String,
    closes: bool,
    length: usize,
}

/// Parses the tag at the start of a text, if there is one.
fn tag(text: &str) -> Option<Tag> {
    let inside = text.strip_prefix('<')?;
    if inside.starts_with(['!', '?']) {
        let length = inside.find('>')? + 2;
        return Some(Tag { name: "!".into(), closes: false, length });
    }
    let closes = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != ':' && c != '-')?;
    let (name, attributes) = inside.split_at(name_end);
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() <= 32;
    if !named || !attributes.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/') {
        return None;
    }
    let end = tag_end(attributes)?;
    let length = text.len() - attributes.len() + end;
    Some(Tag { name: name.to_ascii_lowercase(), closes, length })
}

/// The end of a tag: after its first `>` outside quotation marks, within 64 KiB.
fn tag_end(attributes: &str) -> Option<usize> {
    let mut quote = None;
    for (place, byte) in attributes.bytes().enumerate().take(1 << 16) {
        match (byte, quote) {
            (b'>', None) => return Some(place + 1),
            (b'"' | b'\'', None)
                if attributes.as_bytes()[..place].trim_ascii_end().ends_with(b"=") =>
            {
                quote = Some(byte);
            }
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{is_markup, layout, to_text};
    use crate::ingest::article::clean;
    use proptest::prelude::*;

    #[test]
    fn tags_go_and_paragraphs_stay() {
        let html = "<p>One <b>ship</b>\nleft.</p><p>Two<br/>came &amp; stayed.</p><ul><li>a<li>b</ul>\
                    <script>if (a < b) x();</script><!-- <p>no --><img alt='>' src=x>end";
        assert_eq!(
            clean::body(&to_text(html)),
            "One ship left.\n\nTwo\ncame & stayed.\n\na\n\nb\n\nend"
        );
    }

    #[test]
    fn the_cells_of_a_layout_are_paragraphs() {
        let html = "<table><tr><td>One</td><TD>Two<br>lines</TD></table>";
        assert_eq!(layout(html), "One\n\nTwo\nlines");
        assert_eq!(clean::body(&to_text(html)), "One Two\nlines");
    }

    #[test]
    fn a_sign_is_not_a_tag() {
        assert!(!is_markup("3 < 4 and 5 > 2, <3 and <john@example.org>"));
        assert!(is_markup("One<br>two"));
        assert_eq!(to_text("3 < 4 <3 <john@example.org>"), "3 < 4 <3 <john@example.org>");
    }

    proptest! {
        #[test]
        fn nothing_that_looks_like_markup_panics(html in "[<>/!a-z\"'=& ;#é\\-]{0,60}") {
            is_markup(&html);
            to_text(&html);
        }
    }
}
