//! Detects boilerplate in a sample of pages and removes it from articles, without lists of words.
//!
//! A paragraph is boilerplate if it occurs verbatim on more than half of at least eight pages of
//! one source and one format with different texts. If most of the text of many pages repeats, they
//! are copies or forms, and nothing is boilerplate. At most three fifths of an article are removed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use crate::article::Article;
use crate::ingest::article::{clean, headline, outlets};
use crate::ingest::format::Format;

/// The maximum number of pages in a sample.
pub const MAX_SAMPLE: usize = 64;
/// The minimum number of pages of a source from which boilerplate is detected.
pub const MIN_PAGES: usize = 8;
/// The maximum number of times that boilerplate occurs on one page, on average; a more frequent
/// paragraph structures the text.
const MAX_REPEATS: usize = 3;
/// The maximum number of successive suffixes removed from a title.
const MAX_ENDS: usize = 3;

/// The boilerplate of sources, separate for each format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boilerplate(BTreeMap<String, SourceBoilerplate>);

/// The boilerplate of one source: hashes of paragraphs, and suffixes of titles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SourceBoilerplate {
    paragraphs: BTreeSet<u64>,
    ends: BTreeSet<String>,
}

impl Boilerplate {
    /// Detects the boilerplate of pages, each with its format.
    pub fn detect<'a>(pages: impl Iterator<Item = (&'static Format, &'a Article)>) -> Boilerplate {
        let mut sources: BTreeMap<String, Vec<&Article>> = BTreeMap::new();
        for (format, article) in pages.filter(|(format, _)| format.is_page) {
            sources.entry(source(format, article)).or_default().push(article);
        }
        let detected =
            sources.into_iter().map(|(source, pages)| (source, SourceBoilerplate::of(pages)));
        Boilerplate(
            detected.filter(|(_, common)| *common != SourceBoilerplate::default()).collect(),
        )
    }

    /// A hash of the boilerplate; 0 if there is none.
    pub fn hash(&self) -> u64 {
        if self.0.is_empty() { 0 } else { xxh3_64(format!("{self:?}").as_bytes()).max(1) }
    }

    /// Removes boilerplate from an article, and returns the removed paragraphs.
    pub fn remove(&self, format: &Format, article: &mut Article) -> Vec<String> {
        if self.0.is_empty() {
            return vec![];
        }
        let Some(common) = self.0.get(&source(format, article)) else { return vec![] };
        if !article.title_derived {
            article.title = common.without_end(&article.title).to_string();
        }
        common.remove(article)
    }
}

/// The key of the pages of one source in one format.
fn source(format: &Format, article: &Article) -> String {
    format!("{}\0{}", format.name, outlets::fold(article.source_name().unwrap_or_default()))
}

fn paragraphs(body: &str) -> impl Iterator<Item = (u64, &str)> {
    body.split("\n\n").map(|paragraph| (xxh3_64(clean::line(paragraph).as_bytes()), paragraph))
}

impl SourceBoilerplate {
    fn of(mut pages: Vec<&Article>) -> SourceBoilerplate {
        let mut bodies = HashSet::new();
        pages.retain(|page| !page.body.is_empty() && bodies.insert(xxh3_64(page.body.as_bytes())));
        if pages.len() < MIN_PAGES {
            return SourceBoilerplate::default();
        }
        let titles = pages.iter().filter(|page| !page.title_derived);
        let ends = ends(titles.map(|page| page.title.as_str()).collect());
        SourceBoilerplate { paragraphs: repeated(&pages), ends }
    }

    fn without_end<'t>(&self, title: &'t str) -> &'t str {
        match headline::tail(title) {
            Some((head, end)) if self.ends.contains(end) => self.without_end(head),
            _ => title,
        }
    }

    fn remove(&self, article: &mut Article) -> Vec<String> {
        let mut removed: Vec<&str> = vec![];
        let mut kept: Vec<&str> = vec![];
        for (hash, paragraph) in paragraphs(&article.body) {
            if self.paragraphs.contains(&hash) { &mut removed } else { &mut kept }.push(paragraph);
        }
        let length: usize = removed.iter().map(|paragraph| paragraph.len()).sum();
        if removed.is_empty() || is_most(length, article.body.len()) {
            return vec![];
        }
        let removed: Vec<String> = removed.into_iter().map(str::to_string).collect();
        article.body = kept.join("\n\n");
        article.words = crate::analysis::word_count(&article.body);
        if article.title_derived {
            article.title = clean::first_sentence(
                &article.body,
                crate::ingest::article::normalise::DERIVED_TITLE,
            );
        }
        article.notes.push(match removed.len() {
            1 => "1 paragraph that repeats over most pages of the source was left out".into(),
            many => {
                format!("{many} paragraphs that repeat over most pages of the source were left out")
            }
        });
        removed
    }
}

/// Whether a part is more than three fifths of a text, the maximum share that may repeat.
fn is_most(part: usize, whole: usize) -> bool {
    part * 5 > whole * 3
}

/// The hashes of the paragraphs that occur on more than half of the pages.
fn repeated(pages: &[&Article]) -> BTreeSet<u64> {
    let mut counts: HashMap<u64, (usize, usize)> = HashMap::new();
    for page in pages {
        let mut here = HashSet::new();
        for (hash, _) in paragraphs(&page.body) {
            let (on, times) = counts.entry(hash).or_default();
            *on += usize::from(here.insert(hash));
            *times += 1;
        }
    }
    let common = counts
        .into_iter()
        .filter(|(_, (on, times))| on * 2 > pages.len() && *times <= on * MAX_REPEATS);
    let common: BTreeSet<u64> = common.map(|(hash, _)| hash).collect();
    let share = |page: &&&Article| {
        let repeats = paragraphs(&page.body).filter(|(hash, _)| common.contains(hash));
        let length = repeats.map(|(_, paragraph)| paragraph.len()).sum();
        is_most(length, page.body.len())
    };
    let copies = pages.iter().filter(share).count();
    if copies * 4 > pages.len() { BTreeSet::new() } else { common }
}

/// The suffixes that more than half of the titles have after a divider.
fn ends(mut titles: Vec<&str>) -> BTreeSet<String> {
    let mut ends = BTreeSet::new();
    for _ in 0..MAX_ENDS {
        let mut heads: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (head, end) in titles.iter().filter_map(|title| headline::tail(title)) {
            heads.entry(end).or_default().insert(head);
        }
        let most = heads.into_iter().find(|(_, heads)| {
            heads.len() >= MIN_PAGES.div_ceil(2) && heads.len() * 2 > titles.len()
        });
        let Some((end, _)) = most else { break };
        ends.insert(end.to_string());
        for title in &mut titles {
            if let Some((head, _)) = headline::tail(title).filter(|(_, other)| *other == end) {
                *title = head;
            }
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::Boilerplate;
    use crate::article::{Article, Evidence, Source};
    use crate::ingest::format::{self, Format};

    fn html() -> &'static Format {
        format::by_name("HTML").unwrap()
    }

    /// A page of The Quay about a number, between two boxes.
    fn page(number: usize) -> Article {
        let text = format!(
            "This site keeps cookies.\n\nShip {number} reached the quay on a morning of wind, as ship \
             {number} had been meant to.\n\nNobody waited for ship {number}.\n\nRead more"
        );
        let source = Source { name: "The Quay".into(), evidence: Evidence::new("test", "") };
        let title = format!("Ship {number} in | Harbour | The Quay");
        Article { title, body: text, source: Some(source), ..Article::default() }
    }

    fn detect(pages: &[Article]) -> Boilerplate {
        Boilerplate::detect(pages.iter().map(|page| (html(), page)))
    }

    #[test]
    fn what_stands_on_most_pages_of_a_source_is_removed_and_noted() {
        let pages: Vec<Article> = (0..8).map(page).collect();
        let mut page = page(99);
        let removed = detect(&pages).remove(html(), &mut page);
        assert_eq!(removed, ["This site keeps cookies.", "Read more"]);
        assert!(page.body.starts_with("Ship 99 reached") && page.body.ends_with("ship 99."));
        assert_eq!(page.title, "Ship 99 in");
        assert_eq!(
            page.notes,
            ["2 paragraphs that repeat over most pages of the source were left out"]
        );
    }

    #[test]
    fn seven_pages_show_nothing_nor_do_eight_of_which_half_repeat() {
        let seven: Vec<Article> = (0..7).map(page).collect();
        assert_eq!(detect(&seven).hash(), 0);
        let half = (0..8).map(|number| Article {
            body: if number < 4 { page(number).body } else { format!("Other text {number}.") },
            title: format!("Title {number}"),
            ..page(number)
        });
        assert_eq!(detect(&half.collect::<Vec<_>>()).hash(), 0);
    }

    #[test]
    fn another_source_and_another_format_are_left_alone() {
        let pages: Vec<Article> = (0..8).map(page).collect();
        let detected = detect(&pages);
        let mut other = Article { source: None, ..page(9) };
        assert!(detected.remove(html(), &mut other).is_empty());
        assert!(detected.remove(format::by_name("text").unwrap(), &mut page(9)).is_empty());
    }

    #[test]
    fn copies_and_versions_of_one_article_are_left_whole() {
        let long = "The mayor spoke of the quay, the ferry and the storm for an hour. ".repeat(5);
        let version = |number: usize| Article {
            body: format!("Updated at {number}.\n\n{long}"),
            title: format!("Mayor {number}"),
            ..page(number)
        };
        let versions: Vec<Article> = (0..10).map(version).collect();
        assert_eq!(detect(&versions).hash(), 0);
        let copies: Vec<Article> = (0..20).map(|_| page(1)).collect();
        assert_eq!(detect(&copies).hash(), 0);
    }

    #[test]
    fn an_article_that_is_nothing_but_boilerplate_stays() {
        let pages: Vec<Article> = (0..8).map(page).collect();
        let body = "This site keeps cookies.\n\nRead more".to_string();
        let mut empty = Article { body: body.clone(), ..page(9) };
        assert!(detect(&pages).remove(html(), &mut empty).is_empty());
        assert_eq!(empty.body, body);
    }

    #[test]
    fn a_paragraph_that_structures_the_text_is_no_boilerplate() {
        let talk = |number: usize| Article {
            body: format!(
                "A{number}\n\nQUESTION:\n\nB{number}\n\nQUESTION:\n\nC{number}\n\nQUESTION:\n\nD{number}\n\nQUESTION:\n\nE{number}"
            ),
            title: format!("Talk {number}"),
            ..page(number)
        };
        let talks: Vec<Article> = (0..9).map(talk).collect();
        assert_eq!(detect(&talks).hash(), 0);
    }
}
