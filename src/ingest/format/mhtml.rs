//! Web pages saved by browsers in one file (MHTML): the page is the article, with the address that
//! it was saved from. Its other resources are skipped.

use super::html;
use super::mail::headers::{self, Headers};
use super::mail::mime;
use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Rank};
use crate::ingest::parse::record::is_url;
use crate::ingest::source::charset;

/// The number of bytes of a file examined for recognition.
const HEAD: usize = 16 << 10;

/// Whether a document is a saved page: a message that a browser or Word made, or that nobody sent.
pub fn recognise(document: Document<'_>) -> bool {
    let bytes = start(document.bytes);
    let (headers, _) = Headers::split(&bytes[..bytes.len().min(HEAD)]);
    let media = headers.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let from = headers.get("from").unwrap_or_default();
    let saved = from.to_ascii_lowercase().contains("saved by")
        || headers.get("snapshot-content-location").is_some();
    let sent = ["received", "to", "message-id", "return-path", "delivered-to"]
        .iter()
        .any(|name| headers.get(name).is_some());
    let holds_page = media.starts_with("multipart/related") || media.starts_with("text/html");
    let unsent = headers.get("mime-version").is_some() && !sent && !from.contains('@');
    holds_page && (saved || unsent)
}

/// Hands over the article of the page.
///
/// # Errors
/// Refuses a file without a page, or a page without text.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let (headers, body) = Headers::split(start(document.bytes));
    let missing = || Refusal::NotArticles("a saved file without a page".into());
    let page = mime::first_page(&headers, body, 0).ok_or_else(missing)?;
    let named = headers.get("snapshot-content-location").map(str::to_string);
    let address = named.or(page.location).filter(|address| is_url(address));
    let text = charset::decode(&page.bytes, page.charset.as_deref()).text;
    let empty = || Refusal::NotArticles("a page without text".into());
    let draft = html::page(&text, address.as_deref()).ok_or_else(empty)?;
    drafts.article(completed(draft, &headers));
    Ok(())
}

/// The draft of the page with what the browser says of it: its title, and when it was saved.
fn completed(mut draft: Draft, headers: &Headers) -> Draft {
    draft.dates.extend(
        headers
            .get("date")
            .map(|date| Candidate::new(Rank::Captured, 80, Evidence::new("mhtml Date", date))),
    );
    draft.title = draft.title.or_else(|| headers.get("subject").map(headers::decode));
    draft
}

fn start(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::document::{Document, Options};
    use crate::ingest::draft::Draft;
    use crate::ingest::testing::Collected;

    const PAGE: &str = "\r\n--=_b\r\nContent-Type: text/css\r\n\r\nbody { color: red }\r\n--=_b\r\n\
        Content-Type: text/html; charset=\"windows-1252\"\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://quay.example/2023/11/05/ferry\r\n\r\n\
        <html><head><title>Ferry returns</title></head><body><h1>Ferry returns</h1>\r\n\
        <p>The ferry =96 after two weeks of storm =96 returns to the quay of Lunden on Mo=\r\n\
        nday, said the harbour office.</p></body></html>\r\n--=_b--\r\n";

    fn document(bytes: &[u8]) -> Document<'_> {
        Document { path: "a.mht", bytes, text: "", sidecar: None }
    }

    fn read(head: &str) -> Draft {
        let bytes = format!("{head}Content-Type: multipart/related; boundary=\"=_b\"\r\n{PAGE}");
        assert!(recognise(document(bytes.as_bytes())), "{head}");
        let mut seen = Collected::default();
        extract(document(bytes.as_bytes()), &Options::default(), &mut seen).unwrap();
        seen.articles.remove(0)
    }

    #[test]
    fn the_page_that_any_program_saved_is_the_article() {
        for head in [
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://quay.example/2023/11/05/ferry\r\n\
             Subject: Ferry\r\nDate: Tue, 9 Jan 2024 08:00:00 +0000\r\nMIME-Version: 1.0\r\n",
            "From: \"Saved by Windows Internet Explorer 8\"\r\nMIME-Version: 1.0\r\n",
            "MIME-Version: 1.0\r\n",
        ] {
            let draft = read(head);
            assert_eq!(draft.title.as_deref(), Some("Ferry returns"));
            assert!(draft.body.starts_with("The ferry – after two weeks of storm – returns"));
            assert!(draft.body.ends_with("on Monday, said the harbour office."), "{}", draft.body);
            assert_eq!(draft.url.as_deref(), Some("https://quay.example/2023/11/05/ferry"));
        }
    }

    #[test]
    fn a_message_that_was_sent_is_no_saved_page() {
        for head in [
            "From: Ann <ann@a.example>\r\nMIME-Version: 1.0\r\n",
            "Received: by a.example\r\nMIME-Version: 1.0\r\n",
        ] {
            let bytes =
                format!("{head}Content-Type: multipart/related; boundary=\"=_b\"\r\n{PAGE}");
            assert!(!recognise(document(bytes.as_bytes())), "{head}");
        }
    }
}
