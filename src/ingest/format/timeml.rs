//! News texts annotated in TimeML: one article per file, with its creation date. Marked events and
//! times are kept as ordinary text.

use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Rank};
use crate::ingest::parse::xml::blocks::plain;
use crate::ingest::parse::xml::{Element, dated, each_record, filled, root};

/// Whether the first element is `<TimeML>`.
pub fn recognise(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| root.is("TimeML"))
}

/// Hands over the article.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &["TimeML"], out, &mut |_, article| Some(draft(article)))
}

fn draft(article: Element<'_, '_>) -> Draft {
    let body = article.find("TEXT").map(|text| plain(&text.text()));
    Draft {
        guid: article.find("DOCID").and_then(Element::line),
        title: article.find("TITLE").and_then(Element::line),
        body: body.unwrap_or_default(),
        dates: created(article).into_iter().collect(),
        ..Draft::default()
    }
}

/// The day that the annotation labels as the time of creation or publication.
fn created(article: Element<'_, '_>) -> Option<Candidate> {
    let of_document = |time: &Element<'_, '_>| {
        let function = time.attribute("functionInDocument").unwrap_or_default();
        function == "CREATION_TIME" || function == "PUBLICATION_TIME"
    };
    let marked = article.all("TIMEX3").find(of_document);
    let value = marked.and_then(|time| time.attribute("value")).and_then(filled);
    let written = || article.find("DCT").and_then(Element::line);
    dated(Rank::Stated, 92, "timeml DCT", &value.or_else(written)?)
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const FILE: &str = include_str!("../../../tests/data/timeml/ferry.tml");

    #[test]
    fn a_text_gives_its_title_day_and_paragraphs() {
        assert!(recognise(document(FILE)));
        let found = collect(extract, FILE);
        assert_eq!((found.articles.len(), found.problems.len()), (1, 0));
        let text = &found.articles[0];
        assert_eq!(text.key, "OST19980302-1");
        assert_eq!(text.title.as_deref(), Some("Ferry sails again"));
        assert_eq!(dates(text), ["timeml DCT: 1998-03-02T09:15"]);
        assert_eq!(text.body, "The ferry sailed today.\n\nIt was full.");
    }
}
