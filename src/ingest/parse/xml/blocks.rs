//! Converts markup into paragraphs: tags end paragraphs and lines, white space does not. It does
//! not select the main text of a web page: it converts all input.

use super::lexer::{Lexer, Token};
use crate::ingest::parse::elements::{Flow, flow};
use crate::ingest::parse::entity::decode;

/// A paragraph builder: white space collapses, and of adjacent breaks the strongest wins.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    text: String,
    pending: Gap,
}

/// The separator between the last word and the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Block,
}

impl Blocks {
    /// Adds inline text with entities already decoded.
    pub fn push(&mut self, text: &str) {
        let mut words = text.split_whitespace();
        let Some(first) = words.next() else {
            self.gap(if text.is_empty() { Gap::None } else { Gap::Space });
            return;
        };
        if text.starts_with(char::is_whitespace) {
            self.gap(Gap::Space);
        }
        self.word(first);
        for word in words {
            self.gap(Gap::Space);
            self.word(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.gap(Gap::Space);
        }
    }

    /// Adds text with significant line ends: an empty line ends a paragraph.
    pub fn push_lines(&mut self, text: &str) {
        for (number, line) in text.split_inclusive('\n').enumerate() {
            self.push(line);
            let empty = number > 0 && line.trim().is_empty();
            if line.ends_with('\n') {
                self.gap(if empty { Gap::Block } else { Gap::Line });
            }
        }
    }

    /// Adds the break at the start or the end of an element.
    pub fn edge(&mut self, flow: Flow) {
        self.gap(match flow {
            Flow::Inline | Flow::Skip => Gap::None,
            Flow::Cell => Gap::Cell,
            Flow::Line => Gap::Line,
            Flow::Item | Flow::Block | Flow::Lines => Gap::Block,
        });
    }

    /// The paragraphs, separated by blank lines.
    pub fn finish(self) -> String {
        self.text
    }

    fn gap(&mut self, gap: Gap) {
        self.pending = self.pending.max(gap);
    }

    fn word(&mut self, word: &str) {
        let gap = std::mem::take(&mut self.pending);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Cell => "  ",
                Gap::Line => "\n",
                Gap::Block => "\n\n",
            });
        }
        self.text.push_str(word);
    }
}

/// The paragraphs of an HTML fragment, however ill-formed.
pub fn html(text: &str) -> String {
    stream(text, false)
}

/// The paragraphs of an HTML fragment in which blank lines end paragraphs, too.
pub fn html_with_lines(text: &str) -> String {
    stream(text, true)
}

/// The paragraphs of a text that may be HTML or plain.
pub fn html_or_plain(text: &str) -> String {
    if is_html(text) { html(text) } else { plain(&decode(text)) }
}

/// Whether an element of HTML or NITF with this name is inline.
pub fn is_running(name: &str) -> bool {
    const RUNNING: [&str; 22] = [
        "person", "org", "location", "chron", "num", "money", "a", "b", "i", "u", "em", "strong",
        "span", "img", "sub", "sup", "small", "font", "code", "tt", "cite", "abbr",
    ];
    RUNNING.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

/// Whether a text contains an HTML tag.
pub fn is_html(text: &str) -> bool {
    let known = |name: &str| flow(name) != Flow::Inline || is_running(name);
    Lexer::new(text).any(
        |token| matches!(token, Token::Open { name, .. } | Token::Close { name } if known(name)),
    )
}

fn stream(text: &str, with_lines: bool) -> String {
    let mut blocks = Blocks::default();
    let mut lexer = Lexer::new(text);
    let mut lines = usize::from(with_lines);
    let mut closed = true;
    while let Some(token) = lexer.next() {
        match token {
            Token::Open { name, empty, .. } => {
                let flow = flow(name);
                blocks.edge(flow);
                match flow {
                    // For a tag that is never closed, search to the end only once.
                    Flow::Skip if !empty && closed => closed = lexer.skip_raw(name),
                    Flow::Lines => lines += 1,
                    _ => {}
                }
            }
            Token::Close { name } => {
                let flow = flow(name);
                blocks.edge(flow);
                lines = lines.saturating_sub(usize::from(flow == Flow::Lines));
            }
            Token::Text(text) if lines > 0 => blocks.push_lines(&decode(text)),
            Token::Text(text) => blocks.push(&decode(text)),
            Token::Verbatim(text) => blocks.push(text),
        }
    }
    blocks.finish()
}

/// The text of an HTML fragment on one line.
pub fn html_line(text: &str) -> String {
    one_line(&html(text))
}

/// Replaces every run of white space by one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a text set by hand: a blank line ends one, and an indented line begins one
/// unless most lines are indented (a table).
pub fn plain(text: &str) -> String {
    let lines: Vec<(usize, &str)> = text.lines().map(|line| (indent(line), line.trim())).collect();
    let filled = || lines.iter().filter(|(_, line)| !line.is_empty());
    let least = filled().map(|(indent, _)| *indent).min().unwrap_or(0);
    let indented = filled().filter(|(indent, _)| *indent > least).count();
    let marks = indented * 3 <= filled().count() * 2;
    let mut blocks = Blocks::default();
    for (indent, line) in &lines {
        let opens = line.is_empty() || marks && *indent > least;
        blocks.gap(if opens { Gap::Block } else { Gap::Line });
        blocks.push(line);
    }
    blocks.finish()
}

/// The indentation of a line; a tab counts as eight.
fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::{html, html_line, plain};

    #[test]
    fn html_becomes_paragraphs() {
        let text = "<h2>Tide</h2><p>High <b>wa</b>ter &amp; wind<br>in  the\nnight.</p><script>if (a<b) x()\
                    </script>after<ul><li>one<li>two</ul>";
        assert_eq!(html(text), "Tide\n\nHigh water & wind\nin the night.\n\nafter\n\none\n\ntwo");
        assert_eq!(html_line("a<p>b"), "a b");
        assert_eq!(html("safe<object> text<iframe> on"), "safe text on");
    }

    #[test]
    fn tables_keep_their_rows_and_preformatted_text_its_lines() {
        let text = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>";
        assert_eq!(html(text), "a  b\nc");
        assert_eq!(html("<pre>one\ntwo\n\nthree</pre>four"), "one\ntwo\n\nthree\n\nfour");
    }

    #[test]
    fn indented_lines_begin_paragraphs_of_plain_text() {
        assert_eq!(
            plain("  First\nmore\n  Second\nmore\n\nThird"),
            "First\nmore\n\nSecond\nmore\n\nThird"
        );
        assert_eq!(plain("Shr\n  1 2\n  3 4\n  5 6"), "Shr\n1 2\n3 4\n5 6");
        assert_eq!(plain("\n\n"), "");
    }
}
