//! Text of articles and queries on a page: in the direction of its script, with matches marked.
//! Nothing in it is ever treated as markup.

use std::ops::Range;

use maud::{Markup, PreEscaped, html};

use crate::app::outcome::{Article, Precision};

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 11] =
    ["ar", "ckb", "dv", "fa", "he", "iw", "ku", "ps", "sd", "ur", "yi"];

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The direction of text in a language; if none is known, the browser derives it from the text.
pub(super) fn direction(lang: Option<&str>) -> &'static str {
    let Some(lang) = lang else { return "auto" };
    let primary = lang.split(['-', '_']).next().unwrap_or(lang);
    if RIGHT_TO_LEFT.contains(&primary) { "rtl" } else { "ltr" }
}

/// The language as an HTML language tag, if it is well formed.
pub(super) fn tag(lang: Option<&str>) -> Option<String> {
    let tag = lang?.replace('_', "-");
    let plain = tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (plain && tag.len() >= 2).then_some(tag)
}

/// A text with these byte ranges marked.
pub(super) fn marked(text: &str, marks: &[Range<usize>]) -> Markup {
    html! {
        @for (piece, marked) in pieces(text, marks, 0..text.len()) {
            @if marked { mark { (piece) } } @else { (piece) }
        }
    }
}

/// The body of an article by paragraphs; the numbers of the marks continue from one to the next.
pub(super) fn story(body: &str, marks: &[Range<usize>], first: usize) -> Markup {
    let mut number = first;
    let mut at = 0;
    let mut out = String::new();
    for paragraph in body.split("\n\n") {
        let range = at..at + paragraph.len();
        at = range.end + 2;
        if !paragraph.trim().is_empty() {
            let (shown, next) = numbered(body, marks, range, number);
            number = next;
            out.push_str(&html! { p { (shown) } }.into_string());
        }
    }
    PreEscaped(out)
}

fn numbered(
    text: &str,
    marks: &[Range<usize>],
    range: Range<usize>,
    first: usize,
) -> (Markup, usize) {
    let mut number = first;
    let mut numbers = || {
        number += 1;
        number - 1
    };
    let shown = html! {
        @for (piece, marked) in pieces(text, marks, range) {
            @if marked { mark id=(format!("m{}", numbers())) { (piece) } } @else { (piece) }
        }
    };
    (shown, number)
}

/// A range of a text split into pieces, each marked or not.
fn pieces<'t>(text: &'t str, marks: &[Range<usize>], range: Range<usize>) -> Vec<(&'t str, bool)> {
    let mut pieces = vec![];
    let mut at = range.start;
    let start = marks.partition_point(|mark| mark.end <= range.start);
    for mark in &marks[start..] {
        let (from, to) = (mark.start.max(at), mark.end.min(range.end));
        if from >= range.end {
            break;
        }
        let (Some(before), Some(inside)) = (text.get(at..from), text.get(from..to)) else {
            continue;
        };
        pieces.extend([(before, false), (inside, true)]);
        at = to;
    }
    pieces.push((text.get(at..range.end).unwrap_or_default(), false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// How many marks the body of an article shows.
pub(super) fn count(body: &str, marks: &[Range<usize>]) -> usize {
    let mut at = 0;
    let mut count = 0;
    for paragraph in body.split("\n\n") {
        let range = at..at + paragraph.len();
        at = range.end + 2;
        if !paragraph.trim().is_empty() {
            count += pieces(body, marks, range).iter().filter(|(_, marked)| *marked).count();
        }
    }
    count
}

/// The date of an article as far as it is known, for people and for programs.
pub(super) fn date(article: &Article) -> Option<Markup> {
    let date = article.date.as_ref()?.show();
    Some(html! { time datetime=(date) { (date) } })
}

/// The weekday of an article that is dated to the day.
pub(super) fn weekday(article: &Article) -> Option<&'static str> {
    let date = article.date.as_ref().filter(|date| date.precision == Precision::Day)?;
    Some(WEEKDAYS[date.day.weekday() as usize % 7])
}

/// A date in words, at its own precision: `5 November 2023`, `November 2023`, `2023`.
pub(super) fn in_words(article: &Article) -> Option<String> {
    let date = article.date.as_ref()?;
    let (year, month, day) = date.day.parts();
    let month = MONTHS[(month as usize - 1) % 12];
    Some(match date.precision {
        Precision::Day => format!("{day} {month} {year}"),
        Precision::Month => format!("{month} {year}"),
        Precision::Year => year.to_string(),
    })
}

/// A day in words.
pub(super) fn day_in_words(day: crate::app::outcome::Day) -> String {
    let (year, month, day) = day.parts();
    format!("{day} {} {year}", MONTHS[(month as usize - 1) % 12])
}

/// Whether a URL may be linked: only http and https, so nothing that a browser would run.
pub(super) fn is_link(url: &str) -> bool {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    web && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// A message with the text between backticks as code.
pub(super) fn message(text: &str) -> Markup {
    let parts = text.split('`').enumerate();
    html! {
        @for (place, part) in parts {
            @if place % 2 == 1 { code dir="auto" { (part) } } @else { (part) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{count, direction, is_link, marked, message, story, tag};

    #[test]
    fn nothing_of_a_text_is_markup() {
        let text = "<b>a</b> & \"c\"";
        let shown = marked(text, std::slice::from_ref(&(3..4))).into_string();
        assert_eq!(shown, "&lt;b&gt;<mark>a</mark>&lt;/b&gt; &amp; &quot;c&quot;");
    }

    #[test]
    fn marks_are_numbered_through_the_paragraphs_and_split_where_they_cross_one() {
        let body = "one two\n\n\n\nthree";
        let marks = [0..3, 4..14];
        assert_eq!(
            story(body, &marks, 2).into_string(),
            "<p><mark id=\"m2\">one</mark> <mark id=\"m3\">two</mark></p>\
             <p><mark id=\"m4\">thr</mark>ee</p>"
        );
        assert_eq!(count(body, &marks), 3);
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert!(is_link("https://example.org/a"));
        assert!(is_link("HTTP://example.org"));
        for other in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//x",
            "",
            "java\nscript:x",
            "ftp://x",
            "https://x y",
            "http",
            "vbscript:x",
            "https:\u{0}//x",
        ] {
            assert!(!is_link(other), "{other}");
        }
    }

    #[test]
    fn languages_have_a_direction_and_only_sound_names() {
        assert_eq!(direction(Some("fa")), "rtl");
        assert_eq!(direction(Some("en-GB")), "ltr");
        assert_eq!(direction(None), "auto");
        assert_eq!(tag(Some("en_GB")).as_deref(), Some("en-GB"));
        assert_eq!(tag(Some("\"><script>")), None);
    }

    #[test]
    fn what_stands_between_backticks_is_code() {
        assert_eq!(message("write `a<b`").into_string(), "write <code dir=\"auto\">a&lt;b</code>");
    }
}
