//! The engine on this machine: an index in a folder, written by [`LocalWriter`], searched by
//! [`LocalIndex`]. The only folder that names tantivy, and none of its types leave it.

mod automaton;
mod budget;
mod chunks;
mod collect;
mod compile;
mod directory;
mod document;
mod errors;
mod facets;
mod filters;
mod format;
mod lock;
mod newest;
mod postings;
mod records;
mod resolve;
mod schema;
mod search;
mod sources;
mod span_query;
mod statistics;
mod status;
mod suggest;
mod sums;
mod tokens;
mod verify;
mod word_query;
mod writer;

#[cfg(test)]
mod tests;

pub use search::LocalIndex;
pub use verify::verify;
pub use writer::{LocalWriter, WriterOptions};
