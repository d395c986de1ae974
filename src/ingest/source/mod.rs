//! From a folder to the bytes and the text of each document in it: the walk, sidecar files, reading,
//! containers, character sets, and the chunks of long files. It knows no format of articles.

pub mod boundaries;
pub mod charset;
pub mod chunks;
pub mod container;
pub mod read;
pub mod rules;
pub mod sidecar;
pub mod sieve;
pub mod walk;
