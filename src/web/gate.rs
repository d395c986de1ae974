//! Limits how many requests are worked on at a time. A request that finds all cores busy waits in a
//! queue that is short enough to be worth waiting in.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The maximum length of the queue for each core.
const WAITING: usize = 64;

/// Hands out the cores.
pub(super) struct Gate {
    cores: Arc<Semaphore>,
    waiting: AtomicUsize,
    most: usize,
}

/// A place in the queue, given back when dropped.
struct Place<'g>(&'g AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Gate {
    /// A gate to this many cores.
    pub(super) fn new(cores: usize) -> Gate {
        let waiting = AtomicUsize::new(0);
        Gate { cores: Arc::new(Semaphore::new(cores)), waiting, most: cores * WAITING }
    }

    /// Waits for a core; `None` if the queue is full.
    pub(super) async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(free) = self.cores.clone().try_acquire_owned() {
            return Some(free);
        }
        let place = Place(&self.waiting);
        if place.0.fetch_add(1, Ordering::Relaxed) >= self.most {
            return None;
        }
        self.cores.clone().acquire_owned().await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Gate, WAITING};
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test]
    async fn who_comes_when_the_queue_is_full_is_turned_away_and_places_are_given_back() {
        let gate = Gate::new(1);
        let busy = gate.enter().await.expect("the core is free");
        let wait = || timeout(Duration::from_millis(1), gate.enter());
        for _ in 0..2 * WAITING {
            assert!(wait().await.is_err(), "one after the other, each finds a place");
        }
        let mut queue: Vec<_> = (0..WAITING).map(|_| Box::pin(gate.enter())).collect();
        for waiting in &mut queue {
            assert!(timeout(Duration::ZERO, waiting).await.is_err());
        }
        assert!(gate.enter().await.is_none(), "the queue is full");
        drop(queue);
        drop(busy);
        assert!(gate.enter().await.is_some());
    }
}
