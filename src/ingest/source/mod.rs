//! From a folder to the bytes and the text of each document in it: the walk, sidecar files,
//! reading, containers, charsets, and the chunks of long files. It knows no article formats.

pub mod boundaries;
pub mod charset;
pub mod chunks;
pub mod container;
pub mod manifest;
pub mod read;
pub mod rules;
pub mod sidecar;
pub mod sieve;
pub mod site;
pub mod walk;
