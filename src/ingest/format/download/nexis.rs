//! Texts from LexisNexis and Nexis Uni: fields labelled by words (`HEADLINE:`, `Byline:`, `Body`),
//! articles separated by `3 of 25 DOCUMENTS` or `End of Document`.

use super::{Fields, authors, head, holds, is_ruler, keywords, names_a_day, one_line, paragraphs};
use super::{hand_over, page, published, source};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};

/// Every label that is followed by a colon.
const LABELS: [&str; 34] = [
    "headline",
    "byline",
    "section",
    "length",
    "dateline",
    "highlight",
    "body",
    "graphic",
    "series",
    "correction",
    "correction-date",
    "notes",
    "url",
    "load-date",
    "language",
    "publication-type",
    "journal-code",
    "document-type",
    "subject",
    "industry",
    "geographic",
    "country",
    "state",
    "city",
    "company",
    "person",
    "organization",
    "ticker",
    "title",
    "type",
    "copyright",
    "editor's note",
    "column",
    "classification",
];
/// The same labels in other languages of the service.
const FOREIGN: [(&str, &str); 22] = [
    ("titre", "headline"),
    ("auteur", "byline"),
    ("rubrique", "section"),
    ("longueur", "length"),
    ("encart", "highlight"),
    ("origine-dépêche", "dateline"),
    ("illustration", "graphic"),
    ("date-chargement", "load-date"),
    ("langue", "language"),
    ("type-publication", "publication-type"),
    ("autor", "byline"),
    ("rubrik", "section"),
    ("länge", "length"),
    ("update", "load-date"),
    ("sprache", "language"),
    ("rubriek", "section"),
    ("lengte", "length"),
    ("taal", "language"),
    ("sección", "section"),
    ("longitud", "length"),
    ("fecha-carga", "load-date"),
    ("idioma", "language"),
];
/// Prefixes of lines on the cover page before the first article.
const COVER: [&str; 6] = [
    "Client/Matter:",
    "Search Terms:",
    "Search Type:",
    "Content Type:",
    "Narrowed by:",
    "Job Number:",
];
/// Labels before the text; text after one of them and a blank line is the body, if no label marks
/// the body.
const BEFORE: [&str; 8] =
    ["headline", "byline", "section", "length", "dateline", "highlight", "series", "column"];
/// Labels that may be alone on a line, without a colon.
const BARE: [&str; 3] = ["body", "classification", "graphic"];

/// Whether a document comes from LexisNexis or Nexis Uni.
pub fn recognise(document: Document<'_>) -> bool {
    page::is_nexis(document.text) || is_listing(document.text)
}

/// Whether a text holds article separators and labels.
fn is_listing(text: &str) -> bool {
    let mut labels = vec![];
    let mut rulers = 0;
    for line in head(text) {
        labels.extend(label(line).map(|(label, _)| label));
        rulers += usize::from(is_ruler(line) || is_end(line));
    }
    let has = |label| labels.contains(&label);
    let known = ["length", "load-date", "body", "publication-type", "section", "byline"];
    rulers > 0
        && (has("length") || has("load-date"))
        && known.iter().filter(|l| has(l)).count() >= 2
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
    let text = page::is_nexis(document.text).then(|| page::articles(document.text));
    let text = text.as_deref().unwrap_or(document.text);
    let articles = split(text).into_iter().filter_map(|article| draft(&article));
    hand_over("LexisNexis", articles, drafts)
}

fn is_end(line: &str) -> bool {
    line.trim().eq_ignore_ascii_case("end of document")
}

fn split(text: &str) -> Vec<String> {
    let mut articles = vec![String::new()];
    for line in text.lines() {
        let line = line.trim_start_matches('\u{c}');
        if is_ruler(line) || is_end(line) {
            articles.push(String::new());
        } else if let Some(article) = articles.last_mut() {
            article.push_str(line);
            article.push('\n');
        }
    }
    articles[0] = without_cover(&articles[0]);
    articles
}

/// The first article without the cover page about the search.
fn without_cover(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let about = |line: &&str| COVER.iter().any(|label| line.starts_with(label));
    let filled = |from: usize| (from..lines.len()).filter(|&at| !lines[at].is_empty());
    let tabled = |at: &usize| {
        lines[*at] == "Content Type"
            && filled(at + 1).next().map(|at| lines[at]) == Some("Narrowed by")
    };
    // The filters of the search are a table of two columns, unless they are on one line.
    let rows = (0..lines.len())
        .rev()
        .find(tabled)
        .map(|at| rows_end(&lines, &filled(at).collect::<Vec<_>>()));
    let last = lines.iter().rposition(about);
    match (rows, last) {
        (Some(end), last) if last.is_none_or(|last| last < end) => lines[end..].join("\n"),
        (_, Some(last)) => {
            let rest = lines[last + 1..].iter().skip_while(|line| !line.is_empty());
            rest.copied().collect::<Vec<_>>().join("\n")
        }
        _ => text.to_string(),
    }
}

/// Where the table of what a search was narrowed by ends; its filled lines are given from its head on.
/// Every further row says that there is nothing, or names what it is narrowed by.
fn rows_end(lines: &[&str], filled: &[usize]) -> usize {
    let row = |pair: &&[usize]| {
        let value = pair.get(1).map_or("", |&at| lines[at]);
        value == "-None-" || value.starts_with("Sources:") || value.starts_with("Timeline:")
    };
    let further = filled.get(4..).unwrap_or_default().chunks(2).take_while(row).count();
    filled.get(4 + 2 * further).copied().unwrap_or(lines.len())
}

/// The label at the start of a line.
fn label(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start_matches(['\u{feff}', ' ']);
    let (word, rest) = line.split_once(':').unwrap_or((line, ""));
    // The copyright line has no colon, and its text is part of the value.
    if let Some(rest) = line.strip_prefix("Copyright ") {
        return Some(("copyright", rest));
    }
    if word.len() > 20 {
        return None;
    }
    let lower = word.trim().to_lowercase();
    let foreign = FOREIGN.iter().find(|(foreign, _)| *foreign == lower).map(|(_, label)| label);
    let known = LABELS.iter().find(|label| **label == lower).or(foreign)?;
    // A sentence may begin with "Section:" or "Type:"; labels have one of two capitalisations.
    let written = word.starts_with(|c: char| c.is_uppercase());
    let alone = line.contains(':') || BARE.contains(known);
    (written && alone).then_some((*known, rest))
}

fn draft(article: &str) -> Option<Draft> {
    let mut fields = Fields::read(article, label);
    // In the older form the copyright comes first, followed by the paper and the day.
    let first = fields.fields.first_mut().filter(|field| field.name == "copyright");
    if let Some(field) = first {
        let mut lines = field.text.lines().map(str::to_string);
        lines.next();
        fields.preamble.extend(lines);
    }
    if fields.fields.is_empty() {
        return None;
    }
    let blocks = fields.blocks();
    let lines: Vec<&str> = blocks.iter().flatten().copied().collect();
    let day = lines.iter().position(|line| names_a_day(line));
    let head = &lines[..day.unwrap_or(lines.len())];
    let before = |name: &str| fields.text(name).map(|text| one_line(parted(text).0));
    let labelled = before("headline");
    // In the older form the paper and the day precede the headline.
    let dated = blocks.iter().position(|block| block.iter().any(|line| names_a_day(line)));
    let below = dated.and_then(|dated| blocks[dated + 1..].last());
    // An unlabelled headline is the first line, and the paper the last line before the day.
    let (title, paper) = match (&labelled, head) {
        (Some(_), names) => (labelled.clone(), names.first().map(|name| name.to_string())),
        (None, [paper, rest @ ..])
            if below.is_some() && (rest.is_empty() || fields.text("body").is_none()) =>
        {
            (below.map(|lines| one_line(&lines.join(" "))), Some(paper.to_string()))
        }
        (None, [title @ .., paper]) if !title.is_empty() => {
            (Some(one_line(&title.join(" "))), Some(paper.to_string()))
        }
        (None, names) => (names.first().map(|name| name.to_string()), None),
    };
    let dates = match day {
        Some(day) => published("Nexis date line", Some(lines[day].to_string())),
        None => published("Nexis LOAD-DATE", fields.line("load-date")),
    };
    let draft = Draft {
        title,
        body: body(&fields),
        dates,
        source: source("Nexis source line", paper),
        authors: authors(before("byline")),
        section: before("section").map(|section| first_part(&section)),
        tags: keywords(&[fields.line("subject"), fields.line("geographic")]),
        lang: fields.line("language").map(|language| first_part(&language)),
        url: fields.line("url"),
        ..Draft::default()
    };
    holds(&draft).then_some(draft)
}

/// The highlight, which is the lead, and the body: as labelled, otherwise the text after a blank
/// line below the head labels.
fn body(fields: &Fields) -> String {
    let highlight = fields.text("highlight").map(|text| parted(text).0);
    let heads = fields.fields.iter().filter(|field| BEFORE.contains(&field.name));
    let below = heads.map(|field| parted(&field.text).1).filter(|text| !text.is_empty());
    let body = match fields.text("body") {
        Some(body) => vec![body],
        None => below.collect(),
    };
    highlight.into_iter().chain(body).map(paragraphs).collect::<Vec<_>>().join("\n\n")
}

/// The first block of non-empty lines of a text, and the rest.
fn parted(text: &str) -> (&str, &str) {
    let text = text.trim();
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            return (text[..place].trim_end(), text[place..].trim());
        }
        place += line.len();
    }
    (text, "")
}

/// The section at the start of `Section A; Column 1; Foreign Desk; Pg. 1`.
fn first_part(text: &str) -> String {
    text.split(';').next().unwrap_or(text).trim().to_string()
}
