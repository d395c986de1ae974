//! WordPress exports: each published post or page is an article. Unpublished items and items
//! without text (attachments, menus, revisions) are counted and reported.

use std::collections::{BTreeMap, BTreeSet};

use super::feed::{self, Head};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts, Rank};
use crate::ingest::parse::xml::blocks::html_with_lines;
use crate::ingest::parse::xml::{
    self, Element, Keyed, Record, Tree, dated, filled, records, report,
};

/// Shortcodes that wrap media, with or without an end tag.
const FRAMES: [&str; 6] = ["caption", "gallery", "embed", "audio", "video", "playlist"];
/// The maximum length of a shortcode, in bytes.
const SHORTCODE: usize = 1024;

/// Whether a feed declares the vocabulary of these exports near its start.
pub fn recognise(document: Document<'_>) -> bool {
    feed::recognise(document) && xml::head(document.text).contains("wordpress.org/export/")
}

/// Hands over each published post.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
    let mut keyed = Keyed::new(&mut *out);
    let mut head = Head::default();
    let is_item = |name: &str| name.eq_ignore_ascii_case("item");
    let ending = records(document.text, &is_item, &mut |channel: &Tree, record: Record| {
        let Some(item) = record.tree.root() else { return true };
        if let Some(reason) = unpublished(item) {
            *left_out.entry(reason).or_default() += 1;
            return true;
        }
        head.update(channel);
        let mut draft = draft(&head, item);
        draft.authors.iter_mut().for_each(|login| *login = shown_name(channel, login));
        if record.cut {
            draft.notes.push("the file ends inside this article".to_owned());
        }
        keyed.give(draft)
    });
    let given = keyed.finish();
    for (reason, count) in &left_out {
        out.passed_over(format!("{count} left out: {reason}"));
    }
    report(ending, out);
    match given + left_out.len() {
        0 => Err(Refusal::NotArticles("an export without posts".to_owned())),
        _ => Ok(()),
    }
}

/// The display name of the author with a login.
fn shown_name(channel: &Tree<'_>, login: &str) -> String {
    let of_login = |author: &Element<'_, '_>| {
        author.name() == "wp:author" && wp(*author, "author_login").is_some_and(|own| own == login)
    };
    let author = channel.elements().find(of_login);
    author.and_then(|author| wp(author, "author_display_name")).unwrap_or_else(|| login.to_string())
}

/// Why an item is not an article: its type, or its status. An item without a status counts as
/// published.
fn unpublished(item: Element<'_, '_>) -> Option<String> {
    let kind = wp(item, "post_type").unwrap_or_default();
    let status = wp(item, "status").unwrap_or_default();
    match (kind.as_str(), status.as_str()) {
        ("attachment" | "nav_menu_item" | "revision" | "custom_css" | "wp_global_styles", _) => {
            Some(kind)
        }
        (_, "publish" | "") => None,
        // Exports of some plugins give posts with text the status of their parent.
        _ => Some(format!("status {status}")),
    }
}

fn wp(item: Element<'_, '_>, name: &str) -> Option<String> {
    item.children().find(|child| child.name().starts_with("wp:") && child.is(name))?.line()
}

fn draft(head: &Head, item: Element<'_, '_>) -> Draft {
    let mut draft = feed::draft(head, item);
    let encoded = |prefix: &str| {
        let found =
            item.children().find(|child| child.is("encoded") && child.name().starts_with(prefix));
        found.map(|field| paragraphs(&field.text())).filter(|text| !text.is_empty())
    };
    if let Some(body) = encoded("content").or_else(|| encoded("excerpt")) {
        draft.body = body;
    }
    // The time in the blog's own zone gives the day as its readers saw it.
    let local = wp(item, "post_date").filter(|date| !date.starts_with("0000"));
    let date = local.and_then(|date| dated(Rank::Stated, 96, "wordpress post_date", &date));
    draft.dates.extend(date);
    let modified = wp(item, "post_modified").filter(|date| !date.starts_with("0000"));
    let date =
        modified.and_then(|date| dated(Rank::Modified, 80, "wordpress post_modified", &date));
    draft.dates.extend(date);
    let (sections, tags) = categories(item);
    draft.section = sections.into_iter().next();
    draft.tags = tags;
    draft
}

/// The categories, and the tags.
fn categories(item: Element<'_, '_>) -> (Vec<String>, Vec<String>) {
    let of = |domain: &str| {
        let in_domain = |field: &Element<'_, '_>| {
            field.is("category") && field.attribute("domain").is_some_and(|found| found == domain)
        };
        item.children().filter(in_domain).filter_map(Element::line).collect::<Vec<_>>()
    };
    let sections: Vec<String> = of("category").into_iter().filter_map(filled).collect();
    let tags = sections.iter().skip(1).cloned().chain(of("post_tag")).collect();
    (sections, tags)
}

/// The paragraphs of a post without shortcodes: those that wrap media are removed; of those with an
/// end tag, `[name]text[/name]`, the text is kept.
fn paragraphs(text: &str) -> String {
    let ends = text.match_indices("[/").filter_map(|(at, _)| shortcode(&text[at..]));
    let ended: BTreeSet<&str> = ends.map(|(name, _)| name).collect();
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = |name: &str| FRAMES.contains(&name) || ended.contains(name);
        let length = shortcode(rest).filter(|(name, _)| known(name)).map(|(_, length)| length);
        plain.push_str(if length.is_none() { "[" } else { "" });
        rest = &rest[length.unwrap_or(1)..];
    }
    plain.push_str(rest);
    html_with_lines(&plain)
}

/// The name and the length of the shortcode at the start of a text.
fn shortcode(text: &str) -> Option<(&str, usize)> {
    let name = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')?;
    let head = &text[..text.floor_char_boundary(SHORTCODE)];
    (end > 0).then_some((&name[..end], head.find(']')? + 1))
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const FILE: &str = include_str!("../../../tests/data/wxr/blog.xml");

    #[test]
    fn published_posts_are_articles_and_the_rest_is_told() {
        assert!(recognise(document(FILE)));
        let found = collect(extract, FILE);
        assert_eq!(found.articles.len(), 1);
        assert_eq!(found.problems, ["1 left out: attachment", "1 left out: status draft"]);
    }

    #[test]
    fn a_post_gives_all_its_fields() {
        let post = &collect(extract, FILE).articles[0];
        assert_eq!(post.title.as_deref(), Some("Harbour dues"));
        assert_eq!(post.body, "Dues rise.\n\nA crane [sic] Owners\nobject [1].");
        let expected = [
            "wordpress post_date: 2019-03-04 00:15:00",
            "feed pubDate: Sun, 03 Mar 2019 23:15:00 +0000",
        ];
        assert_eq!(dates(post), expected);
        assert_eq!(post.section.as_deref(), Some("Economy"));
        assert_eq!(post.tags, ["ports"]);
        assert_eq!(post.authors, ["ann"]);
        assert_eq!(post.source.as_ref().unwrap().text, "Ostport Blog");
    }
}
