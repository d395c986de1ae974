//! Whether a visitor knows the token of a site that other machines can reach. The token is once in
//! the address that is printed, then in a cookie that no script can read, or in a header that a
//! program sends.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

/// The name of the cookie, and of the query parameter.
const COOKIE: &str = "dateline-token";
const PARAMETER: &str = "token";

/// The length of a generated token, in characters.
const LENGTH: usize = 32;

/// Generates a token that cannot be guessed (160 bits).
///
/// # Errors
/// If the system provides no random numbers.
pub fn made() -> Result<String, String> {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bytes = [0_u8; LENGTH];
    getrandom::fill(&mut bytes).map_err(|cause| format!("no token can be made: {cause}"))?;
    Ok(bytes.iter().map(|byte| LETTERS[usize::from(byte % 32)] as char).collect())
}

/// The refusal of a visitor who does not know the token, or the redirect of one who has just sent
/// it.
pub fn refused(token: &str, request: &Request) -> Option<Response> {
    let query = request.uri().query().unwrap_or_default();
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let said = pairs.iter().find(|(name, _)| name == PARAMETER).map(|(_, value)| value);
    match said {
        Some(said) if is_same(token, said) => Some(way_on(token, request.uri().path(), &pairs)),
        None if knows(token, request.headers()) => None,
        Some(_) | None => {
            let say =
                "this archive asks for a token: open the address that `dateline serve` printed\n";
            let asks = [(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))];
            Some((StatusCode::UNAUTHORIZED, asks, say).into_response())
        }
    }
}

/// Redirects to the same address without the token, and stores the token in a cookie.
fn way_on(token: &str, path: &str, pairs: &[(impl AsRef<str>, impl AsRef<str>)]) -> Response {
    let mut rest = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(name, _)| name.as_ref() != PARAMETER) {
        rest.append_pair(name.as_ref(), value.as_ref());
    }
    // Two leading slashes would lead to another machine.
    let path = format!("/{}", path.trim_start_matches('/'));
    let target = match rest.finish() {
        rest if rest.is_empty() => path,
        rest => format!("{path}?{rest}"),
    };
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict");
    let headers = [(header::LOCATION, target), (header::SET_COOKIE, cookie)];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn knows(token: &str, headers: &HeaderMap) -> bool {
    let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_string();
    let bearer = headers.get(header::AUTHORIZATION).map(text);
    let bearer = bearer.and_then(|value| value.strip_prefix("Bearer ").map(String::from));
    let cookies = headers.get_all(header::COOKIE).iter().map(text).collect::<Vec<_>>().join(";");
    let kept = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    let mut said = kept.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_string());
    bearer.is_some_and(|said| is_same(token, &said)) || said.any(|said| is_same(token, &said))
}

/// Compares in constant time, so that timing reveals nothing but the length.
fn is_same(token: &str, said: &str) -> bool {
    token.as_bytes().ct_eq(said.as_bytes()).into()
}
