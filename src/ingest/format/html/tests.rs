//! Pages as publishers write them, and what is found in them.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::page;
use crate::ingest::article::dates::{DayOrder, choose};
use crate::ingest::article::location;
use crate::ingest::draft::Draft;
use crate::when::Day;

const LINKED: &str = include_str!("../../../../tests/data/html/json-ld.html");
const BARE: &str = include_str!("../../../../tests/data/html/no-metadata.html");
const SCRIPTED: &str = include_str!("../../../../tests/data/html/script-only.html");

fn day_of(draft: &Draft) -> String {
    let today = Day::new(2026, 1, 1).unwrap();
    let address = location::dates("page.html", draft.url.as_deref(), None);
    let dates = [draft.dates.clone(), address].concat();
    let choice = choose(&dates, today, DayOrder::Unknown);
    choice.date.map_or("none".into(), |date| date.show())
}

#[test]
fn json_ld_names_everything_even_when_it_is_broken() {
    let draft = page(LINKED, None).unwrap();
    assert_eq!(draft.title.as_deref(), Some("Harbour ferry returns after nine winters"));
    assert_eq!(draft.source.as_ref().unwrap().text, "The Quay Courier");
    assert_eq!(draft.authors, ["Ada Finch", "Bo Ruiz"]);
    assert_eq!(draft.section.as_deref(), Some("Transport"));
    assert_eq!(draft.tags, ["ferries", "harbour", "transport"]);
    assert_eq!(draft.lang.as_deref(), Some("en-GB"));
    assert_eq!(
        draft.url.as_deref(),
        Some("https://quaycourier.example/news/2023/11/05/ferry-returns")
    );
}

#[test]
fn the_day_is_the_one_that_the_outlet_prints_and_not_the_one_at_greenwich() {
    assert_eq!(day_of(&page(LINKED, None).unwrap()), "2023-11-05");
}

#[test]
fn the_body_is_the_article_alone_with_its_paragraphs_and_lines() {
    let body = page(LINKED, None).unwrap().body;
    assert!(body.matches("\n\n").count() >= 2, "{body}");
    assert!(body.contains("paid for the bell.\nIt rang twice"), "{body}");
    assert!(body.contains("look at the accounts again."), "{body}");
    for noise in ["Sport", "Bridge closed", "©"] {
        assert!(!body.contains(noise), "{noise}: {body}");
    }
}

#[test]
fn a_page_without_metadata_gives_its_heading_and_the_date_beside_it() {
    let draft = page(BARE, None).unwrap();
    assert_eq!(draft.title.as_deref(), Some("La fuente vuelve a la plaza"));
    assert_eq!(day_of(&draft), "2018-02-28");
    let paragraphs: Vec<&str> = draft.body.split("\n\n").collect();
    assert!(paragraphs.iter().any(|text| text.starts_with("El ayuntamiento")), "{paragraphs:?}");
    assert!(!draft.body.contains("Última hora"), "{}", draft.body);
}

#[test]
fn a_page_whose_text_a_script_fetches_gives_its_summary() {
    let draft = page(SCRIPTED, None).unwrap();
    assert_eq!(draft.title.as_deref(), Some("Der Mond über dem Deich"));
    assert_eq!(draft.body, "Warum der Mond am Sonntag so groß über dem Deich stand.");
    assert_eq!(day_of(&draft), "2023-11-05");
    assert_eq!(draft.authors, ["Jette Holm"]);
}

#[test]
fn a_page_without_text_is_no_article() {
    assert_eq!(page("", None), None);
    assert_eq!(page("<html><head><title>x</title></head><body></body></html>", None), None);
}

#[test]
fn the_name_of_the_site_is_no_part_of_the_title() {
    for (title, site) in [
        ("On tides | The Quay Courier", "The Quay Courier"),
        ("The Quay Courier: news - On tides", "The Quay Courier: news"),
        ("On tides - The Quay - News of the coast", "The Quay - News of the coast"),
        ("On tides – quaycourier.example", ""),
        ("On tides - Quaycourier", ""),
    ] {
        let html = format!(
            "<title>{title}</title><meta property='og:site_name' content='{site}'>\
             <link rel=canonical href='https://www.quaycourier.example/a'><p>Some text."
        );
        assert_eq!(page(&html, None).unwrap().title.as_deref(), Some("On tides"), "{title}");
    }
}

#[test]
fn a_byline_that_only_a_reader_sees_is_found() {
    let html = "<p class=byline>By Ada Finch</p><p>The tide came in, and went out again.</p>";
    assert_eq!(page(html, None).unwrap().authors, ["By Ada Finch"]);
    let text = "<p>The tide came in, and went out again.</p>";
    for (head, expected) in [
        ("<span class='pb-byline'>By <a href='/people/ada'>Ada Finch</a></span>", "By Ada Finch"),
        ("<p class=byline><a href='/ada'>Ada Finch</a> 5 Nov 2023 <b>651</b></p>", "Ada Finch"),
        ("<div class='article__author'>By\n Ada Finch</div>", "By Ada Finch"),
        ("<div class=author>Editor</div><a class=author-link>Ada Finch</a>", "Ada Finch"),
        (
            "<meta name=author content='https://quay.example/ada'><i class=byline>Ada Finch</i>",
            "Ada Finch",
        ),
        ("<meta name=author content=Quay><meta name=DC.creator content='Ada Finch'>", "Ada Finch"),
        ("<p>By Ada Finch and Bo Lake</p>", "By Ada Finch and Bo Lake"),
        (
            "<p>Von <a href='/autor'>Ada Finch</a>, Hamburg · 4. März 2019, 9:15 Uhr</p>",
            "Ada Finch",
        ),
        (
            "<p class=byline>By Ada Finch</p><h2>More</h2><p class=byline>By Bo Lake</p>",
            "By Ada Finch",
        ),
    ] {
        let authors = page(&format!("<h1>On tides</h1>{head}{text}"), None).unwrap().authors;
        assert_eq!(authors, [expected], "{head}");
    }
}

#[test]
fn the_writers_of_comments_and_of_other_articles_are_no_authors() {
    for around in ["comments", "related-stories", "sidebar"] {
        let html = format!(
            "<h1>On tides</h1><p>The tide came in, and went out again.</p>\
             <div class='{around}'><b itemprop=author>Bo Lake</b> <i class=byline>By Cy Moor</i></div>"
        );
        assert_eq!(page(&html, None).unwrap().authors, [""; 0], "{around}");
    }
    let html = "<p>By the time the tide came in, it was late.</p><p>By Then It Was Too Late.</p>";
    assert_eq!(page(html, None).unwrap().authors, [""; 0]);
}

#[test]
fn a_motto_is_no_part_of_the_name_of_the_outlet() {
    for (site, publisher, expected) in [
        ("Quay.example - All of the coast", "Quay.example", "Quay.example"),
        ("The Quay Inc", "The Quay", "The Quay"),
        ("The Quay.fr", "The Quay", "The Quay"),
        ("The Quay News", "The Quay", "The Quay News"),
        ("The Quay", "Coast Media", "The Quay"),
    ] {
        let html = format!(
            "<meta property='og:site_name' content='{site}'><script type='application/ld+json'>\
             {{\"@type\": \"NewsArticle\", \"publisher\": {{\"name\": \"{publisher}\"}}}}</script>\
             <p>The tide came in, and went out again.</p>"
        );
        assert_eq!(page(&html, None).unwrap().source.unwrap().text, expected, "{site}");
    }
}

#[test]
fn a_fetched_page_takes_its_address_and_the_day_in_it() {
    let html = "<p>A short note about the tide, the moon, and the men who measure both.</p>";
    let draft = page(html, Some("https://tides.example/2023/11/05/tide")).unwrap();
    assert_eq!(draft.url.as_deref(), Some("https://tides.example/2023/11/05/tide"));
    assert_eq!(day_of(&draft), "2023-11-05");
}

#[test]
fn a_date_in_a_comment_is_not_the_day_of_the_article() {
    let html = "<h1>On tides</h1><p>The tide came in, and went out again.</p>\
        <div class='comments'><time datetime='2020-01-01'>1 Jan 2020</time></div>";
    assert_eq!(day_of(&page(html, None).unwrap()), "none");
}

/// Pages that make a naive reader slow, deep or large.
fn bombs() -> Vec<(&'static str, String)> {
    let numbered = |from: &str, to: &str, count: usize| -> String {
        (0..count).map(|number| format!("{from}{number}{to}")).collect()
    };
    vec![
        ("deep divs", "<div>".repeat(100_000) + "the text"),
        ("deep spans closed by others", "<span>the text</div>".repeat(20_000)),
        ("formatting made again", numbered("<p><b id=", ">the text", 20_000)),
        ("formatting made again in blocks", numbered("<a x=", "><div>the text</div>", 20_000)),
        ("attributes", format!("<p {}>the text", numbered("a", "=1 ", 50_000))),
        ("tables", "<table><tr><td>".repeat(5_000) + "the text"),
        ("unclosed tags", "the text".to_string() + &"<".repeat(100_000)),
        ("comments", "the text".to_string() + &"<!--".repeat(100_000)),
        ("scripts", "the text".to_string() + &"<script>".repeat(100_000)),
        (
            "deep json",
            format!("<script type='application/ld+json'>{}</script>the text", "[".repeat(50_000)),
        ),
        ("title", format!("<title>{}</title>the text", "The Quay | ".repeat(50_000))),
        ("dates", "<time class=date>5 May 2019 the text</time>".repeat(5_000)),
    ]
}

#[test]
fn a_hostile_page_is_read_in_bounded_time_and_its_text_kept() {
    for (name, html) in bombs() {
        let start = Instant::now();
        let draft = page(&html, None).unwrap_or_else(|| panic!("{name}"));
        assert!(draft.body.contains("the text"), "{name}");
        assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn a_page_too_deep_keeps_its_metadata_and_says_so() {
    let html = format!("<title>Deep</title>{}<p>the text", "<div>".repeat(1_000));
    let draft = page(&html, None).unwrap();
    assert_eq!(draft.title.as_deref(), Some("Deep"));
    assert_eq!(draft.notes.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        let _ = page(&text, None);
    }

    #[test]
    fn no_run_of_tags_makes_it_panic(parts in prop::collection::vec(
        "</?(p|div|b|a|table|td|script|title|meta|time|h1|ul|li)( (class|datetime|name|content)=[\"']?(date|5 May 2019|comments)?[\"']?)?/?>?|<!--|-->|text, and more|5 May 2019|&amp;|\\{\"@type\":\"NewsArticle\"", 0..40)
    ) {
        let _ = page(&parts.concat(), Some("https://a.example/2019/05/05/"));
    }
}

#[test]
fn a_live_blog_gives_all_of_its_entries() {
    let entry = |n: u8| {
        format!(
            r#"{{"@type": "BlogPosting", "headline": "Entry {n}", "articleBody": "The water stood at {n} feet at the quay."}}"#
        )
    };
    let entries: Vec<String> = (1..9).map(entry).collect();
    let page = format!(
        "<!doctype html><html><head><title>Storm live</title><script type=\"application/ld+json\">\
         {{\"@type\": \"LiveBlogPosting\", \"headline\": \"Storm live\", \"datePublished\": \"2023-11-05\", \
         \"liveBlogUpdate\": [{}]}}</script></head><body><article><h1>Storm live</h1><p>The water stood at 1 \
         feet at the quay.</p><p>The storm reached the harbour of Lunden in the night, and it is not over yet, said \
         the harbour office, which asked all ships to stay in port until the morning.</p></article></body></html>",
        entries.join(",")
    );
    let draft = super::page(&page, None).unwrap();
    for n in 1..9 {
        assert!(
            draft.body.contains(&format!("Entry {n}\n\nThe water stood at {n} feet")),
            "{}",
            draft.body
        );
    }
}
