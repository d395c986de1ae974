//! Telegram channels exported as web pages: each message is an article of the channel. Service
//! notices are skipped.

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts};
use crate::ingest::parse::elements::flow;
use crate::ingest::parse::xml::{Element, Keyed, head, parse, report};

/// Whether a document is a page of messages.
pub fn recognise(document: Document<'_>) -> bool {
    let head = head(document.text);
    head.trim_start().starts_with('<')
        && head.contains("page_body chat_page")
        && head.contains("class=\"message ")
}

/// Hands over an article for each message with a text.
///
/// # Errors
/// Refuses a page without any.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let (tree, ending) = parse(document.text);
    let channel = tree.elements().find(|element| has_class(*element, "page_header"));
    let channel = channel.and_then(Element::line);
    let mut keyed = Keyed::new(&mut *drafts);
    let messages = tree
        .elements()
        .filter(|element| has_class(*element, "message") && !has_class(*element, "service"));
    for message in messages {
        let draft = draft(message, channel.as_deref());
        if !draft.body.is_empty() && !keyed.give(draft) {
            break;
        }
    }
    let given = keyed.finish();
    report(ending, drafts);
    match given {
        0 => Err(Refusal::NotArticles("a page of messages without a text".into())),
        _ => Ok(()),
    }
}

fn draft(message: Element<'_, '_>, channel: Option<&str>) -> Draft {
    let text = message.inside().find(|element| has_class(*element, "text"));
    let sent = message.inside().find(|element| has_class(*element, "date"));
    let sent = sent.and_then(|date| date.attribute("title"));
    Draft {
        key: message.attribute("id").map(|id| id.into_owned()).unwrap_or_default(),
        body: text.map(|text| text.paragraphs(|part| flow(part.local()))).unwrap_or_default(),
        dates: sent.map(|sent| Candidate::published("message date", sent)).into_iter().collect(),
        source: channel.map(|name| Evidence::new("name of the chat", name)),
        ..Draft::default()
    }
}

fn has_class(element: Element<'_, '_>, class: &str) -> bool {
    element.attribute("class").is_some_and(|all| all.split_whitespace().any(|one| one == class))
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, document};

    #[test]
    fn each_message_with_a_text_is_an_article_of_the_channel() {
        let message = |id: u8, class: &str, sent: &str, text: &str| {
            format!(
                "<div class=\"message {class} clearfix\" id=\"message{id}\"><div class=\"body\">\
                 <div class=\"pull_right date details\" title=\"{sent}\">10:12</div>\
                 <div class=\"from_name\">Quay Now</div>{text}</div></div>"
            )
        };
        let text = |text: &str| format!("<div class=\"text\">{text}</div>");
        let page = format!(
            "<!DOCTYPE html><html><head><title>Exported Data</title></head><body>\
             <div class=\"page_header\"><div class=\"text bold\"> Quay Now </div></div>\
             <div class=\"page_body chat_page\">\
             <div class=\"message service\" id=\"message-1\"><div class=\"body details\">7 November 2024</div></div>{}{}{}</div></body></html>",
            message(
                2,
                "default",
                "07.11.2024 10:12:00 UTC+01:00",
                &text("<strong>Storm</strong><br><br>See <a href='x'>the list</a>.")
            ),
            message(
                3,
                "default",
                "07.11.2024 11:00:00 UTC+01:00",
                "<div class=\"media\">photo</div>"
            ),
            message(5, "default joined", "08.11.2024 10:00:00 UTC+01:00", &text("It is over.")),
        );
        assert!(recognise(document(&page)));
        let articles = collect(extract, &page).articles;
        let bodies: Vec<&str> = articles.iter().map(|draft| draft.body.as_str()).collect();
        assert_eq!(bodies.len(), 2, "{bodies:?}");
        assert!(
            bodies[0].starts_with("Storm") && bodies[0].ends_with("See the list."),
            "{bodies:?}"
        );
        assert_eq!(articles[0].source.as_ref().unwrap().text, "Quay Now");
        assert_eq!(articles[1].dates[0].evidence.text, "08.11.2024 10:00:00 UTC+01:00");
    }
}
