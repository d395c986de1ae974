//! Plain text: an optional title, an optional head of labelled lines, dates and bylines, and the
//! text. Rulers separate several articles in one file. It interprets no markup.

use crate::ingest::article::clean;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::{front, head, paragraphs, title};

/// The minimum length of a ruler between two articles.
const RULER: usize = 20;

/// Accepts any text that does not begin like XML or HTML.
pub fn is_text(document: Document<'_>) -> bool {
    let start = document.text.trim_start();
    let tag = start.strip_prefix('<').is_some_and(|tag| {
        tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?')
    });
    !tag || !start.contains("</") && !start.starts_with("<?xml") && !start.starts_with("<!")
}

/// Hands over the article of a text, or its articles if rulers separate them.
///
/// # Errors
/// Never: every text is an article.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let text = unix_lines(document.text);
    let parts = split(&text);
    for part in &parts {
        // Text that is truncated later need not be scanned.
        let kept = &part[..part.floor_char_boundary(clean::MAX_BODY)];
        let mut draft = draft(kept, options);
        if kept.len() < part.len() {
            draft.notes.push(clean::CUT.to_string());
        }
        if parts.len() > 1 {
            draft.key = draft.url.clone().unwrap_or_default();
        }
        if !drafts.article(draft) {
            break;
        }
    }
    Ok(())
}

/// Converts line ends to `\n`.
pub(super) fn unix_lines(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

/// The parts between rulers, if there are several and nearly all of them begin like articles.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut place) = (0, 0);
    for line in text.split_inclusive('\n') {
        if is_ruler(line.trim()) {
            parts.push(&text[start..place]);
            start = place + line.len();
        }
        place += line.len();
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.trim().is_empty());
    let headed = parts.iter().filter(|part| head::is_headed(part)).count();
    if parts.len() > 1 && headed * 10 >= parts.len() * 8 { parts } else { vec![text] }
}

fn is_ruler(line: &str) -> bool {
    let first = line.chars().next().filter(|c| "-=*_#~+".contains(*c));
    first.is_some_and(|first| line.len() >= RULER && line.chars().all(|c| c == first))
}

/// Parses a text as the draft of one article.
pub fn draft(text: &str, options: &Options) -> Draft {
    let (record, text) = match front::split(text) {
        Some((record, rest)) => (Some(record), rest),
        None => (None, text),
    };
    let (mut draft, rest) = head::read(text, record, options);
    let lines = paragraphs::unnumbered(rest.lines().collect());
    let found = if draft.title.is_none() { title::find(&lines) } else { None };
    let mut start = 0;
    if let Some(found) = found {
        draft.title = Some(title::unmarked(lines[found.line]).to_string());
        let rule = if found.first { "the first line" } else { "a line below the letterhead" };
        draft.found("title", rule);
        start = if found.first { found.line + 1 } else { 0 };
    }
    start += head::subhead(&lines[start..], &mut draft);
    draft.body = paragraphs::join(&lines[start..]);
    draft
}
