//! The trace of a file: the decisions made while reading it, and why (formats, charsets, every
//! candidate date). Tracing changes no decision.

use super::article::dates::{DayOrder, Weighed};
use super::article::language;
use super::draft::Origin;
use super::format::FileFormat;
use super::source::charset::Charset;
use crate::article::Article;
use crate::engine::FileOutcome;

/// The trace of a file: one piece for the file itself, and one for each member that it holds.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The file, followed by its members if it is a container, in order.
    pub pieces: Vec<Piece>,
    /// The maximum number of articles of a piece that are kept whole; `None` if tracing is off.
    most: Option<usize>,
}

/// The decisions about the bytes of a file, or of a member of a container.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// Its name inside its file; `None` for the file itself.
    pub member: Option<String>,
    /// Its format, if it was recognised.
    pub format: Option<FileFormat>,
    /// What decided the format.
    pub decided: Option<Decided>,
    /// How its text was decoded, if it was.
    pub charset: Option<Charset>,
    /// Which of two numbers in a date is the day, as inferred from other dates in the text.
    pub order: DayOrder,
    /// Why it holds no article, if it holds none.
    pub ended: Option<FileOutcome>,
    /// The number of articles it gave.
    pub articles: u64,
    /// The first of these articles.
    pub kept: Vec<Explained>,
}

/// What decided a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// The content of the document.
    Content,
    /// The name of the document: its content alone would not give this format.
    Name,
    /// The user's option.
    Asked,
}

/// An article, and where each of its fields came from.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    /// The article.
    pub article: Article,
    /// How it was produced.
    pub why: Why,
    /// Paragraphs that were removed as boilerplate.
    pub left_out: Vec<String>,
}

/// How an article was produced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Why {
    /// The index of the piece it belongs to.
    pub piece: usize,
    /// The name of the format.
    pub format: &'static str,
    /// The fields that the format stores in several places, and which place was used.
    pub origins: Vec<Origin>,
    /// The language as declared.
    pub declared: Option<String>,
    /// Every candidate date, the best first.
    pub dates: Vec<Weighed>,
}

impl Explained {
    /// Where a field was found, as a phrase; `None` if the article has no such field.
    pub fn origin(&self, field: &str) -> Option<String> {
        let article = &self.article;
        let there = match field {
            "title" => !article.title.is_empty(),
            "body" => !article.body.is_empty(),
            "authors" => !article.authors.is_empty(),
            "section" => article.section.is_some(),
            "tags" => !article.tags.is_empty(),
            "lang" => article.lang.is_some(),
            "url" => article.url.is_some(),
            "guid" => article.guid.is_some(),
            _ => false,
        };
        there.then(|| match field {
            "title" if article.title_derived => "made of the first sentence".into(),
            "lang" => self.language(),
            _ => self.rule(field).unwrap_or_else(|| format!("as {} gives it", self.why.format)),
        })
    }

    fn rule(&self, field: &str) -> Option<String> {
        let origin = self.why.origins.iter().find(|origin| origin.field == field)?;
        Some(format!("from {}", origin.rule))
    }

    fn language(&self) -> String {
        let Some(declared) = &self.why.declared else { return "by its words".into() };
        match language::code(declared) == self.article.lang {
            true => self.rule("lang").unwrap_or_else(|| format!("declared: {declared}")),
            false => format!("by its words; declared: {declared}"),
        }
    }
}

impl Trace {
    /// A trace that keeps up to `most` articles of each piece whole.
    pub fn keeping(most: usize) -> Trace {
        Trace { pieces: vec![], most: Some(most) }
    }

    /// A trace that keeps nothing.
    pub fn off() -> Trace {
        Trace::default()
    }

    /// Whether anything is kept.
    pub fn is_kept(&self) -> bool {
        self.most.is_some()
    }

    /// Opens the next piece.
    pub fn open(&mut self, member: Option<&str>) {
        if self.is_kept() {
            self.pieces.push(Piece { member: member.map(str::to_string), ..Piece::default() });
        }
    }

    /// Updates the current piece; does nothing if tracing is off.
    pub fn note(&mut self, note: impl FnOnce(&mut Piece)) {
        if let Some(piece) = self.pieces.last_mut() {
            note(piece);
        }
    }

    /// Adds an article to its piece.
    pub fn article(&mut self, explained: Explained) {
        let most = self.most.unwrap_or_default();
        let Some(piece) = self.pieces.get_mut(explained.why.piece) else { return };
        piece.articles += 1;
        if piece.kept.len() < most {
            piece.kept.push(explained);
        }
    }
}
