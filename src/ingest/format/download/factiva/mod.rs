//! Articles from Factiva, as text, web page or XML: fields labelled by two letters (`HD`, `PD`,
//! `LP`, `TD`), or unlabelled; each article ends with `Document` and its number.

mod xml;

use super::{Fields, authors, head, holds, is_length, keywords, names_a_day, one_line, paragraphs};
use super::{hand_over, page, published, source};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};

/// Every label of the labelled form.
const LABELS: [&str; 34] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "ART", "CT", "RF", "CX", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "DE", "DLN",
    "CLM", "RST", "FN", "NT",
];

/// Words before the number of an article, in the languages of the service.
const NUMBERED: [&str; 4] = ["Document ", "Dokument ", "Documento ", "Документ "];
/// Prefixes of bylines, in the same languages.
const BY: [&str; 8] = ["By ", "by ", "BY ", "Par ", "Von ", "Por ", "Di ", "De "];

/// Whether a document comes from Factiva.
pub fn recognise(document: Document<'_>) -> bool {
    xml::recognise(document) || page::is_factiva(document.text) || is_listing(document.text)
}

/// Whether a text holds articles with labels, or with lengths and numbers.
fn is_listing(text: &str) -> bool {
    let mut labels = vec![];
    let (mut lengths, mut numbers) = (0, 0);
    for line in head(text) {
        labels.extend(label(line).map(|(label, _)| label));
        lengths += usize::from(is_length(line));
        numbers += usize::from(number(line).is_some());
    }
    let has = |label| labels.contains(&label);
    let indexed = has("HD") && has("PD") && (has("LP") || has("TD")) && (has("SN") || has("AN"));
    indexed || (lengths > 0 && numbers > 0)
}

/// Hands over a draft of each article.
///
/// # Errors
/// Refuses a file without articles.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    if xml::recognise(document) {
        return xml::extract(document, drafts);
    }
    let text = page::is_factiva(document.text).then(|| page::articles(document.text));
    let articles = split(text.as_deref().unwrap_or(document.text)).into_iter().map(|article| {
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
        // In the labelled form other fields may follow the number.
        ended |= label(line).is_some_and(|(label, _)| label == "AN");
        if number(line).is_some() && label(line).is_none() {
            articles.push(vec![]);
            ended = false;
        }
    }
    articles
}

/// The label at the start of a line, followed by white space or nothing.
fn label(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start_matches('\u{c}');
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let label = LABELS.iter().find(|label| **label == word)?;
    // `IN THE HARBOUR` is a line of text; labels are followed by two spaces, a tab or nothing.
    let set_off = rest.is_empty() || rest.starts_with('\t') || rest.starts_with("  ");
    (set_off || rest.trim().is_empty()).then_some((*label, rest))
}

/// The number of `Document ABCD000020231105ejb500001`.
fn number(line: &str) -> Option<&str> {
    let line = line.trim();
    let number = NUMBERED.iter().find_map(|word| line.strip_prefix(word))?;
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let shape = number.len() >= 16 && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (shape && digits >= 10).then_some(number)
}

fn indexed(lines: &[&str]) -> Draft {
    let fields = Fields::read(&lines.join("\n"), label);
    let texts = [fields.text("LP"), fields.text("TD").or(fields.text("ART"))];
    let body: Vec<String> = texts.into_iter().flatten().map(paragraphs).collect();
    let number = fields.text("AN").and_then(|text| text.lines().next());
    let guid = number.map(|line| self::number(line).unwrap_or(line.trim()).to_string());
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

/// The unlabelled form: headline, byline, length, day, time, paper, code, language and copyright,
/// one per line, then the text.
fn plain(lines: &[&str]) -> Draft {
    let guid = lines.iter().rev().find_map(|line| number(line)).map(str::to_string);
    let Some(length) = lines.iter().position(|line| is_length(line)) else {
        return Draft::default();
    };
    let (before, after) = lines.split_at(length);
    let filled: Vec<&str> =
        before.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let byline = byline(&filled);
    let title: Vec<&str> =
        filled.iter().copied().filter(|line| byline.is_none_or(|byline| byline != *line)).collect();
    // The lines of the head that are filled, and where each stands below the length.
    let head: Vec<(usize, &str)> =
        after.iter().map(|line| line.trim()).enumerate().skip(1).collect();
    let head: Vec<(usize, &str)> =
        head.into_iter().filter(|(_, line)| !line.is_empty()).take(12).collect();
    let day = head.iter().position(|(_, line)| names_a_day(line));
    let copyright = head.iter().position(|(_, line)| is_copyright(line));
    let body_from = copyright.or(day).map_or(1, |last| head[last].0 + 1);
    let body = after[body_from..].iter().filter(|line| number(line).is_none()).copied();
    Draft {
        key: guid.clone().unwrap_or_default(),
        guid,
        title: Some(one_line(&title.join(" "))).filter(|title| !title.is_empty()),
        body: paragraphs(&body.collect::<Vec<_>>().join("\n")),
        dates: published("Factiva date line", day.map(|day| head[day].1.to_string())),
        source: source("Factiva source line", day.and_then(|day| paper(&head[day + 1..]))),
        authors: authors(byline.map(str::to_string)),
        lang: copyright.and_then(|at| at.checked_sub(1)).map(|at| head[at].1.to_string()),
        ..Draft::default()
    }
}

/// The byline among the lines before the length: one that begins as such, else a name below the
/// headline.
fn byline<'a>(lines: &[&'a str]) -> Option<&'a str> {
    let below = lines.get(1..).unwrap_or_default();
    let begins = |line: &&&str| BY.iter().any(|by| line.starts_with(by));
    let last = below.last().filter(|line| is_name(line));
    below.iter().find(begins).or(last).copied()
}

/// Whether a line is the name of a person: two to four words with capitals, and nothing else.
fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let named = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'))
            && word.contains(char::is_lowercase)
    };
    (2..=4).contains(&words.len()) && words.iter().all(named) && !line.ends_with('.')
}

/// The paper's name, which follows the day and, if present, the time.
fn paper(lines: &[(usize, &str)]) -> Option<String> {
    let is_time = |line: &str| {
        line.len() <= 12 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit())
    };
    lines.iter().map(|(_, line)| *line).find(|line| !is_time(line)).map(str::to_string)
}

fn is_copyright(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["copyright", "(c)", "©", "all rights reserved", "alle rechte", "tous droits", "derechos"]
        .iter()
        .any(|mark| lower.contains(mark))
}
