//! Chooses the passage of an article that best shows why a query found it: a text and the byte
//! ranges to highlight. Rendering is done elsewhere.
//!
//! The *parts* of a query are the spans it asks for, except those under a NOT; a phrase is one
//! part, and so is a proximity. A candidate passage begins with the sentence of an occurrence, or
//! near the occurrence if the sentence is long. The best candidate contains the most parts, then
//! the most highlights, then has the most ends at sentence boundaries; ties go to the first. Only
//! the first [`READ`] bytes of a body and about the first [`TRIED`] occurrences are examined, so
//! the time is bounded for a body of any length.

use std::ops::Range;

use crate::analysis::{Language, Tokens, paragraphs, sentences};
use crate::article::Article;
use crate::query::ast::Query;

use super::matching::document::Document;
use super::matching::find::Finder;
use crate::engine::matching::language;

mod parts;

use parts::{Occurrences, Part, parts};

/// The most bytes of a body that are examined.
pub const READ: usize = 128 << 10;

/// The approximate maximum number of occurrences at which a passage is tried, shared among the
/// parts of a query.
pub const TRIED: usize = 256;

/// An excerpt of an article's body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The text, with every run of white space replaced by a single space.
    pub text: String,
    /// The byte ranges of the text to highlight, in order, without overlap.
    pub highlights: Vec<Range<usize>>,
    /// Whether it begins inside a sentence.
    pub opens: bool,
    /// Whether it ends inside a sentence.
    pub closes: bool,
}

/// Finds the passages of a sequence of articles; the analysis of words is cached from one to the
/// next.
pub struct Passages<'q> {
    parts: Vec<Part<'q>>,
    languages: &'q [Option<Language>],
    tokens: Tokens,
}

impl<'q> Passages<'q> {
    /// Prepares passages for a query in an index with these languages.
    pub fn new(query: &'q Query, languages: &'q [Option<Language>]) -> Passages<'q> {
        let parts = if query.has_text() { parts(query) } else { vec![] };
        Passages { parts, languages, tokens: Tokens::default() }
    }

    /// The best passage of an article, of about `length` characters, and the byte ranges of the
    /// title to highlight, in order. The passage is the beginning of the body if the query occurs
    /// nowhere in the body.
    pub fn of(&mut self, article: &Article, length: usize) -> (Passage, Vec<Range<usize>>) {
        let body = if length > 0 { readable(&article.body) } else { "" };
        let (found, titled) = self.found(article, body);
        let unread = body.len() < article.body.trim_end().len();
        let titled = titled.into_iter().flat_map(|found| found.marks).collect();
        (shown(body, &found, length, unread), merged(titled))
    }

    /// The byte ranges to highlight in the title and in the whole body, in order, without overlap.
    pub fn places(&mut self, article: &Article) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
        let (found, titled) = self.found(article, &article.body);
        let marks = |found: Vec<Occurrences>| {
            merged(found.into_iter().flat_map(|found| found.marks).collect())
        };
        (marks(titled), marks(found))
    }

    /// The parts of the query that do not occur in the article, each as canonical text.
    pub fn lacks(&mut self, article: &Article) -> Vec<String> {
        let (found, titled) = self.found(article, &article.body);
        let nowhere = |(found, titled): (&Occurrences, &Occurrences)| {
            found.whole.is_empty() && titled.whole.is_empty()
        };
        let parts = self.parts.iter().zip(found.iter().zip(&titled));
        parts.filter(|(_, places)| nowhere(*places)).map(|(part, _)| part.text()).collect()
    }

    /// The occurrences of each part in the body and in the title.
    fn found(&mut self, article: &Article, body: &str) -> (Vec<Occurrences>, Vec<Occurrences>) {
        if self.parts.is_empty() {
            return Default::default();
        }
        let tokens = std::mem::take(&mut self.tokens);
        let document = Document::of(language(article), &article.title, body, tokens);
        let finder = Finder { article, document: &document, languages: self.languages };
        let found = self.parts.iter().map(|part| part.find(&finder)).unzip();
        self.tokens = document.text;
        found
    }
}

/// The best passage of a body; `unread` says that the body continues after `body`.
fn shown(body: &str, found: &[Occurrences], length: usize, unread: bool) -> Passage {
    let sentences = all_sentences(body);
    let window = Chooser { body, sentences: &sentences, found, length }.choose();
    let marks = found.iter().flat_map(|found| found.marks.iter().cloned());
    let inside = |mark: &Range<usize>| window.start <= mark.start && mark.end <= window.end;
    let marks: Vec<Range<usize>> = marks.filter(inside).collect();
    let (text, highlights) = collapse(&body[window.clone()], &shifted(&marks, window.start));
    let unread = unread && window.end == body.len();
    let opens = !text.is_empty() && !sentences.iter().any(|s| s.start == window.start);
    let closes = !text.is_empty() && (unread || !sentences.iter().any(|s| s.end == window.end));
    Passage { text, highlights: merged(highlights), opens, closes }
}

/// The first [`READ`] bytes of a body at most, cut at the end of a word.
fn readable(body: &str) -> &str {
    if body.len() <= READ {
        return body;
    }
    let end = (0..=READ).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
    let cut = &body[..end];
    cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space])
}

fn all_sentences(body: &str) -> Vec<Range<usize>> {
    let shift = |paragraph: Range<usize>| {
        let inside = sentences(&body[paragraph.clone()]);
        inside.into_iter().map(move |s| s.start + paragraph.start..s.end + paragraph.start)
    };
    paragraphs(body).flat_map(shift).collect()
}

/// Chooses the window of the body that becomes the passage.
struct Chooser<'a> {
    body: &'a str,
    sentences: &'a [Range<usize>],
    found: &'a [Occurrences],
    length: usize,
}

impl Chooser<'_> {
    fn choose(&self) -> Range<usize> {
        let mut best = (0, 0, 0);
        let mut window = self.window(self.sentences.first().map_or(0, |sentence| sentence.start));
        let mut starts: Vec<usize> = self.hits().iter().map(|hit| self.start_for(hit)).collect();
        starts.dedup();
        for start in starts {
            let candidate = self.window(start);
            let (parts, marks) = self.count(&candidate);
            let edges = self.edges(&candidate);
            if (parts, marks, edges) > best {
                best = (parts, marks, edges);
                window = candidate;
            }
        }
        window.start = self.earlier(&window);
        window
    }

    /// How many ends of the window are sentence boundaries, from 0 to 2.
    fn edges(&self, window: &Range<usize>) -> usize {
        let begins = self.sentence_at(window.start).is_some_and(|s| s.start == window.start);
        let last = self.sentence_at(window.end.saturating_sub(1));
        usize::from(begins) + usize::from(last.is_some_and(|s| s.end == window.end))
    }

    /// The first occurrences of each part, in order of position.
    fn hits(&self) -> Vec<Range<usize>> {
        let each = TRIED / self.found.len().max(1) + 1;
        let first = |found: &Occurrences| -> Vec<Range<usize>> {
            let fits = |hit: &&Range<usize>| hit.len() <= 4 * self.length;
            let mut hits: Vec<_> = found.whole.iter().filter(fits).take(each).cloned().collect();
            if hits.is_empty() {
                hits.extend(found.marks.iter().take(each).cloned());
            }
            hits
        };
        let mut hits: Vec<Range<usize>> = self.found.iter().flat_map(first).collect();
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits
    }

    fn sentence_at(&self, at: usize) -> Option<&Range<usize>> {
        let begun = self.sentences.partition_point(|sentence| sentence.start <= at);
        self.sentences.get(begun.checked_sub(1)?)
    }

    /// Where a passage for this occurrence begins: at its sentence, or, if the occurrence would not
    /// fit then, up to a third of the passage before it.
    fn start_for(&self, hit: &Range<usize>) -> usize {
        let sentence = self.sentence_at(hit.start).map_or(0, |sentence| sentence.start);
        if hit.end <= self.limit(sentence) {
            return sentence;
        }
        let lead = &self.body[sentence..hit.start];
        let spare = lead.char_indices().rev().take(self.length / 3).last();
        let from = spare.map_or(hit.start, |(at, _)| sentence + at);
        let space = self.body[from..hit.start].find(char::is_whitespace);
        // Without a space, only the occurrence itself shows where a word begins.
        let start = space.map_or(hit.start, |space| from + space);
        start + (self.body[start..].len() - self.body[start..].trim_start().len())
    }

    /// The byte offset at which a passage of full length ends if it begins at `start`.
    fn limit(&self, start: usize) -> usize {
        let rest = &self.body[start..];
        start + rest.char_indices().nth(self.length).map_or(rest.len(), |(at, _)| at)
    }

    /// The window that begins at `start`. It ends with a sentence if that leaves out no highlight
    /// and keeps at least half the length; otherwise it ends with a word.
    fn window(&self, start: usize) -> Range<usize> {
        let limit = self.limit(start);
        let held = self.found.iter().flat_map(|found| {
            let end = found.marks.partition_point(|mark| mark.start < limit);
            found.marks[..end].iter().rev().find(|mark| mark.end <= limit).map(|mark| mark.end)
        });
        let least = held.max().unwrap_or(0).max(start + (limit - start) / 2);
        let ended = self.sentences.partition_point(|sentence| sentence.end <= limit);
        let sentence = self.sentences[..ended].last().map(|sentence| sentence.end);
        start..sentence.filter(|end| *end >= least).unwrap_or_else(|| self.word_end(start, limit))
    }

    /// The end of the last word that ends at or before the limit.
    fn word_end(&self, start: usize, limit: usize) -> usize {
        let inside = &self.body[start..limit];
        if self.body[limit..].starts_with(|c: char| !c.is_alphanumeric())
            || limit == self.body.len()
        {
            return start + inside.trim_end().len();
        }
        let space = inside.rfind(char::is_whitespace).map(|space| &inside[..space]);
        start + space.unwrap_or(inside).trim_end().len()
    }

    fn count(&self, window: &Range<usize>) -> (usize, usize) {
        let inside = |ranges: &[Range<usize>]| {
            let from = ranges.partition_point(|range| range.start < window.start);
            let begun = ranges[from..].iter().take_while(|range| range.start < window.end);
            begun.filter(|range| range.end <= window.end).count()
        };
        let parts = self.found.iter().filter(|found| inside(&found.whole) > 0).count();
        (parts, self.found.iter().map(|found| inside(&found.marks)).sum())
    }

    /// The start of the window after extending it backwards by the whole sentences that still fit.
    fn earlier(&self, window: &Range<usize>) -> usize {
        let mut start = window.start;
        let mut spare = self.length.saturating_sub(self.body[window.clone()].chars().count());
        let before = self.sentences.partition_point(|sentence| sentence.start < window.start);
        if self.sentences.get(before).is_none_or(|sentence| sentence.start != window.start) {
            return start;
        }
        for sentence in self.sentences[..before].iter().rev() {
            let more = self.body[sentence.start..start].chars().take(spare + 1).count();
            if more > spare {
                break;
            }
            spare -= more;
            start = sentence.start;
        }
        start
    }
}

fn shifted(ranges: &[Range<usize>], by: usize) -> Vec<Range<usize>> {
    ranges.iter().map(|range| range.start - by..range.end - by).collect()
}

/// Collapses runs of white space to single spaces and maps the ranges to the new text.
fn collapse(text: &str, ranges: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let mut out = String::with_capacity(text.len());
    let mut moved = vec![0; text.len() + 1];
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && (out.is_empty() || out.ends_with(' ')) {
            moved[at] = out.len();
            continue;
        }
        moved[at] = out.len();
        out.push(if c.is_whitespace() { ' ' } else { c });
    }
    out.truncate(out.trim_end().len());
    moved[text.len()] = out.len();
    let range = |range: &Range<usize>| moved[range.start]..moved[range.end].min(out.len());
    (out.clone(), ranges.iter().map(range).collect())
}

/// Sorts the ranges and merges those that overlap; drops empty ones.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests;
