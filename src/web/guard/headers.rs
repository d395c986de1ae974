//! Response headers that restrict the browser to showing the page, with the stylesheet and the
//! script of this site, and nothing else.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Loads only the site's own stylesheet and script, allows nothing inline, sends forms only to the
/// site, and forbids framing.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const OTHERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Adds the headers, except for those that the response has already.
pub(super) fn harden(headers: &mut HeaderMap) {
    let policy = [(header::CONTENT_SECURITY_POLICY, POLICY)];
    for (name, value) in policy.into_iter().chain(OTHERS) {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
}
