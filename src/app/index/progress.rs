//! How far indexing has come, for whoever watches it. It says nothing about how it is shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Counters that grow while an index is brought up to date, and the way to end early.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files found so far that are to be read.
    pub files_found: AtomicU64,
    /// Bytes of these files.
    pub bytes_found: AtomicU64,
    /// Whether every file has been found.
    pub walked: AtomicBool,
    /// Files read so far.
    pub files: AtomicU64,
    /// Bytes of these files.
    pub bytes: AtomicU64,
    /// Articles taken in so far.
    pub articles: AtomicU64,
    /// Set to end early: files in hand are finished, and what was read is kept.
    pub stop: Arc<AtomicBool>,
}

impl Progress {
    /// Whether the work is to end early.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(super) fn found(&self, bytes: u64) {
        self.files_found.fetch_add(1, Ordering::Relaxed);
        self.bytes_found.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn read(&self, bytes: u64) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn article(&self) {
        self.articles.fetch_add(1, Ordering::Relaxed);
    }
}
