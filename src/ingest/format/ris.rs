//! RIS, the tagged form of reference managers: each reference is an article whose body is its
//! abstract. <https://en.wikipedia.org/wiki/RIS_(file_format)>

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts};

/// The number of lines searched for the first tag.
const LINES: usize = 50;

/// A reference: its tags and values in order.
type Reference<'a> = Vec<(&'a str, String)>;

/// Whether a document is RIS: its first tag is a type tag.
pub fn recognise(document: Document<'_>) -> bool {
    let mut lines =
        document.text.lines().take(LINES).map(|line| line.trim_start_matches('\u{feff}'));
    lines.find(|line| !line.trim().is_empty()).and_then(tag).is_some_and(|(tag, _)| tag == "TY")
}

/// Hands over a draft of each reference.
///
/// # Errors
/// Refuses a file without references.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let references = references(document.text);
    for (number, reference) in references.iter().enumerate() {
        let draft = draft(number, reference);
        if draft.title.is_none() && draft.body.is_empty() {
            drafts.passed_over(format!("reference {}: neither title nor abstract", number + 1));
        } else if !drafts.article(draft) {
            break;
        }
    }
    match references.is_empty() {
        true => Err(Refusal::NotArticles("it holds no references".into())),
        false => Ok(()),
    }
}

/// `AB  - text`: the tag and its value.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let mut letters = tag.bytes();
    let named = letters.next()?.is_ascii_uppercase() && letters.next()?.is_ascii_alphanumeric();
    let value = rest.trim_start_matches(' ').strip_prefix('-')?;
    let set_off = rest.starts_with(' ') && (value.is_empty() || value.starts_with(' '));
    (named && set_off).then_some((tag, value.trim()))
}

fn references(text: &str) -> Vec<Reference<'_>> {
    let mut references: Vec<Reference<'_>> = vec![];
    for line in text.lines() {
        let line = line.trim_start_matches('\u{feff}');
        match (tag(line), references.last_mut()) {
            (Some(("TY", value)), _) => references.push(vec![("TY", value.to_string())]),
            (Some((tag, value)), Some(reference)) => reference.push((tag, value.to_string())),
            (None, Some(reference)) => go_on(reference, line.trim()),
            (Some(_), None) | (None, None) => {}
        }
    }
    references
}

/// Appends a line without a tag to the previous value; an empty line separates paragraphs.
fn go_on(reference: &mut Reference<'_>, line: &str) {
    let Some((tag, value)) = reference.last_mut() else { return };
    if *tag == "ER" {
        return;
    }
    value.push_str(if line.is_empty() { "\n\n" } else { " " });
    value.push_str(line);
}

fn draft(number: usize, reference: &Reference<'_>) -> Draft {
    let all = |tags: &[&str]| -> Vec<String> {
        let values = reference.iter().filter(|(tag, _)| tags.contains(tag));
        values.map(|(_, value)| value.trim().to_string()).filter(|v| !v.is_empty()).collect()
    };
    // The tags of a field in order of preference.
    let first = |tags: &[&str]| tags.iter().find_map(|tag| all(&[tag]).into_iter().next());
    let guid = first(&["AN", "ID", "DO"]);
    let url = first(&["UR", "L2", "LK"]);
    Draft {
        key: guid.clone().or(url.clone()).unwrap_or_else(|| number.to_string()),
        guid,
        title: first(&["TI", "T1", "CT", "BT"]),
        body: first(&["AB", "N2", "N1"]).unwrap_or_default(),
        dates: dates(first(&["DA"]), first(&["PY", "Y1"])),
        source: first(&["T2", "JO", "JF", "JA", "T3", "PB"])
            .map(|name| Evidence::new("RIS source", name)),
        authors: all(&["AU", "A1"]),
        section: first(&["SE"]),
        tags: all(&["KW"]),
        lang: first(&["LA"]),
        url,
        ..Draft::default()
    }
}

/// `2023/11/05/` with empty parts at its end, or a year alone.
fn dates(day: Option<String>, year: Option<String>) -> Vec<Candidate> {
    let written = |(rule, text): (&str, Option<String>)| {
        let text = text?;
        let mut parts = text.split('/');
        let numbers: Vec<&str> =
            parts.by_ref().take(3).take_while(|p| !p.trim().is_empty()).collect();
        Some(Candidate::published(rule, numbers.join("-")))
    };
    [("RIS DA", day), ("RIS PY", year)].into_iter().filter_map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::document::{Document, Options};
    use crate::ingest::testing::Collected;

    #[test]
    fn a_reference_is_an_article_whose_body_is_its_abstract() {
        let text = "\u{feff}TY  - NEWS\r\nTI  - Ferry returns\r\nAU  - Example, Ada\r\n\
            AU  - Other, Bo\r\nT2  - Harbour News\r\nPY  - 2023/11/05/\r\nDA  - 2023/11/05\r\n\
            AB  - It was away\r\nall winter.\r\nKW  - ferries\r\nUR  - http://a.example/1\r\n\
            ER  - \r\n\r\nTY  - JOUR\r\nT1  - Second\r\nY1  - 2022//\r\nER  -\r\n";
        let document = Document { path: "a.ris", bytes: text.as_bytes(), text, sidecar: None };
        assert!(recognise(document));
        let mut seen = Collected::default();
        extract(document, &Options::default(), &mut seen).unwrap();
        let first = &seen.articles[0];
        assert_eq!(first.title.as_deref(), Some("Ferry returns"));
        assert_eq!(first.body, "It was away all winter.");
        assert_eq!(first.authors, ["Example, Ada", "Other, Bo"]);
        assert_eq!(first.dates[0].evidence.text, "2023-11-05");
        assert_eq!(first.source.as_ref().unwrap().text, "Harbour News");
        assert_eq!(first.key, "http://a.example/1");
        assert_eq!(seen.articles[1].dates[0].evidence.text, "2022");
        assert_eq!(seen.articles[1].key, "1");
    }

    #[test]
    fn a_list_is_no_reference() {
        let text = "AB - a story\nTY - another";
        let document = Document { path: "a", bytes: text.as_bytes(), text, sidecar: None };
        assert!(!recognise(document));
    }
}
