//! A small tree of elements, built for one record at a time so that a large file is never held
//! whole. It is no document model: it has no namespaces beyond prefixes, and it cannot be changed.

use std::borrow::Cow;
use std::ops::Range;

use super::blocks::{Blocks, Flow, one_line};
use super::entity::decode;
use super::lexer::{Lexer, Token, attributes};

/// The deepest nesting that is kept; what lies deeper counts as text of the deepest element.
const DEPTH: usize = 256;
/// The most elements and texts of a tree; what follows is left out.
const NODES: usize = 2_000_000;

/// The elements of a record, in the order of their opening tags.
#[derive(Clone, Debug, Default)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
}

/// An element or a text, and where what comes after it begins.
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

/// A record: an element of which a file holds many.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// Its elements, the record itself first.
    pub tree: Tree<'a>,
    /// Where it starts in the text, in bytes.
    pub offset: usize,
    /// Whether the end of the text came before the end of the record.
    pub cut: bool,
}

/// How the reading of a text ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// Where the text breaks off inside an element or a piece of markup.
    pub broken: Option<usize>,
    /// How many records there were.
    pub records: usize,
}

/// Takes each record and all that was read outside of records until then; `false` ends the reading.
pub type Each<'e, 'a> = dyn FnMut(&Tree<'a>, Record<'a>) -> bool + 'e;

/// Hands over each element for whose local name `is_record` holds. A record that opens inside
/// another of the same name ends it.
pub fn records<'a>(
    text: &'a str,
    is_record: &dyn Fn(&str) -> bool,
    each: &mut Each<'_, 'a>,
) -> Ending {
    let mut lexer = Lexer::new(text);
    let mut reading = Reading { outside: Builder::default(), inside: None, each, records: 0 };
    loop {
        let offset = lexer.offset();
        let Some(token) = lexer.next() else { break };
        if !reading.take(token, offset, is_record) {
            return Ending { broken: None, records: reading.records };
        }
    }
    let open = reading.inside.is_some() || !reading.outside.open.is_empty();
    reading.hand_over(true);
    Ending { broken: lexer.broken().or(open.then_some(text.len())), records: reading.records }
}

/// All of a text as one tree, under a root of its own without a name; and how it ended.
pub fn parse(text: &str) -> (Tree<'_>, Ending) {
    let mut lexer = Lexer::new(text);
    let mut builder = Builder::default();
    builder.open("", "");
    for token in lexer.by_ref() {
        builder.take(token);
    }
    let broken = lexer.broken().or((builder.open.len() > 1).then_some(text.len()));
    (builder.finish(), Ending { broken, records: 0 })
}

/// A walk through a text that stands inside or outside of a record.
struct Reading<'e, 'c, 'a> {
    outside: Builder<'a>,
    inside: Option<(Builder<'a>, usize)>,
    each: &'e mut Each<'c, 'a>,
    records: usize,
}

impl<'a> Reading<'_, '_, 'a> {
    fn take(&mut self, token: Token<'a>, offset: usize, is_record: &dyn Fn(&str) -> bool) -> bool {
        if self.inside.as_ref().is_some_and(|(record, _)| record.reopens(token))
            && !self.hand_over(false)
        {
            return false;
        }
        if self.inside.is_none()
            && matches!(token, Token::Open { name, .. } if is_record(local(name)))
        {
            self.inside = Some((Builder::default(), offset));
        }
        let Some((record, _)) = &mut self.inside else {
            self.outside.take(token);
            return true;
        };
        record.take(token);
        !record.open.is_empty() || self.hand_over(false)
    }

    fn hand_over(&mut self, cut: bool) -> bool {
        let Some((record, offset)) = self.inside.take() else {
            return true;
        };
        self.records += 1;
        (self.each)(&self.outside.tree, Record { tree: record.finish(), offset, cut })
    }
}

/// A tree in the making.
#[derive(Debug, Default)]
struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<usize>,
    ignored: usize,
}

impl<'a> Builder<'a> {
    fn take(&mut self, token: Token<'a>) {
        match token {
            Token::Open { name, attributes, empty } => {
                self.open(name, attributes);
                if empty {
                    self.close(name);
                }
            }
            Token::Close { name } => self.close(name),
            Token::Text(text) => self.leaf(Kind::Text(text)),
            Token::Verbatim(text) => self.leaf(Kind::Verbatim(text)),
        }
    }

    /// Whether a token opens the element that this tree is of once more.
    fn reopens(&self, token: Token<'a>) -> bool {
        let first = self.tree.nodes.first().map(|node| node.kind);
        matches!((first, token), (Some(Kind::Element { name: of, .. }), Token::Open { name, .. })
            if name.eq_ignore_ascii_case(of))
    }

    fn open(&mut self, name: &'a str, attributes: &'a str) {
        if self.open.len() >= DEPTH || self.tree.full() {
            self.ignored += 1;
            return;
        }
        self.open.push(self.tree.nodes.len());
        self.tree.nodes.push(Node { kind: Kind::Element { name, attributes }, end: OPEN });
    }

    /// Closes the innermost element of this name with all in it; no element, no effect.
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
        if !self.open.is_empty() && !self.tree.full() {
            let end = self.tree.nodes.len() as u32 + 1;
            self.tree.nodes.push(Node { kind, end });
        }
    }

    fn finish(mut self) -> Tree<'a> {
        self.close_to(0);
        self.tree
    }
}

impl<'a> Tree<'a> {
    /// The first element, which holds all others of a record; nothing before it was read.
    pub fn root(&self) -> Option<Element<'_, 'a>> {
        self.elements().next()
    }

    /// Every element, outer before inner.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        self.within(0, self.nodes.len())
    }

    /// The first element of this local name.
    pub fn find(&self, name: &str) -> Option<Element<'_, 'a>> {
        self.elements().find(|element| element.is(name))
    }

    /// Whether some elements were left out because there are too many.
    pub fn full(&self) -> bool {
        self.nodes.len() >= NODES
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

    /// Whether it has this local name, in any case of letters.
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

    /// The value of its first attribute of this local name.
    pub fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes()
            .find(|(found, _)| local(found).eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The elements directly in it.
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

    /// The first element of this local name directly in it.
    pub fn child(self, name: &str) -> Option<Element<'t, 'a>> {
        self.children().find(|child| child.is(name))
    }

    /// The elements in it, at any depth, in the order of their opening tags.
    pub fn inside(self) -> impl Iterator<Item = Element<'t, 'a>> {
        self.tree.within(self.at + 1, self.end())
    }

    /// The first element of this local name in it, at any depth.
    pub fn find(self, name: &str) -> Option<Element<'t, 'a>> {
        self.inside().find(|element| element.is(name))
    }

    /// The elements of this local name in it, at any depth.
    pub fn all(self, name: &str) -> impl Iterator<Item = Element<'t, 'a>> {
        self.inside().filter(move |element| element.is(name))
    }

    /// Its text as it stands, entities decoded, tags left out.
    pub fn text(self) -> Cow<'a, str> {
        let mut texts = (self.at + 1..self.end()).filter_map(|at| self.tree.nodes[at].kind.text());
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        texts.fold(first, |whole, text| whole + text)
    }

    /// Its text in one line, if it has any.
    pub fn line(self) -> Option<String> {
        super::filled(one_line(&self.text()))
    }

    /// Its paragraphs, where `flow` says what each element in it does to the text.
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

    /// Where it and all in it stand among the elements and texts of the tree.
    pub fn span(self) -> Range<usize> {
        self.at..self.end()
    }

    /// Whether elements stand in it.
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
    use super::super::blocks::flow;
    use super::{parse, records};

    #[test]
    fn records_come_one_by_one_with_what_stood_before_them() {
        let text = "<feed><title>Tide</title><item>a</item><item/><item>b<item>c</feed>";
        let mut seen = Vec::new();
        let ending = records(text, &|name| name == "item", &mut |outside, record| {
            assert_eq!(
                outside.find("title").and_then(|title| title.line()).as_deref(),
                Some("Tide")
            );
            seen.push((record.offset, record.tree.root().unwrap().text().into_owned()));
            true
        });
        let expected = [(25, "a"), (39, ""), (46, "b"), (53, "c")];
        assert_eq!(seen, expected.map(|(offset, text)| (offset, text.to_owned())));
        assert_eq!((ending.records, ending.broken), (4, Some(text.len())));
    }

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
