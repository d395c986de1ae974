//! Diagnostics: what is wrong with a text, or worth knowing about it, and where. Plain
//! data; [`crate::render::problem`] draws it.

use serde::Serialize;
use std::ops::Range;

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The text was understood, and this is worth knowing.
    Note,
    /// The text was understood in a way that may not be the one meant.
    Warning,
    /// The text cannot be answered.
    Error,
}

/// A problem or a remark, and the place in the text that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name of the kind of problem, in kebab-case.
    pub code: &'static str,
    /// What is wrong: lower case, no full stop, naming the thing.
    pub message: String,
    /// The bytes of the text that it is about; 0..0 for all of it.
    pub place: Range<usize>,
    /// What would work instead.
    pub hints: Vec<Hint>,
    /// What would work in the place of what stands there.
    pub instead: Vec<String>,
}

/// What would work instead of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Hint {
    /// A phrase in the imperative, such as "write `\"a b\"~5`".
    Phrase(String),
    /// A higher limit; the face says how it is raised.
    Raise(Limit),
}

/// A limit of a query that its user can raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Limit {
    /// The bytes of the text.
    Bytes,
    /// The levels of nesting.
    Depth,
    /// The number of words and filters.
    Clauses,
    /// The number of words of the index that a pattern may stand for.
    Expansions,
}

impl<T: Into<String>> From<T> for Hint {
    fn from(phrase: T) -> Hint {
        Hint::Phrase(phrase.into())
    }
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(
        code: &'static str,
        place: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            place,
            hints: vec![],
            instead: vec![],
        }
    }

    /// A warning at a place.
    pub fn warning(
        code: &'static str,
        place: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, place, message) }
    }

    /// A note at a place.
    pub fn note(code: &'static str, place: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Note, ..Diagnostic::error(code, place, message) }
    }

    /// The same diagnostic with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// The same with something that would work in its place.
    #[must_use]
    pub fn or(mut self, text: impl Into<String>) -> Diagnostic {
        self.instead.push(text.into());
        self
    }

    /// Whether the text cannot be answered because of this.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
