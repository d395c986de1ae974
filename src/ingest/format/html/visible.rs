//! Dates that a reader of the page can see: in `<time>`, in microdata, in elements whose class
//! speaks of a date, and in lines that are little more than a date.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

use super::dates::Dates;
use super::prose::{line, one_line, prose};
use crate::ingest::article::dates::{DayOrder, ReadDate, find, read};
use crate::ingest::draft::DateKind;
use crate::when::Precision;

/// How many elements of a page are looked at for dates.
const ELEMENTS: usize = 50_000;

/// What a date in an element is of, how far to be believed, and why.
struct Rule {
    kind: DateKind,
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
            let near = after_heading.map(|distance| distance < 100);
            element(&node, placed(rule, near), dates);
        }
        let around = around || holders.is_around(&node);
        steps.extend(node.children_it(true).filter(NodeRef::is_element).map(|node| (node, around)));
    }
}

/// A rule, believed more where the heading is near, and less far behind it.
fn placed(rule: Rule, near: Option<bool>) -> Rule {
    let Rule { kind, confidence, name } = rule;
    match near {
        Some(true) => Rule { kind, confidence: (confidence + 8).min(99), name },
        Some(false) => Rule { kind: kind.max(DateKind::Nearby), confidence: confidence - 10, name },
        None => Rule { kind, confidence, name },
    }
}

fn element(node: &NodeRef<'_>, rule: Rule, dates: &mut Dates) {
    let attribute = ["datetime", "content", "title", "data-datetime", "data-date"]
        .into_iter()
        .filter_map(|name| node.attr(name))
        .find(|text| read(text, DayOrder::Unknown).is_some());
    if let Some(text) = attribute {
        return dates.add(rule.kind, rule.confidence, &rule.name, &text);
    }
    let Some(text) = short_text(node) else { return };
    let Some(sight) = sight(&text) else { return };
    let loose = if sight.whole { 0 } else { 15 };
    let coarse = if sight.date.precision == Precision::Day { 0 } else { 30 };
    let kind = sight.label.unwrap_or(rule.kind);
    dates.add(kind, rule.confidence.saturating_sub(loose + coarse), &rule.name, sight.text);
}

/// Lines of the page that are dates, or short and hold one.
pub(super) fn lines(document: &Document, dates: &mut Dates) {
    let heading = document.select_single("h1").nodes().first().map(line).unwrap_or_default();
    let holders = Holders::of(document);
    let text = prose(&document.root(), &|node, _| holders.is_around(node));
    let mut confidence = 30u8;
    for line in text.lines() {
        if !heading.is_empty() && one_line(line) == heading {
            confidence = 40;
        }
        let Some(sight) = sight(line) else { continue };
        let short = line.len() <= 160 || sight.label.is_some() || sight.opens;
        if sight.date.precision != Precision::Day || line.contains('©') || !short {
            continue;
        }
        let sure = sight.whole || sight.label.is_some();
        let confidence = if sure { confidence } else { confidence - 20 };
        dates.add(sight.label.unwrap_or(DateKind::Nearby), confidence, "text", sight.text);
    }
}

/// A date seen in a text.
struct Sight<'a> {
    date: ReadDate,
    /// The text it was read from.
    text: &'a str,
    /// What the words around it say it is of.
    label: Option<DateKind>,
    /// Whether the text is nothing but the date.
    whole: bool,
    /// Whether the text begins with it, or with little before it, as a dateline does.
    opens: bool,
}

fn sight(text: &str) -> Option<Sight<'_>> {
    if let Some(date) =
        read(text, DayOrder::Unknown).filter(|date| date.precision != Precision::Year)
    {
        return Some(Sight { date, text, label: label(text, ""), whole: true, opens: true });
    }
    if let Some((date, place)) = find(text, DayOrder::Unknown) {
        let before = &text[text.floor_char_boundary(place.start.saturating_sub(60))..place.start];
        let after = &text[place.end..text.ceil_char_boundary(place.end + 40)];
        let opens = place.start <= 40;
        return Some(Sight {
            date,
            text: &text[place],
            label: label(before, after),
            whole: false,
            opens,
        });
    }
    if text.len() > 160 {
        return None;
    }
    // A weak form such as `8.5.12` is a date where it stands alone between commas or bars.
    text.split([',', '|', '·', '•', '–', '/', '(', ')']).find_map(|part| {
        let date = read(part, DayOrder::Unknown)?;
        let known = date.precision == Precision::Day;
        known.then_some(Sight { date, text: part, label: None, whole: false, opens: false })
    })
}

/// What a date in an element is of, by the element's name and attributes.
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
        return Some(Rule {
            kind: DateKind::Published,
            confidence: 84,
            name: "time pubdate".into(),
        });
    }
    let holds = |known: &[&str]| known.iter().any(|word| words.contains(word));
    let (kind, confidence) = if holds(&CHANGED_CLASSES) {
        (DateKind::Modified, 50)
    } else if holds(&PUBLISHED_CLASSES) {
        (if is_time { DateKind::Published } else { DateKind::Nearby }, 55)
    } else if is_time || holds(&DATE_CLASSES) {
        (DateKind::Nearby, 45)
    } else {
        return None;
    };
    let name = if is_time { name.to_string() } else { format!("class {}", one_line(&words)) };
    Some(Rule { kind, confidence: confidence + if is_time { 20 } else { 0 }, name })
}

fn microdata(node: &NodeRef<'_>) -> Option<Rule> {
    let named = |name: &str| node.attr(name).unwrap_or_default().to_lowercase();
    let names = format!("{} {}", named("itemprop"), named("property"));
    let known = [
        ("datepublished", DateKind::Published, 88),
        ("datecreated", DateKind::Published, 78),
        ("datemodified", DateKind::Modified, 85),
    ];
    let (word, kind, confidence) = known.into_iter().find(|(word, ..)| names.contains(word))?;
    Some(Rule { kind, confidence, name: format!("itemprop {word}") })
}

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
    Some(line(node)).filter(|text| text.chars().any(char::is_numeric))
}

/// Beginnings of the words by which classes name what is not the article.
const AROUND: [&str; 16] = [
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
];

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
        let name = node.node_name().unwrap_or_default();
        if self.0.contains(&node.id) || matches!(&*name, "article" | "main" | "h1" | "body") {
            return false;
        }
        let class = node.class().unwrap_or_default();
        let words = format!("{class} {}", node.id_attr().unwrap_or_default()).to_lowercase();
        let is_footer = |word: &str| matches!(word, "footer" | "site-footer" | "page-footer");
        let mut parts = words.split(|c: char| !c.is_alphanumeric());
        matches!(&*name, "nav" | "aside" | "footer" | "blockquote")
            || words.split_whitespace().any(is_footer)
            || parts.any(|part| AROUND.iter().any(|around| part.starts_with(around)))
    }
}

/// What the words before and after a date say it is of.
fn label(before: &str, after: &str) -> Option<DateKind> {
    let holds = |text: &str, known: &[&str]| {
        let text = text.to_lowercase();
        known.iter().any(|word| text.contains(word))
    };
    if holds(before, &CHANGED) {
        Some(DateKind::Modified)
    } else if holds(before, &PUBLISHED) || holds(after, &["veröffentlicht", "publié", "published"])
    {
        Some(DateKind::Published)
    } else {
        None
    }
}

const CHANGED: [&str; 18] = [
    "updat",
    "modif",
    "aktualis",
    "mis à jour",
    "mise à jour",
    "actualiz",
    "atualiz",
    "aggiorn",
    "bijgewerkt",
    "обновл",
    "güncel",
    "last edit",
    "geändert",
    "revised",
    "uppdater",
    "päivitetty",
    "更新",
    "수정",
];

const PUBLISHED: [&str; 16] = [
    "publi",
    "posted",
    "veröffentlicht",
    "pubbl",
    "gepubliceerd",
    "опубл",
    "yayın",
    "erstellt am",
    "geschrieben am",
    "verfasst",
    "written",
    "julkaistu",
    "发布",
    "發布",
    "配信",
    "입력",
];
