//! Dates that a reader of the page can see: in `<time>`, in microdata, in elements whose class
//! speaks of a date, and in lines that are little more than a date.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

use super::around::Around;
use super::dates::Dates;
use super::prose::{line, one_line, prose};
use crate::ingest::article::dates::{self, DayOrder, Rank, read};
use crate::when::Precision;

/// How many elements of a page are looked at for dates.
const ELEMENTS: usize = 50_000;

/// How many elements behind the heading still stand beside it.
const NEAR: usize = 100;

/// What a date in an element proves, how far it is to be believed, and why.
struct Rule {
    rank: Rank,
    confidence: u8,
    name: String,
}

/// Elements that are made for dates, or whose class speaks of one.
pub(super) fn elements(document: &Document, dates: &mut Dates) {
    let holders = Holders::of(document);
    let mut after_heading = None;
    // Each element with whether it lies in what stands around the article.
    let mut steps = vec![(document.root(), false)];
    let mut seen = 0;
    while let Some((node, around)) = steps.pop() {
        if !node.may_have_children() || seen > ELEMENTS || dates.is_full() {
            continue;
        }
        seen += 1;
        after_heading = after_heading.map(|distance: usize| distance + 1);
        if node.has_name("h1") {
            after_heading = Some(0);
        }
        if let Some(rule) = rule_of(&node).filter(|_| !around) {
            let near = after_heading.map(|distance| distance < NEAR);
            element(&node, placed(rule, near), dates);
        }
        let around = around || holders.is_around(&node);
        steps.extend(node.children_it(true).filter(NodeRef::is_element).map(|node| (node, around)));
    }
}

/// A rule, believed more where the heading is near, and only for want of a better one far behind it.
fn placed(rule: Rule, near: Option<bool>) -> Rule {
    let Rule { rank, confidence, name } = rule;
    match near {
        Some(true) => Rule { rank, confidence: (confidence + 8).min(99), name },
        Some(false) => Rule { rank: rank.max(Rank::Weak), confidence: confidence - 10, name },
        None => Rule { rank, confidence, name },
    }
}

fn element(node: &NodeRef<'_>, rule: Rule, dates: &mut Dates) {
    let attribute = ["datetime", "content", "title", "data-datetime", "data-date"]
        .into_iter()
        .filter_map(|name| node.attr(name))
        .find(|text| read(text, DayOrder::Unknown).is_some());
    let seen = short_text(node);
    // What readers see goes before a datetime of another day, which is often that of a change.
    let shown = seen.as_deref().and_then(dates::line).filter(|line| line.label.is_some());
    let same = |text: &str, shown: &str| {
        let day = |text| read(text, DayOrder::Unknown).map(|date| date.day.number());
        day(text).zip(day(shown)).is_none_or(|(one, other)| (one - other).abs() <= 1)
    };
    if let Some(text) = attribute.filter(|text| shown.is_none_or(|line| same(text, line.text))) {
        return dates.add(rule.rank, rule.confidence, &rule.name, &text);
    }
    let Some(text) = seen else { return };
    if let Some(line) = dates::line(&text) {
        let loose = if line.alone { 0 } else { 5 };
        let rank = line.label.map_or(rule.rank, |label| label.max(rule.rank));
        return dates.add(rank, rule.confidence - loose, &rule.name, line.text);
    }
    if let Some((date, place)) = dates::find(&text, DayOrder::Unknown) {
        let coarse = if date.precision == Precision::Day { 15 } else { 45 };
        let rank = rule.rank.max(Rank::Weak);
        dates.add(rank, rule.confidence.saturating_sub(coarse), &rule.name, &text[place]);
    }
}

/// How many lines below the heading still stand beside it.
const BESIDE: usize = 8;

/// Lines of the page that stand for a date; beside the heading they are believed.
pub(super) fn lines(document: &Document, dates: &mut Dates) {
    let heading = document.select_single("h1").nodes().first().map(line).unwrap_or_default();
    let holders = Holders::of(document);
    let text = prose(&document.root(), &|node, _| holders.is_around(node));
    let mut below = None;
    for text in text.lines().filter(|line| !line.trim().is_empty()) {
        below = below.map(|lines: usize| lines + 1);
        if !heading.is_empty() && one_line(text) == heading {
            below = Some(0);
        }
        let beside = below.is_some_and(|lines| lines <= BESIDE);
        let place = if beside { Rank::Shown } else { Rank::Weak };
        if text.contains('©') {
            continue;
        }
        if let Some(line) = dates::line(text) {
            let rank = line.label.unwrap_or(place);
            dates.add(rank, if beside { 40 } else { 30 }, "text", line.text);
        } else if let Some(date) = dates::dateline(text) {
            dates.add(place, 35, "dateline", date);
        } else if let Some((confidence, date)) = within(text, beside) {
            dates.add(Rank::Weak, confidence, "within a line", date);
        }
    }
}

/// How many characters a line has at the most that is no sentence whatever stands in it.
const SHORT: usize = 100;

/// The date within a line that names it as the day of publication (`This entry was posted on 4 March
/// 2019 and filed under ...`), or that is short, stands beside the heading and is no sentence.
fn within(text: &str, beside: bool) -> Option<(u8, &str)> {
    let (date, place) = dates::find(text, DayOrder::Unknown)?;
    let before = text.floor_char_boundary(place.start.saturating_sub(60));
    let after = text.ceil_char_boundary(place.end + 40);
    let label = dates::label(&text[before..place.start], &text[place.end..after]);
    let short = text.chars().count() <= SHORT && !text.trim_end().ends_with(['.', '!', '?']);
    let confidence = match label {
        Some(Rank::Shown) => 20,
        None if beside && short => 15,
        _ => return None,
    };
    (date.precision == Precision::Day).then(|| (confidence, &text[place]))
}

/// What a date in an element proves, by the element's name and attributes.
fn rule_of(node: &NodeRef<'_>) -> Option<Rule> {
    let name = node.node_name().unwrap_or_default();
    if matches!(&*name, "meta" | "script" | "style" | "link" | "body" | "html" | "head" | "input") {
        return None;
    }
    let is_time = matches!(&*name, "time" | "abbr" | "relative-time");
    let class = node.class().unwrap_or_default();
    let words = format!("{class} {}", node.id_attr().unwrap_or_default()).to_lowercase();
    if let Some(rule) = microdata(node) {
        return Some(rule);
    }
    if node.has_attr("pubdate") {
        return Some(Rule { rank: Rank::Stated, confidence: 84, name: "time pubdate".into() });
    }
    let holds = |known: &[&str]| known.iter().any(|word| words.contains(word));
    let (rank, confidence) = if holds(&OTHER_CLASSES) {
        return None;
    } else if holds(&CHANGED_CLASSES) {
        (Rank::Modified, 50)
    } else if holds(&PUBLISHED_CLASSES) {
        (Rank::Shown, 55)
    } else if is_time || holds(&DATE_CLASSES) {
        (Rank::Shown, 45)
    } else {
        return None;
    };
    let name = if is_time { name.to_string() } else { format!("class {}", one_line(&words)) };
    Some(Rule { rank, confidence: confidence + if is_time { 20 } else { 0 }, name })
}

fn microdata(node: &NodeRef<'_>) -> Option<Rule> {
    let named = |name: &str| node.attr(name).unwrap_or_default().to_lowercase();
    let names = format!("{} {}", named("itemprop"), named("property"));
    let known = [
        ("datepublished", Rank::Stated, 88),
        ("datecreated", Rank::Weak, 78),
        ("datemodified", Rank::Modified, 85),
    ];
    let (word, rank, confidence) = known.into_iter().find(|(word, ..)| names.contains(word))?;
    Some(Rule { rank, confidence, name: format!("itemprop {word}") })
}

/// Classes of dates of other things: of an account, an event, a birth, the clock of the page.
const OTHER_CLASSES: [&str; 8] =
    ["join", "event", "birth", "expir", "copyright", "current", "today", "clock"];

const CHANGED_CLASSES: [&str; 3] = ["updated", "modified", "lastmod"];

const PUBLISHED_CLASSES: [&str; 14] = [
    "publish",
    "publication",
    "publié",
    "pubdate",
    "pub-date",
    "pubtime",
    "post-date",
    "postdate",
    "entry-date",
    "posted-on",
    "post-time",
    "article-date",
    "article__date",
    "dateline",
];

const DATE_CLASSES: [&str; 11] = [
    "date",
    "time",
    "byline",
    "fecha",
    "datum",
    "meta",
    "submitted",
    "author",
    "posted",
    "kicker",
    "parution",
];

/// The text of an element, if it is short and holds a number.
fn short_text(node: &NodeRef<'_>) -> Option<String> {
    let (mut letters, mut nodes) = (0, 0);
    for inner in node.descendants_it() {
        nodes += 1;
        if inner.is_text() {
            letters += inner.text().trim().len();
        }
        if letters > 200 || nodes > 60 {
            return None;
        }
    }
    let text = apart(node).unwrap_or_else(|| line(node));
    Some(text).filter(|text| text.chars().any(char::is_numeric))
}

/// The text of an element whose parts would run together where a style alone sets them apart, as
/// a date and a time in neighbouring elements.
fn apart(node: &NodeRef<'_>) -> Option<String> {
    let texts: Vec<String> = node
        .descendants_it()
        .filter(NodeRef::is_text)
        .map(|text| text.text().to_string())
        .collect();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let glued = |pair: &[String]| digit(pair[0].chars().last()) && digit(pair[1].chars().next());
    texts.windows(2).any(glued).then(|| one_line(&texts.join(" ")))
}

/// What stands around the article and holds dates of others.
const AROUND: Around = Around {
    inside: &["article", "main", "h1", "body"],
    elements: &["nav", "aside", "blockquote"],
    names: &[],
    classes: &[
        "comment",
        "sidebar",
        "aside",
        "related",
        "recommend",
        "mostread",
        "popular",
        "teaser",
        "trending",
        "recent",
        "widget",
        "newsletter",
        "breaking",
        "ticker",
        "disqus",
        "copyright",
    ],
};

/// Footers: of the page, unless they stand in the article.
const FOOTERS: Around = Around {
    inside: AROUND.inside,
    elements: &["footer"],
    names: &["footer", "site-footer", "page-footer"],
    classes: &[],
};

/// The elements that hold a main heading or most of the paragraphs: whatever their class says, the
/// article is in them.
struct Holders(HashSet<NodeId>);

impl Holders {
    fn of(document: &Document) -> Holders {
        let mut ids = HashSet::new();
        for marks in ["h1", "[itemprop~='articleBody']", ".post-body", ".entry-content"] {
            for node in document.select(marks).nodes().iter().take(10) {
                ids.extend(node.ancestors_it(None).map(|node| node.id));
            }
        }
        let (mut whole, mut held) = (0, HashMap::new());
        for paragraph in document.select("p").nodes().iter().take(5_000) {
            let letters = paragraph.text().len();
            whole += letters;
            for node in paragraph.ancestors_it(Some(64)) {
                *held.entry(node.id).or_insert(0) += letters;
            }
        }
        ids.extend(held.into_iter().filter(|(_, letters)| 2 * letters > whole).map(|(id, _)| id));
        Holders(ids)
    }

    /// Whether an element by its name, class or id is not of the article.
    fn is_around(&self, node: &NodeRef<'_>) -> bool {
        let in_article = || node.ancestors_it(Some(64)).any(|above| above.has_name("article"));
        !self.0.contains(&node.id) && (AROUND.holds(node) || FOOTERS.holds(node) && !in_article())
    }
}
