//! The words of a scanned page, block by block, with words hyphenated at line ends rejoined.

use std::collections::HashMap;
use std::ops::Range;

use crate::ingest::parse::xml::Element;

/// The words of a page and the positions of its elements.
#[derive(Debug)]
pub(super) struct Page {
    words: Vec<Word>,
    /// The range of words of every element with an id.
    places: HashMap<String, Range<usize>>,
}

#[derive(Debug)]
struct Word {
    text: String,
    /// Where it stands on the page.
    at: usize,
    /// Which block it is of.
    block: usize,
    /// Whether the page gives it whole although a line end parts it.
    whole: bool,
    /// Whether the next word is the rest of it.
    parted: bool,
    taken: bool,
}

impl Page {
    /// The words of a `<Page>`.
    pub(super) fn of(page: Element<'_, '_>) -> Page {
        let mut words: Vec<Word> = Vec::new();
        let mut places = HashMap::new();
        let (mut block, mut line_end) = (0, false);
        for element in page.inside() {
            let span = element.span();
            match element.local() {
                "TextBlock" => block = span.start,
                "HYP" => words.last_mut().into_iter().for_each(|word| word.parted = !word.whole),
                "TextLine" => line_end = true,
                "String" => {
                    if let (true, Some(last)) = (line_end, words.last_mut()) {
                        last.ends_line(element);
                    }
                    line_end = false;
                    words.extend(word(element, block, words.last()));
                }
                _ => {}
            }
            if let Some(id) = element.attribute("ID") {
                places.insert(id.into_owned(), span);
            }
        }
        Page { words, places }
    }

    /// The text of some areas, each from the element of its first id to that of its last; text that
    /// was taken is not returned again.
    pub(super) fn take(&mut self, areas: &[(String, String)]) -> String {
        let place = |id: &String| self.places.get(id).cloned();
        let spans: Vec<Range<usize>> = areas
            .iter()
            .filter_map(|(begin, end)| Some(place(begin)?.start..place(end)?.end))
            .collect();
        let mut text = Text::default();
        for span in spans {
            let first = self.words.partition_point(|word| word.at < span.start);
            let words = self.words[first..].iter_mut().take_while(|word| word.at < span.end);
            text.push(words.filter(|word| !word.taken));
        }
        text.written
    }

    /// The remaining text.
    pub(super) fn rest(&mut self) -> String {
        let mut text = Text::default();
        text.push(self.words.iter_mut().filter(|word| !word.taken));
        text.written
    }
}

impl Word {
    /// Parts the word from the first of the next line where a hyphen stands at its end.
    fn ends_line(&mut self, next: Element<'_, '_>) {
        let next = next.attribute("CONTENT").unwrap_or_default();
        let hyphen = self.text.ends_with(['-', '¬', '\u{ad}']);
        if hyphen && !self.parted && !self.whole && next.starts_with(char::is_lowercase) {
            self.text.pop();
            self.parted = true;
        }
    }
}

/// A `<String>` as a word: the first part of one that is parted stands for the whole, the second for
/// nothing.
fn word(element: Element<'_, '_>, block: usize, last: Option<&Word>) -> Option<Word> {
    let content = element.attribute("CONTENT").unwrap_or_default();
    let whole = element.attribute("SUBS_CONTENT").unwrap_or_default();
    let text = match element.attribute("SUBS_TYPE").as_deref() {
        Some("HypPart1") if !whole.is_empty() => whole,
        Some("HypPart2") if last.is_some_and(|last| last.text == whole) => return None,
        _ => content,
    };
    let text = text.trim().to_owned();
    let whole = element.attribute("SUBS_TYPE").is_some();
    let at = element.span().start;
    (!text.is_empty()).then_some(Word { text, at, block, whole, parted: false, taken: false })
}

/// Text in the making: a paragraph a block.
#[derive(Debug, Default)]
struct Text {
    written: String,
    block: Option<usize>,
    parted: bool,
}

impl Text {
    fn push<'w>(&mut self, words: impl Iterator<Item = &'w mut Word>) {
        for word in words {
            word.taken = true;
            self.written.push_str(match self.block {
                None => "",
                _ if self.parted => "",
                Some(block) if block != word.block => "\n\n",
                Some(_) => " ",
            });
            self.written.push_str(&word.text);
            self.block = Some(word.block);
            self.parted = word.parted;
        }
    }
}
