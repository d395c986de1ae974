//! Documents in Rich Text Format: one article each, or the articles of a press database download.
//! Notes, headers and pictures are ignored.

use super::{download, text};
use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Rank};
use crate::ingest::parse::package::{self, is_nobody, words};
use crate::ingest::parse::rtf::{self, Info, Paragraph};
use crate::ingest::parse::xml::blocks::one_line;
use crate::ingest::parse::{record, xml::filled};

/// Whether a document is RTF.
pub fn recognise(document: Document<'_>) -> bool {
    rtf::is_rtf(document.bytes)
}

/// Hands over the document as one article, or the articles of a press database in it.
///
/// # Errors
/// Refuses a document without text.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let rtf::Rtf { mut paragraphs, info } = rtf::read(document.bytes);
    if paragraphs.iter().all(|paragraph| paragraph.text.trim().is_empty()) {
        return Err(Refusal::NotArticles("it holds no text".into()));
    }
    let lines = lines(&paragraphs, "\n");
    if let Some(result) = download::within(&lines, document, options, drafts) {
        return result;
    }
    let title = take_title(&mut paragraphs, &info);
    let body = self::lines(&paragraphs, "\n\n");
    let mut draft = match title {
        Some(_) => Draft { title, body, ..Draft::default() },
        None => text::draft(&body, options),
    };
    draft.key = "0".into();
    record::complete(&mut draft, properties(&info));
    package::read_head(&mut draft);
    drafts.article(draft);
    Ok(())
}

fn lines(paragraphs: &[Paragraph], between: &str) -> String {
    let texts = paragraphs.iter().map(|paragraph| paragraph.text.trim());
    texts.collect::<Vec<_>>().join(between)
}

/// Takes the title from the text: the first paragraph, if it has a title style or repeats the title
/// property.
fn take_title(paragraphs: &mut Vec<Paragraph>, info: &Info) -> Option<String> {
    paragraphs.retain(|paragraph| !paragraph.text.trim().is_empty());
    let first = paragraphs.first()?;
    let line = one_line(&first.text);
    let is_title = paragraphs.len() > 1 && (first.titled || line == info.title.trim());
    is_title.then(|| {
        paragraphs.remove(0);
        line
    })
}

/// The properties: who created the document, which may not be the author, and when.
fn properties(info: &Info) -> Draft {
    let dated = |rule: &str, day: &str, rank| {
        let day = Some(day).filter(|day| day.len() == 10)?;
        Some(Candidate::new(rank, 60, Evidence::new(rule, day)))
    };
    let created = dated("rtf creatim", &info.created, Rank::Weak);
    let revised = dated("rtf revtim", &info.revised, Rank::Modified);
    let author = filled(&*info.author).filter(|name| !is_nobody(name));
    Draft {
        title: filled(&*info.title),
        dates: created.into_iter().chain(revised).collect(),
        authors: author.into_iter().collect(),
        tags: words(&info.keywords),
        ..Draft::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::draft::Draft;
    use crate::ingest::testing::{collect, document};

    fn read(body: &str) -> Vec<Draft> {
        let text = format!("{{\\rtf1\\ansi\\ansicpg1252 {body}}}");
        assert!(recognise(document(&text)));
        collect(extract, &text).articles
    }

    #[test]
    fn a_document_is_an_article_titled_by_its_first_paragraph() {
        let info =
            "{\\info{\\title Ferry returns}{\\author Ida Lund}{\\creatim\\yr2018\\mo3\\dy2}}";
        let style = "{\\stylesheet{\\s4 heading 1;}}";
        for (head, first) in
            [(info, "\\b Ferry returns\\b0"), (style, "\\s4 Ferry returns"), ("", "Ferry returns")]
        {
            let drafts = read(&format!(
                "{head}{first}\\par\\pard The ferry is back at the quay.\\par It left.\\par"
            ));
            assert_eq!(drafts.len(), 1);
            assert_eq!(drafts[0].title.as_deref(), Some("Ferry returns"), "{first}");
            assert_eq!(drafts[0].body, "The ferry is back at the quay.\n\nIt left.", "{first}");
        }
        let draft = &read(&format!("{info}Ferry returns\\par It is back.\\par"))[0];
        assert_eq!(draft.authors, ["Ida Lund"]);
        assert_eq!(draft.dates[0].evidence.text, "2018-03-02");
    }

    #[test]
    fn the_articles_of_a_press_database_are_told_apart() {
        let article = |title: &str, day: &str| {
            format!(
                "{{\\b {title}}}\\par The Quay\\par {day}\\par\\par Copyright 2023 Quay\\par\\par\
                 {{\\b Section:}} COAST\\par{{\\b Length:}} 9 words\\par\\par{{\\b Body}}\\par\\par\
                 No ship left.\\par\\par{{\\b Load-Date:}} May 9, 2023\\par\\par End of Document\\par\\page "
            )
        };
        let drafts = read(
            &(article("Ferry returns", "November 5, 2023")
                + &article("Pilots strike", "November 6, 2023")),
        );
        let titles: Vec<_> = drafts.iter().filter_map(|draft| draft.title.as_deref()).collect();
        assert_eq!(titles, ["Ferry returns", "Pilots strike"]);
        assert_eq!(drafts[1].source.as_ref().unwrap().text, "The Quay");
    }

    #[test]
    fn a_document_of_pictures_alone_is_no_article() {
        assert!(read("{\\pict 0105}\\par").is_empty());
    }
}
