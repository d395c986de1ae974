//! A text as the terms of the index, each with its position and its place. The seam to an engine:
//! what it stores is exactly what is said here.

use std::iter::Peekable;
use std::ops::Range;
use std::str::Split;
use std::vec::IntoIter;

use super::forms::{Forms, forms, gram_form, joined_forms};
use super::language::Language;
use super::memo::{Memo, Slot};
use super::sentence::sentences;
use super::words::{Kind, Word, Words, words};
use super::{PARAGRAPH, SENTENCE, TITLE_WEIGHT};

/// The most bytes of terms that are remembered from one text to the next.
const REMEMBERED: usize = 8 << 20;

/// For how many entries room is kept from one text to the next: some 6 MB.
const ENTRIES: usize = 1 << 18;

/// One term at one position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The position of its word.
    pub position: u32,
    /// Its bytes among the terms.
    pub term: Range<u32>,
    /// The bytes of its word (of the whole compound, for a joined word) in the title or the body.
    pub place: Range<u32>,
    /// Of what kind it is.
    pub form: Form,
}

/// The kinds of term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A word, a joined compound or a gram in the form that is searched.
    #[default]
    Search,
    /// A word as it is written.
    Written,
    /// A word that is searched as it is written.
    Both,
    /// The begin of a paragraph or a sentence.
    Marker,
}

/// The terms of a text, in order of position; to be used again for the next text.
///
/// It remembers the terms of words that it has seen, so that a word is stemmed once for many texts.
#[derive(Debug, Default)]
pub struct Tokens {
    terms: String,
    entries: Vec<Entry>,
    memo: Memo,
}

/// The terms of a word, as bytes among the terms.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    search: Range<u32>,
    /// [`Form::Search`], or [`Form::Both`].
    form: Form,
    other: Option<Range<u32>>,
    written: Option<Range<u32>>,
}

/// Where the words of a text stand, while its entries are made.
struct Place {
    position: u32,
    weight: u32,
    base: usize,
}

impl Tokens {
    /// Forgets the text, and gives back the room of an uncommonly long one.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.entries.shrink_to(ENTRIES);
        if self.terms.len() > REMEMBERED {
            self.terms.clear();
            self.memo.clear();
        }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every term, in order of position.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|entry| (self.term(entry), entry))
    }

    /// The term and the position of the entry with a number, in order of position.
    pub fn get(&self, number: usize) -> Option<(&str, u32)> {
        self.entries.get(number).map(|entry| (self.term(entry), entry.position))
    }

    /// The term of an entry.
    pub fn term(&self, entry: &Entry) -> &str {
        self.terms.get(entry.term.start as usize..entry.term.end as usize).unwrap_or("")
    }

    fn push(&mut self, at: &Place, term: Range<u32>, place: &Range<usize>, form: Form) {
        let place = narrow(at.base + place.start)..narrow(at.base + place.end);
        self.entries.push(Entry { position: at.position, term, place, form });
    }

    fn push_marker(&mut self, at: &Place, marker: &str, place: &Range<usize>) {
        let term = append(&mut self.terms, marker);
        self.push(at, term, place, Form::Marker);
    }

    fn push_word(&mut self, language: Option<Language>, word: &Word<'_>, at: &Place) {
        let named =
            if word.kind == Kind::Gram { word.opens.unwrap_or(word.text) } else { word.text };
        let terms = self.terms_of(language, named, |terms| word_terms(language, word, terms));
        self.push_search(at, &terms, &word.place);
        if let Some(written) = terms.written {
            self.push(at, written, &word.place, Form::Written);
        }
        if let (Kind::Plain, Some(compound)) = (word.kind, word.opens) {
            let make = |terms: &mut String| search_terms(&joined_forms(language, compound), terms);
            let terms = self.terms_of(language, compound, make);
            let place = word.place.start..word.place.start + compound.len();
            self.push_search(at, &terms, &place);
        }
    }

    fn push_search(&mut self, at: &Place, terms: &Terms, place: &Range<usize>) {
        for _ in 0..at.weight {
            self.push(at, terms.search.clone(), place, terms.form);
            if let Some(other) = &terms.other {
                self.push(at, other.clone(), place, Form::Search);
            }
        }
    }

    fn terms_of(
        &mut self,
        language: Option<Language>,
        text: &str,
        make: impl FnOnce(&mut String) -> Terms,
    ) -> Terms {
        let slot = self.memo.slot(language, text);
        if slot.holds(language, text, &self.terms) {
            return slot.terms.clone();
        }
        let word = append(&mut self.terms, text);
        let terms = make(&mut self.terms);
        *slot = Slot { language, word, terms: terms.clone() };
        terms
    }
}

/// A text on its way to entries, a word at a time: an engine need not hold those of a whole text.
pub struct Analysis<'t> {
    language: Option<Language>,
    body: &'t str,
    /// Those of the body that come next.
    paragraphs: Paragraphs<'t>,
    part: Part<'t>,
    /// The position after which nothing is left free: that of a paragraph without words.
    empty: Option<u32>,
}

/// A title or a paragraph.
struct Part<'t> {
    words: Words<'t>,
    /// Where its sentences begin.
    starts: Peekable<IntoIter<usize>>,
    /// Where the next word stands.
    at: Place,
    /// Whether that begins a paragraph.
    first: bool,
}

impl<'t> Analysis<'t> {
    /// The text of an article: the title, its words counted [`TITLE_WEIGHT`] times, and the body, with
    /// markers.
    pub fn new(language: Option<Language>, title: &'t str, body: &'t str) -> Analysis<'t> {
        let part = Part::new(title, Place { position: 0, weight: TITLE_WEIGHT, base: 0 }, false);
        Analysis { language, body, paragraphs: paragraphs(body), part, empty: None }
    }

    /// A title by itself, without weight and markers.
    pub fn of_title(language: Option<Language>, title: &'t str) -> Analysis<'t> {
        let part = Part::new(title, Place { position: 0, weight: 1, base: 0 }, false);
        Analysis { language, body: "", paragraphs: paragraphs(""), part, empty: None }
    }

    /// Adds the entries of the next word; `false` if there is none.
    pub fn more(&mut self, into: &mut Tokens) -> bool {
        while !self.part.step(self.language, into) {
            let Some(paragraph) = self.paragraphs.next() else { return false };
            let end = self.part.at.position;
            let position = if self.empty == Some(end) { end } else { end.saturating_add(1) };
            self.empty = Some(position);
            let at = Place { position, weight: 1, base: paragraph.start };
            self.part = Part::new(&self.body[paragraph], at, true);
        }
        true
    }
}

impl<'t> Part<'t> {
    fn new(text: &'t str, at: Place, marked: bool) -> Part<'t> {
        let sentences = if marked { sentences(text) } else { vec![] };
        let starts: Vec<usize> = sentences.iter().map(|sentence| sentence.start).collect();
        Part { words: words(text), starts: starts.into_iter().peekable(), at, first: marked }
    }

    fn step(&mut self, language: Option<Language>, into: &mut Tokens) -> bool {
        let Some(word) = self.words.next() else { return false };
        if std::mem::take(&mut self.first) {
            into.push_marker(&self.at, PARAGRAPH, &word.place);
        }
        let mut begins = false;
        while self.starts.next_if(|start| *start <= word.place.start).is_some() {
            begins = true;
        }
        if begins {
            into.push_marker(&self.at, SENTENCE, &word.place);
        }
        into.push_word(language, &word, &self.at);
        self.at.position = self.at.position.saturating_add(1);
        true
    }
}

/// The terms of an article's text, as [`Analysis::new`] gives them.
pub fn analyse(language: Option<Language>, title: &str, body: &str, into: &mut Tokens) {
    into.clear();
    let mut analysis = Analysis::new(language, title, body);
    while analysis.more(into) {}
}

/// The terms of a title by itself.
pub fn analyse_title(language: Option<Language>, title: &str, into: &mut Tokens) {
    into.clear();
    let mut analysis = Analysis::of_title(language, title);
    while analysis.more(into) {}
}

/// The paragraphs of a body, as its bytes between blank lines. One may hold no word; it takes no
/// position then.
pub fn paragraphs(body: &str) -> Paragraphs<'_> {
    Paragraphs { parts: body.split("\n\n"), start: 0 }
}

/// See [`paragraphs`].
#[derive(Clone, Debug)]
pub struct Paragraphs<'t> {
    parts: Split<'t, &'static str>,
    start: usize,
}

impl Iterator for Paragraphs<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let range = self.start..self.start + self.parts.next()?.len();
        self.start = range.end + 2;
        Some(range)
    }
}

fn word_terms(language: Option<Language>, word: &Word<'_>, terms: &mut String) -> Terms {
    match word.kind {
        Kind::Gram => search_terms(&[gram_form(word.text, word.opens)], terms),
        Kind::Plain => match forms(language, word.text) {
            Forms::Both(form) => Terms { form: Form::Both, ..search_terms(&[form], terms) },
            Forms::Apart(search, written) => {
                let made = search_terms(&search, terms);
                Terms { written: Some(append(terms, &written)), ..made }
            }
        },
    }
}

fn search_terms(forms: &[String], terms: &mut String) -> Terms {
    let mut made = forms.iter().map(|form| append(terms, form));
    let search = made.next().unwrap_or_default();
    Terms { search, form: Form::Search, other: made.next(), written: None }
}

fn append(terms: &mut String, term: &str) -> Range<u32> {
    let start = narrow(terms.len());
    terms.push_str(term);
    start..narrow(terms.len())
}

fn narrow(number: usize) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
