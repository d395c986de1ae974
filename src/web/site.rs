//! What all requests share: the index, the gate to the cores, the token, the clock. Requests other
//! than exports are answered through [`Site::answer`], which enforces the time limit.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout_at};

use super::failure::Failure;
use super::gate::Gate;
use super::held::Held;
use super::kept::{self, Kept};
use super::tag;
use crate::app::AppError;
use crate::app::open::Open;
use crate::app::settings::{Clock, Limits};
use crate::app::shared::{Shared, Stop};

/// The time limit of a request.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Returns the current day on each call.
pub(super) type Today = Box<dyn Fn() -> Clock + Send + Sync>;

/// The settings of a site.
pub struct Settings {
    /// The folder of the index, which need not exist yet.
    pub index: PathBuf,
    /// The size limits of a query.
    pub limits: Limits,
    /// The current day.
    pub today: Today,
    /// The token that visitors have to know, if any. Without a token, only requests that name this
    /// machine by a loopback name are answered.
    pub token: Option<String>,
    /// How many requests are answered at a time.
    pub cores: usize,
    /// The time limit of a request.
    pub patience: Duration,
}

/// What all requests share.
pub struct Site {
    /// The index.
    pub held: Held,
    /// The size limits of a query.
    pub limits: Limits,
    /// The token that visitors have to know, if any.
    pub token: Option<String>,
    /// Limits concurrent exports, which are not searches and take as long as their readers.
    pub(super) exports: Arc<Semaphore>,
    kept: Kept,
    today: Today,
    gate: Gate,
    patience: Duration,
}

/// What a request is answered from.
pub struct Asking {
    /// The state of the index.
    pub shared: Arc<Shared>,
    /// The open index, which stops when the request is given up.
    pub open: Open,
    /// The current day.
    pub clock: Clock,
    /// The size limits of a query.
    pub limits: Limits,
}

/// Raises the stop sign when nobody waits for the answer any more.
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
            kept: Kept::default(),
            today: settings.today,
            gate: Gate::new(settings.cores),
            patience: settings.patience,
        }
    }

    /// The current day.
    pub fn clock(&self) -> Clock {
        (self.today)()
    }

    /// Computes an answer on a free core. If the reader gives up or the time limit passes, the work
    /// stops; a panic costs only this answer.
    ///
    /// # Errors
    /// Those of the work; and if there is no index, too many requests wait, or the time limit
    /// passes.
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
            // Held until the work has ended, even if nobody waits for it: there is never more work
            // than cores.
            let _core = core;
            work(&site.asking(&stop)?)
        });
        match timeout_at(deadline, task).await {
            Err(_) => Err(Failure::TooLong(self.patience)),
            Ok(Err(panicked)) => Err(Failure::Panic(panicked.to_string())),
            Ok(Ok(answer)) => answer.map_err(Failure::App),
        }
    }

    /// Answers a request with what is kept for its address, or computes the answer and keeps it.
    ///
    /// # Errors
    /// As [`Site::answer`].
    pub(super) async fn respond(
        self: &Arc<Self>,
        request: &Parts,
        work: impl FnOnce(&Asking) -> Result<kept::Answer, Failure> + Send + 'static,
    ) -> Result<Response, Failure> {
        let tag = tag::of(self);
        if tag::is_known(&tag, &request.headers) {
            return Ok(tag::unchanged(&tag));
        }
        let address = request.uri.to_string();
        let answer = match self.kept.get(&tag, &address) {
            Some(answer) => answer,
            None => {
                let answer = self.answer(move |asking| Ok(work(asking))).await??;
                // After a commit in the meantime it is the answer of another state.
                if tag::of(self) == tag {
                    self.kept.put(&tag, &address, &answer);
                }
                answer
            }
        };
        Ok(tag::tagged(&tag, answer.into_response()))
    }

    /// What a request is answered from, with the current index.
    ///
    /// # Errors
    /// If there is no index, or it cannot be read.
    pub fn asking(&self, stop: &Stop) -> Result<Asking, AppError> {
        let shared = self.held.current()?;
        let open = shared.ask(stop);
        Ok(Asking { shared, open, clock: self.clock(), limits: self.limits })
    }
}
