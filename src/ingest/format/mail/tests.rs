//! Messages made up here, plain and in parts.

use super::{extract, recognise};
use crate::ingest::document::{Document, Options};
use crate::ingest::draft::Draft;
use crate::ingest::testing::Collected;

#[test]
fn blank_lines_before_the_first_header_do_not_hide_a_message() {
    let message = b"   \n\nDelivered-To: ann@example.org\nReceived: by example.org\n\
        From: Tom <tom@example.org>\nSubject: Quay closed\n\nThe quay is closed.\n";
    assert_eq!(read(message)[0].title.as_deref(), Some("Quay closed"));
}

fn document(bytes: &[u8]) -> Document<'_> {
    Document { path: "a.eml", bytes, text: "", sidecar: None }
}

fn read(bytes: &[u8]) -> Vec<Draft> {
    assert!(recognise(document(bytes)));
    let mut seen = Collected::default();
    extract(document(bytes), &Options::default(), &mut seen).unwrap();
    seen.articles
}

const HEAD: &str = "From: =?UTF-8?Q?Harbour_N=C3=A9ws?= <news@a.example>\r\n\
    To: readers@a.example\r\n\
    Subject: =?ISO-8859-1?B?RuRocmU=?= =?ISO-8859-1?Q?_f=E4hrt?=\r\n wieder\r\n\
    Date: Sun, 5 Nov 2023 08:00:00 +0100\r\n\
    Message-ID: <1@a.example>\r\n";

#[test]
fn a_message_is_an_article_with_its_date_and_sender() {
    let mail = format!("{HEAD}\r\nThe ferry runs.\r\n\r\nAgain.\r\n");
    let draft = &read(mail.as_bytes())[0];
    assert_eq!(draft.title.as_deref(), Some("Fähre fährt wieder"));
    assert_eq!(draft.authors, ["Harbour Néws"]);
    assert_eq!(draft.source.as_ref().unwrap().text, "Harbour Néws");
    assert_eq!(draft.dates[0].evidence.text, "Sun, 5 Nov 2023 08:00:00 +0100");
    assert_eq!(
        (draft.key.as_str(), draft.body.as_str()),
        ("1@a.example", "The ferry runs.\n\nAgain.")
    );
}

#[test]
fn of_alternatives_the_page_is_read_and_attachments_are_noted() {
    let mail = format!(
        "{HEAD}List-Id: Harbour letter <letter.a.example>\r\n\
         Content-Type: multipart/mixed; boundary=\"=x\"\r\n\r\npreamble\r\n--=x\r\n\
         Content-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\n\r\nSee the page.\r\n--y\r\n\
         Content-Type: text/html; charset=iso-8859-1\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n\
         <p>Die F=E4hre f=\r\n=E4hrt.</p><p>Zwei.</p>\r\n--y--\r\n--=x\r\n\
         Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--=x--\r\n"
    );
    let draft = &read(mail.as_bytes())[0];
    assert_eq!(draft.body, "Die Fähre fährt.\n\nZwei.");
    assert_eq!(draft.source.as_ref().unwrap().text, "Harbour letter");
    assert_eq!(draft.notes, ["1 attachment not read"]);
}

#[test]
fn a_mailbox_holds_one_article_a_message() {
    let mbox = "From a@a.example Sun Nov  5 08:00:00 2023\nFrom: a@a.example\nSubject: One\n\n\
        First.\n>From the harbour.\n>>From afar.\n\n\
        From b@a.example Mon Nov  6 08:00:00 2023\nFrom: b@a.example\nSubject: Two\n\
        Content-Transfer-Encoding: base64\n\nU2Vjb25kLg==\n\n";
    let drafts = read(mbox.as_bytes());
    assert_eq!(drafts.len(), 2);
    assert_eq!(drafts[0].body, "First.\nFrom the harbour.\n>From afar.");
    assert_eq!((drafts[1].key.as_str(), drafts[1].body.as_str()), ("1", "Second."));
}

#[test]
fn a_story_with_labelled_lines_is_no_mail() {
    let story = b"From: Our correspondent\nSubject: The harbour\n\nThe ferry runs again.";
    assert!(!recognise(document(story)));
    assert!(!recognise(document(b"From the harbour comes news: 10:30 in 2023, and more.\n")));
}

#[test]
fn parts_within_parts_end_at_a_depth() {
    let mut mail = HEAD.to_string();
    for depth in 0..200 {
        mail.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n"
        ));
    }
    mail.push_str("\r\nDeep.\r\n");
    let mut seen = Collected::default();
    extract(document(mail.as_bytes()), &Options::default(), &mut seen).unwrap();
    assert!(seen.articles.is_empty());
    assert_eq!(seen.problems, ["message 1: it holds no text"]);
}

proptest::proptest! {
    #[test]
    fn no_message_makes_it_panic(tail in "[ -~\r\n=?é]{0,200}") {
        let mail = format!("{HEAD}{tail}");
        let mut seen = Collected::default();
        let _ = extract(document(mail.as_bytes()), &Options::default(), &mut seen);
        recognise(document(tail.as_bytes()));
    }
}
