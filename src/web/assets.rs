//! The style and the script, in the program itself. Their addresses hold a hash of them, so that a
//! browser keeps them until another program is started.

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

/// The address of the style.
pub(super) static STYLE_AT: LazyLock<String> = LazyLock::new(|| at("page.css", STYLE));

/// The address of the script.
pub(super) static SCRIPT_AT: LazyLock<String> = LazyLock::new(|| at("page.js", SCRIPT));

fn at(name: &str, text: &str) -> String {
    let mut hash = DefaultHasher::new();
    text.hash(&mut hash);
    format!("/assets/{name}?{:016x}", hash.finish())
}

/// Where they are.
pub(super) fn routes() -> Router<Arc<Site>> {
    let style = || async { asset("text/css; charset=utf-8", STYLE) };
    let script = || async { asset("text/javascript; charset=utf-8", SCRIPT) };
    Router::new().route("/assets/page.css", get(style)).route("/assets/page.js", get(script))
}

fn asset(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, FOR_EVER)], text)
}
