//! The pages: HTML made on the server, each from the state in its address. Everything works with
//! links and forms; the script only adds comfort.

mod archive;
mod article;
mod axis;
mod chart;
mod explain;
mod facets;
mod help;
mod histogram;
mod hits;
mod home;
mod layout;
mod nothing;
mod pager;
mod problem;
mod reading;
mod search;
mod similar;
mod table;
mod text;
mod timeline;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::address::Address;
use super::failure::{Failure, RETRY};
use super::kept::Answer;
use super::site::{Asking, Site};
use crate::app::AppError;
use layout::Page;

const HTML: &str = "text/html; charset=utf-8";

/// The routes of the pages.
pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/", get(|site, request| page(site, request, home::page)))
        .route("/search", get(|site, request| page(site, request, search::page)))
        .route("/article/{id}", get(article))
        .route("/similar/{id}", get(similar))
        .route("/timeline", get(|site, request| page(site, request, timeline::page)))
        .route("/archive", get(|site, request| page(site, request, archive::page)))
        .route("/explain", get(|site, request| page(site, request, explain::page)))
        .route("/help", get(help))
}

/// The response for an address that does not exist.
pub(super) async fn not_found(request: Request) -> Response {
    let address = Address::read(request.uri().query().unwrap_or_default());
    failed(&Failure::NotFound, &address)
}

async fn article(site: State<Arc<Site>>, Path(id): Path<String>, request: Request) -> Response {
    page(site, request, move |asking, address| article::page(asking, address, &id)).await
}

async fn similar(site: State<Arc<Site>>, Path(id): Path<String>, request: Request) -> Response {
    page(site, request, move |asking, address| similar::page(asking, address, &id)).await
}

async fn help(request: Request) -> Response {
    let address = Address::read(request.uri().query().unwrap_or_default());
    html(StatusCode::OK, &help::page(&address))
}

/// Answers with a page over the index, or with a page that says why there is none.
async fn page(
    State(site): State<Arc<Site>>,
    request: Request,
    make: impl FnOnce(&Asking, &Address) -> Result<Page, AppError> + Send + 'static,
) -> Response {
    let address = Address::read(request.uri().query().unwrap_or_default());
    let state = address.clone();
    let work = move |asking: &Asking| {
        let page = make(asking, &state).map_err(Failure::App)?;
        Ok(Answer { kind: HTML, body: page.render().into(), links: String::new() })
    };
    site.respond(&request.into_parts().0, work)
        .await
        .unwrap_or_else(|failure| failed(&failure, &address))
}

fn html(status: StatusCode, page: &Page) -> Response {
    (status, [(header::CONTENT_TYPE, HTML)], page.render()).into_response()
}

fn failed(failure: &Failure, address: &Address) -> Response {
    let mut response = html(failure.status(), &problem::page(failure, address));
    if failure.retry() {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY.into());
        response.headers_mut().insert(header::REFRESH, RETRY.into());
    }
    response
}
