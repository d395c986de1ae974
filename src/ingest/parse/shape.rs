//! Recognises unnamed values by their shape: an address is the URL, a date the date, a list the
//! section or the tags, the longest text the title.

use super::record;
use crate::ingest::article::dates::{self, DayOrder};
use crate::ingest::draft::{Candidate, Draft};

/// Separators between the values of a first line.
const SEPARATORS: &[&str] = &["###", "|||", "@@@", "$$$", "||", "\t", " | "];

/// The values of a line of at least four values that include an address or a date.
pub fn columns(line: &str) -> Option<Vec<&str>> {
    let line = line.trim();
    let values = SEPARATORS.iter().map(|separator| line.split(separator).map(str::trim).collect());
    values.into_iter().find(|values: &Vec<&str>| {
        values.len() >= 4
            && values.iter().any(|value| is_address(value))
            && values.iter().any(|value| is_date(value))
    })
}

/// The draft of some values; `rule` names them in evidence. If `titled` is false, a text is taken
/// for the author's name.
pub fn draft(values: &[&str], rule: &str, titled: bool) -> Draft {
    let mut draft = Draft::default();
    let mut texts = Vec::new();
    for value in values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()) {
        if is_address(value) {
            draft.url.get_or_insert_with(|| value.to_string());
        } else if is_date(value) || is_dateish(value) {
            draft.dates.push(Candidate::published(rule, value));
        } else if let Some(list) = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            take_list(list, &mut draft);
        } else if value.chars().all(char::is_numeric) {
            draft.guid.get_or_insert_with(|| value.to_string());
        } else if value.chars().any(char::is_alphabetic) {
            texts.push(value);
        }
    }
    if titled {
        // The identifier of a record is longer than some titles but has no space.
        let longest = texts.iter().max_by_key(|text| (text.contains(' '), text.len()));
        draft.title = longest.map(|text| text.to_string());
    } else {
        take_names(&texts, &mut draft);
    }
    draft.key = draft.guid.as_ref().or(draft.url.as_ref()).cloned().unwrap_or_default();
    draft
}

fn take_list(list: &str, draft: &mut Draft) {
    let items: Vec<String> =
        list.split(',').map(|item| item.trim().trim_matches(['\'', '"']).to_string()).collect();
    match items.as_slice() {
        [section] if draft.section.is_none() => draft.section = Some(section.clone()),
        _ => draft.tags.extend(items),
    }
}

/// Assigns unnamed texts: one of several words is an author, one of a single word the section; of
/// two single words the first is an author, such as `Reuters`.
fn take_names(texts: &[&str], draft: &mut Draft) {
    let texts = texts.iter().filter(|text| text.len() <= 300 && !record::says_nothing(text));
    let (named, single): (Vec<&str>, Vec<&str>) =
        texts.partition(|text| text.split_whitespace().count() > 1);
    let (author, section) = match single.as_slice() {
        [author, section, ..] if named.is_empty() => (Some(*author), Some(*section)),
        single => (None, single.first().copied()),
    };
    draft.authors.extend(named.into_iter().chain(author).map(str::to_string));
    draft.section = draft.section.take().or(section.map(str::to_string));
}

fn is_address(value: &str) -> bool {
    value.starts_with("https://") || value.starts_with("http://")
}

/// Whether a value is three numbers like those of a date, even of an impossible day.
fn is_dateish(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['/', '-']).collect();
    parts.len() == 3 && parts.iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a value is a date, rather than a number that could be parsed as one.
pub fn is_date(value: &str) -> bool {
    let number = value.chars().all(|c| c.is_numeric() || c == '.' || c == ',');
    let plausible = value.len() <= 60 && value.chars().any(char::is_numeric);
    plausible
        && (!number || value.len() == 8 || value.matches('.').count() == 2)
        && dates::read(value, DayOrder::Unknown).is_some()
}

#[cfg(test)]
mod tests {
    use super::{columns, draft};

    #[test]
    fn the_values_of_a_line_are_told_apart() {
        let line = "paper_7###Storm closes the harbour###https://example.org/7###['Coast']###\
                    2020-01-22 12:00:00###71###['storm', 'ships']";
        let draft = draft(&columns(line).unwrap(), "first line", true);
        assert_eq!(draft.title.as_deref(), Some("Storm closes the harbour"));
        assert_eq!(draft.url.as_deref(), Some("https://example.org/7"));
        assert_eq!(draft.section.as_deref(), Some("Coast"));
        assert_eq!(draft.tags, ["storm", "ships"]);
        assert_eq!(draft.guid.as_deref(), Some("71"));
        assert_eq!(draft.dates.len(), 1);
        assert_eq!(columns("a | b | c | d"), None);
        let line = "the_quay_data_7###A storm###https://example.org/7###2020-01-22";
        let draft = super::draft(&columns(line).unwrap(), "first line", true);
        assert_eq!(draft.title.as_deref(), Some("A storm"));
    }

    #[test]
    fn values_beside_an_article_name_its_author_and_section() {
        let values =
            ["Ann Field", "http://example.org/a", "coast", "26/12/2017", "249", "1978", "3.5"];
        let draft = draft(&values, "sidecar", false);
        assert_eq!(draft.authors, ["Ann Field"]);
        assert_eq!(draft.section.as_deref(), Some("coast"));
        assert_eq!(draft.dates.len(), 1);
    }

    #[test]
    fn an_agency_of_one_word_beside_an_article_is_its_author() {
        let draft = draft(&["Reuters", "http://example.org/a", "coast"], "sidecar", false);
        assert_eq!(
            (draft.authors.as_slice(), draft.section.as_deref()),
            (&["Reuters".to_string()][..], Some("coast"))
        );
    }
}
