//! What is to be said about a text that could not be understood as written: data, never printed
//! here. [`crate::render::problem`] draws it.

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

/// One thing to be said about a text, and where in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name of the kind of problem, in kebab-case.
    pub code: &'static str,
    /// What is wrong: lower case, no full stop, naming the thing.
    pub message: String,
    /// The bytes of the text that it speaks of.
    pub place: Range<usize>,
    /// What would work instead, each a whole sentence part such as "write `\"a b\"~5`".
    pub hints: Vec<String>,
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

    /// The same with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// Whether the text cannot be answered because of this.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
