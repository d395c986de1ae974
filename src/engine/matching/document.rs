//! The terms and words of an article, analysed in memory.

use std::ops::Range;
use std::sync::OnceLock;

use super::language;
use crate::analysis::{self, Form, Language, Tokens};
use crate::article::Article;
use crate::engine::spans::Boundaries;

/// The terms, words and boundaries of an article's text.
pub struct Document {
    /// The terms of the whole text, as they are indexed.
    pub text: Tokens,
    /// The words, in order of position.
    pub words: Vec<Spot>,
    /// Where the paragraphs and sentences begin.
    pub boundaries: Boundaries,
    language: Option<Language>,
    title: String,
    /// The terms of the title, computed on first use.
    titled: OnceLock<Tokens>,
}

/// A word: its position and its byte range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The position.
    pub position: u32,
    /// The byte range in the title or the body.
    pub place: Range<usize>,
}

impl Document {
    /// Analyses an article.
    pub fn new(article: &Article) -> Document {
        let tokens = Tokens::default();
        Document::of(language(article), &article.title, &article.body, tokens)
    }

    /// Analyses a title and a body. `text` may be the tokens of an earlier text, whose cached words
    /// are reused.
    pub fn of(language: Option<Language>, title: &str, body: &str, mut text: Tokens) -> Document {
        analysis::analyse(language, title, body, &mut text);
        let begin = |marker: &str| -> Vec<u32> {
            let marked = text.iter().filter(|(term, _)| *term == marker);
            marked.map(|(_, entry)| entry.position).collect()
        };
        let (paragraphs, sentences) = (begin(analysis::PARAGRAPH), begin(analysis::SENTENCE));
        let (words, boundaries) = (spots(&text), Boundaries { paragraphs, sentences });
        Document { text, words, boundaries, language, title: title.into(), titled: OnceLock::new() }
    }

    /// The terms of the title alone.
    pub fn title(&self) -> &Tokens {
        self.titled.get_or_init(|| {
            let mut titled = Tokens::default();
            analysis::analyse_title(self.language, &self.title, &mut titled);
            titled
        })
    }

    /// The word at a position.
    pub fn spot(&self, position: u32) -> Option<&Spot> {
        let at = self.words.binary_search_by_key(&position, |spot| spot.position).ok()?;
        self.words.get(at)
    }

    /// Whether a position lies in the title.
    pub fn in_title(&self, position: u32) -> bool {
        self.boundaries.paragraphs.first().is_none_or(|body| position < *body)
    }
}

fn spots(text: &Tokens) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    for (_, entry) in text.iter().filter(|(_, entry)| entry.form != Form::Marker) {
        if spots.last().is_none_or(|last| last.position != entry.position) {
            let place = entry.place.start as usize..entry.place.end as usize;
            spots.push(Spot { position: entry.position, place });
        }
    }
    spots
}
