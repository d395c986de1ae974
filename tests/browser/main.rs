//! The page in a real browser: headless Chromium, driven over WebDriver. Without a browser the
//! tests are skipped with a warning; with `DATELINE_BROWSER=required` they fail instead.
//!
//! They need `chromium` and `chromedriver` on the path, and for the accessibility rules axe-core in
//! `target/axe`: `npm install --prefix target/axe axe-core@4`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod accessible;
mod browser;
mod hostile;
mod journeys;
#[path = "../required.rs"]
mod required;
mod site;

use required::Needed;

/// What these tests need.
pub(crate) const NEEDED: Needed = Needed {
    variable: "DATELINE_BROWSER",
    otherwise: "the page was not tried in a browser",
    version: "--version",
};
