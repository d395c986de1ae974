//! The ETag of what is answered from the index: the same as long as the index, the day and the
//! program are. Weak, because the same answer may be sent compressed or not.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::site::Site;

/// The tag of every answer now. What `today` means is part of an answer.
pub(super) fn of(site: &Site) -> String {
    let day = site.clock().today();
    format!("W/\"{}-{day}-{}\"", site.held.stamp().as_str(), env!("CARGO_PKG_VERSION"))
}

/// Whether the reader has this answer.
pub(super) fn is_known(tag: &str, headers: &HeaderMap) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter();
    let known = known.filter_map(|value| value.to_str().ok());
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_string();
    known.flat_map(|tags| tags.split(',')).any(|known| bare(known) == bare(tag))
}

/// That the reader has it.
pub(super) fn unchanged(tag: &str) -> Response {
    tagged(tag, StatusCode::NOT_MODIFIED.into_response())
}

/// An answer with its tag.
pub(super) fn tagged(tag: &str, mut response: Response) -> Response {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
