//! Downloads from press databases: many articles in one text file, each a sequence of labelled
//! fields. Each service has its own separators and labels.

pub mod europresse;
pub mod factiva;
pub mod nexis;
mod page;
pub mod proquest;

use crate::article::Evidence;
use crate::ingest::document::{Document, Extract, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts};

/// A field: its name in lower case, and its text with its lines.
#[derive(Debug, Default, PartialEq)]
struct Field {
    name: &'static str,
    text: String,
}

/// An article split into the text before the first label and the labelled fields.
#[derive(Debug, Default)]
struct Fields {
    preamble: Vec<String>,
    fields: Vec<Field>,
}

/// Hands over the articles of a service; articles without a key are numbered.
fn hand_over(
    service: &str,
    articles: impl Iterator<Item = Draft>,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let mut found = 0;
    for mut draft in articles {
        if draft.key.is_empty() {
            draft.key = found.to_string();
        }
        found += 1;
        if !drafts.article(draft) {
            break;
        }
    }
    match found {
        0 => Err(Refusal::NotArticles(format!("it holds no articles of {service}"))),
        _ => Ok(()),
    }
}

/// Whether a document comes from a service.
type Recognise = fn(Document<'_>) -> bool;

/// Hands over the articles of a service in the text of an office document, which some services
/// offer; `None` if the text is from no known service.
pub fn within(
    text: &str,
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Option<Result<(), Refusal>> {
    let inner = Document { text, bytes: text.as_bytes(), ..document };
    let services: [(Recognise, Extract); 3] = [
        (nexis::recognise, nexis::extract),
        (factiva::recognise, factiva::extract),
        (proquest::recognise, proquest::extract),
    ];
    let (_, extract) = services.into_iter().find(|(recognises, _)| recognises(inner))?;
    Some(extract(inner, options, drafts))
}

/// Finds the label at the start of a line, and returns it with the rest of the line.
type Label = fn(&str) -> Option<(&'static str, &str)>;

impl Fields {
    /// Splits an article at the lines that begin with a label.
    fn read(text: &str, label: Label) -> Fields {
        let mut cut = Fields::default();
        for line in text.lines() {
            let line = line.trim_end();
            match (label(line), cut.fields.last_mut()) {
                (Some((name, rest)), _) => {
                    cut.fields.push(Field { name, text: rest.trim().to_string() });
                }
                (None, Some(field)) => {
                    field.text.push('\n');
                    field.text.push_str(line);
                }
                (None, None) => cut.preamble.push(line.to_string()),
            }
        }
        cut
    }

    /// The first non-empty field with a name, with its lines unchanged.
    fn text(&self, name: &str) -> Option<&str> {
        let mut texts = self.fields.iter().filter(|field| field.name == name);
        texts.find_map(|field| Some(field.text.trim()).filter(|text| !text.is_empty()))
    }

    /// The first non-empty field with a name, as one line.
    fn line(&self, name: &str) -> Option<String> {
        self.text(name).map(one_line)
    }

    /// The blocks of non-empty lines before the first label.
    fn blocks(&self) -> Vec<Vec<&str>> {
        let lines: Vec<&str> = self.preamble.iter().map(|line| line.trim()).collect();
        let blocks = lines.split(|line| line.is_empty()).filter(|block| !block.is_empty());
        blocks.map(<[&str]>::to_vec).collect()
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a text: separated by blank lines, with wrapped lines joined. If there are no
/// blank lines and the lines are long, each line is a paragraph.
fn paragraphs(text: &str) -> String {
    const WIDTH: usize = 100;
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let broken = lines.iter().all(|line| line.len() <= WIDTH);
    let blocks: Vec<String> = match broken || lines.iter().any(|line| line.is_empty()) {
        true => lines.split(|line| line.is_empty()).map(|block| block.join(" ")).collect(),
        false => lines.iter().map(|line| line.to_string()).collect(),
    };
    let filled = blocks.iter().map(|block| block.trim()).filter(|block| !block.is_empty());
    filled.collect::<Vec<_>>().join("\n\n")
}

/// `SMITH, JOHN; DOE, JANE` or `By John Smith and Jane Doe`, unsplit; empty if there is no byline.
fn authors(byline: Option<String>) -> Vec<String> {
    byline.into_iter().filter(|line| !line.is_empty()).collect()
}

fn published(rule: &str, text: Option<String>) -> Vec<Candidate> {
    text.map(|text| Candidate::published(rule, text)).into_iter().collect()
}

fn source(rule: &str, name: Option<String>) -> Option<Evidence> {
    name.map(|name| Evidence::new(rule, name))
}

/// Keywords between separators, without the relevance percentage that Nexis appends.
fn keywords(lists: &[Option<String>]) -> Vec<String> {
    let words = lists.iter().flatten().flat_map(|list| list.split(';'));
    let bare = words.map(|word| word.split(" (").next().unwrap_or(word).trim().to_string());
    bare.filter(|word| !word.is_empty()).collect()
}

/// Whether a draft holds an article: a title and a body.
fn holds(draft: &Draft) -> bool {
    !draft.body.is_empty() || draft.title.is_some()
}

/// The lines used to recognise a file: its first ones, excluding lines as long as a paragraph.
fn head(text: &str) -> impl Iterator<Item = &str> {
    const LINES: usize = 3000;
    const LONG: usize = 200;
    text.lines().take(LINES).filter(|line| line.len() <= LONG)
}

/// The word for "words", in the languages of the services.
const WORDS: [&str; 12] = [
    "words", "word", "mots", "mot", "wörter", "wort", "palabras", "parole", "palavras", "woorden",
    "слов", "ord",
];

/// `1,234 words`, `248 mots`.
fn is_length(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let number = words.next().is_some_and(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
    });
    let unit = words.next().map(str::to_lowercase);
    number && unit.is_some_and(|unit| WORDS.contains(&&*unit)) && words.next().is_none()
}

/// `Document 3 of 25`, `3 of 25 DOCUMENTS`: the separator before an article.
fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 60 {
        return false;
    }
    let lower = line.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        ["document", first, "of", last]
        | [first, "of" | "de" | "von" | "van", last, "document" | "documents" | "documenten"] => {
            number(first) && number(last)
        }
        _ => false,
    }
}

/// Whether a line names a day: it contains the name of a month and a year. Dates are parsed
/// elsewhere.
fn names_a_day(line: &str) -> bool {
    const MONTHS: &str = "january february march april may june july august september october november \
        december januar februar märz mai juni juli oktober dezember janvier février mars \
        avril juin juillet août septembre octobre novembre décembre enero febrero marzo \
        abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre \
        gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro \
        fevereiro março maio junho julho setembro outubro novembro dezembro januari \
        februari maart mei augustus";
    let lower = line.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let month = words().any(|word| {
        let mut months = MONTHS.split(' ');
        let short = word.len() == 3 && months.clone().take(12).any(|m| m.starts_with(word));
        short || months.any(|month| month == word)
    });
    let year = words().any(|word| word.len() == 4 && matches!(word.parse(), Ok(1500..=2200)));
    month && year && line.len() <= 100
}

#[cfg(test)]
mod tests;
