//! Downloads made up here in the forms of the services.

use super::{europresse, factiva, nexis, proquest};
use crate::ingest::document::{Document, Extract, Options};
use crate::ingest::draft::Draft;
use crate::ingest::testing::Collected;
use crate::ingest::tests::drafts;

type Recognise = fn(Document<'_>) -> bool;
const ALL: [(Recognise, Extract); 4] = [
    (europresse::recognise, europresse::extract),
    (factiva::recognise, factiva::extract),
    (nexis::recognise, nexis::extract),
    (proquest::recognise, proquest::extract),
];

/// Reads a text by the one service that recognises it.
fn read(text: &str) -> Vec<Draft> {
    let document = Document { path: "a.txt", bytes: text.as_bytes(), text, sidecar: None };
    let mut own = ALL.iter().filter(|(recognise, _)| recognise(document));
    let (_, extract) = own.next().expect("a service that recognises it");
    assert!(own.next().is_none(), "two services recognise it");
    let mut seen = Collected::default();
    extract(document, &Options::default(), &mut seen).unwrap();
    seen.articles
}

fn day(draft: &Draft) -> &str {
    &draft.dates[0].evidence.text
}

fn paper(draft: &Draft) -> &str {
    &draft.source.as_ref().unwrap().text
}

const FACTIVA: &str = "\
SE  World News
HD
Ferry returns to the harbour
BY  By Ada Example
WC  321 words
PD  5 November 2023
ET  08:30
SN  Harbour News
SC  HARBNW
LA  English
CY  (c) 2023 Harbour News Ltd

LP
The ferry is back after a
winter of repairs.

TD
IN THE morning it left.

Crowds stood by.

NS  gtrans : Transport | gcat : General News
RE  uk : United Kingdom
AN  Document HARBNW0020231105ejb500001

HD  Second story
WC  20 words
PD  6 November 2023
SN  Harbour News
TD
Short.
AN  Document HARBNW0020231106ejb600002
";

#[test]
fn factiva_articles_are_read_by_their_labels() {
    let drafts = read(FACTIVA);
    assert_eq!(drafts.len(), 2);
    let first = &drafts[0];
    assert_eq!(first.title.as_deref(), Some("Ferry returns to the harbour"));
    assert_eq!((day(first), paper(first)), ("5 November 2023", "Harbour News"));
    assert_eq!(first.key, "HARBNW0020231105ejb500001");
    assert_eq!(first.authors, ["By Ada Example"]);
    assert_eq!(first.tags, ["Transport", "General News"]);
    assert_eq!(
        first.body,
        "The ferry is back after a winter of repairs.\n\nIN THE morning it left.\n\nCrowds stood by."
    );
    assert_eq!(drafts[1].body, "Short.");
}

#[test]
fn factiva_articles_without_labels_are_read_by_their_lines() {
    let text = "\
Ferry returns to the harbour
By Ada Example
1,321 words
5 November 2023
08:30
Harbour News
HARBNW
English
(c) 2023 Harbour News Ltd.  All rights reserved.

The ferry is back.

Crowds stood by.

Document HARBNW0020231105ejb500001

A second headline
30 words
6 November 2023
Coast Gazette
CSTGZ
English
Copyright 2023 Coast Gazette

Short.

Document CSTGZ00020231106ejb600002
";
    let drafts = read(text);
    assert_eq!(drafts.len(), 2);
    let first = &drafts[0];
    assert_eq!(first.title.as_deref(), Some("Ferry returns to the harbour"));
    assert_eq!((day(first), paper(first)), ("5 November 2023", "Harbour News"));
    assert_eq!(first.lang.as_deref(), Some("English"));
    assert_eq!(first.body, "The ferry is back.\n\nCrowds stood by.");
    assert_eq!((paper(&drafts[1]), drafts[1].body.as_str()), ("Coast Gazette", "Short."));
}

#[test]
fn lexisnexis_articles_are_parted_at_their_rulers() {
    let text = "
                               1 of 2 DOCUMENTS

                               The Harbour News

                           November 5, 2023 Sunday
                             Late Edition - Final

HEADLINE: Ferry returns
 to the harbour

BYLINE: By ADA EXAMPLE

SECTION: Section A; Column 1; Metro Desk; Pg. 1

LENGTH: 321 words

DATELINE: PORT EXAMPLE, Nov. 4

BODY:

   The ferry is back after a
winter of repairs.

   Crowds stood by.

URL: http://harbour.example/1

SUBJECT: FERRIES (92%); HARBOURS & PORTS (88%)

LOAD-DATE: November 6, 2023

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                   Copyright 2023 The Harbour News Company


                               2 of 2 DOCUMENTS

                   Copyright 2003 Coast Gazette Ltd.
                               Coast Gazette

                             July 1, 2003, Tuesday

LENGTH: 20 words

HEADLINE: Old form

BODY:
Short.
";
    let drafts = read(text);
    assert_eq!(drafts.len(), 2);
    let first = &drafts[0];
    assert_eq!(first.title.as_deref(), Some("Ferry returns to the harbour"));
    assert_eq!((day(first), paper(first)), ("November 5, 2023 Sunday", "The Harbour News"));
    assert_eq!(first.section.as_deref(), Some("Section A"));
    assert_eq!(first.tags, ["FERRIES", "HARBOURS & PORTS"]);
    assert_eq!(first.body, "The ferry is back after a winter of repairs.\n\nCrowds stood by.");
    let second = &drafts[1];
    assert_eq!((day(second), paper(second)), ("July 1, 2003, Tuesday", "Coast Gazette"));
    assert_eq!(second.title.as_deref(), Some("Old form"));
}

#[test]
fn nexis_uni_articles_end_where_they_say_so() {
    let text = "\
Ferry returns to the harbour
The Harbour News (London)
November 5, 2023 Sunday 8:00 AM GMT

Copyright 2023 Harbour Newspapers All Rights Reserved

Section: WORLD NEWS; Version:1
Length: 321 words
Byline: Ada Example in Port Example
Highlight: It was away all winter
Body

The ferry is back.

Crowds stood by: all of them.

Classification

Language: ENGLISH

Publication-Type: Newspaper

Load-Date: November 6, 2023

End of Document

Second headline
Coast Gazette
December 6, 2023 Wednesday

Copyright 2023 Coast Gazette

Length: 3 words
Body

Short.

Load-Date: December 7, 2023

End of Document
";
    let drafts = read(text);
    assert_eq!(drafts.len(), 2);
    let first = &drafts[0];
    assert_eq!(first.title.as_deref(), Some("Ferry returns to the harbour"));
    assert_eq!(paper(first), "The Harbour News (London)");
    assert_eq!(day(first), "November 5, 2023 Sunday 8:00 AM GMT");
    assert_eq!(first.section.as_deref(), Some("WORLD NEWS"));
    assert_eq!(
        first.body,
        "It was away all winter\n\nThe ferry is back.\n\nCrowds stood by: all of them."
    );
    assert_eq!((paper(&drafts[1]), drafts[1].body.as_str()), ("Coast Gazette", "Short."));
}

#[test]
fn proquest_articles_are_read_by_their_labels() {
    let ruler = "_".repeat(60);
    let text = format!(
        "Table of contents\n\n1. Ferry returns\n\n{ruler}\n\nDocument 1 of 2\n\n\
         Ferry returns to the harbour\n\nAuthor: Example, Ada\n\n\
         Publication info: The Harbour News ; London (UK) [London (UK)]05 Nov 2023: 12.\n\n\
         Full text: The ferry is back.\n\nCrowds stood by.\n\nSubject: Ferries; Harbours\n\n\
         Title: Ferry returns to the harbour\n\n\
         Publication title: The Harbour News; London (UK)\n\nPublication year: 2023\n\n\
         Publication date: Nov 5, 2023\n\nSection: News\n\n\
         Language of publication: English\n\nProQuest document ID: 1234567\n\n\
         Document URL: https://search.example/1234567\n\n{ruler}\n\nDocument 2 of 2\n\n\
         No label here\n\nPublication info: Coast Gazette [Port]06 Nov 2023: 1.\n\n\
         Abstract: Short.\n\nProQuest document ID: 1234568\n\n{ruler}\n\nContact us at: x\n"
    );
    let drafts = read(&text);
    assert_eq!(drafts.len(), 2);
    let first = &drafts[0];
    assert_eq!(first.title.as_deref(), Some("Ferry returns to the harbour"));
    assert_eq!((day(first), paper(first)), ("Nov 5, 2023", "The Harbour News"));
    assert_eq!((first.key.as_str(), first.lang.as_deref()), ("1234567", Some("English")));
    assert_eq!(first.body, "The ferry is back.\n\nCrowds stood by.");
    let second = &drafts[1];
    assert_eq!(second.title.as_deref(), Some("No label here"));
    assert_eq!((day(second), paper(second)), ("06 Nov 2023", "Coast Gazette"));
}

#[test]
fn a_story_of_its_own_is_no_download() {
    let text = "Headline: x\n\nBody of the story.\n\nDocument 3 of the series, 321 words\n";
    let document = Document { path: "a.txt", bytes: text.as_bytes(), text, sidecar: None };
    assert!(ALL.iter().all(|(recognise, _)| !recognise(document)));
}

proptest::proptest! {
    #[test]
    fn no_download_makes_it_panic(
        lines in proptest::collection::vec("(HD|AN|PD  |LP|TD|5 words|BODY:|Length: 3|Body|\
            End of Document|1 of 2 DOCUMENTS|Copyright x|Document AB0020231105ejb5001|\
            November 5, 2023|Full text: a|ProQuest document ID: 1|é|)", 0..30),
    ) {
        let text = lines.join("\n");
        let document = Document { path: "a.txt", bytes: text.as_bytes(), text: &text, sidecar: None };
        for (recognise, extract) in ALL {
            recognise(document);
            let _ = extract(document, &Options::default(), &mut Collected::default());
        }
    }
}

#[test]
fn articles_of_the_older_nexis_have_their_title_paper_and_text() {
    let text = "1 of 2 DOCUMENTS\n\n\n          The Quay (Port Reed)\n\n     March 4, 2019 Monday\n     \
        Final Edition\n\nStorm closes\nthe harbour\n\nBYLINE: Ann Field\n\nLENGTH: 12 words\n\n\
        No ship left.\n\nThe ferry stayed.\n\nLOAD-DATE: March 5, 2019\n\n2 de 2 DOCUMENTS\n\n\
        Le Quai\n\n5 janvier 2020\n\nLa tempête\n\nAUTEUR: Marie Lac\n\nLONGUEUR: 9 mots\n\n\
        ENCART: Aucun navire.\n\nIl pleut.\n\nDATE-CHARGEMENT: 6 janvier 2020\n";
    let found = drafts("a.txt", text);
    let first = &found[0];
    assert_eq!(first.title.as_deref(), Some("Storm closes the harbour"));
    assert_eq!(first.source.as_ref().unwrap().text, "The Quay (Port Reed)");
    assert_eq!(first.body, "No ship left.\n\nThe ferry stayed.");
    assert_eq!(
        (&first.authors[0][..], &first.dates[0].evidence.text[..]),
        ("Ann Field", "March 4, 2019 Monday")
    );
    assert_eq!(found[1].title.as_deref(), Some("La tempête"));
    assert_eq!(found[1].body, "Aucun navire.\n\nIl pleut.");
}

#[test]
fn the_page_about_the_search_is_no_part_of_the_first_article() {
    let text = "User Name: Cy Moor\nJob Number: 8\n\nDocuments (1)\n\n1. Storm\n   Client/Matter: -None-\n   \
        Search Terms: storm\n\nStorm\nThe Quay\nMarch 4, 2019 Monday\n\nCopyright 2019 The Quay\n\
        Length: 3 words\nByline: Ann Field\n\nBody\n\nNo ship left.\n\nEnd of Document\n";
    let found = drafts("a.txt", text);
    assert_eq!(found[0].title.as_deref(), Some("Storm"));
    assert_eq!(found[0].source.as_ref().unwrap().text, "The Quay");
}

/// Titles, days, papers and authors of the articles of a text.
fn heads(text: &str) -> Vec<(Option<String>, String, String, Vec<String>)> {
    let drafts = read(text).into_iter();
    let head = |draft: Draft| {
        (draft.title.clone(), day(&draft).into(), paper(&draft).into(), draft.authors)
    };
    drafts.map(head).collect()
}

/// What two articles of a download are known by.
fn two(
    days: [&str; 2],
    papers: [&str; 2],
    authors: [&str; 2],
) -> Vec<(Option<String>, String, String, Vec<String>)> {
    let titles = ["Ferry returns to the quay", "Pilots strike"];
    (0..2)
        .map(|at| {
            let title = Some(titles[at].to_string());
            (title, days[at].into(), papers[at].into(), vec![authors[at].into()])
        })
        .collect()
}

#[test]
fn factiva_articles_in_another_language_are_read_by_their_lines() {
    for (words, document, by, days) in [
        ("mots", "Document", "", ["3 février 2019", "4 août 2019"]),
        ("Wörter", "Dokument", "Von ", ["3. März 2019", "4. Mai 2019"]),
        ("palabras", "Documento", "", ["3 septiembre 2019", "4 enero 2019"]),
        ("parole", "Documento", "Di ", ["3 luglio 2019", "4 ottobre 2019"]),
        ("palavras", "Documento", "Por ", ["3 março 2019", "4 dezembro 2019"]),
    ] {
        let article = |title: &str, name: &str, day: &str, paper: &str, letter: &str| {
            format!(
                "{title}\n{by}{name}\n1.248 {words}\n{day}\n07:15\n{paper}\nQUAI\n3\nX\n\
                 (c) 2019 {paper}.\n\nThe text.\n\nMore of it.\n\n\
                 {document} {letter}UAI000020190303EF330001\n\n"
            )
        };
        let text = article("Ferry returns to the quay", "Ida Lund", days[0], "Le Quai", "Q")
            + &article("Pilots strike", "Bo Lake", days[1], "La Corde", "C");
        let authors = [format!("{by}Ida Lund"), format!("{by}Bo Lake")];
        let known = two(days, ["Le Quai", "La Corde"], [&authors[0], &authors[1]]);
        assert_eq!(heads(&text), known, "{words}");
        assert_eq!(read(&text)[1].body, "The text.\n\nMore of it.");
    }
}

#[test]
fn factiva_articles_on_a_page_are_read_with_labels_and_without() {
    let row = |label: &str, value: &str| {
        format!("<tr><td class=\"index\"><b>{label}</b>&nbsp;</td><td>{value}</td></tr>")
    };
    let labelled = |title: &str, by: &str, day: &str, paper: &str, number: &str| {
        let rows = [
            ("HD", format!("<b class='enHeadline'>{title}</b>")),
            ("BY", by.into()),
            ("WC", "48 words".into()),
            ("PD", day.into()),
            ("SN", paper.into()),
            ("LP", "<p class=\"articleParagraph\">No ship left.</p>".into()),
            ("TD", "<p class=\"articleParagraph\">It rained.</p><p>And on.</p>".into()),
            ("AN", format!("Document {number}")),
        ];
        let rows: String = rows.iter().map(|(label, value)| row(label, value)).collect();
        format!("<div class=\"article enArticle\"><table>{rows}</table><br/></div>")
    };
    let plain = |title: &str, by: &str, day: &str, paper: &str, number: &str| {
        format!(
            "<div class=\"article enArticle\"><div><span class='enHeadline'>{title}</span></div>\
             <div class=\"author\">By {by}</div><div>48 words</div><div>{day}</div><div>{paper}</div>\
             <div>QUAY</div><div>English</div><div>(c) 2023 Quay.</div>\
             <p class=\"articleParagraph\">No ship left.</p><p class=\"articleParagraph\">It rained.\
             </p><p>And on.</p><p>Document {number}</p></div>"
        )
    };
    for (form, by) in
        [(&labelled as &dyn Fn(&str, &str, &str, &str, &str) -> String, ""), (&plain, "By ")]
    {
        let days = ["5 November 2023", "6 November 2023"];
        let page = format!(
            "<html><head><title>Factiva</title></head><body><h1>Factiva</h1>{}{}\
             <div class=\"copyright\">© 2024 Factiva, Inc.</div></body></html>",
            form(
                "Ferry returns to the quay",
                "Ida Lund",
                days[0],
                "The Quay",
                "QUAY00020231105ejb500001"
            ),
            form("Pilots strike", "Bo Lake", days[1], "The Rope", "ROPE00020231106ejb500002"),
        );
        let authors = [format!("{by}Ida Lund"), format!("{by}Bo Lake")];
        assert_eq!(heads(&page), two(days, ["The Quay", "The Rope"], [&authors[0], &authors[1]]));
        let second = &read(&page)[1];
        assert_eq!(second.body, "No ship left.\n\nIt rained.\n\nAnd on.");
        assert_eq!(second.guid.as_deref(), Some("ROPE00020231106ejb500002"));
    }
}

#[test]
fn factiva_articles_in_xml_are_read_by_their_elements() {
    let article = |title: &str, by: &str, day: &str, paper: &str| {
        format!(
            "<article><accessionNo>{paper}1</accessionNo><baseLanguage>EN</baseLanguage>\
             <byline>{by}</byline><headline><paragraph>{title}</paragraph></headline>\
             <leadParagraph><paragraph>No ship left.</paragraph></leadParagraph>\
             <publicationDate><dateTime>{day}</dateTime></publicationDate>\
             <publisherName>Press</publisherName><sourceName>{paper}</sourceName>\
             <newsSubject code='g'><name>Ships</name></newsSubject>\
             <tailParagraphs><paragraph>It rained.</paragraph><paragraph>And on.</paragraph>\
             </tailParagraphs></article>"
        )
    };
    let days = ["2023-11-05T07:15:00Z", "2023-11-06T07:15:00Z"];
    let text = format!(
        "<?xml version='1.0'?><PPSResponse><set>{}{}</set></PPSResponse>",
        article("Ferry returns to the quay", "Ida Lund", days[0], "The Quay"),
        article("Pilots strike", "Bo Lake", days[1], "The Rope"),
    );
    assert_eq!(heads(&text), two(days, ["The Quay", "The Rope"], ["Ida Lund", "Bo Lake"]));
    let first = &read(&text)[0];
    assert_eq!(first.body, "No ship left.\n\nIt rained.\n\nAnd on.");
    assert_eq!(first.tags, ["Ships"]);
}

#[test]
fn lexisnexis_articles_on_a_page_are_read_by_their_labels() {
    let article = |number: u8, title: &str, by: &str, day: &str, paper: &str| {
        let line = |text: &str| format!("<br><div><p><span>{text}</span></p></div>");
        let lines = [
            format!("{number} of 2 DOCUMENTS"),
            paper.to_string(),
            format!("November</span><span> {day}, 2023 Sunday"),
            title.to_string(),
            format!("BYLINE: </span><span>{by}"),
            "SECTION: </span><span>COAST; Pg. 3".into(),
            "LENGTH: </span><span>48 words".into(),
            "No ship left.</span></p><p><span>It rained.".into(),
            "LOAD-DATE: </span><span>November 7, 2023".into(),
            "Copyright 2023 Quay Press<br>All Rights Reserved".into(),
        ];
        let lines: String = lines.iter().map(|text| line(text)).collect();
        format!(
            "<a name=\"DOC_ID_0_{number}\"></a><!-- Hide XML\n<DOC NUMBER={number}>\n<DOCFULL> -->{lines}"
        )
    };
    let page = format!(
        "<html><head><title>&nbsp;</title></head><body>{}{}</body></html>",
        article(1, "Ferry returns to the quay", "Ida Lund", "5", "The Quay"),
        article(2, "Pilots strike", "Bo Lake", "6", "The Rope"),
    );
    let days = ["November 5, 2023 Sunday", "November 6, 2023 Sunday"];
    assert_eq!(heads(&page), two(days, ["The Quay", "The Rope"], ["Ida Lund", "Bo Lake"]));
    assert_eq!(read(&page)[0].body, "No ship left.\n\nIt rained.");
}

#[test]
fn europresse_articles_are_read_by_their_classes() {
    let article = |title: &str, by: &str, head: &str, paper: &str| {
        format!(
            "<article><header><span class=\"DocPublicationName\">{paper}</span>\
             <span class=\"DocHeader\">{head}</span><div class=\"titreArticle\">\
             <p class=\"titreArticleVisu rdp__articletitle\">{title}</p></div>\
             <div class=\"docAuthors\">{by}</div></header><section><div class=\"DocText clearfix\">\
             <div class=\"docOcurrContainer\"><p>No ship left.</p><p>It <b>rained</b>.</p></div></div>\
             </section><footer><p>Ce document est protégé</p></footer></article>"
        )
    };
    let page = format!(
        "<!DOCTYPE html><html><body>{}{}</body></html>",
        article(
            "Ferry returns to the quay",
            "Ida Lund",
            "Port, dimanche 5 novembre 2023, p. 3",
            "Le Quai (site web)"
        ),
        article("Pilots strike", "Bo Lake", "6 mars 2023", "La Corde, no. 41"),
    );
    let known = heads(&page);
    assert_eq!(known[1], two(["", "6 mars 2023"], ["", "La Corde"], ["", "Bo Lake"])[1]);
    assert!(known[0].1.contains("5 novembre 2023"), "{known:?}");
    let first = &read(&page)[0];
    assert_eq!((paper(first), first.section.as_deref()), ("Le Quai", Some("Port")));
    assert_eq!(first.body, "No ship left.\n\nIt rained.");
}

#[test]
fn the_cover_of_a_document_of_nexis_uni_is_no_part_of_the_first_article() {
    let narrowed = [
        "News\n\n-None-",
        "News\n\nSources: The Quay; Timeline: Nov 01, 2023 to Nov 30, 2023",
        "Web News\n\nTimeline: Nov 01, 2023 to Nov 30, 2023\n\nNews\n\n-None-",
    ];
    for table in narrowed {
        let listed = |number: u8, title: &str| {
            format!(
                "{number}. {title}\n\nClient/Matter: -None-\n\nSearch Terms: quay\n\nNarrowed by:\n\n\
                 Content Type\n\nNarrowed by\n\n{table}\n\n"
            )
        };
        let article = |title: &str, by: &str, day: &str, paper: &str| {
            format!(
                "{title}\n\n{paper}\n\n{day}\n\nCopyright 2023 Quay Press\n\nLength: 9 words\n\n\
                 Byline: {by}\n\nBody\n\nNo ship left.\n\nLoad-Date: May 9, 2023\n\nEnd of Document\n\n"
            )
        };
        let days = ["November 5, 2023 Sunday", "November 6, 2023 Monday"];
        let text = format!(
            "User Name: Clerk\n\nDate and Time: Tuesday, May 9, 2023\n\nDocuments (2)\n\n{}{}{}{}",
            listed(1, "Ferry returns to the quay"),
            listed(2, "Pilots strike"),
            article("Ferry returns to the quay", "Ida Lund", days[0], "The Quay"),
            article("Pilots strike", "Bo Lake", days[1], "The Rope"),
        );
        let known = two(days, ["The Quay", "The Rope"], ["Ida Lund", "Bo Lake"]);
        assert_eq!(heads(&text), known, "{table}");
    }
}
