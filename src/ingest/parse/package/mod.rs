//! The common part of DOCX, ODT and EPUB: a zip of XML files. It opens packages and reads their
//! properties and paragraphs; each format names its own files and elements.

use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::record;
use super::{entity, head};
use crate::article::Evidence;
use crate::ingest::draft::{Candidate, Draft, Rank};

/// The maximum number of bytes read from all files of a package.
const WHOLE: u64 = 64 << 20;
/// The maximum number of elements searched for properties.
const ELEMENTS: usize = 100_000;
/// The maximum nesting depth of paragraphs.
const DEPTH: usize = 256;

/// An opened package.
pub struct Package<'a> {
    files: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens bytes as a zip; `None` if they are not one.
    pub fn open(bytes: &'a [u8]) -> Option<Package<'a>> {
        let zip = bytes.starts_with(b"PK");
        let files = zip.then(|| ZipArchive::new(Cursor::new(bytes)).ok())??;
        Some(Package { files, left: WHOLE })
    }

    /// Whether it contains a file.
    pub fn holds(&self, name: &str) -> bool {
        self.files.index_for_name(name).is_some()
    }

    /// The text of a file.
    ///
    /// # Errors
    /// Says why it cannot be read.
    pub fn read(&mut self, name: &str) -> Result<String, String> {
        let broken = |reason: &dyn std::fmt::Display| format!("`{name}`: {reason}");
        let file = self.files.by_name(name).map_err(|error| broken(&error))?;
        let mut bytes = vec![];
        file.take(self.left).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        self.left -= bytes.len() as u64;
        if self.left == 0 {
            return Err(broken(&format!("the package unfolds to more than {} MiB", WHOLE >> 20)));
        }
        let bom = encoding_rs::Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
        Ok(bom.unwrap_or(encoding_rs::UTF_8).decode(&bytes).0.into_owned())
    }
}

/// An element that holds only text: its local name, its text and its attributes.
#[derive(Debug, Default)]
pub struct Property {
    /// The name without its prefix.
    pub name: String,
    /// The text, trimmed.
    pub text: String,
    /// Local names and values of the attributes.
    pub attributes: Vec<(String, String)>,
}

impl Property {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut values = self.attributes.iter().filter(|(key, _)| key == name);
        values.next().map(|(_, value)| value.as_str())
    }
}

/// Every element of an XML file in order, with the text directly inside it. Reading ends at the
/// first syntax error.
pub fn properties(xml: &str) -> Vec<Property> {
    let mut found: Vec<Property> = vec![];
    let mut open: Vec<usize> = vec![];
    let mut reader = reader(xml);
    while let Ok(event) = reader.read_event() {
        match &event {
            Event::Eof => break,
            Event::Start(_) | Event::Empty(_) if found.len() == ELEMENTS => break,
            Event::Start(start) | Event::Empty(start) => {
                found.push(property(start));
                if matches!(event, Event::Start(_)) {
                    open.push(found.len() - 1);
                }
            }
            Event::End(_) => {
                open.pop();
            }
            other => {
                let text = open.last().and_then(|at| found.get_mut(*at)).zip(text(other));
                text.into_iter().for_each(|(property, text)| property.text.push_str(&text));
            }
        }
    }
    for property in &mut found {
        property.text = property.text.trim().to_string();
    }
    found
}

fn property(start: &BytesStart<'_>) -> Property {
    let mut all = start.attributes();
    let attributes = all.with_checks(false).flatten().take(256);
    let attributes = attributes.map(|attribute| {
        let value =
            attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default().into_owned();
        (attribute.key.local_name().as_ref().to_string(), value)
    });
    Property {
        name: start.local_name().as_ref().to_string(),
        text: String::new(),
        attributes: attributes.collect(),
    }
}

/// The non-empty values with a name.
pub fn values<'p>(properties: &'p [Property], name: &str) -> Vec<&'p str> {
    let named = properties.iter().filter(|property| property.name == name);
    named.map(|property| property.text.as_str()).filter(|text| !text.is_empty()).collect()
}

/// The first non-empty value with a name.
pub fn value(properties: &[Property], name: &str) -> Option<String> {
    values(properties, name).first().map(|text| (*text).to_string())
}

/// The dates of creation and of the last change, which are near the day of publication but do not
/// state it.
pub fn dates(properties: &[Property], written: &str, changed: &str) -> Vec<Candidate> {
    let candidate = |name: &str, rank| {
        let text = value(properties, name)?;
        Some(Candidate::new(rank, 60, Evidence::new(format!("document {name}"), text)))
    };
    let both = [candidate(written, Rank::Weak), candidate(changed, Rank::Modified)];
    both.into_iter().flatten().collect()
}

/// Names of programs and placeholders that stand in for an author.
const NOBODY: [&str; 12] = [
    "admin",
    "administrator",
    "apache poi",
    "calibre",
    "docx4j",
    "libreoffice",
    "microsoft office user",
    "pandoc",
    "python-docx",
    "unknown",
    "user",
    "windows user",
];

/// Reads bylines and dates below the title, which are better evidence than the properties of the
/// file: those name whoever created the file, and when.
pub fn read_head(draft: &mut Draft) {
    if draft.authors.iter().any(|name| name == "python-docx") {
        // The day is that of the template it was copied from.
        draft.dates.clear();
    }
    draft.authors.retain(|name| !is_nobody(name));
    let paragraphs: Vec<&str> = draft.body.split("\n\n").collect();
    let mut found = Draft::default();
    let taken = head::subhead(&paragraphs, &mut found);
    if draft.title.is_none() || taken == 0 || taken == paragraphs.len() {
        return;
    }
    draft.body = paragraphs[taken..].join("\n\n");
    if !found.authors.is_empty() {
        draft.authors.clear();
    }
    if !found.dates.is_empty() {
        draft.dates.iter_mut().for_each(|date| date.rank = date.rank.max(Rank::Modified));
    }
    record::complete(draft, found);
}

/// Whether an author is a program or a placeholder.
pub fn is_nobody(name: &str) -> bool {
    NOBODY.contains(&name.trim().to_lowercase().as_str())
}

/// Keywords separated by commas or semicolons.
pub fn words(list: &str) -> Vec<String> {
    let words = list.split([',', ';']).map(|word| word.trim().to_string());
    words.filter(|word| !word.is_empty()).collect()
}

/// How a format writes its text.
pub struct Markup {
    /// Elements that are a paragraph.
    pub paragraphs: &'static [&'static str],
    /// Elements that hold text; if empty, all text in a paragraph counts.
    pub texts: &'static [&'static str],
    /// Elements that break a line.
    pub breaks: &'static [&'static str],
    /// Elements that are white space.
    pub spaces: &'static [&'static str],
    /// Elements that are skipped with their contents.
    pub unread: &'static [&'static str],
    /// The element and attribute that name a paragraph's style.
    pub style: (&'static str, &'static str),
}

/// A paragraph and the name of its style.
#[derive(Debug, Default, PartialEq)]
pub struct Paragraph {
    /// The name of the style, or an empty string.
    pub style: String,
    /// The text.
    pub text: String,
}

/// The non-empty paragraphs of an XML file.
pub fn paragraphs(xml: &str, markup: &Markup) -> Vec<Paragraph> {
    let mut writer = Writer { markup, done: vec![], open: vec![], deeper: 0, texts: 0, unread: 0 };
    let mut reader = reader(xml);
    while let Ok(event) = reader.read_event() {
        match &event {
            Event::Eof => break,
            Event::Start(start) => writer.start(&property(start)),
            Event::Empty(start) => {
                let property = property(start);
                writer.start(&property);
                writer.end(&property.name);
            }
            Event::End(end) => writer.end(end.local_name().as_ref()),
            other => writer.text(text(other)),
        }
    }
    writer.done.append(&mut writer.open);
    writer.done.retain(|paragraph| !paragraph.text.trim().is_empty());
    writer.done
}

/// Builds the paragraphs of a file. A paragraph may be nested in another, such as in a text box.
struct Writer<'m> {
    markup: &'m Markup,
    done: Vec<Paragraph>,
    open: Vec<Paragraph>,
    deeper: usize,
    texts: usize,
    unread: usize,
}

impl Writer<'_> {
    fn start(&mut self, element: &Property) {
        let name = element.name.as_str();
        let markup = self.markup;
        if self.unread > 0 || markup.unread.contains(&name) {
            self.unread += usize::from(markup.unread.contains(&name));
            return;
        }
        if markup.paragraphs.contains(&name) {
            match self.open.len() {
                DEPTH => self.deeper += 1,
                _ => self.open.push(Paragraph::default()),
            }
        }
        self.texts += usize::from(markup.texts.contains(&name));
        let Some(paragraph) = self.open.last_mut() else { return };
        let (styled, attribute) = markup.style;
        if name == styled
            && let Some(style) = element.attribute(attribute)
        {
            paragraph.style = style.to_string();
        }
        if markup.breaks.contains(&name) {
            paragraph.text.push('\n');
        } else if markup.spaces.contains(&name) {
            paragraph.text.push(' ');
        }
    }

    fn end(&mut self, name: &str) {
        if self.unread > 0 {
            self.unread -= usize::from(self.markup.unread.contains(&name));
            return;
        }
        self.texts = self.texts.saturating_sub(usize::from(self.markup.texts.contains(&name)));
        if !self.markup.paragraphs.contains(&name) {
            return;
        }
        if self.deeper > 0 {
            self.deeper -= 1;
        } else {
            let done = self.open.pop();
            self.done.extend(done.filter(|paragraph| !paragraph.text.trim().is_empty()));
        }
    }

    fn text(&mut self, text: Option<String>) {
        let wanted = self.unread == 0 && (self.markup.texts.is_empty() || self.texts > 0);
        let paragraph = self.open.last_mut().filter(|_| wanted);
        if let (Some(paragraph), Some(text)) = (paragraph, text) {
            paragraph.text.push_str(&text);
        }
    }
}

/// The texts of paragraphs, separated by blank lines.
pub fn join(paragraphs: &[Paragraph]) -> String {
    let texts = paragraphs.iter().map(|paragraph| paragraph.text.trim());
    texts.collect::<Vec<_>>().join("\n\n")
}

fn reader(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// The text that an event adds.
fn text(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.to_string()),
        Event::CData(text) => Some(text.to_string()),
        Event::GeneralRef(name) => entity::reference(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
