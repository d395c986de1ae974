//! The limits of a query, and the diagnostics of a query that goes past one.

use crate::diagnostic::{Diagnostic, Hint, Limit};

/// The bounds of a query. Each is named in the diagnostic when it is hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the text.
    pub bytes: usize,
    /// Parentheses and chained proximities within one another.
    pub depth: usize,
    /// Words and filters.
    pub clauses: usize,
    /// Words of the index that a pattern or a spelling may stand for; the engine counts them.
    pub expansions: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 8 * 1024, depth: 32, clauses: 256, expansions: 1024 }
    }
}

/// How many diagnostics one text may get before the rest is only counted.
const MOST: usize = 40;

/// The diagnostics of one text. Errors are always kept, the rest up to a bound.
#[derive(Debug, Default)]
pub(super) struct Problems {
    kept: Vec<Diagnostic>,
    left_out: usize,
}

impl Problems {
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        // That nothing is found is not worth saying where the reason was said.
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
