//! Keeps the index open, and replaces it after another commit. Requests in the meantime are
//! answered from the previous state, which is closed after its last answer.

use std::sync::{Arc, Mutex, PoisonError, RwLock, TryLockError};

use crate::app::AppError;
use crate::app::settings::{IndexLocation, Limits};
use crate::app::shared::{Shared, Stamp};

/// The index at a location, whenever there is one.
pub struct Held {
    location: IndexLocation,
    limits: Limits,
    current: RwLock<Option<Arc<Shared>>>,
    opening: Mutex<()>,
}

impl Held {
    /// Starts without an open index.
    pub fn new(location: IndexLocation, limits: Limits) -> Held {
        Held { location, limits, current: RwLock::new(None), opening: Mutex::new(()) }
    }

    /// The stamp of the index as it is on disk now, whether or not it is open.
    pub fn stamp(&self) -> Stamp {
        Stamp::of(&self.location)
    }

    /// The current index, or the previous state if another request is just opening the current one.
    ///
    /// # Errors
    /// If there is no index, or it cannot be read.
    pub fn current(&self) -> Result<Arc<Shared>, AppError> {
        let stamp = self.stamp();
        let open = self.open();
        if let Some(open) = open.as_ref().filter(|open| *open.stamp() == stamp) {
            return Ok(open.clone());
        }
        let _opening = match self.opening.try_lock() {
            Ok(opening) => opening,
            Err(TryLockError::WouldBlock) => match open {
                Some(open) => return Ok(open),
                None => self.opening.lock().unwrap_or_else(PoisonError::into_inner),
            },
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        };
        // Another request may have opened it while this one waited.
        if let Some(open) = self.open().filter(|open| *open.stamp() == stamp) {
            return Ok(open);
        }
        let opened = Shared::open(&self.location, &self.limits).map(Arc::new);
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = opened.as_ref().ok().cloned();
        Ok(opened?)
    }

    fn open(&self) -> Option<Arc<Shared>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
