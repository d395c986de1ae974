//! Progress counters of a run. How they are shown is up to the caller.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Counters that grow during a run, and the flag that stops it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files queued for reading so far.
    pub files_found: AtomicU64,
    /// Their size in bytes.
    pub bytes_found: AtomicU64,
    /// Whether the walk has ended.
    pub walked: AtomicBool,
    /// Files read so far.
    pub files: AtomicU64,
    /// Their size in bytes.
    pub bytes: AtomicU64,
    /// Articles added so far.
    pub articles: AtomicU64,
    /// Set to stop early: files that are being read are finished, and what was read is kept.
    pub stop: Arc<AtomicBool>,
}

impl Progress {
    /// Whether the run should stop early.
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
