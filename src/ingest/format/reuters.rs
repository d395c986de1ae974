//! Agency stories in SGML, one `<REUTERS>` each, as in the Reuters-21578 collection. Its `UNKNOWN`
//! wire codes and `MKNOTE` remarks are ignored.

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts, Rank};
use crate::ingest::parse::xml::blocks::{one_line, plain};
use crate::ingest::parse::xml::{Element, dated, each_record, filled, opens_any};

/// The elements that hold keywords, each in a `<D>`.
const TAGS: [&str; 6] = ["TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES"];
/// The placeholder for a body that the collection omits.
const PLACEHOLDER: &str = "Blah blah blah.";

/// Whether `<REUTERS>` opens near the start.
pub fn recognise(document: Document<'_>) -> bool {
    opens_any(document.text, &["REUTERS"])
}

/// Hands over each story.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &["REUTERS"], out, &mut |_, story| Some(draft(story)))
}

fn draft(story: Element<'_, '_>) -> Draft {
    let text = story.child("TEXT");
    let part = |name: &str| text.and_then(|text| text.find(name));
    let date = story.child("DATE").map(|date| day_and_time(&date.text()));
    Draft {
        key: story.attribute("NEWID").and_then(filled).unwrap_or_default(),
        title: part("TITLE").and_then(Element::line),
        body: text.map(body).unwrap_or_default(),
        dates: date
            .and_then(|date| dated(Rank::Stated, 95, "sgml DATE", &date))
            .into_iter()
            .collect(),
        source: Some(Evidence::new("sgml REUTERS", "Reuters")),
        authors: part("AUTHOR").and_then(Element::line).into_iter().collect(),
        tags: TAGS
            .iter()
            .filter_map(|name| story.child(name))
            .flat_map(|list| list.all("D").filter_map(Element::line))
            .collect(),
        ..Draft::default()
    }
}

/// The date without the wire codes after it, and without an impossible time.
fn day_and_time(text: &str) -> String {
    let mut words = text.split_whitespace();
    let day = words.next().unwrap_or("");
    let possible = |time: &&str| {
        let hour = time.split(':').next().and_then(|hour| hour.parse().ok());
        time.split(':').count() == 3 && hour.is_some_and(|hour: u32| hour < 24)
    };
    // Codes follow the time, separated only by control characters.
    let time = words.next().map(|time| time.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    match time.filter(possible) {
        Some(time) => format!("{day} {time}"),
        None => day.to_owned(),
    }
}

/// The body preceded by its dateline; all of its text if the story has no markup.
fn body(text: Element<'_, '_>) -> String {
    let Some(body) = text.find("BODY") else {
        let title = text.find("TITLE").map(|title| title.text()).unwrap_or_default();
        let rest = text.text().replacen(title.as_ref(), "\n", 1);
        return signed_off(&rest.replace(PLACEHOLDER, "").replace("******", ""));
    };
    let dateline = text.find("DATELINE").map(|line| one_line(&line.text())).unwrap_or_default();
    let separator = if dateline.is_empty() { "" } else { " " };
    let body = body.text();
    signed_off(&format!("{dateline}{separator}{}", body.trim_start()))
}

/// The paragraphs without the agency's name at the end of each story.
fn signed_off(text: &str) -> String {
    let text = text.trim_end();
    let last = text.rfind('\n').map_or(0, |at| at + 1);
    let signature = text[last..].trim().eq_ignore_ascii_case("reuter");
    plain(if signature { &text[..last] } else { text })
}

#[cfg(test)]
mod tests {
    use super::extract;
    use crate::ingest::testing::{collect, dates};

    const FILE: &str = include_str!("../../../tests/data/reuters/stories.sgm");

    #[test]
    fn each_story_gives_its_day_title_and_paragraphs() {
        let found = collect(extract, FILE);
        assert_eq!((found.articles.len(), found.problems.len()), (4, 0));
        let story = &found.articles[0];
        assert_eq!(story.key, "901");
        assert_eq!(story.title.as_deref(), Some("HARBOUR DUES TO RISE <ABC>"));
        assert_eq!(dates(story), ["sgml DATE: 2-MAR-1987 09:14:05.12"]);
        assert_eq!(
            story.body,
            "OSTPORT, March 2 - Dues at the port rise in\nMay & June.\n\nOwners object."
        );
        assert_eq!(story.authors, ["By Ann Writer, Reuters"]);
        assert_eq!(story.tags, ["ship", "norway"]);
        assert_eq!(story.source.as_ref().unwrap().text, "Reuters");
    }

    #[test]
    fn codes_after_the_date_and_impossible_times_leave_the_day() {
        let found = collect(extract, FILE);
        assert_eq!(dates(&found.articles[1]), ["sgml DATE: 31-MAR-1987"]);
        assert_eq!(dates(&found.articles[2]), ["sgml DATE: 1-APR-1987 10:00:00.00"]);
    }

    #[test]
    fn stories_without_a_marked_body_keep_their_text() {
        let found = collect(extract, FILE);
        assert_eq!(found.articles[1].body, "");
        assert_eq!(found.articles[2].body, "CORRECTED - FERRY LINE\nThe ferry runs on Sunday.");
        assert_eq!(found.articles[2].title, None);
    }

    #[test]
    fn a_file_that_breaks_off_gives_what_came_before() {
        let cut = &FILE[..FILE.find("Owners").unwrap()];
        let found = collect(extract, cut);
        assert_eq!(found.articles.len(), 1);
        assert_eq!(found.problems, [format!("breaks off at byte {}", cut.len())]);
    }
}
