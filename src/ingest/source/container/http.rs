//! Parses an HTTP response as a web archive stores it: its header, and its body with transfer and
//! content codings removed. It opens no connection.

use std::io::Read;

use super::limits::{Budget, Metered, PAGE, bytes_in_words};

/// The maximum length of a header in bytes.
pub(super) const HEAD: usize = 64 << 10;

/// The fields of a header that describe the body.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Head {
    /// The status code.
    pub status: u16,
    /// The media type, in lower case and without its parameters.
    pub media: Option<String>,
    /// The charset that the content type names.
    pub charset: Option<String>,
    /// The content coding, in lower case, unless it is `identity`.
    pub coding: Option<String>,
    /// Whether the body is in chunked transfer coding.
    pub chunked: bool,
    /// The length of the header in bytes.
    pub length: usize,
}

/// Named fields in the header of an HTTP message or a WARC record; names in lower case.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Parses lines of `Name: value`; a line that begins with white space continues the previous
    /// one.
    pub(super) fn read<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Fields {
        let mut fields: Vec<(String, String)> = vec![];
        for line in lines {
            let text = String::from_utf8_lossy(line);
            match (text.starts_with([' ', '\t']), fields.last_mut(), text.split_once(':')) {
                (true, Some((_, value)), _) => {
                    value.push_str(if value.is_empty() { "" } else { " " });
                    value.push_str(text.trim());
                }
                (_, _, Some((name, value))) => {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
                }
                _ => {}
            }
        }
        Fields(fields)
    }

    /// The first non-empty value with a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().filter(|(key, value)| key == name && !value.is_empty());
        values.next().map(|(_, value)| value.as_str())
    }
}

/// Splits a content type into its media type and its charset.
pub(super) fn content_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or("").trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    });
    (Some(media).filter(|media| !media.is_empty()), charset.map(str::to_string))
}

/// Parses the header at the beginning of a response; `None` if there is none.
pub(super) fn head(bytes: &[u8]) -> Option<Head> {
    let (lines, length) = head_lines(bytes)?;
    let first = String::from_utf8_lossy(lines.first()?);
    let mut words = first.split_ascii_whitespace();
    let version = words.next()?;
    if !version.get(..5)?.eq_ignore_ascii_case("HTTP/") && !version.eq_ignore_ascii_case("ICY") {
        return None;
    }
    let status = words.next()?.parse().ok()?;
    let fields = Fields::read(lines.into_iter().skip(1));
    let (media, charset) = fields.get("content-type").map(content_type).unwrap_or_default();
    let coding = fields.get("content-encoding").map(str::to_ascii_lowercase);
    let chunked = fields
        .get("transfer-encoding")
        .is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
    let coding = coding.filter(|coding| coding != "identity" && coding != "none");
    Some(Head { status, media, charset, coding, chunked, length })
}

/// The lines up to the first empty one, and the bytes they take including it. A header that ends
/// with the bytes is accepted.
fn head_lines(bytes: &[u8]) -> Option<(Vec<&[u8]>, usize)> {
    let mut lines = vec![];
    let mut length = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        length += line.len();
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    (length <= HEAD).then_some((lines, length))
}

/// The body with its codings removed, and a note on what could not be decoded.
pub(super) fn body(
    head: &Head,
    raw: Vec<u8>,
    budget: &Budget,
) -> Result<(Vec<u8>, Option<String>), String> {
    // Archives often keep the transfer header but not the chunks.
    let raw = if head.chunked { unchunk(&raw).unwrap_or(raw) } else { raw };
    let Some(coding) = head.coding.as_deref() else { return Ok((raw, None)) };
    match coding {
        "gzip" | "x-gzip" if raw.starts_with(&[0x1f, 0x8b]) => {
            Ok(inflate(flate2::bufread::MultiGzDecoder::new(&raw[..]), budget))
        }
        "deflate" if raw.first().is_some_and(|byte| byte & 0x0f == 8) => {
            Ok(inflate(flate2::bufread::ZlibDecoder::new(&raw[..]), budget))
        }
        "deflate" => Ok(inflate(flate2::bufread::DeflateDecoder::new(&raw[..]), budget)),
        // The archive has decoded the body but kept the name of the coding.
        "gzip" | "x-gzip" => Ok((raw, None)),
        _ if looks_like_text(&raw) => Ok((raw, None)),
        // A stream whose window exceeds the limit of the standard begins with these bits.
        "br" if raw.first().is_some_and(|byte| byte & 0x7f != 0x11) => {
            Ok(inflate(brotli_decompressor::Decompressor::new(&raw[..], 4096), budget))
        }
        "zstd" => {
            let decoder = zstd::stream::read::Decoder::new(&raw[..]).and_then(|mut decoder| {
                decoder.window_log_max(WINDOW_LOG)?;
                Ok(decoder)
            });
            Ok(inflate(decoder.map_err(|error| error.to_string())?, budget))
        }
        other => Err(format!("content encoding {}", other.get(..20).unwrap_or(other))),
    }
}

/// The largest zstd window that browsers accept, as a power of two: 8 MiB.
const WINDOW_LOG: u32 = 23;

/// Whether bytes begin like a web page, XML or JSON.
pub(super) fn looks_like_text(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    matches!(bytes, [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] | [b'{', ..])
}

fn inflate(decoder: impl Read, budget: &Budget) -> (Vec<u8>, Option<String>) {
    let mut bytes = vec![];
    let mut counted = Metered::new(decoder, budget).take(PAGE + 1);
    let failure = counted.read_to_end(&mut bytes).err();
    let note = failure.map(|error| format!("its content encoding is damaged: {error}"));
    let longer = bytes.len() as u64 > PAGE;
    (bytes, note.or_else(|| longer.then(cut_page)))
}

/// The note on a page that was truncated.
pub(super) fn cut_page() -> String {
    format!("cut at {}, the limit for a page", bytes_in_words(PAGE))
}

/// Joins chunks; `None` if the bytes are not chunked. A truncated last chunk is kept.
fn unchunk(raw: &[u8]) -> Option<Vec<u8>> {
    let mut whole = vec![];
    let mut rest = raw;
    loop {
        let end = rest.iter().take(1024).position(|&byte| byte == b'\n')?;
        let size = str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = u64::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        let taken = rest.len().min(usize::try_from(size).unwrap_or(usize::MAX));
        whole.extend_from_slice(&rest[..taken]);
        rest = rest[taken..].strip_prefix(b"\r\n").unwrap_or(&rest[taken..]);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}
