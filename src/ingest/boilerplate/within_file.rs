//! Takes what repeats out of the articles of one file: the first of several show what it is; a file
//! of one article is told by its siblings. It measures nothing; [`super::repeated`] does.

use super::repeated::{Repeated, SAMPLE};
use crate::article::Article;
use crate::ingest::format::Format;
use crate::ingest::trace::Why;

/// How much text is held back at the most, in bytes, until it is known what repeats.
const HELD: usize = 8 << 20;

/// An article on its way out of a file.
#[derive(Debug)]
pub struct Sifted {
    /// The article.
    pub article: Article,
    /// Its format.
    pub format: Option<&'static Format>,
    /// How it came about, where a trace is kept.
    pub why: Option<Why>,
    /// The paragraphs that were left out.
    pub left_out: Vec<String>,
}

/// Holds articles back until it is known what repeats over them.
#[derive(Debug, Default)]
pub struct Sift<'a> {
    /// What repeats over the siblings of the file.
    siblings: Option<&'a Repeated>,
    /// Whether everything is kept.
    off: bool,
    learned: Option<Repeated>,
    held: Vec<Sifted>,
    bytes: usize,
}

impl<'a> Sift<'a> {
    /// A sieve for a file with siblings, or none for one of which everything is wanted.
    pub fn new(siblings: Option<&'a Repeated>, off: bool) -> Sift<'a> {
        Sift { siblings, off, ..Sift::default() }
    }

    /// Takes an article and gives those that are ready.
    pub fn take(&mut self, mut sifted: Sifted) -> Vec<Sifted> {
        if self.off {
            return vec![sifted];
        }
        if let Some(learned) = &self.learned {
            sifted.strip(learned);
            return vec![sifted];
        }
        self.bytes += sifted.article.body.len();
        self.held.push(sifted);
        if self.held.len() >= SAMPLE || self.bytes >= HELD { self.settle() } else { vec![] }
    }

    /// Gives the articles that were held back to the end of the file.
    pub fn finish(&mut self) -> Vec<Sifted> {
        match (self.held.as_slice(), self.learned.is_some(), self.siblings) {
            ([_], false, Some(siblings)) => strip(std::mem::take(&mut self.held), siblings),
            ([_], false, None) => std::mem::take(&mut self.held),
            _ => self.settle(),
        }
    }

    fn settle(&mut self) -> Vec<Sifted> {
        let pages = self.held.iter().filter_map(|sifted| Some((sifted.format?, &sifted.article)));
        let learned = Repeated::learn(pages);
        let ready = strip(std::mem::take(&mut self.held), &learned);
        self.learned = Some(learned);
        ready
    }
}

impl Sifted {
    fn strip(&mut self, repeated: &Repeated) {
        if let Some(format) = self.format {
            self.left_out = repeated.strip(format, &mut self.article);
        }
    }
}

fn strip(mut held: Vec<Sifted>, repeated: &Repeated) -> Vec<Sifted> {
    for sifted in &mut held {
        sifted.strip(repeated);
    }
    held
}

#[cfg(test)]
mod tests {
    use super::{SAMPLE, Sift, Sifted};
    use crate::article::Article;
    use crate::ingest::boilerplate::repeated::Repeated;
    use crate::ingest::format;

    fn record(number: usize) -> Sifted {
        let body = format!("Ship {number} is in, and so is the wind.\n\nRead more");
        let article = Article { title: format!("{number}"), body, ..Article::default() };
        Sifted { article, format: format::by_name("JSON Lines"), why: None, left_out: vec![] }
    }

    fn left_out(sift: &mut Sift<'_>, count: usize) -> usize {
        let mut ready: Vec<Sifted> =
            (0..count).flat_map(|number| sift.take(record(number))).collect();
        ready.extend(sift.finish());
        assert_eq!(ready.len(), count);
        let titles = ready.iter().map(|sifted| sifted.article.title.parse::<usize>().unwrap());
        assert!(titles.eq(0..count), "in order");
        ready.iter().map(|sifted| sifted.left_out.len()).sum()
    }

    #[test]
    fn the_first_records_of_a_file_show_what_repeats_over_all() {
        assert_eq!(left_out(&mut Sift::default(), SAMPLE * 2), SAMPLE * 2);
        assert_eq!(left_out(&mut Sift::default(), 9), 9);
        assert_eq!(left_out(&mut Sift::default(), 7), 0);
        assert_eq!(left_out(&mut Sift::new(None, true), 9), 0);
    }

    #[test]
    fn a_file_of_one_article_is_told_by_its_siblings() {
        let pages: Vec<Sifted> = (0..9).map(record).collect();
        let siblings =
            Repeated::learn(pages.iter().map(|page| (page.format.unwrap(), &page.article)));
        assert_eq!(left_out(&mut Sift::new(Some(&siblings), false), 1), 1);
        assert_eq!(left_out(&mut Sift::new(Some(&siblings), false), 2), 0);
    }
}
