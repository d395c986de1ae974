//! The engine on this machine: an index in a folder, written by [`LocalWriter`], searched by
//! [`LocalIndex`]. The only folder that names tantivy, and none of its types leave it.

mod budget;
mod directory;
mod document;
mod errors;
mod format;
mod lock;
mod records;
mod schema;
mod tokens;
mod writer;

pub use writer::{LocalWriter, WriterOptions};
