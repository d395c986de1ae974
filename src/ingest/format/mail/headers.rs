//! The header lines of a message or a part, and their encoded words in other charsets (RFC 2047).

use encoding_rs::Encoding;

use super::mime;

/// The maximum length of a header in bytes.
const HEAD: usize = 256 << 10;

/// Header lines in their order; names in lower case, continued lines joined.
#[derive(Debug, Default)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Splits a message into its header lines and its body.
    pub fn split(message: &[u8]) -> (Headers, &[u8]) {
        let mut headers: Vec<(String, String)> = vec![];
        let mut at = 0;
        for line in message.split_inclusive(|&byte| byte == b'\n') {
            if at > HEAD {
                break;
            }
            let text = String::from_utf8_lossy(line.trim_ascii_end());
            if text.is_empty() {
                at += line.len();
                break;
            }
            let continued = text.starts_with([' ', '\t']);
            match (headers.last_mut(), text.split_once(':')) {
                (Some((_, value)), _) if continued => {
                    value.push_str(if value.is_empty() { "" } else { " " });
                    value.push_str(text.trim());
                }
                (_, Some((name, value))) if is_name(name) => {
                    headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
                }
                // Not a header line: the body begins without a blank line.
                _ => break,
            }
            at += line.len();
        }
        (Headers(headers), &message[at..])
    }

    /// The first value of a name (in lower case) that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().filter(|(key, value)| key == name && !value.is_empty());
        values.next().map(|(_, value)| value.as_str())
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 80 && name.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A parameter of a structured value: `charset` of `text/plain; charset="utf-8"`.
pub(crate) fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let key = key.trim().trim_end_matches('*');
        let value = value.trim().trim_matches('"');
        (key.eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_string())
    })
}

/// Text in a character set by its label; UTF-8, else Windows-1252, where the label is not known.
pub(crate) fn in_charset(bytes: &[u8], label: Option<&str>) -> String {
    let named = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let named = named.filter(|encoding| *encoding != encoding_rs::REPLACEMENT);
    match (named, str::from_utf8(bytes)) {
        // Mail that claims ASCII or Latin 1 but is UTF-8 is common; the reverse is not possible.
        (None, Ok(text)) => text.to_string(),
        (Some(encoding), Ok(text)) if encoding == encoding_rs::WINDOWS_1252 => text.to_string(),
        (encoding, _) => {
            let encoding = encoding.unwrap_or(encoding_rs::WINDOWS_1252);
            encoding.decode(bytes).0.into_owned()
        }
    }
}

/// Decodes the encoded words of a header value. White space between two of them is dropped.
pub(crate) fn decode(value: &str) -> String {
    let mut decoded = String::new();
    let mut rest = value;
    let mut after_word = false;
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at(start);
        let Some((word, length)) = encoded_word(from) else {
            decoded.push_str(before);
            decoded.push_str("=?");
            (rest, after_word) = (&from[2..], false);
            continue;
        };
        if !(after_word && before.trim().is_empty()) {
            decoded.push_str(before);
        }
        decoded.push_str(&word);
        (rest, after_word) = (&from[length..], true);
    }
    decoded.push_str(rest);
    decoded
}

/// `=?charset?B or Q?text?=` at the start of a text, decoded, and its length.
fn encoded_word(text: &str) -> Option<(String, usize)> {
    let mut parts = text.get(2..)?.splitn(3, '?');
    let (charset, coding, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find("?=").filter(|end| *end <= 1000)?;
    let content = &rest.as_bytes()[..end];
    let bytes = match coding {
        "B" | "b" => mime::base64(content),
        "Q" | "q" => {
            let spaced: Vec<u8> =
                content.iter().map(|&byte| if byte == b'_' { b' ' } else { byte }).collect();
            mime::quoted_printable(&spaced)
        }
        _ => return None,
    };
    let length = 2 + charset.len() + 1 + coding.len() + 1 + end + 2;
    // RFC 2231 allows a language behind the charset.
    let charset = charset.split('*').next();
    Some((in_charset(&bytes, charset), length))
}
