//! Back-pressure by bytes: how much text may wait for the indexing threads. It knows no article.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A number of bytes that is handed out and given back.
#[derive(Debug)]
pub struct Budget {
    free: Mutex<usize>,
    freed: Condvar,
    whole: usize,
}

/// Bytes of a budget, given back when dropped.
#[derive(Debug)]
pub struct Permit {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Budget {
    /// A budget of so many bytes.
    pub fn new(bytes: usize) -> Arc<Budget> {
        Arc::new(Budget { free: Mutex::new(bytes), freed: Condvar::new(), whole: bytes })
    }

    /// Waits until so many bytes are free; a demand for more than the whole budget waits for all
    /// of it.
    pub fn take(self: &Arc<Budget>, bytes: usize) -> Permit {
        let bytes = bytes.min(self.whole);
        let waiting = self.freed.wait_while(self.free(), |free| *free < bytes);
        *waiting.unwrap_or_else(PoisonError::into_inner) -= bytes;
        Permit { budget: Arc::clone(self), bytes }
    }

    /// A number is good whatever became of the thread that last held it.
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
