//! The page in a real browser: headless Chromium, driven over WebDriver. Where there is no browser the
//! tests are left out, loudly; with `DATELINE_BROWSER=required` they fail instead.
//!
//! Needed: `chromium` and `chromedriver` on the path; for the rules of accessibility axe-core under
//! `target/axe`: `npm install --prefix target/axe axe-core@4`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod accessible;
mod browser;
mod hostile;
mod journeys;
mod site;

use std::io::Write;
use std::process::Command;

/// Whether there is a browser to drive. Says so where there is none.
pub(crate) fn is_there(program: &str) -> bool {
    let found =
        Command::new(program).arg("--version").output().is_ok_and(|run| run.status.success());
    found || left_out(&format!("no `{program}` here"))
}

/// Says that something is left out, and fails where it must not be; false.
pub(crate) fn left_out(why: &str) -> bool {
    #[expect(clippy::disallowed_methods, reason = "how a test is run is said by the environment")]
    let required = std::env::var_os("DATELINE_BROWSER").is_some_and(|value| value == "required");
    assert!(!required, "{why}, and DATELINE_BROWSER=required");
    // Written past the capture of the test harness, so that nobody takes silence for success.
    let _ = writeln!(
        std::io::stderr(),
        "\n*** LEFT OUT: the page was not tried in a browser: {why} ***\n"
    );
    false
}
