//! Turns a text into index terms, each with its position and byte range. An engine indexes exactly
//! these entries.

use std::iter::Peekable;
use std::ops::Range;
use std::str::Split;
use std::vec::IntoIter;

use super::forms::{Stem, forms, gram_form, joined_stems};
use super::language::Language;
use super::memo::{Memo, Slot};
use super::sentence::sentences;
use super::words::{Kind, Word, Words, words};
use super::{PARAGRAPH, SENTENCE, TITLE_WEIGHT};

/// The maximum size, in bytes, of the terms kept from one text to the next.
const REMEMBERED: usize = 8 << 20;

/// The capacity for entries kept from one text to the next: some 6 MB.
const ENTRIES: usize = 1 << 18;

/// One term at one position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The position of the word.
    pub position: u32,
    /// The byte range of the term in the buffer of terms.
    pub term: Range<u32>,
    /// The byte range of the word in the title or the body; for a joined word, that of the whole
    /// compound.
    pub place: Range<u32>,
    /// The kind of term.
    pub form: Form,
}

/// The kinds of term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A term by which a word, a joined compound or a gram is found.
    #[default]
    Search,
    /// The term for a word as written, where its search term does not say it.
    Written,
    /// The start of a paragraph or a sentence.
    Marker,
}

/// The terms of a text, in order of position. The buffer is reused for the next text.
///
/// It caches the terms of words, so that a frequent word is stemmed once for many texts.
#[derive(Debug, Default)]
pub struct Tokens {
    terms: String,
    entries: Vec<Entry>,
    memo: Memo,
}

/// The terms of a word, as byte ranges in the buffer of terms.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    search: Range<u32>,
    other: Option<Range<u32>>,
    written: Option<Range<u32>>,
}

/// Where the next word goes: its position, its weight, and the byte offset of its part of the text.
struct Place {
    position: u32,
    weight: u32,
    base: usize,
}

impl Tokens {
    /// Removes the text and releases the memory that an unusually long one took.
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

    /// The term and the position of the entry at an index, in order of position.
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
            let make = |terms: &mut String| {
                let stems = joined_stems(language, compound);
                search_terms(stems.iter().map(Stem::alone), terms)
            };
            let terms = self.terms_of(language, compound, make);
            let place = word.place.start..word.place.start + compound.len();
            self.push_search(at, &terms, &place);
        }
    }

    fn push_search(&mut self, at: &Place, terms: &Terms, place: &Range<usize>) {
        for _ in 0..at.weight {
            self.push(at, terms.search.clone(), place, Form::Search);
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

/// Produces the entries of a text word by word, so that an engine need not hold all of them.
pub struct Analysis<'t> {
    language: Option<Language>,
    body: &'t str,
    /// The remaining paragraphs of the body.
    paragraphs: Paragraphs<'t>,
    part: Part<'t>,
    /// The start of the last paragraph. If no word follows it, the paragraph is empty and the next
    /// one starts at the same position.
    empty: Option<u32>,
}

/// A title or a paragraph.
struct Part<'t> {
    words: Words<'t>,
    /// The byte offsets at which the sentences begin.
    starts: Peekable<IntoIter<usize>>,
    /// Where the next word goes.
    at: Place,
    /// Whether the next word begins a paragraph.
    first: bool,
}

impl<'t> Analysis<'t> {
    /// Analyses an article: the title, its words counted [`TITLE_WEIGHT`] times, and the body, with
    /// markers.
    pub fn new(language: Option<Language>, title: &'t str, body: &'t str) -> Analysis<'t> {
        let part = Part::new(title, Place { position: 0, weight: TITLE_WEIGHT, base: 0 }, false);
        Analysis { language, body, paragraphs: paragraphs(body), part, empty: None }
    }

    /// Analyses a title alone, without weight and markers.
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

/// Replaces `into` with the entries of an article, as [`Analysis::new`] produces them.
pub fn analyse(language: Option<Language>, title: &str, body: &str, into: &mut Tokens) {
    into.clear();
    let mut analysis = Analysis::new(language, title, body);
    while analysis.more(into) {}
}

/// Replaces `into` with the entries of a title alone.
pub fn analyse_title(language: Option<Language>, title: &str, into: &mut Tokens) {
    into.clear();
    let mut analysis = Analysis::of_title(language, title);
    while analysis.more(into) {}
}

/// The byte ranges of the paragraphs of a body, which blank lines separate. A paragraph without
/// words takes no position.
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
        Kind::Gram => search_terms([gram_form(word.text, word.opens)].into_iter(), terms),
        Kind::Plain => {
            let forms = forms(language, word.text);
            let made = search_terms(forms.search.into_iter(), terms);
            Terms { written: forms.written.map(|written| append(terms, &written)), ..made }
        }
    }
}

fn search_terms(made: impl Iterator<Item = String>, terms: &mut String) -> Terms {
    let mut made = made.map(|term| append(terms, &term));
    Terms { search: made.next().unwrap_or_default(), other: made.next(), written: None }
}

fn append(terms: &mut String, term: &str) -> Range<u32> {
    let start = narrow(terms.len());
    terms.push_str(term);
    start..narrow(terms.len())
}

fn narrow(number: usize) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
