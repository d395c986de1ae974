//! Diagnostics: errors, warnings and notes about places in a text. They are plain data;
//! [`crate::render::problem`] draws them.

use serde::Serialize;
use std::ops::Range;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The text was understood, and this is worth knowing.
    Note,
    /// The text was understood, but perhaps not as it was meant.
    Warning,
    /// The text is rejected.
    Error,
}

/// An error, a warning or a note about a place in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// A stable name for the kind of problem, in kebab-case.
    pub code: &'static str,
    /// What is wrong: lower case, no full stop, naming the thing.
    pub message: String,
    /// The byte range of the text that it is about; 0..0 for the whole text.
    pub place: Range<usize>,
    /// Suggestions that would avoid the problem.
    pub hints: Vec<Hint>,
    /// Texts that would work as a replacement for the text at `place`.
    pub instead: Vec<String>,
}

/// A suggestion that would avoid a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Hint {
    /// A phrase in the imperative, such as "write `\"a b\"~5`".
    Phrase(String),
    /// Raise a limit; the front end says how.
    Raise(Limit),
}

/// A limit of a query that the user can raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Limit {
    /// The length of the text in bytes.
    Bytes,
    /// The number of nesting levels.
    Depth,
    /// The number of words and filters.
    Clauses,
    /// The number of indexed words that a pattern may expand to.
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

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// Adds a text that would work as a replacement.
    #[must_use]
    pub fn or(mut self, text: impl Into<String>) -> Diagnostic {
        self.instead.push(text.into());
        self
    }

    /// Whether this is an error, which rejects the text.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
