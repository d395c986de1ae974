//! The formats that articles are read from.

use crate::ingest::recognise::FORMATS;

/// The name of every format, in the order in which they are tried.
pub fn formats() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.name)
}
