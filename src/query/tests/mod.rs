//! Tests of the language as a whole.

mod meaning;
mod random;
