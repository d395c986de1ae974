//! The checks before every answer: who may ask, for what, and what a browser may do with the
//! answer.

mod headers;
mod host;
pub mod token;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::site::Site;

/// The maximum length of an address, in bytes.
pub(super) const LONGEST: usize = 24 << 10;

/// Lets a request through if it may be answered, and adds the headers that restrict the browser.
pub(super) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let mut response = match refused(&site, &request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    headers::harden(response.headers_mut());
    response
}

fn refused(site: &Site, request: &Request) -> Option<Response> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, HeaderValue::from_static("GET, HEAD"))];
        let only = (StatusCode::METHOD_NOT_ALLOWED, allow, "only GET and HEAD are answered\n");
        return Some(only.into_response());
    }
    if request.uri().to_string().len() > LONGEST {
        let long = format!("an address has at most {LONGEST} bytes\n");
        return Some((StatusCode::URI_TOO_LONG, long).into_response());
    }
    match &site.token {
        Some(token) => token::refused(token, request),
        None => host::refused(request),
    }
}
