//! A sign that an answer is no longer wanted. It stops nothing by itself: whoever works on an answer
//! looks at it now and then.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::EngineError;

/// A sign that many hands hold; it is raised once, and never lowered.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Says that the answer is no longer wanted.
    pub fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the answer is no longer wanted.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on only while the answer is wanted.
    ///
    /// # Errors
    /// [`EngineError::Stopped`] once the sign was raised.
    pub fn check(&self) -> Result<(), EngineError> {
        if self.is_raised() { Err(EngineError::Stopped) } else { Ok(()) }
    }
}
