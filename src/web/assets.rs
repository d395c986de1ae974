//! The stylesheet and the script, embedded in the program. Their addresses contain a hash of their
//! content, so that a browser caches them until another version is started.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use super::site::Site;

const STYLE: &str = include_str!("assets/page.css");
const SCRIPT: &str = include_str!("assets/page.js");

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The address of the stylesheet.
pub(super) static STYLE_AT: LazyLock<String> = LazyLock::new(|| at("page.css", STYLE));

/// The address of the script.
pub(super) static SCRIPT_AT: LazyLock<String> = LazyLock::new(|| at("page.js", SCRIPT));

fn at(name: &str, text: &str) -> String {
    let mut hash = DefaultHasher::new();
    text.hash(&mut hash);
    format!("/assets/{name}?{:016x}", hash.finish())
}

/// The routes of the assets.
pub(super) fn routes() -> Router<Arc<Site>> {
    let style = || async { asset("text/css; charset=utf-8", STYLE) };
    let script = || async { asset("text/javascript; charset=utf-8", SCRIPT) };
    Router::new().route("/assets/page.css", get(style)).route("/assets/page.js", get(script))
}

fn asset(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, FOR_EVER)], text)
}
