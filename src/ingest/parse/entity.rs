//! Decodes character references (`&#8217;`) and the named entities of HTML (`&eacute;`). Entities
//! declared by a DTD are never expanded: they are kept as written.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// The longest entity name that is looked up, in bytes.
const LONGEST: usize = 40;

/// The characters of the references 128 to 159 in pages that took windows-1252 for Latin-1.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Decodes the entities of a text once. Control characters from references are dropped, and unknown
/// entities are kept as written.
pub fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(&text[..first]);
    let mut rest = &text[first..];
    while !rest.is_empty() {
        rest = write_reference(rest, &mut decoded);
        let next = rest.find('&').unwrap_or(rest.len());
        decoded.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(decoded)
}

/// Whether the text holds an entity that [`decode`] would replace.
pub fn any(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| entity(&text[at..]).is_some())
}

/// The text that a reference stands for, given without its `&` and `;`; `None` if it is unknown.
pub fn reference(name: &str) -> Option<String> {
    match name.strip_prefix('#') {
        Some(number) => numbered(number).map(String::from),
        None => resolve_html5_entity(name).map(String::from),
    }
}

/// Writes the character of the reference at the start of `text` and returns the rest.
fn write_reference<'a>(text: &'a str, out: &mut String) -> &'a str {
    let Some((name, rest)) = entity(text) else {
        out.push('&');
        return &text[1..];
    };
    match name.strip_prefix('#') {
        Some(number) => out.extend(numbered(number).filter(|&c| !c.is_control() || space(c))),
        None => out.push_str(resolve_html5_entity(name).unwrap_or(name)),
    }
    rest
}

/// The name between `&` and `;` at the start of `text`, if it is a known entity.
fn entity(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text[1..].split_once([';', '&', '<', ' ', '\n'])?;
    let ends = text.as_bytes()[1 + name.len()] == b';';
    let known = match name.strip_prefix('#') {
        Some(number) => numbered(number).is_some(),
        None => name.len() <= LONGEST && resolve_html5_entity(name).is_some(),
    };
    (ends && known).then_some((name, rest))
}

/// The character of a numeric reference, given without `&#` and `;`.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0x80..=0x9f => Some(WINDOWS[code as usize - 0x80]),
        _ => Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

fn space(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::{any, decode};

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(decode("a &amp;lt; b &eacute;&#233;&#xE9; &hellip;"), "a &lt; b ééé …");
    }

    #[test]
    fn what_is_no_entity_stays() {
        for text in ["AT&T", "a & b", "&undeclared;", "&", "&;", "&#;", "&#xyz;", "a=1&b=2", "&é"]
        {
            assert_eq!(decode(text), text);
            assert!(!any(text), "{text}");
        }
        assert!(any("R&amp;D"));
    }

    #[test]
    fn control_characters_are_left_out_and_windows_ones_understood() {
        assert_eq!(decode("&#2;a&#3;&#9;b&#31;&#0;"), "a\tb");
        assert_eq!(decode("it&#146;s &#x80;5 &#1114112;"), "it’s €5 \u{fffd}");
    }
}
