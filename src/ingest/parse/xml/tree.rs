//! A small tree of elements, built for one record at a time so that a large file is never held
//! whole. It is not a document model: it knows prefixes but no namespaces, and is immutable.

use std::borrow::Cow;
use std::ops::Range;

use super::blocks::{Blocks, one_line};
use super::lexer::{Token, attributes};
use crate::ingest::parse::elements::Flow;
use crate::ingest::parse::entity::decode;

/// The maximum nesting depth; deeper content becomes text of the deepest element.
const DEPTH: usize = 256;
/// The maximum number of elements and texts of a tree; the rest is dropped.
const NODES: usize = 2_000_000;
/// The maximum length of a line, in bytes: slightly more than any field keeps, so that truncation
/// is noticed there.
const LINE: usize = 8192;

/// The elements of a record, in the order of their opening tags.
#[derive(Clone, Debug, Default)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    full: bool,
}

/// An element or a text, and the index of what follows it.
#[derive(Clone, Debug)]
struct Node<'a> {
    kind: Kind<'a>,
    end: u32,
}

#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    Element { name: &'a str, attributes: &'a str },
    Text(&'a str),
    Verbatim(&'a str),
}

/// The end of an element that is still open.
const OPEN: u32 = u32::MAX;

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    at: usize,
}

/// A tree builder.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<usize>,
    ignored: usize,
    /// The maximum number of nodes, and the maximum length of a text.
    limits: (usize, usize),
}

impl Default for Builder<'_> {
    fn default() -> Self {
        let limits = (NODES, usize::MAX);
        Builder { tree: Tree::default(), open: Vec::new(), ignored: 0, limits }
    }
}

impl<'a> Builder<'a> {
    /// A builder with limits: the maximum number of nodes, and the maximum length of a text.
    pub(super) fn within(limits: (usize, usize)) -> Builder<'a> {
        Builder { limits, ..Builder::default() }
    }

    /// The number of open elements.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    pub(super) fn tree(&self) -> &Tree<'a> {
        &self.tree
    }

    pub(super) fn take(&mut self, token: Token<'a>) {
        match token {
            Token::Open { name, attributes, empty } => {
                self.open(name, attributes);
                if empty {
                    self.close(name);
                }
            }
            Token::Close { name } => self.close(name),
            Token::Text(text) => self.leaf(Kind::Text(self.cut(text))),
            Token::Verbatim(text) => self.leaf(Kind::Verbatim(self.cut(text))),
        }
    }

    /// Whether a token opens the root element of this tree again.
    pub(super) fn reopens(&self, token: Token<'a>) -> bool {
        let first = self.tree.nodes.first().map(|node| node.kind);
        matches!((first, token), (Some(Kind::Element { name: of, .. }), Token::Open { name, .. })
            if name.eq_ignore_ascii_case(of))
    }

    pub(super) fn open(&mut self, name: &'a str, attributes: &'a str) {
        if self.open.len() >= DEPTH || self.is_full() {
            self.ignored += 1;
            return;
        }
        self.open.push(self.tree.nodes.len());
        self.tree.nodes.push(Node { kind: Kind::Element { name, attributes }, end: OPEN });
    }

    /// Closes the innermost element with this name and everything in it; does nothing if there is
    /// none.
    fn close(&mut self, name: &str) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        let named = |&at: &usize| self.tree.name(at).eq_ignore_ascii_case(name);
        if let Some(depth) = self.open.iter().rposition(named) {
            self.close_to(depth);
        }
    }

    fn close_to(&mut self, depth: usize) {
        let end = self.tree.nodes.len() as u32;
        for at in self.open.drain(depth..) {
            self.tree.nodes[at].end = end;
        }
    }

    fn leaf(&mut self, kind: Kind<'a>) {
        if !self.open.is_empty() && !self.is_full() {
            let end = self.tree.nodes.len() as u32 + 1;
            self.tree.nodes.push(Node { kind, end });
        }
    }

    fn cut(&self, text: &'a str) -> &'a str {
        &text[..text.floor_char_boundary(self.limits.1)]
    }

    fn is_full(&mut self) -> bool {
        self.tree.full |= self.tree.nodes.len() >= self.limits.0;
        self.tree.full
    }

    pub(super) fn finish(mut self) -> Tree<'a> {
        self.close_to(0);
        self.tree
    }
}

impl<'a> Tree<'a> {
    /// The first element, which contains all others of a record; `None` if the tree is empty.
    pub fn root(&self) -> Option<Element<'_, 'a>> {
        self.elements().next()
    }

    /// Every element in document order.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        self.within(0, self.nodes.len())
    }

    /// The first element with this local name.
    pub fn find(&self, name: &str) -> Option<Element<'_, 'a>> {
        self.elements().find(|element| element.is(name))
    }

    /// The number of elements and texts.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether elements were dropped because there are too many.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Whether the tree is empty.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn within(&self, start: usize, end: usize) -> impl Iterator<Item = Element<'_, 'a>> {
        (start..end).map(|at| Element { tree: self, at }).filter(|found| found.is_element())
    }

    fn name(&self, at: usize) -> &'a str {
        match self.nodes[at].kind {
            Kind::Element { name, .. } => name,
            Kind::Text(_) | Kind::Verbatim(_) => "",
        }
    }
}

impl<'t, 'a> Element<'t, 'a> {
    /// The name with its prefix.
    pub fn name(self) -> &'a str {
        self.tree.name(self.at)
    }

    /// The name without its prefix.
    pub fn local(self) -> &'a str {
        local(self.name())
    }

    /// Whether it has this local name, case-insensitive.
    pub fn is(self, name: &str) -> bool {
        self.local().eq_ignore_ascii_case(name)
    }

    /// Its attributes, prefixes kept, entities decoded.
    pub fn attributes(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let text = match self.tree.nodes[self.at].kind {
            Kind::Element { attributes, .. } => attributes,
            Kind::Text(_) | Kind::Verbatim(_) => "",
        };
        attributes(text).map(|(name, value)| (name, decode(value)))
    }

    /// The value of its first attribute with this local name.
    pub fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes()
            .find(|(found, _)| local(found).eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Its child elements.
    pub fn children(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let tree = self.tree;
        let mut at = self.at + 1;
        let end = self.end();
        let next = move || {
            let here = at;
            at = tree.nodes.get(here)?.end as usize;
            (here < end).then_some(Element { tree, at: here })
        };
        std::iter::from_fn(next).filter(|child| child.is_element())
    }

    /// Its first child with this local name.
    pub fn child(self, name: &str) -> Option<Element<'t, 'a>> {
        self.children().find(|child| child.is(name))
    }

    /// Its descendants in document order.
    pub fn inside(self) -> impl Iterator<Item = Element<'t, 'a>> {
        self.tree.within(self.at + 1, self.end())
    }

    /// Its first descendant with this local name.
    pub fn find(self, name: &str) -> Option<Element<'t, 'a>> {
        self.inside().find(|element| element.is(name))
    }

    /// Its descendants with this local name.
    pub fn all(self, name: &str) -> impl Iterator<Item = Element<'t, 'a>> {
        self.inside().filter(move |element| element.is(name))
    }

    /// Its text without tags, entities decoded.
    pub fn text(self) -> Cow<'a, str> {
        let mut texts = (self.at + 1..self.end()).filter_map(|at| self.tree.nodes[at].kind.text());
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        texts.fold(first, |whole, text| whole + text)
    }

    /// Its text on one line, if it has any.
    pub fn line(self) -> Option<String> {
        let mut line = one_line(&self.text());
        line.truncate(line.floor_char_boundary(LINE));
        super::filled(line)
    }

    /// Its paragraphs; `flow` gives the effect of each descendant on the text.
    pub fn paragraphs(self, flow: impl Fn(Element<'t, 'a>) -> Flow) -> String {
        let mut blocks = Blocks::default();
        let mut open: Vec<(usize, Flow)> = Vec::new();
        let mut at = self.at + 1;
        while at < self.end() {
            while let Some((_, flow)) = open.pop_if(|(end, _)| *end <= at) {
                blocks.edge(flow);
            }
            let node = &self.tree.nodes[at];
            at += 1;
            if let Some(text) = node.kind.text() {
                match open.iter().any(|(_, flow)| *flow == Flow::Lines) {
                    true => blocks.push_lines(&text),
                    false => blocks.push(&text),
                }
                continue;
            }
            let flow = flow(Element { tree: self.tree, at: at - 1 });
            blocks.edge(flow);
            match flow {
                Flow::Inline => {}
                Flow::Skip => at = node.end as usize,
                _ => open.push((node.end as usize, flow)),
            }
        }
        blocks.finish()
    }

    /// The range of the element and its descendants among the nodes of the tree.
    pub fn span(self) -> Range<usize> {
        self.at..self.end()
    }

    /// Whether it has child elements.
    pub fn has_children(self) -> bool {
        self.children().next().is_some()
    }

    fn is_element(self) -> bool {
        matches!(self.tree.nodes[self.at].kind, Kind::Element { .. })
    }

    fn end(self) -> usize {
        (self.tree.nodes[self.at].end as usize).min(self.tree.nodes.len())
    }
}

impl<'a> Kind<'a> {
    fn text(&self) -> Option<Cow<'a, str>> {
        match self {
            Kind::Text(text) => Some(decode(text)),
            Kind::Verbatim(text) => Some(Cow::Borrowed(text)),
            Kind::Element { .. } => None,
        }
    }
}

/// A name without its prefix.
pub fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use crate::ingest::parse::elements::flow;
    use crate::ingest::parse::xml::records::parse;

    #[test]
    fn names_are_found_whatever_their_prefix_and_case() {
        let (tree, ending) = parse("<x:a B:c='1 &amp; 2'><d>e</d>f<D>g&lt;</D></x:a>");
        let a = tree.find("a").unwrap();
        assert_eq!(a.attribute("c").as_deref(), Some("1 & 2"));
        assert_eq!(a.all("d").map(|d| d.text().into_owned()).collect::<Vec<_>>(), ["e", "g<"]);
        assert_eq!(a.text(), "efg<");
        assert_eq!(ending.broken, None);
    }

    #[test]
    fn ill_formed_elements_end_with_what_holds_them() {
        let (tree, _) = parse("<a><p>one<br>two</q></p><p>three</a><b/>");
        let a = tree.find("a").unwrap();
        assert_eq!(
            a.paragraphs(|element| flow(element.local())),
            "one
two

three"
        );
        assert_eq!(tree.root().unwrap().children().count(), 2);
    }

    #[test]
    fn deep_nesting_is_flattened() {
        let text = format!("{}deep{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        let (tree, ending) = parse(&text);
        assert_eq!(tree.elements().count(), 256);
        assert_eq!((tree.root().unwrap().text().as_ref(), ending.broken), ("deep", None));
    }
}
