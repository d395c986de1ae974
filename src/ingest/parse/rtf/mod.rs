//! Parses Rich Text Format: turns control words, groups and text into paragraphs and document
//! properties. Pictures, objects, notes, headers and hidden text are skipped.
//! <https://www.biblioscape.com/rtf15_spec.htm>

mod destination;
mod lexer;

use std::collections::HashMap;

use crate::ingest::source::charset::codec::Codec;
use destination::Destination;
use lexer::{Lexer, Token};

/// The maximum nesting depth of groups; deeper groups are read as part of the deepest.
const DEPTH: usize = 1000;
/// The maximum number of fonts and styles.
const TABLE: usize = 4096;

/// A parsed document.
#[derive(Debug, Default, PartialEq)]
pub struct Rtf {
    /// The paragraphs, including empty ones.
    pub paragraphs: Vec<Paragraph>,
    /// The document properties.
    pub info: Info,
}

/// A paragraph and the name of its style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The text, with tabs between the cells of a row.
    pub text: String,
    /// Whether its style is that of a title or of a first-level heading.
    pub titled: bool,
}

/// The properties of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Keywords.
    pub keywords: String,
    /// The day it was made, as `2018-03-20`.
    pub created: String,
    /// The day it was last changed.
    pub revised: String,
}

/// Whether bytes begin like RTF.
pub fn is_rtf(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Parses a document as far as possible.
pub fn read(bytes: &[u8]) -> Rtf {
    let mut reader = Reader::default();
    let mut lexer = Lexer::new(bytes);
    while let Some(token) = lexer.next() {
        reader.take(token, &mut lexer);
    }
    reader.finish()
}

/// State that lasts until its group ends.
#[derive(Clone, Copy, Debug)]
struct State {
    destination: Destination,
    /// The number of fallback characters after a Unicode character, for readers without Unicode.
    fallback: usize,
    font: Option<i32>,
    hidden: bool,
    deleted: bool,
}

impl Default for State {
    fn default() -> State {
        State {
            destination: Destination::Body,
            fallback: 1,
            font: None,
            hidden: false,
            deleted: false,
        }
    }
}

#[derive(Default)]
struct Reader {
    done: Rtf,
    state: State,
    outer: Vec<State>,
    deeper: usize,
    /// Whether an unknown destination may be skipped.
    optional: bool,
    page: Option<Codec>,
    default_font: Option<i32>,
    fonts: HashMap<i32, Codec>,
    titles: Vec<i32>,
    /// The number of the font or style whose table entry is being read.
    entry: i32,
    name: String,
    /// Bytes in the document's charset that are not yet decoded.
    bytes: Vec<u8>,
    /// The first half of a surrogate pair.
    half: Option<u32>,
    /// The number of fallback characters still to be skipped.
    passed: usize,
    paragraph: Paragraph,
}

impl Reader {
    fn take(&mut self, token: Token<'_>, lexer: &mut Lexer<'_>) {
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Byte(byte) => self.byte(byte),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word("bin", length) => {
                let length = length.and_then(|length| usize::try_from(length).ok());
                lexer.skip(length.unwrap_or(0));
            }
            Token::Word(word, number) => self.word(word, number),
        }
    }

    fn open(&mut self) {
        self.flush();
        self.passed = 0;
        match self.outer.len() < DEPTH {
            true => self.outer.push(self.state),
            false => self.deeper += 1,
        }
    }

    fn close(&mut self) {
        self.flush();
        self.passed = 0;
        self.optional = false;
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if self.state.destination == Destination::Styles {
            self.style();
        }
        if let Some(outer) = self.outer.pop() {
            self.state = outer;
        }
    }

    fn byte(&mut self, byte: u8) {
        match self.passed {
            0 => self.bytes.push(byte),
            _ => self.passed -= 1,
        }
    }

    fn symbol(&mut self, symbol: u8) {
        if symbol == b'*' {
            self.optional = true;
            return;
        }
        if self.passed > 0 {
            self.passed -= 1;
            return;
        }
        self.flush();
        match symbol {
            b'~' => self.push('\u{A0}'),
            b'_' => self.push('-'),
            b'\n' | b'\r' => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        self.flush();
        if word == "u" {
            self.unicode(number.unwrap_or(0));
            return;
        }
        if self.passed > 0 {
            self.passed -= 1;
            return;
        }
        let optional = std::mem::take(&mut self.optional);
        if let Some(inner) = self.state.destination.within(word, optional) {
            self.state.destination = inner;
            return;
        }
        match word {
            "par" | "sect" | "page" | "column" | "row" | "nestrow" => self.end_paragraph(),
            "line" | "lbr" => self.push('\n'),
            "tab" | "cell" | "nestcell" => self.push('\t'),
            _ => match character(word) {
                Some(character) => self.push(character),
                None => self.setting(word, number),
            },
        }
    }

    /// Applies a control word that affects how the following text is read.
    fn setting(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        match word {
            "ansicpg" => self.page = number.and_then(codec),
            "mac" => self.page = codec(10_000),
            "pc" => self.page = codec(437),
            "pca" => self.page = codec(850),
            "deff" => self.default_font = number,
            "uc" => self.state.fallback = number.unwrap_or(1).clamp(0, 64) as usize,
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "plain" => (self.state.hidden, self.state.font) = (false, None),
            "pard" => self.paragraph.titled = false,
            "outlinelevel" => self.paragraph.titled |= number == Some(0),
            "f" if self.state.destination == Destination::Fonts => {
                self.entry = number.unwrap_or(0);
            }
            "f" => self.state.font = number,
            "fcharset" => self.font(number.and_then(charset)),
            "cpg" => self.font(number.and_then(codec)),
            "s" if self.state.destination == Destination::Styles => {
                self.entry = number.unwrap_or(0);
            }
            "s" => self.paragraph.titled = number.is_some_and(|style| self.titles.contains(&style)),
            "yr" => self.day(number.map(|year| format!("{year:04}"))),
            "mo" | "dy" => self.day(number.map(|part| format!("-{part:02}"))),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        self.passed = self.state.fallback;
        let unit = if number < 0 { number + 0x1_0000 } else { number } as u32;
        match (unit, self.half.take()) {
            (0xD800..=0xDBFF, _) => self.half = Some(unit),
            (0xDC00..=0xDFFF, Some(high)) => {
                let whole = 0x1_0000 + ((high - 0xD800) << 10) + (unit - 0xDC00);
                self.push(char::from_u32(whole).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            _ => self.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    fn font(&mut self, codec: Option<Codec>) {
        let table = self.state.destination == Destination::Fonts && self.fonts.len() < TABLE;
        if let (Some(codec), true) = (codec, table) {
            self.fonts.insert(self.entry, codec);
        }
    }

    /// Ends a style entry, and notes whether it is a title style.
    fn style(&mut self) {
        let name = std::mem::take(&mut self.name).to_lowercase();
        let name = name.trim().trim_end_matches(';').trim_end();
        let titles = ["title", "titel", "titre", "título", "heading 1", "überschrift 1", "titre 1"];
        if titles.contains(&name) && self.titles.len() < TABLE {
            self.titles.push(self.entry);
        }
        self.entry = 0;
    }

    fn day(&mut self, part: Option<String>) {
        let day = match self.state.destination {
            Destination::Created => &mut self.done.info.created,
            Destination::Revised => &mut self.done.info.revised,
            _ => return,
        };
        day.push_str(&part.unwrap_or_default());
    }

    /// Decodes the pending bytes.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let font = self.state.font.or(self.default_font);
        let codec = font.and_then(|font| self.fonts.get(&font)).copied().or(self.page);
        let bytes = std::mem::take(&mut self.bytes);
        let text = match str::from_utf8(&bytes) {
            Ok(text) if text.is_ascii() || codec.is_none() => text.to_string(),
            _ => codec.or(codec_1252()).map_or_else(String::new, |codec| codec.decode(&bytes).0),
        };
        self.text().into_iter().for_each(|out| out.push_str(&text));
    }

    fn push(&mut self, character: char) {
        self.text().into_iter().for_each(|out| out.push(character));
    }

    /// The current destination of text; `None` if text is skipped.
    fn text(&mut self) -> Option<&mut String> {
        match self.state.destination {
            Destination::Body if self.state.hidden || self.state.deleted => None,
            Destination::Body => Some(&mut self.paragraph.text),
            Destination::Styles => Some(&mut self.name),
            Destination::Title => Some(&mut self.done.info.title),
            Destination::Author => Some(&mut self.done.info.author),
            Destination::Keywords => Some(&mut self.done.info.keywords),
            _ => None,
        }
    }

    fn end_paragraph(&mut self) {
        if self.state.destination == Destination::Body {
            let titled = self.paragraph.titled;
            let next = Paragraph { titled, ..Paragraph::default() };
            self.done.paragraphs.push(std::mem::replace(&mut self.paragraph, next));
        }
    }

    fn finish(mut self) -> Rtf {
        self.flush();
        self.done.paragraphs.push(self.paragraph);
        self.done
    }
}

fn codec(number: i32) -> Option<Codec> {
    Codec::numbered(u32::try_from(number).ok()?)
}

fn codec_1252() -> Option<Codec> {
    Codec::numbered(1252)
}

/// The charset of a Windows font charset number.
fn charset(number: i32) -> Option<Codec> {
    codec(match number {
        77 => 10_000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178..=180 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}

/// The character that a word stands for.
fn character(word: &str) -> Option<char> {
    Some(match word {
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" | "enspace" | "qmspace" => ' ',
        "zwj" => '\u{200D}',
        "zwnj" => '\u{200C}',
        "rtlmark" => '\u{200F}',
        "ltrmark" => '\u{200E}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
