//! Texts with one word per line and annotations after tabs, as in language resources (CoNLL, HIPE).
//! A document begins at a comment that names it; metadata in comments is read, annotations are not.

use serde_json::{Map, Value};

use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::{fields, record};

/// Names of comments that begin a document, lower-cased and without punctuation.
const BEGINNINGS: &[&str] = &["documentid", "newdocid", "newdoc", "docid"];

/// Whether a document begins with comments `# name = value` and lines of one word and annotations.
pub fn is_tokens(document: Document<'_>) -> bool {
    let head: Vec<&str> = document.text.lines().filter(|line| !line.is_empty()).take(60).collect();
    let begins = head.iter().filter_map(|line| comment(line)).any(|(name, _)| begins(&name));
    let rows = head.iter().filter(|line| line.split('\t').count() >= 2 && !line.starts_with('#'));
    begins && rows.count() >= 3
}

/// Hands over the article of each document.
///
/// # Errors
/// When there is none.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let mut found = false;
    let mut record = Map::new();
    let mut text = String::new();
    let lines = document.text.lines().map(Some).chain([None]);
    for line in lines {
        let named = line.and_then(comment);
        let ends = named.as_ref().is_none_or(|(name, _)| begins(name))
            && (named.is_some() || line.is_none());
        if ends && !text.trim().is_empty() {
            found = true;
            if !drafts.article(draft(&std::mem::take(&mut record), &text, options)) {
                return Ok(());
            }
            text.clear();
        }
        match (named, line) {
            (Some((name, value)), _) => {
                record.entry(name).or_insert_with(|| value.into());
            }
            (None, Some(line)) => take_word(line, &mut text),
            (None, None) => {}
        }
    }
    if found {
        Ok(())
    } else {
        Err(Refusal::NotArticles("annotated words without a document".into()))
    }
}

fn draft(record: &Map<String, Value>, text: &str, options: &Options) -> Draft {
    Draft { body: text.to_string(), ..record::draft(record, "comment", options) }
}

/// The name (after its colon, if it has one) and the value of a comment.
fn comment(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.strip_prefix('#')?.split_once('=')?;
    let name = name.rsplit(':').next()?.trim();
    Some((name.to_string(), value.trim()))
}

fn begins(name: &str) -> bool {
    BEGINNINGS.contains(&fields::plain(name).as_str())
}

fn take_word(line: &str, text: &mut String) {
    let (word, notes) = line.split_once('\t').unwrap_or((line, ""));
    if word.is_empty() || word.starts_with('#') || word == "TOKEN" {
        return;
    }
    match word.strip_suffix('¬') {
        Some(part) => text.push_str(part),
        None => text.push_str(word),
    }
    let joined =
        word.ends_with('¬') || notes.contains("NoSpaceAfter") || notes.contains("SpaceAfter=No");
    if !joined {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::tests::drafts;

    const WORDS: &str = "TOKEN\tNE\tMISC\n# hipe:document_id = a-1\n# hipe:date = 1798-12-12\n\
                         # hipe:publication_title = The Gazette\nThe\tO\t_\nharbour\tO\tNoSpaceAfter\n\
                         .\tO\tEndOfLine\n# segment = 2\nIt\tO\t_\nrained\tO\t_\n\n\
                         # hipe:document_id = a-2\n# hipe:date = NA\nStorm\tO\t_\n";

    #[test]
    fn each_document_is_an_article_with_its_day_and_paper() {
        let found = drafts("a.tsv", WORDS);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].body.trim(), "The harbour. It rained");
        assert_eq!(found[0].guid.as_deref(), Some("a-1"));
        assert_eq!(found[0].dates[0].evidence.text, "1798-12-12");
        assert_eq!(found[0].source.as_ref().unwrap().text, "The Gazette");
        assert!(found[1].dates.is_empty());
    }
}
