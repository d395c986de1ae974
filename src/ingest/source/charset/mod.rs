//! Decodes bytes in any charset into text, and returns which charset was used and why. It does not
//! decide whether the bytes are text at all; [`crate::ingest::recognise`] does.

pub mod codec;
mod old;
pub mod pages;
mod rare;
mod wide;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use codec::Codec;

/// The number of bytes examined for a guess.
const GUESSED_BYTES: usize = 1 << 20;
/// The number of bytes searched for a declaration.
const DECLARED_BYTES: usize = 2048;

/// Text, and how it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The charset used.
    pub charset: Charset,
}

/// The charset of a file, and how it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charset {
    /// Its name in the WHATWG's spelling, or `UTF-32LE`, `UTF-32BE`, `IBM855`, `ISO-2022-KR`.
    pub name: &'static str,
    /// How it was found.
    pub found: CharsetSource,
    /// Whether some bytes stand for no character and were replaced by U+FFFD.
    pub lossy: bool,
}

impl Charset {
    /// Whether every character takes two bytes or more.
    pub fn is_wide(&self) -> bool {
        self.name.starts_with("UTF-16") || self.name.starts_with("UTF-32")
    }
}

/// How a charset was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CharsetSource {
    /// By a byte order mark.
    Mark,
    /// The bytes are valid in it and in no other way.
    #[default]
    Valid,
    /// The text declares it.
    Declared,
    /// By the frequencies of its bytes.
    Guessed,
    /// The user said so.
    Asked,
}

/// Decodes bytes, in this order of preference: by their byte order mark, as UTF-8 if valid, as the
/// server declared, as XML or HTML declares, by a guess.
pub fn decode<'a>(bytes: &'a [u8], served: Option<&str>) -> Decoded<'a> {
    if let Some((wide, order, mark)) = wide_order(bytes) {
        return if wide { utf_32(bytes, order, mark) } else { utf_16(bytes, order, mark) };
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return with(rest, UTF_8, CharsetSource::Mark);
    }
    if rare::is_iso_2022_kr(bytes) {
        let (text, lossy) = rare::iso_2022_kr(bytes);
        let charset = Charset { name: "ISO-2022-KR", found: CharsetSource::Declared, lossy };
        return Decoded { text, charset };
    }
    if let Some(text) = valid_utf_8(bytes) {
        let charset = Charset { name: "UTF-8", found: CharsetSource::Valid, lossy: false };
        return Decoded { text: Cow::Borrowed(text), charset };
    }
    let declared = || declared(bytes).map(Codec::Known);
    match served.and_then(Codec::named).or_else(declared) {
        Some(codec) if codec != Codec::Known(UTF_8) || nearly_utf_8(bytes) => {
            by(codec, bytes, CharsetSource::Declared)
        }
        _ if nearly_utf_8(bytes) => with(bytes, UTF_8, CharsetSource::Guessed),
        _ => guessed(bytes),
    }
}

/// Decodes bytes in the charset that the user named, unless they have a byte order mark or are
/// valid UTF-8.
pub fn decode_as(bytes: &[u8], asked: Codec) -> Decoded<'_> {
    let marked = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0xEF, 0xBB, 0xBF, ..]);
    if marked || !asked.is_wide() && (wide_order(bytes).is_some() || valid_utf_8(bytes).is_some()) {
        return decode(bytes, None);
    }
    by(asked, bytes, CharsetSource::Asked)
}

fn guessed(bytes: &[u8]) -> Decoded<'_> {
    let usual = guess(bytes);
    match rare::cyrillic(bytes, usual) {
        Some((text, name)) => {
            let charset = Charset { name, found: CharsetSource::Guessed, lossy: false };
            Decoded { text: Cow::Owned(text), charset }
        }
        None => match old::better(bytes, usual) {
            Some(codec) => by(codec, bytes, CharsetSource::Guessed),
            None => with(bytes, usual, CharsetSource::Guessed),
        },
    }
}

/// Decodes bytes by a charset that may be a code page of DOS or the Macintosh.
fn by(codec: Codec, bytes: &[u8], found: CharsetSource) -> Decoded<'_> {
    let (text, lossy) = codec.decode(bytes);
    Decoded { text: Cow::Owned(text), charset: Charset { name: codec.name(), found, lossy } }
}

/// Whether bytes declare a charset that shifts by control characters, and may therefore be text
/// despite those characters.
pub(crate) fn is_shifted(bytes: &[u8]) -> bool {
    rare::is_iso_2022_kr(bytes)
}

/// Whether the bytes are UTF-16 or UTF-32: (is UTF-32, is big-endian, length of the byte order
/// mark).
pub(crate) fn wide_order(bytes: &[u8]) -> Option<(bool, bool, usize)> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => return Some((true, false, 4)),
        [0, 0, 0xFE, 0xFF, ..] => return Some((true, true, 4)),
        [0xFF, 0xFE, ..] => return Some((false, false, 2)),
        [0xFE, 0xFF, ..] => return Some((false, true, 2)),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(1024) / 4 * 4];
    let zeros = |place: usize| sample.chunks_exact(4).filter(|c| c[place] == 0).count() * 4;
    let (often, seldom) = (sample.len() * 3 / 4, sample.len() / 8);
    let many: Vec<bool> = (0..4).map(|place| zeros(place) > often).collect();
    let few: Vec<bool> = (0..4).map(|place| zeros(place) <= seldom).collect();
    match (many.as_slice(), few.as_slice()) {
        _ if sample.is_empty() => None,
        ([false, _, true, true], [true, ..]) => Some((true, false, 0)),
        ([true, true, _, false], [.., true]) => Some((true, true, 0)),
        ([false, true, false, true], [true, _, true, _]) => Some((false, false, 0)),
        ([true, false, true, false], [_, true, _, true]) => Some((false, true, 0)),
        _ => wide::order(bytes).map(|big| (false, big, 0)),
    }
}

fn utf_16(bytes: &[u8], big: bool, mark: usize) -> Decoded<'_> {
    let found = if mark > 0 { CharsetSource::Mark } else { CharsetSource::Guessed };
    with(&bytes[mark..], if big { UTF_16BE } else { UTF_16LE }, found)
}

fn utf_32(bytes: &[u8], big: bool, mark: usize) -> Decoded<'_> {
    let mut lossy = !(bytes.len() - mark).is_multiple_of(4);
    let unit = |c: &[u8]| {
        let four = [c[0], c[1], c[2], c[3]];
        if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
    };
    let mut character = |number| {
        char::from_u32(number).unwrap_or_else(|| {
            lossy = true;
            char::REPLACEMENT_CHARACTER
        })
    };
    let text: String = bytes[mark..].chunks_exact(4).map(|c| character(unit(c))).collect();
    let name = if big { "UTF-32BE" } else { "UTF-32LE" };
    let found = if mark > 0 { CharsetSource::Mark } else { CharsetSource::Guessed };
    Decoded { text: Cow::Owned(text), charset: Charset { name, found, lossy } }
}

fn with<'a>(bytes: &'a [u8], encoding: &'static Encoding, found: CharsetSource) -> Decoded<'a> {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, charset: Charset { name: encoding.name(), found, lossy } }
}

/// The bytes as UTF-8, unless they are ISO-2022-JP, which consists of ASCII bytes alone.
fn valid_utf_8(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let shifted =
        bytes.contains(&0x1B) && bytes.windows(3).any(|w| matches!(w, [0x1B, b'$', b'B' | b'@']));
    (!shifted).then_some(text)
}

/// Whether bytes are UTF-8 with some damage: many sequences are valid, few are not.
fn nearly_utf_8(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(GUESSED_BYTES)];
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good >= bad * 3
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESSED_BYTES)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The charset named in an XML declaration or an HTML `meta` element near the start.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARED_BYTES)].to_ascii_lowercase();
    let start = head.trim_ascii_start();
    let word = if start.starts_with(b"<?xml") {
        after(start, b"encoding")?
    } else if start.starts_with(b"<") {
        after(start, b"charset")?
    } else {
        return None;
    };
    let quoted = word.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let label = quoted.strip_prefix(b"\"").or(quoted.strip_prefix(b"'")).unwrap_or(quoted);
    let end = label.iter().position(|b| b"\"' >;/?".contains(b)).unwrap_or(label.len());
    Encoding::for_label(&label[..end]).filter(|e| *e != UTF_16LE && *e != UTF_16BE)
}

fn after<'a>(text: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let place = text.windows(word.len()).position(|window| window == word)?;
    Some(&text[place + word.len()..])
}

#[cfg(test)]
mod tests {
    use super::codec::Codec;
    use super::{CharsetSource, decode, decode_as};

    fn taken(bytes: &[u8]) -> (String, &'static str, CharsetSource, bool) {
        let decoded = decode(bytes, None);
        let charset = decoded.charset;
        (decoded.text.into_owned(), charset.name, charset.found, charset.lossy)
    }

    fn utf_16(text: &str, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn a_mark_decides() {
        assert_eq!(taken(b"\xEF\xBB\xBFab"), ("ab".into(), "UTF-8", CharsetSource::Mark, false));
        assert_eq!(
            taken(&utf_16("né", true)),
            ("né".into(), "UTF-16LE", CharsetSource::Mark, false)
        );
        let wide: Vec<u8> = "\u{FEFF}né".chars().flat_map(|c| (c as u32).to_be_bytes()).collect();
        assert_eq!(taken(&wide), ("né".into(), "UTF-32BE", CharsetSource::Mark, false));
    }

    #[test]
    fn wide_characters_are_found_without_a_mark() {
        let text = "A storm closed the harbour.";
        assert_eq!(taken(&utf_16(text, false)).1, "UTF-16LE");
        let wide: Vec<u8> = text.chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
        assert_eq!(taken(&wide).1, "UTF-32LE");
    }

    #[test]
    fn valid_utf_8_goes_before_a_declaration() {
        let text = "<?xml version='1.0' encoding='iso-8859-1'?><a>né</a>".as_bytes();
        assert_eq!(taken(text).1, "UTF-8");
        let latin = b"<?xml version='1.0' encoding='iso-8859-2'?><a>n\xE9</a>";
        assert_eq!((taken(latin).1, taken(latin).2), ("ISO-8859-2", CharsetSource::Declared));
        let page = b"<html><meta charset=\"windows-1251\"><p>\xCF\xF0\xE8\xE2\xE5\xF2";
        assert_eq!(taken(page).1, "windows-1251");
    }

    #[test]
    fn one_bad_byte_in_a_text_of_utf_8_is_replaced_and_said() {
        let mut bytes =
            "Ĉiuj ŝanĝoj okazis ĉi-jare en la ĝardeno, laŭ ŝi mem. Ŝi ĉeestis.".as_bytes().to_vec();
        bytes.push(0xFF);
        let (text, name, _, lossy) = taken(&bytes);
        assert!(text.ends_with("ĉeestis.\u{FFFD}"));
        assert_eq!((name, lossy), ("UTF-8", true));
    }

    #[test]
    fn the_charset_that_was_asked_for_is_taken_where_the_bytes_do_not_say_otherwise() {
        let dos = Codec::named("cp850").unwrap();
        let asked = |bytes: &[u8]| decode_as(bytes, dos).text.into_owned();
        assert_eq!(asked(b"M\x81hle"), "Mühle");
        assert_eq!(decode_as(b"M\x81hle", dos).charset.found, CharsetSource::Asked);
        assert_eq!(asked("Mühle".as_bytes()), "Mühle");
        assert_eq!(asked(&utf_16("Mühle", true)), "Mühle");
        let wide = Codec::named("utf-16le").unwrap();
        assert_eq!(decode_as(&utf_16("ก", false), wide).text, "ก");
    }

    #[test]
    fn an_old_charset_is_guessed() {
        let (text, name, found, lossy) = taken(b"Le d\xE9part a \xE9t\xE9 retard\xE9.");
        assert_eq!(text, "Le départ a été retardé.");
        assert_eq!((name, found, lossy), ("windows-1252", CharsetSource::Guessed, false));
        assert_eq!(taken(b"\x1B$B%F%9%H\x1B(B").1, "ISO-2022-JP");
        assert_eq!(taken(b"").1, "UTF-8");
    }
}
