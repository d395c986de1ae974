//! Documents of Word, OpenDocument and EPUB, and a PDF, built here as small as they can be.

use std::io::{Cursor, Write};

use crate::ingest::document::{Document, Options, PdfText, Refusal};
use crate::ingest::draft::Rank;
use crate::ingest::format::{docx, epub, odt, pdf};
use crate::ingest::testing::Collected;

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn document(bytes: &[u8]) -> Document<'_> {
    Document { path: "a", bytes, text: "", sidecar: None }
}

const CORE: &str = r#"<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d"
    xmlns:dcterms="t"><dc:title>Ferry &amp; harbour</dc:title><dc:creator>Ada Example</dc:creator>
    <cp:keywords>ferries, harbours</cp:keywords>
    <dcterms:created xsi:type="x">2023-11-05T08:00:00Z</dcterms:created>
    <dcterms:modified>2023-11-06T08:00:00Z</dcterms:modified></cp:coreProperties>"#;

#[test]
fn a_document_of_word_keeps_its_paragraphs() {
    let text = r#"<w:document xmlns:w="w"><w:body>
        <w:p><w:r><w:t>The ferry</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">is </w:t></w:r>
        <w:del><w:r><w:delText>not</w:delText><w:t>not </w:t></w:r></w:del>
        <w:r><w:t>back &#8211; now.</w:t></w:r></w:p><w:p/>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>One</w:t><w:br/><w:t>Two</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        </w:body></w:document>"#;
    let bytes = zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", text),
        ("docProps/core.xml", CORE),
    ]);
    assert!(docx::recognise(document(&bytes)));
    assert!(!odt::recognise(document(&bytes)) && !epub::recognise(document(&bytes)));
    let mut seen = Collected::default();
    docx::extract(document(&bytes), &Options::default(), &mut seen).unwrap();
    let draft = &seen.articles[0];
    assert_eq!(draft.body, "The ferry is back – now.\n\nOne\nTwo");
    assert_eq!(draft.title.as_deref(), Some("Ferry & harbour"));
    assert_eq!(draft.authors, ["Ada Example"]);
    assert_eq!(draft.tags, ["ferries", "harbours"]);
    assert_eq!(draft.dates[0].rank, Rank::Weak);
    assert_eq!(draft.dates[0].evidence.text, "2023-11-05T08:00:00Z");
    assert_eq!(draft.dates[1].rank, Rank::Modified);
}

#[test]
fn a_paragraph_set_as_the_title_is_the_title() {
    let text = r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:t>Ferry returns</w:t></w:p>
        <w:p><w:t>It was away.</w:t></w:p>"#;
    let bytes = zip(&[("word/document.xml", text)]);
    let mut seen = Collected::default();
    docx::extract(document(&bytes), &Options::default(), &mut seen).unwrap();
    assert_eq!(seen.articles[0].title.as_deref(), Some("Ferry returns"));
    assert_eq!(seen.articles[0].body, "It was away.");
}

#[test]
fn a_text_of_opendocument_keeps_its_paragraphs() {
    let text = r#"<office:document-content xmlns:office="o" xmlns:text="t"><office:body>
        <office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
        <text:p text:style-name="Title">Ferry returns</text:p>
        <text:p>It was<text:s/>away<text:note><text:p>Since May.</text:p></text:note> all
        <text:span>winter</text:span>.</text:p><text:h>Later</text:h></office:text>
        </office:body></office:document-content>"#;
    let meta = r#"<m><meta:initial-creator>Ada Example</meta:initial-creator>
        <meta:creation-date>2023-11-05T08:00:00</meta:creation-date><dc:date>2023-11-06</dc:date>
        <meta:keyword>ferries</meta:keyword><dc:language>en-GB</dc:language></m>"#;
    let kind = "application/vnd.oasis.opendocument.text";
    let bytes = zip(&[("mimetype", kind), ("content.xml", text), ("meta.xml", meta)]);
    assert!(odt::recognise(document(&bytes)));
    let mut seen = Collected::default();
    odt::extract(document(&bytes), &Options::default(), &mut seen).unwrap();
    let draft = &seen.articles[0];
    assert_eq!(draft.title.as_deref(), Some("Ferry returns"));
    let words: Vec<&str> = draft.body.split_whitespace().collect();
    assert_eq!(words.join(" "), "It was away all winter. Later");
    assert_eq!(draft.authors, ["Ada Example"]);
    assert_eq!(draft.dates[0].evidence.text, "2023-11-05T08:00:00");
    assert_eq!(draft.lang.as_deref(), Some("en-GB"));
}

#[test]
fn the_chapters_of_a_book_are_one_article_in_the_order_of_reading() {
    let container =
        r#"<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>"#;
    let package = r#"<package xmlns:dc="d"><metadata><dc:title>Harbour annual</dc:title>
        <dc:creator>Ada Example</dc:creator><dc:date>2023-11-05</dc:date>
        <meta property="dcterms:modified">2023-12-01T00:00:00Z</meta>
        <dc:publisher>Harbour News</dc:publisher></metadata><manifest>
        <item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
        <item id="one" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
        <item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
        <item id="lost" href="lost.xhtml" media-type="application/xhtml+xml"/>
        </manifest><spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/>
        <itemref idref="lost"/></spine></package>"#;
    let bytes = zip(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("OPS/book.opf", package),
        ("OPS/two.xhtml", "<html><head><title>x</title></head><body><p>Second.</p></body></html>"),
        ("OPS/text/one a.xhtml", "<html><body><h1>First</h1><p>It&nbsp;begins.</p></body></html>"),
        ("OPS/nav.xhtml", "<p>Contents</p>"),
    ]);
    assert!(epub::recognise(document(&bytes)));
    let mut seen = Collected::default();
    epub::extract(document(&bytes), &Options::default(), &mut seen).unwrap();
    let draft = &seen.articles[0];
    assert_eq!(draft.body, "First\n\nIt begins.\n\nSecond.");
    assert_eq!(draft.title.as_deref(), Some("Harbour annual"));
    assert_eq!(draft.dates[0].rank, Rank::Stated);
    assert_eq!(draft.dates[1].rank, Rank::Modified);
    assert_eq!(seen.problems.len(), 1);
}

#[test]
fn a_document_that_unfolds_without_end_is_refused() {
    let bytes = zip(&[("word/document.xml", &" ".repeat(65 << 20))]);
    let mut seen = Collected::default();
    let end = docx::extract(document(&bytes), &Options::default(), &mut seen);
    assert!(matches!(end, Err(Refusal::Broken(reason)) if reason.contains("more than 64 MiB")));
}

#[test]
fn paragraphs_without_end_in_one_another_are_read() {
    let text = format!("{}<w:t>deep</w:t>", "<w:p>".repeat(100_000));
    let bytes = zip(&[("word/document.xml", &text)]);
    let mut seen = Collected::default();
    docx::extract(document(&bytes), &Options::default(), &mut seen).unwrap();
    assert_eq!(seen.articles[0].body, "deep");
}

#[test]
fn a_pdf_is_read_by_the_program_that_is_named_and_else_says_what_to_do() {
    let bytes = b"%PDF-1.7\n";
    assert!(pdf::recognise(document(bytes)));
    let mut seen = Collected::default();
    let end = pdf::extract(document(bytes), &Options::default(), &mut seen);
    assert!(matches!(end, Err(Refusal::NotArticles(reason)) if reason.contains("pdftotext")));
    let program = PdfText(|_| Ok("The ferry re-\nturns to the\nharbour.\n\n\u{c}Again.\n".into()));
    let options = Options { pdf_text: Some(program), ..Options::default() };
    pdf::extract(document(bytes), &options, &mut seen).unwrap();
    assert_eq!(seen.articles[0].body, "The ferry returns to the harbour.\n\nAgain.");
}

proptest::proptest! {
    #[test]
    fn no_xml_makes_it_panic(xml in "(<[/]?w:(p|t|del|br)( a=\"x\")?[/]?>|&[a-z#0-9]{0,4};?|[<é ]){0,60}") {
        let bytes = zip(&[("word/document.xml", &xml), ("docProps/core.xml", &xml)]);
        let _ = docx::extract(document(&bytes), &Options::default(), &mut Collected::default());
    }
}

/// A document of Word with these paragraphs, made by a program.
fn word(paragraphs: &[&str]) -> Vec<u8> {
    let text: String = paragraphs.iter().map(|p| format!("<w:p><w:t>{p}</w:t></w:p>")).collect();
    let title = r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>"#;
    let text = text.replacen("<w:p>", if paragraphs[0] == "Storm" { title } else { "<w:p>" }, 1);
    let core = CORE.replace("Ada Example", "python-docx").replace("Ferry &amp; harbour", "");
    zip(&[("word/document.xml", &text), ("docProps/core.xml", &core)])
}

#[test]
fn the_program_that_made_a_document_is_no_author_and_its_template_gives_no_day() {
    let bytes = word(&["Storm", "By Ann Field", "4 March 2019", "It rained."]);
    let mut seen = Collected::default();
    docx::extract(document(&bytes), &Options::default(), &mut seen).unwrap();
    let draft = &seen.articles[0];
    assert_eq!((draft.title.as_deref(), draft.body.as_str()), (Some("Storm"), "It rained."));
    assert_eq!(draft.authors, ["By Ann Field"]);
    assert_eq!(draft.dates.len(), 1);
    assert_eq!(draft.dates[0].evidence.text, "4 March 2019");
}

#[test]
fn a_document_of_several_articles_of_a_service_is_split() {
    let article = |title| {
        [
            title,
            "The Quay",
            "March 4, 2019 Monday",
            "Copyright 2019 The Quay",
            "Length: 9 words",
            "Byline: Ann Field",
            "Body",
            "It rained.",
            "Load-Date: March 5, 2019",
            "End of Document",
        ]
    };
    let bytes = word(&[article("Rain"), article("Wind")].concat());
    let mut seen = Collected::default();
    docx::extract(document(&bytes), &Options::default(), &mut seen).unwrap();
    let titles: Vec<_> =
        seen.articles.iter().map(|draft| draft.title.as_deref().unwrap()).collect();
    assert_eq!(titles, ["Rain", "Wind"]);
    assert_eq!(seen.articles[0].body, "It rained.");
    assert_eq!(seen.articles[0].source.as_ref().unwrap().text, "The Quay");
}
