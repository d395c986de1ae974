//! A headless Chromium and its driver, which end with the test.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::http::Method;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::{ParseError, Url};

/// A browser and its driver.
pub(crate) struct Browser {
    /// The WebDriver client.
    pub client: Client,
    driver: Child,
    _profile: TempDir,
}

/// A viewport and a theme.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub width: u32,
    pub dark: bool,
}

/// A command of the Chrome DevTools Protocol.
#[derive(Debug)]
struct Devtools(&'static str, Value);

impl WebDriverCompatibleCommand for Devtools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

/// Fetches the console messages since the last call.
#[derive(Debug)]
struct Console;

impl WebDriverCompatibleCommand for Console {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}

/// Fetches the network events since the last call.
#[derive(Debug)]
struct Network;

impl WebDriverCompatibleCommand for Network {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "type": "performance" }).to_string()))
    }
}

impl Browser {
    /// Starts a browser; `None` if it is not installed.
    pub(crate) async fn start() -> Option<Browser> {
        Browser::with(true).await
    }

    /// Starts a browser that runs scripts, or does not.
    pub(crate) async fn with(script: bool) -> Option<Browser> {
        if !crate::NEEDED.is_there("chromedriver") || !crate::NEEDED.is_there("chromium") {
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut driver = Command::new("chromedriver");
        driver.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = driver.spawn().unwrap();
        let profile = tempfile::tempdir().unwrap();
        let capabilities = capabilities(&profile, script);
        let address = format!("http://127.0.0.1:{port}");
        let mut client = None;
        for _ in 0..300 {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&address).await {
                Ok(connected) => {
                    client = Some(connected);
                    break;
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
        let client = client.expect("chromedriver answers within thirty seconds");
        Some(Browser { client, driver, _profile: profile })
    }

    /// Sets the viewport and the theme of the following pages.
    pub(crate) async fn view(&self, View { width, dark }: View) {
        let metrics =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    async fn devtools(&self, command: &'static str, parameters: Value) {
        self.client.issue_cmd(Devtools(command, parameters)).await.unwrap();
    }

    /// The console messages since the last call.
    pub(crate) async fn console(&self) -> Vec<String> {
        let said = self.client.issue_cmd(Console).await.unwrap();
        let text = |entry: &Value| entry["message"].as_str().unwrap_or_default().to_string();
        said.as_array().into_iter().flatten().map(text).collect()
    }

    /// The addresses requested since the last call.
    pub(crate) async fn requests(&self) -> Vec<String> {
        let events = self.client.issue_cmd(Network).await.unwrap();
        let address = |event: &Value| {
            let message: Value = serde_json::from_str(event["message"].as_str()?).ok()?;
            let message = &message["message"];
            let sent = message["method"] == "Network.requestWillBeSent";
            sent.then(|| {
                message["params"]["request"]["url"].as_str().unwrap_or_default().to_string()
            })
        };
        events.as_array().into_iter().flatten().filter_map(address).collect()
    }

    /// Runs a script and returns its value.
    pub(crate) async fn script(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap()
    }

    /// The text of the first element that matches a selector.
    pub(crate) async fn text(&self, selector: &str) -> String {
        self.client.wait().for_element(Locator::Css(selector)).await.unwrap().text().await.unwrap()
    }

    /// Follows the first link that matches a selector.
    pub(crate) async fn click(&self, selector: &str) {
        self.client
            .wait()
            .for_element(Locator::Css(selector))
            .await
            .unwrap()
            .click()
            .await
            .unwrap();
    }

    /// Sends keys to the focused element.
    pub(crate) async fn press(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// The address of the page, without the host.
    pub(crate) async fn at(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let place = url.fragment().map(|place| format!("#{place}")).unwrap_or_default();
        format!("{}{query}{place}", url.path())
    }

    /// Waits until the address of the page contains this text.
    pub(crate) async fn arrives(&self, text: &str) {
        for _ in 0..600 {
            if self.at().await.contains(text) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the page is at {}, not at one with {text}", self.at().await);
    }

    /// Ends the browser.
    pub(crate) async fn end(mut self) {
        let _ = self.client.clone().close().await;
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Also reached if a test fails before its end.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn capabilities(profile: &TempDir, script: bool) -> Capabilities {
    let mut options = json!({
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--window-size=1280,900",
            format!("--user-data-dir={}", profile.path().display()),
        ],
    });
    if !script {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    let all = json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    });
    all.as_object().unwrap().clone()
}
