//! Tests of the language as a whole.

mod examples;
mod hostile;
mod meaning;
mod random;
