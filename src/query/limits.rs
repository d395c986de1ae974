//! The limits of a query, and the diagnostics for a query that exceeds one.

use crate::diagnostic::{Diagnostic, Hint, Limit};

/// The limits of a query. The diagnostic for an exceeded limit names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of the text.
    pub bytes: usize,
    /// The most levels of nested parentheses and chained proximity operators.
    pub depth: usize,
    /// The most words and filters.
    pub clauses: usize,
    /// The most indexed words that a pattern or a fuzzy word may expand to; the engine enforces it.
    pub expansions: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 8 * 1024, depth: 32, clauses: 256, expansions: 1024 }
    }
}

/// The most diagnostics kept for one text; the rest are only counted.
const MOST: usize = 40;

/// The diagnostics of one text: up to [`MOST`], and errors up to twice as many.
#[derive(Debug, Default)]
pub(super) struct Problems {
    kept: Vec<Diagnostic>,
    left_out: usize,
}

impl Problems {
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        // If the reason was already given, do not add that nothing is found.
        let result = matches!(diagnostic.code, "no-words" | "contradiction");
        let reason = |kept: &Diagnostic| {
            kept.is_error() || matches!(kept.code, "empty-range" | "distance" | "no-words")
        };
        if result && self.kept.iter().any(reason) {
            return;
        }
        if self.kept.len() < MOST || (diagnostic.is_error() && self.kept.len() < 2 * MOST) {
            self.kept.push(diagnostic);
        } else {
            self.left_out += 1;
        }
    }

    /// Whether nothing kept is an error.
    pub(super) fn is_sound(&self) -> bool {
        !self.kept.iter().any(Diagnostic::is_error)
    }

    /// All that was kept, in order of place, and how many more there were.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.kept.sort_by_key(|problem| (problem.place.start, problem.place.end));
        if self.left_out > 0 {
            let message = format!("{} more remarks are left out", self.left_out);
            self.kept.push(Diagnostic::note("more-remarks", 0..0, message));
        }
        self.kept
    }
}

impl Limits {
    pub(super) fn too_long(&self, length: usize) -> Diagnostic {
        let message = format!("the query has {length} bytes, the limit is {}", self.bytes);
        Diagnostic::error("too-long", 0..0, message).hint(Hint::Raise(Limit::Bytes))
    }

    pub(super) fn too_deep(&self, place: std::ops::Range<usize>) -> Diagnostic {
        let message = format!("the query is nested more than {} levels deep", self.depth);
        Diagnostic::error("too-deep", place, message).hint(Hint::Raise(Limit::Depth))
    }

    pub(super) fn too_many(&self, place: std::ops::Range<usize>) -> Diagnostic {
        let message = format!("the query has more than {} words and filters", self.clauses);
        Diagnostic::error("too-many-clauses", place, message).hint(Hint::Raise(Limit::Clauses))
    }
}
