//! The text of a part of a page, as a reader sees its lines and paragraphs. It leaves out what is
//! never text; what is not the article's it does not know.

use dom_query::{NodeData, NodeRef};

use crate::ingest::article::dates;
use crate::ingest::parse::elements::{Flow, flow};

/// Elements whose content is not text of the page, besides those that [`flow`] skips.
const SILENT: [&str; 7] = ["embed", "textarea", "audio", "video", "button", "map", "dialog"];

/// The text below a node: paragraphs separated by a blank line, lines within one by a line end.
/// Elements for which `skip` holds are left out with all that is in them.
pub(super) fn prose(node: &NodeRef<'_>, skip: &dyn Fn(&NodeRef<'_>, &str) -> bool) -> String {
    let mut writer = Writer::default();
    // A stack of its own, for a page may nest deeper than ours allows to recurse.
    let mut steps = vec![Step::Enter(*node)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(gap, preformatted) => {
                writer.gap(gap);
                writer.preformatted -= usize::from(preformatted);
            }
            Step::Enter(node) => enter(node, &mut writer, &mut steps, skip),
        }
    }
    writer.out
}

/// How many lines that tell the day and the writer a text begins with at the most.
const HEAD_LINES: usize = 4;

/// A text without the lines at its head that tell the day or name only its writers.
pub(super) fn without_head_lines<'t>(text: &'t str, writers: &[String]) -> &'t str {
    let mut rest = text;
    for _ in 0..HEAD_LINES {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let bare = line.trim().trim_start_matches("By ").trim_start_matches("by ");
        let about =
            writers.iter().any(|writer| bare == writer.trim()) || dates::line(line).is_some();
        if !about || after.trim().is_empty() {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Gap, bool),
}

fn enter<'a>(
    node: NodeRef<'a>,
    writer: &mut Writer,
    steps: &mut Vec<Step<'a>>,
    skip: &dyn Fn(&NodeRef<'_>, &str) -> bool,
) {
    if node.is_text() {
        node.query(|node| {
            if let NodeData::Text { contents } = &node.data {
                writer.text(contents);
            }
        });
        return;
    }
    let name = node.node_name().unwrap_or_default();
    let flow = flow(&name);
    let silent = flow == Flow::Skip || SILENT.contains(&&*name);
    if node.is_comment() || node.is_doctype() || silent || skip(&node, &name) {
        return;
    }
    if &*name == "br" {
        return writer.line_break();
    }
    let gap = gap_of(&name, flow);
    writer.gap(gap);
    let preformatted = flow == Flow::Lines;
    writer.preformatted += usize::from(preformatted);
    steps.push(Step::Leave(gap, preformatted));
    steps.extend(node.children_it(true).map(Step::Enter));
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

fn gap_of(name: &str, flow: Flow) -> Gap {
    match (flow, name) {
        (Flow::Block | Flow::Lines, _) | (_, "html") => Gap::Paragraph,
        (Flow::Line | Flow::Item, _) | (_, "legend") => Gap::Line,
        (Flow::Cell, _) | (_, "img" | "input" | "label") => Gap::Space,
        (Flow::Inline | Flow::Skip, _) => Gap::None,
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    pending: Gap,
    preformatted: usize,
}

impl Writer {
    fn gap(&mut self, gap: Gap) {
        self.pending = self.pending.max(gap);
    }

    /// Two line breaks in a row are how old pages end a paragraph.
    fn line_break(&mut self) {
        let again = self.pending >= Gap::Line;
        self.gap(if again { Gap::Paragraph } else { Gap::Line });
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.preformatted > 0 => self.line_break(),
                '\u{00ad}' | '\u{200b}' | '\u{feff}' => {}
                c if c.is_whitespace() || (c.is_control() && c != '\u{85}') => self.gap(Gap::Space),
                c => self.letter(c),
            }
        }
    }

    fn letter(&mut self, c: char) {
        if !self.out.is_empty() {
            self.out.push_str(match self.pending {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.pending = Gap::None;
        self.out.push(c);
    }
}

/// The text below a node on one line.
pub(super) fn line(node: &NodeRef<'_>) -> String {
    one_line(&prose(node, &|_, _| false))
}

/// A text with every run of white space made one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
