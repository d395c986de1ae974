//! A page made harmless for the tree builder, which is quadratic on some pages: the work it would
//! do is estimated on the raw tags, and a page beyond the bounds is flattened first.
//! Not a parser: it sees tags, never a tree.

use std::borrow::Cow;
use std::ops::Range;

/// How much of a page is read, in bytes.
const SIZE: usize = 16 << 20;
/// How much of a page that has to be flattened is read, in bytes.
const FLAT_SIZE: usize = 4 << 20;
/// How many tags and entities of a page are read: the tree builder is slow on each.
const MARKS: usize = 250_000;
/// How deep elements may lie in each other.
const DEPTH: usize = 512;
/// How many elements the tree builder may be led to make.
const ELEMENTS: usize = 250_000;
/// How many attributes a tag keeps; each is compared with all others.
const ATTRIBUTES: usize = 256;

/// A page within the bounds, and what was given up to bring it there.
pub(super) struct Bounded<'a> {
    pub(super) html: Cow<'a, str>,
    pub(super) notes: Vec<String>,
}

/// A tag of a page, as written.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) closes: bool,
    /// The bytes from `<` to `>`.
    pub(super) place: Range<usize>,
    /// Where its attributes beyond the bound begin, if it has so many.
    excess: Option<usize>,
}

/// Brings a page within the bounds.
pub(super) fn bound(html: &str) -> Bounded<'_> {
    let mut notes = vec![];
    let kept = cut(html, SIZE);
    if kept.len() < html.len() {
        notes.push(format!("page cut after {} bytes", kept.len()));
    }
    let mut load = Load::default();
    let mut excess = vec![];
    for tag in Tags::of(kept) {
        if let Some(start) = tag.excess {
            excess.push(start..tag.place.end - 1);
        }
        if !load.takes(&tag) {
            notes.push("elements too deep or too many: read without its structure".into());
            return Bounded { html: Cow::Owned(flatten(kept)), notes };
        }
    }
    if excess.is_empty() {
        return Bounded { html: Cow::Borrowed(kept), notes };
    }
    notes.push(format!("attributes beyond {ATTRIBUTES} of a tag left out"));
    Bounded { html: Cow::Owned(without(kept, &excess)), notes }
}

/// The start of a page, as far as it is read.
fn cut(html: &str, size: usize) -> &str {
    let start = &html[..html.floor_char_boundary(size)];
    let mut marks = start.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'<' | b'&'));
    marks.nth(MARKS).map_or(start, |(at, _)| &start[..at])
}

fn without(html: &str, cuts: &[Range<usize>]) -> String {
    let (mut out, mut at) = (String::with_capacity(html.len()), 0);
    for cut in cuts {
        out.push_str(&html[at..cut.start]);
        at = cut.end;
    }
    out.push_str(&html[at..]);
    out
}

/// Keeps the metadata, the headings and the text; every other element becomes a paragraph's end.
fn flatten(html: &str) -> String {
    let html = cut(html, FLAT_SIZE);
    let (mut out, mut at) = (String::with_capacity(html.len()), 0);
    for tag in Tags::of(html) {
        out.push_str(&html[at..tag.place.start]);
        at = tag.place.end;
        match kind(tag.name) {
            _ if KEPT.iter().any(|kept| tag.name.eq_ignore_ascii_case(kept)) => {
                let whole = tag.excess.map_or(tag.place.end, |_| tag.place.start);
                out.push_str(&html[tag.place.start..whole]);
            }
            ElementKind::Formatting | ElementKind::Inline => {}
            _ if out.ends_with("<p>") => {}
            _ => out.push_str("<p>"),
        }
    }
    out.push_str(&html[at..]);
    out
}

/// The elements that a flattened page keeps: none of them is ever left open in others.
const KEPT: [&str; 9] =
    ["html", "head", "body", "meta", "link", "title", "script", "style", "time"];

/// What the tree builder has to keep in mind.
#[derive(Default)]
struct Load<'a> {
    open: Vec<&'a str>,
    /// Formatting elements whose block was closed before them: each is made again in every
    /// block that follows.
    dangling: usize,
    elements: usize,
}

impl<'a> Load<'a> {
    /// Counts a tag in; `false` if it leads beyond the bounds.
    fn takes(&mut self, tag: &Tag<'a>) -> bool {
        if tag.closes {
            self.close(tag.name);
            return true;
        }
        self.elements += 1 + self.dangling;
        if !matches!(kind(tag.name), ElementKind::Void | ElementKind::ClosedByNext) {
            self.open.push(tag.name);
        }
        self.open.len() <= DEPTH && self.elements <= ELEMENTS
    }

    fn close(&mut self, name: &str) {
        let same = |open: &&str| open.eq_ignore_ascii_case(name);
        let Some(at) = self.open.iter().rposition(same) else {
            let formatting = kind(name) == ElementKind::Formatting;
            self.dangling -= usize::from(formatting && self.dangling > 0);
            return;
        };
        let blocks = |open: &&str| kind(open) == ElementKind::Block;
        let above = &self.open[at + 1..];
        match kind(name) {
            ElementKind::Block => {
                let left = above.iter().filter(|open| kind(open) == ElementKind::Formatting);
                self.dangling += left.count();
                self.open.truncate(at);
            }
            _ if above.iter().any(blocks) => {}
            _ => self.open.truncate(at),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ElementKind {
    /// Has no end tag.
    Void,
    /// Its end tag is mostly left out, and it never nests in itself without a block between.
    ClosedByNext,
    /// Made again by the tree builder when a block ends before it.
    Formatting,
    Block,
    Inline,
}

fn kind(name: &str) -> ElementKind {
    let mut lower = [0u8; 12];
    let Some(lower) = lower.get_mut(..name.len()) else { return ElementKind::Inline };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link"
        | b"meta" | b"param" | b"source" | b"track" | b"wbr" | b"frame" => ElementKind::Void,
        b"p" | b"li" | b"dt" | b"dd" | b"option" | b"optgroup" | b"tr" | b"td" | b"th"
        | b"thead" | b"tbody" | b"tfoot" | b"html" | b"head" | b"body" => ElementKind::ClosedByNext,
        b"a" | b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"nobr" | b"s" | b"small"
        | b"strike" | b"strong" | b"tt" | b"u" => ElementKind::Formatting,
        b"address" | b"article" | b"aside" | b"blockquote" | b"button" | b"center" | b"details"
        | b"div" | b"dl" | b"fieldset" | b"figcaption" | b"figure" | b"footer" | b"form"
        | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"header" | b"main" | b"nav" | b"ol"
        | b"object" | b"pre" | b"section" | b"select" | b"summary" | b"table" | b"template"
        | b"ul" => ElementKind::Block,
        _ => ElementKind::Inline,
    }
}

/// The tags of a page in order; what stands in scripts, styles and comments is passed over.
pub(super) struct Tags<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    pub(super) fn of(html: &'a str) -> Tags<'a> {
        Tags { html, at: 0 }
    }

    fn tag(&mut self, start: usize) -> Option<Tag<'a>> {
        let bytes = self.html.as_bytes();
        let closes = bytes.get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(closes);
        if !bytes.get(name_start)?.is_ascii_alphabetic() {
            return None;
        }
        let name_end = self.html[name_start..]
            .find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
            .map_or(bytes.len(), |length| name_start + length);
        let (end, excess) = attributes_end(bytes, name_end);
        self.at = end;
        let name = &self.html[name_start..name_end];
        if !closes {
            self.pass_raw_text(name);
        }
        Some(Tag { name, closes, place: start..end, excess })
    }

    /// Scripts and the like end only at their own end tag.
    fn pass_raw_text(&mut self, name: &str) {
        const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "noembed", "iframe"];
        if !RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            return;
        }
        let ends = |at: &usize| {
            self.html
                .as_bytes()
                .get(at + 2..at + 2 + name.len())
                .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
        };
        let ended = self.html[self.at..].match_indices("</").map(|(at, _)| self.at + at).find(ends);
        self.at = ended.unwrap_or(self.html.len());
    }

    fn pass_comment(&mut self, start: usize) {
        let rest = &self.html[start..];
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        self.at = rest.find(end).map_or(self.html.len(), |at| start + at + end.len());
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.at + self.html.get(self.at..)?.find('<')?;
            match self.html.as_bytes().get(start + 1) {
                Some(b'!' | b'?') => self.pass_comment(start),
                _ => match self.tag(start) {
                    Some(tag) => return Some(tag),
                    None => self.at = start + 1,
                },
            }
        }
    }
}

/// Where a tag ends, and where its attributes beyond the bound begin.
fn attributes_end(bytes: &[u8], from: usize) -> (usize, Option<usize>) {
    let (mut at, mut count, mut excess) = (from, 0, None);
    let (mut fresh, mut valued) = (true, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, excess),
            b'"' | b'\'' if valued => {
                let quoted = bytes[at + 1..].iter().position(|&b| b == byte);
                at = quoted.map_or(bytes.len(), |length| at + 1 + length);
                (fresh, valued) = (true, false);
            }
            b'=' if !fresh => valued = true,
            b' ' | b'\t' | b'\n' | b'\r' | 12 | b'/' => fresh = !valued,
            _ => {
                if fresh && !valued {
                    count += 1;
                    if count == ATTRIBUTES + 1 {
                        excess = Some(at);
                    }
                }
                (fresh, valued) = (false, false);
            }
        }
        at += 1;
    }
    (bytes.len(), excess)
}
