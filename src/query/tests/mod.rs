//! Tests of the query language as a whole.

mod examples;
mod hostile;
mod meaning;
mod pasted;
mod random;
