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
    /// Articles in which a span occurs.
    Text {
        /// The part of the text in which it must occur.
        scope: Scope,
        /// What must occur.
        span: Span,
    },
    /// Articles in which a span occurs several times.
    AtLeast {
        /// The least number of occurrences; 0 finds every article.
        times: u32,
        /// The part of the text in which they are counted.
        scope: Scope,
        /// What must occur.
        span: Span,
    },
    /// Articles in which a whole span lies within the first words of the body.
    First {
        /// The number of words from the start of the body.
        words: u32,
        /// What must occur.
        span: Span,
    },
    /// Articles with these terms, adjacent and in order, in one value of a field.
    Meta {
        /// The field.
        field: MetaField,
        /// The terms; none of them finds nothing.
        terms: Vec<Term>,
    },
    /// Articles of which a value of a field is this one, as it is written; that of a source and a
    /// language in any case.
    Value {
        /// The field: one of which values are compared.
        field: MetaField,
        /// The value.
        value: String,
    },
    /// Articles whose id starts with this text.
    Id(String),
    /// Articles of the archive of this name.
    Archive(String),
    /// Articles by the number of words of their body.
    Words(NumberRange),
    /// Articles by their day of publication.
    Date(DateTest),
    /// Articles that all of the queries find.
    And(Vec<Query>),
    /// Articles that any of the queries finds.
    Or(Vec<Query>),
    /// Articles that the query does not find.
    Not(Box<Query>),
    /// The articles of a query, their scores multiplied.
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

/// Places in a text: each an interval of word positions.
///
/// No place crosses the boundary between title and body, or between two paragraphs of the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Where the term occurs.
    Term(Term),
    /// Where the terms occur one after the other.
    Phrase {
        /// The terms, in order.
        terms: Vec<Term>,
        /// 0 for adjacent terms in order; else the terms may occur in any order within an interval of
        /// at most `terms.len() + slop` positions.
        slop: u32,
    },
    /// Where any of the spans occurs.
    Any(Vec<Span>),
    /// Where both spans occur near each other without overlap: from the first position of the one to
    /// the last position of the other.
    Near {
        /// The span that is written first.
        left: Box<Span>,
        /// The span that is written second.
        right: Box<Span>,
        /// The greatest distance.
        nearness: Nearness,
    },
    /// Where the left span occurs with no right one near it; an overlap is near.
    NotNear {
        /// The span that occurs.
        left: Box<Span>,
        /// The span that must not be near.
        right: Box<Span>,
        /// The greatest distance that is near.
        nearness: Nearness,
    },
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
    /// A written word, case and accents folded, a few edits away: insertion, deletion, substitution,
    /// or transposition of two neighbours.
    Fuzzy {
        /// The word.
        word: String,
        /// The most edits: 1 or 2.
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
    /// The article has a date, and its evidence is not weak.
    Sure,
}

impl MetaField {
    /// Whether `=` asks for a whole value of the field, and not for words of it.
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

    /// This query and all inside it, each before its children, in order; those for which `enter` is
    /// false are left out together with what is inside them.
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

    /// This query and all inside it that an article may have to match: what stands under `Not` is
    /// left out.
    pub fn positive(&self) -> impl Iterator<Item = &Query> {
        self.walk(|query| !matches!(query, Query::Not(_)))
    }

    /// Whether anything in the query asks for words of the text, so that relevance means something.
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

    /// The terms of this span and of all inside it, in order.
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
