//! A failure as `application/problem+json` (RFC 9457), with the diagnostics of the query and their
//! places.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::app::AppError;
use crate::render::json::{document, problems};
use crate::web::failure::{Failure, RETRY};

/// The response for a failure.
pub(super) fn response(failure: &Failure) -> Response {
    let status = failure.status();
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    let mut response = (status, kind, body(failure, status).to_string()).into_response();
    if failure.retry() {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY.into());
    }
    response
}

fn body(failure: &Failure, status: StatusCode) -> Value {
    let mut body = json!({
        "type": format!("urn:dateline:problem:{}", failure.code()),
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "detail": failure.message(),
    });
    if let Some(more) = body.as_object_mut() {
        add_details(failure, more);
    }
    body
}

fn add_details(failure: &Failure, body: &mut Map<String, Value>) {
    match failure {
        Failure::App(AppError::Query(list)) => {
            let mut lines = vec![];
            // Writing to a vector cannot fail, and what was written is JSON.
            let _ = problems(&mut lines, list, None);
            let json: Option<Value> = serde_json::from_slice(&document(&["problem"], &lines)).ok();
            let list = json.and_then(|mut json| json.get_mut("problems").map(Value::take));
            body.insert("problems".into(), list.unwrap_or_default());
        }
        Failure::App(AppError::Ambiguous { candidates, .. }) => {
            let each = candidates.iter().map(|named| {
                json!({ "id": named.id.as_str(), "date": named.date, "title": named.title })
            });
            body.insert("candidates".into(), each.collect());
        }
        Failure::Parameter(name, _) => {
            body.insert("parameter".into(), name.as_str().into());
        }
        Failure::App(_) | Failure::Busy | Failure::TooLong(_) | Failure::Panic(_) => {}
        Failure::NotFound => {}
    }
}
