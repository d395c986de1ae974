//! Scanned pages in hOCR, the HTML of OCR programs: each page is an article. Bounding boxes and
//! confidences are ignored.

use crate::ingest::article::location;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::elements::Flow;
use crate::ingest::parse::xml::{Element, Keyed, filled, head, parse, report, root};

/// Whether a page of HTML has the classes of an OCR program near its start.
pub fn recognise(document: Document<'_>) -> bool {
    let html = root(document.text).is_some_and(|root| root.is("html"));
    html && ["ocr-system", "ocr_page", "ocr-capabilities"]
        .iter()
        .any(|sign| head(document.text).contains(sign))
}

/// Hands over each page.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    let (tree, ending) = parse(document.text);
    let mut keyed = Keyed::new(&mut *out);
    let pages = tree.elements().filter(|element| has_class(*element, "ocr_page"));
    for (number, page) in pages.enumerate() {
        let lang = page.inside().take(16).find_map(|part| part.attribute("lang")).and_then(filled);
        let name = format!("page {}", number + 1);
        let body = join_lines(&page.paragraphs(flow));
        // `image "port-1901-03-04.tif"; bbox 0 0 2480 3508`.
        let scan = page.attribute("title").unwrap_or_default();
        let scan = scan.split_once("image ").map_or("", |(_, rest)| rest);
        let scan = scan.split(';').next().unwrap_or_default();
        let dates = location::named("hocr image", scan, 55).into_iter().collect();
        let tags = vec![name.clone()];
        let draft = Draft { key: name, body, dates, tags, lang, ..Draft::default() };
        if !draft.body.is_empty() && !keyed.give(draft) {
            return Ok(());
        }
    }
    let given = keyed.finish();
    report(ending, out);
    match given {
        0 => Err(Refusal::NotArticles("pages without text".to_owned())),
        _ => Ok(()),
    }
}

fn has_class(element: Element<'_, '_>, class: &str) -> bool {
    element
        .attribute("class")
        .is_some_and(|names| names.split_whitespace().any(|name| name == class))
}

fn flow(element: Element<'_, '_>) -> Flow {
    let class = element.attribute("class").unwrap_or_default();
    match class.split_whitespace().next().unwrap_or("") {
        "ocr_carea" | "ocr_par" | "ocrx_block" | "ocr_page" => Flow::Block,
        "ocr_line" | "ocrx_line" | "ocr_header" | "ocr_caption" | "ocr_textfloat" => Flow::Line,
        _ if element.is("p") || element.is("div") => Flow::Block,
        _ => Flow::Inline,
    }
}

/// Joins the lines of each paragraph, and rejoins words hyphenated at line ends.
pub fn join_lines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for paragraph in text.split("\n\n") {
        joined.push_str(if joined.is_empty() { "" } else { "\n\n" });
        let start = joined.len();
        for line in paragraph.lines() {
            let parted = joined.ends_with(['-', '¬', '\u{ad}']);
            if joined.len() > start && parted && line.starts_with(char::is_lowercase) {
                joined.pop();
            } else if joined.len() > start {
                joined.push(' ');
            }
            joined.push_str(line);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, document};

    const FILE: &str = "<!DOCTYPE html><html lang='en'><head><meta name='ocr-system' \
        content='x'><title></title></head><body><div class='ocr_page' id='page_1'><div \
        class='ocr_carea'><p class='ocr_par' lang='eng'><span class='ocr_line'><span \
        class='ocrx_word'>The</span> <span class='ocrx_word'>har-</span></span><span \
        class='ocr_line'><span class='ocrx_word'>bour</span> &amp; sea</span></p><p \
        class='ocr_par'><span class='ocr_line'>Next.</span></p></div></div><div class='ocr_page'>\
        </div></body></html>";

    #[test]
    fn a_page_is_an_article() {
        assert!(recognise(document(FILE)));
        let found = collect(extract, FILE);
        assert_eq!((found.articles.len(), found.problems.len()), (1, 0));
        let page = &found.articles[0];
        assert_eq!(page.body, "The harbour & sea\n\nNext.");
        assert_eq!((page.key.as_str(), page.lang.as_deref()), ("page 1", Some("eng")));
    }
}
