//! A real cluster of OpenSearch on the loopback address, and what an engine over one may rely on. Where
//! it cannot be started the tests are left out, loudly; with `DATELINE_OPENSEARCH=required` they fail
//! instead.
//!
//! Needed: Java 17 or newer, and Maven, which fetches OpenSearch from Maven Central (`pom.xml`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod cluster;
mod promises;

use std::io::Write;
use std::process::Command;

/// Whether there is a program to start the cluster with. Says so where there is none.
pub(crate) fn is_there(program: &str) -> bool {
    let found =
        Command::new(program).arg("-version").output().is_ok_and(|run| run.status.success());
    found || left_out(&format!("no `{program}` here"))
}

/// Says that something is left out, and fails where it must not be; false.
pub(crate) fn left_out(why: &str) -> bool {
    #[expect(clippy::disallowed_methods, reason = "how a test is run is said by the environment")]
    let required = std::env::var_os("DATELINE_OPENSEARCH").is_some_and(|value| value == "required");
    assert!(!required, "{why}, and DATELINE_OPENSEARCH=required");
    // Written past the capture of the test harness, so that nobody takes silence for success.
    let _ =
        writeln!(std::io::stderr(), "\n*** LEFT OUT: nothing was tried on OpenSearch: {why} ***\n");
    false
}
