//! A tolerant lexer of tags for XML, SGML and HTML. It never fails, ignores DTDs and expands
//! nothing; whatever is not markup is text. It does not track nesting.

/// The maximum number of attributes read from a tag.
const ATTRIBUTES: usize = 256;

/// A token, borrowed from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `<name attributes>` or `<name attributes/>`.
    Open {
        /// The name with its prefix.
        name: &'a str,
        /// The text between the name and the end of the tag.
        attributes: &'a str,
        /// Whether the tag closes itself.
        empty: bool,
    },
    /// `</name>`.
    Close {
        /// The name with its prefix.
        name: &'a str,
    },
    /// Text with entities not yet decoded.
    Text(&'a str),
    /// The contents of a CDATA section, which has no entities.
    Verbatim(&'a str),
}

/// Splits a text into tokens; skips comments, declarations and processing instructions.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    text: &'a str,
    at: usize,
    broken: Option<usize>,
}

impl<'a> Lexer<'a> {
    /// A lexer at the start of a text.
    pub fn new(text: &'a str) -> Lexer<'a> {
        Lexer { text, at: 0, broken: None }
    }

    /// The byte offset of the next token.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The byte offset of markup that the end of the text truncates.
    pub fn broken(&self) -> Option<usize> {
        self.broken
    }

    /// Skips raw text, such as a script, up to the closing tag of `name`; if it is never closed,
    /// skips nothing and returns `false`.
    pub fn skip_raw(&mut self, name: &str) -> bool {
        let rest = self.rest();
        let closes = |at: usize| {
            rest[at + 2..].get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
        };
        let end = rest.match_indices("</").map(|(at, _)| at).find(|&at| closes(at));
        self.at += end.unwrap_or(0);
        end.is_some()
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Takes text up to the next `<` that begins markup.
    fn characters(&mut self) -> Token<'a> {
        let rest = self.rest();
        let starts = |at: usize| begins_markup(&rest[at..]);
        let end = rest.match_indices('<').map(|(at, _)| at).find(|&at| starts(at));
        let end = end.unwrap_or(rest.len());
        self.at += end;
        Token::Text(&rest[..end])
    }

    /// Takes the text between `open`, at the current position, and `close`.
    fn enclosed(&mut self, open: &str, close: &str) -> &'a str {
        let rest = &self.rest()[open.len()..];
        let Some(end) = rest.find(close) else {
            self.broken = self.broken.or(Some(self.at));
            self.at = self.text.len();
            return rest;
        };
        self.at += open.len() + end + close.len();
        &rest[..end]
    }

    /// Skips `<!DOCTYPE ...>` including its internal subset in brackets.
    fn declaration(&mut self) {
        let rest = self.rest();
        match rest.find(['[', '>']) {
            Some(at) if rest.as_bytes()[at] == b'[' => {
                self.at += at;
                self.subset();
                self.enclosed("", ">");
            }
            _ => _ = self.enclosed("<!", ">"),
        }
    }

    /// Skips `[ ... ]`; comments and quoted values inside may contain brackets.
    fn subset(&mut self) {
        while let Some(at) = self.rest().find([']', '<', '"', '\'']) {
            self.at += at;
            let rest = self.rest();
            match rest.as_bytes()[0] {
                b']' => {
                    self.at += 1;
                    return;
                }
                b'<' if rest.starts_with("<!--") => _ = self.enclosed("<!--", "-->"),
                b'<' if rest.starts_with("<?") => _ = self.enclosed("<?", "?>"),
                b'<' => self.at += 1,
                b'"' => _ = self.enclosed("\"", "\""),
                _ => _ = self.enclosed("'", "'"),
            }
        }
        self.broken = self.broken.or(Some(self.at));
        self.at = self.text.len();
    }

    fn close_tag(&mut self) -> Token<'a> {
        let rest = &self.rest()[2..];
        let end = rest.find(['>', '<']).unwrap_or(rest.len());
        self.end_tag(2 + end);
        Token::Close { name: rest[..end].trim() }
    }

    fn open_tag(&mut self) -> Token<'a> {
        let rest = &self.rest()[1..];
        let name = rest.find(|c: char| !in_name(c)).unwrap_or(rest.len());
        let end = name + tag_length(&rest[name..]);
        self.end_tag(1 + end);
        let inside = &rest[name..end];
        let attributes = inside.strip_suffix('/').unwrap_or(inside);
        Token::Open { name: &rest[..name], attributes, empty: attributes.len() < inside.len() }
    }

    /// Skips a tag of `length` bytes and its `>`, which may be missing before another tag or the
    /// end.
    fn end_tag(&mut self, length: usize) {
        let rest = &self.rest()[length..];
        if rest.is_empty() {
            self.broken = self.broken.or(Some(self.at));
        }
        self.at += length + usize::from(rest.starts_with('>'));
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if !begins_markup(rest) {
                return Some(self.characters());
            }
            match rest.as_bytes()[1] {
                b'/' => return Some(self.close_tag()),
                b'?' => _ = self.enclosed("<?", ">"),
                b'!' if rest.starts_with("<![CDATA[") => {
                    return Some(Token::Verbatim(self.enclosed("<![CDATA[", "]]>")));
                }
                b'!' if rest.starts_with("<!--") => _ = self.enclosed("<!--", "-->"),
                b'!' => self.declaration(),
                _ => return Some(self.open_tag()),
            }
        }
    }
}

/// Whether a text starts with markup: `<` and a name, `/` and a name, `!`, or `?`.
fn begins_markup(text: &str) -> bool {
    let mut chars = text.chars();
    if chars.next() != Some('<') {
        return false;
    }
    match chars.next() {
        Some('/') => chars.next().is_some_and(starts_name),
        Some('!') => chars.next().is_some_and(|c| c == '-' || c == '[' || c.is_ascii_alphabetic()),
        Some('?') => true,
        Some(c) => starts_name(c) && !is_address(text),
        None => false,
    }
}

/// Whether `<` opens an e-mail or web address in angle brackets, as in plain text.
fn is_address(text: &str) -> bool {
    let end = text[1..].find(|c: char| !in_name(c)).map_or(text.len(), |end| end + 1);
    text[end..].starts_with('@') || text[..end].ends_with(':') && text[end..].starts_with("//")
}

fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == ':'
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.')
}

/// The length of a tag after its name: up to the first `>` or `<` outside quotes. A quote that is
/// never closed does not count.
fn tag_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    let mut after_equals = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' | b'<' => return at,
            b'"' | b'\'' if after_equals => {
                let quote = if byte == b'"' { '"' } else { '\'' };
                at += rest[at + 1..].find(quote).map_or(0, |length| length + 1);
                after_equals = false;
            }
            b'=' => after_equals = true,
            _ if byte.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        at += 1;
    }
    bytes.len()
}

/// The attributes of a tag: prefixed names, and values with entities not yet decoded.
pub fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (name, value, after) = attribute(rest)?;
        rest = after;
        Some((name, value))
    })
    .take(ATTRIBUTES)
}

/// The first attribute, its value, and the rest.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/' || c == '=');
    let end = text.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if name.is_empty() {
        return None;
    }
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return Some((name, "", rest));
    };
    let value = value.trim_start();
    let quoted = value.chars().next().filter(|&c| c == '"' || c == '\'');
    let closed = quoted.and_then(|quote| value[1..].split_once(quote));
    let (value, rest) = closed
        .unwrap_or_else(|| value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())));
    Some((name, value, rest))
}

#[cfg(test)]
mod tests {
    use super::{Lexer, Token, attributes};

    fn shown(text: &str) -> String {
        let piece = |token| match token {
            Token::Open { name, attributes, empty } => {
                format!("<{name}|{}{}>", attributes.trim(), if empty { "/" } else { "" })
            }
            Token::Close { name } => format!("</{name}>"),
            Token::Text(text) => text.to_owned(),
            Token::Verbatim(text) => format!("[{text}]"),
        };
        Lexer::new(text).map(piece).collect()
    }

    #[test]
    fn declarations_comments_and_instructions_are_passed_over() {
        let text = "<?xml version='1.0'?><!-- <a> --><!DOCTYPE a [<!ENTITY b ']>'>]><a/>";
        assert_eq!(shown(text), "<a|/>");
        assert_eq!(shown("<!DOCTYPE a SYSTEM \"x.dtd\"><a>"), "<a|>");
    }

    #[test]
    fn what_is_not_markup_is_text() {
        for text in ["1 < 2 and 3 > 2", "a <- b", "<", "<ann@example.org>", "<http://example.org>"]
        {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn a_quoted_value_may_hold_the_end_of_a_tag() {
        assert_eq!(shown("<a b='>' c=\"<\">x</a >"), "<a|b='>' c=\"<\">x</a>");
        assert_eq!(shown("<a b=\"never closed>x"), "<a|b=\"never closed>x");
        assert_eq!(shown("<F P=105>x<br/>"), "<F|P=105>x<br|/>");
    }

    #[test]
    fn a_cut_piece_of_markup_is_told_with_its_place() {
        for text in ["ab<c d='e'", "ab<![CDATA[c", "ab<!-- c", "ab<!DOCTYPE c [", "ab</c"] {
            let mut lexer = Lexer::new(text);
            while lexer.next().is_some() {}
            assert!(lexer.broken().is_some_and(|at| at >= 2), "{text}");
        }
    }

    #[test]
    fn attributes_are_read_in_all_their_spellings() {
        let text = " a='1' b = \"2\" c=3 d e=\"open f='6'";
        let found: Vec<(&str, &str)> = attributes(text).collect();
        let expected = [("a", "1"), ("b", "2"), ("c", "3"), ("d", ""), ("e", "\"open"), ("f", "6")];
        assert_eq!(found, expected);
    }
}
