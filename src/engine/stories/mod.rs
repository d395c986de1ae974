//! Stories: the copies of one article. It compares texts and groups articles; it knows no index.
//! docs/stories.md defines when two articles are copies.
//!
//! ```text
//! article -> words -> sketch           when an article is written
//! sketches -> candidates -> proved by their texts -> stories     at a commit
//! ```
//!
//! The stories are a function of the set of articles alone: candidates follow from the sketches, a pair
//! is proved by the two texts, and a story is a connected component of the proved pairs.

mod align;
mod facts;
pub mod group;
pub mod sketch;
pub mod table;
pub mod text;
mod words;

pub use group::{Member, Proof, group};
pub use sketch::Sketch;
pub use table::{Entry, Stories};
pub use text::RunningText;

#[cfg(test)]
mod tests;
