//! The abstract syntax tree of a query, with all dates resolved. It depends on no engine and no
//! notation: [`super::display`] writes it as text, and [`crate::engine::reference`] defines what it
//! finds.
//!
//! Matches on these types have no `_` arm, so a new node does not compile until every match handles
//! it.

use serde::{Deserialize, Serialize};

use crate::when::DayRange;

/// A query: which articles it finds and how it scores them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    /// Every article.
    All,
    /// No article.
    Nothing,
    /// Articles in which a span occurs.
    Text {
        /// The part of the text in which the span must occur.
        scope: Scope,
        /// The span that must occur.
        span: Span,
    },
    /// Articles in which a span occurs several times.
    AtLeast {
        /// The minimum number of occurrences; 0 finds every article.
        times: u32,
        /// The part of the text in which occurrences are counted.
        scope: Scope,
        /// The span that must occur.
        span: Span,
    },
    /// Articles in which an occurrence of a span lies entirely within the first words of the body.
    First {
        /// The number of words from the start of the body.
        words: u32,
        /// The span that must occur.
        span: Span,
    },
    /// Articles in which one value of a field contains these terms, adjacent and in order.
    Meta {
        /// The field.
        field: MetaField,
        /// The terms; an empty list finds nothing.
        terms: Vec<Term>,
    },
    /// Articles in which a value of a field equals this one as written; sources and languages are
    /// compared case-insensitively.
    Value {
        /// The field; [`MetaField::is_compared`] is true for it.
        field: MetaField,
        /// The value.
        value: String,
    },
    /// Articles whose id starts with this text.
    Id(String),
    /// Articles of the archive with this name.
    Archive(String),
    /// Articles whose body has a number of words in this range.
    Words(NumberRange),
    /// Articles whose day of publication passes this test.
    Date(DateTest),
    /// Articles that all the queries find.
    And(Vec<Query>),
    /// Articles that any of the queries finds.
    Or(Vec<Query>),
    /// Articles that the query does not find.
    Not(Box<Query>),
    /// The articles of a query, with their scores multiplied.
    Boost {
        /// The query.
        query: Box<Query>,
        /// The factor, above 0 and finite.
        weight: f32,
    },
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

/// What to look for in a text; each occurrence is an interval of word positions.
///
/// No occurrence crosses the boundary between title and body, or between two paragraphs of the
/// body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// A term.
    Term(Term),
    /// Terms that occur one after the other.
    Phrase {
        /// The terms, in order.
        terms: Vec<Term>,
        /// 0 for adjacent terms in order; otherwise the terms may occur in any order within an
        /// interval of at most `terms.len() + slop` positions.
        slop: u32,
    },
    /// Any of the spans.
    Any(Vec<Span>),
    /// Both spans near each other without overlap: from the first position of one to the last
    /// position of the other.
    Near {
        /// The first operand.
        left: Box<Span>,
        /// The second operand.
        right: Box<Span>,
        /// The greatest distance.
        nearness: Nearness,
    },
    /// The left span with no occurrence of the right span near it; an overlap counts as near.
    NotNear {
        /// The span that occurs.
        left: Box<Span>,
        /// The span that must not be near.
        right: Box<Span>,
        /// The greatest distance that counts as near.
        nearness: Nearness,
    },
}

/// The greatest distance of two spans that are near each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// At most this many positions apart (adjacent words are 1 apart), in either order.
    Words(u32),
    /// At most this many positions apart, the left span before the right one.
    WordsInOrder(u32),
    /// In the same sentence (a title is one sentence).
    Sentence,
    /// In the same paragraph (a title is one paragraph).
    Paragraph,
}

/// What to look for at a position of a text.
///
/// The text is kept as typed; [`crate::analysis`] decides what it matches.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// A word in any of its forms.
    Word(String),
    /// A word as written: unstemmed, case-sensitive and accent-sensitive.
    Exact(String),
    /// A pattern that a whole word matches, with case and accents folded: `*` stands for any run of
    /// characters, `?` for one.
    Pattern(String),
    /// A word at most `edits` edits away, with case and accents folded. An edit is an insertion, a
    /// deletion, a substitution or a transposition of two neighbours.
    Fuzzy {
        /// The word.
        word: String,
        /// The maximum number of edits: 1 or 2.
        edits: u8,
    },
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

/// An inclusive range of numbers; an end that is `None` is open.
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
    /// Every day that the date stands for lies in the range.
    In(DayRange),
    /// At least one day that the date stands for lies in the range.
    Touches(DayRange),
    /// The date is known to the day and has this year, month (1 to 12) and day of the month, where
    /// given.
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
    /// The article has a date, and its evidence is not weak.
    Sure,
}

impl MetaField {
    /// Whether `:="..."` compares the whole value of the field instead of searching it for words.
    pub fn is_compared(self) -> bool {
        match self {
            MetaField::Source | MetaField::Author | MetaField::Section | MetaField::Lang => true,
            MetaField::Tag | MetaField::Url | MetaField::Path => false,
        }
    }
}

impl Query {
    /// The queries directly inside this one, in order; none for a leaf.
    pub fn children(&self) -> &[Query] {
        match self {
            Query::And(parts) | Query::Or(parts) => parts,
            Query::Not(query) | Query::Boost { query, .. } => std::slice::from_ref(query),
            Query::All
            | Query::Nothing
            | Query::Text { .. }
            | Query::AtLeast { .. }
            | Query::First { .. }
            | Query::Meta { .. }
            | Query::Value { .. }
            | Query::Id(_)
            | Query::Archive(_)
            | Query::Words(_)
            | Query::Date(_) => &[],
        }
    }

    /// The span of a text node: `Text`, `AtLeast` or `First`.
    pub fn span(&self) -> Option<&Span> {
        match self {
            Query::Text { span, .. } | Query::AtLeast { span, .. } | Query::First { span, .. } => {
                Some(span)
            }
            Query::All
            | Query::Nothing
            | Query::Meta { .. }
            | Query::Value { .. }
            | Query::Id(_)
            | Query::Archive(_)
            | Query::Words(_)
            | Query::Date(_)
            | Query::And(_)
            | Query::Or(_)
            | Query::Not(_)
            | Query::Boost { .. } => None,
        }
    }

    /// Walks this query and all its descendants in pre-order. A query for which `enter` returns
    /// false is skipped together with its descendants.
    pub fn walk(&self, enter: impl Fn(&Query) -> bool) -> impl Iterator<Item = &Query> {
        let mut ahead = vec![self];
        std::iter::from_fn(move || {
            loop {
                let query = ahead.pop()?;
                if enter(query) {
                    ahead.extend(query.children().iter().rev());
                    return Some(query);
                }
            }
        })
    }

    /// Walks this query and its descendants except those under `Not`: the ones that an article may
    /// have to match.
    pub fn positive(&self) -> impl Iterator<Item = &Query> {
        self.walk(|query| !matches!(query, Query::Not(_)))
    }

    /// Whether the query searches the text, so that relevance is meaningful.
    pub fn has_text(&self) -> bool {
        self.positive().any(|query| query.span().is_some())
    }
}

impl Span {
    /// The spans directly inside this one, in order; none for a term or a phrase.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = &Span> {
        let (many, pair): (&[Span], Option<[&Span; 2]>) = match self {
            Span::Term(_) | Span::Phrase { .. } => (&[], None),
            Span::Any(spans) => (spans, None),
            Span::Near { left, right, .. } | Span::NotNear { left, right, .. } => {
                (&[], Some([left, right]))
            }
        };
        many.iter().chain(pair.into_iter().flatten())
    }

    /// The terms of this span and all its descendants, in order.
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Span::Term(term) => vec![term],
            Span::Phrase { terms, .. } => terms.iter().collect(),
            Span::Any(_) | Span::Near { .. } | Span::NotNear { .. } => {
                self.children().flat_map(Span::terms).collect()
            }
        }
    }
}
