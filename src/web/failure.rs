//! Why a request has no answer, and the HTTP status that says so. How it is shown is decided
//! elsewhere: a page shows it as a page, the API as a problem.

use std::time::Duration;

use axum::http::StatusCode;

use crate::app::{AppError, Kind};
use crate::render::flags::message;

/// The value of Retry-After of a busy site, in seconds.
pub(super) const RETRY: u64 = 2;

/// Why a request has no answer.
#[derive(Debug)]
pub enum Failure {
    /// The operation failed.
    App(AppError),
    /// Too many requests are waiting.
    Busy,
    /// The request took longer than the time limit.
    TooLong(Duration),
    /// The operation panicked: a bug.
    Panic(String),
    /// This address does not exist.
    NotFound,
    /// A parameter has an invalid value: its name, and what it takes.
    Parameter(String, String),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Failure {
        Failure::App(error)
    }
}

impl Failure {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Failure::App(error) => match error.kind() {
                Kind::Usage => StatusCode::BAD_REQUEST,
                Kind::NotFound => StatusCode::NOT_FOUND,
                Kind::Index | Kind::Stopped => StatusCode::SERVICE_UNAVAILABLE,
                Kind::Io | Kind::Closed => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Failure::Busy | Failure::TooLong(_) => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Panic(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::Parameter(..) => StatusCode::BAD_REQUEST,
        }
    }

    /// The name of this kind of failure, in kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Failure::App(AppError::Query(_)) => "query",
            Failure::App(error) => match error.kind() {
                Kind::Usage => "usage",
                Kind::NotFound => "not-found",
                Kind::Index => "index",
                Kind::Stopped => "too-long",
                Kind::Io | Kind::Closed => "internal",
            },
            Failure::Busy => "busy",
            Failure::TooLong(_) => "too-long",
            Failure::Panic(_) => "internal",
            Failure::NotFound => "not-found",
            Failure::Parameter(..) => "parameter",
        }
    }

    /// What is wrong, as a phrase: lower case, no full stop.
    pub fn message(&self) -> String {
        match self {
            Failure::App(error) => message(error),
            Failure::Busy => "too many searches wait already; ask again in a moment".into(),
            Failure::TooLong(most) => format!(
                "the search took longer than {} seconds and was stopped; add a date, or more letters",
                most.as_secs_f64()
            ),
            // The details go to standard error, where the owner reads them.
            Failure::Panic(_) => {
                "the answer could not be made, because of an error in dateline".into()
            }
            Failure::NotFound => "there is nothing at this address".into(),
            Failure::Parameter(name, takes) => format!("`{name}` {takes}"),
        }
    }

    /// Whether the same request may succeed in a moment.
    pub fn retry(&self) -> bool {
        matches!(self, Failure::Busy)
    }
}
