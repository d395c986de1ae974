//! Whether and where a query matches one article: used by the reference engine and by the passages.

pub mod document;
pub mod find;
pub mod term;
