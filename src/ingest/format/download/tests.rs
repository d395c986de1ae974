//! Downloads made up here in the forms of the services.

use super::{factiva, nexis, proquest};
use crate::ingest::document::{Document, Extract, Options};
use crate::ingest::draft::Draft;
use crate::ingest::testing::Collected;
use crate::ingest::tests::drafts;

type Recognise = fn(Document<'_>) -> bool;
const ALL: [(Recognise, Extract); 3] = [
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
