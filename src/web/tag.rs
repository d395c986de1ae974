//! The ETag of answers from the index: the same as long as the index, the day and the program's
//! version are. It is weak, because the same answer may be sent compressed or not.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::site::Site;

/// The current ETag of every answer. It includes the day, which determines what `today` means.
pub(super) fn of(site: &Site) -> String {
    let day = site.clock().today();
    format!("W/\"{}-{day}-{}\"", site.held.stamp().as_str(), env!("CARGO_PKG_VERSION"))
}

/// Whether the client has this answer already.
pub(super) fn is_known(tag: &str, headers: &HeaderMap) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter();
    let known = known.filter_map(|value| value.to_str().ok());
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_string();
    known.flat_map(|tags| tags.split(',')).any(|known| bare(known) == bare(tag))
}

/// The response 304 Not Modified.
pub(super) fn unchanged(tag: &str) -> Response {
    tagged(tag, StatusCode::NOT_MODIFIED.into_response())
}

/// Adds the ETag to a response.
pub(super) fn tagged(tag: &str, mut response: Response) -> Response {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
