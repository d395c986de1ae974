//! From articles to segments: schema, documents, the file table, and the writer.

pub mod budget;
pub mod document;
pub mod file_table;
pub mod schema;
pub mod tokens;
pub mod writer;
