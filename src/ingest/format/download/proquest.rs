//! Texts from ProQuest: fields labelled by words (`Full text:`, `Publication date:`), articles
//! separated by `Document 3 of 25` or by lines of underscores.

use super::{
    Fields, authors, hand_over, head, holds, is_ruler, keywords, names_a_day, paragraphs,
    published, source,
};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};

/// Every label that is followed by a colon.
const LABELS: [&str; 44] = [
    "author",
    "publication info",
    "abstract",
    "links",
    "full text",
    "subject",
    "location",
    "people",
    "company / organization",
    "classification",
    "title",
    "alternate title",
    "publication title",
    "volume",
    "issue",
    "first page",
    "pages",
    "number of pages",
    "publication year",
    "publication date",
    "year",
    "section",
    "publication subject",
    "publisher",
    "place of publication",
    "country of publication",
    "issn",
    "e-issn",
    "source type",
    "language of publication",
    "document type",
    "document feature",
    "dateline",
    "column",
    "credit",
    "proquest document id",
    "document url",
    "copyright",
    "last updated",
    "database",
    "caption",
    "identifier / keyword",
    "correction date",
    "source attribution",
];

/// Whether a document comes from ProQuest.
pub fn recognise(document: Document<'_>) -> bool {
    let mut labels = vec![];
    for line in head(document.text) {
        labels.extend(label(line).map(|(label, _)| label));
    }
    let has = |label| labels.contains(&label);
    has("proquest document id") && (has("full text") || has("abstract") || has("title"))
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
    let articles = split(document.text).into_iter().map(|article| draft(&article));
    hand_over("ProQuest", articles.filter(holds), drafts)
}

fn split(text: &str) -> Vec<String> {
    let mut articles = vec![String::new()];
    for line in text.lines() {
        let ruler = line.len() >= 20 && line.trim_end().bytes().all(|byte| byte == b'_');
        if ruler || is_ruler(line) {
            articles.push(String::new());
        } else if let Some(article) = articles.last_mut() {
            article.push_str(line);
            article.push('\n');
        }
    }
    // The list of titles before the articles and the notice after them have no number.
    articles
        .retain(|article| article.lines().any(|line| is_labelled(line, "proquest document id")));
    articles
}

fn is_labelled(line: &str, wanted: &str) -> bool {
    label(line).is_some_and(|(name, _)| name == wanted)
}

fn label(line: &str) -> Option<(&'static str, &str)> {
    let (word, rest) = line.split_once(':')?;
    if word.len() > 30 {
        return None;
    }
    let lower = word.trim().to_lowercase();
    let written = word.starts_with(|c: char| c.is_ascii_uppercase());
    LABELS.iter().find(|label| **label == lower && written).map(|label| (*label, rest))
}

fn draft(article: &str) -> Draft {
    let fields = Fields::read(article, label);
    let blocks = fields.blocks();
    let first = blocks.first().map(|block| block.join(" "));
    let guid = fields.line("proquest document id");
    let info = fields.line("publication info");
    let day = fields
        .line("publication date")
        .or_else(|| info.as_deref().and_then(after_bracket).filter(|text| names_a_day(text)));
    let paper = fields.line("publication title").or(info);
    let text = fields.text("full text").or(fields.text("abstract"));
    Draft {
        key: guid.clone().unwrap_or_default(),
        guid,
        title: fields.line("title").or(first),
        body: text.map(paragraphs).unwrap_or_default(),
        dates: published("ProQuest Publication date", day),
        source: source("ProQuest Publication title", paper.map(|paper| paper_name(&paper))),
        authors: authors(fields.line("author")),
        section: fields.line("section"),
        tags: keywords(&[fields.line("subject"), fields.line("location")]),
        lang: fields.line("language of publication"),
        url: fields.line("document url"),
        ..Draft::default()
    }
}

/// The paper at the start of `The Harbour News; London (UK) [London (UK)]05 Nov 2023: 12.`.
fn paper_name(paper: &str) -> String {
    paper.split([';', '[']).next().unwrap_or(paper).trim().to_string()
}

/// The day between the bracket and the page.
fn after_bracket(info: &str) -> Option<String> {
    let rest = info.rsplit_once(']').map_or(info, |(_, rest)| rest);
    rest.split(':').next().map(|day| day.trim().to_string())
}
