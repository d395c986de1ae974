//! The dates of a page, each with the rule that found it and how far that rule is to be believed.
//! Which of them is the day of publication is not decided here.

use dom_query::Document;

use super::linked::{Linked, loose_field};
use super::meta::{CREATED, DATED, MODIFIED, Meta, PUBLISHED, SUMMARY};
use super::prose::one_line;
use super::visible;
use crate::article::Evidence;
use crate::ingest::article::dates::{DayOrder, Rank, bracketed, read};
use crate::ingest::draft::Candidate;
use crate::when::Precision;

/// How many candidates a page may give.
const LIMIT: usize = 60;

/// All dates of a page that may be the day of publication.
pub(super) fn candidates(document: &Document, meta: &Meta, linked: &Linked) -> Vec<Candidate> {
    let mut dates = Dates::default();
    dates.linked(linked);
    dates.meta(meta);
    visible::elements(document, &mut dates);
    if !dates.are_settled() {
        dates.scripts(document);
        visible::lines(document, &mut dates);
    }
    dates.found
}

/// The names that scripts keep the day of publication under.
const SCRIPT_NAMES: [&str; 9] = [
    "datePublished",
    "publishedAt",
    "published_at",
    "publishDate",
    "publish_date",
    "pubDate",
    "pubdate",
    "published_time",
    "datePublication",
];

/// The dates found so far.
#[derive(Default)]
pub(super) struct Dates {
    found: Vec<Candidate>,
}

impl Dates {
    /// Adds a candidate, its text on one line.
    pub(super) fn add(&mut self, rank: Rank, confidence: u8, rule: &str, text: &str) {
        let text = one_line(text);
        if !text.is_empty() && text.len() <= 300 && !self.is_full() {
            let evidence = Evidence::new(rule, text);
            self.found.push(Candidate::new(rank, confidence, evidence));
        }
    }

    /// Whether no more candidates are taken.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= LIMIT
    }

    /// Whether a date of publication was found that can be read in one way only.
    fn are_settled(&self) -> bool {
        let published = self.found.iter().filter(|found| found.rank == Rank::Stated);
        published
            .filter_map(|found| read(&found.evidence.text, DayOrder::Unknown))
            .any(|date| date.precision == Precision::Day && !date.assumed)
    }

    fn linked(&mut self, linked: &Linked) {
        let (published, created) = if linked.is_article { (95, 82) } else { (84, 70) };
        if let Some(text) = &linked.published {
            self.add(Rank::Stated, published, "json-ld datePublished", text);
        }
        if let Some(text) = &linked.created {
            self.add(Rank::Weak, created, "json-ld dateCreated", text);
        }
        if let Some(text) = &linked.modified {
            self.add(Rank::Modified, 90, "json-ld dateModified", text);
        }
    }

    fn meta(&mut self, meta: &Meta) {
        for (name, text) in meta.pairs() {
            let rule = format!("meta {name}");
            let known = |names: &[(&str, u8)]| {
                names.iter().find(|(known, _)| *known == name).map(|(_, confidence)| *confidence)
            };
            if SUMMARY.contains(&name)
                && let Some(date) = bracketed(text)
            {
                self.add(Rank::Weak, 40, &rule, date);
            }
            let tables = [(PUBLISHED, Rank::Stated), (DATED, Rank::Shown), (CREATED, Rank::Weak)];
            let found = tables.into_iter().find_map(|(names, rank)| Some((rank, known(names)?)));
            if let Some((rank, confidence)) = found {
                self.add(rank, confidence, &rule, text);
            } else if MODIFIED.contains(&name) {
                self.add(Rank::Modified, 85, &rule, text);
            } else if speaks_of_publication(name) && read(text, DayOrder::Unknown).is_some() {
                let made = name.contains("created") || name.contains("upload");
                self.add(if made { Rank::Weak } else { Rank::Shown }, 60, &rule, text);
            }
        }
    }

    /// The data that scripts carry for themselves.
    fn scripts(&mut self, document: &Document) {
        for script in document.select("script:not([src])").iter() {
            let text = script.text();
            for name in SCRIPT_NAMES {
                if let Some(value) = loose_field(&text, name) {
                    self.add(Rank::Weak, 50, &format!("script {name}"), &value);
                }
            }
        }
    }
}

/// Whether a name that no table holds is one of a day of publication.
fn speaks_of_publication(name: &str) -> bool {
    let about = ["publi", "created", "upload", "posted", "issued"];
    let other = ["expir", "modif", "updat", "publisher", "event", "copyright"];
    about.iter().any(|word| name.contains(word)) && !other.iter().any(|word| name.contains(word))
}
