//! Posts of site generators: front matter followed by HTML, with or without ERB, Liquid and PHP
//! tags. Front matter followed by Markdown or plain text is read by those formats.

use super::html;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::{front, markup, record};

/// The number of bytes after the front matter searched for a tag.
const LOOKED_AT: usize = 16 << 10;
/// The delimiters of template languages.
const TEMPLATES: [(&str, &str); 5] =
    [("<%", "%>"), ("{%", "%}"), ("{{", "}}"), ("<?php", "?>"), ("<?=", "?>")];

/// Whether a document is front matter over HTML.
pub fn recognise(document: Document<'_>) -> bool {
    let path = document.path.to_ascii_lowercase();
    let markdown = [".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".adoc", ".rst", ".org"];
    if markdown.iter().any(|end| path.ends_with(end)) || !begins(document.text) {
        return false;
    }
    let Some((_, rest)) = front::split(document.text) else { return false };
    let named = [".html", ".htm", ".xhtml", ".erb", ".liquid", ".php"];
    let head = rest[..rest.floor_char_boundary(LOOKED_AT)].trim_start();
    named.iter().any(|end| path.ends_with(end)) || head.starts_with('<') && markup::is_markup(head)
}

/// Whether a text may begin with front matter: a cheap test before parsing it.
fn begins(text: &str) -> bool {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    ["---", "+++", "{"].iter().any(|fence| start.starts_with(fence))
}

/// Hands over the post as one article.
///
/// # Errors
/// Refuses front matter without text, such as that of a picture.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let nothing = || Refusal::NotArticles("front matter over no text".into());
    let (matter, rest) = front::split(document.text).ok_or_else(nothing)?;
    let mut draft = record::draft(&matter, "front matter", options);
    let html = without_templates(rest);
    let page = markup_of_page(&html).then(|| html::page(&html, None)).flatten();
    let below = page.unwrap_or_else(|| Draft { body: markup::layout(&html), ..Draft::default() });
    if below.body.trim().is_empty() {
        return Err(nothing());
    }
    draft.body.clone_from(&below.body);
    record::complete(&mut draft, below);
    drafts.article(draft);
    Ok(())
}

fn markup_of_page(html: &str) -> bool {
    let start = html.trim_start().get(..14).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Removes template tags from HTML.
fn without_templates(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find(['<', '{']) {
        let (before, from) = rest.split_at(open);
        plain.push_str(before);
        let mark = TEMPLATES.iter().find(|(begin, _)| from.starts_with(begin));
        let end = mark.and_then(|(_, end)| Some(from.find(end)? + end.len()));
        let length = end.unwrap_or(1);
        plain.push_str(if end.is_some() { " " } else { &from[..1] });
        rest = &from[length..];
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise, without_templates};
    use crate::ingest::document::Document;
    use crate::ingest::testing::{collect, document};

    const HTML: &str = "<p>The <b>ferry</b> is &ldquo;back&rdquo;. See <a href=\"<%= url %>\">the plan</a>.</p>\n\
        <h2>More</h2>{% include x.html %}<ul><li>One</li></ul><script>var a = 1;</script>\n";

    #[test]
    fn front_matter_over_html_gives_fields_and_text() {
        for front in [
            "---\ntitle: Ferry returns\ndate: 2018-03-20\nauthor: Ida Lund\ntags: [ferry]\n---\n",
            "+++\ntitle = \"Ferry returns\"\ndate = 2018-03-20\nauthor = \"Ida Lund\"\ntags = [\"ferry\"]\n+++\n",
            "{\n\"title\": \"Ferry returns\", \"date\": \"2018-03-20\",\n\"author\": \"Ida Lund\", \"tags\": [\"ferry\"]\n}\n\n",
        ] {
            let text = format!("{front}{HTML}");
            assert!(recognise(document(&text)), "{text}");
            let draft = collect(extract, &text).articles.remove(0);
            assert_eq!(draft.title.as_deref(), Some("Ferry returns"));
            assert_eq!(draft.dates[0].evidence.text, "2018-03-20");
            assert_eq!(
                (&*draft.authors, &*draft.tags),
                (&["Ida Lund".into()][..], &["ferry".into()][..])
            );
            assert_eq!(draft.body, "The ferry is “back”. See the plan.\n\nMore\n\nOne");
        }
    }

    #[test]
    fn front_matter_over_nothing_is_no_article() {
        let text = "---\ntitle: A picture\n---\n<img src=\"a.jpg\">\n";
        assert!(collect(extract, text).refusal.is_some());
    }

    #[test]
    fn front_matter_over_other_text_is_left_to_its_format() {
        let named = |path, text| recognise(Document { path, ..document(text) });
        assert!(!named("a.md", "---\ntitle: a\n---\n<p>b</p>\n"));
        assert!(!named("a.txt", "---\ntitle: a\n---\nb <b>c</b>\n"));
        assert!(!named("a.html", "<p>a</p>"));
        assert!(!named("a.json", "{\"title\": \"a\"}"));
        assert!(named("a.html", "---\ntitle: a\n---\nb\n"));
    }

    #[test]
    fn a_mark_that_does_not_end_is_text() {
        assert_eq!(without_templates("a {{ b }} {% c <% d"), "a   {% c <% d");
    }
}
