//! What all requests share: the index, the way to the cores, the token, the clock. Every question
//! goes through [`Site::answer`], which keeps it to its time.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout_at};

use super::failure::Failure;
use super::gate::Gate;
use super::held::Held;
use crate::app::AppError;
use crate::app::open::Open;
use crate::app::settings::{Clock, Limits};
use crate::app::shared::{Shared, Stop};

/// How long a request may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Tells what day it is, anew each time.
pub(super) type Today = Box<dyn Fn() -> Clock + Send + Sync>;

/// What a site is made of.
pub struct Settings {
    /// The folder of the index; there need not be one yet.
    pub index: PathBuf,
    /// How large a query may be.
    pub limits: Limits,
    /// What day it is.
    pub today: Today,
    /// What a visitor has to know, if anything. Without it, only requests to this machine by one of
    /// its own names are answered.
    pub token: Option<String>,
    /// How many questions are answered at a time.
    pub cores: usize,
    /// How long a request may take.
    pub patience: Duration,
}

/// What all requests share.
pub struct Site {
    /// The index.
    pub held: Held,
    /// How large a query may be.
    pub limits: Limits,
    /// What a visitor has to know, if anything.
    pub token: Option<String>,
    /// How many exports go on at a time; they are no searches, and take as long as their readers.
    pub(super) exports: Arc<Semaphore>,
    today: Today,
    gate: Gate,
    patience: Duration,
}

/// What a question is answered from.
pub struct Asking {
    /// The state of the index.
    pub shared: Arc<Shared>,
    /// What answers, until the request is given up.
    pub open: Open,
    /// What day it is.
    pub clock: Clock,
    /// How large a query may be.
    pub limits: Limits,
}

/// Raises the sign when nobody waits for the answer any more.
struct Waiting(Stop);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.raise();
    }
}

impl Site {
    /// A site over an index.
    pub fn new(settings: Settings) -> Site {
        Site {
            held: Held::new(settings.index.into(), settings.limits),
            limits: settings.limits,
            token: settings.token,
            exports: Arc::new(Semaphore::new(settings.cores)),
            today: settings.today,
            gate: Gate::new(settings.cores),
            patience: settings.patience,
        }
    }

    /// What day it is.
    pub fn clock(&self) -> Clock {
        (self.today)()
    }

    /// Works an answer out on a free core. A request that is given up, by its reader or by its
    /// time, stops the work on it; a panic costs this one answer.
    ///
    /// # Errors
    /// Those of the work; when there is no index; when too many wait, or it takes too long.
    pub async fn answer<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Asking) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, Failure> {
        let stop = Stop::default();
        let _waiting = Waiting(stop.clone());
        let deadline = Instant::now() + self.patience;
        let core = timeout_at(deadline, self.gate.enter()).await.ok().flatten();
        let core = core.ok_or(Failure::Busy)?;
        let site = self.clone();
        let task = spawn_blocking(move || {
            // Kept until the work has ended, wanted or not: no more is done at once than cores are.
            let _core = core;
            work(&site.asking(&stop)?)
        });
        match timeout_at(deadline, task).await {
            Err(_) => Err(Failure::TooLong(self.patience)),
            Ok(Err(panicked)) => Err(Failure::Panic(panicked.to_string())),
            Ok(Ok(answer)) => answer.map_err(Failure::App),
        }
    }

    /// What a question is answered from, as the index is now.
    ///
    /// # Errors
    /// When there is no index, or it cannot be read.
    pub fn asking(&self, stop: &Stop) -> Result<Asking, AppError> {
        let shared = self.held.current()?;
        let open = shared.ask(stop);
        Ok(Asking { shared, open, clock: self.clock(), limits: self.limits })
    }
}
