//! Splits a text into records, each a tree, and keeps what surrounds them. It does not interpret
//! records.

use super::lexer::{Lexer, Token};
use super::tree::{Builder, Tree, local};

/// The maximum number of elements and texts kept from outside the records, and the maximum length
/// of those texts: every record may consult them.
const OUTSIDE: (usize, usize) = (512, 4096);

/// A record: an element that occurs many times in a file.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// Its elements, starting with the record itself.
    pub tree: Tree<'a>,
    /// Its byte offset in the text.
    pub offset: usize,
    /// Whether the text ended before the record did.
    pub cut: bool,
}

/// How the reading of a text ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// The offset at which the text breaks off inside an element or markup.
    pub broken: Option<usize>,
    /// The number of records.
    pub records: usize,
    /// Whether elements were dropped because there are too many.
    pub full: bool,
}

/// Receives each record and everything read outside records so far; returning `false` stops
/// reading.
pub type Each<'e, 'a> = dyn FnMut(&Tree<'a>, Record<'a>) -> bool + 'e;

/// Hands over each element whose local name satisfies `is_record`. A record that opens inside
/// another of the same name ends that one.
pub fn records<'a>(
    text: &'a str,
    is_record: &dyn Fn(&str) -> bool,
    each: &mut Each<'_, 'a>,
) -> Ending {
    let mut lexer = Lexer::new(text);
    let outside = Builder::within(OUTSIDE);
    let mut reading = Reading { outside, inside: None, each, records: 0, full: false };
    loop {
        let offset = lexer.offset();
        let Some(token) = lexer.next() else { break };
        if !reading.take(token, offset, is_record) {
            return Ending { records: reading.records, ..Ending::default() };
        }
    }
    let open = reading.inside.is_some() || reading.outside.is_open();
    reading.hand_over(true);
    let broken = lexer.broken().or(open.then_some(text.len()));
    Ending { broken, records: reading.records, full: reading.full }
}

/// Parses a whole text as one tree under an unnamed root; also returns how parsing ended.
pub fn parse(text: &str) -> (Tree<'_>, Ending) {
    let mut lexer = Lexer::new(text);
    let mut builder = Builder::default();
    builder.open("", "");
    for token in lexer.by_ref() {
        builder.take(token);
    }
    let broken = lexer.broken().or((builder.depth() > 1).then_some(text.len()));
    let tree = builder.finish();
    let full = tree.is_full();
    (tree, Ending { broken, records: 0, full })
}

/// A walk through a text that stands inside or outside of a record.
struct Reading<'e, 'c, 'a> {
    outside: Builder<'a>,
    inside: Option<(Builder<'a>, usize)>,
    each: &'e mut Each<'c, 'a>,
    records: usize,
    full: bool,
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
        record.is_open() || self.hand_over(false)
    }

    fn hand_over(&mut self, cut: bool) -> bool {
        let Some((record, offset)) = self.inside.take() else {
            return true;
        };
        self.records += 1;
        let tree = record.finish();
        self.full |= tree.is_full();
        (self.each)(self.outside.tree(), Record { tree, offset, cut })
    }
}

#[cfg(test)]
mod tests {
    use super::records;

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
}
