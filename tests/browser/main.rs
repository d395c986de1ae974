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
mod site;

use std::io::Write;
use std::process::Command;

/// Whether a program is installed. If not, warns or fails as [`left_out`] does.
pub(crate) fn is_there(program: &str) -> bool {
    let found =
        Command::new(program).arg("--version").output().is_ok_and(|run| run.status.success());
    found || left_out(&format!("no `{program}` here"))
}

/// Warns that a test is skipped, or fails if it must not be. Returns false.
pub(crate) fn left_out(why: &str) -> bool {
    #[expect(clippy::disallowed_methods, reason = "how a test is run is said by the environment")]
    let required = std::env::var_os("DATELINE_BROWSER").is_some_and(|value| value == "required");
    assert!(!required, "{why}, and DATELINE_BROWSER=required");
    // Bypasses the output capture of the test harness, so that nobody takes silence for success.
    let _ = writeln!(
        std::io::stderr(),
        "\n*** LEFT OUT: the page was not tried in a browser: {why} ***\n"
    );
    false
}
