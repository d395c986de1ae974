//! Version 1 of the API: the answers of the command line's `--json`, over HTTP. Every object is
//! documented in docs/output-schema.md and written by [`crate::render::json`]; here, objects are
//! combined into one document or streamed one per line.

mod calls;
mod export;
mod parameters;
mod problem;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::failure::Failure;
use super::kept;
use super::site::{Asking, Site};
use parameters::Parameters;

/// The OpenAPI description of the API.
const DESCRIPTION: &str = include_str!("../assets/openapi.json");

/// A content type and a body.
type Body = (&'static str, Vec<u8>);

/// The answer to a call, with links to neighbouring pages.
#[derive(Default)]
struct Answer {
    kind: &'static str,
    body: Vec<u8>,
    links: Vec<String>,
}

impl From<Body> for Answer {
    fn from((kind, body): Body) -> Answer {
        Answer { kind, body, links: vec![] }
    }
}

/// The routes below `/api`.
pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/v1/search", get(|site, request| call(site, request, calls::search)))
        .route("/v1/count", get(|site, request| call(site, request, calls::count)))
        .route("/v1/timeline", get(|site, request| call(site, request, calls::timeline)))
        .route("/v1/facets", get(|site, request| call(site, request, calls::facets)))
        .route("/v1/suggest", get(|site, request| call(site, request, calls::suggest)))
        .route("/v1/explain", get(|site, request| call(site, request, calls::explain)))
        .route("/v1/status", get(|site, request| call(site, request, calls::status)))
        .route("/v1/articles/{id}", get(article))
        .route("/v1/articles/{id}/similar", get(similar))
        .route("/v1/export", get(export::export))
        .route("/v1/openapi.json", get(description))
        .fallback(|| async { problem::response(&Failure::NotFound) })
}

async fn description() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION)
}

async fn article(site: State<Arc<Site>>, Path(id): Path<String>, request: Request) -> Response {
    call(site, request, move |asking, given| calls::article(asking, given, &id)).await
}

async fn similar(site: State<Arc<Site>>, Path(id): Path<String>, request: Request) -> Response {
    call(site, request, move |asking, given| calls::similar(asking, given, &id)).await
}

/// Answers a call, or returns a problem that says why not.
async fn call(
    State(site): State<Arc<Site>>,
    request: Request,
    make: impl FnOnce(&Asking, &mut Parameters) -> Result<Answer, Failure> + Send + 'static,
) -> Response {
    let mut given = Parameters::read(request.uri());
    let work = move |asking: &Asking| {
        let Answer { kind, body, links } = make(asking, &mut given)?;
        Ok(kept::Answer { kind, body: body.into(), links: links.join(", ") })
    };
    site.respond(&request.into_parts().0, work)
        .await
        .unwrap_or_else(|failure| problem::response(&failure))
}
