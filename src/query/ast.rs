//! What a query means, after every word has been read and every date resolved. It knows no engine
//! and no spelling: [`super::display`] writes it as text, [`crate::engine::reference`] says what it finds.
//!
//! Matches on these types carry no `_`, so that a new node does not compile until every reader of
//! them knows it.

use serde::{Deserialize, Serialize};

use crate::when::DayRange;

/// Which articles are meant, and how they are to be weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    /// Every article.
    All,
    /// No article.
    Nothing,
    /// Articles in which the span occurs in the part of the text.
    Text(Scope, Span),
    /// Articles in which the span occurs at least so many times in the part of the text.
    AtLeast(u32, Scope, Span),
    /// Articles in which the whole of the span lies within the first so many words of the body.
    First(u32, Span),
    /// Articles with these words, next to each other and in order, in a value of the field.
    Meta(MetaField, Vec<Term>),
    /// Articles whose id starts so.
    Id(String),
    /// Articles whose body has so many words.
    Words(NumberRange),
    /// Articles by their day of publication.
    Date(DateTest),
    /// Articles that all of the queries find.
    And(Vec<Query>),
    /// Articles that any of the queries finds.
    Or(Vec<Query>),
    /// Articles that the query does not find.
    Not(Box<Query>),
    /// The same articles, their score multiplied.
    Boost(Box<Query>, f32),
}

/// A part of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Title and body.
    Anywhere,
    /// The title.
    Title,
    /// The first paragraph of the body.
    Lead,
    /// The title and the first paragraph of the body.
    HeadlineLead,
    /// The body, its first paragraph included.
    Body,
}

/// Places in a text: each an interval of word positions.
///
/// No place crosses the boundary between title and body, or between two paragraphs of the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Where the term occurs.
    Term(Term),
    /// Where the terms occur one after the other; with a slop, where all of them occur in any order
    /// within an interval of at most `terms + slop` positions.
    Phrase(Vec<Term>, u32),
    /// Where any of the spans occurs.
    Any(Vec<Span>),
    /// Where both occur near each other, not overlapping: from the first position of the one to the
    /// last of the other.
    Near(Box<Span>, Box<Span>, Nearness),
    /// Where the first occurs with no occurrence of the second near it (an overlap is near).
    NotNear(Box<Span>, Box<Span>, Nearness),
}

/// How near is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// At most so many positions apart (adjacent words are 1 apart), in either order.
    Words(u32),
    /// At most so many positions apart, the first before the second.
    WordsInOrder(u32),
    /// In the same sentence (a title is one sentence).
    Sentence,
    /// In the same paragraph (a title is one paragraph).
    Paragraph,
}

/// What stands at a position of a text.
///
/// The text of each is as typed; [`crate::analysis`] says what it matches.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// A word in any of its forms.
    Word(String),
    /// A word as written: unstemmed, its case and accents kept.
    Exact(String),
    /// A pattern over whole written words, case and accents folded: `*` any run of characters, `?`
    /// one.
    Pattern(String),
    /// A written word, case and accents folded, at most so many edits (1 or 2) away: insertion,
    /// deletion, substitution or transposition of neighbours.
    Fuzzy(String, u8),
}

/// A field of an article that is not its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetaField {
    /// The outlet.
    Source,
    /// The authors.
    Author,
    /// The section.
    Section,
    /// The keywords.
    Tag,
    /// The language, as a code.
    Lang,
    /// The address.
    Url,
    /// The path of the file.
    Path,
}

/// An inclusive range of numbers; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRange {
    /// The smallest number, or open.
    pub least: Option<u64>,
    /// The largest number, or open.
    pub most: Option<u64>,
}

/// A test of an article's day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateTest {
    /// All the days that the date stands for lie in the range.
    In(DayRange),
    /// Some day that the date stands for lies in the range.
    Touches(DayRange),
    /// The date is a day with this year, month (1 to 12) and day of the month, where given.
    Pattern {
        /// The year, or any.
        year: Option<i32>,
        /// The month, or any.
        month: Option<u32>,
        /// The day of the month, or any.
        day: Option<u32>,
    },
    /// The article has no date.
    Missing,
}

impl Query {
    /// Whether anything in the query asks for words of the text, so that relevance means something.
    pub fn has_text(&self) -> bool {
        match self {
            Query::Text(..) | Query::AtLeast(..) | Query::First(..) => true,
            Query::And(parts) | Query::Or(parts) => parts.iter().any(Query::has_text),
            Query::Boost(part, _) => part.has_text(),
            Query::Not(_)
            | Query::All
            | Query::Nothing
            | Query::Meta(..)
            | Query::Id(_)
            | Query::Words(_)
            | Query::Date(_) => false,
        }
    }
}
