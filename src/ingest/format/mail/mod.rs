//! E-mail, one message per file (`.eml`) or many in one (`.mbox`): each message is an article, such
//! as an issue of a newsletter. Attachments are skipped.

pub(crate) mod headers;
pub mod mime;

use headers::Headers;

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts};

/// The number of bytes of a file examined for recognition.
const HEAD: usize = 16 << 10;

/// Whether a document is a message or a file of messages.
pub fn recognise(document: Document<'_>) -> bool {
    let bytes = start(document.bytes);
    let head = &bytes[..bytes.len().min(HEAD)];
    let first = head.split(|&byte| byte == b'\n').next().unwrap_or(&[]);
    let message =
        if is_envelope(first) { &head[(first.len() + 1).min(head.len())..] } else { head };
    let (headers, _) = Headers::split(message);
    let known = ["from", "subject", "to", "received", "message-id", "mime-version", "return-path"];
    let count = known.iter().filter(|name| headers.get(name).is_some()).count();
    let proper = headers.get("from").is_some_and(|from| from.contains('@'));
    let technical = ["received", "message-id", "mime-version", "return-path", "to"]
        .iter()
        .any(|name| headers.get(name).is_some());
    headers.get("from").is_some() && count >= 2 && (is_envelope(first) || (proper && technical))
}

/// Hands over a draft for each message.
///
/// # Errors
/// None: a file that is recognised holds a message.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let bytes = start(document.bytes);
    let mut number = 0;
    messages(bytes, &mut |message| {
        number += 1;
        match draft(number - 1, message) {
            Some(draft) => drafts.article(draft),
            None => {
                drafts.passed_over(format!("message {number}: it holds no text"));
                true
            }
        }
    });
    Ok(())
}

/// The bytes from the first header on, without a UTF-8 byte order mark and blank lines before it.
fn start(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

/// `From sender date`, the line that begins a message in an mbox.
pub fn is_envelope(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    let Some(rest) = line.strip_prefix("From ") else { return false };
    let dated = rest.split_whitespace().any(|word| word.contains(':') && word.len() >= 5);
    let year = rest.split_whitespace().any(|word| word.len() == 4 && word.parse::<u16>().is_ok());
    dated && year
}

/// Hands over the messages of a file one by one, until `each` returns `false`; a quoted `>From ` at the
/// start of a line is unquoted.
fn messages(bytes: &[u8], each: &mut dyn FnMut(&[u8]) -> bool) {
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n').peekable();
    if lines.next_if(|line| is_envelope(line)).is_none() {
        each(bytes);
        return;
    }
    let mut message = vec![];
    let mut blank = true;
    for line in lines {
        if blank && is_envelope(line) {
            if !each(&message) {
                return;
            }
            message.clear();
        } else {
            message.extend(unquote(line));
        }
        blank = line.trim_ascii().is_empty();
    }
    each(&message);
}

fn unquote(line: &[u8]) -> &[u8] {
    let quoted = line.iter().position(|&byte| byte != b'>').unwrap_or(0);
    if quoted > 0 && line[quoted..].starts_with(b"From ") { &line[1..] } else { line }
}

fn draft(number: usize, message: &[u8]) -> Option<Draft> {
    let (headers, body) = Headers::split(message);
    let mime::Text { text, notes } = mime::text(&headers, body)?;
    let id = headers.get("message-id").map(|id| id.trim_matches(['<', '>']).to_string());
    let from = headers.get("from").map(headers::decode);
    let list = headers.get("list-id").map(headers::decode);
    let source = match (&list, &from) {
        (Some(list), _) => Some(Evidence::new("mail List-Id", list_name(list))),
        (None, Some(from)) => Some(Evidence::new("mail From", sender(from))),
        (None, None) => None,
    };
    Some(Draft {
        key: id.clone().unwrap_or_else(|| number.to_string()),
        guid: id,
        title: headers.get("subject").map(headers::decode),
        body: text,
        dates: dates(&headers),
        source,
        authors: from.as_deref().map(sender).into_iter().collect(),
        lang: headers.get("content-language").map(str::to_string),
        url: headers.get("archived-at").map(|url| url.trim_matches(['<', '>']).to_string()),
        notes,
        ..Draft::default()
    })
}

fn dates(headers: &Headers) -> Vec<Candidate> {
    let dated = headers.get("date").map(|date| Candidate::published("mail Date", date));
    dated.into_iter().collect()
}

/// The name before an address, or the address: `"Harbour News" <news@a.example>`.
fn sender(from: &str) -> String {
    let name = from.split('<').next().unwrap_or("").trim().trim_matches('"').trim();
    let address = || from.trim_matches(|c: char| c == '<' || c == '>' || c.is_whitespace());
    if name.is_empty() { address().to_string() } else { name.replace("\\\"", "\"") }
}

/// The name of a list before its identifier, or the identifier.
fn list_name(list: &str) -> String {
    sender(list)
}

#[cfg(test)]
mod tests;
