//! The engine on this machine: an index in a folder, written by [`LocalWriter`], searched by
//! [`LocalIndex`]. The only folder that names tantivy, and none of its types leave it.

pub mod store;
pub mod write;

mod search;

#[cfg(test)]
mod tests;

pub use super::open::WriterOptions;
pub use search::LocalIndex;
pub(super) use store::manifest::stamp;
pub(super) use store::rights::share;
pub use store::verify::verify;
pub use write::writer::LocalWriter;
