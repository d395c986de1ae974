//! The folder of the index: manifest, checksums, lock, and the directory that tantivy reads and
//! writes through.

pub mod archives;
pub mod checksums;
pub mod directory;
pub mod errors;
pub mod folder;
pub mod lock;
pub mod manifest;
pub mod rights;
pub mod run;
pub mod stories;
pub mod verify;
