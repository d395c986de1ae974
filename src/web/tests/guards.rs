//! Who may ask, for what, and for how long.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{Method, Request, StatusCode, header};

use super::Place;
use crate::app::ask::ask;
use crate::app::search::count;
use crate::app::settings::{Ask, Limits, SearchSettings};
use crate::web::failure::Failure;
use crate::web::{Settings, Site};

#[tokio::test]
async fn only_get_and_head_are_answered() {
    let place = Place::newsroom();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "BREW"] {
        let request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap());
        let answer = place.ask(request.uri("/").header(header::HOST, "localhost")).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header(header::ALLOW), "GET, HEAD");
        assert!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_empty());
    }
    let head = Request::head("/search?q=flood").header(header::HOST, "localhost");
    let answer = place.ask(head).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn only_the_names_of_this_machine_are_answered() {
    let place = Place::newsroom();
    for host in ["localhost", "localhost:8400", "127.0.0.1:1", "[::1]:8400", "LOCALHOST"] {
        let answer = place.ask(Request::get("/").header(header::HOST, host)).await;
        assert_eq!(answer.status, StatusCode::OK, "{host}");
    }
    for host in
        ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "0.0.0.0"]
    {
        for path in ["/", "/search?q=flood", "/api/v1/search?q=flood", "/assets/page.js", "/none"] {
            let answer = place.ask(Request::get(path).header(header::HOST, host)).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host} {path}");
            assert!(!answer.body.contains("Lunden"));
        }
    }
    let nameless = place.ask(Request::get("/")).await;
    assert_eq!(nameless.status, StatusCode::MISDIRECTED_REQUEST);
    let two = Request::get("/").header(header::HOST, "localhost").header(header::HOST, "evil");
    assert_eq!(place.ask(two).await.status, StatusCode::MISDIRECTED_REQUEST);
    let absolute = Request::get("http://evil.example/").header(header::HOST, "localhost");
    assert_eq!(place.ask(absolute).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let place = Place::newsroom();
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; \
                  base-uri 'none'; frame-ancestors 'none'";
    for address in [
        "/",
        "/search?q=flood",
        "/nowhere",
        "/api/v1/status",
        "/api/v1/nowhere",
        "/assets/page.css",
        "/api/v1/export?q=flood",
        "/search?q=date:2023-13",
    ] {
        let answer = place.get(address).await;
        assert_eq!(answer.header(header::CONTENT_SECURITY_POLICY), policy, "{address}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer");
        assert!(!answer.header(header::CACHE_CONTROL).is_empty());
        assert!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_empty());
    }
}

#[tokio::test]
async fn an_address_that_is_too_long_is_refused() {
    let place = Place::newsroom();
    let long = format!("/search?q={}", "a".repeat(crate::web::guard::LONGEST));
    assert_eq!(place.get(&long).await.status, StatusCode::URI_TOO_LONG);
    let query = format!("/search?q={}", "a+".repeat(5_000));
    let answer = place.get(&query).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("The query cannot be answered as it is."));
}

#[tokio::test]
async fn a_visitor_says_the_token_once_and_a_cookie_keeps_it() {
    let token = "0123456789abcdefghjk";
    let place = Place::with(|settings| Settings { token: Some(token.into()), ..settings });
    place.add(super::NEWSROOM);
    let ask = |address: &str| Request::get(address).header(header::HOST, "archive.example:8400");
    for wrong in
        ["/", "/?token=", "/?token=0123456789abcdefghjx", "/api/v1/status", "/assets/page.js"]
    {
        let answer = place.ask(ask(wrong)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    let answer = place.ask(ask(&format!("/search?q=flood&token={token}"))).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header(header::LOCATION), "/search?q=flood");
    let cookie = answer.header(header::SET_COOKIE).to_string();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let kept = cookie.split(';').next().unwrap();
    let known = place.ask(ask("/search?q=flood").header(header::COOKIE, kept)).await;
    assert_eq!(known.status, StatusCode::OK);
    let program = ask("/api/v1/count").header(header::AUTHORIZATION, format!("Bearer {token}"));
    assert_eq!(place.ask(program).await.status, StatusCode::OK);
    let away = place.ask(ask(&format!("//evil.example/?token={token}"))).await;
    assert_eq!(away.header(header::LOCATION), "/evil.example/");
}

#[tokio::test]
async fn without_an_index_a_page_says_what_to_do_and_answers_as_soon_as_there_is_one() {
    let place = Place::empty();
    for address in ["/", "/search?q=flood", "/article/abc", "/timeline", "/archive"] {
        let answer = place.get(address).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{address}");
        assert!(answer.body.contains("There is no index here yet."), "{address}");
        assert!(answer.body.contains("dateline index ~/news"), "{address}");
    }
    assert_eq!(place.get("/help").await.status, StatusCode::OK);
    let api = place.get("/api/v1/search").await;
    assert_eq!(api.header(header::CONTENT_TYPE), "application/problem+json");
    place.add(super::NEWSROOM);
    assert!(place.page("/search?q=flood").await.contains("<h1 id=\"h-when\">3 articles"));
}

#[tokio::test]
async fn a_damaged_index_and_one_of_another_version_are_told_apart() {
    let place = Place::newsroom();
    let manifest = place.index().join("dateline.json");
    let whole = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, "{").unwrap();
    let answer = place.get("/search?q=flood").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("The index is damaged."), "{}", answer.body);
    std::fs::write(&manifest, whole.replacen("\"format\":", "\"format\":9", 1)).unwrap();
    assert!(place.get("/").await.body.contains("made by another dateline"));
    std::fs::write(&manifest, whole).unwrap();
    assert!(place.page("/search?q=flood").await.contains("<h1 id=\"h-when\">3 articles"));
}

#[tokio::test]
async fn a_new_commit_is_seen_without_a_restart_and_changes_the_tag() {
    let place = Place::newsroom();
    let before = place.get("/api/v1/count?q=flood").await;
    let tag = before.header(header::ETAG).to_string();
    let again = || {
        let known = Request::get("/api/v1/count?q=flood").header(header::HOST, "localhost");
        known.header(header::IF_NONE_MATCH, &tag)
    };
    let same = place.ask(again()).await;
    assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    place.add(&[("more.txt", "date 2023-11-09 Another flood. It came at night.")]);
    let after = place.ask(again()).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_ne!(after.header(header::ETAG), tag);
    assert!(after.body.contains("\"total\":4"), "{}", after.body);
}

fn site(place: &Place, patience: Duration) -> Arc<Site> {
    Arc::new(Site::new(Settings {
        index: place.index(),
        limits: Limits::default(),
        today: Box::new(super::clock),
        token: None,
        cores: 1,
        patience,
    }))
}

#[tokio::test]
async fn a_search_past_its_time_is_stopped_and_not_only_its_answer() {
    let place = Place::newsroom();
    let site = site(&place, Duration::from_millis(50));
    let (sender, stopped) = std::sync::mpsc::channel();
    let given_up = site
        .answer(move |asking| {
            let settings = SearchSettings::new(Ask::new("flood NEAR/9 year", super::clock()));
            let ended = loop {
                let asked = ask(&settings.ask).unwrap();
                if let Err(error) = count(&asking.open, asked, &settings) {
                    break error;
                }
            };
            sender.send(ended.to_string()).unwrap();
            Ok(())
        })
        .await;
    assert!(matches!(given_up, Err(Failure::TooLong(_))));
    let ended = stopped.recv_timeout(Duration::from_secs(5)).unwrap();
    assert_eq!(ended, "the search was stopped before it was done");
}

#[tokio::test]
async fn a_panic_costs_one_answer() {
    let place = Place::newsroom();
    let site = site(&place, Duration::from_secs(10));
    let failed = site.answer::<()>(|_| panic!("a test of a panic")).await;
    assert!(matches!(failed, Err(Failure::Panic(_))));
    let fine = site.answer(|asking| Ok(asking.shared.overview()?.status.articles)).await;
    assert_eq!(fine.unwrap(), 7);
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_say_so() {
    let place = Place::newsroom();
    let ask = Request::get("/").header(header::HOST, "localhost");
    let answer = place.ask(ask.header(header::ACCEPT_ENCODING, "gzip")).await;
    assert_eq!(answer.header(header::CONTENT_ENCODING), "gzip");
    assert!(place.get("/").await.header(header::CONTENT_ENCODING).is_empty());
}
