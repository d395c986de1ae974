//! Whether a request names this machine. Another site may resolve its own name to 127.0.0.1 (DNS
//! rebinding) in order to read the archive through its visitor's browser; but the browser still
//! sends that name as the host.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The loopback names of this machine.
const OURS: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The refusal of a request that names another machine, or none.
pub(super) fn refused(request: &Request) -> Option<Response> {
    let mut named = request.headers().get_all(header::HOST).iter();
    let host = named.next().and_then(|host| host.to_str().ok());
    let in_address = request.uri().authority().map(|authority| authority.as_str());
    let ours =
        host.is_some_and(is_ours) && in_address.is_none_or(is_ours) && named.next().is_none();
    if ours {
        return None;
    }
    let say = "this address is answered by the names localhost, 127.0.0.1 and [::1] alone\n";
    Some((StatusCode::MISDIRECTED_REQUEST, say).into_response())
}

/// Whether a host, with or without a port, is this machine. Any port is accepted: it may be
/// forwarded here.
fn is_ours(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit());
    OURS.iter().any(|ours| name.eq_ignore_ascii_case(ours)) && port.is_none_or(is_port)
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_the_loopback_names_are_ours() {
        for ours in ["localhost", "LOCALHOST:80", "127.0.0.1:3283", "[::1]:1", "[::1]"] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "",
            ":80",
            "localhost.",
            "localhost.example.org",
            "127.0.0.1.example.org",
            "0.0.0.0",
            "127.0.0.1:",
            "127.0.0.1:80x",
            "[::1",
            "::1",
            "[::]:80",
            "evil@localhost",
            "localhost:80@evil",
            "2130706433",
            "127.1",
            "localhost,evil",
            "localhost evil",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
