//! Removes boilerplate from the articles of one file. The first articles of a file with several are
//! its sample; for a file with one article, the boilerplate of its folder applies.

use super::detect::{Boilerplate, MAX_SAMPLE};
use crate::article::Article;
use crate::ingest::format::Format;
use crate::ingest::trace::Why;

/// The maximum size, in bytes, of the text held back until the boilerplate is detected: 8 MiB.
const MAX_HELD: usize = 8 << 20;

/// An article that may be held back.
#[derive(Debug)]
pub struct Held {
    /// The article.
    pub article: Article,
    /// Its format.
    pub format: Option<&'static Format>,
    /// The trace of the article, if traces are kept.
    pub why: Option<Why>,
    /// The paragraphs that were removed.
    pub removed: Vec<String>,
}

/// Holds back the articles of a file until their boilerplate is detected.
#[derive(Debug, Default)]
pub struct Filter<'a> {
    /// The boilerplate of the folder of the file.
    folder: Option<&'a Boilerplate>,
    /// Whether nothing is removed.
    off: bool,
    detected: Option<Boilerplate>,
    held: Vec<Held>,
    bytes: usize,
}

impl<'a> Filter<'a> {
    /// Creates a filter for a file; `folder` is the boilerplate of its folder, and `off` disables
    /// removal.
    pub fn new(folder: Option<&'a Boilerplate>, off: bool) -> Filter<'a> {
        Filter { folder, off, ..Filter::default() }
    }

    /// Takes an article and returns those that are ready.
    pub fn take(&mut self, mut held: Held) -> Vec<Held> {
        if self.off {
            return vec![held];
        }
        if let Some(detected) = &self.detected {
            held.remove(detected);
            return vec![held];
        }
        self.bytes += held.article.body.len();
        self.held.push(held);
        if self.held.len() >= MAX_SAMPLE || self.bytes >= MAX_HELD { self.settle() } else { vec![] }
    }

    /// Returns the articles that are still held back. Call it at the end of the file.
    pub fn finish(&mut self) -> Vec<Held> {
        match (self.held.as_slice(), self.detected.is_some(), self.folder) {
            ([_], false, Some(folder)) => remove(std::mem::take(&mut self.held), folder),
            ([_], false, None) => std::mem::take(&mut self.held),
            _ => self.settle(),
        }
    }

    fn settle(&mut self) -> Vec<Held> {
        let pages = self.held.iter().filter_map(|held| Some((held.format?, &held.article)));
        let detected = Boilerplate::detect(pages);
        let ready = remove(std::mem::take(&mut self.held), &detected);
        self.detected = Some(detected);
        ready
    }
}

impl Held {
    fn remove(&mut self, boilerplate: &Boilerplate) {
        if let Some(format) = self.format {
            self.removed = boilerplate.remove(format, &mut self.article);
        }
    }
}

fn remove(mut held: Vec<Held>, boilerplate: &Boilerplate) -> Vec<Held> {
    for held in &mut held {
        held.remove(boilerplate);
    }
    held
}

#[cfg(test)]
mod tests {
    use super::{Filter, Held, MAX_SAMPLE};
    use crate::article::Article;
    use crate::ingest::boilerplate::Boilerplate;
    use crate::ingest::format;

    fn record(number: usize) -> Held {
        let body = format!("Ship {number} is in, and so is the wind.\n\nRead more");
        let article = Article { title: format!("{number}"), body, ..Article::default() };
        Held { article, format: format::by_name("JSON Lines"), why: None, removed: vec![] }
    }

    fn removed(filter: &mut Filter<'_>, count: usize) -> usize {
        let mut ready: Vec<Held> =
            (0..count).flat_map(|number| filter.take(record(number))).collect();
        ready.extend(filter.finish());
        assert_eq!(ready.len(), count);
        let titles = ready.iter().map(|held| held.article.title.parse::<usize>().unwrap());
        assert!(titles.eq(0..count), "in order");
        ready.iter().map(|held| held.removed.len()).sum()
    }

    #[test]
    fn the_first_records_of_a_file_show_the_boilerplate_of_all() {
        assert_eq!(removed(&mut Filter::default(), MAX_SAMPLE * 2), MAX_SAMPLE * 2);
        assert_eq!(removed(&mut Filter::default(), 9), 9);
        assert_eq!(removed(&mut Filter::default(), 7), 0);
        assert_eq!(removed(&mut Filter::new(None, true), 9), 0);
    }

    #[test]
    fn a_file_of_one_article_has_the_boilerplate_of_its_folder() {
        let pages: Vec<Held> = (0..9).map(record).collect();
        let folder =
            Boilerplate::detect(pages.iter().map(|page| (page.format.unwrap(), &page.article)));
        assert_eq!(removed(&mut Filter::new(Some(&folder), false), 1), 1);
        assert_eq!(removed(&mut Filter::new(Some(&folder), false), 2), 0);
    }
}
