//! The dates of a page, each with the rule that found it and how far that rule is to be believed.
//! Which of them is the day of publication is not decided here.

use dom_query::{Document, NodeRef};

use super::linked::{Linked, loose_field};
use super::meta::{MODIFIED, Meta, PUBLISHED};
use super::prose::{line, one_line, prose};
use crate::article::Evidence;
use crate::ingest::date::{DayOrder, find, read};
use crate::ingest::draft::{Candidate, DateKind};
use crate::when::Precision;

/// How many candidates a page may give.
const LIMIT: usize = 40;

/// How many elements of a page are looked at for dates.
const ELEMENTS: usize = 50_000;

/// All dates of a page that may be the day of publication.
pub(super) fn candidates(
    document: &Document,
    meta: &Meta,
    linked: &Linked,
    url: Option<&str>,
) -> Vec<Candidate> {
    let mut dates = Dates::default();
    dates.linked(linked);
    dates.meta(meta);
    dates.elements(document);
    dates.url(url);
    if !dates.has(DateKind::Published) {
        dates.scripts(document);
        dates.lines(document);
    }
    dates.found.truncate(LIMIT);
    dates.found
}

#[derive(Default)]
struct Dates {
    found: Vec<Candidate>,
}

impl Dates {
    fn add(&mut self, kind: DateKind, confidence: u8, rule: impl Into<String>, text: &str) {
        let text = one_line(text);
        if !text.is_empty() && text.len() <= 300 && self.found.len() < LIMIT {
            let evidence = Evidence::new(rule, text);
            self.found.push(Candidate { kind, confidence, evidence });
        }
    }

    fn has(&self, kind: DateKind) -> bool {
        let legible =
            |candidate: &Candidate| read(&candidate.evidence.text, DayOrder::Unknown).is_some();
        self.found.iter().any(|candidate| candidate.kind == kind && legible(candidate))
    }

    fn linked(&mut self, linked: &Linked) {
        let (published, created) = if linked.is_article { (95, 82) } else { (84, 70) };
        if let Some(text) = &linked.published {
            self.add(DateKind::Published, published, "json-ld datePublished", text);
        }
        if let Some(text) = &linked.created {
            self.add(DateKind::Published, created, "json-ld dateCreated", text);
        }
        if let Some(text) = &linked.modified {
            self.add(DateKind::Modified, 90, "json-ld dateModified", text);
        }
    }

    fn meta(&mut self, meta: &Meta) {
        for (name, text) in meta.pairs() {
            if let Some((_, confidence)) = PUBLISHED.iter().find(|(known, _)| *known == name) {
                self.add(DateKind::Published, *confidence, format!("meta {name}"), text);
            } else if MODIFIED.contains(&name) {
                self.add(DateKind::Modified, 85, format!("meta {name}"), text);
            }
        }
    }

    fn url(&mut self, url: Option<&str>) {
        let Some(path) = url.and_then(|url| Some(url.split_once("//")?.1.split_once('/')?.1))
        else {
            return;
        };
        let path = format!("/{path}");
        let Some((date, _)) = find(&path, DayOrder::Unknown) else { return };
        let confidence = if date.precision == Precision::Day { 80 } else { 20 };
        self.add(DateKind::Nearby, confidence, "url", &path);
    }

    /// `<time>`, microdata, microformats and elements whose class speaks of a date.
    fn elements(&mut self, document: &Document) {
        for node in document.root().descendants_it().filter(NodeRef::is_element).take(ELEMENTS) {
            let Some((kind, confidence, rule)) = rule_of(&node) else { continue };
            if is_around(&node) {
                continue;
            }
            let attribute = ["datetime", "content", "title", "data-datetime", "data-date"]
                .into_iter()
                .filter_map(|name| node.attr(name))
                .find(|text| read(text, DayOrder::Unknown).is_some());
            match attribute {
                Some(text) => self.add(kind, confidence, rule, &text),
                None => self.visible(kind, confidence, rule, &node),
            }
        }
    }

    /// The date in the text of an element, if there is little more in it.
    fn visible(&mut self, kind: DateKind, confidence: u8, rule: String, node: &NodeRef<'_>) {
        let Some(text) = short_text(node) else { return };
        let Some((date, place)) = find(&text, DayOrder::Unknown) else { return };
        let before = &text[..place.start];
        let kind = if says_changed(before) { DateKind::Modified } else { kind };
        let kind = if says_published(before) { DateKind::Published } else { kind };
        let loose = if read(&text, DayOrder::Unknown).is_some() { 0 } else { 15 };
        let coarse = if date.precision == Precision::Day { 0 } else { 30 };
        let confidence = u8::saturating_sub(confidence, loose + coarse);
        self.add(kind, confidence, rule, &text[place]);
    }

    /// The data that scripts carry for themselves.
    fn scripts(&mut self, document: &Document) {
        for script in document.select("script:not([src])").iter() {
            let text = script.text();
            for name in [
                "datePublished",
                "publishedAt",
                "published_at",
                "publishDate",
                "publish_date",
                "pubDate",
                "pubdate",
                "datePublication",
            ] {
                if let Some(value) = loose_field(&text, name) {
                    self.add(DateKind::Published, 50, format!("script {name}"), &value);
                }
            }
        }
    }

    /// Lines of the page that are dates, or short and hold one.
    fn lines(&mut self, document: &Document) {
        let heading = document.select_single("h1");
        let heading = heading.nodes().first().map(line).unwrap_or_default();
        let text = prose(&document.root(), &|node, _| is_marked_around(node));
        let mut confidence = 30u8;
        for line in text.lines().filter(|line| line.len() <= 160) {
            if !heading.is_empty() && one_line(line) == heading {
                confidence = 40;
            }
            let Some((date, place)) = find(line, DayOrder::Unknown) else { continue };
            if date.precision != Precision::Day || line.contains('©') {
                continue;
            }
            let before = &line[..place.start];
            let whole = read(line, DayOrder::Unknown).is_some();
            let kind = if says_changed(before) { DateKind::Modified } else { DateKind::Nearby };
            let labelled = says_published(before);
            let kind = if labelled { DateKind::Published } else { kind };
            let confidence = if whole || labelled { confidence } else { confidence - 20 };
            self.add(kind, confidence, "text", &line[place]);
        }
    }
}

/// What a date in an element is of, by the element's name and attributes.
fn rule_of(node: &NodeRef<'_>) -> Option<(DateKind, u8, String)> {
    let name = node.node_name().unwrap_or_default();
    if matches!(&*name, "meta" | "script" | "style" | "link" | "body" | "html" | "head" | "input") {
        return None;
    }
    let itemprop = node.attr("itemprop").unwrap_or_default().to_lowercase();
    let property = node.attr("property").unwrap_or_default().to_lowercase();
    for (word, kind, confidence) in [
        ("datepublished", DateKind::Published, 88),
        ("datecreated", DateKind::Published, 78),
        ("datemodified", DateKind::Modified, 85),
    ] {
        if itemprop.contains(word) || property.contains(word) {
            return Some((kind, confidence, format!("itemprop {word}")));
        }
    }
    let class = node.class().unwrap_or_default().to_lowercase();
    let id = node.id_attr().unwrap_or_default().to_lowercase();
    let words = format!("{class} {id}");
    let is_time = matches!(&*name, "time" | "abbr" | "relative-time");
    let time = if is_time { 20 } else { 0 };
    let rule = if is_time { name.to_string() } else { format!("class {}", one_line(&words)) };
    if node.has_attr("pubdate") {
        return Some((DateKind::Published, 84, "time pubdate".into()));
    }
    if ["updated", "modified", "lastmod"].iter().any(|word| words.contains(word)) {
        return Some((DateKind::Modified, 50 + time, rule));
    }
    let published = [
        "publi",
        "pubdate",
        "pub-date",
        "post-date",
        "postdate",
        "entry-date",
        "posted-on",
        "post-time",
        "article-date",
        "article__date",
        "dateline",
        "date-posted",
    ];
    if published.iter().any(|word| words.contains(word)) {
        return Some((
            if is_time { DateKind::Published } else { DateKind::Nearby },
            55 + time,
            rule,
        ));
    }
    let dated = [
        "date",
        "time",
        "byline",
        "fecha",
        "datum",
        "meta",
        "submitted",
        "info",
        "author",
        "posted",
        "kicker",
        "parution",
    ];
    let speaks = is_time || dated.iter().any(|word| words.contains(word));
    speaks.then_some((DateKind::Nearby, 45 + time, rule))
}

/// The text of an element, if it is short.
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

/// Whether an element lies in what stands around an article.
fn is_around(node: &NodeRef<'_>) -> bool {
    is_marked_around(node) || node.ancestors_it(Some(40)).any(|node| is_marked_around(&node))
}

/// Whether an element by its name, class or id is not of the article.
fn is_marked_around(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    if matches!(&*name, "nav" | "aside" | "footer") {
        return true;
    }
    if matches!(&*name, "body" | "html" | "article" | "main") {
        return false;
    }
    let words =
        format!("{} {}", node.class().unwrap_or_default(), node.id_attr().unwrap_or_default());
    let words = words.to_lowercase();
    const AROUND: [&str; 16] = [
        "comment",
        "sidebar",
        "related",
        "footer",
        "widget",
        "recommend",
        "most-read",
        "popular",
        "teaser",
        "trending",
        "recent",
        "more-news",
        "newsletter",
        "breaking",
        "ticker",
        "disqus",
    ];
    AROUND.iter().any(|word| words.contains(word))
}

fn says_changed(text: &str) -> bool {
    let text = text.to_lowercase();
    const CHANGED: [&str; 16] = [
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
        "更新",
    ];
    CHANGED.iter().any(|word| text.contains(word))
}

fn says_published(text: &str) -> bool {
    let text = text.to_lowercase();
    const PUBLISHED: [&str; 12] = [
        "publi",
        "posted",
        "veröffentlicht",
        "pubbl",
        "gepubliceerd",
        "опубл",
        "yayın",
        "erstellt am",
        "geschrieben am",
        "发布",
        "配信",
        "입력",
    ];
    PUBLISHED.iter().any(|word| text.contains(word))
}
