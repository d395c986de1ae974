//! Back-pressure: limits the bytes of text that may wait for the indexing threads.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A number of bytes that callers take and give back.
#[derive(Debug)]
pub struct Budget {
    free: Mutex<usize>,
    freed: Condvar,
    whole: usize,
}

/// Bytes taken from a budget, given back on drop.
#[derive(Debug)]
pub struct Permit {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Budget {
    /// Creates a budget of `bytes` bytes.
    pub fn new(bytes: usize) -> Arc<Budget> {
        Arc::new(Budget { free: Mutex::new(bytes), freed: Condvar::new(), whole: bytes })
    }

    /// Waits until `bytes` bytes are free and takes them. A request for more than the whole budget
    /// takes all of it.
    pub fn take(self: &Arc<Budget>, bytes: usize) -> Permit {
        let bytes = bytes.min(self.whole);
        let waiting = self.freed.wait_while(self.free(), |free| *free < bytes);
        *waiting.unwrap_or_else(PoisonError::into_inner) -= bytes;
        Permit { budget: Arc::clone(self), bytes }
    }

    /// Locks the number of free bytes. A poisoned lock is ignored, since the number is valid even
    /// if a thread panicked.
    fn free(&self) -> MutexGuard<'_, usize> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.budget.free() += self.bytes;
        self.budget.freed.notify_all();
    }
}
