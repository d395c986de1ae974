//! Texts from Factiva: fields labelled by two letters (`HD`, `PD`, `LP`, `TD`), or the same without
//! their labels, each article ending in `Document` and its number.

use super::{Fields, authors, head, holds, is_length, keywords, names_a_day, one_line, paragraphs};
use super::{hand_over, published, source};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};

/// Every label of the indexed form.
const LABELS: [&str; 34] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "ART", "CT", "RF", "CX", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "DE", "DLN",
    "CLM", "RST", "FN", "NT",
];

/// Whether a document comes from Factiva.
pub fn recognise(document: Document<'_>) -> bool {
    let mut labels = vec![];
    let (mut lengths, mut numbers) = (0, 0);
    for line in head(document.text) {
        labels.extend(label(line).map(|(label, _)| label));
        lengths += usize::from(is_length(line));
        numbers += usize::from(number(line).is_some());
    }
    let has = |label| labels.contains(&label);
    let indexed = has("HD") && has("PD") && (has("LP") || has("TD")) && (has("SN") || has("AN"));
    indexed || (lengths > 0 && numbers > 0)
}

/// Hands over a draft for each article.
///
/// # Errors
/// Refuses a file without any.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let articles = split(document.text).into_iter().map(|article| {
        let labelled = article.iter().filter(|line| label(line).is_some()).count() >= 4;
        let read = if labelled { indexed } else { plain };
        read(&article)
    });
    hand_over("Factiva", articles.filter(holds), drafts)
}

/// The lines of each article; it ends with its number.
fn split(text: &str) -> Vec<Vec<&str>> {
    let mut articles = vec![vec![]];
    let mut ended = false;
    for line in text.lines().map(|line| line.trim_start_matches('\u{c}')) {
        let restarts = matches!(label(line), Some(("SE" | "HD", _)));
        if restarts && ended {
            articles.push(vec![]);
            ended = false;
        }
        if let Some(article) = articles.last_mut() {
            article.push(line);
        }
        // In the indexed form other fields may follow the number.
        ended |= label(line).is_some_and(|(label, _)| label == "AN");
        if number(line).is_some() && label(line).is_none() {
            articles.push(vec![]);
            ended = false;
        }
    }
    articles
}

/// The label that a line begins with: alone, or with white space behind it.
fn label(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start_matches('\u{c}');
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let label = LABELS.iter().find(|label| **label == word)?;
    // `IN THE HARBOUR` is a line of the text; labels are followed by two blanks, a tab or nothing.
    let set_off = rest.is_empty() || rest.starts_with('\t') || rest.starts_with("  ");
    (set_off || rest.trim().is_empty()).then_some((*label, rest))
}

/// The number of `Document ABCD000020231105ejb500001`.
fn number(line: &str) -> Option<&str> {
    let number = line.trim().strip_prefix("Document ")?;
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let shape = number.len() >= 16 && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (shape && digits >= 10).then_some(number)
}

fn indexed(lines: &[&str]) -> Draft {
    let fields = Fields::read(&lines.join("\n"), label);
    let texts = [fields.text("LP"), fields.text("TD").or(fields.text("ART"))];
    let body: Vec<String> = texts.into_iter().flatten().map(paragraphs).collect();
    let guid = fields.line("AN").map(|text| text.trim_start_matches("Document ").to_string());
    Draft {
        key: guid.clone().unwrap_or_default(),
        guid,
        title: fields.line("HD"),
        body: body.join("\n\n"),
        dates: published("Factiva PD", fields.line("PD")),
        source: source("Factiva SN", fields.line("SN")),
        authors: authors(fields.line("BY")),
        section: fields.line("SE").or(fields.line("CLM")),
        tags: subjects(fields.text("NS")),
        lang: fields.line("LA"),
        ..Draft::default()
    }
}

/// `gcat : Political/General News | gdip : International Relations`.
fn subjects(text: Option<&str>) -> Vec<String> {
    let named = text.unwrap_or("").split(['|', '\n']).filter_map(|entry| entry.split_once(" : "));
    keywords(&[Some(named.map(|(_, name)| name.trim()).collect::<Vec<_>>().join(";"))])
}

/// The form without labels: headline, byline, length, day, time, paper, code, language, copyright,
/// each on a line, then the text.
fn plain(lines: &[&str]) -> Draft {
    let guid = lines.iter().rev().find_map(|line| number(line)).map(str::to_string);
    let Some(length) = lines.iter().position(|line| is_length(line)) else {
        return Draft::default();
    };
    let (before, after) = lines.split_at(length);
    let filled: Vec<&str> =
        before.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let is_byline = |line: &&str| line.starts_with("By ") || line.starts_with("by ");
    let byline = filled.iter().skip(1).find(|line| is_byline(line));
    let title: Vec<&str> =
        filled.iter().copied().filter(|line| byline.is_none_or(|byline| byline != line)).collect();
    let head: Vec<&str> = after[1..].iter().map(|line| line.trim()).take(12).collect();
    let day = head.iter().position(|line| names_a_day(line));
    let copyright = head.iter().position(|line| is_copyright(line));
    let body_from =
        copyright.map_or(length + 1 + day.map_or(0, |day| day + 1), |at| length + 2 + at);
    let body = lines[body_from..].iter().filter(|line| number(line).is_none()).copied();
    Draft {
        key: guid.clone().unwrap_or_default(),
        guid,
        title: Some(one_line(&title.join(" "))).filter(|title| !title.is_empty()),
        body: paragraphs(&body.collect::<Vec<_>>().join("\n")),
        dates: published("Factiva date line", day.map(|day| head[day].to_string())),
        source: source("Factiva source line", day.and_then(|day| paper(&head[day + 1..]))),
        authors: authors(byline.map(|line| line.to_string())),
        lang: copyright.and_then(|at| at.checked_sub(1)).map(|at| head[at].to_string()),
        ..Draft::default()
    }
}

/// The paper's name behind the day and, where there is one, the time.
fn paper(lines: &[&str]) -> Option<String> {
    let is_time = |line: &str| {
        line.len() <= 12 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit())
    };
    let name = lines.iter().find(|line| !line.is_empty() && !is_time(line))?;
    Some((*name).to_string())
}

fn is_copyright(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["copyright", "(c)", "©", "all rights reserved"].iter().any(|mark| lower.contains(mark))
}
