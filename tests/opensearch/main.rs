//! A real cluster of OpenSearch on the loopback address, and what an engine over one may rely on. Where
//! it cannot be started the tests are left out, loudly; with `DATELINE_OPENSEARCH=required` they fail
//! instead.
//!
//! Needed: Java 17 or newer, and Maven, which fetches OpenSearch from Maven Central (`pom.xml`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod cluster;
mod promises;
#[path = "../required.rs"]
mod required;

use required::Needed;

/// What these tests need.
pub(crate) const NEEDED: Needed = Needed {
    variable: "DATELINE_OPENSEARCH",
    otherwise: "nothing was tried on OpenSearch",
    version: "-version",
};
