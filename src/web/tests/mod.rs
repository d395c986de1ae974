//! Every route through the router itself, over an invented archive: statuses and bodies; hostile
//! hosts, methods, addresses and articles.

mod api;
mod guards;
mod hostile;
mod openapi;
mod pages;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use super::{Settings, Site, router};
use crate::app::index::{Progress, index};
use crate::app::outcome::Day;
use crate::app::settings::{Clock, IndexSettings, Limits};

/// A site over an archive of its own.
pub(super) struct Place {
    folder: TempDir,
    router: Router,
}

/// An answer, read to its end.
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// The current day in all of the tests.
pub(super) fn clock() -> Clock {
    Clock::on(Day::new(2023, 11, 10).expect("there is this day"))
}

/// Articles of three sources, four years and three languages.
const NEWSROOM: &[(&str, &str)] = &[
    (
        "courier/2023/11/05/talks.txt",
        "date 2023-11-05 Ceasefire talks resume in Arlen. Envoys of both sides met on Sunday to \
         discuss a truce.",
    ),
    (
        "courier/2023/11/06/flood.txt",
        "Title: River floods old town of Lunden\nDate: 6 November 2023\nAuthor: Ada Berg\n\n\
         Heavy rain flooded the old town of Lunden on Monday.\n\n\
         Hundreds left their homes, and the market was closed. The flood was the worst in years.",
    ),
    (
        "herald.jsonl",
        "{\"id\":\"h1\",\"headline\":\"Budget passes after long debate\",\"body\":\"The budget passed on Tuesday. A tax on floods of goods was dropped.\",\"published_at\":\"2021-11-07T10:00:00Z\",\"source\":\"The Herald\",\"section\":\"Politics\",\"url\":\"https://herald.example/budget\"}\n\
         {\"id\":\"h2\",\"headline\":\"Truce holds for a second year\",\"body\":\"The truce of Arlen has held for a year.\",\"published_at\":\"2020-03-01\",\"source\":\"The Herald\",\"section\":\"World\"}\n\
         {\"id\":\"h3\",\"headline\":\"Herald of spring\",\"body\":\"The first flood of the year.\",\"published_at\":\"2020-03\",\"source\":\"Herald\",\"section\":\"World\"}",
    ),
    (
        "sahel.jsonl",
        "{\"id\":\"f1\",\"headline\":\"پل بندر دوباره باز شد\",\"body\":\"هیئت بندر روز یکشنبه گفت که پل پس از بازرسی باز می‌شود.\",\"published_at\":\"2022-05-01\",\"source\":\"صدای ساحل\",\"language\":\"fa\"}",
    ),
    ("notes/undated.txt", "A market without a date\n\nThe market opened as it always had."),
    ("notes/broken.json", "{\"headline\": \"cut of"),
];

impl Place {
    /// A site over a small newsroom.
    pub(super) fn newsroom() -> Place {
        Place::of(NEWSROOM)
    }

    /// A site over these files.
    pub(super) fn of(files: &[(&str, &str)]) -> Place {
        let place = Place::empty();
        place.add(files);
        place
    }

    /// A site without an index.
    pub(super) fn empty() -> Place {
        Place::with(|settings| settings)
    }

    /// A site without an index, with changed settings.
    pub(super) fn with(change: impl FnOnce(Settings) -> Settings) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            index: folder.path().join("index"),
            limits: Limits::default(),
            today: Box::new(clock),
            token: None,
            cores: 2,
            patience: Duration::from_secs(10),
        };
        let router = router(Arc::new(Site::new(change(settings))));
        Place { folder, router }
    }

    /// Adds files to the archive and indexes it.
    pub(super) fn add(&self, files: &[(&str, &str)]) {
        let archive = self.folder.path().join("news");
        for (name, text) in files {
            let path = archive.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let settings = IndexSettings::new(self.index(), [&archive], clock());
        index(&settings, &Progress::default()).unwrap();
    }

    /// The folder of the index.
    pub(super) fn index(&self) -> std::path::PathBuf {
        self.folder.path().join("index")
    }

    /// The folder that contains the archive and the index.
    pub(super) fn here(&self) -> &Path {
        self.folder.path()
    }

    /// The answer to a request from a browser on this machine.
    pub(super) async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address).header(header::HOST, "localhost:8400")).await
    }

    /// The body of an answer that must be a success.
    pub(super) async fn page(&self, address: &str) -> String {
        let answer = self.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        answer.body
    }

    /// The answer of the API, parsed as JSON.
    pub(super) async fn json(&self, address: &str) -> Value {
        serde_json::from_str(&self.page(address).await).unwrap()
    }

    /// The answer to any request.
    pub(super) async fn ask(&self, request: axum::http::request::Builder) -> Answer {
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Answer {
    /// A header as text; empty if it is missing.
    pub(super) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
