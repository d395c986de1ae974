//! From articles to segments: schema, documents, the file table, and the writer.

pub mod budget;
pub mod document;
pub mod file_table;
mod merging;
mod opening;
pub mod schema;
pub mod stories;
pub mod tokens;
pub mod writer;
